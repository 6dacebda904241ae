import Drawing
import Foundation
import Testing

@testable import Plotting

@Suite("Labels")
struct LabelsTests {
    @Test(
        "light markup becomes Pango markup, and all else is literal",
        arguments: [
            ("rank *k*", "rank <i>k</i>", "rank k"),
            ("*λ*_{k}", "<i>λ</i><sub>k</sub>", "λk"),
            ("10^{−3}", "10<sup>−3</sup>", "10−3"),
            ("**a**  loss", "<span weight=\"700\">a</span>  loss", "a  loss"),
            ("a < b & c > d", "a &lt; b &amp; c &gt; d", "a < b & c > d"),
            ("<b>no</b>", "&lt;b&gt;no&lt;/b&gt;", "<b>no</b>"),
            ("5 * 3", "5 * 3", "5 * 3"),
            ("x_1 and y^2", "x_1 and y^2", "x_1 and y^2"),
            ("_{open", "_{open", "_{open"),
            ("**", "**", "**"),
            ("*<*", "<i>&lt;</i>", "<"),
            ("a\u{0}\nb", "a b", "a b"),
        ])
    func markup(source: String, pango: String, plain: String) {
        #expect(Markup(source).pango == pango)
        #expect(Markup(source).plain == plain)
    }

    @Test("any text of markers can be shaped: its width is that of what is left")
    func shaping() {
        var generator = DemonstrationFigures.Generator(state: 3)
        let font = Theme.light.labelFont
        let alphabet = Array("*_^{}<>&;ab λ")
        for _ in 0..<500 {
            let text = String((0..<12).map { _ in alphabet.randomElement(using: &generator)! })
            let label = Typeset(text, font: font)
            let isBlank = label.markup.plain.allSatisfy { $0 == " " }
            #expect((label.width > 0) == !label.markup.plain.isEmpty, "\(text)")
            #expect(isBlank || label.height > 8, "\(text)")
        }
    }

    @Test("a label that is too long is made to fit")
    func fitting() {
        let long = String(repeating: "eigenvalue ", count: 900)
        let label = Typeset(long, font: Theme.light.labelFont, fitting: 300)
        #expect(label.width <= 300 && label.width > 250)
        #expect(label.markup.plain.hasSuffix("…"))
        let short = Typeset("*λ*", font: Theme.light.labelFont, fitting: 300)
        #expect(short.markup.source == "*λ*" && short.font == Theme.light.labelFont)
    }

    @Test("labels spread along an edge keep their order and distance, and move no more than they must")
    func spread() throws {
        #expect(LabelPlacement.spread([50, 80], height: 15, within: 0...100) == [50, 80])
        #expect(LabelPlacement.spread([50, 50], height: 10, within: 0...100) == [45, 55])
        #expect(LabelPlacement.spread([60, 50, 55], height: 10, within: 0...100) == [65, 45, 55])
        #expect(LabelPlacement.spread([99, 100], height: 10, within: 0...100) == [85, 95])
        #expect(LabelPlacement.spread([], height: 10, within: 0...100) == [])
        var generator = DemonstrationFigures.Generator(state: 11)
        for _ in 0..<500 {
            let count = Int.random(in: 1...20, using: &generator)
            let targets = (0..<count).map { _ in Double.random(in: -10...310, using: &generator) }
            let places = LabelPlacement.spread(targets, height: 15, within: 0...300)
            let sorted = places.sorted()
            for (upper, lower) in zip(sorted, sorted.dropFirst()) { try #require(lower - upper > 15 - 1e-9) }
            try #require(sorted[0] >= 7.5 - 1e-9 && sorted[count - 1] <= 292.5 + 1e-9)
            for i in targets.indices {
                for j in targets.indices where targets[i] < targets[j] { try #require(places[i] < places[j]) }
            }
        }
    }

    @Test("texts of labelled points overlap neither each other nor the dots, and stay inside")
    func points() throws {
        var generator = DemonstrationFigures.Generator(state: 23)
        for _ in 0..<20 {
            let count = Int.random(in: 2...25, using: &generator)
            let x = (0..<count).map { _ in generator.normal() }
            let y = (0..<count).map { _ in generator.normal() }
            let words = (0..<count).map { "word\($0)" }
            let chart = Chart { TextMark(x: x, y: y, text: words) }.xScale(domain: -3...3).yScale(domain: -3...3)
            let scene = try chart.scene()
            let texts = scene.items.compactMap { item -> SceneText? in
                if case .text(let text) = item, text.hasHalo { text } else { nil }
            }
            let shown = zip(x, y).count { abs($0) <= 3 && abs($1) <= 3 }
            let left = scene.notes.count
            try #require(texts.count + left == shown)
            try #require(left <= count / 10, "\(scene.notes)")
            for (index, text) in texts.enumerated() {
                for other in texts[(index + 1)...] { try #require(!text.bounds.intersects(other.bounds)) }
                for case .symbols(_, _, let centers, _, _) in scene.items {
                    for center in centers { try #require(!text.bounds.insetBy(0.1).contains(center)) }
                }
            }
        }
    }

    @Test("no text of a figure overlaps another or leaves the figure", arguments: DemonstrationFigures.all.map(\.name))
    func figures(name: String) throws {
        let figure = try #require(DemonstrationFigures.all.first { $0.name == name }).figure
        let scene = try figure.scene()
        let frame = Rect(x: 0, y: 0, width: scene.width, height: scene.height)
        let texts = scene.items.compactMap { item -> SceneText? in
            if case .text(let text) = item { text } else { nil }
        }
        #expect(texts.count > 5)
        for (index, text) in texts.enumerated() {
            #expect(frame.contains(text.bounds), "\(text.label)")
            for other in texts[(index + 1)...] {
                // The height of a line is more than that of its letters.
                let letters = text.bounds.insetBy(1.5)
                #expect(!letters.intersects(other.bounds.insetBy(1.5)), "\(text.label) and \(other.label)")
            }
        }
    }

    @Test(
        "values at bars stay inside the figure and clear of the names",
        arguments: [BarMark.Orientation.vertical, .horizontal])
    func bars(orientation: BarMark.Orientation) throws {
        for domain in [nil, -30.0...77] as [ClosedRange<Double>?] {
            let bars = BarMark(
                categories: ["analogies", "WordSim-353"], values: [76.4, -21.1], orientation: orientation)
            let chart = Chart { bars.showingValues() }.size(width: 300, height: 200)
            let scene = try (orientation == .vertical ? chart.yScale(domain: domain) : chart.xScale(domain: domain))
                .scene()
            let texts = scene.items.compactMap { item -> SceneText? in
                if case .text(let text) = item { text } else { nil }
            }
            let frame = Rect(x: 0, y: 0, width: 300, height: 200)
            let values = texts.filter { ["76.4", "−21.1"].contains($0.label) }
            #expect(values.count == 2)
            for value in values {
                #expect(frame.contains(value.bounds))
                for text in texts where text != value { #expect(!text.bounds.insetBy(1.5).intersects(value.bounds)) }
            }
        }
    }
}
