import CTrainingKernels
import Computation
public import LinearAlgebra
import TextStatistics

/// The fast evaluator of an ``Objective``: loss and gradient in single precision.
///
/// `X = WWᵀ` and the derivatives D are symmetric, so only the tiles on and above the diagonal are formed, one at a time:
/// `X_IJ = W_I W_Jᵀ`, then D_IJ in its place, then `D_IJ W_J` is added to the rows I of the gradient and `D_IJᵀ W_I` to
/// the rows J. An evaluation costs 3V²d operations and V²/2 evaluations of the loss's derivative, where the plain way
/// takes 4V²d and V²; beside the gradient it takes half a megabyte for a thread, and the weights 6 bytes for each pair
/// of words that occurs.
///
/// The result does not depend on the number of threads. The loss is summed in double precision over pairs in single.
public struct BlockedGradient: Sendable {
    private let loss: Objective.Loss
    /// The number of dimensions d.
    private let dimension: Int
    private let schedule: TileRounds
    /// By which all weights are divided, so that they are near 1, and results multiplied.
    private let scale: Double
    private let a: [Float]
    private let b: [Float]
    private let factorsAreTotals: Bool
    /// The positive weights of the tiles (I, J), I ≤ J, row by row.
    private let positives: [SparseTile]

    /// The places `row · tile + column` of a tile's elements, and their values.
    private struct SparseTile: Sendable {
        var places: [UInt16] = []
        var values: [Float] = []
    }

    /// Prepares the weights: one look at each count.
    public init(_ objective: Objective, dimension: Int) {
        let (weights, mean) = (objective.weights, objective.meanWeight)
        let (size, scale) = (objective.counts.vocabulary.count, mean > 0 ? mean : 1)
        let schedule = TileRounds(order: size)
        loss = objective.loss
        self.dimension = dimension
        self.schedule = schedule
        self.scale = scale
        let root = scale.squareRoot()
        a = weights.a.map { Float($0 / root) }
        b = weights.b.map { Float($0 / root) }
        factorsAreTotals = weights.factorsAreTotals
        let tile = schedule.tile
        positives = concurrentChunks(count: size, chunk: tile) { rows in
            let first = rows.lowerBound / tile
            var tiles = Array(repeating: SparseTile(), count: (size + tile - 1) / tile - first)
            for row in rows {
                weights.ratios.forSeenColumns(of: row) { column, ratio in
                    guard column >= rows.lowerBound else { return }
                    let index = column / tile - first
                    tiles[index].places.append(UInt16((row - rows.lowerBound) * tile + column % tile))
                    tiles[index].values.append(Float(weights.weights(row, column, ratio: ratio).positive / scale))
                }
            }
            return tiles
        }.flatMap(\.self)
    }

    /// Sets `gradient` to `∇L(W)` and returns `L(W)`; both are not finite where W is not. The shapes are V×d.
    public func evaluate(at w: Matrix<Float>, gradient: inout Matrix<Float>) -> Double {
        let size = a.count
        precondition(w.rows == size && w.columns == dimension, "the embeddings are not V×d")
        precondition(gradient.rows == size && gradient.columns == dimension, "the gradient is not V×d")
        guard size > 0, dimension > 0 else { return 0 }
        var total = 0.0
        gradient.withUnsafeMutableElements { gradient in
            gradient.update(repeating: 0)
            nonisolated(unsafe) let gradient = gradient.baseAddress!
            w.elements.withUnsafeBufferPointer { w in
                nonisolated(unsafe) let w = w.baseAddress!
                OpenBLAS.useCallingThread()
                for round in schedule.rounds {
                    let losses = concurrentChunks(count: round.count, chunk: 1) { index in
                        let (first, second) = round[index.lowerBound]
                        return addTile(first, second, w, to: gradient)
                    }
                    total = losses.reduce(total, +)
                }
            }
        }
        return scale * total
    }

    /// Adds what a tile of pairs, and its mirror image, contributes to the gradient, and returns their loss, divided by
    /// the scale.
    private func addTile(
        _ first: Int, _ second: Int, _ w: UnsafePointer<Float>, to gradient: UnsafeMutablePointer<Float>
    ) -> Double {
        let (rows, columns) = (schedule.rows(first, of: a.count), schedule.rows(second, of: a.count))
        let (tile, d) = (schedule.tile, dimension)
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * tile * tile) { buffer in
            let derivatives = buffer.baseAddress!
            let weights = derivatives + tile * tile
            Float.multiplyTile(
                rows: rows.count, columns: columns.count, depth: d, alpha: 1, w + rows.lowerBound * d, stride: d,
                transposed: false, w + columns.lowerBound * d, stride: d, transposed: true, beta: 0, derivatives,
                stride: tile)
            let tiles = schedule.count
            expand(positives[first * tiles - first * (first - 1) / 2 + second - first], into: weights)
            let loss = differentiate(rows, columns, weights, derivatives)
            func add(_ rows: Range<Int>, transposed: Bool, _ columns: Range<Int>) {
                Float.multiplyTile(
                    rows: rows.count, columns: d, depth: columns.count, alpha: Float(2 * scale), derivatives,
                    stride: tile, transposed: transposed, w + columns.lowerBound * d, stride: d, transposed: false,
                    beta: 1, gradient + rows.lowerBound * d, stride: d)
            }
            add(rows, transposed: false, columns)
            guard first != second else { return loss }
            add(columns, transposed: true, rows)
            return 2 * loss
        }
    }

    /// Writes all elements of a tile.
    private func expand(_ sparse: SparseTile, into dense: UnsafeMutablePointer<Float>) {
        dense.initialize(repeating: 0, count: schedule.tile * schedule.tile)
        sparse.places.withUnsafeBufferPointer { places in
            sparse.values.withUnsafeBufferPointer { values in
                for index in places.indices { dense[Int(places[index])] = values[index] }
            }
        }
    }

    /// Replaces the products of a tile by derivatives, and returns the sum of their losses.
    private func differentiate(
        _ rows: Range<Int>, _ columns: Range<Int>, _ positives: UnsafePointer<Float>,
        _ products: UnsafeMutablePointer<Float>
    ) -> Double {
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                rows.reduce(0.0) { sum, row in
                    let offset = (row - rows.lowerBound) * schedule.tile
                    let weights = pair_weights(
                        count: Int64(columns.count), positives: positives + offset, a: a[row], b: b[row],
                        as: a.baseAddress! + columns.lowerBound, bs: b.baseAddress! + columns.lowerBound,
                        totals: factorsAreTotals)
                    switch loss {
                    case .logistic: return sum + logistic_derivatives(weights, products + offset)
                    case .quartic: return sum + quartic_derivatives(weights, products + offset)
                    }
                }
            }
        }
    }
}
