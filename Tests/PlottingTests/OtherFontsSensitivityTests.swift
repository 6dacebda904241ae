import Drawing
import Foundation
import Testing

@testable import Plotting

/// What a reader would call a change is seen with other letters too.
@Suite("Changes that are seen with another version of a font")
struct OtherFontsSensitivityTests {
    /// A figure with a bit of everything, of which each part can be another.
    struct Parts: Sendable {
        var color = MarkColor.series(1)
        var width = 1.8
        var dash = LineStyle.solid
        var symbol = PointSymbol.circle
        var size = 6.0
        var ticks: [Double]? = [0, 5, 10]
        var domain = 0.0...12
        var labelX = "time"
        var title = "A heading"
        var names = ["loss", "a second curve"]
        var point = (x: 4.0, y: 9.0)
        var side = AnnotationDirection.up
        var note = "the turn"
        var rule = 6.0
        var hasBars = true
        var digits: Int? = 1
        var interpolation = InterpolationMethod.linear
        var legend = LegendPosition.top
        var isReversed = false
        var category = "two"
        var letters = 1.0

        var figure: any Figure {
            let x = (0...20).map(Double.init)
            let first = LineMark(x: x, y: x.map { 1 + 10 * exp(-$0 / 6) }, label: names[0]).interpolation(interpolation)
                .color(color).lineWidth(width).style(dash)
            let second = PointMark(x: x, y: x.map { 6 + 4 * sin($0 / 3) }, label: names[1]).symbol(symbol, size: size)
            let chart = Chart {
                if isReversed {
                    second
                    first
                } else {
                    first
                    second
                }
                RuleMark(y: rule, label: "a bound")
                AnnotationMark(note, x: point.x, y: point.y, toward: side)
            }
            let bars = BarMark(categories: ["one", category, "three"], values: [1, 3, 2])
            return VStack {
                chart.title(title).legend(legend).xScale(label: labelX)
                    .yScale(domain: domain, label: "height", ticks: ticks)
                if hasBars {
                    Chart { if let digits { bars.showingValues(digits: digits) } else { bars } }
                }
            }.size(height: 520)
        }
    }

    struct Edit: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let apply: @Sendable (inout Parts) -> Void
        /// What is said of it.
        let words: String

        init(_ name: String, _ words: String, _ apply: @escaping @Sendable (inout Parts) -> Void) {
            testDescription = name
            self.words = words
            self.apply = apply
        }
    }

    static let edits = [
        Edit("colour", "colour of LineMark “loss” is now series5") { $0.color = .series(5) },
        Edit("width of a line", "line width of LineMark “loss”") { $0.width = 2.4 },
        Edit("dashes", "LineMark “loss” is now broken by") { $0.dash = .dashed },
        Edit("symbol", "symbol of PointMark “a second curve” is now a square") { $0.symbol = .square },
        Edit("size of points", "symbol size of PointMark “a second curve”") { $0.size = 6.5 },
        Edit("ticks", "the ticks of y axis are now put at 0, 6, 12") { $0.ticks = [0, 6, 12] },
        Edit("ticks left to the chart", "the ticks of y axis are now chosen by the chart") {
            $0.ticks = nil
        },
        Edit("domain", "y axis now reaches 0…13") { $0.domain = 0...13 },
        Edit("title of an axis", "x axis’s label is now “hour”") { $0.labelX = "hour" },
        Edit("heading", "the title is now “Another heading”") { $0.title = "Another heading" },
        Edit("name in the legend", "legends are now loss, the other curve") { $0.names[1] = "the other curve" },
        Edit("order in the legend", "legends are now a second curve, loss") { $0.isReversed = true },
        Edit("point of an annotation", "label “the turn” now belongs to another place") { $0.point = (5, 8) },
        Edit("side of an annotation", "label is now asked for the right") { $0.side = .right },
        Edit("words of an annotation", "label “the turn” now reads “the bend”") { $0.note = "the bend" },
        Edit("place of a rule", "RuleMark “a bound” changed: 2 of 2 points moved") { $0.rule = 6.4 },
        Edit("a chart less", "it is gone") { $0.hasBars = false },
        Edit("values at bars", "the texts of BarMark are gone") { $0.digits = nil },
        Edit("digits of values", "a text of BarMark now reads “1.00”") { $0.digits = 2 },
        Edit("steps", "LineMark “loss” changed") { $0.interpolation = .step },
        Edit("place of the legend", "legend is now beside the plot, before above it") { $0.legend = .trailing },
        Edit("no legend", "legend is gone") { $0.legend = .hidden },
        Edit("category", "x tick label “two” now reads “zwei”") { $0.category = "zwei" },
    ]

    @Test("an edit is told whatever letters the figure has", arguments: OtherLetters.all, edits)
    func edited(_ letters: OtherLetters, _ edit: Edit) throws {
        var parts = Parts()
        let before = try parts.figure.scene()
        #expect(try letters.scene(parts.figure).visibleDifferences(from: before).isEmpty)
        edit.apply(&parts)
        let after = try letters.scene(parts.figure)
        let differences = after.visibleDifferences(from: before)
        #expect(differences.contains { $0.summary.contains(edit.words) }, "\(differences.map(\.summary))")
    }

    @Test("other sizes of texts, and texts at another place, are told")
    func texts() throws {
        let letters = OtherLetters(scale: 1.03)
        let before = try Parts().figure.scene()
        func changed(_ part: String, _ change: (SceneText) -> SceneText) throws -> [String] {
            var scene = try letters.scene(Parts().figure)
            for index in scene.elements.indices where scene.elements[index].part == part {
                guard case .text(let text) = scene.elements[index].item else { continue }
                scene.elements[index].item = .text(change(text))
            }
            return scene.visibleDifferences(from: before).map(\.summary)
        }
        func text(_ text: SceneText, size: Double = 0, right: Double = 0, down: Double = 0) -> SceneText {
            var (font, origin, bounds) = (text.font, text.origin, text.bounds)
            font.size += size
            (origin.x, origin.y) = (origin.x + right, origin.y + down)
            (bounds.x, bounds.y) = (bounds.x + right, bounds.y + down)
            return SceneText(
                label: text.label, font: font, origin: origin, bounds: bounds, fill: text.fill, hasHalo: text.hasHalo,
                isContinued: text.isContinued, anchor: text.anchor, step: text.step)
        }
        let sizes = try changed("y tick label") { text($0, size: 1) }
        #expect(
            Set(sizes) == [
                "font of y tick label is now Inter, sans-serif of 12.5 px, weight 400, before Inter, sans-serif of 11.5 "
                    + "px, weight 400"
            ])
        #expect(try changed("y tick label") { text($0, down: 3) }.contains("y tick label “5” stands at another value"))
        #expect(
            try changed("y tick label") { text($0, right: 300) }.contains { $0.hasPrefix("y tick label “5” moved by") })
        #expect(try changed("title") { text($0, down: 200) }.contains { $0.hasPrefix("title “A heading” moved by") })
    }
}
