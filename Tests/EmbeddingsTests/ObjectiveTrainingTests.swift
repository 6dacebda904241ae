import Computation
import Embeddings
import Files
import Foundation
import LinearAlgebra
import Synchronization
import TestSupport
import Testing
import TextStatistics

@Suite("Training of all objectives")
struct ObjectiveTrainingTests {
    static let planted = plantedCounts(words: 60)
    static let word2vec = PairWeighting.word2vec(NegativeSampling(subsampling: 1e-2))
    static let corners: [(Objective.Loss, PairWeighting)] = [
        (.quartic, .balanced), (.quartic, .unigramProduct), (.quartic, word2vec), (.logistic, .balanced),
        (.logistic, word2vec),
    ]

    @Test("where W is small the flow is ½AW, and A is M* for the balanced weighting", arguments: corners)
    func linearization(_ loss: Objective.Loss, _ weighting: PairWeighting) {
        let objective = Objective(randomCounts(words: 40, seed: 1), loss: loss, weighting: weighting)
        let linear = objective.linearization.dense
        var generator = SeededGenerator(seed: 2)
        let w = Matrix<Double>.randomNormal(rows: 40, columns: 3, standardDeviation: 1e-5, using: &generator)
        let velocity = objective.gradient(w).map { -objective.flowScale * $0 }
        let expected = (linear * w).map { $0 / 2 }
        let scale = expected.elements.map(abs).max()!
        #expect(zip(velocity.elements, expected.elements).allSatisfy { abs($0 - $1) < 1e-5 * scale })
        if weighting == .balanced {
            let target = TargetMatrix(objective.counts).dense()
            #expect(zip(linear.elements, target.elements).allSatisfy { abs($0 - $1) < 1e-5 })
        }
    }

    @Test(
        "descent lowers every objective to where its gradient vanishes, and the flow ends there too", arguments: corners
    )
    func converges(_ loss: Objective.Loss, _ weighting: PairWeighting) throws {
        // Words that do not differ too much in frequency: the rates at which they learn do as much.
        let objective = Objective(
            plantedCounts(words: 60, spreads: [0.6, 0.5, 0.4]), loss: loss, weighting: weighting)
        var options = TrainingOptions(dimension: 3, start: 1e-2, endTime: 10, recordings: 60)
        let descent = try objective.train(options)
        let fall = descent.losses[0] - descent.losses.last!
        #expect(zip(descent.losses, descent.losses.dropFirst()).allSatisfy { $1 - $0 < 1e-5 * fall })
        #expect(descent.losses.last! >= 0)
        let w = Matrix<Double>(descent.embedding.vectors)
        #expect(abs(descent.losses.last! - (objective.value(w) - objective.leastValue)) < 1e-4 * descent.losses[0])
        #expect(
            objective.flowScale * objective.gradient(w).squaredFrobeniusNorm.squareRoot()
                < 0.02 * w.squaredFrobeniusNorm.squareRoot())
        options.method = .flow(tolerance: 1e-3)
        let flow = try objective.train(options)
        #expect(abs(flow.losses.last! - descent.losses.last!) < 1e-3 * fall)
        let end = Matrix<Double>(flow.embedding.vectors)
        let (gram, other) = (w.timesTransposed(w), end.timesTransposed(end))
        let difference = zip(gram.elements, other.elements).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        #expect(difference < 1e-3 * gram.squaredFrobeniusNorm)
    }

    @Test("the balanced quartic objective is trained as the factorisation of M*")
    func fastRoute() throws {
        let options = TrainingOptions(dimension: 3, endTime: 1)
        let (first, second) = (
            try Objective(Self.planted).train(options), try TargetMatrix(Self.planted).train(options)
        )
        #expect(first.embedding == second.embedding && first.losses == second.losses)
    }

    @Test("the logistic loss begins like the quartic one")
    func sameBeginning() throws {
        let end = 12 / (try TargetMatrix(Self.planted).eigenpairs(rank: 1).eigenvalues[0])
        let options = TrainingOptions(dimension: 3, start: 1e-5, endTime: end)
        let runs = try Objective.Loss.allCases.map { try Objective(Self.planted, loss: $0).train(options) }
        let rows = runs.map { $0.singularValues.row($0.times.count - 1) }
        #expect(rows[0].first! > 1e-3)
        for (a, b) in zip(rows[0], rows[1]) { #expect(abs(a / b - 1) < 1e-3) }
    }

    /// Counts how often a training asks whether to go on, and says no the n-th time.
    private func train(
        _ objective: Objective, _ options: TrainingOptions, in store: ResultStore?, stopAt stop: Int? = nil
    ) throws -> (run: TrainingRun, asked: Int) {
        let asked = Mutex(0)
        let context = ComputeContext(
            store: store,
            isCancelled: {
                asked.withLock {
                    $0 += 1
                    return $0 == stop
                }
            })
        let run = try ComputeContext.$current.withValue(context) { try objective.train(options) }
        return (run, asked.withLock { $0 })
    }

    @Test(
        "a training that was cancelled in the middle goes on and ends the same, bit for bit",
        arguments: [(Objective.Loss.quartic, PairWeighting.balanced), (.logistic, word2vec)],
        [TrainingOptions.Method.descent, .flow(tolerance: 1e-3)])
    func resumes(_ corner: (Objective.Loss, PairWeighting), _ method: TrainingOptions.Method) throws {
        try withTemporaryFolder { folder in
            let objective = Objective(Self.planted, loss: corner.0, weighting: corner.1)
            let options = TrainingOptions(
                dimension: 3, method: method, start: 1e-2, endTime: 2, recordings: 40, snapshotTimes: [0, 0.5, 1.7])
            let (whole, steps) = try train(objective, options, in: nil)
            #expect(steps == whole.steps && steps > 20)
            let store = ResultStore(folder: folder, codeFingerprint: Fingerprint(of: "code"))
            for stop in [steps / 3, steps / 3] {
                #expect(throws: CancellationError.self) { try train(objective, options, in: store, stopAt: stop) }
            }
            let (rest, asked) = try train(objective, options, in: store)
            // The step that was asked for when it was cancelled is asked for again.
            #expect(asked == steps - 2 * (steps / 3 - 1))
            #expect(rest.embedding == whole.embedding && rest.snapshots == whole.snapshots && rest.steps == whole.steps)
            #expect(rest.times == whole.times && rest.losses == whole.losses)
            #expect(rest.singularValues == whole.singularValues)
        }
    }

    @Test("the number of threads changes nothing", arguments: [TrainingOptions.Method.descent, .flow(tolerance: 1e-3)])
    func deterministic(_ method: TrainingOptions.Method) throws {
        let objective = Objective(plantedCounts(words: 150), loss: .logistic, weighting: Self.word2vec)
        let options = TrainingOptions(dimension: 16, method: method, start: 1e-2, endTime: 0.1)
        let runs = try [1, 2, 7].map { threads in try onThreads(threads) { try objective.train(options) } }
        for run in runs {
            #expect(run.embedding == runs[0].embedding && run.losses == runs[0].losses)
        }
    }

    @Test("what cannot be trained is refused")
    func refused() {
        let objective = Objective(Self.planted, loss: .logistic)
        #expect { try objective.train(TrainingOptions(dimension: 61)) } throws: {
            "\($0)" == "61 dimensions were asked for, more than the 60 words of the vocabulary"
        }
        let quartic = Objective(Self.planted, weighting: Self.word2vec)
        #expect {
            try quartic.train(TrainingOptions(dimension: 4, start: 0.1, stepSize: 40, longestStepSize: 40))
        } throws: {
            guard case TrainingError.diverged(let step, let size) = $0 else { return false }
            return step > 0 && size == 40
        }
        #expect {
            try Objective(counts([[0, 0], [0, 0]]), loss: .logistic).train(TrainingOptions(dimension: 1))
        } throws: {
            if case TrainingError.nothingToLearn = $0 { true } else { false }
        }
    }
}
