import CLAPACK
import Computation

/// The `count` algebraically largest eigenpairs of a symmetric matrix.
///
/// LAPACK's `dsyevr`: the matrix is brought to tridiagonal form (about 4n³/3 operations, which is nearly the whole
/// cost), whose wanted eigenvalues are found by bisection and the eigenvectors by inverse iteration, made orthogonal
/// within clusters. Needs one copy of the matrix. Uses the context's threads; their number changes the result by
/// rounding errors only. The residuals come from a separate product with the matrix.
///
/// - Throws: ``LinearAlgebraError`` for an element that is not finite, for a matrix that is not exactly symmetric, and
///   when the solver gives up.
public func leadingEigenpairs(of matrix: Matrix<Double>, count: Int) throws -> Eigenpairs {
    precondition(matrix.rows == matrix.columns, "only a square matrix has eigenpairs")
    precondition(count >= 0 && count <= matrix.rows, "\(count) eigenpairs of a matrix of order \(matrix.rows)")
    try checkSymmetric(matrix)
    guard count > 0 else {
        return Eigenpairs(eigenvalues: [], vectors: Matrix(rows: matrix.rows, columns: 0), residuals: [])
    }
    let solution = try symmetricSolution(matrix, job: "V", count: count)
    // LAPACK lists the eigenvalues upwards, and each eigenvector in one stretch of memory.
    let n = matrix.rows
    var rows: [Double] = []
    rows.reserveCapacity(count * n)
    for index in (0..<count).reversed() {
        let vector = solution.vectors[index * n..<(index + 1) * n]
        rows += isLargestComponentNegative(vector) ? vector.map { -$0 } : Array(vector)
    }
    let eigenvalues = Array(solution.eigenvalues.reversed())
    let vectors = Matrix(rows: count, columns: n, elements: rows).transposed
    return Eigenpairs(
        eigenvalues: eigenvalues, vectors: vectors, residuals: residuals(matrix, eigenvalues, vectors))
}

/// All eigenvalues of a symmetric matrix, largest first, by LAPACK's `dsyevr`; about 4n³/3 operations.
///
/// - Throws: ``LinearAlgebraError``, as ``leadingEigenpairs(of:count:)``.
public func symmetricEigenvalues(of matrix: Matrix<Double>) throws -> [Double] {
    precondition(matrix.rows == matrix.columns, "only a square matrix has eigenvalues")
    try checkSymmetric(matrix)
    guard matrix.rows > 0 else { return [] }
    return try symmetricSolution(matrix, job: "N", count: matrix.rows).eigenvalues.reversed()
}

private func symmetricSolution(
    _ matrix: Matrix<Double>, job: Character, count: Int
) throws -> (eigenvalues: [Double], vectors: [Double]) {
    let n = Int32(matrix.rows)
    var work = matrix.elements
    var eigenvalues = Array(repeating: 0.0, count: matrix.rows)
    var vectors = Array(repeating: 0.0, count: job == "V" ? matrix.rows * count : 1)
    var support = Array<Int32>(repeating: 0, count: 2 * max(1, count))
    var found: Int32 = 0
    // A symmetric matrix reads the same by rows and by columns.
    let threads = ComputeContext.current.threads
    let status = OpenBLAS.using(threads: threads) {
        LAPACKE_dsyevr(
            LAPACK_COL_MAJOR, CChar(job.asciiValue!), CChar(UInt8(ascii: count == matrix.rows ? "A" : "I")),
            CChar(UInt8(ascii: "L")), n, &work, n, 0, 0, n - Int32(count) + 1, n, 0, &found, &eigenvalues, &vectors, n,
            &support)
    }
    guard status == 0, found == count else {
        throw LinearAlgebraError.noConvergence(operation: "the eigensolver", found: Int(found), wanted: count)
    }
    return (Array(eigenvalues.prefix(count)), vectors)
}

private func isLargestComponentNegative(_ vector: ArraySlice<Double>) -> Bool {
    var largest = 0.0
    for component in vector where abs(component) > abs(largest) { largest = component }
    return largest < 0
}

private func residuals(_ matrix: Matrix<Double>, _ eigenvalues: [Double], _ vectors: Matrix<Double>) -> [Double] {
    let image = matrix * vectors
    var squares = Array(repeating: 0.0, count: eigenvalues.count)
    for row in 0..<image.rows {
        for (column, eigenvalue) in eigenvalues.enumerated() {
            let difference = image[row, column] - eigenvalue * vectors[row, column]
            squares[column] += difference * difference
        }
    }
    return squares.map { $0.squareRoot() }
}

private func checkSymmetric(_ matrix: Matrix<Double>) throws {
    try checkFinite(matrix)
    for row in 0..<matrix.rows {
        for column in 0..<row where matrix[row, column] != matrix[column, row] {
            throw LinearAlgebraError.notSymmetric(row: row, column: column)
        }
    }
}

func checkFinite(_ matrix: Matrix<Double>) throws {
    if let index = matrix.elements.firstIndex(where: { !$0.isFinite }) {
        throw LinearAlgebraError.notFinite(row: index / matrix.columns, column: index % matrix.columns)
    }
}
