import CTrainingKernels
import Computation
import LinearAlgebra
import TextStatistics

/// Random batches of pairs, each of which gives an estimate of an objective's gradient whose mean is the gradient.
///
/// Half of the pairs are drawn with `P_ij` and weighed by Ψ⁺, the others with `P_iP_j` and weighed by Ψ⁻. The batch of a
/// step follows from the seed and the number of the step alone, and its pairs are added up in their order: no bit depends
/// on the number of threads.
struct PairBatches: Sendable {
    private let loss: Objective.Loss
    private let weights: PairWeights
    private let sampler: PairSampler
    private let probabilities: [Double]
    /// By which Ψ is multiplied, so that its mean over the drawn pairs is 1.
    private let scale: Double
    private let key: UInt64
    /// Pairs of either kind in a batch.
    private let size: Int

    /// Batches of `size` pairs that occur and as many drawn at random.
    init(_ objective: Objective, size: Int, seed: UInt64) {
        loss = objective.loss
        weights = objective.weights
        sampler = PairSampler(objective.counts)
        probabilities = objective.counts.wordProbabilities
        let words = Double(objective.counts.vocabulary.count)
        scale = 1 / (words * words * objective.meanWeight)
        var generator = SeededGenerator(seed: seed)
        key = generator.next()
        self.size = size
    }

    /// Pairs with the derivatives of their contributions.
    private struct Part {
        var first: [Int32] = []
        var second: [Int32] = []
        var derivatives: [Float] = []
        var loss = 0.0
    }

    /// Sets `gradient` to an estimate of `∇L(W)/(V²g)`, and returns one of `L(W)/(V²g)`, which is not finite where W of
    /// a drawn word is not.
    func estimate(step: Int, at w: Matrix<Float>, gradient: inout Matrix<Float>) -> Double {
        let chunk = 512
        let chunks = (size + chunk - 1) / chunk
        let parts = concurrentChunks(count: size, chunk: chunk) { range in
            part(range.count, seed: key &+ UInt64(step) &* UInt64(chunks) &+ UInt64(range.lowerBound / chunk), w)
        }
        addUp(parts, w, into: &gradient)
        return parts.reduce(0) { $0 + $1.loss } / Double(size)
    }

    /// Draws so many pairs of either kind, and differentiates their losses.
    private func part(_ count: Int, seed: UInt64, _ w: Matrix<Float>) -> Part {
        var generator = SeededGenerator(seed: seed)
        var part = Part()
        var positives: [Float] = []
        var negatives: [Float] = []
        func add(_ row: Int, _ column: Int, positive: Double, negative: Double) {
            part.first.append(Int32(row))
            part.second.append(Int32(column))
            positives.append(Float(positive * scale))
            negatives.append(Float(negative * scale))
        }
        let total = Double(sampler.total)
        for _ in 0..<count {
            let (row, column, count) = sampler.occurring(using: &generator)
            let positive = weights.weights(row, column, count: count).positive
            add(row, column, positive: positive / (Double(count) / total), negative: 0)
        }
        for _ in 0..<count {
            let (row, column) = (sampler.word(using: &generator), sampler.word(using: &generator))
            let known = weights.factorsAreTotals ? weights.counts[row, column] : 0
            let negative = weights.weights(row, column, count: known).negative
            add(row, column, positive: 0, negative: negative / (probabilities[row] * probabilities[column]))
        }
        part.derivatives = Array(repeating: 0, count: 2 * count)
        pair_products(
            w.elements, Int64(w.columns), part.first, part.second, Int64(2 * count), &part.derivatives)
        part.loss = positives.withUnsafeBufferPointer { positives in
            negatives.withUnsafeBufferPointer { negatives in
                let weights = pair_weights(
                    count: Int64(2 * count), positives: positives.baseAddress!, a: 1, b: 0,
                    as: negatives.baseAddress!, bs: negatives.baseAddress!, totals: false)
                switch loss {
                case .logistic: return logistic_derivatives(weights, &part.derivatives)
                case .quartic: return quartic_derivatives(weights, &part.derivatives)
                }
            }
        }
        return part
    }

    /// Sets the gradient: each word's row is the sum of the vectors of those that it was drawn with, times the pairs'
    /// derivatives, in the order of the pairs.
    private func addUp(_ parts: [Part], _ w: Matrix<Float>, into gradient: inout Matrix<Float>) {
        let (words, d) = (w.rows, w.columns)
        // The partners of word i are the range offsets[i]..<offsets[i + 1] of `partners`.
        var offsets = Array(repeating: 0, count: words + 1)
        for part in parts {
            for word in part.first { offsets[Int(word) + 1] += 1 }
            for word in part.second { offsets[Int(word) + 1] += 1 }
        }
        for word in 0..<words { offsets[word + 1] += offsets[word] }
        var next = offsets
        var partners = Array(repeating: Int32(0), count: 4 * size)
        var factors = Array(repeating: Float(0), count: 4 * size)
        func add(_ word: Int32, _ partner: Int32, _ factor: Float) {
            partners[next[Int(word)]] = partner
            factors[next[Int(word)]] = factor
            next[Int(word)] += 1
        }
        for part in parts {
            for index in part.derivatives.indices {
                let factor = part.derivatives[index] / Float(size)
                add(part.first[index], part.second[index], factor)
                add(part.second[index], part.first[index], factor)
            }
        }
        gradient.withUnsafeMutableElements { gradient in
            nonisolated(unsafe) let gradient = gradient.baseAddress!
            w.elements.withUnsafeBufferPointer { w in
                partners.withUnsafeBufferPointer { partners in
                    factors.withUnsafeBufferPointer { factors in
                        nonisolated(unsafe) let (w, partners, factors) =
                            (w.baseAddress!, partners.baseAddress!, factors.baseAddress!)
                        concurrentChunks(count: words, chunk: 64) { [offsets] range in
                            for word in range {
                                sum_of_rows(
                                    w, Int64(d), partners + offsets[word], factors + offsets[word],
                                    Int64(offsets[word + 1] - offsets[word]), gradient + word * d)
                            }
                        }
                    }
                }
            }
        }
    }
}
