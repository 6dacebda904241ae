public import Computation
public import LinearAlgebra
public import TextStatistics

/// A symmetric matrix with a row and a column for each word of a vocabulary, made from counts.
public protocol WordMatrix: Sendable {
    /// What figures and messages call it: "M*".
    var name: String { get }
    /// The words of the rows and columns.
    var vocabulary: Vocabulary { get }
    /// Stands for how the matrix was made.
    var fingerprint: Fingerprint { get }
    /// All elements; 8V² bytes.
    func dense() -> Matrix<Double>
}

extension WordMatrix {
    /// The `rank` algebraically largest eigenpairs, remembered; see ``LinearAlgebra/leadingEigenpairs(of:count:)``.
    ///
    /// - Throws: ``EmbeddingsError/rankTooLarge(rank:vocabulary:)`` and ``LinearAlgebra/LinearAlgebraError``.
    public func eigenpairs(rank: Int) throws -> Eigenpairs {
        guard rank >= 1, rank <= vocabulary.count else {
            throw EmbeddingsError.rankTooLarge(rank: rank, vocabulary: vocabulary.count)
        }
        return try remembered("eigenpairs of \(name)", ["rank": String(rank)], from: [fingerprint]) {
            try leadingEigenpairs(of: dense(), count: rank)
        }
    }

    /// An estimate of the largest magnitude of an eigenvalue, remembered; see
    /// ``LinearAlgebra/spectralNormEstimate(of:)``.
    ///
    /// - Throws: ``LinearAlgebra/LinearAlgebraError``.
    public func spectralNorm() throws -> Double {
        try remembered("spectral norm of \(name)", from: [fingerprint]) { try spectralNormEstimate(of: dense()) }
    }

    /// The embedding from the `dimension` largest eigenpairs: `U max(Λ, 0)^½`.
    ///
    /// - Throws: as ``eigenpairs(rank:)``.
    public func embedding(dimension: Int) throws -> WordEmbedding {
        WordEmbedding(try eigenpairs(rank: dimension), vocabulary: vocabulary)
    }
}
