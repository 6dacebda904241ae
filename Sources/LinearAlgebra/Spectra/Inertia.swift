import CLAPACK
import Computation

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
