public import Computation
public import TextStatistics

/// The target matrix M* of word2vec's quartic approximation:
/// `M*_ij = (P_ij − P_iP_j) / ½(P_ij + P_iP_j)`, between −2 (never together) and 2.
///
/// `P_ij` is a pair's share of all counts and `P_i = Σ_j P_ij`. A pair that never occurs is exactly −2, so
/// `M* = −2·11ᵀ + S` with S as sparse as the counts. A word without any co-occurrence has −2 in its whole row.
public struct TargetMatrix: WordMatrix {
    /// The counts it is made from.
    public let counts: Cooccurrences

    /// The target matrix of the counts; nothing is computed yet.
    public init(_ counts: Cooccurrences) { self.counts = counts }

    /// "M*".
    public var name: String { "M*" }
    /// That of the counts and of this matrix's definition.
    public var fingerprint: Fingerprint {
        Fingerprint(operation: "target matrix", parameters: [:], inputs: [counts.fingerprint])
    }

    /// −2.
    public var unseen: Double { -2 }
    /// `2(r − 1)/(r + 1)`.
    public func element(ratio: Double) -> Double { 2 * (ratio - 1) / (ratio + 1) }

    /// `‖M*‖²_F`, from the sparse part alone.
    public var squaredFrobeniusNorm: Double {
        let unseen = counts.vocabulary.count * counts.vocabulary.count - counts.nonzeroCount
        return counts.sumOverSeen { element(ratio: $0) * element(ratio: $0) } + 4 * Double(unseen)
    }
}
