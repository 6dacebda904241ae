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
        #expect(Set(entries.map(\.color)).count == entries.count)
    }

    @Test("data and text stand out from the paper", arguments: themes)
    func contrast(theme: Theme) {
        let paper = theme.palette[.paper]
        for entry in theme.palette.entries where entry.role != .paper && entry.role != .grid {
            let ratio = entry.color.contrast(with: paper)
            let asked = [ColorRole.ink, .soft].contains(entry.role) ? 4.5 : 3.0
            #expect(ratio >= asked, "\(theme.name) \(entry.role.name) \(entry.color.hex): \(ratio)")
        }
        #expect(theme.palette[.grid].contrast(with: paper) < 1.7)
    }

    /// A colour as seen with a deficiency, in OKLab. (Machado, Oliveira and Fernandes, 2009, severity 1.)
    private func seen(_ color: RGB, _ matrix: [[Double]]) -> [Double] {
        let linear = [color.red, color.green, color.blue].map { channel -> Double in
            let value = Double(channel) / 255
            return value <= 0.040_45 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        let rgb = matrix.map { row in max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]) }
        let l = cbrt(0.412_221_470_8 * rgb[0] + 0.536_332_536_3 * rgb[1] + 0.051_445_992_9 * rgb[2])
        let m = cbrt(0.211_903_498_2 * rgb[0] + 0.680_699_545_1 * rgb[1] + 0.107_396_956_6 * rgb[2])
        let s = cbrt(0.088_302_461_9 * rgb[0] + 0.281_718_837_6 * rgb[1] + 0.629_978_700_5 * rgb[2])
        return [
            0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
        ]
    }

    private func distance(_ first: [Double], _ second: [Double]) -> Double {
        var sum = 0.0
        for (one, other) in zip(first, second) { sum += (one - other) * (one - other) }
        return sum.squareRoot()
    }

    @Test("categorical colours differ for readers with and without a colour deficiency", arguments: themes)
    func colorDeficiency(theme: Theme) {
        let full: [[Double]] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        let protan: [[Double]] = [
            [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
        ]
        let deutan: [[Double]] = [
            [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
        ]
        let visions: [(String, [[Double]])] = [("full", full), ("protan", protan), ("deutan", deutan)]
        for (vision, matrix) in visions {
            let colors = (1...8).map { seen(theme.palette[.series($0)], matrix) }
            for first in 0..<8 {
                for second in 0..<first {
                    let distance = distance(colors[first], colors[second])
                    // Of the first four, which most figures end with, more is asked.
                    let asked = first < 4 ? 0.09 : 0.045
                    #expect(distance >= asked, "\(theme.name), \(vision): series \(second + 1) and \(first + 1)")
                }
            }
        }
    }

    @Test("neighbours on the sequential ramp are about equally far apart", arguments: themes)
    func ramp(theme: Theme) {
        let identity = [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]
        let colors = (0..<ColorRole.rampCount).map {
            seen(theme.palette[.ramp(Double($0) / Double(ColorRole.rampCount - 1))], identity)
        }
        let steps = zip(colors, colors.dropFirst()).map(distance)
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
