import BookModel
import Foundation
import NotebookEngine

@testable import ReportWriter

/// Chapters from their text to their markup, without the fonts and styles of a page, which take a second for every text.
enum BareChapters {
    /// The chapter with what its blocks and values might have produced.
    static func built(_ text: String, name: String = "x") -> BuiltChapter {
        let (chapter, diagnostics) = ChapterReader.read(text: text, name: name, file: "chapters/\(name).md")
        let cells = chapter.cells.enumerated().map { index, cell in
            let id = cell.id ?? "none"
            let content: CellOutput.Content? =
                switch cell.directive {
                case .figure:
                    .figure(
                        FigureOutput(
                            id: id, alternative: "a", svg: "<svg></svg>", png: Data(), width: 10, height: 10, series: []
                        ))
                case .table: .table(TableOutput(id: id, columns: [], rows: []))
                case .claim: .claim(id: id, Claim("s", measured: "m", holds: true))
                default: nil
                }
            return CellOutput(cell: index, echo: .fold, content: content)
        }
        let values = chapter.values.enumerated().map { ($0, $1.expression) }
        return BuiltChapter(
            chapter: chapter, status: .complete,
            outputs: ChapterOutputs(cells: cells, values: Dictionary(uniqueKeysWithValues: values)),
            diagnostics: diagnostics)
    }

    private static let tools = Result {
        let libraries = try JavaScriptLibraries.find()
        let cache = SnippetCache(file: URL(filePath: "/dev/null/none"), libraries: [])
        return (
            try MathRenderer(library: libraries, cache: cache), Highlighter(library: libraries, cache: cache)
        )
    }

    /// The parts of a page that chapters fill.
    static func page(of chapters: [BuiltChapter]) throws -> (markup: String, diagnostics: [Diagnostic]) {
        let tools = try tools.get()
        let book = SampleBook.book(chapters, references: [SampleBook.karkada, SampleBook.mikolov])
        let page = PageContext(
            book: book, mathematics: tools.0, highlighter: tools.1, imageFolder: nil, imageBounds: nil)
        let markup = chapters.enumerated().map { index, chapter in
            let renderer = ChapterRenderer(chapter, number: index + 1, page: page)
            let body = renderer.body()
            return renderer.heading + body + renderer.solutions.joined()
        }.joined()
        page.checkLinks(in: markup)
        return (markup, page.numbering.diagnostics + page.diagnostics)
    }
}
