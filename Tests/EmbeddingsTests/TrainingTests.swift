import Computation
import Embeddings
import Files
import Foundation
import LinearAlgebra
import Synchronization
import TestSupport
import Testing
import TextStatistics

@Suite("Training by gradient descent")
struct TrainingTests {
    static let target = TargetMatrix(plantedCounts(words: 60))

    @Test("a small start ends at the leading eigenvectors, with singular values √λ and the closed form's loss")
    func converges() throws {
        let run = try Self.target.train(TrainingOptions(dimension: 4, start: 1e-5))
        let pairs = try Self.target.eigenpairs(rank: 4)
        #expect(try subspaceOverlap(Matrix<Double>(run.embedding.vectors), pairs.vectors) > 0.999999)
        let last = run.singularValues.row(run.times.count - 1)
        for (value, eigenvalue) in zip(last, pairs.eigenvalues) {
            #expect(abs(value / eigenvalue.squareRoot() - 1) < 1e-5)
        }
        let norm = Self.target.squaredFrobeniusNorm
        #expect(abs(run.losses.last! - (norm - pairs.eigenvalues.reduce(0) { $0 + $1 * $1 }) / 4) < 1e-5 * norm)
        #expect(abs(run.losses[0] / (norm / 4) - 1) < 1e-6)
        #expect(run.normalizedLosses[0] == 1)
        #expect(zip(run.losses, run.losses.dropFirst()).allSatisfy { $1 - $0 < 1e-6 * norm })
    }

    @Test("every mode is learned when the closed form says, from the run's own start")
    func learningTimes() throws {
        let options = TrainingOptions(dimension: 4, start: 1e-6, recordings: 400)
        let run = try Self.target.train(options)
        let pairs = try Self.target.eigenpairs(rank: 4)
        let theory = ClosedForm(
            eigenvalues: pairs.eigenvalues,
            squaredStarts: try ClosedForm.alignedStart(of: options.initialVectors(words: 60), eigenpairs: pairs))
        for (measured, expected) in zip(run.learningTimes(heights: pairs.eigenvalues), theory.learningTimes) {
            let (measured, expected) = (try #require(measured), try #require(expected))
            #expect(abs(measured / expected - 1) < 0.03)
        }
        #expect(run.learningTimes(heights: [1e9]) == [nil])
    }

    @Test("the time of separation from a run's own start suffices, also where chance favours the mode left out")
    func separates() throws {
        // The third and the fourth eigenvalue are close, 15.4 and 13.3, and the fifth, 4.4, is far.
        let target = TargetMatrix(plantedCounts(words: 60, spreads: [0.9, 0.55, 0.6]))
        let pairs = try target.eigenpairs(rank: 3)
        func mixed(_ options: TrainingOptions) throws -> Double {
            3 * (1 - (try subspaceOverlap(Matrix<Double>(target.train(options).embedding.vectors), pairs.vectors)))
        }
        var worst = (known: 0.0, unknown: 0.0)
        for seed in 1...12 {
            var options = TrainingOptions(dimension: 3, start: 1e-4, seed: UInt64(seed), recordings: 2)
            options.endTime = try target.separationTime(dimension: 3, from: options.initialVectors(words: 60))
            worst.known = max(worst.known, try mixed(options))
            options.endTime = try target.separationTime(dimension: 3)
            worst.unknown = max(worst.unknown, try mixed(options))
        }
        #expect(worst.known < 0.015)
        #expect(worst.unknown > 0.015)
    }

    @Test("a training that was stopped, however often, goes on to the same result")
    func resumes() throws {
        try withTemporaryFolder { folder in
            let store = ResultStore(folder: folder, codeFingerprint: Fingerprint(of: "code"))
            let options = TrainingOptions(dimension: 3, endTime: 30, recordings: 40, snapshotTimes: [2, 20])
            let whole = try Self.target.train(options)
            let asked = Mutex(0)
            func attempt(stoppingAfter steps: Int) throws -> TrainingRun {
                asked.withLock { $0 = 0 }
                let context = ComputeContext(
                    store: store,
                    isCancelled: {
                        asked.withLock { count in
                            count += 1
                            return count > steps
                        }
                    })
                return try ComputeContext.$current.withValue(context) { try Self.target.train(options) }
            }
            for steps in [0, 1, whole.steps / 3, whole.steps / 3] {
                #expect(throws: CancellationError.self) { try attempt(stoppingAfter: steps) }
            }
            let resumed = try attempt(stoppingAfter: .max)
            // It is asked before each step. Only the last third, and the step before which it stopped, was left to do.
            #expect(asked.withLock { $0 } == whole.steps - 1 - 2 * (whole.steps / 3))
            #expect(resumed.embedding == whole.embedding && resumed.snapshots == whole.snapshots)
            #expect(resumed.losses == whole.losses && resumed.singularValues == whole.singularValues)
        }
    }

    @Test("smaller steps bring the learning times nearer to continuous time")
    func stepSize() throws {
        let eigenvalues = try Self.target.eigenpairs(rank: 1).eigenvalues
        func error(_ stepSize: Double) throws -> Double {
            let options = TrainingOptions(
                dimension: 1, start: 1e-6, stepSize: stepSize, longestStepSize: stepSize,
                endTime: 50 / eigenvalues[0], recordings: 300)
            let start = try ClosedForm.alignedStart(
                of: options.initialVectors(words: 60), eigenpairs: Self.target.eigenpairs(rank: 1))
            let theory = ClosedForm(eigenvalues: eigenvalues, squaredStarts: start).learningTime(0)!
            return try Self.target.train(options).learningTimes(heights: eigenvalues)[0]! / theory - 1
        }
        // A step multiplies the mode by 1 + h/2 instead of e^{h/2}: it grows slower by a quarter of h.
        #expect(try abs(error(0.2) - 0.05) < 0.01)
        #expect(try abs(error(0.02) - 0.005) < 0.002)
    }

    @Test("recorded losses and singular values are those of the snapshots")
    func snapshots() throws {
        let end = 30 / (try Self.target.eigenpairs(rank: 1).eigenvalues[0])
        let options = TrainingOptions(dimension: 3, start: 1e-2, endTime: end, snapshotTimes: [0, end])
        let run = try Self.target.train(options)
        #expect(run.snapshots.map(\.time) == [0, run.times.last!])
        #expect(run.snapshots[1].vectors == run.embedding.vectors)
        #expect(run.snapshots[0].vectors == Matrix<Float>(options.initialVectors(words: 60)))
        let dense = Self.target.dense()
        for (snapshot, index) in [(run.snapshots[0], 0), (run.snapshots[1], run.times.count - 1)] {
            let w = Matrix<Double>(snapshot.vectors)
            let distance = zip(w.timesTransposed(w).elements, dense.elements)
                .reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            #expect(abs(run.losses[index] / (distance / 4) - 1) < 1e-5)
            for (a, b) in zip(run.singularValues.row(index), try singularValues(of: w)) { #expect(abs(a - b) < 1e-5) }
        }
        let plane = try run.principalCoordinates(2)
        let columns = (0..<2).map { column in
            plane[1].coordinates.column(column).reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
        for (length, value) in zip(columns, run.singularValues.row(run.times.count - 1)) {
            #expect(abs(length - value) < 1e-5)
        }
    }

    @Test("the number of threads changes nothing, another seed does")
    func deterministic() throws {
        let target = TargetMatrix(plantedCounts(words: 150))
        let eigenvalue = try target.eigenpairs(rank: 1).eigenvalues[0]
        var options = TrainingOptions(dimension: 16, start: 1e-2, endTime: 20 / eigenvalue)
        let runs = try [1, 2, 7].map { threads in try onThreads(threads) { try target.train(options) } }
        for run in runs {
            #expect(run.embedding == runs[0].embedding)
            #expect(run.losses == runs[0].losses)
        }
        options.seed = 2
        #expect(try target.train(options).embedding != runs[0].embedding)
    }

    @Test("times are recorded from 0 to the end, ascending, without repetition")
    func times() throws {
        let end = 40 / (try Self.target.eigenpairs(rank: 1).eigenvalues[0])
        let run = try Self.target.train(TrainingOptions(dimension: 2, endTime: end, recordings: 50))
        #expect(run.times[0] == 0 && run.times.last! == end && run.times.count <= 51)
        #expect(zip(run.times, run.times.dropFirst()).allSatisfy { $0 < $1 })
        #expect(run.losses.count == run.times.count && run.singularValues.rows == run.times.count)
    }

    @Test("steps stop growing before directions with large negative eigenvalues swing")
    func negativeEigenvalues() throws {
        // Many small groups of words that never meet: nearly all elements are −2, and the norm is far above λ₁.
        let (groups, size) = (30, 4)
        let count = groups * size
        let dense = (0..<count * count).map { index in
            let (row, column) = (index / count, index % count)
            return row / size == column / size ? 100 + row / size : 0
        }
        let words = (0..<count).map { "w\($0)" }
        let target = TargetMatrix(
            Cooccurrences(
                vocabulary: Vocabulary(words: words, counts: words.map { _ in 1 }, totalTokens: count),
                window: 2, dense: dense, fingerprint: Fingerprint(of: "groups")))
        let largest = try target.eigenpairs(rank: 1).eigenvalues[0]
        #expect(try target.spectralNorm() > 10 * largest)
        let run = try target.train(TrainingOptions(dimension: 3, start: 1e-4))
        #expect(zip(run.losses, run.losses.dropFirst()).allSatisfy { $1 - $0 < 1e-6 * run.losses[0] })
        for value in run.singularValues.row(run.times.count - 1) { #expect(abs(value * value / largest - 1) < 0.05) }
    }

    @Test("a step that is too large ends in an error that says so")
    func divergence() {
        #expect {
            try Self.target.train(TrainingOptions(dimension: 4, start: 0.1, stepSize: 40, longestStepSize: 40))
        } throws: {
            guard case TrainingError.diverged(let step, _) = $0 else { return false }
            return "\($0)" == "the training diverged at step \(step) with a step size of 40.0/λ₁"
                && ($0 as? TrainingError)?.remedy
                    == "Lower the step size; 0.1 is safe, and more than 2 never converges."
        }
    }

    @Test("options that make no sense are refused by name")
    func options() {
        func message(_ change: (inout TrainingOptions) -> Void) -> String? {
            var options = TrainingOptions(dimension: 2)
            change(&options)
            do {
                _ = try Self.target.train(options)
                return nil
            } catch { return "\(error)" }
        }
        #expect(
            TrainingError.option(name: "start", value: "0.0", must: "positive").remedy
                == "Correct start, or leave it out to take its default.")
        #expect(message { $0.start = 0 } == "the training option start is 0.0, but must be positive")
        #expect(message { $0.stepSize = -.infinity } == "the training option stepSize is -inf, but must be positive")
        #expect(
            message { $0.longestStepSize = 0.01 }
                == "the training option longestStepSize is 0.01, but must be at least stepSize, 0.05")
        #expect(message { $0.recordings = 1 } == "the training option recordings is 1, but must be at least 2")
        #expect(message { $0.endTime = .nan } == "the training option endTime is nan, but must be positive")
        #expect(
            message { $0.snapshotTimes = [-1] } == "the training option snapshotTimes is -1.0, but must be 0 or later")
        #expect(
            message {
                $0.endTime = 0.5; $0.snapshotTimes = [2]
            }
                == "the training option snapshotTimes is 2.0, but must be at most 0.5, the end of the training")
        #expect(message { $0.endTime = 1e30 } == "the training until t = 1e+30 would take more than 1000000 steps")
        #expect(
            TrainingError.endless(endTime: 1, mostSteps: 2).remedy
                == "Ask for fewer dimensions, whose eigenvalues are larger, or set an earlier end time.")
    }

    @Test("a target without a positive eigenvalue teaches nothing")
    func nothingToLearn() {
        #expect {
            try TargetMatrix(counts([[0, 0], [0, 0]])).train(TrainingOptions(dimension: 1, endTime: 1))
        } throws: {
            guard case TrainingError.nothingToLearn(let eigenvalue) = $0 else { return false }
            return eigenvalue <= 0
                && "\($0)" == "nothing can be learned: the target's largest eigenvalue is \(eigenvalue)"
                && ($0 as? TrainingError)?.remedy == "Take a larger corpus."
        }
    }
}
