import CLAPACK
import Computation

/// The `count` algebraically largest eigenpairs of a symmetric matrix, in double precision.
///
/// LAPACK's `dsyevd`: the matrix is brought to tridiagonal form, all of whose eigenpairs are found by divide and
/// conquer; about 4n³ operations and 24n² bytes. (`dsyevr` can leave out some of the eigenvectors, but sometimes fails
/// to find those of eigenvalues that are nearly all alike.) One thread is used, so the result is always the same. The
/// residuals come from a separate product with the matrix.
///
/// For a few eigenpairs of a large matrix ``leadingEigenpairs(of:count:tolerance:mostProducts:)`` is many times faster.
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
    let (values, rows) = try symmetricSystem(matrix)
    let signed = (0..<count).map { index in
        let vector = rows.row(index)
        return isLargestComponentNegative(vector) ? vector.map { -$0 } : Array(vector)
    }
    let vectors = Matrix(signed).transposed
    let eigenvalues = Array(values.prefix(count))
    return Eigenpairs(
        eigenvalues: eigenvalues, vectors: vectors, residuals: residuals(matrix * vectors, eigenvalues, vectors))
}

/// All eigenvalues of a symmetric matrix, largest first, by LAPACK's `dsyevd`; about 4n³/3 operations and one copy of
/// the matrix.
///
/// - Throws: ``LinearAlgebraError``, as ``leadingEigenpairs(of:count:)``.
public func symmetricEigenvalues(of matrix: Matrix<Double>) throws -> [Double] {
    precondition(matrix.rows == matrix.columns, "only a square matrix has eigenvalues")
    try checkSymmetric(matrix)
    guard matrix.rows > 0 else { return [] }
    return try symmetricSystem(matrix, wantsVectors: false).values
}

/// All eigenvalues of a symmetric matrix, of which only the upper triangle is read, largest first; and the eigenvectors
/// as rows, where they are wanted.
func symmetricSystem(
    _ matrix: Matrix<Double>, wantsVectors: Bool = true
) throws -> (values: [Double], rows: Matrix<Double>) {
    let n = Int32(matrix.rows)
    let job = CChar(UInt8(ascii: wantsVectors ? "V" : "N"))
    var work = matrix.elements
    var eigenvalues = Array(repeating: 0.0, count: matrix.rows)
    OpenBLAS.useCallingThread()
    // By columns, the upper triangle is the lower one.
    let status = LAPACKE_dsyevd(LAPACK_COL_MAJOR, job, CChar(UInt8(ascii: "L")), n, &work, n, &eigenvalues)
    guard status == 0 else {
        throw LinearAlgebraError.noConvergence(operation: "the eigensolver", found: 0, wanted: matrix.rows)
    }
    // LAPACK lists the pairs upwards, and each eigenvector in one stretch of memory.
    let vectors = Matrix(rows: matrix.rows, columns: matrix.rows, elements: work)
    return (eigenvalues.reversed(), wantsVectors ? vectors.rows(at: (0..<matrix.rows).reversed()) : vectors)
}

func isLargestComponentNegative(_ vector: some Sequence<Double>) -> Bool {
    var largest = 0.0
    for component in vector where abs(component) > abs(largest) { largest = component }
    return largest < 0
}

/// `‖y − λu‖` for the columns u of the eigenvectors and y of their images.
func residuals(_ image: Matrix<Double>, _ eigenvalues: [Double], _ vectors: Matrix<Double>) -> [Double] {
    var squares = Array(repeating: 0.0, count: eigenvalues.count)
    for row in 0..<image.rows {
        for (column, eigenvalue) in eigenvalues.enumerated() {
            let difference = image[row, column] - eigenvalue * vectors[row, column]
            squares[column] += difference * difference
        }
    }
    return squares.map { $0.squareRoot() }
}

func checkSymmetric<Element: Scalar>(_ matrix: Matrix<Element>) throws {
    try checkFinite(matrix)
    for row in 0..<matrix.rows {
        for column in 0..<row where matrix[row, column] != matrix[column, row] {
            throw LinearAlgebraError.notSymmetric(row: row, column: column)
        }
    }
}

func checkFinite<Element: Scalar>(_ matrix: Matrix<Element>) throws {
    if let index = matrix.elements.firstIndex(where: { !$0.isFinite }) {
        throw LinearAlgebraError.notFinite(row: index / matrix.columns, column: index % matrix.columns)
    }
}
