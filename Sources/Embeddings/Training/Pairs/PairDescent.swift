import Computation
import Foundation
import LinearAlgebra
import TextStatistics

extension Objective {
    /// Trains an embedding by stochastic gradient descent on batches of pairs drawn from the counts, as the theory's
    /// authors do, remembered: `W ← W − Δt · flowScale · G`, where G is the gradient's estimate by a batch. Plain steps,
    /// without momentum; the last quarter of them are a tenth as long.
    ///
    /// The pairs that occur are drawn with `P_ij` and the others with `P_iP_j`, so the estimate weighs them by Ψ. Where Ψ
    /// differs much between pairs the estimates scatter as much: rare pairs weigh thousands of times more than others in
    /// Setting 3.1 on real counts, which asks for large batches and short steps. A word without counts is never drawn and
    /// keeps its start.
    ///
    /// Times are those of ``flowScale``; losses are the full ones, counted from ``leastValue``. A step costs about 12d
    /// operations for each pair, and V·d; the memory is about 40 bytes for each pair of a batch, two times V·d, and what
    /// ``BlockedGradient`` needs. The result does not depend on the number of threads. The state is kept once a minute, and
    /// a training that goes on from it ends as if it had not been interrupted.
    ///
    /// - Throws: ``TrainingError`` for options that make no sense and for a training that diverges,
    ///   ``EmbeddingsError/rankTooLarge(rank:vocabulary:)``, ``LinearAlgebra/LinearAlgebraError``, and `CancellationError`.
    public func trainOnPairs(_ options: PairDescentOptions) throws -> TrainingRun {
        try options.check(vocabulary: counts.vocabulary.count)
        let rate = try growthRate()
        guard rate > 0 else { throw TrainingError.nothingToLearn(largestEigenvalue: rate) }
        let schedule = try PairDescentSchedule(options, growthRate: rate)
        return try remembered(
            "training on pairs, d = \(options.dimension)",
            options.parameters, from: [fingerprint], checkpointsEvery: .seconds(60)
        ) { try descend(options, schedule, $0) }
    }

    private func descend(
        _ options: PairDescentOptions, _ schedule: PairDescentSchedule, _ checkpoints: Checkpoints<PairDescentState>
    ) throws -> TrainingRun {
        let context = ComputeContext.current
        let name = "training on pairs, d = \(options.dimension)"
        let (words, least) = (counts.vocabulary.count, leastValue)
        let batches = PairBatches(self, size: options.batch, seed: options.seed)
        let evaluator = BlockedGradient(self, dimension: options.dimension)
        // The estimate is that of ∇L/(V²g).
        let scale = flowScale * meanWeight * Double(words) * Double(words)
        let start = Matrix<Float>(options.initialVectors(words: words))
        var state =
            checkpoints.restored { $0.vectors.rows == words && $0.vectors.columns == options.dimension }
            ?? PairDescentState(vectors: start)
        var gradient = Matrix<Float>(rows: words, columns: options.dimension)
        func check(_ condition: Bool) throws {
            guard condition else {
                throw TrainingError.pairsDiverged(step: state.step, stepSize: options.stepSize, batch: options.batch)
            }
        }
        while true {
            let step = state.step
            if schedule.recordedSteps.contains(step) {
                let loss = evaluator.evaluate(at: state.vectors, gradient: &gradient) - least
                // The start is near the origin; a loss far beyond that of the origin is not on its way down.
                try check(loss.isFinite && loss <= 10 * (state.losses.first ?? loss))
                state.losses.append(loss)
                state.singularRows += try singularValues(of: Matrix<Double>(state.vectors))
            }
            if schedule.snapshotSteps.contains(step) {
                state.snapshots.append(.init(time: schedule.time(step), vectors: state.vectors))
            }
            if step % 64 == 0 || step == options.steps { context.progress(name, Double(step) / Double(options.steps)) }
            guard step < options.steps else { break }
            try check(batches.estimate(step: step, at: state.vectors, gradient: &gradient).isFinite)
            state.advance(by: Float(schedule.length(step) * scale), against: gradient)
            try checkpoints.pass { state }
        }
        return TrainingRun(
            steps: options.steps, times: schedule.recordedSteps.sorted().map(schedule.time), losses: state.losses,
            singularValues: Matrix(
                rows: state.losses.count, columns: options.dimension, elements: state.singularRows),
            snapshots: state.snapshots,
            embedding: WordEmbedding(vocabulary: counts.vocabulary, vectors: state.vectors))
    }
}

/// How far a pair descent has come: all that the next step depends on, and what was recorded.
private struct PairDescentState {
    var step = 0
    var vectors: Matrix<Float>
    var losses: [Double] = []
    var singularRows: [Double] = []
    var snapshots: [TrainingRun.Snapshot] = []

    /// `W ← W − length · G`.
    mutating func advance(by length: Float, against gradient: Matrix<Float>) {
        vectors.withUnsafeMutableElements { vectors in
            gradient.elements.withUnsafeBufferPointer { gradient in
                for index in vectors.indices { vectors[index] -= length * gradient[index] }
            }
        }
        step += 1
    }
}

extension PairDescentState: Storable {
    private struct Metadata: Codable {
        var step: Int
        var snapshotTimes: [Double]
    }

    func store(in archive: inout Archive) throws {
        try archive.store(metadata: Metadata(step: step, snapshotTimes: snapshots.map(\.time)))
        archive.store(vectors, as: "vectors")
        archive.store(losses, as: "losses")
        archive.store(singularRows, as: "singular-values")
        for (index, snapshot) in snapshots.enumerated() { archive.store(snapshot.vectors, as: "snapshot-\(index)") }
    }

    init(restoring archive: Archive) throws {
        let metadata: Metadata = try archive.metadata()
        let vectors: Matrix<Float> = try archive.matrix("vectors")
        self.init(
            step: metadata.step, vectors: vectors, losses: try archive.elements("losses"),
            singularRows: try archive.elements("singular-values"),
            snapshots: try metadata.snapshotTimes.enumerated().map { index, time in
                let vectors: Matrix<Float> = try archive.matrix(
                    "snapshot-\(index)", rows: vectors.rows, columns: vectors.columns)
                return TrainingRun.Snapshot(time: time, vectors: vectors)
            })
        guard singularRows.count == losses.count * vectors.columns, step >= 0 else {
            throw ArchiveError.damaged("singular-values")
        }
    }
}
