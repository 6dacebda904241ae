import Foundation
public import LinearAlgebra
public import TextStatistics

/// The solution of the gradient flow `dW/dt = ½(M* − WWᵀ)W` from a start whose singular vectors are eigenvectors of
/// M* (Lemma 3.1): every mode grows by itself,
/// `s_k²(t) = s_k²(0) λ_k e^{λ_k t} / (λ_k + s_k²(0)(e^{λ_k t} − 1))`.
///
/// A random start becomes such a start, up to a rotation of the d coordinates, in the limit of small σ (Result 3).
/// Two modes are told apart only when `(λ_j − λ_k) t ≫ 1`, so at a finite start neighbouring modes far down the
/// spectrum are learned as mixtures: their learning times are near those given here, their vectors come later.
public struct ClosedForm: Hashable, Sendable {
    /// The eigenvalues λ_k of the modes, usually largest first; any sign.
    public let eigenvalues: [Double]
    /// `s_k²(0)` for each mode, positive.
    public let squaredStarts: [Double]

    /// The solution for given eigenvalues and starts.
    public init(eigenvalues: [Double], squaredStarts: [Double]) {
        precondition(eigenvalues.count == squaredStarts.count, "each mode needs a start")
        precondition(squaredStarts.allSatisfy { $0 > 0 }, "a mode that starts from zero is never learned")
        self.eigenvalues = eigenvalues
        self.squaredStarts = squaredStarts
    }

    /// The solution with `s_k²(0) = start²` for every mode, as in the paper.
    public init(eigenvalues: [Double], start: Double) {
        self.init(
            eigenvalues: eigenvalues, squaredStarts: Array(repeating: start * start, count: eigenvalues.count))
    }

    /// The modes' singular values at time t.
    public func singularValues(at time: Double) -> [Double] { squaredValues(at: time).map { $0.squareRoot() } }

    /// `¼‖WWᵀ − M*‖²_F` at time t, where `squaredNorm` is `‖M*‖²_F`: `¼‖M*‖² − ½Σλ_k s_k² + ¼Σs_k⁴`.
    public func loss(at time: Double, squaredNorm: Double) -> Double {
        zip(eigenvalues, squaredValues(at: time)).reduce(squaredNorm / 4) { loss, mode in
            let (eigenvalue, square) = mode
            return loss - square * (eigenvalue / 2 - square / 4)
        }
    }

    /// `τ_k = (1/λ_k) ln(λ_k/s_k²(0))`, when `s_k²` reaches half its final height; nil for a mode that does not grow.
    public func learningTime(_ mode: Int) -> Double? {
        let eigenvalue = eigenvalues[mode]
        guard eigenvalue > squaredStarts[mode] else { return nil }
        return log(eigenvalue / squaredStarts[mode]) / eigenvalue
    }

    /// ``learningTime(_:)`` of every mode.
    public var learningTimes: [Double?] { eigenvalues.indices.map(learningTime) }

    /// `s_k²(0)` for a random start, in the mean: `start² (d − k + 1)/d` for k = 1…d.
    ///
    /// The first mode collects the part of W along the first eigenvector, a row of d normal entries of variance
    /// `start²/d`, so `start²` in the mean. Once it has grown, `−WWᵀW` removes from every other row what points the
    /// same way among the d coordinates; the second mode is left with d − 1 of them, the k-th with d − k + 1. The
    /// last mode's start follows a χ² distribution of one degree of freedom, so single runs scatter widely around
    /// this: ``alignedStart(of:eigenpairs:)`` takes it from the run's own start.
    public static func expectedSquaredStarts(dimension: Int, start: Double) -> [Double] {
        (0..<dimension).map { start * start * Double(dimension - $0) / Double(dimension) }
    }

    /// `s_k²(0)` for the given start `W(0)`, V×d: the squared diagonal of R in the QR decomposition of `(UᵀW(0))ᵀ`.
    ///
    /// The same argument as for ``expectedSquaredStarts(dimension:start:)`` without the mean: mode k starts with the
    /// part of `u_kᵀW(0)` that is orthogonal to `u_jᵀW(0)` for all j < k. Exact in the limit of small W(0). At most d
    /// eigenpairs can be used; more are left out.
    ///
    /// - Throws: ``LinearAlgebra/LinearAlgebraError`` for entries that are not finite.
    public static func alignedStart(of w: Matrix<Double>, eigenpairs: Eigenpairs) throws -> [Double] {
        let modes = eigenpairs.vectors.leadingColumns(min(w.columns, eigenpairs.count))
        let r = try qrDecomposition(of: w.transposedTimes(modes)).r
        return (0..<r.rows).map { r[$0, $0] * r[$0, $0] }
    }

    private func squaredValues(at time: Double) -> [Double] {
        zip(eigenvalues, squaredStarts).map { eigenvalue, start in
            if eigenvalue > 0 {
                // Divided by the growing exponential, which would overflow.
                return eigenvalue / (1 + (eigenvalue / start - 1) * exp(-eigenvalue * time))
            }
            if eigenvalue == 0 { return start / (1 + start * time) }
            let decay = exp(eigenvalue * time)
            return start * eigenvalue * decay / (eigenvalue + start * (decay - 1))
        }
    }
}

extension ClosedForm {
    /// The embeddings at time t, `U diag(s_k(t)) Q`: what a training with this solution's starts is at, V×d.
    ///
    /// The eigenpairs are those of the solution's eigenvalues, in their order. `rotation` is Q, with a row for each mode:
    /// the directions of the d-dimensional space in which the modes grow; without it they are the coordinate axes. For a
    /// training from a known random start it comes from ``alignedRotation(of:eigenpairs:)``.
    public func vectors(at time: Double, eigenpairs: Eigenpairs, rotation: Matrix<Double>? = nil) -> Matrix<Double> {
        precondition(eigenpairs.count >= eigenvalues.count, "each mode needs an eigenvector")
        let aligned =
            eigenpairs.vectors.leadingColumns(eigenvalues.count) * Matrix(diagonal: singularValues(at: time))
        return rotation.map { aligned * $0 } ?? aligned
    }

    /// The same as an embedding of words, rounded to single precision.
    public func embedding(
        at time: Double, eigenpairs: Eigenpairs, rotation: Matrix<Double>? = nil, vocabulary: Vocabulary
    ) -> WordEmbedding {
        WordEmbedding(
            vocabulary: vocabulary,
            vectors: Matrix<Float>(vectors(at: time, eigenpairs: eigenpairs, rotation: rotation)))
    }

    /// The orthonormal directions in which the modes grow from a given start `W(0)`, V×d; a row for each mode, as many as
    /// there are eigenpairs, but d at most.
    ///
    /// Mode k grows along the part of `u_kᵀW(0)` that is orthogonal to `u_jᵀW(0)` for all j < k, whose squared length is
    /// that of ``alignedStart(of:eigenpairs:)``. In the limit of a small start the training is at
    /// ``vectors(at:eigenpairs:rotation:)`` with this rotation once it has left its start behind; the start itself
    /// has parts outside of these directions, which stay small. Not defined, and then arbitrary, for a mode of which the
    /// start has nothing.
    ///
    /// - Throws: ``LinearAlgebra/LinearAlgebraError`` for entries that are not finite.
    public static func alignedRotation(of w: Matrix<Double>, eigenpairs: Eigenpairs) throws -> Matrix<Double> {
        let modes = eigenpairs.vectors.leadingColumns(min(w.columns, eigenpairs.count))
        let (q, r) = try qrDecomposition(of: w.transposedTimes(modes))
        return (q * Matrix(diagonal: (0..<r.rows).map { r[$0, $0] < 0 ? -1 : 1 })).transposed
    }
}
