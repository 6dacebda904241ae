public import LinearAlgebra
public import TextStatistics

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
