import Drawing
import Foundation
import Testing

@testable import Plotting

@Suite("Themes")
struct ThemeTests {
    static let themes = [Theme.light, .dark, .print]

    @Test("themes have the same roles, and colours of their own for each but the paper of print", arguments: themes)
    func roles(theme: Theme) {
        let entries = theme.palette.entries
        #expect(entries.map(\.role) == Theme.light.palette.entries.map(\.role))
        #expect(Set(entries.map(\.role)).count == entries.count)
        // A colour that is dark enough for text is also that of its text.
        let colors = entries.filter { !$0.role.name.hasSuffix("-text") }.map(\.color)
        #expect(Set(colors).count == colors.count)
    }

    @Test("data and text stand out from the paper", arguments: themes)
    func contrast(theme: Theme) {
        let paper = theme.palette[.paper]
        // The colours of values begin at the paper on purpose: they fill areas.
        let areas = ["heat", "div"]
        for entry in theme.palette.entries
        where entry.role != .paper && entry.role != .grid && !areas.contains(where: entry.role.name.hasPrefix) {
            let ratio = entry.color.contrast(with: paper)
            let isText = [ColorRole.ink, .soft].contains(entry.role) || entry.role.name.hasSuffix("-text")
            let asked = isText ? 4.5 : 3.0
            #expect(ratio >= asked, "\(theme.name) \(entry.role.name) \(entry.color.hex): \(ratio)")
        }
        #expect(theme.palette[.grid].contrast(with: paper) < 1.7)
    }

    @Test("categorical colours differ for readers with and without a colour deficiency", arguments: themes)
    func colorDeficiency(theme: Theme) {
        for vision in Vision.all {
            let colors = (1...8).map { vision.sees(theme.palette[.series($0)]) }
            for first in 0..<8 {
                for second in 0..<first {
                    let distance = Vision.distance(colors[first], colors[second])
                    // Of the first four, which most figures end with, more is asked.
                    // Blindness to blue is a thousand times rarer, and lines have labels besides.
                    let asked = (first < 4 ? 0.09 : 0.045) * (vision.name == "tritan" ? 0.75 : 1)
                    #expect(distance >= asked, "\(theme.name), \(vision.name): series \(second + 1) and \(first + 1)")
                }
            }
        }
    }

    @Test("neighbours on the sequential ramp are about equally far apart", arguments: themes)
    func ramp(theme: Theme) {
        let colors = (0..<ColorRole.rampCount).map {
            Vision.full.sees(theme.palette[.ramp(Double($0) / Double(ColorRole.rampCount - 1))])
        }
        let steps = zip(colors, colors.dropFirst()).map(Vision.distance)
        #expect((steps.max() ?? 1) < 2.5 * (steps.min() ?? 0), "\(steps)")
    }

    @Test("the declarations of a theme name every role once", arguments: [Theme.light, .dark, .print])
    func declarations(theme: Theme) {
        let declarations = ThemeStyleSheet.declarations(of: theme)
        #expect(declarations.hasPrefix("--plot-ink:\(theme.palette[.ink].hex);"))
        for entry in theme.palette.entries {
            #expect(declarations.components(separatedBy: "--plot-\(entry.role.name):").count == 2)
        }
    }

    @Test("series numbers wrap around, and ramp fractions are clamped")
    func wrapping() {
        #expect(ColorRole.series(9) == ColorRole.series(1))
        #expect(ColorRole.series(0) == ColorRole.series(8))
        #expect(ColorRole.ramp(-1).name == "seq1")
        #expect(ColorRole.ramp(2).name == "seq24")
        #expect(ColorRole.ramp(.nan).name == "seq1")
    }
}
