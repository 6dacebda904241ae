import Foundation

/// How many directions a spectrum spreads over, where the rank, which is nearly always full, does not tell.
public struct EffectiveRank: Hashable, Sendable {
    /// `exp(−Σ p_k ln p_k)` with `p_k = |λ_k| / Σ|λ|`: n for n equal values, 1 for a single one (Roy and Vetterli 2007).
    public let entropy: Double
    /// `(Σ λ_k²)² / Σ λ_k⁴`, the participation ratio of the squares: it counts only the large values.
    public let participation: Double

    /// The effective rank of a matrix with these eigenvalues or singular values, in any order; nil where all are zero.
    /// Not finite values give NaN.
    public init?(_ values: [Double]) {
        let scale = values.reduce(0) { max($0, abs($1)) }
        guard scale > 0 else { return nil }
        let sizes = values.map { abs($0) / scale }
        let total = sizes.reduce(0, +)
        let squares = sizes.reduce(0) { $0 + $1 * $1 }
        let fourths = sizes.reduce(0) { $0 + $1 * $1 * $1 * $1 }
        entropy = exp(sizes.reduce(0) { $1 > 0 ? $0 - $1 / total * log($1 / total) : $0 })
        participation = squares * squares / fourths
    }
}
