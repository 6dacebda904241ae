import CLAPACK
import Computation
import Foundation

/// `a · k^−b`, fitted to a spectrum by rank k = 1, 2, ….
public struct PowerLaw: Hashable, Sendable {
    /// The value a at rank 1.
    public let prefactor: Double
    /// The exponent b, positive for values that fall.
    public let exponent: Double
    /// The share of the variance of the logarithms that the law explains.
    public let determination: Double

    /// The least-squares line through the points (ln k, ln value) with ranks in the given range, counted from 1.
    ///
    /// Every rank weighs alike, so the upper ranks of a logarithmic axis rule the fit. nil when fewer than two values
    /// in the range exist, or one of them is not positive.
    public init?(fitting values: [Double], ranks: ClosedRange<Int>) {
        let ranks = ranks.clamped(to: 1...max(1, values.count))
        guard ranks.count >= 2, ranks.upperBound <= values.count, ranks.allSatisfy({ values[$0 - 1] > 0 }) else {
            return nil
        }
        let points = ranks.map { (x: log(Double($0)), y: log(values[$0 - 1])) }
        let count = Double(points.count)
        let x = points.reduce(0) { $0 + $1.x } / count
        let y = points.reduce(0) { $0 + $1.y } / count
        let xx = points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
        let xy = points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) }
        let yy = points.reduce(0) { $0 + ($1.y - y) * ($1.y - y) }
        exponent = -xy / xx
        prefactor = exp(y - x * xy / xx)
        determination = yy > 0 ? xy * xy / (xx * yy) : 1
    }

    /// The law at a rank.
    public func value(at rank: Int) -> Double { prefactor * pow(Double(rank), -exponent) }
}

/// How many directions a spectrum spreads over, where the rank, which is nearly always full, does not tell.
public struct EffectiveRank: Hashable, Sendable {
    /// `exp(−Σ p_k ln p_k)` with `p_k = |λ_k| / Σ|λ|`: n for n equal values, 1 for a single one (Roy and Vetterli 2007).
    public let entropy: Double
    /// `(Σ λ_k²)² / Σ λ_k⁴`, the participation ratio of the squares: it counts only the large values.
    public let participation: Double

    /// The effective rank of a matrix with these eigenvalues or singular values, in any order; nil where all are zero.
    /// Not finite values give NaN.
    public init?(_ values: [Double]) {
        let scale = values.reduce(0) { max($0, abs($1)) }
        guard scale > 0 else { return nil }
        let sizes = values.map { abs($0) / scale }
        let total = sizes.reduce(0, +)
        let squares = sizes.reduce(0) { $0 + $1 * $1 }
        let fourths = sizes.reduce(0) { $0 + $1 * $1 * $1 * $1 }
        entropy = exp(sizes.reduce(0) { $1 > 0 ? $0 - $1 / total * log($1 / total) : $0 })
        participation = squares * squares / fourths
    }
}

/// How many eigenvalues of a symmetric matrix are at least `threshold`, without finding them.
///
/// By Sylvester's law of inertia `A − θI = LDLᵀ` has as many negative eigenvalues as D, whose blocks are of order one or
/// two (LAPACK's `dsytrf`, Bunch and Kaufman 1977). Costs n³/3 operations, a fourth of what the eigenvalues themselves
/// cost, and one copy of the matrix, 8n² bytes.
///
/// Not guaranteed: the side on which eigenvalues lie that are nearer to the threshold than rounding errors, about
/// 1e-16·n times the matrix's norm; an exact zero in D counts as not negative.
///
/// - Throws: ``LinearAlgebraError`` for an element that is not finite, and for a matrix that is not exactly symmetric.
public func eigenvalueCount(of matrix: Matrix<Double>, atLeast threshold: Double = 0) throws -> Int {
    precondition(matrix.rows == matrix.columns, "only a square matrix has eigenvalues")
    try checkSymmetric(matrix)
    guard matrix.rows > 0 else { return 0 }
    let n = Int32(matrix.rows)
    var factor = matrix
    for index in 0..<factor.rows { factor[index, index] -= threshold }
    var pivots = Array<Int32>(repeating: 0, count: matrix.rows)
    OpenBLAS.useCallingThread()
    // A symmetric matrix reads the same by rows and by columns. A positive status tells of an exact zero in D.
    _ = factor.withUnsafeMutableElements { factor in
        LAPACKE_dsytrf(LAPACK_COL_MAJOR, CChar(UInt8(ascii: "L")), n, factor.baseAddress, n, &pivots)
    }
    var negative = 0
    var index = 0
    while index < matrix.rows {
        if pivots[index] > 0 {
            if factor[index, index] < 0 { negative += 1 }
            index += 1
        } else {
            // A block of order two has one eigenvalue of either sign: the method takes such blocks only.
            negative += 1
            index += 2
        }
    }
    return matrix.rows - negative
}

/// An estimate of the largest magnitude of an eigenvalue of a symmetric operator, by forty steps of power iteration in
/// double precision.
///
/// It is never too large, but for rounding, and within about a per cent where one eigenvalue stands out; where several
/// are nearly as large it lies between them. The start is fixed, so that equal operators give equal estimates. Costs
/// forty products with one vector.
///
/// - Throws: ``LinearAlgebraError`` for an element that is not finite.
public func spectralNormEstimate(of matrix: some SymmetricOperator) throws -> Double {
    try matrix.checkFinite()
    guard matrix.order > 0 else { return 0 }
    var generator = SeededGenerator(seed: 1)
    // A start near the constant vector finds the far end of matrices whose elements are mostly alike at once; noise
    // keeps it from being orthogonal to the eigenvector that is sought.
    var vector = Matrix<Double>.randomNormal(rows: matrix.order, columns: 1, standardDeviation: 0.1, using: &generator)
        .map { $0 + 1 }
    var norm = 0.0
    for _ in 0..<40 {
        let length = vector.squaredFrobeniusNorm.squareRoot()
        guard length > 0 else { return 0 }
        vector = matrix(vector.map { $0 / length })
        norm = max(norm, vector.squaredFrobeniusNorm.squareRoot())
    }
    return norm
}
