import Computation
package import LinearAlgebra
import TextStatistics

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
