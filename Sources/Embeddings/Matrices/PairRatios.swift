public import TextStatistics

/// How much more the words of each pair that occurs meet than words drawn at random: `P_ij / (P_iP_j)`, or what the
/// weights of a ``PairWeighting`` make of it, `P_ijΨ⁺_ij / (P_iP_jΨ⁻_ij)`.
///
/// A ratio is computed when it is needed, as `C_ij κ / (a_i b_j + b_i a_j)`: nothing of the size of the counts is kept.
public struct PairRatios: Sendable {
    /// The counts `C_ij` that they are made from.
    let counts: Cooccurrences
    /// κ.
    private let numerator: Double
    /// a and b; nil where the denominator is the product of the marginals.
    private let denominators: (a: [Double], b: [Double])?

    /// `P_ij / (P_iP_j)`.
    public init(_ counts: Cooccurrences) {
        self.init(counts, numerator: Double(counts.total), denominators: nil)
    }

    /// `P_ijΨ⁺_ij / (P_iP_jΨ⁻_ij)`.
    public init(_ counts: Cooccurrences, weighting: PairWeighting) {
        self = PairWeights(counts, weighting).ratios
    }

    init(_ counts: Cooccurrences, numerator: Double, denominators: (a: [Double], b: [Double])?) {
        self.counts = counts
        self.numerator = numerator
        self.denominators = denominators
    }

    /// The ratio of a pair with the count `C_ij`, which is positive.
    func ratio(_ row: Int, _ column: Int, count: Int) -> Double {
        let denominator =
            denominators.map { $0.a[row] * $0.b[column] + $0.b[row] * $0.a[column] }
            ?? Double(counts.marginals[row]) * Double(counts.marginals[column])
        return Double(count) * numerator / denominator
    }

    /// Calls `body` for each pair of a row that occurs, columns ascending, with its ratio.
    func forSeenColumns(of row: Int, _ body: (_ column: Int, _ ratio: Double) -> Void) {
        let range = counts.rowOffsets[row]..<counts.rowOffsets[row + 1]
        // The denominator is computed first, so that (i, j) and (j, i) are rounded alike.
        if let (a, b) = denominators {
            let (ownA, ownB) = (a[row], b[row])
            for index in range {
                let column = Int(counts.columns[index])
                body(column, Double(counts.values[index]) * numerator / (ownA * b[column] + ownB * a[column]))
            }
        } else {
            let marginal = Double(counts.marginals[row])
            for index in range {
                let column = Int(counts.columns[index])
                body(column, Double(counts.values[index]) * numerator / (marginal * Double(counts.marginals[column])))
            }
        }
    }

    /// The sum over all pairs that occur of a function of their ratio, row by row.
    func sumOverSeen(_ term: (_ ratio: Double) -> Double) -> Double {
        (0..<counts.vocabulary.count).reduce(0.0) { result, row in
            var sum = 0.0
            forSeenColumns(of: row) { _, ratio in sum += term(ratio) }
            return result + sum
        }
    }
}

extension Cooccurrences {
    /// `P_i`, each word's share of all counts.
    var wordProbabilities: [Double] {
        let total = Double(self.total)
        return marginals.map { total > 0 ? Double($0) / total : 0 }
    }
}
