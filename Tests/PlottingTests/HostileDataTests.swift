import Drawing
import Foundation
import Testing

@testable import Plotting

@Suite("Hostile data")
struct HostileDataTests {
    /// Lists that come out of broken or extreme computations.
    static let lists: [[Double]] = [
        [], [5], [0], [-0.0], [.nan], [.infinity, -.infinity], [.nan, 2, .infinity, -1], [3, 3, 3], [1e-300, 1e300],
        [-1e308, 1e308], [1, 1.000000000001], [1e15, 1_000_000_000_000_001],
        [.leastNonzeroMagnitude, .greatestFiniteMagnitude],
        [-5, -2, -1], [1e300, -1e-300, 0, .nan],
    ]
    static let scales: [ScaleType] = [
        .linear, .log, .squareRoot, .symlog(threshold: 1e-3), .symlog(threshold: 1e-300), .symlog(threshold: 1e300),
    ]

    static func marks(_ v: [Double]) -> [(name: String, mark: any ChartContent)] {
        let w = Array(v.reversed())
        let names = v.indices.map { "n\($0)" }
        var marks: [(name: String, mark: any ChartContent)] = []
        func add(_ name: String, _ mark: some ChartContent) { marks.append((name, mark)) }
        add("line", LineMark(x: v, y: w, label: "a"))
        add("step", LineMark(x: v, y: w).interpolation(.step))
        add("split line", LineMark(x: v, y: w).color(by: names))
        add("family", LineMark(x: v, series: [w, v]).color(by: [1, .nan]))
        add("points", PointMark(x: v, y: w, label: "a"))
        add("values", PointMark(x: v, y: w).color(by: v))
        add("sizes", PointMark(x: v, y: w).symbolSize(by: v))
        add("names", PointMark(x: v, y: w).color(by: names))
        add("area", AreaMark(x: v, lower: w, upper: v))
        add("zero area", AreaMark(x: v, y: w).interpolation(.step))
        add("bars", BarMark(categories: names, values: v, errors: w).showingValues())
        add("stacked", BarMark(categories: names, values: v, errors: w).stacking(.stacked).showingValues())
        add("normalized", BarMark(categories: names, values: v).stacking(.normalized).color(by: w))
        add("numeric bars", BarMark(x: v, y: w))
        add("wide bars", BarMark(x: v, y: w, width: 1e308))
        add("histogram", HistogramMark(v))
        add("density", HistogramMark(v, bins: .count(50), isDensity: true))
        add("widths", HistogramMark(v, bins: .width(0.5)))
        add("rules", RuleMark(x: v, yStart: w, yEnd: v).caps())
        add("bars across", RuleMark(y: v, xStart: w, xEnd: v))
        add("arrows", ArrowMark(fromX: v, fromY: w, toX: w, toY: v).color(by: v))
        add("boxes", RectangleMark(xStart: v, xEnd: w, yStart: w, yEnd: v).color(by: w))
        add("cells", RectangleMark(matrix: [v, w]))
        add("named cells", RectangleMark(matrix: [v], rows: ["a"], columns: names))
        add("texts", TextMark(x: v, y: w, text: names))
        return marks
    }

    /// Draws a chart in every format; a ``FigureError`` with a remedy is as good.
    private func draw(_ chart: Chart, _ comment: String, pixels: Bool = true) throws {
        do {
            let scene = try chart.scene()
            #expect(scene.svg(idPrefix: "a", alternative: "b").hasSuffix("</svg>"), "\(comment)")
            if pixels { #expect(try scene.png(scale: 0.5).count > 50, "\(comment)") }
            for case .text(let text) in scene.items {
                #expect(text.origin.x.isFinite && text.origin.y.isFinite, "\(comment): \(text.label)")
            }
        } catch let error as FigureError {
            #expect(!error.description.isEmpty && !error.remedy.isEmpty, "\(comment)")
        }
    }

    @Test("every mark on every scale gives a figure or says what is wrong", arguments: lists.indices)
    func marksOnScales(index: Int) throws {
        let list = Self.lists[index]
        for (name, mark) in Self.marks(list) {
            for (number, scale) in Self.scales.enumerated() {
                let other = Self.scales[(number + index) % Self.scales.count]
                // A colour scale of the same kind meets the same values.
                let chart = Chart { AnyContent(mark) }.size(width: 240, height: 160).yScale(scale).xScale(other)
                    .colorScale(number % 2 == 0 ? .sequential : .diverging(around: 1), scale: scale)
                try draw(chart, "\(name) on \(other) and \(scale)", pixels: number == 0)
            }
            try draw(Chart { AnyContent(mark) }.xScale(domain: 0...1).yScale(domain: 1e299...1e300), "\(name) far away")
        }
    }

    private struct AnyContent: ChartContent {
        let marks: [AnyMark]
        init(_ content: any ChartContent) { marks = content.marks }
    }

    static let errors: [(figure: Chart, description: String, remedy: String)] = [
        (
            Chart { PointMark([1, 2], label: "*λ*").color(by: [1.0]) },
            "PointMark “λ” has 2 points and 1 color values.", "Give as many color values as points."
        ),
        (
            Chart { BarMark(categories: ["a"], values: [1]).color(by: ["a", "b"]) },
            "BarMark has 1 bars and 2 color categories.", "Give as many color categories as bars."
        ),
        (
            Chart { LineMark([1, 2]).color(by: [1.0, 2]) }, "LineMark has no parts that could be coloured by data.",
            "Give it one colour with .color(_:), or use several marks."
        ),
        (
            Chart { PointMark([1, 2]).symbolSize(by: [1]) }, "PointMark has 2 points and 1 size values.",
            "Give as many size values as points."
        ),
        (
            Chart { RectangleMark(matrix: [[1, 2], [3]], label: "M") },
            "Row 1 of RectangleMark “M” has 2 numbers and row 2 has 1.",
            "Give all rows of the matrix the same length, with .nan where a number is missing."
        ),
        (
            Chart { RectangleMark(matrix: []) }, "The matrix of RectangleMark has no cells.",
            "Give it at least one row of one number."
        ),
        (
            Chart { RectangleMark(matrix: [[1]], rows: ["a", "b"]) }, "RectangleMark has 1 rows and 2 row names.",
            "Give as many row names as rows."
        ),
        (
            Chart { RectangleMark(matrix: [[1, 2]], columns: ["a", "a"]) },
            "Two columns of RectangleMark are called “a”.", "Give every column a name of its own."
        ),
        (
            Chart { RectangleMark(matrix: [[.nan]]) }, "The chart's color axis has no finite value to show.",
            "Check the data for being empty or NaN, or give the axis a domain."
        ),
        (
            Chart { RectangleMark(xStart: [1], xEnd: [2], yStart: [1], yEnd: []) },
            "RectangleMark has 1 xStart values and 0 yEnd values.", "Give as many yEnd values as xStart values."
        ),
        (
            Chart { HistogramMark([1, 2], bins: .edges([2, 1])) },
            "The edges of HistogramMark are not two or more ascending finite numbers.",
            "Sort them, and leave out repetitions."
        ),
        (
            Chart { HistogramMark([1, 2], bins: .count(0)) }, "HistogramMark would have 0 bins.",
            "Ask for 1 to 10,000 bins."
        ),
        (
            Chart { HistogramMark([0, 1e9], bins: .width(1)) }, "HistogramMark would have more than 10,000 bins.",
            "Give a greater width."
        ),
        (
            Chart { HistogramMark([1, 2], bins: .width(-1)) }, "HistogramMark has the bin width -1.",
            "Give a finite width above zero."
        ),
        (
            Chart { HistogramMark([-1e308, 1e308]) },
            "The values of HistogramMark are too far apart to be sorted into bins.", "Give .edges, or plot logarithms."
        ),
        (
            Chart { BarMark(x: [1], y: [1], width: .nan) }, "BarMark has the bar width NaN.",
            "Give a finite width above zero, in units of x, or none."
        ),
        (
            Chart { ArrowMark(fromX: [1], fromY: [1], toX: [], toY: [1]) },
            "ArrowMark has 1 fromX values and 0 toX values.", "Give as many toX values as fromX values."
        ),
        (
            Chart { RuleMark(x: [1, 2], yStart: [1], yEnd: [1, 2]) }, "RuleMark has 2 x values and 1 yStart values.",
            "Give as many yStart values as x values."
        ),
        (
            Chart { ImageMark(png: Data("not a picture".utf8), x: 0...1, y: 0...1) },
            "ImageMark has no picture that can be shown: the data do not begin as a PNG file does.",
            "Give the bytes of a PNG file of at most 50 million pixels."
        ),
        (
            Chart { PointMark([-3, -1]) }.yScale(.squareRoot),
            "The chart's y axis shows square roots, but all values on it are negative.",
            "Use .linear or .symlog(threshold:), or plot magnitudes."
        ),
        (
            Chart { PointMark([3, 1]) }.yScale(.squareRoot, domain: -1...4),
            "The chart's y axis shows square roots, but its domain begins at -1.",
            "Begin the domain at zero or above, or use .linear or .symlog(threshold:)."
        ),
        (
            Chart { PointMark([3, 1]).color(by: [1.0, 2]) }.colorScale(scale: .categorical),
            "The chart's color scale is categorical.",
            "Colour marks by categories with .color(by: names), and leave the colour scale out."
        ),
    ]

    @Test("what new marks and scales cannot draw says what is wrong and what to do", arguments: errors.indices)
    func wording(index: Int) {
        let expected = Self.errors[index]
        let error = #expect(throws: FigureError.self) { try expected.figure.scene() }
        #expect(error?.description == expected.description)
        #expect(error?.remedy == expected.remedy)
    }

    @Test("two hundred categories, long names, right-to-left and CJK texts are drawn")
    func manyNames() throws {
        let names = (0..<200).map { $0 == 3 ? "عربى" : $0 == 4 ? "中文標籤" : "category \($0)" }
        let values = (0..<200).map { Double($0 % 17) }
        try draw(Chart { PointMark(x: values, y: values).color(by: names) }.size(width: 400, height: 400), "legend")
        try draw(Chart { BarMark(categories: names, values: values).color(by: names) }, "bars")
        let matrix = names.map { _ in Array(values.prefix(9)) }
        try draw(Chart { RectangleMark(matrix: matrix, rows: names) }, "rows")
        let long = String(repeating: "long ", count: 2000)
        try draw(Chart { RectangleMark(matrix: [[1, 2]], rows: [long], label: long) }, "long")
        try draw(Chart { PointMark([1, 2], label: long).color(by: [1.0, 2]) }.colorScale(label: long), "long title")
    }
}
