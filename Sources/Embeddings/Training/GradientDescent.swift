package import LinearAlgebra

/// A way to follow a ``GradientFlow`` in steps.
package protocol Integrator {
    /// Goes on until the time, or beyond it where ``observe(_:at:)`` can look back; calls `pass` before each step.
    mutating func advance(
        _ state: inout TrainingState, to time: Double, pass: (TrainingState) throws -> Void) throws
    /// The embeddings at the time up to which was advanced last, and their loss.
    mutating func observe(_ state: TrainingState, at time: Double) -> (w: Matrix<Double>, loss: Double)
}

/// Gradient descent, `W ← W + Δt·dW/dt`: steps whose times are given beforehand.
///
/// The velocity is in single precision and added to W in double, so that the rounding of W does not pile up, step by
/// step, in modes that are still small beside the learned ones.
package struct GradientDescent<Flow: GradientFlow>: Integrator {
    private var flow: Flow
    /// The time before each step and after the last one.
    private let times: [Double]
    /// What an error says of the steps: ``TrainingOptions/longestStepSize``.
    private let stepSize: Double
    private var velocity: Matrix<Float>
    /// The number of steps before the W at which the velocity is known.
    private var evaluated: Int?

    /// The descent of a flow at the given times, the first of which is 0, for W of the shape of the given one; an error
    /// names the step size.
    package init(_ flow: Flow, times: [Double], stepSize: Double, shape w: Matrix<Double>) {
        self.flow = flow
        self.times = times
        self.stepSize = stepSize
        velocity = Matrix(rows: w.rows, columns: w.columns)
    }

    package mutating func advance(
        _ state: inout TrainingState, to time: Double, pass: (TrainingState) throws -> Void
    ) throws {
        while state.time < time {
            try pass(state)
            evaluate(state)
            let square = state.w.add(times[state.steps + 1] - times[state.steps], velocity)
            state.steps += 1
            state.time = times[state.steps]
            guard square.isFinite else {
                throw TrainingError.diverged(step: state.steps, stepSize: stepSize)
            }
        }
    }

    package mutating func observe(_ state: TrainingState, at time: Double) -> (w: Matrix<Double>, loss: Double) {
        evaluate(state)
        return (state.w, flow.loss(at: state.w, velocity: velocity))
    }

    private mutating func evaluate(_ state: TrainingState) {
        guard evaluated != state.steps else { return }
        flow.evaluate(at: state.w, velocity: &velocity)
        evaluated = state.steps
    }
}
