import Foundation
import Testing

@testable import Plotting

@Suite("Scales")
struct ScalesTests {
    @Test("positions and values are each other's inverse, and positions rise with values")
    func roundTrip() throws {
        var generator = DemonstrationFigures.Generator(state: 7)
        for _ in 0..<2000 {
            let scales = [
                Scale(.linear, lower: -3, upper: 12), Scale(.log, lower: 1e-5, upper: 300),
                Scale(.symlog(threshold: 0.1), lower: -50, upper: 800),
            ]
            for scale in scales {
                let first = Double.random(in: 0...1, using: &generator)
                let second = Double.random(in: 0...1, using: &generator)
                let values = (scale.value(at: first), scale.value(at: second))
                let back = try #require(scale.position(values.0))
                try #require(abs(back - first) < 1e-12, "\(scale.type) at \(first)")
                try #require((values.0 < values.1) == (first < second), "\(scale.type)")
            }
        }
    }

    @Test("the ends of the domain are at 0 and 1, and decades take equal lengths")
    func ends() {
        let scale = Scale(.log, lower: 1, upper: 1000)
        #expect(scale.position(1) == 0)
        #expect(scale.position(1000) == 1)
        #expect(abs((scale.position(10) ?? 0) - 1.0 / 3) < 1e-15)
    }

    @Test("what a scale does not have, has no position")
    func outside() {
        #expect(Scale(.log, lower: 1, upper: 10).position(0) == nil)
        #expect(Scale(.log, lower: 1, upper: 10).position(-1) == nil)
        #expect(Scale(.linear, lower: 0, upper: 1).position(.nan) == nil)
        #expect(Scale(.linear, lower: 0, upper: 1).position(.infinity) == nil)
    }

    @Test("a symmetric logarithmic scale is continuous at its threshold and odd")
    func symlog() {
        let type = ScaleType.symlog(threshold: 2)
        #expect(abs(Scale.transform(2, type) - Scale.transform(2.000_000_1, type)) < 1e-6)
        for value in [0.3, 2, 7, 1e6] { #expect(Scale.transform(-value, type) == -Scale.transform(value, type)) }
    }

    @Test("equal values get a domain around them")
    func equalValues() throws {
        var extent = Extent()
        extent.include([4, 4, 4])
        let linear = try extent.axis(AxisRequest(), name: "y", padded: true).scale
        #expect((linear.lower, linear.upper) == (2, 6))
        let log = try extent.axis(AxisRequest(type: .log), name: "y", padded: true).scale
        #expect((log.lower, log.upper) == (2, 8))
        var zero = Extent()
        zero.include(0)
        let around = try zero.axis(AxisRequest(), name: "y", padded: false).scale
        #expect((around.lower, around.upper) == (-1, 1))
    }
}
