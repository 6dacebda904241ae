import Foundation

// Fitting the Marchenko–Pastur law to the bulk of a spectrum, without a hand or an eye. Goals in order: outliers must
// not bend the fit, σ² and d_eff of plain noise are recovered, any aspect ratio.
//
// 1. Both parameters by minimum distance: those at which the sum of `(F(x_i) − F_n(x_i))²` (Cramér and von Mises) is
//    least. An eigenvalue enters by its rank alone, so one that stands far out weighs no more than any other (Parr and
//    Schucany 1980: minimum distance is robust). Moments would be ruled by it, and so hide it.
// 2. Outliers are the eigenvalues beyond what the largest one of pure noise exceeds in one case of a hundred:
//    `μ + 2.02 s` with Johnstone's centre and scale (2001) and the quantile of the Tracy–Widom law of order 1. Without
//    them, 1 is done again until no more are found.
// 3. For the bulk so found σ² is the variance of the entries, which the mean of its eigenvalues gives exactly; d_eff is
//    the one at the least distance for that σ².

/// The Marchenko–Pastur law that describes most eigenvalues of `ΞΞᵀ`, for a matrix Ξ of n rows and d columns whose
/// entries are noise but for a few directions.
///
/// Where the columns of Ξ have different variances, as coordinates along eigenvectors have, the noise behaves nearly as
/// if there were fewer columns: d_eff of them. The law is then an approximation, and ``distance`` says how good; columns
/// of much larger variance than the others show as outliers.
public struct MarchenkoPasturFit: Hashable, Sendable {
    /// The law of the bulk's eigenvalues of `ΞΞᵀ` itself, not divided by d: its edges are theirs.
    public let law: MarchenkoPastur
    /// σ²: the variance of Ξ's entries, without the outliers' part. The law of `d⁻¹ΞΞᵀ` has this one.
    public let variance: Double
    /// d_eff: the aspect ratio is the number of eigenvalues in the bulk divided by it. Each outlier takes a dimension
    /// with it.
    public let effectiveDimension: Double
    /// How many of the largest eigenvalues stand beyond the noise.
    public let outliers: Int
    /// The number of eigenvalues in the bulk.
    public let bulk: Int
    /// The root of the mean squared difference between the two distribution functions, at the bulk's eigenvalues: about
    /// 0.5/n for noise (0.3/n to 0.8/n in trials), and at most 1.
    public let distance: Double

    /// Fits the law to all eigenvalues of `ΞΞᵀ`, zeros included, in any order. Costs some thousand evaluations of the
    /// law for each eigenvalue.
    ///
    /// nil for fewer than five eigenvalues or for outliers that leave fewer, where all are zero, and where one is not
    /// finite. Slightly negative ones, as rounding leaves them, count as zero.
    ///
    /// - Parameter columns: d, the columns of Ξ.
    public init?(eigenvalues: [Double], columns: Int) {
        precondition(columns > 0, "the matrix has columns")
        let leastBulk = 5
        guard eigenvalues.count >= leastBulk, eigenvalues.allSatisfy(\.isFinite), let largest = eigenvalues.max(),
            largest > 0
        else { return nil }
        // What rounding leaves of a zero.
        let sorted = eigenvalues.map { $0 > 1e-10 * largest ? $0 : 0 }.sorted()
        var outliers = 0
        while true {
            let bulk = Spectrum(sorted.dropLast(outliers), columns: columns - outliers)
            guard bulk.values.count >= leastBulk, bulk.columns > 0, bulk.mean > 0 else { return nil }
            let edge = bulk.law(dimension: bulk.dimension { bulk.bestMean(dimension: $0) }, mean: bulk.bestMean)
                .noiseEdge(of: bulk.values.count)
            let found = sorted.count { $0 > edge }
            if found <= outliers {
                let dimension = bulk.dimension { _ in bulk.mean }
                law = bulk.law(dimension: dimension) { _ in bulk.mean }
                variance = bulk.mean / Double(bulk.columns)
                effectiveDimension = dimension
                self.outliers = outliers
                self.bulk = bulk.values.count
                distance = (bulk.distance(to: law) / Double(bulk.values.count)).squareRoot()
                return
            }
            outliers = found
        }
    }

    /// The eigenvalues beyond which one is no noise: in one case of a hundred the largest of pure noise is larger.
    public var threshold: Double { law.noiseEdge(of: bulk) }
}

extension MarchenkoPastur {
    /// What the largest of `count` eigenvalues exceeds with a probability of about 1%: the edge of the law with the
    /// fluctuations of finite matrices.
    fileprivate func noiseEdge(of count: Int) -> Double {
        let (n, d) = (Double(count), Double(count) / aspectRatio)
        let sum = n.squareRoot() + d.squareRoot()
        let scale = sum * cbrt(1 / n.squareRoot() + 1 / d.squareRoot())
        return variance / d * (sum * sum + 2.0234 * scale)
    }
}

/// Eigenvalues in ascending order, as a sample of the law.
private struct Spectrum {
    let values: ArraySlice<Double>
    let columns: Int
    let mean: Double
    private let zeros: Int

    init(_ values: ArraySlice<Double>, columns: Int) {
        self.values = values
        self.columns = columns
        mean = values.reduce(0, +) / Double(values.count)
        zeros = values.count { $0 == 0 }
    }

    func law(dimension: Double, mean: (Double) -> Double) -> MarchenkoPastur {
        MarchenkoPastur(variance: mean(dimension), aspectRatio: Double(values.count) / dimension)
    }

    /// `Σ (F(x_i) − F_n(x_i))²`, where the sample's distribution function takes the middle of its step, and at zero,
    /// where the law too has a step, its whole.
    func distance(to law: MarchenkoPastur) -> Double {
        let count = Double(values.count)
        let atZero = zeros == 0 ? 0 : law.shareOfZeros - Double(zeros) / count
        return values.dropFirst(zeros).enumerated().reduce(Double(zeros) * atZero * atZero) { sum, entry in
            let difference = law.share(upTo: entry.element) - (Double(zeros + entry.offset) + 0.5) / count
            return sum + difference * difference
        }
    }

    /// The effective dimension at the least distance, when the law's mean follows from the dimension.
    func dimension(mean: (Double) -> Double) -> Double {
        let logarithm = minimizer(in: 0...log(4 * Double(max(columns, values.count))), steps: 40) {
            distance(to: law(dimension: exp($0), mean: mean))
        }
        return exp(logarithm)
    }

    /// The mean of the law at the least distance, for a dimension. Outliers can only make the sample's mean larger.
    func bestMean(dimension: Double) -> Double {
        mean
            * exp(
                minimizer(in: -6...1, steps: 28) { logarithm in
                    distance(to: law(dimension: dimension) { _ in mean * exp(logarithm) })
                })
    }
}

/// Where a function is least, to about 1e-7: by a look at equally spaced places and golden sections around the best.
private func minimizer(in range: ClosedRange<Double>, steps: Int, of function: (Double) -> Double) -> Double {
    let width = (range.upperBound - range.lowerBound) / Double(steps)
    let places = (0...steps).map { range.lowerBound + width * Double($0) }
    let values = places.map(function)
    let best = values.indices.min { values[$0] < values[$1] }!
    var (low, high) = (places[max(0, best - 1)], places[min(steps, best + 1)])
    let ratio = (5.0.squareRoot() - 1) / 2
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (atLeft, atRight) = (function(left), function(right))
    while high - low > 1e-7 {
        if atLeft < atRight {
            (high, right, atRight) = (right, left, atLeft)
            left = high - ratio * (high - low)
            atLeft = function(left)
        } else {
            (low, left, atLeft) = (left, right, atRight)
            right = low + ratio * (high - low)
            atRight = function(right)
        }
    }
    return (low + high) / 2
}
