import Foundation

/// How much each pair of words weighs in an ``Objective``: the reweightings Ψ⁺ of pairs that occur and Ψ⁻ of pairs drawn
/// at random.
public enum PairWeighting: Hashable, Codable, Sendable {
    /// What word2vec's sampling comes to, made symmetric.
    case word2vec(NegativeSampling)
    /// `Ψ⁺ = Ψ⁻ = 1/(P_ij + P_iP_j)`: every pair has the weight `G_ij = 1` (Setting 3.1), and the quartic loss is that of
    /// factorising M*.
    case balanced
    /// `Ψ⁺ = Ψ⁻ = P_iP_j/(P_ij + P_iP_j)`: a pair has the weight `G_ij = P_iP_j`, which is of the form `ggᵀ` that
    /// Proposition 2 can solve.
    case unigramProduct

    /// `Ψ⁺ = Ψ⁻ = 1`: nothing is reweighted, and a pair has the weight `G_ij = P_ij + P_iP_j`.
    public static let unit = word2vec(NegativeSampling(subsampling: nil, noiseExponent: 1, negatives: 1))
}

/// How word2vec samples: which occurrences of frequent words it drops, and what it takes as negatives.
///
/// Word i is kept with the probability `s_i = min(1, t/P_i + √(t/P_i))`, so the positive pairs are distributed as
/// `p_ij = P_ij s_i s_j / T` with `T = Σ P_ij s_i s_j`, whose marginal is `c_i`. Negatives come from `q ∝ P^α`, k to each
/// positive, so `n_ij = k·½(c_i q_j + c_j q_i)`: the average of both directions, because the theory needs symmetric
/// weights. Source: Mikolov et al. (2013) and their program.
///
/// These are expectations under simplifications. `P_i` is the word's share of the counted pairs, which near the ends of
/// documents differs from its share of the running text. word2vec drops words *before* it opens its windows, so that the
/// remaining words move closer together; here the pairs keep the windows of the full text. It rejects a negative that
/// equals the target, and draws negatives from a table in which shares are rounded; it has two vectors for each word.
public struct NegativeSampling: Hashable, Codable, Sendable {
    /// t, the share of the running text above which a word is thinned out; nil: every word is kept.
    public let subsampling: Double?
    /// α: negatives are drawn in proportion to `P_i^α`.
    public let noiseExponent: Double
    /// k, how many negatives there are to each positive pair; need not be whole.
    public let negatives: Double

    /// Sampling with the settings of the paper's main comparison. `subsampling` and `negatives` are positive,
    /// `noiseExponent` is from 0 to 10; anything else is a fault of the program and traps.
    public init(subsampling: Double? = 1e-5, noiseExponent: Double = 0.75, negatives: Double = 1) {
        precondition(subsampling.map { $0 > 0 } ?? true, "subsampling needs a positive share")
        precondition((0...10).contains(noiseExponent), "a noise exponent of \(noiseExponent)")
        precondition(negatives > 0 && negatives.isFinite, "a positive pair needs some negatives")
        self.subsampling = subsampling
        self.noiseExponent = noiseExponent
        self.negatives = negatives
    }

    /// `min(1, t/P + √(t/P))`: the probability that an occurrence of a word with the share P of the text is kept.
    public func keepProbability(ofShare share: Double) -> Double {
        guard let subsampling, share > 0 else { return 1 }
        return min(1, subsampling / share + (subsampling / share).squareRoot())
    }
}

extension PairWeighting: CustomStringConvertible {
    /// Name and settings: "balanced", "word2vec (subsampling 1e-05, noise exponent 0.75, negatives 1.0)".
    public var description: String {
        switch self {
        case .balanced: return "balanced"
        case .unigramProduct: return "unigram product"
        case .word2vec(let sampling):
            let subsampling = sampling.subsampling.map { "\($0)" } ?? "none"
            return "word2vec (subsampling \(subsampling), noise exponent \(sampling.noiseExponent), "
                + "negatives \(sampling.negatives))"
        }
    }

    /// What the ratio of positive to negative weights depends on, as parameters of a fingerprint: nothing for the
    /// weightings with Ψ⁺ = Ψ⁻.
    var ratioParameters: KeyValuePairs<String, String> {
        if case .word2vec = self { ["weighting": description] } else { [:] }
    }
}
