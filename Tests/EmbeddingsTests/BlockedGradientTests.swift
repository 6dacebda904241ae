import CTrainingKernels
import Computation
import Embeddings
import Foundation
import LinearAlgebra
import Testing
import TextStatistics

@Suite("The blocked gradient")
struct BlockedGradientTests {
    @Test(
        "agrees with the reference to single precision, for any size",
        arguments: weightings.flatMap { weighting in Objective.Loss.allCases.map { (weighting, $0) } },
        [1, 2, 17, 63, 300, 1100])
    func agrees(_ corner: (weighting: PairWeighting, loss: Objective.Loss), words: Int) {
        let objective = Objective(
            randomCounts(words: words, seed: UInt64(words)), loss: corner.loss, weighting: corner.weighting)
        var generator = SeededGenerator(seed: 1)
        let w = Matrix<Float>.randomNormal(rows: words, columns: 5, standardDeviation: 0.7, using: &generator)
        let evaluator = BlockedGradient(objective, dimension: 5)
        var gradient = Matrix<Float>(rows: words, columns: 5, repeating: .nan)
        let value = evaluator.evaluate(at: w, gradient: &gradient)
        let reference = objective.gradient(Matrix<Double>(w))
        // The terms are of both signs: the error is relative to what they would sum to without signs.
        let scale = objective.meanWeight * Double(words)
        #expect(abs(value - objective.value(Matrix<Double>(w))) <= 1e-6 * scale * Double(words))
        let worst = zip(gradient.elements, reference.elements).map { abs(Double($0) - $1) }.max()!
        #expect(worst <= 2e-5 * scale)
    }

    @Test("the number of threads changes no bit", arguments: Objective.Loss.allCases)
    func deterministic(loss: Objective.Loss) {
        let objective = Objective(plantedCounts(words: 1101), loss: loss, weighting: weightings[3])
        var generator = SeededGenerator(seed: 2)
        let w = Matrix<Float>.randomNormal(rows: 1101, columns: 7, using: &generator)
        let results = [1, 2, 3].map { threads in
            onThreads(threads) {
                let evaluator = BlockedGradient(objective, dimension: 7)
                var gradient = w
                let value = evaluator.evaluate(at: w, gradient: &gradient)
                return gradient.elements + [Float(value), Float(value - Double(Float(value)))]
            }
        }
        #expect(results[1] == results[0] && results[2] == results[0])
    }

    @Test("W that is not finite gives a loss that is not finite", arguments: Objective.Loss.allCases)
    func notFinite(loss: Objective.Loss) {
        let objective = Objective(randomCounts(words: 40, seed: 3), loss: loss)
        for value in [Float.nan, .infinity] {
            var w = Matrix<Float>(rows: 40, columns: 2, repeating: 0.1)
            w[7, 1] = value
            let evaluator = BlockedGradient(objective, dimension: 2)
            var gradient = w
            #expect(!evaluator.evaluate(at: w, gradient: &gradient).isFinite)
            #expect(!gradient[7, 0].isFinite)
        }
    }

    /// Losses and derivatives of pairs with the weights p and n, from one call of the kernel.
    private func kernel(
        _ loss: Objective.Loss, _ x: [Float], positive: Float, negative: Float
    ) -> (sum: Double, derivatives: [Float]) {
        let positives = Array(repeating: positive, count: x.count)
        let (`as`, bs) = (Array(repeating: Float(0), count: x.count), Array(repeating: negative, count: x.count))
        var derivatives = x
        let sum = positives.withUnsafeBufferPointer { positives in
            `as`.withUnsafeBufferPointer { `as` in
                bs.withUnsafeBufferPointer { bs in
                    let weights = pair_weights(
                        count: Int64(x.count), positives: positives.baseAddress!, a: 1, b: 0, as: `as`.baseAddress!,
                        bs: bs.baseAddress!, totals: false)
                    return loss == .logistic
                        ? logistic_derivatives(weights, &derivatives) : quartic_derivatives(weights, &derivatives)
                }
            }
        }
        return (sum, derivatives)
    }

    @Test("logistic values and derivatives are within a few units in the last place, from −100 to 100")
    func accuracy() {
        var points: [Float] = Array(stride(from: -100, through: 100, by: 0.0137))
        points += [0, -0.0, 1e-38, -1e-38, 1e-20, -1e-20, 1e-7, -1e-7, 1e-3, -1e-3]
        points += [-88.2, -87.4, -87.2, 87.2, 87.4, 88.2]
        var worst: (error: Double, x: Float) = (0, 0)
        for x in points {
            let exact = (up: log1p(exp(Double(x))), down: log1p(exp(-Double(x))))
            let slope = (up: 1 / (1 + exp(-Double(x))), down: 1 / (1 + exp(Double(x))))
            let negative = kernel(.logistic, [x], positive: 0, negative: 1)
            let positive = kernel(.logistic, [x], positive: 1, negative: 0)
            let found = [
                negative.sum, positive.sum, Double(negative.derivatives[0]), -Double(positive.derivatives[0]),
            ]
            for (found, wanted) in zip(found, [exact.up, exact.down, slope.up, slope.down]) {
                if abs(found - wanted) > 1.2e-38 {
                    worst = [worst, (abs(found / wanted - 1), x)].max { $0.error < $1.error }!
                }
            }
        }
        #expect(worst.error < 4 * Double(Float.ulpOfOne), "at x = \(worst.x)")
    }

    @Test("a piece of any length is the sum of its pairs", arguments: Objective.Loss.allCases)
    func pieces(loss: Objective.Loss) {
        var generator = SeededGenerator(seed: 4)
        for count in [0, 1, 15, 16, 17, 33, 250] {
            let x = (0..<count).map { _ in Float(3 * generator.normal()) }
            let whole = kernel(loss, x, positive: 0.7, negative: 0.4)
            let parts = x.map { kernel(loss, [$0], positive: 0.7, negative: 0.4) }
            #expect(whole.derivatives == parts.flatMap(\.derivatives))
            #expect(abs(whole.sum - parts.reduce(0) { $0 + $1.sum }) <= 1e-14 * Double(count))
        }
    }

    @Test("quartic values and derivatives by hand")
    func quartic() {
        // p(x²/4 − x) + n(x²/4 + x) and p(x/2 − 1) + n(x/2 + 1) for p = 2, n = 1, x = 4.
        let result = kernel(.quartic, [4], positive: 2, negative: 1)
        #expect(result.sum == 8 && result.derivatives == [5])
    }
}
