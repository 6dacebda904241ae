import Drawing
import Foundation
import Testing

@testable import Plotting

/// Scenes that were laid out with letters of other widths and heights, as another version of a font has them.
struct OtherLetters: CustomTestStringConvertible, Sendable {
    var scale = 1.0
    var family: String?

    var testDescription: String { "\(family ?? "Inter") at \(scale)" }

    static let all = [
        OtherLetters(scale: 0.97), OtherLetters(scale: 0.985), OtherLetters(scale: 1.015), OtherLetters(scale: 1.03),
        OtherLetters(family: "Inter Display, sans-serif"),
    ]

    /// The figure's scene, in which the texts have the font and the sizes that they are known by.
    func scene(_ figure: any Figure) throws -> Scene {
        let theme = Theme.light.setting(textScale: scale, family: family)
        var scene = try figure.scene(theme: theme)
        for index in scene.elements.indices {
            guard case .text(let text) = scene.elements[index].item else { continue }
            // The size of bars' values is not the theme's.
            let size = text.font.size == 10.5 ? 10.5 : (text.font.size / scale * 1e6).rounded() / 1e6
            let font = Font(family: Theme.light.fontFamily, size: size, weight: text.font.weight)
            scene.elements[index].item = .text(
                SceneText(
                    label: text.label, font: font, origin: text.origin, bounds: text.bounds, fill: text.fill,
                    hasHalo: text.hasHalo, isContinued: text.isContinued, anchor: text.anchor, step: text.step))
        }
        return scene
    }
}

@Suite("Scenes with another version of a font")
struct OtherFontsTests {
    @Test("a figure laid out with other letters is the same figure", arguments: OtherLetters.all)
    func sameFigures(_ letters: OtherLetters) throws {
        var moved = 0
        for (name, figure) in DemonstrationFigures.all {
            let (scene, other) = (try figure.scene(), try letters.scene(figure))
            if !other.differences(from: scene).isEmpty { moved += 1 }
            for (old, new) in [(scene, other), (other, scene)] {
                let differences = new.visibleDifferences(from: old)
                #expect(differences.isEmpty, "\(name): \(differences.map(\.description))")
            }
        }
        #expect(moved == DemonstrationFigures.all.count)
    }

    @Test("names that are shown where there is room may be others, and a curve may be drawn through other points")
    func thinned() throws {
        let places = (0..<80).map { (Double($0) * 0.618).truncatingRemainder(dividingBy: 1) }
        let products = stride(from: -4.0, through: 4.0, by: 0.05).map { $0 }
        let figures: [any Figure] = [
            Chart {
                TextMark(x: places, y: (0..<80).map { Double($0 % 9) }, text: (0..<80).map { "name\($0)" }).thinned()
            }.size(width: 420, height: 300),
            Chart { LineMark(x: products, y: products.map { 0.7 - $0 / 2 + $0 * $0 / 8 }, label: "parabola") }
                .size(width: 520, height: 280),
        ]
        for figure in figures {
            let scene = try figure.scene()
            var others = 0
            for letters in OtherLetters.all {
                let other = try letters.scene(figure)
                if other.items.count != scene.items.count || other.items != scene.items { others += 1 }
                for (old, new) in [(scene, other), (other, scene)] {
                    let differences = new.visibleDifferences(from: old)
                    #expect(differences.isEmpty, "\(letters): \(differences.map(\.description))")
                }
            }
            #expect(others > 0)
        }
    }

    @Test("a picture of a figure is the same with other letters in it, and another one with another curve")
    func pictures() throws {
        func figure(_ theme: Theme, _ factor: Double = 1) throws -> Chart {
            let x = (0...20).map(Double.init)
            let inner = Chart { LineMark(x: x, y: x.map { factor * sin($0 / 3) }).lineWidth(8) }
            let png = try inner.size(width: 200, height: 200).scene(theme: theme).png()
            return Chart { ImageMark(png: png, x: 0...1, y: 0...1) }
        }
        let letters = OtherLetters(scale: 1.03)
        let before = try figure(.light).scene()
        let same = try letters.scene(figure(.light.setting(textScale: 1.03)))
        #expect(same.visibleDifferences(from: before).isEmpty)
        let other = try letters.scene(figure(.light, -1))
        #expect(
            other.visibleDifferences(from: before).map(\.summary) == ["ImageMark is another picture"])
    }

    @Test("of two labels at one point it is left to the letters which one has room")
    func crowdedLabels() throws {
        func scene(_ shown: String, _ missing: String, width: Double, isNoted: Bool = true) -> Scene {
            var scene = Scene(width: 100, height: 80)
            scene.begin(Panel(plot: Rect(x: 10, y: 10, width: 80, height: 60), title: nil, axes: []))
            for label in ["A common label", shown] {
                let text = SceneText(
                    label: label, font: Font(family: "Inter", size: 11), origin: Point(20, 30),
                    bounds: Rect(x: 20, y: 20, width: width, height: 12), fill: Paint(.ink), hasHalo: true,
                    anchor: TextAnchor(point: Point(20, 40), side: .automatic))
                scene.add(.text(text), "label")
            }
            if isNoted { scene.remarks.append(FigureNote(.label, "There is no room for the label “\(missing)”.")) }
            return scene
        }
        let before = scene("river", "government", width: 50)
        #expect(scene("government", "river", width: 51).visibleDifferences(from: before).isEmpty)
        // A label that nothing says there is no room for has been taken away.
        #expect(
            scene("government", "river", width: 51, isNoted: false).visibleDifferences(from: before).map(\.summary)
                == ["label “river” is gone"])
    }
}
