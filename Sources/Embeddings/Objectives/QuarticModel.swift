import Computation
public import LinearAlgebra
public import TextStatistics

/// word2vec's loss, approximated to fourth order in the embeddings (QWEM):
/// `L(W) = Σ_ij P_ijΨ⁺_ij (x²/4 − x) + P_iP_jΨ⁻_ij (x²/4 + x)` with `x = w_i·w_j`.
///
/// The sum runs over all V² ordered pairs. Source: Karkada, Simon, Bahri, DeWeese (2025), section 3.
public struct QuarticModel: Sendable {
    /// The reweightings Ψ⁺ = Ψ⁻ of positive and negative pairs.
    public enum Weighting: String, Codable, Hashable, Sendable {
        /// `1/(P_ij + P_iP_j)`: every pair has the weight G = 1 (Setting 3.1), and the loss is that of factorising M*.
        case reciprocal
        /// 1: a pair weighs `G_ij = P_ij + P_iP_j`. The target is the same matrix M*.
        case unit
    }

    /// The counts that `P_ij` and `P_i` come from.
    public let counts: Cooccurrences
    /// Which pairs matter how much.
    public let weighting: Weighting

    /// The model of the counts; nothing is computed yet.
    public init(_ counts: Cooccurrences, weighting: Weighting = .reciprocal) {
        self.counts = counts
        self.weighting = weighting
    }

    /// The matrix that `WWᵀ` approximates.
    public var target: TargetMatrix { TargetMatrix(counts) }

    /// `L(W)` for W of V×d, summed as the definition says. About 2V²d operations and some megabytes.
    public func loss(_ w: Matrix<Double>) -> Double {
        sumOverRows(w) { row, products in
            var sum = 0.0
            forWeights(of: row) { column, positive, negative in
                let x = products[column]
                sum += positive * (x * x / 4 - x) + negative * (x * x / 4 + x)
            }
            return sum
        }
    }

    /// `∇L(W)`, V×d: `2DW`, where D holds the derivatives `P_ijΨ⁺_ij (x/2 − 1) + P_iP_jΨ⁻_ij (x/2 + 1)`.
    /// About 4V²d operations and 8V² bytes.
    public func gradient(_ w: Matrix<Double>) -> Matrix<Double> {
        var derivatives = w.timesTransposed(w)
        let size = counts.vocabulary.count
        derivatives.withUnsafeMutableElements { elements in
            for row in 0..<size {
                forWeights(of: row) { column, positive, negative in
                    let x = elements[row * size + column]
                    elements[row * size + column] = positive * (x / 2 - 1) + negative * (x / 2 + 1)
                }
            }
        }
        var gradient = w
        gemm(2, derivatives, w, 0, into: &gradient)
        return gradient
    }

    /// The two sides of Theorem 1 for given embeddings (and of Proposition 2 for weights that are not constant): the
    /// loss, and what completing the square makes of it, `¼ Σ_ij G_ij (WWᵀ − M*)²_ij − ¼ Σ_ij G_ij M*²_ij`.
    ///
    /// The second is computed from the target matrix alone, and the weights where they are not 1: neither the sum of
    /// ``loss(_:)`` nor a fitted constant enters.
    ///
    /// Their difference is relative to the distance `¼ Σ_ij G_ij (WWᵀ − M*)²_ij`: for small W the losses themselves are
    /// small differences of large sums.
    public func theorem1(_ w: Matrix<Double>) -> (loss: Double, factorization: Double, relativeDifference: Double) {
        let (distance, norm) = factorization(w)
        let (left, right) = (loss(w), (distance - norm) / 4)
        return (left, right, abs(left - right) / max(distance / 4, .leastNormalMagnitude))
    }

    /// `Σ_ij G_ij (WWᵀ − M*)²_ij` and `Σ_ij G_ij M*²_ij`.
    private func factorization(_ w: Matrix<Double>) -> (distance: Double, norm: Double) {
        let target = self.target.dense()
        let probabilities = counts.wordProbabilities
        let total = Double(counts.total)
        func weights(of row: Int) -> [Double]? {
            guard weighting == .unit else { return nil }
            var weights = probabilities.map { probabilities[row] * $0 }
            for index in counts.rowOffsets[row]..<counts.rowOffsets[row + 1] {
                weights[Int(counts.columns[index])] += Double(counts.values[index]) / total
            }
            return weights
        }
        let distance = sumOverRows(w) { row, products in
            let weights = weights(of: row)
            let target = target.row(row)
            return products.indices.reduce(0.0) { sum, column in
                let difference = products[column] - target[target.startIndex + column]
                return sum + (weights?[column] ?? 1) * difference * difference
            }
        }
        guard weighting == .unit else { return (distance, self.target.squaredFrobeniusNorm) }
        let norm = (0..<target.rows).reduce(0.0) { total, row in
            total + zip(weights(of: row)!, target.row(row)).reduce(0.0) { $0 + $1.0 * $1.1 * $1.1 }
        }
        return (distance, norm)
    }

    /// The sum over rows of a function of the row of `WWᵀ`, which is formed in slices.
    private func sumOverRows(
        _ w: Matrix<Double>, _ term: (_ row: Int, _ products: UnsafeBufferPointer<Double>) -> Double
    ) -> Double {
        precondition(w.rows == counts.vocabulary.count, "each word needs a vector")
        let slice = 256
        var total = 0.0
        for start in stride(from: 0, to: w.rows, by: slice) {
            let range = start..<min(start + slice, w.rows)
            let products = w.rows(at: range).timesTransposed(w)
            products.elements.withUnsafeBufferPointer { elements in
                for (offset, row) in range.enumerated() {
                    total += term(row, .init(rebasing: elements[offset * w.rows..<(offset + 1) * w.rows]))
                }
            }
        }
        return total
    }

    /// Calls `body` for every column with `P_ijΨ⁺_ij` and `P_iP_jΨ⁻_ij`.
    private func forWeights(of row: Int, _ body: (_ column: Int, _ positive: Double, _ negative: Double) -> Void) {
        let marginals = counts.marginals
        let total = Double(counts.total)
        let own = Double(marginals[row]) / total
        var next = counts.rowOffsets[row]
        let end = counts.rowOffsets[row + 1]
        for column in marginals.indices {
            var together = 0.0
            if next < end, Int(counts.columns[next]) == column {
                together = Double(counts.values[next]) / total
                next += 1
            }
            let independent = own * (Double(marginals[column]) / total)
            switch weighting {
            case .unit: body(column, together, independent)
            case .reciprocal:
                // A pair that never occurs is wholly negative, also where one of its words has no probability.
                let sum = together + independent
                body(column, sum > 0 ? together / sum : 0, sum > 0 ? independent / sum : 1)
            }
        }
    }
}
