import BookModel
import Foundation
import NotebookEngine
import Testing

/// Numbers in the shipped book's text are computed. One that was typed by hand would stay when the corpus changes.
@Suite("Numbers typed by hand")
struct TypedNumbersTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "chapters")

    static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".md") }.sorted()

    @Test("The book has chapters to look at")
    func chapters() { #expect(!Self.files.isEmpty) }

    @Test("No chapter has a digit in its text outside values, math, code and names", arguments: files)
    func prose(_ file: String) throws {
        let data = try Data(contentsOf: Self.folder.appending(path: file))
        let (chapter, _) = ChapterReader.read(bytes: data, name: file, file: "chapters/\(file)")
        let found = TypedNumbers(in: chapter).found
        #expect(found.isEmpty, "typed by hand: \(found.joined(separator: "\n"))")
    }

    @Test(
        "Digits are found in paragraphs, headings, lists, captions, alternatives, notes, callouts, exercises and tables"
    )
    func places() {
        func found(_ text: String) -> Int {
            TypedNumbers(in: ChapterReader.read(text: text, name: "x", file: "chapters/x.md").chapter).found.count
        }
        for text in [
            "# One 1", "a 1", "- a\n- *b 1*", "> a 1", "> [!NOTE] A 1\n> b", "^[a 1]", "[a 1](b)",
            "| a |\n|---|\n| 1 |",
            "a[^n]\n\n[^n]: b 1",
            "```swift @figure(\"f\", alt: \"a 1\")\nb\n```", "```swift @table(\"f\")\nb\n```\n\n: a 1",
            "````markdown @exercise(\"e\")\na 1\n````",
        ] { #expect(found(text) == 1, "\(text)") }
        for text in [
            "`= 1`", "$1$", "`1`", "word2vec and text8", "WordSim-353", "Setting 3.1 of the paper", "@fig-a1",
            "[a](b1)", "```swift\n1\n```",
            "```swift @figure(\"f1\", alt: \"\\(a[1]) b\")\n1\n```", "```swift @run\n1\n```", "[@mikolov2013]",
        ] { #expect(found(text) == 0, "\(text)") }
    }
}

/// The pieces of a chapter's text that contain a digit.
private struct TypedNumbers {
    private(set) var found: [String] = []

    /// Names with digits, which are no numbers.
    private static let names = ["word2vec", "text8", "WordSim-353", "SimLex-999"]

    init(in chapter: Chapter) {
        look(at: chapter.blocks)
        for name in chapter.footnotes.keys.sorted() { look(at: chapter.footnotes[name] ?? []) }
        for cell in chapter.cells {
            look(at: cell.caption ?? [])
            // The figure's alternative, without what is computed in it.
            if let match = (cell.arguments ?? "").firstMatch(of: /alt:\s*"(.*)"/) {
                check(String(match.1).replacing(/\\\(([^()]|\([^()]*\))*\)/, with: ""))
            }
        }
    }

    private mutating func look(at blocks: [Block]) {
        for block in blocks {
            switch block.content {
            case .heading(_, let title, _): look(at: title)
            case .paragraph(let inlines): look(at: inlines)
            case .table(let table): for cell in table.header + table.rows.flatMap(\.self) { look(at: cell) }
            case .callout(let callout): look(at: callout.title)
            case .list, .quote, .exercise, .code, .math, .html, .rule, .cell: break
            }
            look(at: block.children)
        }
    }

    private mutating func look(at inlines: [Inline]) {
        for inline in inlines {
            switch inline {
            case .text(let text): check(text)
            case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .marginNote(let inner),
                .link(_, _, let inner, _), .image(_, _, let inner, _):
                look(at: inner)
            case .code, .math, .html, .softBreak, .lineBreak, .value, .reference, .citation, .footnote: break
            }
        }
    }

    private mutating func check(_ text: String) {
        let others = Self.names.reduce(text) { $0.replacing($1, with: "") }
            // Places in the paper.
            .replacing(/(Setting|Theorem|Lemma|Proposition|Result|Figure|Table|Section) \d+(\.\d+)?/, with: "")
        if others.contains(where: \.isWholeNumber) { found.append(text) }
    }
}
