import Computation
public import LinearAlgebra
import TextStatistics

extension Objective {
    /// The two sides of Theorem 1 for given embeddings (and of Proposition 2 for weights that are not constant): the
    /// quartic loss, and what completing the square makes of it, `¼ Σ_ij G_ij (WWᵀ − M*)²_ij − ¼ Σ_ij G_ij M*²_ij`.
    ///
    /// The second is computed from the target matrix and the aggregate weights alone: neither the sum of ``value(_:)`` nor
    /// a fitted constant enters. There is no such identity for the logistic loss, with which this is a fault of the
    /// program and traps.
    ///
    /// Their difference is relative to the distance `¼ Σ_ij G_ij (WWᵀ − M*)²_ij`: for small W the losses themselves are
    /// small differences of large sums.
    public func theorem1(_ w: Matrix<Double>) -> (loss: Double, factorization: Double, relativeDifference: Double) {
        precondition(loss == .quartic, "only the quartic loss is a distance of matrices")
        let target = TargetMatrix(counts, weighting: weighting).dense()
        let distance = sumOverRows(w) { row, products in
            zip(aggregateWeights(of: row), zip(products, target.row(row))).reduce(0.0) { sum, pair in
                let (weight, (x, target)) = pair
                return sum + weight * (x - target) * (x - target)
            }
        }
        let norm = (0..<target.rows).reduce(0.0) { total, row in
            total + zip(aggregateWeights(of: row), target.row(row)).reduce(0.0) { $0 + $1.0 * $1.1 * $1.1 }
        }
        let (left, right) = (value(w), (distance - norm) / 4)
        return (left, right, abs(left - right) / max(distance / 4, .leastNormalMagnitude))
    }

    /// `G_ij` for all j.
    private func aggregateWeights(of row: Int) -> [Double] {
        var result = weights.a.indices.map { weights.factor(row, $0) }
        if !weights.factorsAreTotals {
            weights.ratios.forSeenColumns(of: row) { column, ratio in result[column] *= 1 + ratio }
        }
        return result
    }
}

extension Objective {
    /// How fast the fastest direction grows from a small start, remembered: the largest eigenvalue of the matrix A with
    /// which gradient flow begins as `dW/dt = ½AW`. `A = 2(p − n)/g` for both losses; for ``PairWeighting/balanced`` it
    /// is M*, and this is λ₁. The steps of ``trainOnPairs(_:)`` are measured by it. Zero where nothing was counted.
    ///
    /// - Throws: ``LinearAlgebra/LinearAlgebraError``.
    public func growthRate() throws -> Double {
        guard counts.nonzeroCount > 0 else { return 0 }
        return try remembered("growth rate", from: [fingerprint]) {
            try leadingEigenpairs(of: linearization, count: 1).eigenvalues[0]
        }
    }

    /// A, `2(p − n)/g`: where f is given by two vectors, a sparse matrix less `f = abᵀ + baᵀ`, which has the eigenvectors
    /// of `½(a + b)(a + b)ᵀ − ½(a − b)(a − b)ᵀ`.
    package var linearization: some SymmetricOperator {
        let (size, scale) = (counts.vocabulary.count, 2 / meanWeight)
        let parts = concurrentChunks(count: size, chunk: 64) { rows in
            var values: [Float] = []
            for row in rows {
                weights.ratios.forSeenColumns(of: row) { column, ratio in
                    let positive = weights.weights(row, column, ratio: ratio).positive
                    values.append(Float(scale * (weights.factorsAreTotals ? 2 : 1) * positive))
                }
            }
            return values
        }
        let sparse = SparseMatrix(rowOffsets: counts.rowOffsets, columns: counts.columns, values: Array(parts.joined()))
        let columns = zip(weights.a, weights.b).flatMap { [$0 + $1, $0 - $1] }
        return LowRankUpdate(
            sparse, vectors: Matrix(rows: size, columns: 2, elements: columns), weights: [-scale / 2, scale / 2])
    }
}
