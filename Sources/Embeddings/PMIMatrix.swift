public import Computation
import Foundation
public import LinearAlgebra
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
    /// The words of the counts.
    public var vocabulary: Vocabulary { counts.vocabulary }
    /// That of the counts and of this matrix's definition.
    public var fingerprint: Fingerprint {
        Fingerprint(operation: "\(name) matrix", parameters: [:], inputs: [counts.fingerprint])
    }

    /// All elements; 8V² bytes.
    public func dense() -> Matrix<Double> {
        let floor = isPositivePart ? 0 : -Double.infinity
        return counts.dense(unseen: max(floor, log(1e-25))) { max(floor, log($0 + 1e-25)) }
    }
}
