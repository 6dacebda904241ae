import Drawing
import FigureData
import Testing

@testable import Plotting

@Suite("Labels from data")
struct LiteralLabelTests {
    /// Texts that have a meaning in markup, or seem to.
    static let texts = [
        "_abc", "Ba$$in", "*the*", "x_{1}", "<b>&amp;", "**b**", "***", "a^{2}", "\\*", "\\", "\\\\{", "$x$", "}",
        "x_{*a*}", "שלום", "a_b_c", "", " ", "two\nlines", "M⋆_{ij}", "a*b*c", "_{", "]]>", "\"q\"",
    ]

    @Test("any text can be written so that it says itself, and is read back exactly")
    func escaping() {
        for text in Self.texts + Self.random(2000) {
            let source = Markup.escaping(text)
            #expect(Markup(source).exact == text)
            #expect(Markup(source).pieces.allSatisfy { if case .text = $0 { true } else { false } }, "\(text)")
            // Also in the middle of what an author wrote.
            #expect(Markup("*a* \(source) b_{\(source)}").exact == "a \(text) b" + (text.isEmpty ? "_{}" : text))
        }
    }

    @Test("literals are markup, what is put into them and strings are as they are, and markup is there on request")
    func kinds() {
        let name = "*the*"
        let literal: Label = "rank *k*"
        let mixed: Label = "*d* = \(name), \(literal), \(3)"
        #expect(literal.markup == "rank *k*" && literal.description == "rank k")
        #expect(mixed.markup == "*d* = \\*the\\*, rank *k*, 3" && mixed.description == "d = *the*, rank k, 3")
        #expect(Label(verbatim: name).description == "*the*" && Label(markup: name).description == "the")
    }

    @Test("wherever a text from data stands in a figure, it is drawn and kept exactly", arguments: texts)
    func everywhere(text: String) throws {
        let charts: [(place: String, chart: Chart)] = [
            ("text", Chart { TextMark(x: [1], y: [1], text: [text]) }),
            ("one text", Chart { TextMark(x: 1, y: 1, text: text) }),
            ("category", Chart { BarMark(categories: [text, "other"], values: [1, 2]) }),
            ("lying category", Chart { BarMark(categories: [text], values: [1], orientation: .horizontal) }),
            ("series", Chart { LineMark([1, 2], label: text) }.legend(.top)),
            ("end", Chart { LineMark([1, 2], label: text) }),
            ("curve", Chart { LineMark(x: [1, 2], series: [[1, 2], [2, 3]], labels: [text, "b"]) }),
            ("colour", Chart { PointMark(x: [1], y: [1]).color(by: [text]) }),
            ("row", Chart { RectangleMark(matrix: [[1], [2]], rows: [text, "other"]) }),
            (
                "annotation",
                Chart {
                    AnnotationMark(text, x: 1, y: 1); PointMark([1, 2, 3])
                }
            ),
            ("title", Chart { PointMark([1, 2]) }.title(text)),
            ("subtitle", Chart { PointMark([1, 2]) }.title("*t*", subtitle: text)),
            ("axis", Chart { PointMark([1, 2]) }.xScale(label: text)),
        ]
        for (place, chart) in charts {
            let scene = try chart.size(width: 640, height: 400).scene()
            let shown = scene.items.compactMap { if case .text(let text) = $0 { text.label } else { nil } }
            let lines =
                place == "series" || place == "end" || place == "curve" || place == "colour"
                ? [Markup.line(text)] : text.split(whereSeparator: \.isNewline).map(String.init)
            for line in lines where !line.allSatisfy({ $0 == " " }) {
                #expect(shown.contains { Markup($0).exact == line }, "\(place): \(shown)")
            }
            #expect(try Scene(text: scene.text) == scene)
            let names = Set(scene.series.flatMap { [$0.name] + $0.columns.flatMap { [$0.name] + $0.cells } })
            if !["title", "subtitle"].contains(place), !text.isEmpty {
                #expect(names.contains(text), "\(place): \(names.sorted())")
            }
            #expect(!scene.draftAlternative.contains("\n"))
        }
    }

    @Test("lists of labels have markup, and their data have none")
    func lists() throws {
        let labels: [Label] = ["*the*", "x_{1}"]
        for chart in [
            Chart { TextMark(x: [1, 2], y: [1, 2], text: labels) },
            Chart { BarMark(categories: labels, values: [1, 2]) },
            Chart { PointMark(x: [1, 2], y: [1, 2]).color(by: labels) },
        ] {
            let scene = try chart.scene()
            let shown = scene.items.compactMap { if case .text(let text) = $0 { text.label } else { nil } }
            #expect(shown.contains("*the*") && shown.contains("x_{1}"))
            let names = scene.series.flatMap { [$0.name] + $0.columns.flatMap(\.cells) }
            #expect(names.contains("the") && names.contains("x1"))
        }
    }

    @Test("the look of a series is found by what its label says", arguments: ["*the*", "a_b", "x"])
    func styles(name: String) throws {
        let scene = try Chart { LineMark([1, 2], label: name) }.seriesStyle(name, color: .ink).scene()
        let colors = scene.elements.filter { $0.part.hasPrefix("LineMark") }.compactMap { element in
            if case .path(_, _, let stroke?) = element.item { stroke.paint.role } else { nil }
        }
        #expect(colors == [.ink])
    }

    @Test("a line break in a text begins a line at a point, and is a space where there is one line")
    func lineBreaks() throws {
        func texts(_ chart: Chart) throws -> [String] {
            try chart.scene().items.compactMap { if case .text(let text) = $0 { text.label } else { nil } }
        }
        let point = try texts(Chart { TextMark(x: [1], y: [1], text: ["two\nlines"]) })
        #expect(point.contains("two") && point.contains("lines"))
        #expect(try texts(Chart { LineMark([1, 2], label: "two\nlines") }).contains("two lines"))
    }

    /// Texts of markers, always the same.
    private static func random(_ count: Int) -> [String] {
        var generator = DemonstrationFigures.Generator(state: 11)
        let alphabet = Array("*_^{}$\\ab \nλ中")
        return (0..<count).map { _ in String((0..<9).map { _ in alphabet.randomElement(using: &generator)! }) }
    }
}
