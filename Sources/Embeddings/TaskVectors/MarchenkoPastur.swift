import Foundation

/// The Marchenko–Pastur law: where the eigenvalues of `d⁻¹ΞΞᵀ` lie, for n×d matrices Ξ of independent entries of mean
/// 0 and variance σ², when n and d are large and `γ = n/d`.
///
/// On `σ²(1 ± √γ)²` it has the density `√((λ₊ − λ)(λ − λ₋)) / (2πγσ²λ)`; where γ > 1, the share `1 − 1/γ` of the
/// eigenvalues is zero. Its mean is σ², its variance `γσ⁴`. Source: V. A. Marchenko and L. A. Pastur (1967).
public struct MarchenkoPastur: Hashable, Sendable {
    /// σ², which is also the mean of the eigenvalues.
    public let variance: Double
    /// γ.
    public let aspectRatio: Double

    /// The law of a positive variance and a positive ratio.
    public init(variance: Double, aspectRatio: Double) {
        precondition(variance > 0 && aspectRatio > 0, "variance and aspect ratio are positive")
        self.variance = variance
        self.aspectRatio = aspectRatio
    }

    /// `σ²(1 − √γ)²`, the least eigenvalue beside zero.
    public var lowerEdge: Double { variance * (1 - aspectRatio.squareRoot()) * (1 - aspectRatio.squareRoot()) }
    /// `σ²(1 + √γ)²`, the largest eigenvalue.
    public var upperEdge: Double { variance * (1 + aspectRatio.squareRoot()) * (1 + aspectRatio.squareRoot()) }
    /// The share of eigenvalues that are zero.
    public var shareOfZeros: Double { max(0, 1 - 1 / aspectRatio) }

    /// The density beside zero; it integrates to `min(1, 1/γ)`.
    public func density(at value: Double) -> Double {
        guard value > 0, value > lowerEdge, value < upperEdge else { return 0 }
        return ((upperEdge - value) * (value - lowerEdge)).squareRoot() / (2 * .pi * aspectRatio * variance * value)
    }

    /// The share of eigenvalues up to a value.
    ///
    /// The integral of the density: with `R = (b − x)(x − a)`,
    /// `∫√R/x dx = √R + ½(a + b) arcsin((2x − a − b)/(b − a)) − √(ab) arcsin(((a + b)x − 2ab)/((b − a)x))`.
    public func share(upTo value: Double) -> Double {
        guard value >= 0 else { return 0 }
        let root = aspectRatio.squareRoot()
        let (a, b) = ((1 - root) * (1 - root), (1 + root) * (1 + root))
        let x = value / variance
        guard x > a, x > 0 else { return shareOfZeros }
        guard x < b else { return 1 }
        func arcsine(_ y: Double) -> Double { asin(min(max(y, -1), 1)) }
        let middle = (a + b) / 2 * (arcsine((2 * x - a - b) / (b - a)) + .pi / 2)
        let inverse = (a * b).squareRoot() * (arcsine(((a + b) * x - 2 * a * b) / ((b - a) * x)) + .pi / 2)
        let integral = ((b - x) * (x - a)).squareRoot() + middle - inverse
        return min(1, shareOfZeros + integral / (2 * .pi * aspectRatio))
    }
}
