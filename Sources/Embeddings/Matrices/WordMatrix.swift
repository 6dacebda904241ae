import Computation
public import Files
public import LinearAlgebra
public import TextStatistics

/// A symmetric matrix with a row and a column for each word of a vocabulary, made from counts: an element depends on
/// how often the words of the pair meet, compared with chance.
///
/// All pairs that never occur have the same element, so the matrix is `c·11ᵀ + S`, where S is as sparse as the counts.
public protocol WordMatrix: Sendable {
    /// What figures and messages call it: "M*".
    var name: String { get }
    /// The counts it is made from.
    var counts: Cooccurrences { get }
    /// Stands for how the matrix was made.
    var fingerprint: Fingerprint { get }
    /// c, the element of a pair that never occurs.
    var unseen: Double { get }
    /// How much more the words of a pair meet than by chance.
    var ratios: PairRatios { get }
    /// The element of a pair that occurs, from its ratio.
    func element(ratio: Double) -> Double
}

extension WordMatrix {
    /// `P_ij / (P_iP_j)`.
    public var ratios: PairRatios { PairRatios(counts) }
    /// The words of the rows and columns.
    public var vocabulary: Vocabulary { counts.vocabulary }

    /// All elements; 8V² bytes.
    public func dense() -> Matrix<Double> {
        var matrix = Matrix<Double>(rows: vocabulary.count, columns: vocabulary.count, repeating: unseen)
        matrix.withUnsafeMutableElements { elements in
            nonisolated(unsafe) let elements = elements
            forSeenElements { elements[$0] = $1 }
        }
        return matrix
    }

    /// All elements in single precision.
    private func denseInSinglePrecision() -> Matrix<Float> {
        var matrix = Matrix<Float>(rows: vocabulary.count, columns: vocabulary.count, repeating: Float(unseen))
        matrix.withUnsafeMutableElements { elements in
            nonisolated(unsafe) let elements = elements
            forSeenElements { elements[$0] = Float($1) }
        }
        return matrix
    }

    /// Calls `body`, from several threads, with the place `iV + j` and the value of each element whose pair occurs.
    private func forSeenElements(_ body: @Sendable (_ place: Int, _ value: Double) -> Void) {
        let size = vocabulary.count
        let ratios = self.ratios
        _ = concurrentChunks(count: size, chunk: 64) { rows in
            for row in rows {
                ratios.forSeenColumns(of: row) { column, ratio in
                    body(row * size + column, element(ratio: ratio))
                }
            }
        }
    }

    /// S, the difference to a matrix that has ``unseen`` everywhere.
    private var sparse: SparseMatrix {
        let ratios = self.ratios
        let parts = concurrentChunks(count: vocabulary.count, chunk: 64) { rows in
            var values: [Float] = []
            values.reserveCapacity(counts.rowOffsets[rows.upperBound] - counts.rowOffsets[rows.lowerBound])
            for row in rows {
                ratios.forSeenColumns(of: row) { _, ratio in
                    values.append(Float(element(ratio: ratio) - unseen))
                }
            }
            return values
        }
        return SparseMatrix(rowOffsets: counts.rowOffsets, columns: counts.columns, values: Array(parts.joined()))
    }

    /// The matrix as an operator, its elements in single precision: dense where at least half of the pairs occur and 4V²
    /// bytes are at hand, otherwise `c·11ᵀ + S`, in about 6 bytes a pair that occurs, and 10 while it is made.
    public func symmetricOperator() -> any SymmetricOperator {
        let size = vocabulary.count
        // An element of a dense matrix takes half of the time: between 0.36 and 0.62 for 16 to 64 vectors.
        if counts.nonzeroCount * 2 >= size * size, 4 * size * size <= ComputeContext.current.memory / 2 {
            return DenseOperator(symmetric: denseInSinglePrecision())
        }
        return unseen == 0 ? sparse : LowRankUpdate(sparse, adding: unseen)
    }

    /// The `rank` algebraically largest eigenpairs, to residuals of at most `tolerance` times the largest eigenvalue,
    /// remembered; see ``LinearAlgebra/leadingEigenpairs(of:count:tolerance:mostProducts:)``. Of small vocabularies, up
    /// to 1,024 words, they are found in double precision throughout.
    ///
    /// - Throws: ``EmbeddingsError/rankTooLarge(rank:vocabulary:)`` and ``LinearAlgebra/LinearAlgebraError``.
    public func eigenpairs(rank: Int, tolerance: Double = 1e-6) throws -> Eigenpairs {
        guard rank >= 1, rank <= vocabulary.count else {
            throw EmbeddingsError.rankTooLarge(rank: rank, vocabulary: vocabulary.count)
        }
        return try remembered(
            "eigenpairs of \(name)", ["rank": "\(rank)", "tolerance": "\(tolerance)"], from: [fingerprint]
        ) {
            vocabulary.count <= 1024
                ? try leadingEigenpairs(of: dense(), count: rank)
                : try leadingEigenpairs(of: symmetricOperator(), count: rank, tolerance: tolerance)
        }
    }

    /// `‖Mu − λu‖` for each pair, with the elements as they are defined, in double precision: the operator of
    /// ``symmetricOperator()``, whose elements are rounded, does not enter. 2k operations for each pair of words that
    /// occurs.
    public func residuals(of pairs: Eigenpairs) -> [Double] {
        let (size, width, ratios) = (vocabulary.count, pairs.count, self.ratios)
        let vectors = pairs.vectors
        let sums = (0..<width).map { column in unseen * vectors.column(column).reduce(0, +) }
        let parts = concurrentChunks(count: size, chunk: 64) { rows in
            var squares = Array(repeating: 0.0, count: width)
            for row in rows {
                var image = sums
                image.withUnsafeMutableBufferPointer { image in
                    vectors.elements.withUnsafeBufferPointer { vectors in
                        ratios.forSeenColumns(of: row) { column, ratio in
                            let difference = element(ratio: ratio) - unseen
                            for index in 0..<width { image[index] += difference * vectors[column * width + index] }
                        }
                    }
                }
                for index in 0..<width {
                    let deviation = image[index] - pairs.eigenvalues[index] * vectors[row, index]
                    squares[index] += deviation * deviation
                }
            }
            return squares
        }
        return (0..<width).map { index in parts.reduce(0) { $0 + $1[index] }.squareRoot() }
    }

    /// All eigenvalues, largest first, remembered: 4V³/3 operations and 8V² bytes.
    ///
    /// - Throws: ``LinearAlgebra/LinearAlgebraError``.
    public func spectrum() throws -> [Double] {
        try remembered("spectrum of \(name)", from: [fingerprint]) {
            try symmetricEigenvalues(of: dense())
        }
    }

    /// How many eigenvalues are at least `threshold`, remembered, without finding them; see
    /// ``LinearAlgebra/eigenvalueCount(of:atLeast:)``.
    ///
    /// - Throws: ``LinearAlgebra/LinearAlgebraError``.
    public func eigenvalueCount(atLeast threshold: Double = 0) throws -> Int {
        Int(
            try remembered("number of eigenvalues of \(name)", ["least": "\(threshold)"], from: [fingerprint]) {
                Double(try LinearAlgebra.eigenvalueCount(of: dense(), atLeast: threshold))
            })
    }

    /// An estimate of the largest magnitude of an eigenvalue, remembered; see
    /// ``LinearAlgebra/spectralNormEstimate(of:)``. Its elements are rounded to single precision.
    ///
    /// - Throws: ``LinearAlgebra/LinearAlgebraError``.
    public func spectralNorm() throws -> Double {
        try remembered("spectral norm of \(name)", from: [fingerprint]) {
            try spectralNormEstimate(of: symmetricOperator())
        }
    }

    /// The embedding from the `dimension` largest eigenpairs: `U max(Λ, 0)^½`.
    ///
    /// - Throws: as ``eigenpairs(rank:tolerance:)``.
    public func embedding(dimension: Int) throws -> WordEmbedding {
        WordEmbedding(try eigenpairs(rank: dimension), vocabulary: vocabulary)
    }
}
