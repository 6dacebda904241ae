import Computation
import Foundation
import LinearAlgebra
import Testing

@Suite("Eigenpairs of symmetric matrices")
struct EigenTests {
    /// Q Λ Qᵀ for a random orthogonal Q, made exactly symmetric.
    static func matrix(spectrum: [Double], seed: UInt64) throws -> (matrix: Matrix<Double>, q: Matrix<Double>) {
        var generator = SeededGenerator(seed: seed)
        let n = spectrum.count
        let q = try orthonormalBasis(of: .randomNormal(rows: n, columns: n, using: &generator))
        let product = (q * Matrix(diagonal: spectrum)).timesTransposed(q)
        var symmetric = product
        for i in 0..<n {
            for j in 0..<n { symmetric[i, j] = (product[i, j] + product[j, i]) / 2 }
        }
        return (symmetric, q)
    }

    static let spectra: [[Double]] = [
        (0..<60).map { 100 * pow(Double($0 + 1), -0.6) },
        (0..<40).map { 5 - Double($0) * 0.25 },
        [7, 7, 7, 3, 3] + Array(repeating: 0, count: 20) + [-1, -1, -9],
        [2, 2 - 1e-10, 2 - 2e-10, 1, 1e-12, 0, 0, -50],
        (1...30).map { -Double($0) },
    ]

    @Test(
        "a hand-made spectrum comes back, in order, with small residuals and orthonormal signed vectors",
        arguments: spectra.indices)
    func spectrum(index: Int) throws {
        let spectrum = Self.spectra[index]
        let sorted = spectrum.sorted(by: >)
        let scale = spectrum.map(abs).max()!
        let (matrix, _) = try Self.matrix(spectrum: spectrum, seed: UInt64(index))
        for count in [0, 1, 5, spectrum.count] {
            let pairs = try leadingEigenpairs(of: matrix, count: count)
            #expect(pairs.count == count)
            #expect(pairs.vectors.rows == spectrum.count && pairs.vectors.columns == count)
            for (found, wanted) in zip(pairs.eigenvalues, sorted) { #expect(abs(found - wanted) < 1e-12 * scale) }
            #expect(pairs.maxResidual < 1e-12 * scale)
            let gram = pairs.vectors.transposedTimes(pairs.vectors)
            for i in 0..<count {
                for j in 0..<count { #expect(abs(gram[i, j] - (i == j ? 1 : 0)) < 1e-12) }
                let column = pairs.vectors.column(i)
                let largest = column.indices.max { abs(column[$0]) < abs(column[$1]) }!
                #expect(column[largest] > 0)
            }
        }
        for (found, wanted) in zip(try symmetricEigenvalues(of: matrix), sorted) {
            #expect(abs(found - wanted) < 1e-12 * scale)
        }
    }

    @Test("the eigenvectors of separate eigenvalues are the ones put in, and a repeated one's span is")
    func vectors() throws {
        let (matrix, q) = try Self.matrix(spectrum: [9, 6, 6, 2, 1, -3], seed: 11)
        let pairs = try leadingEigenpairs(of: matrix, count: 3)
        let first = zip(pairs.vectors.column(0), q.column(0)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(abs(first) - 1) < 1e-13)
        let pair = Matrix<Double>([1, 2].map { pairs.vectors.column($0) }).transposed
        let span = Matrix<Double>([1, 2].map { q.column($0) }).transposed
        #expect(try principalAngles(pair, span).max()! < 1e-12)
    }

    @Test("of components equally large, the first one decides the sign")
    func signs() throws {
        // Eigenvectors (1, −1)/√2 with eigenvalue 1 and (1, 1)/√2 with −1.
        let pairs = try leadingEigenpairs(of: Matrix([[0, -1], [-1, 0]]), count: 2)
        #expect(pairs.eigenvalues.map { $0.rounded() } == [1, -1])
        #expect(pairs.vectors[0, 0] > 0 && pairs.vectors[1, 0] < 0)
        #expect(pairs.vectors[0, 1] > 0 && pairs.vectors[1, 1] > 0)
    }

    @Test("a matrix of order one, and one of order zero")
    func tiny() throws {
        let pairs = try leadingEigenpairs(of: Matrix([[-4]]), count: 1)
        #expect(pairs.eigenvalues == [-4] && pairs.vectors == Matrix([[1]]))
        #expect(try leadingEigenpairs(of: Matrix(rows: 0, columns: 0), count: 0).count == 0)
        #expect(try symmetricEigenvalues(of: Matrix(rows: 0, columns: 0)) == [])
    }

    @Test("the number of threads changes no bit of a decomposition", arguments: [200, 1200])
    func threads(order: Int) throws {
        let (matrix, _) = try Self.matrix(spectrum: (0..<order).map { pow(0.99, Double($0)) }, seed: 21)
        let tall = matrix.leadingColumns(order / 2)
        let results = try [1, 2, 7].map { threads in
            try onThreads(threads) {
                try [
                    leadingEigenpairs(of: matrix, count: 20).vectors.elements, symmetricEigenvalues(of: matrix),
                    singularValues(of: tall), qrDecomposition(of: tall).q.elements,
                    [Double(eigenvalueCount(of: matrix, atLeast: 0.5))],
                ]
            }
        }
        for result in results { #expect(result == results[0]) }
    }

    @Test("the first few of the pairs")
    func prefix() throws {
        let (matrix, _) = try Self.matrix(spectrum: [5, 4, 3, 2], seed: 2)
        let pairs = try leadingEigenpairs(of: matrix, count: 4)
        #expect(pairs.prefix(2).eigenvalues == Array(pairs.eigenvalues.prefix(2)))
        #expect(pairs.prefix(2).vectors == pairs.vectors.leadingColumns(2))
        #expect(pairs.prefix(9) == pairs)
    }

    @Test("an element that is not finite is named")
    func notFinite() throws {
        var matrix = Matrix<Double>(diagonal: [1, 2, 3, 4])
        matrix[1, 2] = .nan
        #expect {
            try leadingEigenpairs(of: matrix, count: 1)
        } throws: {
            "\($0)" == "the element in row 1, column 2 of the matrix is infinite or not a number"
        }
        matrix[1, 2] = 0
        matrix[3, 0] = .infinity
        #expect(throws: LinearAlgebraError.notFinite(row: 3, column: 0)) { try singularValues(of: matrix) }
        #expect(throws: LinearAlgebraError.notFinite(row: 3, column: 0)) { try orthonormalBasis(of: matrix) }
    }

    @Test("a matrix that is not symmetric is refused with the place")
    func notSymmetric() {
        #expect {
            try leadingEigenpairs(of: Matrix([[1, 2], [2.5, 1]]), count: 1)
        } throws: {
            "\($0)" == "the matrix is not symmetric: the elements (1, 0) and (0, 1) differ"
        }
    }
}
