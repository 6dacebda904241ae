import Computation
import Foundation
import LinearAlgebra
import TextStatistics

extension TargetMatrix {
    /// Trains an embedding on the quartic model in Setting 3.1, where the loss is `¼‖WWᵀ − M*‖²_F` and a constant: by
    /// full-batch gradient descent `W ← W + ½ Δt (M* − WWᵀ)W` from a small random start, remembered.
    /// Its state is kept every half a minute, and when ``ComputeContext/isCancelled`` says so, and the next attempt goes
    /// on from there to the same result.
    ///
    /// The update is formed in single precision and added to W in double, so that the rounding of W does not pile up,
    /// step by step, in modes that are still small beside the learned ones. Measured against double precision
    /// throughout, which takes nearly twice as long, learning times agree to 1e-6 for a start of 1e-4, and to 1e-3 for
    /// one of 1e-6. The result does not depend on the number of threads. A step costs 2V²d operations, nearly all of
    /// them in `M*W`; the memory is 12V² bytes at the start and 4V² in the loop.
    ///
    /// The first eigenpairs of M* are computed as well: λ₁ for the step size, and the others for the end where none is given.
    /// They do not enter the training otherwise.
    ///
    /// - Throws: ``TrainingError`` for options that make no sense and for a training that diverges,
    ///   ``EmbeddingsError/rankTooLarge(rank:vocabulary:)``, ``LinearAlgebra/LinearAlgebraError``, and
    ///   `CancellationError` where it is stopped.
    public func train(_ options: TrainingOptions) throws -> TrainingRun {
        try options.check(vocabulary: vocabulary.count)
        let eigenvalues = try eigenpairs(rank: options.dimension).eigenvalues
        guard eigenvalues[0] > 0 else { throw TrainingError.nothingToLearn(largestEigenvalue: eigenvalues[0]) }
        let schedule = try TrainingSchedule(options, eigenvalues: eigenvalues, norm: spectralNorm())
        return try remembered(
            "training, d = \(options.dimension)",
            [
                "start": "\(options.start)", "seed": "\(options.seed)", "stepSize": "\(options.stepSize)",
                "longestStepSize": "\(options.longestStepSize)",
                "recordings": "\(options.recordings)", "steps": "\(schedule.steps)",
                "endTime": options.endTime.map { "\($0)" } ?? "learned", "snapshots": "\(options.snapshotTimes)",
            ], from: [fingerprint], checkpointsEvery: .seconds(30)
        ) { checkpoints in
            try descend(options, schedule, checkpoints)
        }
    }

    private func descend(
        _ options: TrainingOptions, _ schedule: TrainingSchedule, _ checkpoints: Checkpoints<DescentCheckpoint>
    ) throws -> TrainingRun {
        let context = ComputeContext.current
        let stepName = "training, d = \(options.dimension)"
        let squaredNorm = squaredFrobeniusNorm
        let target = Matrix<Float>(dense())
        var progress =
            checkpoints.restored ?? DescentCheckpoint(vectors: options.initialVectors(words: vocabulary.count))
        var state = DescentState(progress.vectors)
        for step in progress.step...schedule.steps {
            try checkpoints.pass {
                progress.step = step
                progress.vectors = state.vectors
                return progress
            }
            // The gradient at this step's W also yields the loss there.
            let squaredLength = state.formGradient(target)
            guard squaredLength.isFinite else {
                throw TrainingError.diverged(step: step, stepSize: options.longestStepSize)
            }
            if schedule.recordedSteps.contains(step) {
                progress.losses.append(state.loss(squaredNorm: squaredNorm))
                progress.singularValues += try LinearAlgebra.singularValues(of: state.vectors)
                context.progress(stepName, Double(step) / Double(schedule.steps))
            }
            if schedule.snapshotSteps.contains(step) {
                progress.snapshots.append(.init(time: schedule.times[step], vectors: Matrix<Float>(state.vectors)))
            }
            if step < schedule.steps { state.advance(by: schedule.times[step + 1] - schedule.times[step]) }
        }
        return TrainingRun(
            steps: schedule.steps, times: schedule.recordedSteps.sorted().map { schedule.times[$0] },
            losses: progress.losses,
            singularValues: Matrix(
                rows: progress.losses.count, columns: options.dimension, elements: progress.singularValues),
            snapshots: progress.snapshots,
            embedding: WordEmbedding(vocabulary: vocabulary, vectors: Matrix<Float>(state.vectors)))
    }
}

/// When the steps are made, and what is recorded of them.
private struct TrainingSchedule {
    /// The time before each step and after the last one.
    let times: [Double]
    let recordedSteps: Set<Int>
    let snapshotSteps: Set<Int>

    var steps: Int { times.count - 1 }

    init(_ options: TrainingOptions, eigenvalues: [Double], norm: Double) throws {
        let theory = ClosedForm(
            eigenvalues: eigenvalues,
            squaredStarts: ClosedForm.expectedSquaredStarts(dimension: options.dimension, start: options.start))
        let firstLearned = theory.learningTimes[0] ?? 1 / eigenvalues[0]
        // Three times as long as the last mode takes: modes with nearly equal eigenvalues come apart only later.
        let end = options.endTime ?? 3 * (theory.learningTimes.compactMap { $0 }.max() ?? firstLearned)
        if let late = options.snapshotTimes.first(where: { $0 > end }) {
            throw TrainingError.option(
                name: "snapshotTimes", value: "\(late)", must: "at most \(end), the end of the training")
        }
        // Directions with negative eigenvalues decay by a factor of 1 − ½Δt|λ| a step, whose sign must not change when
        // steps grow. The estimate of the norm may be a little small.
        let firstStep = options.stepSize / eigenvalues[0]
        let longestStep = max(firstStep, min(options.longestStepSize / eigenvalues[0], 1.9 / norm))
        let mostSteps = 1_000_000
        guard end / longestStep < Double(mostSteps) else {
            throw TrainingError.endless(endTime: end, mostSteps: mostSteps)
        }
        var times = [0.0]
        while let time = times.last, time < end {
            // The first steps may be shorter than the longest, even too short to move the clock.
            guard times.count <= mostSteps else {
                throw TrainingError.endless(endTime: end, mostSteps: mostSteps)
            }
            times.append(min(time + min(firstStep * max(1, time / firstLearned), longestStep), end))
        }
        self.times = times
        let (first, last) = (times[1], times[times.count - 1])
        let recorded = (0..<options.recordings).map { index in
            first * pow(last / first, Double(index) / Double(options.recordings - 1))
        }
        // Early recordings fall on the same step.
        recordedSteps = Set(([0, last] + recorded).map { Self.nearest($0, in: times) })
        snapshotSteps = Set(options.snapshotTimes.map { Self.nearest($0, in: times) })
    }

    /// The index of the ascending time nearest to the given one.
    private static func nearest(_ time: Double, in times: [Double]) -> Int {
        var (low, high) = (0, times.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low > 0 && time - times[low - 1] < times[low] - time ? low - 1 : low
    }
}

/// The embeddings during the descent with the buffers of a step: a step allocates nothing.
private struct DescentState {
    private(set) var vectors: Matrix<Double>
    private var rounded: Matrix<Float>
    /// `(M* − WWᵀ)W` of ``formGradient(_:)``.
    private var descent: Matrix<Float>
    /// `WᵀW`.
    private var gram: Matrix<Float>

    init(_ start: Matrix<Double>) {
        vectors = start
        rounded = Matrix<Float>(start)
        descent = Matrix(rows: start.rows, columns: start.columns)
        gram = Matrix(rows: start.columns, columns: start.columns)
    }

    /// Forms the direction of descent and returns `‖W‖²_F`, not finite once the descent diverges.
    mutating func formGradient(_ target: Matrix<Float>) -> Double {
        gemm(1, rounded, transposeA: true, rounded, 0, into: &gram)
        target.multiplyFew(rounded, into: &descent)
        gemm(-1, rounded, gram, 1, into: &descent)
        return (0..<gram.rows).reduce(0.0) { $0 + Double(gram[$1, $1]) }
    }

    /// `W ← W + ½ Δt (M* − WWᵀ)W`.
    mutating func advance(by timeStep: Double) {
        let factor = timeStep / 2
        vectors.withUnsafeMutableElements { vectors in
            descent.withUnsafeMutableElements { descent in
                rounded.withUnsafeMutableElements { rounded in
                    for index in vectors.indices {
                        vectors[index] += factor * Double(descent[index])
                        rounded[index] = Float(vectors[index])
                    }
                }
            }
        }
    }

    /// `¼‖WWᵀ − M*‖²_F = ¼‖M*‖² − ½tr(WᵀDescent) − ¼‖WᵀW‖²`, where `tr(WᵀM*W) = tr(WᵀDescent) + ‖WᵀW‖²`.
    func loss(squaredNorm: Double) -> Double {
        let gramNorm = vectors.transposedTimes(vectors).squaredFrobeniusNorm
        let work = zip(vectors.elements, descent.elements).reduce(0.0) { $0 + $1.0 * Double($1.1) }
        return squaredNorm / 4 - (work + gramNorm) / 2 + gramNorm / 4
    }
}
