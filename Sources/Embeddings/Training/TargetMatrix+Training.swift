import Foundation
public import LinearAlgebra
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
    /// shrinks as `e^{−(λ_d − λ_{d+1})t}`, in squared amplitude, from what it is at the start, and is then about 0.01.
    /// Infinite for equal eigenvalues.
    ///
    /// It can be many times the last learning time: the eigenvalues of large d lie close together.
    ///
    /// - Parameter start: W(0), V×d, where it is known: by chance it may hold many times more of the mode that is left
    ///   out than of the last one that is learned. Without it both count as alike.
    /// - Throws: as ``WordMatrix/eigenpairs(rank:tolerance:)``, and ``LinearAlgebra/LinearAlgebraError`` for a start that
    ///   is not finite; there must be more words than dimensions.
    public func separationTime(dimension: Int, from start: Matrix<Double>? = nil) throws -> Double {
        let pairs = try eigenpairs(rank: dimension + 1)
        var mixed = 1.0
        if let start {
            // What either of the two begins with once the modes before them are learned.
            func last(_ mode: Int) throws -> Double {
                let modes = Array(0..<dimension - 1) + [mode]
                let vectors = Matrix<Double>(
                    rows: pairs.vectors.rows, columns: dimension,
                    elements: (0..<pairs.vectors.rows).flatMap { row in modes.map { pairs.vectors[row, $0] } })
                return try ClosedForm.alignedStart(
                    of: start,
                    eigenpairs: Eigenpairs(
                        eigenvalues: modes.map { pairs.eigenvalues[$0] }, vectors: vectors,
                        residuals: modes.map { pairs.residuals[$0] })
                )[dimension - 1]
            }
            mixed = try last(dimension) / last(dimension - 1)
        }
        return log(max(1, mixed) / 0.01) / (pairs.eigenvalues[dimension - 1] - pairs.eigenvalues[dimension])
    }
}
