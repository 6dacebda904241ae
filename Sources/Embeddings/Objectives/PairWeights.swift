import Computation
import Foundation
import TextStatistics

/// The weights of a ``PairWeighting`` for given counts, `p_ij = P_ijΨ⁺_ij` and `n_ij = P_iP_jΨ⁻_ij`.
///
/// All weightings have one form. With `f_ij = a_i b_j + b_i a_j` and the ratio `r_ij = p_ij/n_ij`, which is zero for a
/// pair that never occurs, either `n = f` and `p = f r`, or `p + n = f`, shared out as `p = f r/(1 + r)` and
/// `n = f/(1 + r)`. Both are exactly symmetric.
struct PairWeights: Sendable {
    /// `p_ij/n_ij` for the pairs that occur.
    let ratios: PairRatios
    let a: [Double]
    let b: [Double]
    /// Whether `f = p + n`; otherwise `f = n`.
    let factorsAreTotals: Bool

    /// Some vectors of V numbers; for ``PairWeighting/word2vec(_:)`` also one look at each count.
    init(_ counts: Cooccurrences, _ weighting: PairWeighting) {
        let probabilities = counts.wordProbabilities
        switch weighting {
        case .balanced:
            (a, b) = (probabilities.map { _ in 1 }, probabilities.map { _ in 0.5 })
            (ratios, factorsAreTotals) = (PairRatios(counts), true)
        case .unigramProduct:
            (a, b) = (probabilities, probabilities.map { $0 / 2 })
            (ratios, factorsAreTotals) = (PairRatios(counts), true)
        case .word2vec(let sampling):
            let keep = probabilities.map(sampling.keepProbability)
            let kept = counts.marginals(weightedBy: keep)
            let keptTotal = kept.reduce(0, +)
            let noise = probabilities.map { pow($0, sampling.noiseExponent) }
            let noiseTotal = noise.reduce(0, +)
            let a = kept.map { keptTotal > 0 ? sampling.negatives / 2 * ($0 / keptTotal) : 0 }
            let b = noise.map { noiseTotal > 0 ? $0 / noiseTotal : 0 }
            (self.a, self.b) = (a, b)
            // p_ij = C_ij s_i s_j / Σ C s s; the s are moved into the denominator.
            ratios = PairRatios(
                counts, numerator: 1 / keptTotal,
                denominators: (zip(a, keep).map { $0 / $1 }, zip(b, keep).map { $0 / $1 }))
            factorsAreTotals = false
        }
    }

    /// The counts that the weights are made from.
    var counts: Cooccurrences { ratios.counts }

    /// `f_ij`.
    func factor(_ row: Int, _ column: Int) -> Double { a[row] * b[column] + b[row] * a[column] }

    /// `p_ij` and `n_ij` of a pair whose ratio is known; 0 for a pair that never occurs.
    func weights(_ row: Int, _ column: Int, ratio: Double) -> (positive: Double, negative: Double) {
        let factor = factor(row, column)
        let negative = factorsAreTotals ? factor / (1 + ratio) : factor
        return (negative * ratio, negative)
    }

    /// `p_ij` and `n_ij` of a pair with the count `C_ij`.
    func weights(_ row: Int, _ column: Int, count: Int) -> (positive: Double, negative: Double) {
        weights(row, column, ratio: count > 0 ? ratios.ratio(row, column, count: count) : 0)
    }

    /// `Σ_ij f_ij` over all pairs.
    var factorSum: Double { 2 * a.reduce(0, +) * b.reduce(0, +) }

    /// The sum over all pairs that occur of a function of their weights, row by row.
    func sumOverSeen(_ term: @Sendable (_ positive: Double, _ negative: Double) -> Double) -> Double {
        let parts = concurrentChunks(count: a.count, chunk: 64) { rows in
            rows.reduce(0.0) { result, row in
                var sum = 0.0
                ratios.forSeenColumns(of: row) { column, ratio in
                    let weights = weights(row, column, ratio: ratio)
                    sum += term(weights.positive, weights.negative)
                }
                return result + sum
            }
        }
        return parts.reduce(0, +)
    }
}

extension Cooccurrences {
    /// `s_i Σ_j C_ij s_j` for each word.
    fileprivate func marginals(weightedBy factors: [Double]) -> [Double] {
        concurrentChunks(count: vocabulary.count, chunk: 64) { rows in
            rows.map { row in
                var sum = 0.0
                for index in rowOffsets[row]..<rowOffsets[row + 1] {
                    sum += Double(values[index]) * factors[Int(columns[index])]
                }
                return factors[row] * sum
            }
        }.flatMap(\.self)
    }
}
