import Embeddings
import Foundation
import Testing

@Suite("Curves of learning")
struct LearningCurvesTests {
    /// Logistic modes that are half learned at `halves` and rise at `rates`, as in the closed form.
    private func logistic(rates: [Double], halves: [Double], times: [Double]) -> LearningCurves {
        let values = zip(rates, halves).map { rate, half in
            times.map { (rate / (1 + exp(-rate * ($0 - half)))).squareRoot() }
        }
        return LearningCurves(times: times, singularValues: values, heights: rates)
    }

    private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

    private let times = (0...40).map { Double($0) * 0.37 }

    @Test("a logistic mode is half learned when it says, between times too")
    func halves() throws {
        let curves = logistic(rates: [3, 2], halves: [2.4, 5.05], times: times)
        for (measured, expected) in zip(curves.learningTimes, [2.4, 5.05]) {
            #expect(abs(try #require(measured) - expected) < 1e-9)
        }
    }

    @Test("two logistic modes have the sequentiality that their formula gives")
    func twoModes() {
        let curves = logistic(rates: [3, 2], halves: [4, 5], times: times)
        // At the second's half the first has σ(3·1), at the first's half the second has σ(−2·1).
        #expect(abs(curves.sequentiality - (sigmoid(3) - sigmoid(-2))) < 1e-9)
    }

    @Test("modes far apart have sequentiality one, equal modes zero, modes in the other order less")
    func extremes() {
        #expect(abs(logistic(rates: [9, 9], halves: [3, 11], times: times).sequentiality - 1) < 1e-8)
        #expect(abs(logistic(rates: [2, 2], halves: [5, 5], times: times).sequentiality) < 1e-9)
        #expect(abs(logistic(rates: [9, 9], halves: [11, 3], times: times).sequentiality + 1) < 1e-6)
    }

    @Test("sequentiality is the mean over neighbours, and passes over a mode that is not learned")
    func neighbours() {
        let (first, second) = (sigmoid(2) - sigmoid(-2), sigmoid(4) - sigmoid(-4))
        let three = logistic(rates: [2, 2, 2], halves: [3, 4, 6], times: times)
        #expect(abs(three.sequentiality - (first + second) / 2) < 1e-9)
        let late = logistic(rates: [2, 2, 2], halves: [3, 4, 99], times: times)
        #expect(late.learningTimes[2] == nil)
        #expect(abs(late.sequentiality - first) < 1e-9)
    }

    @Test("neither the unit nor the pace of time matters", arguments: [0.01, 1, 250])
    func pace(unit: Double) {
        let curves = logistic(rates: [3, 2, 1], halves: [2, 4, 7], times: times)
        let scaled = LearningCurves(
            times: times.map { $0 * unit }, singularValues: curves.shares.map { $0.map { $0.squareRoot() } },
            heights: [1, 1, 1])
        #expect(abs(scaled.sequentiality - curves.sequentiality) < 1e-9)
        // Any ascending function of time moves a half and the shares there together, up to the interpolation.
        let warped = LearningCurves(
            times: times.map { pow($0, 1.3) }, singularValues: curves.shares.map { $0.map { $0.squareRoot() } },
            heights: [1, 1, 1])
        #expect(abs(warped.sequentiality - curves.sequentiality) < 1e-3)
    }

    @Test("a mode of no height is never learned, one that has its height at once is learned at the first time")
    func degenerate() {
        let curves = LearningCurves(times: [1, 2], singularValues: [[1, 1], [0, 1]], heights: [1, 0])
        #expect(curves.learningTimes == [1, nil])
        #expect(curves.shares == [[1, 1], [0, 0]])
        #expect(curves.sequentiality.isNaN)
    }

    @Test("a mode that overshoots its height counts as complete")
    func overshoot() {
        let curves = LearningCurves(
            times: [0, 1, 2, 3], singularValues: [[0.1, 1.2, 1.2, 1.2], [0.001, 0.001, 0.9, 1.0]], heights: [1, 1])
        #expect(abs(curves.sequentiality - 1) < 2e-3)
    }
}
