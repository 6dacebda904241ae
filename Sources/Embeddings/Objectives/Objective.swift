import Computation
public import Files
import Foundation
public import LinearAlgebra
public import TextStatistics

/// A loss of word embeddings W, V×d, summed over all V² ordered pairs of words, with `x = w_i·w_j`:
/// - logistic: `L(W) = Σ_ij P_ijΨ⁺_ij ln(1 + e^{−x}) + P_iP_jΨ⁻_ij ln(1 + e^x)`, that of word2vec with tied vectors;
/// - quartic: `L(W) = Σ_ij P_ijΨ⁺_ij (x²/4 − x) + P_iP_jΨ⁻_ij (x²/4 + x)`, twice the logistic loss to fourth order in W,
///   without its constant (QWEM).
///
/// The values and gradients here are in double precision and are the reference; ``BlockedGradient`` is the fast one.
/// Source: Karkada, Simon, Bahri, DeWeese (2025), sections 2 and 3.
public struct Objective: Sendable {
    /// What a pair contributes.
    public enum Loss: String, Codable, Hashable, Sendable, CaseIterable {
        /// word2vec's own, the cross-entropy of telling pairs that occur from pairs drawn at random.
        case logistic
        /// The polynomial that approximates it.
        case quartic
    }

    /// The counts that `P_ij` and `P_i` come from.
    public let counts: Cooccurrences
    /// What a pair contributes.
    public let loss: Loss
    /// Which pairs matter how much.
    public let weighting: PairWeighting
    let weights: PairWeights

    /// The objective for the counts; nothing is computed yet, but for word2vec's weights, which take one look at each
    /// count.
    public init(_ counts: Cooccurrences, loss: Loss = .quartic, weighting: PairWeighting = .balanced) {
        self.counts = counts
        self.loss = loss
        self.weighting = weighting
        weights = PairWeights(counts, weighting)
    }

    /// That of the counts, the loss and the weighting.
    public var fingerprint: Fingerprint {
        Fingerprint(
            operation: "objective", parameters: ["loss": loss.rawValue, "weighting": weighting.description],
            inputs: [counts.fingerprint])
    }

    /// The matrix that `WWᵀ` would be at the minimum if W had enough dimensions, and could be any symmetric matrix:
    /// M* for the quartic loss, ``PMIMatrix`` for the logistic one.
    public var target: any WordMatrix {
        switch loss {
        case .quartic: TargetMatrix(counts, weighting: weighting)
        case .logistic: PMIMatrix(counts, positive: false, weighting: weighting)
        }
    }

    /// g, the mean over all V² pairs of the aggregate weight `G_ij = P_ijΨ⁺_ij + P_iP_jΨ⁻_ij`; zero where nothing was
    /// counted, but for ``PairWeighting/balanced``. One look at each count for word2vec's weights.
    public var meanWeight: Double {
        let pairs = Double(counts.vocabulary.count) * Double(counts.vocabulary.count)
        let sum = weights.factorSum + (weights.factorsAreTotals ? 0 : weights.sumOverSeen { positive, _ in positive })
        return sum / pairs
    }

    /// What relates time to the gradient: in gradient flow `dW/dt = −flowScale · ∇L`, so that t means the same for all
    /// objectives: for small W, and for the balanced quartic loss always, it is the t of ``ClosedForm``. `1/(2g)` for
    /// the quartic loss, `1/g` for the logistic one, whose gradient is half as large at first.
    public var flowScale: Double { 1 / (loss == .quartic ? 2 * meanWeight : meanWeight) }

    /// `L(W)` for W of V×d, summed as the definition says. About 2V²d operations and some megabytes.
    public func value(_ w: Matrix<Double>) -> Double {
        let loss = self.loss
        return sumOverPairs(w) { x, positive, negative in loss.value(x, positive, negative) }
    }

    /// `∇L(W)`, V×d: `2DW`, where D holds the derivatives of the pairs' contributions by x. About 4V²d operations and
    /// 8V² bytes.
    public func gradient(_ w: Matrix<Double>) -> Matrix<Double> {
        precondition(w.rows == counts.vocabulary.count, "each word needs a vector")
        let (size, loss) = (w.rows, self.loss)
        var derivatives = w.timesTransposed(w)
        derivatives.withUnsafeMutableElements { elements in
            nonisolated(unsafe) let elements = elements
            _ = concurrentChunks(count: size, chunk: 64) { rows in
                for row in rows {
                    let products = UnsafeMutableBufferPointer(rebasing: elements[row * size..<(row + 1) * size])
                    forWeights(of: row) { column, positive, negative in
                        products[column] = loss.derivative(products[column], positive, negative)
                    }
                }
            }
        }
        var gradient = w
        gemm(2, derivatives, w, 0, into: &gradient)
        return gradient
    }

    /// The least value of the loss that any symmetric matrix in place of `WWᵀ` could give, pair by pair: the
    /// value at ``target``. One look at each count.
    public var leastValue: Double {
        switch loss {
        case .quartic:
            // −¼ G M*² = −(p − n)²/(p + n), which is −n for a pair that never occurs.
            let seen = weights.sumOverSeen { positive, negative in
                let sum = positive + negative
                return sum > 0 ? (positive - negative) * ((positive - negative) / sum) : 0
            }
            return -(seen + unseenSum)
        case .logistic:
            return weights.sumOverSeen { positive, negative in
                let sum = positive + negative
                return (positive > 0 ? positive * log(sum / positive) : 0)
                    + (negative > 0 ? negative * log(sum / negative) : 0)
            }
        }
    }

    /// A value as a share of that at the start of a training, both counted from ``leastValue``: 1 at the start, and 0
    /// where nothing is left to gain. For the quartic loss in Setting 3.1 it is `‖WWᵀ − M*‖²` as a share of what it was.
    public func normalized(_ value: Double, start: Double) -> Double {
        let least = leastValue
        return (value - least) / (start - least)
    }

    /// The sum of the weights of all pairs that never occur.
    private var unseenSum: Double {
        weights.factorSum
            - weights.sumOverSeen { [weights] positive, negative in
                weights.factorsAreTotals ? positive + negative : negative
            }
    }
}

extension Objective.Loss {
    /// What a pair with weights p and n contributes.
    func value(_ x: Double, _ positive: Double, _ negative: Double) -> Double {
        switch self {
        case .quartic: positive * (x * x / 4 - x) + negative * (x * x / 4 + x)
        case .logistic: positive * softplus(-x) + negative * softplus(x)
        }
    }

    /// Its derivative by x.
    func derivative(_ x: Double, _ positive: Double, _ negative: Double) -> Double {
        switch self {
        case .quartic: positive * (x / 2 - 1) + negative * (x / 2 + 1)
        case .logistic: negative * sigmoid(x) - positive * sigmoid(-x)
        }
    }
}

/// `ln(1 + e^x)`, also where `e^x` would overflow.
private func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }

/// `1/(1 + e^{−x})`.
private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

extension Objective {
    /// The sum over all pairs of a function of `w_i·w_j` and the pair's weights; `WWᵀ` is formed in slices.
    func sumOverPairs(
        _ w: Matrix<Double>, _ term: @Sendable (_ x: Double, _ positive: Double, _ negative: Double) -> Double
    ) -> Double {
        sumOverRows(w) { row, products in
            var sum = 0.0
            forWeights(of: row) { column, positive, negative in sum += term(products[column], positive, negative) }
            return sum
        }
    }

    /// The sum over rows of a function of the row of `WWᵀ`, which is formed in slices.
    func sumOverRows(
        _ w: Matrix<Double>, _ term: @Sendable (_ row: Int, _ products: UnsafeBufferPointer<Double>) -> Double
    ) -> Double {
        precondition(w.rows == counts.vocabulary.count, "each word needs a vector")
        let (size, slice) = (w.rows, 256)
        var total = 0.0
        for start in stride(from: 0, to: size, by: slice) {
            let rows = start..<min(start + slice, size)
            let products = w.rows(at: rows).timesTransposed(w)
            products.elements.withUnsafeBufferPointer { elements in
                nonisolated(unsafe) let elements = elements
                let sums = concurrentChunks(count: rows.count, chunk: 16) { offsets in
                    offsets.map { offset in
                        term(start + offset, .init(rebasing: elements[offset * size..<(offset + 1) * size]))
                    }
                }
                total = sums.joined().reduce(total, +)
            }
        }
        return total
    }

    /// Calls `body` for every column with `P_ijΨ⁺_ij` and `P_iP_jΨ⁻_ij`.
    func forWeights(of row: Int, _ body: (_ column: Int, _ positive: Double, _ negative: Double) -> Void) {
        var next = 0
        func unseen(until end: Int) {
            while next < end {
                body(next, 0, weights.factor(row, next))
                next += 1
            }
        }
        weights.ratios.forSeenColumns(of: row) { column, ratio in
            unseen(until: column)
            let (positive, negative) = weights.weights(row, column, ratio: ratio)
            body(column, positive, negative)
            next += 1
        }
        unseen(until: counts.vocabulary.count)
    }
}
