import Computation
import Files
import Foundation
public import LinearAlgebra
import TextStatistics

/// The best approximation of a matrix of words by `WWᵀ` where a pair weighs `G_ij = g_i g_j`: the W that minimises
/// `Σ_ij g_i g_j (WWᵀ − M)²_ij` is, up to a rotation, `Γ⁻¹ U max(Λ, 0)^½` with `Γ = diag(g)^½` and the leading
/// eigenpairs U, Λ of `ΓMΓ`.
///
/// This is Proposition 2: ΓW is the best unweighted approximation of ΓMΓ. With equal weights it is the embedding of
/// ``WordMatrix/embedding(dimension:)``.
public struct WeightedFactorization: Sendable {
    /// M.
    public let matrix: any WordMatrix
    /// `g_i`, positive, or zero for a word that does not count: its vector is zero.
    public let weights: [Double]

    /// The factorisation of a matrix with one weight for each word; nothing is computed yet. Negative and infinite
    /// weights are a fault of the program and trap.
    public init(_ matrix: any WordMatrix, weights: [Double]) {
        precondition(weights.count == matrix.vocabulary.count, "each word needs a weight")
        precondition(weights.allSatisfy { $0 >= 0 && $0.isFinite }, "weights are neither negative nor infinite")
        self.matrix = matrix
        self.weights = weights
    }

    /// The `rank` largest eigenpairs of `ΓMΓ`, where Γ² has the mean 1, remembered; as
    /// ``WordMatrix/eigenpairs(rank:tolerance:)`` otherwise.
    ///
    /// - Throws: ``EmbeddingsError/rankTooLarge(rank:vocabulary:)`` and ``LinearAlgebra/LinearAlgebraError``.
    public func eigenpairs(rank: Int, tolerance: Double = 1e-6) throws -> Eigenpairs {
        guard rank >= 1, rank <= weights.count else {
            throw EmbeddingsError.rankTooLarge(rank: rank, vocabulary: weights.count)
        }
        return try remembered(
            "eigenpairs of weighted \(matrix.name)", ["rank": "\(rank)", "tolerance": "\(tolerance)"],
            from: [matrix.fingerprint, weights.withUnsafeBytes { Fingerprint(of: Data($0)) }]
        ) {
            let factors = self.factors
            guard weights.count > 1024 else {
                var dense = matrix.dense()
                for row in factors.indices {
                    for column in factors.indices { dense[row, column] *= factors[row] * factors[column] }
                }
                return try leadingEigenpairs(of: dense, count: rank)
            }
            func pairs(of base: some SymmetricOperator) throws -> Eigenpairs {
                try leadingEigenpairs(
                    of: DiagonalCongruence(base, scaledBy: factors), count: rank, tolerance: tolerance)
            }
            return try pairs(of: matrix.symmetricOperator())
        }
    }

    /// `Γ⁻¹ U max(Λ, 0)^½`, V×d.
    ///
    /// The errors of U are divided by `√g_i`: vectors of words with tiny weights are as much less accurate.
    ///
    /// - Throws: as ``eigenpairs(rank:tolerance:)``.
    public func vectors(dimension: Int, tolerance: Double = 1e-6) throws -> Matrix<Double> {
        let pairs = try eigenpairs(rank: dimension, tolerance: tolerance)
        let lengths = pairs.eigenvalues.map { max($0, 0).squareRoot() }
        var result = pairs.vectors
        for (row, factor) in factors.enumerated() {
            for column in lengths.indices { result[row, column] *= factor > 0 ? lengths[column] / factor : 0 }
        }
        return result
    }

    /// The same, rounded to single precision.
    ///
    /// - Throws: as ``eigenpairs(rank:tolerance:)``.
    public func embedding(dimension: Int) throws -> WordEmbedding {
        WordEmbedding(vocabulary: matrix.vocabulary, vectors: Matrix<Float>(try vectors(dimension: dimension)))
    }

    /// The diagonal of Γ. Weights enter up to a common factor, which would only scale the eigenvalues.
    private var factors: [Double] {
        let mean = weights.reduce(0, +) / Double(max(1, weights.count))
        return weights.map { mean > 0 ? ($0 / mean).squareRoot() : 0 }
    }
}

extension Objective {
    /// The minimum over all W in closed form, where one is known: for the quartic loss with weights `G_ij = g_i g_j`,
    /// that is with ``PairWeighting/balanced`` and ``PairWeighting/unigramProduct``.
    public var factorization: WeightedFactorization? {
        guard loss == .quartic else { return nil }
        switch weighting {
        // G_ij = a_i b_j + b_i a_j with b = a/2.
        case .balanced, .unigramProduct: return WeightedFactorization(target, weights: weights.a)
        case .word2vec: return nil
        }
    }
}
