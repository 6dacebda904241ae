import Computation
package import LinearAlgebra
import TextStatistics

/// What a training follows: the velocity `dW/dt` at every W, and the loss that falls along it.
///
/// An implementation keeps its buffers, so that an evaluation allocates nothing; what it returns depends on W alone,
/// bit for bit, not on earlier evaluations nor on the number of threads.
package protocol GradientFlow {
    /// Sets `velocity` to `dW/dt` at W; it is not finite where W is not.
    mutating func evaluate(at w: Matrix<Double>, velocity: inout Matrix<Float>)
    /// The loss at W, where `velocity` was evaluated last.
    mutating func loss(at w: Matrix<Double>, velocity: Matrix<Float>) -> Double
}

/// The gradient flow of `¼‖WWᵀ − M‖²_F`: `dW/dt = ½(M − WWᵀ)W`.
///
/// Formed in single precision as `½MW − ½W(WᵀW)`: one product with M, in which nearly all of the 2V²d operations are.
package struct FactorizationFlow: GradientFlow {
    private let target: any SymmetricOperator
    /// `‖M‖²_F`.
    private let squaredNorm: Double
    private var rounded: Matrix<Float>
    /// `WᵀW`.
    private var gram: Matrix<Float>

    /// The flow to a target whose `‖M‖²_F` is known, for W of `columns` columns.
    package init(target: any SymmetricOperator, squaredNorm: Double, columns: Int) {
        self.target = target
        self.squaredNorm = squaredNorm
        rounded = Matrix(rows: target.order, columns: columns)
        gram = Matrix(rows: columns, columns: columns)
    }

    package mutating func evaluate(at w: Matrix<Double>, velocity: inout Matrix<Float>) {
        rounded.round(w)
        gemm(1, rounded, transposeA: true, rounded, 0, into: &gram)
        target.multiply(rounded, into: &velocity)
        gemm(-0.5, rounded, gram, 0.5, into: &velocity)
    }

    /// `¼‖WWᵀ − M‖²_F = ¼‖M‖² − tr(Wᵀ dW/dt) − ¼‖WᵀW‖²`, because `½tr(WᵀMW) = tr(Wᵀ dW/dt) + ½‖WᵀW‖²`.
    package func loss(at w: Matrix<Double>, velocity: Matrix<Float>) -> Double {
        squaredNorm / 4 - w.innerProduct(velocity) - w.transposedTimes(w).squaredFrobeniusNorm / 4
    }
}

/// The gradient flow of any objective, `dW/dt = −flowScale·∇L`; its loss is counted from ``Objective/leastValue``.
struct ObjectiveFlow: GradientFlow {
    private let evaluator: BlockedGradient
    private let scale: Float
    private let leastValue: Double
    private var rounded: Matrix<Float>
    private var value = 0.0

    /// The flow of an objective, for W of `columns` columns.
    init(_ objective: Objective, columns: Int) {
        evaluator = BlockedGradient(objective, dimension: columns)
        scale = Float(-objective.flowScale)
        leastValue = objective.leastValue
        rounded = Matrix(rows: objective.counts.vocabulary.count, columns: columns)
    }

    mutating func evaluate(at w: Matrix<Double>, velocity: inout Matrix<Float>) {
        rounded.round(w)
        value = evaluator.evaluate(at: rounded, gradient: &velocity)
        velocity.withUnsafeMutableElements { velocity in
            nonisolated(unsafe) let velocity = velocity
            concurrentChunks(count: velocity.count, chunk: elementChunk) { [scale] range in
                for index in range { velocity[index] *= scale }
            }
        }
    }

    func loss(at w: Matrix<Double>, velocity: Matrix<Float>) -> Double { value - leastValue }
}
