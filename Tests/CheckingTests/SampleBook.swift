import BookModel
import Foundation
import Plotting
import Testing

@testable import Checking

/// A book of one chapter, of which each part can be another.
struct SampleBook {
    var factor = 1.0
    var noise = 0.0
    var color: MarkColor?
    var isSwapped = false
    var label = "loss"
    var ticks: [Double]?
    var hasFigure = true
    var hasExtraFigure = false
    var hasTableAndMap = true
    var error = 0.04
    var bound = 0.05
    var text = "12.3"
    var cells = [["1", "4.00"], ["2", "2.50"]]
    var title = "Sample"
    var headings = ["One", "Two"]
    var caption = "A curve."
    var alternative = "A figure."
    var statement = "It is small."
    var paper: String?
    var otherChapters = ["02-two", "03-three"]
    var expression = "width"
    var standardError: Double?
    var dependencies = [BuiltChapter.Dependency(kind: .parameter, name: "seed", value: "1")]

    /// The points of the map, and what they are known up to.
    var points: [(x: Double, y: Double)] = [(3, 1), (-1, 2), (0.5, -2), (2, -1.5)]
    var freedom = CoordinateFreedom.none

    private var curve: Chart {
        let x = (0...40).map { Double($0) / 4 }
        let y = x.enumerated().map { (3 + sin($1)) * factor + ($0.isMultiple(of: 2) ? noise : -noise) }
        let mark = LineMark(x: isSwapped ? y : x, y: isSwapped ? x : y, label: "curve")
        let chart = Chart { if let color { mark.color(color) } else { mark } }
        return chart.xScale(label: isSwapped ? label : "time").yScale(label: isSwapped ? "time" : label, ticks: ticks)
    }

    private var map: Chart {
        Chart { PointMark(x: points.map(\.x), y: points.map(\.y), label: "words") }.coordinates(knownUpTo: freedom)
    }

    private func figure(_ id: String, _ chart: Chart) throws -> CellOutput.Content {
        let scene = try chart.scene()
        return .figure(
            FigureOutput(
                id: id, alternative: alternative, svg: "", png: Data(), width: 1, height: 1, series: [],
                scene: scene.text))
    }

    private var claim: CellOutput.Content {
        .claim(
            id: "order",
            Claim(
                statement, paper: paper,
                Criterion("median error", Estimate(mean: error, standardError: standardError), .atMost(bound))))
    }

    private var table: CellOutput.Content {
        .table(
            TableOutput(
                id: "largest", columns: ["rank", "eigenvalue"].map { .init(title: $0, alignment: .left) }, rows: cells))
    }

    func book() throws -> BuiltBook {
        var contents = hasTableAndMap ? [claim, table, try figure("map", map)] : [claim]
        if hasFigure { contents.append(try figure("loss", curve)) }
        if hasExtraFigure { contents.append(try figure("extra", map)) }
        let file = "chapters/01-one.md"
        let cells = contents.indices.map { index in
            Cell(
                directive: .own("any"), arguments: nil, id: nil, code: "",
                location: SourceLocation(file: file, line: 10 * (index + 1), column: 11), codeLine: 1, valuesBefore: 0,
                caption: [.text(caption)])
        }
        let blocks = headings.enumerated().map { index, heading in
            Block(
                .heading(level: index == 0 ? 1 : 2, title: [.text(heading)], label: nil),
                at: SourceLocation(file: file, line: 2 * index + 1))
        }
        let value = InlineValue(expression: expression, location: SourceLocation(file: file, line: 5, column: 3))
        var built = BuiltChapter(
            chapter: Chapter(
                name: "01-one", file: file, title: [], blocks: blocks, cells: cells, values: [value]),
            status: .complete,
            outputs: ChapterOutputs(
                cells: contents.enumerated().map { CellOutput(cell: $0, echo: .fold, content: $1) }, values: [0: text]))
        built.dependencies = dependencies
        return BuiltBook(
            title: title, authors: [], corpus: CorpusSummary(name: "toy", description: "toy"), profile: "quick",
            parameters: [], chapters: [built] + otherChapters.map(empty), references: [])
    }

    private func empty(_ name: String) -> BuiltChapter {
        BuiltChapter(
            chapter: Chapter(name: name, file: "chapters/\(name).md", title: [], blocks: [], cells: [], values: []),
            status: .complete, outputs: ChapterOutputs())
    }

    func snapshot() throws -> Snapshot { Snapshot(try book(), program: ["renderer": "1"]) }

    /// This book compared with an earlier one.
    func comparison(
        with before: SampleBook, names: [String] = [], levels: Set<Level> = Set(Level.allCases)
    ) throws -> Comparison {
        Comparison(try book(), try snapshot(), with: try before.snapshot(), names: names, levels: levels)
    }

    /// What differs from an earlier book, in words.
    func messages(since before: SampleBook = SampleBook()) throws -> [String] {
        try comparison(with: before).differences.map(\.message)
    }
}
