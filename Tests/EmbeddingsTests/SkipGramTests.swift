import CTrainingKernels
import Computation
import Foundation
import LinearAlgebra
import Testing
import TextStatistics

@testable import Embeddings

/// A pair of words with its words of noise.
private struct Pair: Hashable {
    var input: Int
    var centre: Int
    var noise: [Int]
}

/// A vocabulary of words "w0", "w1", … with these counts.
private func vocabulary(_ counts: [Int]) -> Vocabulary {
    Vocabulary(words: counts.indices.map { "w\($0)" }, counts: counts, totalTokens: counts.reduce(0, +))
}

/// A model of random vectors; of zeros where `scale` is 0.
private func model(
    counts: [Int], dimension: Int = 2, scale: Double = 0, isTied: Bool = false, window: Int = 2, negatives: Int = 2,
    subsampling: Double? = nil, noiseExponent: Double = 0.75
) -> SkipGramModel {
    var generator = SeededGenerator(seed: 7)
    func random() -> Matrix<Float> {
        .randomNormal(rows: counts.count, columns: dimension, standardDeviation: scale, using: &generator)
    }
    return SkipGramModel(
        input: random(), output: isTied ? nil : random(),
        tables: SamplingTables(vocabulary(counts), subsampling: subsampling, noiseExponent: noiseExponent),
        window: window, negatives: negatives)
}

/// Descends on given pairs; all have as many words of noise as the model.
private func descend(_ pairs: [Pair], on model: SkipGramModel, rate: Float) -> skip_gram_sums {
    let width = Int(skip_gram_width(Int64(model.negatives)))
    var inputs = pairs.map { UInt32($0.input) }
    var targets = pairs.flatMap { pair in
        let words = [pair.centre] + pair.noise
        return (words + Array(repeating: pair.centre, count: width - words.count)).map { UInt32($0) }
    }
    var pointers = model.pointers
    var sums = skip_gram_sums(loss: 0, pairs: 0, finite: true)
    inputs.withUnsafeMutableBufferPointer { inputs in
        targets.withUnsafeMutableBufferPointer { targets in
            var list = skip_gram_pairs(
                capacity: Int64(pairs.count), inputs: inputs.baseAddress, targets: targets.baseAddress)
            skip_gram_descend(&pointers, &list, Int64(pairs.count), rate, &sums)
        }
    }
    return sums
}

/// The sentences of a text, and the pairs of each, as the inner loops make them.
private func sentences(_ numbers: [UInt32], _ model: SkipGramModel, seed: UInt64 = 1) -> [(words: [Int], pairs: [Pair])]
{
    var pointers = model.pointers
    var (place, random) = (Int64(0), seed)
    var sentence = [UInt32](repeating: 0, count: SKIP_GRAM_SENTENCE)
    let (capacity, width) = (2 * model.window + 100, Int(skip_gram_width(Int64(model.negatives))))
    var inputs = [UInt32](repeating: 0, count: capacity)
    var targets = [UInt32](repeating: 0, count: capacity * width)
    var result: [(words: [Int], pairs: [Pair])] = []
    inputs.withUnsafeMutableBufferPointer { inputs in
        targets.withUnsafeMutableBufferPointer { targets in
            var list = skip_gram_pairs(
                capacity: Int64(capacity), inputs: inputs.baseAddress, targets: targets.baseAddress)
            while place < numbers.count {
                let length = skip_gram_sentence(
                    &pointers, numbers, Int64(numbers.count), &place, &random, &sentence)
                var centre = Int64(0)
                var pairs: [Pair] = []
                while centre < length {
                    let count = skip_gram_collect(&pointers, sentence, length, &centre, &random, &list)
                    for pair in 0..<Int(count) {
                        let own = targets[pair * width..<(pair + 1) * width].map { Int($0) }
                        #expect(own[(model.negatives + 1)...].allSatisfy { $0 == own[0] })
                        pairs.append(
                            Pair(input: Int(inputs[pair]), centre: own[0], noise: Array(own[1...model.negatives])))
                    }
                }
                result.append((sentence[..<Int(length)].map { Int($0) }, pairs))
            }
        }
    }
    return result
}

/// `−ln σ(w·c) − Σ_n ln σ(−w·n)`, without the noise that is the centre word.
private func loss(_ pair: Pair, _ input: Matrix<Double>, _ output: Matrix<Double>) -> Double {
    func product(_ word: Int) -> Double { zip(input.row(pair.input), output.row(word)).reduce(0) { $0 + $1.0 * $1.1 } }
    let noise = pair.noise.filter { $0 != pair.centre }
    return log1p(exp(-product(pair.centre))) + noise.reduce(0) { $0 + log1p(exp(product($1))) }
}

@Suite("The inner loops of skip-gram")
struct SkipGramTests {
    @Test("a step changes the vectors as reckoned by hand")
    func byHand() {
        let model = SkipGramModel(
            input: Matrix([[1, 2], [0, 0], [0, 0]]), output: Matrix([[0, 0], [0.5, -0.25], [0, 0]]),
            tables: SamplingTables(vocabulary([1, 1, 1]), subsampling: nil, noiseExponent: 0.75), window: 1,
            negatives: 1)
        // Both products are 0, so σ is ½ and both words move by half the rate.
        let sums = descend([Pair(input: 0, centre: 1, noise: [2])], on: model, rate: 0.5)
        #expect(model.input.matrix == Matrix([[1.125, 1.9375], [0, 0], [0, 0]]))
        #expect(model.output.matrix == Matrix([[0, 0], [0.75, 0.25], [-0.25, -0.5]]))
        #expect(abs(sums.loss - 2 * log(2)) < 1e-6)
        #expect(sums.pairs == 1 && sums.finite)
    }

    @Test(
        "a step descends along the gradient of the sampled loss",
        arguments: [1, 2, 16, 17, 100, 112, 128, 130, 150, 200, 300])
    func gradient(dimension: Int) {
        let lists: [[Int]] = [
            [3], [3, 0, 4], [4, 4, 3], [1, 3, 1, 4, 0], (0..<7).map { $0 % 5 }, (0..<20).map { $0 % 5 },
        ]
        for noise in lists {
            for (input, centre, isTied) in [(0, 1, false), (2, 2, false), (0, 1, true), (2, 2, true)] {
                let pair = Pair(input: input, centre: centre, noise: noise)
                let scale = 0.9 / Double(dimension).squareRoot().squareRoot()
                let model = model(
                    counts: [5, 4, 3, 2, 1], dimension: dimension, scale: scale, isTied: isTied,
                    negatives: noise.count)
                let before = [model.input, model.output].map { Matrix<Double>($0.matrix) }
                // Where a word comes twice, its second change sees the first.
                let isRepeated = Set(noise).count < noise.count
                let rate: Float = isRepeated ? 1 / 1024 : 1 / 128
                let sums = descend([pair], on: model, rate: rate)
                let value = loss(pair, before[0], before[1])
                #expect(abs(sums.loss / value - 1) < 1e-5)
                for (side, rows) in zip(0..., isTied ? [model.input] : [model.input, model.output]) {
                    let after = Matrix<Double>(rows.matrix)
                    for index in after.elements.indices {
                        func moved(_ distance: Double) -> Double {
                            var moved = before
                            for each in isTied ? [0, 1] : [side] {
                                moved[each].withUnsafeMutableElements { $0[index] += distance }
                            }
                            return loss(pair, moved[0], moved[1])
                        }
                        let slope = (moved(1e-5) - moved(-1e-5)) / 2e-5
                        let step = (after.elements[index] - before[side].elements[index]) / Double(rate)
                        #expect(
                            abs(step + slope) < (isRepeated ? 0.02 : 1e-4) * max(1, abs(slope)),
                            "\(pair), tied: \(isTied), element \(index)")
                    }
                }
            }
        }
    }

    @Test("the rest of each row stays zero, and pairs are trained one after the other")
    func sequence() {
        let pairs = (0..<50).map {
            Pair(input: $0 % 5, centre: ($0 * 2 + 1) % 5, noise: [($0 * 3) % 5, ($0 * 4 + 1) % 5])
        }
        let (together, apart) = (
            model(counts: [5, 4, 3, 2, 1], dimension: 20, scale: 0.5),
            model(counts: [5, 4, 3, 2, 1], dimension: 20, scale: 0.5)
        )
        let sums = descend(pairs, on: together, rate: 0.1)
        let parts = pairs.map { descend([$0], on: apart, rate: 0.1) }
        #expect(together.input.matrix == apart.input.matrix && together.output.matrix == apart.output.matrix)
        #expect(abs(sums.loss / parts.reduce(0) { $0 + $1.loss } - 1) < 1e-6)
        for row in 0..<5 {
            for column in 20..<32 {
                #expect(together.output.elements[row * together.output.layout.stride + column] == 0)
            }
        }
    }

    @Test("the loss of confident vectors is right, and a product that is no number is told")
    func extremes() {
        func sums(_ product: Float) -> skip_gram_sums {
            let model = SkipGramModel(
                input: Matrix([[1], [0], [0]]), output: Matrix([[0], [product], [0]]),
                tables: SamplingTables(vocabulary([1, 1, 1]), subsampling: nil, noiseExponent: 0.75), window: 1,
                negatives: 1)
            return descend([Pair(input: 0, centre: 1, noise: [1])], on: model, rate: 0.1)
        }
        for product in [-70, -20, -5, -0.1, 0, 0.1, 5, 12] as [Float] {
            #expect(abs(sums(product).loss / log1p(exp(-Double(product))) - 1) < 0.02, "\(product)")
        }
        #expect(sums(1e30).finite && sums(-1e30).finite)
        #expect(!sums(.infinity).finite && !sums(.nan).finite)
    }

    @Test("frequent words are left out as often as word2vec says")
    func subsampling() {
        let counts: [Int] = [600_000, 300_000, 90_000, 10_000]
        let threshold = 0.02
        let model = model(counts: counts, subsampling: threshold)
        for (word, count) in counts.enumerated() {
            let trials = 200_000
            let kept = sentences([UInt32](repeating: UInt32(word), count: trials), model).reduce(0) {
                $0 + $1.words.count
            }
            let ratio = threshold / (Double(count) / 1e6)
            let probability = min(1, ratio + ratio.squareRoot())
            let deviation = (probability * (1 - probability) * Double(trials)).squareRoot()
            #expect(abs(Double(kept) - probability * Double(trials)) <= 4 * deviation, "word \(word)")
        }
    }

    @Test("noise comes by the frequencies raised to the exponent", arguments: [0, 0.75, 1])
    func noise(exponent: Double) {
        let counts: [Int] = [5000, 1200, 900, 300, 299, 50, 1]
        let model = model(counts: counts, window: 5, negatives: 5, noiseExponent: exponent)
        var drawn = [Int](repeating: 0, count: counts.count)
        for (_, pairs) in sentences([UInt32](repeating: 3, count: 30_000), model) {
            for word in pairs.flatMap(\.noise) { drawn[word] += 1 }
        }
        let weights = counts.map { pow(Double($0), exponent) }
        let (sum, total) = (weights.reduce(0, +), Double(drawn.reduce(0, +)))
        #expect(total > 800_000)
        for (word, weight) in weights.enumerated() {
            let probability = weight / sum
            let deviation = (probability * (1 - probability) * total).squareRoot()
            #expect(abs(Double(drawn[word]) - probability * total) < 4 * deviation, "word \(word)")
        }
    }

    @Test("the random window counts a pair at distance j (L + 1 − j)/L times in the mean")
    func window() {
        // The words are their own places.
        let window = 5
        let model = model(counts: Array(repeating: 1, count: 1000), window: window)
        var pairs = [Int](repeating: 0, count: 2 * window + 1)
        let trials = 40
        for seed in 0..<trials {
            let made = sentences((0..<1000).map { UInt32($0) }, model, seed: UInt64(seed))
            for pair in made[0].pairs where (window..<1000 - window).contains(pair.centre) {
                #expect(pair.input != pair.centre && abs(pair.input - pair.centre) <= window)
                pairs[pair.input - pair.centre + window] += 1
            }
        }
        let centres = Double(trials * (1000 - 2 * window))
        for distance in 1...window {
            let mean = Double(window + 1 - distance) / Double(window)
            for side in [window - distance, window + distance] {
                #expect(
                    abs(Double(pairs[side]) / centres - mean) < 4 * (mean * (1 - mean) / centres).squareRoot() + 1e-12)
            }
        }
    }

    @Test("pairs do not cross borders, and sentences are cut after a thousand words")
    func borders() {
        let border = WordSequence.border
        let model = model(counts: Array(repeating: 1, count: 3000), window: 1000)
        let numbers: [UInt32] = [0, 1, 2, border, border, 3, border, 4, 5] + [border] + (10..<2500).map { UInt32($0) }
        let made = sentences(numbers, model)
        #expect(made.map(\.words.count) == [3, 0, 1, 2, 1000, 1000, 490])
        for (words, pairs) in made {
            #expect(pairs.allSatisfy { words.contains($0.input) && words.contains($0.centre) })
            #expect(pairs.isEmpty == (words.count < 2))
        }
    }

    @Test("rows are laid out with few zeros")
    func layout() {
        for dimension in 1...1000 {
            let layout = RowLayout(dimension: dimension)
            #expect((1...8).contains(layout.tile) && (layout.tiles == 1 || layout.tile >= 5))
            #expect(layout.stride >= dimension && layout.stride - dimension < 64)
        }
        #expect(RowLayout(dimension: 100).stride == 112 && RowLayout(dimension: 300).stride == 320)
    }
}
