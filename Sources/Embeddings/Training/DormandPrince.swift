import Foundation
package import LinearAlgebra

/// The gradient flow itself, by the Runge–Kutta pair of orders 5 and 4 of Dormand and Prince (1980), with steps that
/// adapt themselves to a tolerance.
///
/// Six evaluations a step: the last stage of a step is the first of the next. The difference between the two orders
/// estimates the error of a step; a proportional–integral controller (Gustafsson 1991, with the constants of Hairer,
/// Nørsett and Wanner, "Solving Ordinary Differential Equations I", section IV.2) sets the next step. Times within a
/// step are looked at by the pair's interpolant of order 4, so that recordings do not shorten steps.
///
/// The error of a step is that of the single *singular values* of W, relative to each, the largest of them: the modes of
/// a training differ in size by many orders of magnitude, and one that is small now will be large later. The error of W
/// as a whole, relative to its norm, must not be larger either. The errors of the steps add up.
///
/// The method is explicit: however large the tolerance, steps are not longer than about 3.3 divided by the fastest rate
/// of decay, which for the quartic model is `½‖M*‖` or λ₁. Where one direction decays much faster than all else happens,
/// nearly all steps are of that length, and their errors far below the tolerance. The state is in double precision,
/// velocities are in single: tolerances below about 1e-6 ask for more than there is.
package struct DormandPrince<Flow: GradientFlow>: Integrator {
    private var flow: Flow
    private let tolerance: Double
    private let limits: Limits
    /// The velocities at the stages of a step, the first one at its start and the last at its end.
    private var stages: [Matrix<Float>]
    private var known = KnownStages.none
    /// W before the last step.
    private var start: Matrix<Double>
    private var trial: Matrix<Double>
    private var error: Matrix<Double>

    private enum KnownStages: Equatable {
        case none
        /// The velocity at the state's W.
        case first
        /// All of the last step, which was so long; the last is the velocity at the state's W.
        case all(length: Double)
    }

    /// What ends a training that does not come to its end.
    package struct Limits {
        /// The length of the first step that is tried.
        let firstStep: Double
        let mostSteps: Int
        /// The end, for an error's text.
        let endTime: Double
        /// A step that is shorter leads nowhere.
        var shortestStep: Double { 1e-6 * firstStep }

        package init(firstStep: Double, mostSteps: Int, endTime: Double) {
            (self.firstStep, self.mostSteps, self.endTime) = (firstStep, mostSteps, endTime)
        }
    }

    /// The method for a flow, and W of the shape of the given one.
    package init(_ flow: Flow, tolerance: Double, limits: Limits, shape w: Matrix<Double>) {
        self.flow = flow
        self.tolerance = tolerance
        self.limits = limits
        stages = Array(repeating: Matrix(rows: w.rows, columns: w.columns), count: 7)
        (start, trial, error) = (w, w, w)
    }

    package mutating func advance(
        _ state: inout TrainingState, to time: Double, pass: (TrainingState) throws -> Void
    ) throws {
        if state.control.step == 0 { state.control.step = limits.firstStep }
        while state.time < time {
            try pass(state)
            guard state.steps < limits.mostSteps else {
                throw TrainingError.endless(endTime: limits.endTime, mostSteps: limits.mostSteps)
            }
            while try !step(&state, of: state.control.step) {
                guard state.control.step > limits.shortestStep else {
                    throw TrainingError.stalled(time: state.time, tolerance: tolerance)
                }
            }
        }
    }

    /// Tries a step, and sets the length of the next one or of the next attempt; whether the error was small enough, so
    /// that the step was made.
    package mutating func step(_ state: inout TrainingState, of length: Double) throws -> Bool {
        if case .all = known { stages.swapAt(0, 6) }
        if known == .none { flow.evaluate(at: state.w, velocity: &stages[0]) }
        known = .first
        for stage in 1...6 {
            trial.set(to: state.w, adding: terms(Tableau.stages[stage - 1], length))
            flow.evaluate(at: trial, velocity: &stages[stage])
        }
        error.set(to: nil, adding: terms(Tableau.error, length))
        let ratio = try relativeError() / tolerance
        guard ratio <= 1 else {
            state.control.step = length * (ratio.isFinite ? max(0.2, 0.9 * pow(ratio, -0.2)) : 0.1)
            return false
        }
        let factor = 0.9 * pow(max(ratio, 1e-10), -0.7 / 5) * pow(max(state.control.error, 1e-10), 0.4 / 5)
        state.control = .init(step: length * min(5, max(0.2, factor)), error: ratio)
        swap(&start, &state.w)
        swap(&state.w, &trial)
        state.time += length
        state.steps += 1
        known = .all(length: length)
        return true
    }

    /// The interpolant; its loss costs an evaluation.
    package mutating func observe(_ state: TrainingState, at time: Double) -> (w: Matrix<Double>, loss: Double) {
        switch known {
        case .all(let length) where time < state.time:
            let part = 1 - (state.time - time) / length
            trial.set(to: start, adding: terms(Tableau.interpolant(at: part), length))
            // Neither the interpolant nor the next step needs the second stage.
            flow.evaluate(at: trial, velocity: &stages[1])
            return (trial, flow.loss(at: trial, velocity: stages[1]))
        case .all, .first, .none:
            flow.evaluate(at: state.w, velocity: &stages[1])
            return (state.w, flow.loss(at: state.w, velocity: stages[1]))
        }
    }

    /// How large ``error`` is beside ``trial``: the largest relative error of a singular value, or that of the whole if
    /// it is larger; infinite if one of them is not finite.
    ///
    /// With `WᵀW = RS²Rᵀ` the error of `s_k` is to first order `u_kᵀEr_k = (RᵀWᵀER)_kk / s_k`. What is smaller than 1e-6
    /// of the largest one cannot be told from rounding errors.
    private func relativeError() throws -> Double {
        let (norm, errorNorm) = (trial.squaredFrobeniusNorm, error.squaredFrobeniusNorm)
        guard norm.isFinite, errorNorm.isFinite, norm > 0 else { return .infinity }
        let pairs = try leadingEigenpairs(of: trial.transposedTimes(trial).symmetrized, count: trial.columns)
        let turned = trial.transposedTimes(error) * pairs.vectors
        var worst = (errorNorm / norm).squareRoot()
        for (mode, square) in pairs.eigenvalues.enumerated() where square > 1e-12 * pairs.eigenvalues[0] {
            let change = zip(pairs.vectors.column(mode), turned.column(mode)).reduce(0) { $0 + $1.0 * $1.1 }
            worst = max(worst, abs(change) / square)
        }
        return worst
    }

    private func terms(_ coefficients: [Double], _ length: Double) -> [(factor: Double, matrix: Matrix<Float>)] {
        zip(coefficients, stages).compactMap { $0 == 0 ? nil : ($0 * length, $1) }
    }
}

/// The coefficients of Dormand and Prince.
private enum Tableau {
    /// What of the stages before leads to each stage but the first.
    static let stages: [[Double]] = [
        [1 / 5],
        [3 / 40, 9 / 40],
        [44 / 45, -56 / 15, 32 / 9],
        [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
        [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
        [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
    ]

    /// The difference between the orders 5 and 4.
    static let error: [Double] = [
        71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40,
    ]

    /// What of the stages leads to a part of the step, from 0 to 1.
    static func interpolant(at part: Double) -> [Double] {
        // Of the seventh stage nothing is in the fifth-order result.
        let whole = stages[5] + [0]
        let bend: [Double] = [
            -12_715_105_075 / 11_282_082_432, 0, 87_487_479_700 / 32_700_410_799, -10_690_763_975 / 1_880_347_072,
            701_980_252_875 / 199_316_789_632, -1_453_857_185 / 822_651_844, 69_997_945 / 29_380_423,
        ]
        let rest = 1 - part
        return (0..<7).map { stage in
            let (first, last): (Double, Double) = (stage == 0 ? 1 : 0, stage == 6 ? 1 : 0)
            let begins = first - whole[stage]
            let ends = whole[stage] - last - begins
            return part * (whole[stage] + rest * (begins + part * (ends + rest * bend[stage])))
        }
    }
}
