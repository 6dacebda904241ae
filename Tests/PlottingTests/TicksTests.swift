import Foundation
import Testing

@testable import Plotting

@Suite("Ticks")
struct TicksTests {
    @Test(
        "a linear axis has the ticks a person would choose",
        arguments: [
            (0.0, 10.0, 6, ["0", "2", "4", "6", "8", "10"]),
            (0, 1, 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            (0.55, 1.02, 4, ["0.6", "0.8", "1.0"]),
            (-1.2, 1.1, 6, ["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
            (0, 31.4, 5, ["0", "10", "20", "30"]),
            (0, 24_000, 4, ["0", "10,000", "20,000"]),
            (0, 3e9, 4, ["0", "1×10^{9}", "2×10^{9}", "3×10^{9}"]),
            (0, 2e-5, 3, ["0", "1×10^{−5}", "2×10^{−5}"]),
        ])
    func linear(lower: Double, upper: Double, limit: Int, labels: [String]) {
        #expect(Ticks.linear(lower, upper, limit: limit).map(\.label) == labels)
    }

    @Test("linear ticks rise, lie inside, are few, even and round for any domain")
    func linearProperties() throws {
        var generator = DemonstrationFigures.Generator(state: 41)
        for _ in 0..<3000 {
            let scale = pow(10, Double.random(in: -290...290, using: &generator))
            let lower = Double.random(in: -1...1, using: &generator) * scale
            let upper = lower + Double.random(in: 0.01...1, using: &generator) * scale
            let limit = Int.random(in: 2...12, using: &generator)
            let ticks = Ticks.linear(lower, upper, limit: limit).map(\.value)
            let step = Ticks.linearStep(lower, upper, limit: limit)
            try #require(ticks.count <= limit && step > 0, "\(lower)…\(upper) in \(limit)")
            let digit = step / pow(10, floor(log10(step) + 1e-9))
            try #require([1, 2, 5].contains { abs($0 - digit) < 1e-6 }, "step \(step)")
            for (left, right) in zip(ticks, ticks.dropFirst()) {
                try #require(abs(right - left - step) <= 1e-6 * step, "\(lower)…\(upper) in \(limit)")
            }
            try #require(ticks.allSatisfy { $0 >= lower && $0 <= upper }, "\(lower)…\(upper)")
        }
    }

    @Test(
        "a logarithmic axis labels digits, 1–2–5 or powers, as there is room",
        arguments: [
            (0.6, 5.3, 40.0, ["1", "2", "3", "4", "5"]),
            (1, 100, 60, ["1", "2", "5", "10", "20", "50", "100"]),
            (1, 100, 20, ["1", "3", "10", "30", "100"]),
            (1, 100, 11, ["1", "10", "100"]),
            (1, 100_000, 60, ["10^{0}", "10^{1}", "10^{2}", "10^{3}", "10^{4}", "10^{5}"]),
            (1e-6, 1, 60, ["10^{−6}", "10^{−5}", "10^{−4}", "10^{−3}", "10^{−2}", "10^{−1}", "10^{0}"]),
        ])
    func logarithmic(lower: Double, upper: Double, room: Double, labels: [String]) {
        let axis = Axis(scale: Scale(.log, lower: lower, upper: upper))
        // Labels take 8 pixels on an axis of `room` × 10: what fits follows from the distances alone.
        let ticks = axis.ticks(length: room * 10, horizontal: true) { _ in 8 }
        #expect(ticks.compactMap(\.label) == labels)
    }

    @Test("logarithmic ticks rise, lie inside, and keep their labels apart for any domain")
    func logarithmicProperties() throws {
        var generator = DemonstrationFigures.Generator(state: 42)
        for _ in 0..<2000 {
            let lower = pow(10, Double.random(in: -300...295, using: &generator))
            let upper = lower * pow(10, Double.random(in: 0.01...min(12, 307 - log10(lower)), using: &generator))
            let length = Double.random(in: 60...700, using: &generator)
            let axis = Axis(scale: Scale(.log, lower: lower, upper: upper))
            let ticks = axis.ticks(length: length, horizontal: true) { Double($0.count) * 4 }
            for (left, right) in zip(ticks, ticks.dropFirst()) {
                try #require(left.value < right.value, "\(lower)…\(upper)")
            }
            let slack = 1e-9
            try #require(
                ticks.allSatisfy { $0.value >= lower * (1 - slack) && $0.value <= upper * (1 + slack) },
                "\(lower)…\(upper)")
        }
    }

    @Test("a symmetric logarithmic axis has zero and both signs")
    func symlog() {
        let axis = Axis(scale: Scale(.symlog(threshold: 1), lower: -100, upper: 1000))
        let ticks = axis.ticks(length: 600, horizontal: true) { _ in 20 }
        #expect(ticks.compactMap(\.label) == ["−100", "−10", "−1", "0", "1", "10", "100", "1,000"])
    }

    @Test(
        "labels of given ticks say what the ticks are",
        arguments: [
            (ScaleType.log, [1, 1.5, 2], ["1", "1.5", "2"]),
            (.log, [1, 20, 300], ["1", "20", "300"]),
            (.log, [12, 120, 1200], ["12", "120", "1200"]),
            (.log, [1e-5, 3e-4, 1e-3], ["10^{−5}", "3×10^{−4}", "10^{−3}"]),
            (.log, [0.1 + 0.2, 3], ["0.3", "3"]),
            (.log, [Double.leastNonzeroMagnitude, 1], ["5e−324", "1"]),
            (.symlog(threshold: 1), [-20, 0, 20], ["−20", "0", "20"]),
            (.symlog(threshold: 1), [-25, 0, 25], ["−25", "0", "25"]),
            (.linear, [-0.5, 0, 12.25], ["−0.5", "0", "12.25"]),
        ])
    func givenTicks(type: ScaleType, values: [Double], labels: [String]) throws {
        let scale = Scale(type, lower: try #require(values.first), upper: try #require(values.last))
        let axis = Axis(scale: scale, fixedTicks: values)
        #expect(axis.ticks(length: 600, horizontal: true) { _ in 8 }.map(\.label) == labels)
    }

    @Test("numbers have a true minus sign, commas, and no negative zero")
    func numbers() {
        #expect(TickLabels.fixed(-1234.5, decimals: 1) == "−1,234.5")
        #expect(TickLabels.fixed(-0.001, decimals: 1) == "0.0")
        #expect(TickLabels.fixed(999, decimals: 0) == "999")
        #expect(TickLabels.fixed(1_000_000, decimals: 0) == "1,000,000")
    }
}
