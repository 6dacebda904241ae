import Computation
import LinearAlgebra
import TextStatistics

extension Objective {
    /// Trains an embedding on this objective with all pairs of words at each step, from a small random start;
    /// remembered, and resumed where an earlier attempt was interrupted. Losses are counted from ``leastValue``.
    ///
    /// The balanced quartic objective is that of factorising M*, and is left to ``TargetMatrix/train(_:)``. For all
    /// others an evaluation costs 3V²d operations and V²/2 derivatives; see ``BlockedGradient``. The result depends
    /// neither on the number of threads nor on interruptions.
    ///
    /// Step sizes are relative to the fastest rate at which learned modes settle. Where pairs weigh differently it is
    /// that of the most frequent words, estimated at the embedding that the eigenpairs of the quartic loss's target
    /// make. Rare words are then learned slowly: ten times fewer pairs take ten times as long.
    ///
    /// - Throws: as ``TargetMatrix/train(_:)``.
    public func train(_ options: TrainingOptions) throws -> TrainingRun {
        if loss == .quartic, weighting == .balanced { return try TargetMatrix(counts).train(options) }
        let vocabulary = counts.vocabulary
        try options.check(vocabulary: vocabulary.count)
        let rates = try rates(dimension: options.dimension)
        guard rates.eigenvalues[0] > 0 else {
            throw TrainingError.nothingToLearn(largestEigenvalue: rates.eigenvalues[0])
        }
        return try Training(
            options: options, plan: try TrainingPlan(options, rates: rates), vocabulary: vocabulary
        ) { columns in
            ObjectiveFlow(self, columns: columns)
        }.remembered(from: fingerprint)
    }

    private func rates(dimension: Int) throws -> TrainingRates {
        let linear = linearization
        let eigenvalues = try remembered("growth rates", ["rank": "\(dimension)"], from: [fingerprint]) {
            try leadingEigenpairs(of: linear, count: dimension, tolerance: 1e-4).eigenvalues
        }
        let norm = try remembered("fastest decay", from: [fingerprint]) { try spectralNormEstimate(of: linear) }
        let settling = try remembered("settling rate", ["rank": "\(dimension)"], from: [fingerprint]) {
            let start = try TargetMatrix(counts, weighting: weighting).embedding(dimension: dimension)
            var flow = ObjectiveFlow(self, columns: dimension)
            return fastestRate(of: &flow, at: Matrix<Double>(start.vectors))
        }
        return TrainingRates(eigenvalues: eigenvalues, norm: norm, settling: settling)
    }
}

/// The largest magnitude of a rate at which small changes of W grow or decay, by power iteration: twenty times two
/// evaluations. It is never too large, but for rounding, and usually within a tenth.
func fastestRate(of flow: inout some GradientFlow, at w: Matrix<Double>) -> Double {
    var generator = SeededGenerator(seed: 1)
    var direction = Matrix<Float>.randomNormal(rows: w.rows, columns: w.columns, using: &generator)
    var (above, below) = (direction, direction)
    var point = w
    let reach = 1e-2 * w.squaredFrobeniusNorm.squareRoot()
    var rate = 0.0
    for _ in 0..<20 {
        let length = direction.squaredFrobeniusNorm.squareRoot()
        guard length > 0, reach > 0 else { break }
        point.set(to: w, adding: [(reach / length, direction)])
        flow.evaluate(at: point, velocity: &above)
        point.set(to: w, adding: [(-reach / length, direction)])
        flow.evaluate(at: point, velocity: &below)
        direction = Matrix(
            rows: w.rows, columns: w.columns, elements: zip(above.elements, below.elements).map { $0 - $1 })
        rate = max(rate, direction.squaredFrobeniusNorm.squareRoot() / (2 * reach))
    }
    return rate
}
