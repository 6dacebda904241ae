public import Computation
import Foundation
public import TextStatistics

/// The pointwise mutual information of the words of a pair, `PMI_ij = ln(P_ij/(P_iP_j) + 1e-25)`, or its positive
/// part PPMI.
///
/// The small constant is the convention of the authors of the theory: a pair that never occurs is ln 1e-25 ≈ −57.6.
public struct PMIMatrix: WordMatrix {
    /// The counts it is made from.
    public let counts: Cooccurrences
    /// Whether negative elements are replaced by zero.
    public let isPositivePart: Bool

    /// The matrix of the counts; nothing is computed yet.
    public init(_ counts: Cooccurrences, positive: Bool) {
        self.counts = counts
        isPositivePart = positive
    }

    /// "PPMI" or "PMI".
    public var name: String { isPositivePart ? "PPMI" : "PMI" }
    /// That of the counts and of this matrix's definition.
    public var fingerprint: Fingerprint {
        Fingerprint(operation: "\(name) matrix", parameters: [:], inputs: [counts.fingerprint])
    }

    /// ln 1e-25, or 0.
    public var unseen: Double { element(ratio: 0) }
    /// `ln(r + 1e-25)`, or its positive part.
    public func element(ratio: Double) -> Double { max(isPositivePart ? 0 : -.infinity, log(ratio + 1e-25)) }
}
