import Foundation
import Testing

@testable import Plotting

@Suite("Properties of scales and ticks")
struct ScalePropertiesTests {
    /// Domains of every kind of scale, from tiny to huge.
    private func scales(_ count: Int, seed: UInt64) -> [Scale] {
        var generator = DemonstrationFigures.Generator(state: seed)
        func magnitude(_ range: ClosedRange<Double>) -> Double {
            pow(10, Double.random(in: range, using: &generator))
        }
        var scales: [Scale] = [
            Scale(.log, lower: 1e-300, upper: 1e300), Scale(.log, lower: 1, upper: 1.000000000001),
            Scale(.linear, lower: 1, upper: 1.000000000001), Scale(.linear, lower: -1e307, upper: 1e307),
            Scale(.linear, lower: 1e-300, upper: 3e-300), Scale(.squareRoot, lower: 0, upper: 1e300),
            Scale(.squareRoot, lower: 0, upper: 1e-300), Scale(.squareRoot, lower: 50, upper: 51),
            Scale(.symlog(threshold: 1e-300), lower: -1e300, upper: 1e300),
            Scale(.symlog(threshold: 1), lower: 100, upper: 130), Scale(.symlog(threshold: 5), lower: -2, upper: 2),
        ]
        for _ in 0..<count {
            let size = magnitude(-290...290)
            let share = Double.random(in: 0...0.999, using: &generator)
            scales.append(Scale(.linear, lower: size * (share * 2 - 1), upper: size))
            scales.append(Scale(.squareRoot, lower: share < 0.5 ? 0 : size * share, upper: size))
            let low = magnitude(-300...290)
            let decades = min(300 - log10(low), Double.random(in: 0.001...40, using: &generator))
            scales.append(Scale(.log, lower: low, upper: low * pow(10, decades)))
            let threshold = magnitude(-20...5)
            scales.append(
                Scale(.symlog(threshold: threshold), lower: -magnitude(-4...8) * share, upper: magnitude(-4...8)))
        }
        return scales
    }

    @Test("positions rise with values, the ends are at 0 and 1, and values come back")
    func roundTrip() throws {
        for scale in scales(200, seed: 61) {
            let comment = Comment(rawValue: "\(scale.type) \(scale.lower)…\(scale.upper)")
            #expect(scale.position(scale.lower) == 0, comment)
            #expect(abs((scale.position(scale.upper) ?? 0) - 1) < 1e-15, comment)
            var previous = -Double.infinity
            for step in 0...20 {
                let share = Double(step) / 20
                let value = scale.value(at: share)
                try #require(value >= previous, comment)
                try #require(value >= scale.lower - 1e-9 * abs(scale.lower), comment)
                previous = value
                // What is left of a tiny range, or of a value near 10³⁰⁰, has few digits.
                let span = abs(Scale.transform(scale.upper, scale.type) - Scale.transform(scale.lower, scale.type))
                let slack = 1e-12 + 1e-13 / span + 1e-15 * abs(Scale.transform(value, scale.type)) / span
                try #require(abs((scale.position(value) ?? -1) - share) < slack, comment)
            }
        }
    }

    @Test("ticks rise, lie inside, fit, and have labels that differ", arguments: [true, false])
    func ticks(horizontal: Bool) throws {
        var generator = DemonstrationFigures.Generator(state: 62)
        for scale in scales(150, seed: 63) {
            for length in [40.0, 150, 320, 700, 2000] + [Double.random(in: 30...1200, using: &generator)] {
                let comment = Comment(rawValue: "\(scale.type) \(scale.lower)…\(scale.upper) on \(length)")
                let axis = Axis(scale: scale)
                func extent(_ label: String) -> Double { horizontal ? Double(Markup(label).plain.count) * 6 : 12 }
                let ticks = axis.ticks(length: length, horizontal: horizontal, extent: extent)
                for (one, next) in zip(ticks, ticks.dropFirst()) { try #require(one.value < next.value, comment) }
                for tick in ticks {
                    let share = try #require(scale.position(tick.value), comment)
                    try #require(share >= -1e-9 && share <= 1 + 1e-9, comment)
                }
                let labels = ticks.compactMap(\.label)
                try #require(Set(labels).count == labels.count, comment)
                var end = -Double.infinity
                for tick in ticks {
                    guard let label = tick.label else { continue }
                    let place = (scale.position(tick.value) ?? 0) * length
                    try #require(place - extent(label) / 2 >= end, comment)
                    end = place + extent(label) / 2
                }
            }
        }
    }

    @Test(
        "a square-root axis has round numbers, denser where the scale stretches them",
        arguments: [
            (0.0, 100.0, 600.0, ["0", "5", "10", "20", "40", "60", "80", "100"]),
            (50, 60, 400, ["50", "52", "54", "56", "58", "60"]),
        ])
    func squareRoot(lower: Double, upper: Double, length: Double, labels: [String]) {
        let axis = Axis(scale: Scale(.squareRoot, lower: lower, upper: upper))
        #expect(axis.ticks(length: length, horizontal: true) { _ in 16 }.compactMap(\.label) == labels)
    }

    @Test("a square-root scale has zero and squares at even distances, and nothing below")
    func squares() {
        let scale = Scale(.squareRoot, lower: 0, upper: 16)
        #expect([0, 1, 4, 9, 16].map(scale.position) == [0, 0.25, 0.5, 0.75, 1])
        #expect(scale.position(-1e-9) == nil)
        #expect(scale.value(at: -0.1) == 0)
    }

    @Test("negative values leave gaps on a square-root axis, and a note says how many")
    func gaps() throws {
        let scene = try Chart { LineMark([4, 1, -1, 9, 16]) }.yScale(.squareRoot).scene()
        #expect(scene.notes == ["1 of 5 values are negative and are left out of the square-root y axis."])
    }

    @Test("powers between the thresholds of a symmetric logarithmic axis have minor ticks")
    func symlogMinor() {
        let axis = Axis(scale: Scale(.symlog(threshold: 1), lower: -100, upper: 100))
        let ticks = axis.ticks(length: 600, horizontal: true) { _ in 20 }
        #expect(ticks.compactMap(\.label) == ["−100", "−10", "−1", "0", "1", "10", "100"])
        #expect(ticks.count { $0.label == nil } == 4 * 8)
    }
}
