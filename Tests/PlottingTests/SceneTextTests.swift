import Drawing
import FigureData
import Testing

@testable import Plotting

@Suite("The text form of scenes")
struct SceneTextTests {
    static let small = """
        w2vbook scene 2
        size 100 80.5
        panel 10,20,80,40
          title "*a* \\"b\\""
          axis "x" log 0.1 100
            label "rank *k*"
          axis "y" categorical 0 2
            category "one"
            category "two\\nlines"
        element 1 "grid"
          path fill soft 0.5 stroke grid 1 0.8 round dashes 3.4,2.4 steps 9
            M1,2 L3,4 C1,2,3,4,5,6 Z M10.25,-3 L0,0 L1,1 L2,2
            L3,3
        element 1 "PointMark"
          symbols square 4.5 fill series1 1 centers 2
            1,2 3,4
        element 0 "title"
          text "λ" at 1,2 box 1,0.5,10,12 fill ink 1 font "Inter, sans-serif" 11.5 600 halo continued fitted 0.92 anchor upLeft 3,4
        note "A note." label
        series 1 "PointMark" "points"
          column "x" numbers 3 trailing
            1 nan -1e-07
          column "word" texts 1
            ""
        end

        """

    @Test("a scene is written one thing a line, and read back")
    func small() throws {
        let scene = try Scene(text: Self.small)
        #expect(scene.width == 100 && scene.height == 80.5)
        #expect(scene.panels.first?.title == "*a* \"b\"")
        #expect(scene.panels.first?.axis("x")?.scale == .log)
        #expect(scene.panels.first?.axis("y")?.categories == ["one", "two\nlines"])
        #expect(scene.elements.map(\.part) == ["grid", "PointMark", "title"])
        #expect(scene.remarks == [FigureNote(.label, "A note.")])
        #expect(scene.series.first?.columns.map(\.axis) == [.trailing, nil])
        guard case .text(let text) = scene.elements[2].item else { return }
        #expect(text.isContinued && text.step == 0.92 && text.anchor == TextAnchor(point: Point(3, 4), side: .upLeft))
        #expect(scene.series.first?.columns.map(\.cells) == [["1", "", "-1e-07"], [""]])
        #expect(scene.text == Self.small)
    }

    @Test(
        "a figure's scene reads back equal, and draws alike",
        arguments: (DemonstrationFigures.all + DemonstrationFigures.marks).map(\.name))
    func roundTrip(name: String) throws {
        let scene = try #require((DemonstrationFigures.all + DemonstrationFigures.marks).first { $0.name == name })
            .figure.scene()
        let text = scene.text
        let back = try Scene(text: text)
        #expect(back == scene)
        #expect(back.text == text)
        #expect(back.svg(idPrefix: "a", alternative: "b") == scene.svg(idPrefix: "a", alternative: "b"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 240 })
    }

    @Test("texts of any characters and all numbers read back")
    func hostileTexts() throws {
        let words = ["\"\u{301}x", "\\u{41}", "a\r\nb", "\u{2028}\u{0}\u{85}", " ", "عربى", "中文", "👩‍👩‍👧", ""]
        let scene = try Chart {
            LineMark(x: [1e-300, 1e300, .infinity, .nan, -0.0], y: [1, 2, 3, 4, 0.1 + 0.2], label: words[0])
            TextMark(x: words.map { _ in 1 }, y: words.map { _ in 2 }, text: words)
        }
        .title(words[2]).xScale(.symlog(threshold: 1e-3), label: words[1]).scene()
        #expect(try Scene(text: scene.text) == scene)
    }

    @Test(
        "a damaged line is named",
        arguments: [
            (1, "w2vbook scene", "Line 1 of the scene's text is not “w2vbook scene 2”."),
            (
                1, "w2vbook scene 1",
                "Line 1 of the scene's text is “w2vbook scene 1”, the form of another version of the program."
            ),
            (
                18, "  text \"a\" at 1,2 box 1,1,1,1 fill ink 1 font \"Inter\" 9 400 anchor north 1,2",
                "Line 18 of the scene's text has the unknown side “north”."
            ),
            (21, "  column \"x\" numbers 3 z", "Line 21 of the scene's text has a column on the unknown axis “z”."),
            (2, "size 100", "Line 2 of the scene's text lacks a word."),
            (2, "size 100 80.5 3", "Line 2 of the scene's text goes on where it should end."),
            (3, "panel 10,20,80", "Line 3 of the scene's text has “10,20,80” where 4 numbers should be."),
            (4, "  title \"open", "Line 4 of the scene's text has a text without a closing quote."),
            (5, "  axis \"x\" cubic 0 1", "Line 5 of the scene's text has the unknown scale “cubic”."),
            (10, "element one \"grid\"", "Line 10 of the scene's text has “one” where a count should be."),
            (11, "  blob", "Line 11 of the scene's text has the unknown element “blob”."),
            (12, "    M1,2 L3,x", "Line 12 of the scene's text has “L3,x” where a step of a path should be."),
            (13, "    L3,3 L4,4", "Line 13 of the scene's text goes on where it should end."),
            (15, "  symbols star 1", "Line 15 of the scene's text has the unknown symbol “star”."),
            (17, "element 0 \"\\q\"", "Line 17 of the scene's text has an unknown escape."),
            (19, "note \"A note.\" odd", "Line 19 of the scene's text has the kind of note “odd”."),
            (19, "noted", "Line 19 of the scene's text lacks “end”."),
            (22, "    1 nan", "Line 23 of the scene's text has “column” where a number should be."),
            (25, "more", "Line 25 of the scene's text lacks “end”."),
        ])
    func damage(line: Int, replacement: String, message: String) {
        var lines = Self.small.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[line - 1] = replacement
        let error = #expect(throws: SceneTextError.self) { try Scene(text: lines.joined(separator: "\n")) }
        #expect(error?.description == message)
    }

    @Test("no prefix of a scene's text is a scene, nor is a scene with more after it")
    func truncation() throws {
        let lines = Self.small.split(separator: "\n", omittingEmptySubsequences: false)
        for count in 0..<(lines.count - 1) {
            #expect(throws: SceneTextError.self) { try Scene(text: lines[..<count].joined(separator: "\n")) }
        }
        #expect(throws: SceneTextError.self) { try Scene(text: Self.small + "end\n") }
    }

    @Test("a text with a byte changed is another scene or an error")
    func mutations() throws {
        var generator = DemonstrationFigures.Generator(state: 8)
        for _ in 0..<500 {
            var bytes = Array(Self.small.utf8)
            bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 9...126, using: &generator)
            _ = try? Scene(text: String(decoding: bytes, as: UTF8.self)).text
        }
    }

    @Test("cells and pictures read back, and a damaged picture is named")
    func cellsAndPictures() throws {
        let chart = Chart { RectangleMark(matrix: [[1, 2, .nan], [4, 5, 6]]) }.xScale(domain: 0.5...3.5)
        let scene = try chart.scene()
        #expect(scene.text.contains(" columns 3 levels 6\n"))
        #expect(scene.panels[0].axis("color")?.upper == 6)
        #expect(try Scene(text: scene.text) == scene)
        var other = Scene(width: 10, height: 10)
        let frame = Rect(x: 1, y: 2, width: 3, height: 4)
        let picture = try Picture(png: scene.png(scale: 1), frame: frame, clip: frame, isSmooth: true)
        other.add(.picture(picture), "ImageMark")
        #expect(try Scene(text: other.text) == other)
        let damaged = other.text.replacing("iVBOR", with: "iVBOX")
        let error = #expect(throws: SceneTextError.self) { try Scene(text: damaged) }
        #expect(error?.description == "Line 4 of the scene's text begins a picture that is not a PNG file.")
    }

    @Test("panels say where plots are and what axes show")
    func panels() throws {
        let scene = try VStack {
            Chart { LineMark(x: [1, 10], y: [2, 4]) }.title("a").xScale(.log, label: "*t*").yScale(
                domain: 0...5, ticks: [0, 2.5])
            Chart { BarMark(categories: ["p", "q"], values: [1, 2]) }
        }.scene()
        #expect(scene.panels.map(\.title) == ["a", nil])
        let x = Panel.Axis(name: "x", scale: .log, lower: 1, upper: 10, label: "*t*", categories: [])
        #expect(scene.panels[0].axes.first == x)
        #expect(scene.panels[0].axis("y")?.upper == 5)
        #expect(scene.panels[0].axis("y")?.ticks == [0, 2.5] && x.ticks == nil)
        #expect(try Scene(text: scene.text) == scene)
        #expect(scene.panels[1].axis("x")?.categories == ["p", "q"])
        #expect(scene.panels[0].plot.maxY < scene.panels[1].plot.minY)
        #expect(scene.series.map(\.mark) == [.line, .bar])
        #expect(scene.series.map(\.chart) == [1, 2])
    }
}
