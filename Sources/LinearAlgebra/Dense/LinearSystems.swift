import CLAPACK

/// The solution X of `AX = B` for a square, regular A of order n and B with any number k of columns.
///
/// Elimination with row pivoting (LAPACK's `dgesv`): about 2n³/3 + 2n²k operations and a copy of both matrices. The residual
/// is about `ε‖A‖‖X‖`; how far X is from the true solution grows with the condition of A, which is not looked at.
///
/// - Throws: ``LinearAlgebraError`` for an element that is not finite, and for a matrix that is singular to the last bit.
public func solve(_ a: Matrix<Double>, _ b: Matrix<Double>) throws -> Matrix<Double> {
    precondition(a.rows == a.columns, "only a square matrix has a unique solution")
    precondition(b.rows == a.rows, "\(b.rows) right-hand rows for a matrix of order \(a.rows)")
    try checkFinite(a)
    try checkFinite(b)
    guard a.rows > 0, b.columns > 0 else { return b }
    let (n, k) = (Int32(a.rows), Int32(b.columns))
    var (factors, solution) = (a.elements, b.elements)
    var pivots = Array<Int32>(repeating: 0, count: a.rows)
    OpenBLAS.useCallingThread()
    let status = LAPACKE_dgesv(LAPACK_ROW_MAJOR, n, k, &factors, n, &pivots, &solution, k)
    guard status == 0 else { throw LinearAlgebraError.singular(column: max(0, Int(status) - 1)) }
    return Matrix(rows: b.rows, columns: b.columns, elements: solution)
}

/// The solution x of `Ax = b`; see ``solve(_:_:)-(Matrix<Double>,Matrix<Double>)``.
public func solve(_ a: Matrix<Double>, _ b: [Double]) throws -> [Double] {
    try solve(a, Matrix(rows: b.count, columns: 1, elements: b)).elements
}

/// The inverse of a square, regular matrix of order n: the solution of `AX = I`, in about 8n³/3 operations. To solve a
/// system ``solve(_:_:)-(Matrix<Double>,Matrix<Double>)`` is sooner and more accurate.
///
/// - Throws: ``LinearAlgebraError`` for an element that is not finite, and for a matrix that is singular to the last bit.
public func inverse(of matrix: Matrix<Double>) throws -> Matrix<Double> {
    precondition(matrix.rows == matrix.columns, "only a square matrix has an inverse")
    return try solve(matrix, .identity(matrix.rows))
}
