public import Files
import Foundation
public import TextStatistics

/// The pointwise mutual information of the words of a pair, `PMI_ij = ln(P_ij/(P_iP_j) + 1e-25)`, or its positive
/// part PPMI.
///
/// The small constant is the convention of the authors of the theory: a pair that never occurs is ln 1e-25 ≈ −57.6.
///
/// With word2vec's weights it is `ln(Ψ⁺_ijP_ij/(Ψ⁻_ijP_iP_j) + 1e-25)`: what `WWᵀ` would be at the minimum of the
/// logistic loss if W had enough dimensions, but for the small constant. The other weightings have Ψ⁺ = Ψ⁻, which leaves
/// the matrix as it is.
public struct PMIMatrix: WordMatrix {
    /// The counts it is made from.
    public let counts: Cooccurrences
    /// Whether negative elements are replaced by zero.
    public let isPositivePart: Bool
    /// The weights it is made with.
    public let weighting: PairWeighting
    /// `Ψ⁺_ijP_ij / (Ψ⁻_ijP_iP_j)`.
    public let ratios: PairRatios

    /// The matrix of the counts; nothing is computed yet, but for word2vec's weights, which take one look at each count.
    public init(_ counts: Cooccurrences, positive: Bool, weighting: PairWeighting = .balanced) {
        self.counts = counts
        isPositivePart = positive
        self.weighting = weighting
        ratios = PairRatios(counts, weighting: weighting)
    }

    /// "PPMI" or "PMI".
    public var name: String { isPositivePart ? "PPMI" : "PMI" }
    /// That of the counts and of this matrix's definition.
    public var fingerprint: Fingerprint {
        Fingerprint(
            operation: "\(name) matrix", parameters: weighting.ratioParameters, inputs: [counts.fingerprint])
    }

    /// ln 1e-25, or 0.
    public var unseen: Double { element(ratio: 0) }
    /// `ln(r + 1e-25)`, or its positive part.
    public func element(ratio: Double) -> Double { max(isPositivePart ? 0 : -.infinity, log(ratio + 1e-25)) }
}
