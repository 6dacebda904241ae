import Drawing
import Foundation
import Testing

@testable import Plotting

@Suite("SVG")
struct SVGTests {
    private func attributes(_ name: String, _ svg: String) throws -> [String] {
        let pattern = try Regex("\\s\(name)=\"([^\"]*)\"", as: (Substring, Substring).self)
        return svg.matches(of: pattern).map { String($0.output.1) }
    }

    @Test(
        "ids are unique, begin with the prefix, and every reference has its id",
        arguments: DemonstrationFigures.all.map(\.name))
    func ids(name: String) throws {
        let figure = try #require(DemonstrationFigures.all.first { $0.name == name }).figure
        let svg = try figure.scene().svg(idPrefix: name, alternative: "A figure.")
        let ids = try attributes("id", svg)
        #expect(ids.count > 10)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.hasPrefix(name + "-") })
        let references = try attributes("href", svg).filter { !$0.hasPrefix("data:") }.map { String($0.dropFirst()) }
        #expect(Set(references).isSubset(of: ids))
        #expect(try attributes("mask", svg).allSatisfy { ids.contains(String($0.dropFirst(5).dropLast())) })
    }

    @Test(
        "every colour is a role of the theme, and there are no style attributes",
        arguments: DemonstrationFigures.all.map(\.name))
    func colors(name: String) throws {
        let figure = try #require(DemonstrationFigures.all.first { $0.name == name }).figure
        let svg = try figure.scene().svg(idPrefix: name, alternative: "A figure.")
        let roles = Set(Theme.light.palette.entries.map { "var(--plot-\($0.role.name),\($0.color.hex))" } + ["none"])
        let colors = try attributes("fill", svg) + attributes("stroke", svg)
        #expect(colors.count > 5)
        #expect(Set(colors).isSubset(of: roles))
        #expect(try attributes("style", svg).isEmpty)
        #expect(!svg.contains("<?xml"))
        let alone = try figure.scene().standaloneSVG(alternative: "A figure.")
        #expect(!alone.contains("var("))
    }

    @Test("the alternative text is escaped, and so is the prefix")
    func escaping() throws {
        let scene = try Chart { LineMark([1, 2]) }.scene()
        let svg = scene.svg(idPrefix: "a b\"", title: "<a>", alternative: "1 < 2 & \"so on\"\u{1}")
        #expect(svg.contains("<title id=\"a-b--title\">&lt;a&gt;</title>"))
        #expect(svg.contains("<desc id=\"a-b--desc\">1 &lt; 2 &amp; &quot;so on&quot;</desc>"))
        #expect(svg.contains("role=\"img\" aria-labelledby=\"a-b--title\" aria-describedby=\"a-b--desc\""))
        #expect(svg.contains("viewBox=\"0 0 640 360\""))
    }

    @Test("a figure without a title is called by its chart, and without a text it has the draft")
    func draft() throws {
        let scene = try Chart { LineMark([1, 2]) }.scene()
        #expect(scene.svg(idPrefix: "a").contains("<title id=\"a-title\">Line chart</title>"))
        #expect(scene.svg(idPrefix: "a").contains("<desc id=\"a-desc\">\(scene.draftAlternative)</desc>"))
        let titled = try Chart { LineMark([1, 2]) }.title("*λ*_{k}").scene()
        #expect(titled.svg(idPrefix: "a").contains("<title id=\"a-title\">λk</title>"))
    }

    @Test("what belongs to one part is a group that names it")
    func groups() throws {
        let svg = try Chart { LineMark([1, 2], label: "a<b") }.scene().svg(idPrefix: "a")
        #expect(
            try attributes("data-part", svg) == [
                "grid", "LineMark “a&lt;b”", "label at an end", "x tick label", "y tick label",
            ])
    }

    @Test("figures are well-formed XML", arguments: DemonstrationFigures.all.map(\.name))
    func wellFormed(name: String) throws {
        let figure = try #require(DemonstrationFigures.all.first { $0.name == name }).figure
        let svg = try figure.scene().svg(idPrefix: name, alternative: "Greek *λ* <&>")
        var open: [Substring] = []
        for match in svg.matches(of: /<(\/?)([a-z]+)[^<>]*?(\/?)>/) {
            if match.output.1 == "/" {
                #expect(open.popLast() == match.output.2)
            } else if match.output.3.isEmpty {
                open.append(match.output.2)
            }
        }
        #expect(open.isEmpty)
    }

    @Test("figures are small; only clouds of points may take more", arguments: DemonstrationFigures.all.map(\.name))
    func size(name: String) throws {
        let figure = try #require(DemonstrationFigures.all.first { $0.name == name }).figure
        let svg = try figure.scene().svg(idPrefix: name, alternative: "A figure.")
        #expect(svg.utf8.count < (name == "clouds" ? 160_000 : 60_000))
    }

    @Test("symbols that are too far apart for one picture are drawn one by one")
    func tooLargeForAPicture() throws {
        // Cairo's pictures are at most 32,767 pixels wide.
        let centers = [Point(10, 10), Point(20_000, 10)]
        let (palette, fill) = (Theme.light.palette, Paint(.ink))
        func svg(_ draw: (inout SVGCanvas) -> Void) -> String {
            var canvas = SVGCanvas(width: 20_010, height: 20, palette: palette, idPrefix: "a", variablePrefix: nil)
            draw(&canvas)
            return canvas.svg(title: "a", alternative: "b")
        }
        let shapes = svg { $0.draw(.circle, size: 4, at: centers, fill: fill) }
        #expect(svg { $0.drawDense(.circle, size: 4, at: centers, fill: fill) } == shapes)
        #expect(shapes.contains("<path"))
        func pdf(_ draw: (CairoCanvas) -> Void) throws -> Data {
            let canvas = try CairoCanvas.pdf(width: 20_010, height: 20, palette: palette)
            draw(canvas)
            return try canvas.pdfData()
        }
        let page = try pdf { $0.draw(.circle, size: 4, at: centers, fill: fill) }
        #expect(try pdf { $0.drawDense(.circle, size: 4, at: centers, fill: fill) } == page)
        #expect(try page != pdf { _ in })
    }

    @Test("more than 2,000 points become one picture, fewer stay shapes")
    func dense() throws {
        func svg(_ count: Int) throws -> String {
            let values = (0..<count).map { Double($0 * 7919 % count) }
            return try Chart { PointMark(values) }.scene().svg(idPrefix: "p", alternative: "Points.")
        }
        #expect(try !svg(2000).contains("<image"))
        #expect(try svg(2001).contains("<image"))
        #expect(try svg(2001).contains("mask=\"url(#p-m1)\""))
    }
}
