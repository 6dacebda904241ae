import CTrainingKernels
import Computation
import LinearAlgebra
import TextStatistics

/// The vectors that are trained and the tables that training looks up, in the form that the inner loops take.
///
/// Several threads may train on it at once: they do not wait for each other, and where two change the same vector, one
/// change may be lost.
final class SkipGramModel: @unchecked Sendable {
    let input: VectorRows
    /// The same rows in tied training.
    let output: VectorRows
    let negatives: Int
    let window: Int
    private let keep: UnsafeMutableBufferPointer<UInt32>?
    private let noise: UnsafeMutableBufferPointer<skip_gram_column>

    /// A model that begins with given vectors; without `output`, tied.
    init(input: Matrix<Float>, output: Matrix<Float>?, tables: SamplingTables, window: Int, negatives: Int) {
        self.input = VectorRows(input)
        self.output = output.map(VectorRows.init) ?? self.input
        self.window = window
        self.negatives = negatives
        keep = tables.keep.map(Self.copy)
        noise = Self.copy(tables.noise)
    }

    deinit {
        keep?.deallocate()
        noise.deallocate()
    }

    /// The model as the inner loops take it; valid while the model lives.
    var pointers: skip_gram_model {
        skip_gram_model(
            input: input.elements, output: output.elements, tile: Int64(input.layout.tile),
            tiles: Int64(input.layout.tiles), words: Int64(noise.count), keep: UnsafePointer(keep?.baseAddress),
            noise: UnsafePointer(noise.baseAddress), window: Int64(window), negatives: Int64(negatives))
    }

    private static func copy<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = copy.initialize(from: elements)
        return copy
    }
}

/// What one thread needs to train on a model: room for a sentence and its pairs.
final class SkipGramWorker {
    private let model: SkipGramModel
    private let sentence = UnsafeMutablePointer<UInt32>.allocate(capacity: SKIP_GRAM_SENTENCE)
    private let inputs: UnsafeMutablePointer<UInt32>
    private let targets: UnsafeMutablePointer<UInt32>
    private let capacity: Int

    init(_ model: SkipGramModel) {
        self.model = model
        // Few enough pairs to stay in the nearest caches, many enough that fetching ahead seldom stops.
        capacity = 2 * model.window + 256
        inputs = .allocate(capacity: capacity)
        targets = .allocate(capacity: capacity * Int(skip_gram_width(Int64(model.negatives))))
    }

    deinit {
        sentence.deallocate()
        inputs.deallocate()
        targets.deallocate()
    }

    /// Trains on a piece of the text; the rate falls by `slope` with each of its numbers, down to `least`.
    func train(
        _ numbers: UnsafeBufferPointer<UInt32>, random: UInt64, rate: Double, slope: Double, least: Double
    ) -> skip_gram_sums {
        var pointers = model.pointers
        var pairs = skip_gram_pairs(capacity: Int64(capacity), inputs: inputs, targets: targets)
        var sums = skip_gram_sums(loss: 0, pairs: 0, finite: true)
        skip_gram_train(
            &pointers, numbers.baseAddress, Int64(numbers.count), random, Float(rate), Float(slope), Float(least),
            sentence, &pairs, &sums)
        return sums
    }
}
