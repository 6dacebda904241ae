import Drawing
import Testing

@testable import Plotting

@Suite("Colours of values")
struct ColorRampTests {
    private func lightness(_ ramp: ColorRamp, _ theme: Theme, _ vision: Vision = .full) -> [Double] {
        (0..<ramp.count).map { vision.sees(theme.palette[ramp.role($0)])[0] }
    }

    @Test("the sequential ramp goes from near the paper to far from it", arguments: ThemeTests.themes)
    func ends(theme: Theme) {
        let paper = Vision.full.sees(theme.palette[.paper])[0]
        let values = lightness(.heat, theme)
        #expect(abs(values[0] - paper) < 0.1)
        #expect(abs(values[31] - paper) > 0.6)
        let middle = lightness(.diverging, theme)
        #expect(abs(middle[15] - paper) < 0.1)
        #expect(abs(middle[0] - paper) > 0.5 && abs(middle[30] - paper) > 0.5)
        #expect(abs(middle[0] - middle[30]) < 0.02)
    }

    @Test("steps of lightness are even", arguments: ThemeTests.themes)
    func even(theme: Theme) {
        let heat = lightness(.heat, theme)
        let diverging = lightness(.diverging, theme)
        for values in [heat, Array(diverging[...15]), Array(diverging[15...])] {
            let steps = zip(values, values.dropFirst()).map { $1 - $0 }
            let mean = (values[values.count - 1] - values[0]) / Double(values.count - 1)
            // Eight bits a channel leave that much.
            for step in steps { #expect(abs(step - mean) < 0.2 * abs(mean), "\(theme.name): \(step) of \(mean)") }
        }
    }

    @Test("lightness rises or falls all along for every reader", arguments: ThemeTests.themes)
    func monotone(theme: Theme) {
        for vision in Vision.all {
            let heat = lightness(.heat, theme, vision)
            let sign = heat[31] > heat[0] ? 1.0 : -1
            for (one, next) in zip(heat, heat.dropFirst()) {
                #expect(sign * (next - one) > 0, "\(theme.name), \(vision.name)")
            }
            let diverging = lightness(.diverging, theme, vision)
            let inwards = diverging[15] > diverging[0] ? 1.0 : -1
            for level in 0..<15 {
                #expect(inwards * (diverging[level + 1] - diverging[level]) > 0, "\(theme.name), \(vision.name)")
                #expect(inwards * (diverging[29 - level] - diverging[30 - level]) > 0, "\(theme.name), \(vision.name)")
            }
        }
    }

    @Test("neighbouring levels are about equally far apart", arguments: ThemeTests.themes)
    func distances(theme: Theme) {
        let colors = (0..<32).map { Vision.full.sees(theme.palette[ColorRamp.heat.role($0)]) }
        let steps = zip(colors, colors.dropFirst()).map(Vision.distance)
        #expect((steps.max() ?? 1) < 2 * (steps.min() ?? 0), "\(steps)")
    }

    @Test("no reader takes a value below the middle for one above it", arguments: ThemeTests.themes)
    func sides(theme: Theme) {
        for vision in Vision.all {
            for level in 0..<8 {
                let below = vision.sees(theme.palette[ColorRamp.diverging.role(level)])
                let above = vision.sees(theme.palette[ColorRamp.diverging.role(30 - level)])
                #expect(Vision.distance(below, above) > 0.1, "\(theme.name), \(vision.name), level \(level)")
            }
        }
    }

    @Test("levels beyond a ramp have the colours of its ends")
    func clamped() {
        #expect(ColorRamp.heat.role(-1).name == "heat1")
        #expect(ColorRamp.heat.role(99).name == "heat32")
        #expect(ColorRamp.diverging.role(15).name == "div16")
        #expect(ColorRamp(name: "a", count: 1000).count == 255)
    }

    @Test("values fall into equal parts of the domain, and beyond it into the last")
    func levels() throws {
        var extent = Extent()
        extent.include([0, 32])
        let scale = try ColorScale(ColorScaleRequest(), extent: extent)
        #expect([0, 0.9, 1.1, 31.5, 32, 99, -9].map { scale.level($0) } == [0, 0, 1, 31, 31, 31, 0])
        #expect(scale.level(.nan) == nil)
    }

    @Test("the middle of a diverging scale is the middle of the ramp, however far the data reach")
    func diverging() throws {
        var extent = Extent()
        extent.include([-1, 3])
        let scale = try ColorScale(ColorScaleRequest(type: .diverging(around: 0)), extent: extent)
        #expect(scale.level(0) == 15)
        #expect(scale.level(3) == 30)
        // Equally far from zero, equally far from the middle of the ramp.
        for value in [0.25, 0.5, 0.75] {
            let (below, above) = (try #require(scale.level(-value)), try #require(scale.level(value)))
            #expect(Int(below) + Int(above) == 30, "\(value)")
        }
        let log = ColorScaleRequest(type: .diverging(around: 0), axis: AxisRequest(type: .log))
        var positive = Extent()
        positive.include([1, 100])
        let error = #expect(throws: FigureError.self) { try ColorScale(log, extent: positive) }
        #expect(error?.description == "The chart's color scale diverges around 0, which it does not have.")
    }
}
