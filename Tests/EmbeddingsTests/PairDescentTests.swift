import Computation
import Files
import Foundation
import LinearAlgebra
import Synchronization
import TestSupport
import Testing
import TextStatistics

@testable import Embeddings

@Suite("Training on sampled pairs")
struct PairDescentTests {
    static let planted = plantedCounts(words: 40, spreads: [0.7, 0.5, 0.35])

    @Test("pairs are drawn with the frequencies of the counts")
    func frequencies() {
        let counts = counts([[0, 6, 2, 0], [6, 0, 2, 0], [2, 2, 0, 4], [0, 0, 4, 0]])
        let sampler = PairSampler(counts)
        var generator = SeededGenerator(seed: 1)
        var (pairs, words) = (Array(repeating: 0, count: 16), Array(repeating: 0, count: 4))
        let draws = 28_000
        for _ in 0..<draws {
            let (row, column, count) = sampler.occurring(using: &generator)
            #expect(counts[row, column] == count)
            pairs[row * 4 + column] += 1
            words[sampler.word(using: &generator)] += 1
        }
        for index in 0..<16 {
            let expected = 1000 * Int(counts[index / 4, index % 4])
            #expect(abs(pairs[index] - expected) <= 5 * Int(Double(expected).squareRoot()))
        }
        for (word, expected) in [8000, 8000, 8000, 4000].enumerated() { #expect(abs(words[word] - expected) < 400) }
    }

    @Test("all pairs can be drawn where there are many blocks of counts")
    func blocks() {
        let counts = randomCounts(words: 30, seed: 2)
        let sampler = PairSampler(counts)
        var generator = SeededGenerator(seed: 3)
        var squares = 0.0
        var found = Array(repeating: 0.0, count: 900)
        for _ in 0..<100_000 {
            let (row, column, _) = sampler.occurring(using: &generator)
            found[row * 30 + column] += 1
        }
        for index in 0..<900 {
            let expected = 1e5 * Double(counts[index / 30, index % 30]) / Double(counts.total)
            if expected == 0 {
                #expect(found[index] == 0)
            } else {
                squares += pow(found[index] - expected, 2) / expected
            }
        }
        // χ² has the mean of its degrees of freedom and a variance of twice that.
        let freedom = Double(counts.nonzeroCount - 1)
        #expect(abs(squares - freedom) < 5 * (2 * freedom).squareRoot())
    }

    @Test(
        "the mean of many estimates is the gradient, and that of the losses the value",
        arguments: weightings, Objective.Loss.allCases)
    func unbiased(weighting: PairWeighting, loss: Objective.Loss) {
        let objective = Objective(randomCounts(words: 12, seed: 4), loss: loss, weighting: weighting)
        var generator = SeededGenerator(seed: 5)
        let w = Matrix<Float>.randomNormal(rows: 12, columns: 3, standardDeviation: 0.8, using: &generator)
        let batches = PairBatches(objective, size: 700, seed: 6)
        var (sums, squares, losses) = (Array(repeating: 0.0, count: 36), Array(repeating: 0.0, count: 36), 0.0)
        let draws = 400
        var gradient = w
        for step in 0..<draws {
            losses += batches.estimate(step: step, at: w, gradient: &gradient)
            for (index, value) in gradient.elements.enumerated() {
                sums[index] += Double(value)
                squares[index] += Double(value) * Double(value)
            }
        }
        let scale = 144 * objective.meanWeight
        let exact = objective.gradient(Matrix<Double>(w)).elements.map { $0 / scale }
        for index in 0..<36 {
            let mean = sums[index] / Double(draws)
            let error = ((squares[index] / Double(draws) - mean * mean) / Double(draws)).squareRoot()
            #expect(abs(mean - exact[index]) < 5 * error)
            // So that this can fail: a hundredth of the gradient's size is noticed.
            #expect(error < 0.05 * exact.map(abs).max()!)
        }
        let value = objective.value(Matrix<Double>(w)) / scale
        #expect(abs(losses / Double(draws) - value) < 0.02 * (abs(value) + 1))
    }

    @Test("reaches the minimum that is known in closed form", arguments: [PairWeighting.balanced, .unigramProduct])
    func converges(weighting: PairWeighting) throws {
        let objective = Objective(Self.planted, weighting: weighting)
        let run = try objective.trainOnPairs(PairDescentOptions(dimension: 3, steps: 3000, batch: 2000, recordings: 20))
        let solution = try #require(objective.factorization).vectors(dimension: 3)
        #expect(try subspaceOverlap(Matrix<Double>(run.embedding.vectors), solution) > 0.999)
        let last = run.singularValues.row(run.times.count - 1)
        for (value, wanted) in zip(last, try singularValues(of: solution)) { #expect(abs(value / wanted - 1) < 0.01) }
        let least = objective.value(solution) - objective.leastValue
        #expect(abs(run.losses.last! / least - 1) < 0.01)
        #expect(run.normalizedLosses[0] == 1 && run.normalizedLosses.last! < 0.3)
    }

    @Test("follows the closed form in time")
    func time() throws {
        let objective = Objective(Self.planted)
        let options = PairDescentOptions(
            dimension: 3, steps: 3000, batch: 1000, stepSize: 0.03, start: 1e-3)
        let run = try objective.trainOnPairs(options)
        let pairs = try objective.target.eigenpairs(rank: 3)
        #expect(abs(try objective.growthRate() / pairs.eigenvalues[0] - 1) < 1e-5)
        let theory = ClosedForm(
            eigenvalues: pairs.eigenvalues,
            squaredStarts: try ClosedForm.alignedStart(of: options.initialVectors(words: 40), eigenpairs: pairs))
        for (measured, expected) in zip(run.learningTimes(heights: pairs.eigenvalues), theory.learningTimes) {
            #expect(abs(try #require(measured) / #require(expected) - 1) < 0.05)
        }
    }

    @Test("times grow by the step size, and by a tenth of it in the last quarter; snapshots and recordings agree")
    func schedule() throws {
        let objective = Objective(Self.planted, loss: .logistic)
        let unit = 0.05 / (try objective.growthRate())
        let options = PairDescentOptions(
            dimension: 2, steps: 40, batch: 50, recordings: 500, snapshotTimes: [0, 20 * unit, 30.5 * unit, 31 * unit])
        let run = try objective.trainOnPairs(options)
        #expect(run.steps == 40 && run.times.count == 41)
        for step in 0...40 {
            let expected = Double(min(step, 30)) + Double(max(0, step - 30)) / 10
            #expect(abs(run.times[step] / unit - expected) < 1e-9)
        }
        for (snapshot, step) in zip(run.snapshots, [0, 20, 35, 40]) {
            #expect(snapshot.time == run.times[step])
            let w = Matrix<Double>(snapshot.vectors)
            #expect(abs(run.losses[step] - (objective.value(w) - objective.leastValue)) < 1e-3)
            for (a, b) in zip(run.singularValues.row(step), try singularValues(of: w)) { #expect(abs(a - b) < 1e-12) }
        }
        #expect(run.snapshots[0].vectors == Matrix<Float>(options.initialVectors(words: 40)))
        #expect(run.snapshots[3].vectors == run.embedding.vectors)
    }

    @Test("the number of threads changes nothing, another seed does", arguments: Objective.Loss.allCases)
    func deterministic(loss: Objective.Loss) throws {
        let objective = Objective(Self.planted, loss: loss, weighting: weightings[3])
        var options = PairDescentOptions(dimension: 5, steps: 30, batch: 3000)
        let runs = try [1, 2, 7].map { threads in try onThreads(threads) { try objective.trainOnPairs(options) } }
        for run in runs { #expect(run.embedding == runs[0].embedding && run.losses == runs[0].losses) }
        options.seed = 2
        #expect(try objective.trainOnPairs(options).embedding != runs[0].embedding)
    }

    @Test("a training that was cancelled goes on where it stopped, and ends as if it had not been")
    func resume() throws {
        try withTemporaryFolder { folder in
            let objective = Objective(Self.planted, loss: .logistic)
            let unit = 0.05 / (try objective.growthRate())
            let options = PairDescentOptions(
                dimension: 3, steps: 200, batch: 100, recordings: 30, snapshotTimes: [10 * unit, 150 * unit])
            let whole = try objective.trainOnPairs(options)
            let asked = Atomic(0)
            let fractions = Mutex<[Double]>([])
            var context = ComputeContext(
                store: ResultStore(folder: folder, codeFingerprint: Fingerprint(of: "code")),
                progress: { _, fraction in if let fraction { fractions.withLock { $0.append(fraction) } } },
                isCancelled: { asked.wrappingAdd(1, ordering: .relaxed).newValue >= 100 })
            #expect(throws: CancellationError.self) {
                try ComputeContext.$current.withValue(context) { try objective.trainOnPairs(options) }
            }
            context.isCancelled = { false }
            fractions.withLock { $0 = [] }
            let resumed = try ComputeContext.$current.withValue(context) { try objective.trainOnPairs(options) }
            #expect(fractions.withLock { $0.first } == 128 / 200.0)
            #expect(resumed.embedding == whole.embedding && resumed.snapshots == whole.snapshots)
            #expect(resumed.losses == whole.losses && resumed.times == whole.times)
            #expect(resumed.singularValues == whole.singularValues && resumed.snapshots.count == 2)
        }
    }

    @Test("steps that are too long end in an error that says so", arguments: Objective.Loss.allCases)
    func divergence(loss: Objective.Loss) {
        let options = PairDescentOptions(dimension: 4, steps: 500, batch: 100, stepSize: 300)
        #expect { try Objective(Self.planted, loss: loss).trainOnPairs(options) } throws: { error in
            guard case TrainingError.pairsDiverged(let step, _, _) = error else { return false }
            return "\(error)"
                == "the training on batches of 100 pairs diverged at step \(step) with a step size of 300.0/λ"
                && (error as? TrainingError)?.remedy
                    == "Lower the step size, or take larger batches, whose gradients scatter less."
        }
    }

    @Test("options that make no sense, and counts from which nothing can be learned, are refused")
    func options() {
        func message(_ change: (inout PairDescentOptions) -> Void) -> String? {
            var options = PairDescentOptions(dimension: 2, steps: 10, batch: 10)
            change(&options)
            do {
                _ = try Objective(Self.planted).trainOnPairs(options)
                return nil
            } catch { return "\(error)" }
        }
        #expect(message { $0.steps = 0 } == "the training option steps is 0, but must be from 1 to 100000000")
        #expect(message { $0.batch = -1 } == "the training option batch is -1, but must be from 1 to 100000000")
        #expect(message { $0.stepSize = .nan } == "the training option stepSize is nan, but must be positive")
        #expect(message { $0.start = 0 } == "the training option start is 0.0, but must be positive")
        #expect(message { $0.recordings = 1 } == "the training option recordings is 1, but must be at least 2")
        #expect(
            message { $0.snapshotTimes = [-1] } == "the training option snapshotTimes is -1.0, but must be 0 or later")
        #expect(message { $0.snapshotTimes = [1e9] }?.contains("but must be at most") == true)
        #expect(
            message { $0.dimension = 41 }
                == "41 dimensions were asked for, more than the 40 words of the vocabulary")
        #expect(throws: TrainingError.nothingToLearn(largestEigenvalue: 0)) {
            try Objective(counts([[0, 0], [0, 0]])).trainOnPairs(PairDescentOptions(dimension: 1, steps: 1))
        }
    }
}
