public import Files
public import TextStatistics

/// The target matrix M* of word2vec's quartic approximation:
/// `M*_ij = (P_ij − P_iP_j) / ½(P_ij + P_iP_j)`, between −2 (never together) and 2.
///
/// `P_ij` is a pair's share of all counts and `P_i = Σ_j P_ij`. A pair that never occurs is exactly −2, so
/// `M* = −2·11ᵀ + S` with S as sparse as the counts. A word without any co-occurrence has −2 in its whole row.
///
/// With word2vec's weights it is `(Ψ⁺_ijP_ij − Ψ⁻_ijP_iP_j) / ½(Ψ⁺_ijP_ij + Ψ⁻_ijP_iP_j)`; the other weightings have
/// Ψ⁺ = Ψ⁻, which leaves M* as it is.
public struct TargetMatrix: WordMatrix {
    /// The counts it is made from.
    public let counts: Cooccurrences
    /// The weights it is made with.
    public let weighting: PairWeighting
    /// `Ψ⁺_ijP_ij / (Ψ⁻_ijP_iP_j)`.
    public let ratios: PairRatios

    /// The target matrix of the counts; nothing is computed yet, but for word2vec's weights, which take one look at each
    /// count.
    public init(_ counts: Cooccurrences, weighting: PairWeighting = .balanced) {
        self.counts = counts
        self.weighting = weighting
        ratios = PairRatios(counts, weighting: weighting)
    }

    /// "M*".
    public var name: String { "M*" }
    /// That of the counts and of this matrix's definition.
    public var fingerprint: Fingerprint {
        Fingerprint(
            operation: "target matrix", parameters: weighting.ratioParameters, inputs: [counts.fingerprint])
    }

    /// −2.
    public var unseen: Double { -2 }
    /// `2(r − 1)/(r + 1)`.
    public func element(ratio: Double) -> Double { 2 * (ratio - 1) / (ratio + 1) }

    /// `‖M*‖²_F`, from the sparse part alone.
    public var squaredFrobeniusNorm: Double {
        let unseen = counts.vocabulary.count * counts.vocabulary.count - counts.nonzeroCount
        return ratios.sumOverSeen { element(ratio: $0) * element(ratio: $0) } + 4 * Double(unseen)
    }
}
