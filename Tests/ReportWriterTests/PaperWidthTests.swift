import BookModel
import Foundation
import Testing

@testable import ReportWriter

/// What a screen scrolls sideways: on paper all of it is there. Without a browser or poppler's programs there is nothing to
/// test.
@Suite(
    "Paper's width", .serialized, .enabled(if: PrintedPDF.isPossible, "no Chromium or no poppler is installed"))
struct PaperWidthTests {
    /// A block that is too wide, with the words that stand at its far end.
    private struct Wide {
        let what: String
        let block: Block.Content
        let marks: [String]
    }

    private static func table(_ rows: [[Inline]]) -> Block.Content {
        .table(
            ProseTable(
                alignments: rows[0].map { _ in .left }, header: rows[0].map { [$0] },
                rows: rows.dropFirst().map { $0.map { [$0] } }))
    }

    /// A table whose last column has the marks, single letters: words may be broken over lines.
    private static func columns(_ count: Int, _ head: String, _ cell: String) -> Block.Content {
        table([
            (1...count).map { .text($0 == count ? head : "head\($0)") },
            (1...count).map { .text($0 == count ? cell : "cell\($0)") },
        ])
    }

    private static func cell(_ long: Inline, _ name: String) -> Block.Content {
        table([[.text("left"), .text("right")], [long, .text("\(name)beside")]])
    }

    private static let address =
        "https://example.org/" + String(repeating: "path/", count: 60) + "addressend"
    private static let sum = (1...60).map { "x_{\($0)}" }.joined(separator: " + ") + " = \\text{sumend}"
    private static let aligned =
        "\\begin{aligned} a &= " + (1...40).map { "y_{\($0)}" }.joined(separator: " + ")
        + " + \\text{alignedend} \\end{aligned}"

    private static let wide: [Wide] = [
        Wide(what: "25 columns", block: columns(25, "Ж", "Щ"), marks: ["Ж", "Щ"]),
        Wide(what: "60 columns", block: columns(60, "Ш", "Ц"), marks: ["Ш", "Ц"]),
        Wide(what: "an address in a cell", block: cell(.text(address), "url"), marks: ["addressend", "urlbeside"]),
        Wide(
            what: "a word of code in a cell",
            block: cell(.code(String(repeating: "code_", count: 60) + "codeend"), "code"),
            marks: ["codeend", "codebeside"]),
        Wide(what: "a sum of 60 terms", block: .math(tex: sum, label: nil), marks: ["sumend"]),
        Wide(what: "an aligned formula of 40 terms", block: .math(tex: aligned, label: nil), marks: ["alignedend"]),
        Wide(
            what: "a line of code without a space",
            block: .code(language: nil, text: String(repeating: "line_", count: 60) + "lineend"), marks: ["lineend"]),
        Wide(
            what: "a table in a list",
            block: .list(
                BlockList(
                    start: nil, isTight: false, items: [[Block(columns(25, "Я", "Ю"), at: SampleBook.place(40))]])),
            marks: ["Я", "Ю"]),
        Wide(
            what: "a table in a callout",
            block: .callout(Callout(kind: .note, blocks: [Block(columns(25, "Э", "Б"), at: SampleBook.place(50))])),
            marks: ["Э", "Б"]),
    ]

    @Test("Tables, formulas and code that are wider than the paper are printed whole")
    func whole() async throws {
        let blocks = Self.wide.enumerated().map { Block($1.block, at: SampleBook.place(2 * $0 + 2)) }
        let book = SampleBook.book([SampleBook.chapter(blocks)])
        let html = try await PageTests.writer.get().html(book).html
        let printed = try await PrintedPDF(html, PDFInformation(book))
        let text = printed.pages.joined().joined().filter { !$0.isWhitespace }
        for wide in Self.wide {
            for mark in wide.marks {
                #expect(text.contains(mark), "\(wide.what): “\(mark)” is cut off")
            }
        }
    }
}

/// Letters that no font has, by a table of which letters are missing.
@Suite("Missing letters") struct MissingLettersTests {
    @Test("Letters that no font has are warned of once a chapter, where the first of them stands")
    func warned() {
        let book = SampleBook.book([
            SampleBook.chapter([
                SampleBook.paragraph(3, .text("Latin, Greek λ and — signs.")),
                SampleBook.paragraph(5, .emphasis([.text("中 and 文")]), .text(" and 中")),
                SampleBook.paragraph(7, .code("語")),
            ])
        ])
        let found = MissingLetters.diagnostics(of: book) { $0.value >= 0x4E00 && $0.value < 0xA000 }
        #expect(
            found.map(\.rendered) == [
                """
                chapters/01-steps.md:5:1: warning: no installed font has 中 (U+4E2D), 文 (U+6587), 語 (U+8A9E)
                  On paper there are gaps or boxes instead; a screen shows what its reader's fonts have.
                  Install a font that has them, for instance: apt-get install fonts-noto-cjk, or fonts-noto-core.
                """
            ])
        #expect(MissingLetters.diagnostics(of: book) { _ in false }.isEmpty)
    }

    @Test("Spaces, joiners, variation selectors and Latin letters need no font to be asked")
    func unasked() {
        let book = SampleBook.book([SampleBook.chapter([SampleBook.paragraph(3, .text("a\u{2003}é\u{200D}\u{FE0F}ß"))])]
        )
        #expect(MissingLetters.diagnostics(of: book) { _ in true }.isEmpty)
    }

    @Test("Fonts' coverage is read from fontconfig's ranges")
    func coverage() {
        let fonts = FontCoverage("20-7e a0\n4e00-4e2d 6587\n\n")
        for (letter, isThere) in [("a", true), ("\u{A0}", true), ("中", true), ("文", true), ("語", false)] {
            #expect(fonts.contains(letter.unicodeScalars.first!) == isThere)
        }
    }
}
