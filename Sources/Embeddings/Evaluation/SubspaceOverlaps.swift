public import LinearAlgebra
import Computation
import TextStatistics

extension WordEmbedding {
    /// The `count` leading left singular vectors of W as columns, V×count, orthonormal; their signs are a convention.
    /// For an embedding from eigenpairs these are the eigenvectors.
    ///
    /// They are `Wq/√λ` for the eigenpairs of `WᵀW`, in double precision, orthogonalised once more; a direction whose
    /// singular value is s is accurate to about `1e-16 (s₁/s)²`. About 2Vd² operations.
    ///
    /// - Throws: ``EmbeddingsError/tooFewDirections(asked:spanned:)`` when fewer than `count` singular values exceed
    ///   1e-6 of the largest, ``EmbeddingsError/vectorNotFinite(word:)`` and ``LinearAlgebra/LinearAlgebraError``.
    public func leadingDirections(_ count: Int) throws -> Matrix<Double> {
        precondition(count > 0, "at least one direction")
        try checkFinite()
        let w = Matrix<Double>(vectors)
        let pairs = try leadingEigenpairs(of: w.transposedTimes(w).symmetrized, count: dimension)
        let spanned = pairs.eigenvalues.count { $0 > 1e-12 * pairs.eigenvalues[0] && $0 > 0 }
        guard count <= spanned else { throw EmbeddingsError.tooFewDirections(asked: count, spanned: spanned) }
        var directions = w * pairs.vectors.leadingColumns(count)
        let lengths = pairs.eigenvalues.map { $0.squareRoot() }
        directions.withUnsafeMutableElements { elements in
            for index in elements.indices { elements[index] /= lengths[index % count] }
        }
        return try orthonormalBasis(of: directions)
    }

    /// Compares the `count` leading singular directions of two embeddings of the same words.
    ///
    /// - Throws: as ``leadingDirections(_:)``, and ``EmbeddingsError/differentVocabularies(_:_:)``.
    public func subspaceOverlaps(with other: WordEmbedding, count: Int) throws -> SubspaceOverlaps {
        guard vocabulary.words == other.vocabulary.words else {
            throw EmbeddingsError.differentVocabularies(vocabulary.count, other.vocabulary.count)
        }
        return SubspaceOverlaps(try leadingDirections(count), try other.leadingDirections(count))
    }
}

/// How the leading directions of two embeddings, or of two matrices, lie to each other.
public struct SubspaceOverlaps: Hashable, Sendable {
    /// `(u_iᵀv_j)²` for the i-th direction of the one and the j-th of the other. Where neighbouring singular values
    /// nearly agree the directions mix, and the square spreads over a block.
    public let squared: Matrix<Double>

    /// The overlaps of two sets of orthonormal columns, n×k and n×l: eigenvectors, say.
    public init(_ first: Matrix<Double>, _ second: Matrix<Double>) {
        squared = first.transposedTimes(second).map { $0 * $0 }
    }

    /// The mean squared cosine of the angles between the two spans: 1 where the smaller lies in the larger, about k/n
    /// for random ones; it does not depend on how directions mix inside a span.
    public var mean: Double { squared.elements.reduce(0, +) / Double(min(squared.rows, squared.columns)) }

    /// The mean of `(u_iᵀv_i)²`: 1 where each direction is found again at its own rank.
    public var diagonalMean: Double {
        let count = min(squared.rows, squared.columns)
        return (0..<count).reduce(0.0) { $0 + squared[$1, $1] } / Double(count)
    }
}
