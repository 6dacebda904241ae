import Computation
import Embeddings
import Foundation
import LinearAlgebra
import Testing

@Suite("Closed form")
struct ClosedFormTests {
    @Test("the squared singular values solve ds²/dt = (λ − s²)s²", arguments: [7.0, 0.3, 0, -0.5, -4])
    func equation(eigenvalue: Double) {
        let form = ClosedForm(eigenvalues: [eigenvalue], squaredStarts: [0.02])
        for time in stride(from: 0.0, through: 3, by: 0.25) {
            func square(_ time: Double) -> Double { pow(form.singularValues(at: time)[0], 2) }
            let step = 1e-5
            let slope = (square(time + step) - square(max(0, time - step))) / (time > 0 ? 2 * step : step)
            let expected = (eigenvalue - square(time)) * square(time)
            #expect(abs(slope - expected) < (time > 0 ? 1e-7 : 1e-4))
        }
        #expect(abs(form.singularValues(at: 0)[0] - 0.02.squareRoot()) < 1e-15)
    }

    @Test("late times do not overflow: positive modes reach √λ, the others vanish")
    func late() {
        let form = ClosedForm(eigenvalues: [900, 2, 0, -3], start: 1e-6)
        let values = form.singularValues(at: 1e6)
        #expect(abs(values[0] - 30) < 1e-12 && abs(values[1] - 2.0.squareRoot()) < 1e-12)
        #expect(values[2] <= 1e-6 && values[3] == 0)
    }

    @Test("learning times: half height, up to the start itself; none for modes that do not grow")
    func learningTimes() {
        let form = ClosedForm(eigenvalues: [9, 4, -1, 1e-9], start: 1e-4)
        #expect(form.learningTime(0) == log(9 / (1e-4 * 1e-4)) / 9)
        #expect(form.learningTimes.map { $0 == nil } == [false, false, true, true])
        for mode in 0..<2 {
            let value = form.singularValues(at: form.learningTime(mode)!)[mode]
            #expect(abs(value * value / form.eigenvalues[mode] - 0.5) < 1e-8)
        }
    }

    @Test("the loss is that of the aligned embedding, and each learned mode lowers it by λ²/4")
    func loss() throws {
        let target = TargetMatrix(plantedCounts(words: 15))
        let pairs = try target.eigenpairs(rank: 3)
        let norm = target.squaredFrobeniusNorm
        let form = ClosedForm(eigenvalues: pairs.eigenvalues, start: 0.01)
        for time in [0, 0.5, 1, 2, 100] {
            let w = pairs.vectors * Matrix(diagonal: form.singularValues(at: time))
            let distance = zip(w.timesTransposed(w).elements, target.dense().elements)
                .reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            #expect(abs(form.loss(at: time, squaredNorm: norm) - distance / 4) < 1e-10 * norm)
        }
        let drops = pairs.eigenvalues.reduce(0) { $0 + $1 * $1 / 4 }
        #expect(abs(form.loss(at: 1e4, squaredNorm: norm) - (norm / 4 - drops)) < 1e-10 * norm)
    }

    @Test("the aligned start by hand: each mode keeps what is orthogonal to the modes before it")
    func alignedStart() throws {
        let pairs = Eigenpairs(
            eigenvalues: [3, 2], vectors: Matrix([[1, 0], [0, 1], [0, 0]]), residuals: [0, 0])
        let starts = try ClosedForm.alignedStart(of: Matrix([[3, 4], [1, 0], [7, 7]]), eigenpairs: pairs)
        // Rows (3, 4) and (1, 0): the second without its part along (0.6, 0.8) is (0.64, −0.48).
        #expect(abs(starts[0] - 25) < 1e-12 && abs(starts[1] - 0.64) < 1e-12)
        let single = try ClosedForm.alignedStart(of: Matrix([[2], [1], [5]]), eigenpairs: pairs)
        #expect(single.count == 1 && abs(single[0] - 4) < 1e-12)
    }

    @Test("over many random starts the aligned one has the expected mean")
    func expectedStart() throws {
        let (words, dimension, start) = (12, 4, 0.3)
        let pairs = Eigenpairs(
            eigenvalues: [4, 3, 2, 1],
            vectors: Matrix<Double>(diagonal: Array(repeating: 1, count: words))
                .leadingColumns(dimension), residuals: [0, 0, 0, 0])
        var sums = [0.0, 0, 0, 0]
        for seed in 0..<2000 {
            let options = TrainingOptions(dimension: dimension, start: start, seed: UInt64(seed))
            let starts = try ClosedForm.alignedStart(of: options.initialVectors(words: words), eigenpairs: pairs)
            for mode in 0..<4 { sums[mode] += starts[mode] / 2000 }
        }
        let expected = ClosedForm.expectedSquaredStarts(dimension: dimension, start: start)
        for mode in 0..<4 { #expect(abs(sums[mode] / expected[mode] - 1) < 0.1) }
    }

    @Test("a power law is recovered, in the ranks asked for, and refused where it cannot be fitted")
    func powerLaw() throws {
        let values = [1e6] + (2...50).map { 3 * pow(Double($0), -0.6) }
        let law = try #require(PowerLaw(fitting: values, ranks: 2...100))
        #expect(abs(law.exponent - 0.6) < 1e-12 && abs(law.prefactor - 3) < 1e-12)
        #expect(abs(law.determination - 1) < 1e-12 && abs(law.value(at: 10) - values[9]) < 1e-12)
        #expect(PowerLaw(fitting: values, ranks: 60...70) == nil)
        #expect(PowerLaw(fitting: [1, 0, -1], ranks: 1...3) == nil)
        #expect(PowerLaw(fitting: [], ranks: 1...3) == nil)
    }
}
