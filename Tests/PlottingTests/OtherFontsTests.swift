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
                    hasHalo: text.hasHalo, isContinued: text.isContinued, anchor: text.anchor))
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
}
