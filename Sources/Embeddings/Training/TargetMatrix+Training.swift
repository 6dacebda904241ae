import Foundation
import LinearAlgebra
import TextStatistics

extension TargetMatrix {
    /// Trains an embedding on the quartic model in Setting 3.1, where the loss is `¼‖WWᵀ − M*‖²_F` and a constant, which
    /// is left out: with all pairs of words at each step, `W ← W + ½Δt(M* − WWᵀ)W`, from a small random start;
    /// remembered, and resumed where an earlier attempt was interrupted.
    ///
    /// Velocities are formed in single precision, W is kept in double. Measured against double precision throughout,
    /// which takes nearly twice as long, learning times agree to 1e-6 for a start of 1e-4, and to 1e-3 for one of 1e-6.
    /// The result does not depend on the number of threads, nor on interruptions.
    ///
    /// A step costs 2V²d operations where M* is stored densely, and 2d for each pair of words that occurs where it is
    /// not; see ``WordMatrix/symmetricOperator()``, whose memory it takes, and 16 bytes for each element of W (48 for
    /// the flow, which makes six such evaluations a step).
    ///
    /// The first eigenpairs of M* are computed as well: λ₁ for the step size, and the others for the end where none is
    /// given. They do not enter the training otherwise.
    ///
    /// - Throws: ``TrainingError`` for options that make no sense and for a training that diverges,
    ///   ``EmbeddingsError/rankTooLarge(rank:vocabulary:)``, ``LinearAlgebra/LinearAlgebraError``, and
    ///   `CancellationError`.
    public func train(_ options: TrainingOptions) throws -> TrainingRun {
        try options.check(vocabulary: vocabulary.count)
        let eigenvalues = try eigenpairs(rank: options.dimension).eigenvalues
        guard eigenvalues[0] > 0 else { throw TrainingError.nothingToLearn(largestEigenvalue: eigenvalues[0]) }
        let rates = TrainingRates(eigenvalues: eigenvalues, norm: try spectralNorm(), settling: eigenvalues[0])
        return try Training(
            options: options, plan: try TrainingPlan(options, rates: rates), vocabulary: vocabulary
        ) { columns in
            FactorizationFlow(target: symmetricOperator(), squaredNorm: squaredFrobeniusNorm, columns: columns)
        }.remembered(from: fingerprint)
    }

    /// The time t after which the last of d learned modes is told apart from the first that is left out: what they mix
    /// shrinks as `e^{−(λ_d − λ_{d+1})t}`, in squared amplitude, and is then about 0.01. Infinite for equal eigenvalues.
    ///
    /// It can be many times the last learning time: the eigenvalues of large d lie close together.
    ///
    /// - Throws: as ``WordMatrix/eigenpairs(rank:tolerance:)``; there must be more words than dimensions.
    public func separationTime(dimension: Int) throws -> Double {
        let eigenvalues = try eigenpairs(rank: dimension + 1).eigenvalues
        return -log(0.01) / (eigenvalues[dimension - 1] - eigenvalues[dimension])
    }
}
