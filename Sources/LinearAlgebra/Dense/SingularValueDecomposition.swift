import CLAPACK

/// The singular value decomposition `A = U diag(s) Vᵀ` of an m×n matrix, in its thin form.
public struct SingularValueDecomposition: Hashable, Sendable {
    /// The left singular vectors as columns, m×k with k the smaller of m and n; orthonormal.
    public let u: Matrix<Double>
    /// The k singular values, largest first.
    public let values: [Double]
    /// The right singular vectors as columns, n×k; orthonormal.
    public let v: Matrix<Double>
}

/// The singular value decomposition of a matrix, by LAPACK's `dgesdd`: about 6mnk + 20k³ operations for m×n with k the
/// smaller of the two, and some copies of the matrix.
///
/// The component of a left vector that is largest in size is positive. Where singular values agree, which vectors of their
/// span come out is not said. Values alone come sooner from ``singularValues(of:)``.
///
/// - Throws: ``LinearAlgebraError`` for an element that is not finite, and when the solver gives up.
public func singularValueDecomposition(of matrix: Matrix<Double>) throws -> SingularValueDecomposition {
    try checkFinite(matrix)
    let (m, n) = (matrix.rows, matrix.columns)
    let k = min(m, n)
    guard k > 0 else {
        return SingularValueDecomposition(u: Matrix(rows: m, columns: 0), values: [], v: Matrix(rows: n, columns: 0))
    }
    var work = matrix.elements
    var values = Array(repeating: 0.0, count: k)
    var u = Matrix<Double>(rows: m, columns: k)
    var transposed = Matrix<Double>(rows: k, columns: n)
    OpenBLAS.useCallingThread()
    let status = u.withUnsafeMutableElements { u in
        transposed.withUnsafeMutableElements { transposed in
            LAPACKE_dgesdd(
                LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "S")), Int32(m), Int32(n), &work, Int32(n), &values,
                u.baseAddress, Int32(k), transposed.baseAddress, Int32(n))
        }
    }
    guard status == 0 else {
        throw LinearAlgebraError.noConvergence(operation: "the singular value decomposition", found: 0, wanted: k)
    }
    var v = transposed.transposed
    for column in 0..<k where isLargestComponentNegative(u.column(column)) {
        for row in 0..<m { u[row, column].negate() }
        for row in 0..<n { v[row, column].negate() }
    }
    return SingularValueDecomposition(u: u, values: values, v: v)
}
