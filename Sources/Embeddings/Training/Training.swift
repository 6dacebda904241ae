import Computation
import Files
import LinearAlgebra
import TextStatistics

/// A training as it is asked for: the loop that all methods and all objectives share.
struct Training<Flow: GradientFlow> {
    let options: TrainingOptions
    let plan: TrainingPlan
    let vocabulary: Vocabulary
    /// The flow for W of so many columns.
    let makeFlow: (_ columns: Int) -> Flow

    /// What the progress is reported under, and the result remembered.
    static func name(_ options: TrainingOptions) -> String { "training, d = \(options.dimension)" }

    /// Runs it, or recalls it; its state is kept every half minute, from which the next attempt goes on.
    func remembered(from input: Fingerprint) throws -> TrainingRun {
        try Computation.remembered(
            Self.name(options), options.parameters, from: [input], checkpointsEvery: .seconds(30)
        ) { checkpoints in
            switch options.method {
            case .descent:
                try run(checkpoints) { flow, w in
                    GradientDescent(flow, times: plan.times, stepSize: options.longestStepSize, shape: w)
                }
            case .flow(let tolerance):
                try run(checkpoints) { flow, w in
                    DormandPrince(
                        flow, tolerance: tolerance,
                        limits: .init(
                            firstStep: plan.firstStep, mostSteps: TrainingPlan.mostSteps, endTime: plan.end),
                        shape: w)
                }
            }
        }
    }

    private func run(
        _ checkpoints: Checkpoints<TrainingState>, by makeIntegrator: (Flow, Matrix<Double>) -> some Integrator
    ) throws -> TrainingRun {
        let progress = ComputeContext.current.progress
        let dimension = options.dimension
        let start = TrainingState(options.initialVectors(words: vocabulary.count))
        var state =
            checkpoints.restored { $0.continues(from: start, dimension: dimension, moments: plan.moments.count) }
            ?? start
        var integrator = makeIntegrator(makeFlow(state.w.columns), state.w)
        var vectors = Matrix<Float>(rows: vocabulary.count, columns: dimension)
        for moment in plan.moments[state.observed...] {
            try integrator.advance(&state, to: moment.time) { state in try checkpoints.pass { state } }
            let (padded, loss) = integrator.observe(state, at: moment.time)
            let w = padded.leadingColumns(dimension)
            if moment.isRecorded {
                guard loss.isFinite else {
                    throw TrainingError.diverged(step: state.steps, stepSize: options.longestStepSize)
                }
                state.times.append(moment.time)
                state.losses.append(loss)
                state.singularRows += try singularValues(of: w)
            }
            vectors = Matrix<Float>(w)
            if moment.isSnapshot { state.snapshots.append(.init(time: moment.time, vectors: vectors)) }
            state.observed += 1
            progress(Self.name(options), moment.time / plan.end)
        }
        return TrainingRun(
            steps: state.steps, times: state.times, losses: state.losses,
            singularValues: Matrix(rows: state.times.count, columns: dimension, elements: state.singularRows),
            snapshots: state.snapshots, embedding: WordEmbedding(vocabulary: vocabulary, vectors: vectors))
    }
}
