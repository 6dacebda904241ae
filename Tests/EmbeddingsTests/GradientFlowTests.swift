import Files
import Computation
import Embeddings
import Foundation
import LinearAlgebra
import Testing
import TextStatistics

@Suite("The gradient flow by Runge–Kutta steps")
struct GradientFlowTests {
    /// The flow to a diagonal target from a diagonal start, whose solution is known, and the state at its start.
    private func diagonal(
        _ eigenvalues: [Double], starts: [Double], tolerance: Double, mostSteps: Int = 10_000
    ) throws -> (DormandPrince<FactorizationFlow>, TrainingState, ClosedForm) {
        let target = try DenseOperator(Matrix<Float>(Matrix(diagonal: eigenvalues)))
        let state = TrainingState(Matrix(diagonal: starts))
        let norm = eigenvalues.reduce(0) { $0 + $1 * $1 }
        let flow = FactorizationFlow(target: target, squaredNorm: norm, columns: state.w.columns)
        let method = DormandPrince(
            flow, tolerance: tolerance, limits: .init(firstStep: 0.1, mostSteps: mostSteps, endTime: 1),
            shape: state.w)
        return (method, state, ClosedForm(eigenvalues: eigenvalues, squaredStarts: starts.map { $0 * $0 }))
    }

    private func worst(_ w: Matrix<Double>, _ theory: ClosedForm, at time: Double) -> Double {
        theory.singularValues(at: time).enumerated().map { abs(w[$0, $0] / $1 - 1) }.max()!
    }

    @Test("the result is of fifth order in the step, and between steps of fourth")
    func order() throws {
        func errors(steps: Int) throws -> (end: Double, between: Double) {
            var (method, state, theory) = try diagonal([1], starts: [0.3], tolerance: 1e9)
            var between = 0.0
            let length = 12.0 / Double(steps)
            for _ in 0..<steps {
                #expect(try method.step(&state, of: length))
                let middle = state.time - 0.4 * length
                between = max(between, worst(method.observe(state, at: middle).w, theory, at: middle))
            }
            return (worst(state.w, theory, at: 12), between)
        }
        let errors = try [5, 10, 20].map(errors)
        // Halved steps: 32 times smaller at the end and 16 times between, or more.
        for (coarse, fine) in zip(errors, errors.dropFirst()) {
            #expect(coarse.end / fine.end > 25 && coarse.between / fine.between > 12)
        }
        #expect(errors[2].end < 1e-5)
    }

    @Test("modes of all sizes follow the closed form to the tolerance", arguments: [1e-2, 1e-4, 1e-6])
    func tolerance(_ tolerance: Double) throws {
        let eigenvalues = [10, 7, 3, 0.5, -4]
        var (method, state, theory) = try diagonal(
            eigenvalues, starts: [1e-3, 2e-3, 1e-3, 1e-2, 1e-2], tolerance: tolerance)
        var largest = 0.0
        for index in 1...60 {
            let time = 0.1 * Double(index)
            try method.advance(&state, to: time) { _ in }
            let (w, loss) = method.observe(state, at: time)
            // The last mode vanishes beside the others.
            largest = max(
                largest,
                theory.singularValues(at: time).prefix(4).enumerated().map { abs(w[$0, $0] / $1 - 1) }.max()!)
            let expected = theory.loss(at: time, squaredNorm: eigenvalues.reduce(0) { $0 + $1 * $1 })
            #expect(abs(loss / expected - 1) < 50 * tolerance)
        }
        // The errors of up to a hundred steps add up, but the tolerance is not wasted either.
        #expect(largest < 50 * tolerance && (tolerance < 1e-5 || largest > tolerance / 100))
        #expect(state.steps < (tolerance < 1e-5 ? 200 : 60))
    }

    @Test("a direction that decays fast bounds the steps, whatever the tolerance")
    func stiffness() throws {
        var (method, state, theory) = try diagonal([2, -2000], starts: [1e-2, 1e-2], tolerance: 0.05)
        try method.advance(&state, to: 3) { _ in }
        let w = method.observe(state, at: 3).w
        #expect(abs(w[0, 0] / theory.singularValues(at: 3)[0] - 1) < 1e-4 && abs(w[1, 1]) < 1e-4)
        // ½·2000·3 divided by 3.3 is 909.
        #expect((800..<1500).contains(state.steps))
    }

    @Test("a tolerance that cannot be met ends in an error, and so do too many steps")
    func stalled() throws {
        struct Noise: GradientFlow {
            var seed: UInt64 = 0
            mutating func evaluate(at w: Matrix<Double>, velocity: inout Matrix<Float>) {
                seed += 1
                velocity = velocity.map { _ in .nan }
            }
            func loss(at w: Matrix<Double>, velocity: Matrix<Float>) -> Double { 0 }
        }
        var state = TrainingState(Matrix(diagonal: [1]))
        let limits = DormandPrince<Noise>.Limits(firstStep: 1, mostSteps: 10, endTime: 1)
        var method = DormandPrince(Noise(), tolerance: 1e-4, limits: limits, shape: state.w)
        #expect {
            try method.advance(&state, to: 1) { _ in }
        } throws: {
            "\($0)" == "the training stalled at t = 0.0: a tolerance of 0.0001 asks for smaller and smaller steps"
                && ($0 as? TrainingError)?.remedy == "Take a larger tolerance; single precision allows about 1e-6."
        }
        var (endless, begun, _) = try diagonal([1], starts: [0.1], tolerance: 1e-5, mostSteps: 10)
        #expect(throws: TrainingError.endless(endTime: 1, mostSteps: 10)) {
            try endless.advance(&begun, to: 20) { _ in }
        }
    }

    @Test("a training by the flow learns every mode when the closed form says, and ends where descent does")
    func training() throws {
        let target = TargetMatrix(plantedCounts(words: 60))
        let pairs = try target.eigenpairs(rank: 4)
        var options = TrainingOptions(dimension: 4, method: .flow(), recordings: 500)
        let flow = try target.train(options)
        let theory = ClosedForm(
            eigenvalues: pairs.eigenvalues,
            squaredStarts: try ClosedForm.alignedStart(of: options.initialVectors(words: 60), eigenpairs: pairs))
        for (measured, expected) in zip(flow.learningTimes(heights: pairs.eigenvalues), theory.learningTimes) {
            #expect(abs(try #require(measured) / #require(expected) - 1) < 0.01)
        }
        #expect(flow.times.first == 0 && zip(flow.times, flow.times.dropFirst()).allSatisfy { $0 < $1 })
        #expect(zip(flow.losses, flow.losses.dropFirst()).allSatisfy { $1 - $0 < 1e-6 * flow.losses[0] })
        options.method = .descent
        let descent = try target.train(options)
        #expect(flow.steps < descent.steps)
        // As near as the tolerance asks for, whose default is 1e-4.
        for (tolerance, run) in try [(1e-4, flow)]
            + [1e-5, 3e-6].map({ tolerance in
                options.method = .flow(tolerance: tolerance)
                return (tolerance, try target.train(options))
            })
        {
            #expect(abs(run.losses.last! / descent.losses.last! - 1) < tolerance)
        }
        let overlap = try subspaceOverlap(
            Matrix<Double>(flow.embedding.vectors), Matrix<Double>(descent.embedding.vectors))
        #expect(overlap > 0.999999)
    }

    @Test("the tolerance is refused outside of its range")
    func refused() {
        let target = TargetMatrix(plantedCounts(words: 20))
        #expect(
            throws: TrainingError.option(name: "tolerance", value: "1.0", must: "from 1e-8 to 0.1")
        ) { try target.train(TrainingOptions(dimension: 2, method: .flow(tolerance: 1))) }
    }
}
