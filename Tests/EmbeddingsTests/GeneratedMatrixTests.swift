import Computation
import Embeddings
import LinearAlgebra
import Testing
import TextStatistics

/// Matrices of a generated text, of more words than are left to LAPACK.
@Suite("Matrices of many words")
struct GeneratedMatrixTests {
    static let generated = Result {
        try PlantedCorpus(language: PlantedLanguage(vocabulary: 1100), length: 500_000)
            .cooccurrences(vocabulary: 1100, window: 16)
    }

    /// M*, PMI and PPMI.
    static func matrices() throws -> [any WordMatrix] {
        let counts = try generated.get()
        return [
            TargetMatrix(counts), PMIMatrix(counts, positive: false), PMIMatrix(counts, positive: true),
        ]
    }

    /// Runs `body` with so little memory that no dense matrix of single numbers fits.
    private func withLittleMemory<Result>(_ body: () throws -> Result) rethrows -> Result {
        var context = ComputeContext.current
        context.memory = 1 << 20
        return try ComputeContext.$current.withValue(context, operation: body)
    }

    @Test("the dense and the sparse operator are the matrix, in single precision", arguments: 0..<3)
    func operators(index: Int) throws {
        let matrix = try Self.matrices()[index]
        let (dense, elements) = (matrix.symmetricOperator(), matrix.dense())
        let sparse = withLittleMemory { matrix.symmetricOperator() }
        #expect(dense is DenseOperator && !(sparse is DenseOperator))
        #expect(matrix.counts.nonzeroCount < matrix.vocabulary.count * matrix.vocabulary.count)
        for operation in [dense, sparse] {
            let found = operation.dense
            let worst = zip(found.elements, elements.elements).map { abs($0 - $1) }.max()!
            let largest = elements.elements.map(abs).max()!
            #expect(worst <= 2 * largest * Double(Float.ulpOfOne))
        }
    }

    @Test("eigenpairs and their residuals agree with LAPACK's, dense and sparse", arguments: 0..<3)
    func eigenpairs(index: Int) throws {
        let matrix = try Self.matrices()[index]
        let exact = try matrix.spectrum()
        #expect(exact.count == matrix.vocabulary.count && matrix.vocabulary.count > 1024)
        let dense = matrix.dense()
        for pairs in [try matrix.eigenpairs(rank: 12), try withLittleMemory { try matrix.eigenpairs(rank: 12) }] {
            let scale = max(abs(exact[0]), abs(exact[11]))
            for (found, wanted) in zip(pairs.eigenvalues, exact) { #expect(abs(found - wanted) < 2e-6 * scale) }
            let image = dense * pairs.vectors
            for (column, residual) in matrix.residuals(of: pairs).enumerated() {
                let direct = zip(image.column(column), pairs.vectors.column(column)).reduce(0.0) {
                    let difference = $1.0 - pairs.eigenvalues[column] * $1.1
                    return $0 + difference * difference
                }.squareRoot()
                #expect(abs(residual - direct) < 1e-12 * abs(exact[exact.count - 1]) + 1e-12 * scale)
                // The solver's goal, and what the rounding of the elements adds.
                #expect(residual < 2e-6 * scale + 1e-7 * abs(exact[exact.count - 1]))
            }
        }
    }

    @Test("residuals of vectors that are no eigenvectors are large, and right")
    func residuals() throws {
        let matrix = TargetMatrix(counts([[0, 3], [3, 0]]))
        // M = [[−2, ⅔], [⅔, −2]]: M(1, 0) − 1·(1, 0) = (−3, ⅔); and (1, 1) has −4/3.
        let pairs = Eigenpairs(
            eigenvalues: [1, -4.0 / 3], vectors: Matrix([[1, 1], [0, 1]]), residuals: [0, 0])
        let residuals = matrix.residuals(of: pairs)
        #expect(abs(residuals[0] - (9 + 4.0 / 9).squareRoot()) < 1e-15 && residuals[1] < 1e-15)
    }

    @Test("the number of eigenvalues above a threshold is that of the spectrum", arguments: 0..<3)
    func eigenvalueCount(index: Int) throws {
        let matrix = try Self.matrices()[index]
        let spectrum = try matrix.spectrum()
        #expect(try matrix.eigenvalueCount() == spectrum.count { $0 >= 0 })
        // Between two eigenvalues.
        let threshold = (spectrum[4] + spectrum[5]) / 2
        #expect(try matrix.eigenvalueCount(atLeast: threshold) == 5)
        // The operator's elements are rounded to single precision.
        #expect(try matrix.spectralNorm() <= spectrum.map(abs).max()! * (1 + 1e-7))
    }
}
