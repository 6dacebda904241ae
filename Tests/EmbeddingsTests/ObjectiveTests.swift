import Computation
import Embeddings
import Foundation
import LinearAlgebra
import Testing
import TextStatistics

/// The weightings that are tested; subsampling is such that it drops some of the words of small examples.
let weightings: [PairWeighting] = [
    .balanced, .unigramProduct, .unit,
    .word2vec(NegativeSampling(subsampling: 0.02, noiseExponent: 0.75, negatives: 2.5)),
]

@Suite("Objectives")
struct ObjectiveTests {
    @Test("the losses of two words by hand")
    func byHand() {
        // P = [[0, ½], [½, 0]], P_iP_j = ¼; W = (1, 2)ᵀ, so x = [[1, 2], [2, 4]].
        let counts = counts([[0, 1], [1, 0]])
        let w = Matrix<Double>([[1], [2]])
        // ¼(¼ + 1) + ¼(4 + 4) + 2·(½(1 − 2) + ¼(1 + 2))
        #expect(Objective(counts, weighting: .unit).value(w) == 0.3125 + 2 + 0.5)
        // Each bracket is divided by P_ij + P_iP_j: ¼ on the diagonal, ¾ off it; and multiplied by P_iP_j.
        #expect(abs(Objective(counts).value(w) - (1.25 + 8 + 0.5 / 0.75)) < 1e-14)
        #expect(
            abs(Objective(counts, weighting: .unigramProduct).value(w) - (1.25 + 8 + 0.5 / 0.75) / 4) < 1e-14)
        func up(_ x: Double) -> Double { log(1 + exp(x)) }
        let expected = 0.25 * up(1) + 0.25 * up(4) + 2 * (0.5 * up(-2) + 0.25 * up(2))
        #expect(abs(Objective(counts, loss: .logistic, weighting: .unit).value(w) - expected) < 1e-14)
    }

    /// The weights as word2vec's sampling defines them, pair by pair.
    private func sampled(_ counts: Cooccurrences, _ sampling: NegativeSampling) -> (Matrix<Double>, Matrix<Double>) {
        let (size, total) = (counts.vocabulary.count, Double(counts.total))
        let share = counts.marginals.map { Double($0) / total }
        let keep = share.map { share -> Double in
            guard let t = sampling.subsampling else { return 1 }
            return min(1, t / share + (t / share).squareRoot())
        }
        var positive = Matrix<Double>(rows: size, columns: size)
        for i in 0..<size { for j in 0..<size { positive[i, j] = Double(counts[i, j]) / total * keep[i] * keep[j] } }
        let sum = positive.elements.reduce(0, +)
        positive = positive.map { $0 / sum }
        let marginal = (0..<size).map { positive.row($0).reduce(0, +) }
        let noise = share.map { pow($0, sampling.noiseExponent) }
        let noiseSum = noise.reduce(0, +)
        var negative = positive
        for i in 0..<size {
            for j in 0..<size {
                negative[i, j] =
                    sampling.negatives * 0.5 * (marginal[i] * noise[j] + marginal[j] * noise[i]) / noiseSum
            }
        }
        return (positive, negative)
    }

    @Test("word2vec's weights are those of its sampling, the positives sum to 1 and the negatives to k")
    func sampling() {
        let counts = randomCounts(words: 20, seed: 5)
        let sampling = NegativeSampling(subsampling: 0.02, noiseExponent: 0.75, negatives: 2.5)
        #expect(counts.marginals.contains { sampling.keepProbability(ofShare: Double($0) / Double(counts.total)) < 1 })
        let (positive, negative) = sampled(counts, sampling)
        var generator = SeededGenerator(seed: 6)
        let w = Matrix<Double>.randomNormal(rows: 20, columns: 3, using: &generator)
        let x = w.timesTransposed(w)
        var (quartic, logistic) = (0.0, 0.0)
        for index in x.elements.indices {
            let (x, p, n) = (x.elements[index], positive.elements[index], negative.elements[index])
            quartic += p * (x * x / 4 - x) + n * (x * x / 4 + x)
            logistic += p * log(1 + exp(-x)) + n * log(1 + exp(x))
        }
        let weighting = PairWeighting.word2vec(sampling)
        #expect(abs(Objective(counts, weighting: weighting).value(w) - quartic) < 1e-12)
        let objective = Objective(counts, loss: .logistic, weighting: weighting)
        #expect(abs(objective.value(w) - logistic) < 1e-12)
        #expect(abs(objective.meanWeight - 3.5 / 400) < 1e-15)
        let target = objective.target.dense()
        let quarticTarget = Objective(counts, weighting: weighting).target.dense()
        for index in x.elements.indices {
            let (p, n) = (positive.elements[index], negative.elements[index])
            #expect(abs(quarticTarget.elements[index] - 2 * (p - n) / (p + n)) < 1e-12)
            #expect(abs(target.elements[index] - log(p / n + 1e-25)) < 1e-12)
        }
    }

    @Test("a word is kept with word2vec's probability")
    func keep() {
        let sampling = NegativeSampling(subsampling: 1e-4)
        #expect(sampling.keepProbability(ofShare: 0.04) == 0.0025 + 0.05)
        #expect(sampling.keepProbability(ofShare: 1e-4) == 1)
        #expect(sampling.keepProbability(ofShare: 0) == 1)
        #expect(NegativeSampling(subsampling: nil).keepProbability(ofShare: 0.5) == 1)
    }

    @Test("the gradient agrees with finite differences of the value", arguments: weightings, Objective.Loss.allCases)
    func gradient(weighting: PairWeighting, loss: Objective.Loss) {
        let objective = Objective(randomCounts(words: 12, seed: 1), loss: loss, weighting: weighting)
        var generator = SeededGenerator(seed: 2)
        let w = Matrix<Double>.randomNormal(rows: 12, columns: 3, using: &generator)
        let gradient = objective.gradient(w)
        let scale = objective.meanWeight * 144
        let step = 1e-5
        for row in 0..<12 {
            for column in 0..<3 {
                var (above, below) = (w, w)
                above[row, column] += step
                below[row, column] -= step
                let slope = (objective.value(above) - objective.value(below)) / (2 * step)
                #expect(abs(slope - gradient[row, column]) < 1e-8 * scale)
            }
        }
    }

    @Test("Theorem 1 and Proposition 2: the quartic loss is that of factorising M*", arguments: weightings)
    func theorem(weighting: PairWeighting) {
        var generator = SeededGenerator(seed: 3)
        for (words, scale) in [(7, 0.1), (50, 1), (300, 0.5)] {
            let objective = Objective(randomCounts(words: words, seed: UInt64(words)), weighting: weighting)
            let w = Matrix<Double>.randomNormal(rows: words, columns: 5, standardDeviation: scale, using: &generator)
            let sides = objective.theorem1(w)
            #expect(sides.relativeDifference < 1e-11)
            #expect(sides.loss != 0 && sides.loss == objective.value(w))
            // The distance is what the value exceeds the least value by.
            let distance = sides.loss - objective.leastValue
            #expect(distance > 0)
            if weighting == .balanced {
                let target = objective.target.dense()
                let direct = (w.timesTransposed(w) + target.map { -$0 }).squaredFrobeniusNorm / 4
                #expect(abs(distance / direct - 1) < 1e-11)
                let start = Matrix<Double>(rows: words, columns: 5)
                let share = objective.normalized(sides.loss, start: objective.value(start))
                #expect(abs(share / (4 * direct / target.squaredFrobeniusNorm) - 1) < 1e-11)
            }
        }
    }

    @Test(
        "no matrix has less than the least value, and the target has it", arguments: weightings, Objective.Loss.allCases
    )
    func least(weighting: PairWeighting, loss: Objective.Loss) throws {
        // Random counts of which all pairs occur, and whose target is positive definite: then WWᵀ can be the target.
        let counts = plantedCounts(words: 10)
        let objective = Objective(counts, loss: loss, weighting: weighting)
        let pairs = try leadingEigenpairs(of: objective.target.dense(), count: 10)
        let solution = pairs.vectors * Matrix(diagonal: pairs.eigenvalues.map { max(0, $0).squareRoot() })
        let reached = objective.value(solution)
        #expect(reached >= objective.leastValue)
        // What is missing comes from the negative eigenvalues alone; every other embedding has more.
        var generator = SeededGenerator(seed: 7)
        let w = Matrix<Double>.randomNormal(rows: 10, columns: 10, standardDeviation: 0.2, using: &generator)
        #expect(objective.value(w) > objective.leastValue)
        #expect(objective.normalized(objective.value(w), start: objective.value(w)) == 1)
    }

    @Test("both losses begin alike: minus flowScale times the gradient is ½M*W for small W", arguments: weightings)
    func flow(weighting: PairWeighting) {
        let counts = randomCounts(words: 15, seed: 8)
        var generator = SeededGenerator(seed: 9)
        let w = Matrix<Double>.randomNormal(rows: 15, columns: 4, standardDeviation: 1e-5, using: &generator)
        let quartic = Objective(counts, weighting: weighting)
        let logistic = Objective(counts, loss: .logistic, weighting: weighting)
        let (first, second) = (quartic.gradient(w), logistic.gradient(w))
        for (a, b) in zip(first.elements, second.elements) {
            #expect(abs(a * quartic.flowScale - b * logistic.flowScale) < 1e-12)
        }
        if weighting == .balanced {
            let direction = quartic.target.dense() * w
            for (a, b) in zip(first.elements, direction.elements) {
                #expect(abs(-a * quartic.flowScale - b / 2) < 1e-12)
            }
        }
    }

    @Test("the balanced and the unigram product's target is M* itself; the unit weighting's is equal to it")
    func targets() {
        let counts = randomCounts(words: 25, seed: 10)
        let target = TargetMatrix(counts)
        for weighting in [PairWeighting.balanced, .unigramProduct] {
            #expect(Objective(counts, weighting: weighting).target.fingerprint == target.fingerprint)
            #expect(Objective(counts, weighting: weighting).target.dense() == target.dense())
        }
        let unit = Objective(counts, weighting: .unit).target
        #expect(unit.fingerprint != target.fingerprint)
        for (a, b) in zip(unit.dense().elements, target.dense().elements) { #expect(abs(a - b) < 1e-13) }
        let logistic = Objective(counts, loss: .logistic).target
        #expect(logistic.fingerprint == PMIMatrix(counts, positive: false).fingerprint)
    }

    @Test("operators and eigenpairs of a target with word2vec's weights are those of its elements")
    func weightedTarget() throws {
        let counts = plantedCounts(words: 30)
        let target = TargetMatrix(counts, weighting: weightings[3])
        let dense = target.dense()
        #expect(dense == dense.symmetrized)
        let worst = zip(target.symmetricOperator().dense.elements, dense.elements).map { abs($0 - $1) }.max()!
        #expect(worst < 1e-6)
        let pairs = try target.eigenpairs(rank: 3)
        #expect(target.residuals(of: pairs).allSatisfy { $0 < 1e-11 })
        #expect(abs(target.squaredFrobeniusNorm / dense.squaredFrobeniusNorm - 1) < 1e-14)
        #expect(abs(dense[0, 1] - TargetMatrix(counts).dense()[0, 1]) > 1e-3)
    }

    @Test("in Setting 3.1 the gradient is (WWᵀ − M*)W and vanishes at the leading eigenvectors")
    func stationary() throws {
        let objective = Objective(plantedCounts(words: 20))
        let pairs = try objective.target.eigenpairs(rank: 3)
        let solution = pairs.vectors * Matrix(diagonal: pairs.eigenvalues.map { $0.squareRoot() })
        #expect(objective.gradient(solution).elements.allSatisfy { abs($0) < 1e-11 })
        // No other embedding of three dimensions has a smaller loss.
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<20 {
            let change = Matrix<Double>.randomNormal(rows: 20, columns: 3, standardDeviation: 0.1, using: &generator)
            #expect(objective.value(solution + change) > objective.value(solution))
        }
    }

    @Test(
        "a word without co-occurrences is repelled by every other word, and nothing becomes NaN", arguments: weightings)
    func lonelyWord(weighting: PairWeighting) {
        let w = Matrix<Double>([[1], [0.5], [-1]])
        for rows in [[[0, 2, 0], [2, 0, 0], [0, 0, 0]], [[0, 0, 0], [0, 0, 0], [0, 0, 0]]] {
            let quartic = Objective(counts(rows), weighting: weighting)
            #expect(quartic.theorem1(w).relativeDifference < 1e-14)
            let logistic = Objective(counts(rows), loss: .logistic, weighting: weighting)
            #expect(logistic.value(w).isFinite && logistic.leastValue.isFinite)
            #expect(logistic.gradient(w).elements.allSatisfy { $0.isFinite })
        }
    }

    @Test("far out the logistic loss is a straight line, and does not overflow")
    func farOut() {
        let objective = Objective(counts([[1, 1], [1, 1]]), loss: .logistic)
        // All weights are ½, and all products 10⁶.
        let w = Matrix<Double>([[1000], [1000]])
        #expect(abs(objective.value(w) - 4 * 0.5 * 1e6) < 1e-6)
        #expect(objective.gradient(w).elements.allSatisfy { abs($0 - 2 * 2 * 0.5 * 1000) < 1e-9 })
    }

    @Test("the number of threads changes nothing", arguments: Objective.Loss.allCases)
    func deterministic(loss: Objective.Loss) {
        let objective = Objective(randomCounts(words: 300, seed: 11), loss: loss, weighting: weightings[3])
        var generator = SeededGenerator(seed: 12)
        let w = Matrix<Double>.randomNormal(rows: 300, columns: 6, using: &generator)
        let results = [1, 2, 5].map { threads in
            onThreads(threads) { [[objective.value(w)], objective.gradient(w).elements, [objective.leastValue]] }
        }
        #expect(results[1] == results[0] && results[2] == results[0])
    }

    @Test("fingerprints tell objectives apart")
    func fingerprints() {
        let counts = randomCounts(words: 5, seed: 13)
        let all = weightings.flatMap { weighting in
            Objective.Loss.allCases.map { Objective(counts, loss: $0, weighting: weighting).fingerprint }
        }
        #expect(Set(all).count == all.count)
        #expect(Objective(counts).fingerprint == Objective(counts, loss: .quartic, weighting: .balanced).fingerprint)
        #expect(
            "\(PairWeighting.word2vec(NegativeSampling()))"
                == "word2vec (subsampling 1e-05, noise exponent 0.75, negatives 1.0)")
    }
}
