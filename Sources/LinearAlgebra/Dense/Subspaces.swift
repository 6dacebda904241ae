import CLAPACK
import Computation
import Foundation

/// The singular values of a matrix, largest first; as many as the shorter side is long.
///
/// LAPACK's `dgesdd`, which reduces a tall matrix by an orthogonal triangularisation first. Each value is accurate to
/// about 1e-15 of the *largest* one: a value that is 1e-8 of the largest still has seven correct digits. (From the
/// eigenvalues of `AᵀA` it would have none.) Costs about 2nk² operations for n×k.
///
/// - Throws: ``LinearAlgebraError`` for an element that is not finite, and when the solver gives up.
public func singularValues(of matrix: Matrix<Double>) throws -> [Double] {
    try checkFinite(matrix)
    let count = min(matrix.rows, matrix.columns)
    guard count > 0 else { return [] }
    // By columns the same memory is the transpose, which has the same singular values.
    let (m, n) = (Int32(matrix.columns), Int32(matrix.rows))
    var work = matrix.elements
    var values = Array(repeating: 0.0, count: count)
    var unused = 0.0
    var alsoUnused = 0.0
    OpenBLAS.useCallingThread()
    let status = LAPACKE_dgesdd(
        LAPACK_COL_MAJOR, CChar(UInt8(ascii: "N")), m, n, &work, m, &values, &unused, 1, &alsoUnused, 1)
    guard status == 0 else {
        throw LinearAlgebraError.noConvergence(operation: "the singular values", found: 0, wanted: count)
    }
    return values
}

/// The orthogonal triangularisation `A = QR` of a matrix with at least as many rows as columns, by Householder
/// reflections (LAPACK's `geqrf`): `q` is n×k with orthonormal columns even when A has a smaller rank, and `r` is
/// k×k upper triangular; the signs on its diagonal are the method's. Costs about 4nk² operations.
///
/// - Throws: ``LinearAlgebraError`` for an element that is not finite.
public func qrDecomposition<Element: Scalar>(
    of matrix: Matrix<Element>
) throws -> (q: Matrix<Element>, r: Matrix<Element>) {
    precondition(matrix.rows >= matrix.columns, "the matrix has more columns than rows")
    try checkFinite(matrix)
    var r = Matrix<Element>(rows: matrix.columns, columns: matrix.columns)
    guard matrix.columns > 0 else { return (matrix, r) }
    // A by columns is the transpose by rows.
    var work = matrix.transposed.elements
    OpenBLAS.useCallingThread()
    let status = Element.triangularize(&work, rows: matrix.rows, columns: matrix.columns, triangle: &r)
    guard status == 0 else {
        throw LinearAlgebraError.noConvergence(operation: "the QR decomposition", found: 0, wanted: matrix.columns)
    }
    return (Matrix(rows: matrix.columns, columns: matrix.rows, elements: work).transposed, r)
}

/// An orthonormal basis whose span contains the columns of the matrix.
///
/// - Throws: ``LinearAlgebraError`` for an element that is not finite.
public func orthonormalBasis(of matrix: Matrix<Double>) throws -> Matrix<Double> {
    try qrDecomposition(of: matrix).q
}

/// The principal angles between the spans of two matrices' columns, in radians, smallest first; as many as the
/// smaller span has dimensions.
///
/// Cosines are the singular values of `QaᵀQb`, sines those of the part of `Qb` outside the span of `Qa`; taking both
/// keeps small angles and angles near π/2 accurate (Björck and Golub 1973). The columns need not be orthonormal, but
/// must be linearly independent.
public func principalAngles(_ a: Matrix<Double>, _ b: Matrix<Double>) throws -> [Double] {
    precondition(a.rows == b.rows, "the spans lie in spaces of different dimensions")
    let (larger, smaller) = a.columns >= b.columns ? (a, b) : (b, a)
    let (p, q) = (try orthonormalBasis(of: larger), try orthonormalBasis(of: smaller))
    let shared = p.transposedTimes(q)
    var outside = q
    gemm(-1, p, shared, 1, into: &outside)
    let cosines = try singularValues(of: shared)
    let sines = try singularValues(of: outside)
    return zip(sines.reversed(), cosines).map { atan2($0, $1) }
}

/// The mean squared cosine of the principal angles between two spans: 1 when the smaller lies in the larger, 0 when
/// they are orthogonal, and about k/n for random spans of k dimensions in n.
public func subspaceOverlap(_ a: Matrix<Double>, _ b: Matrix<Double>) throws -> Double {
    precondition(a.rows == b.rows, "the spans lie in spaces of different dimensions")
    let smaller = min(a.columns, b.columns)
    precondition(smaller > 0, "an empty span has no overlap")
    return try orthonormalBasis(of: a).transposedTimes(orthonormalBasis(of: b)).squaredFrobeniusNorm / Double(smaller)
}
