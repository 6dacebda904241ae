import Computation
import LinearAlgebra
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
}
