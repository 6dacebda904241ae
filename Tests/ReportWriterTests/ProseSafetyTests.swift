import BookModel
import Foundation
import Testing

@testable import ReportWriter

@Suite("Prose that a page must not obey") struct ProseSafetyTests {
    private func report(_ inlines: Inline...) async throws -> Report {
        let lead = SampleBook.paragraph(1, .text("lead"))
        let block = Block(.paragraph(inlines), at: SampleBook.place(3))
        return try await PageTests.writer.get().html(SampleBook.book([SampleBook.chapter([lead, block])]))
    }

    @Test(
        "A link that is no address or file is left as its text, with a warning",
        arguments: [
            "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)",
            "java\nscript:alert(1)", "java\tscript:alert(1)", "\u{1}javascript:alert(1)", "vbscript:msgbox(1)",
            "VBScript:x", "data:text/html,<script>alert(1)</script>", "DATA:text/html;base64,PHA+",
            "file:///etc/passwd",
            "blob:x", "javascript :alert(1)", "jav\u{AD}ascript:alert(1)",
        ])
    func links(destination: String) async throws {
        let report = try await report(
            .link(destination: destination, title: "", [.text("words")], SampleBook.place(3, 5)))
        #expect(report.html.contains("<p>words</p>"))
        let oneLine = destination.replacing("\n", with: " ")
        #expect(report.diagnostics.map(\.summary) == ["the link to '\(oneLine)' was left out"])
        #expect(report.diagnostics.map(\.location) == [SampleBook.place(3, 5)])
        #expect(report.diagnostics.map(\.severity) == [.warning])
    }

    @Test("A destination that browsers read as a file stays one, with its ampersands and quotes escaped")
    func harmless() async throws {
        let report = try await report(
            .link(
                destination: "javascript&colon;alert(1)\" onclick=\"x", title: "a\" b", [.text("w")],
                SampleBook.place(3)))
        #expect(
            report.html.contains(
                "<a href=\"javascript&amp;colon;alert(1)&quot; onclick=&quot;x\" title=\"a&quot; b\">w</a>"))
    }

    @Test("A work's address is held to the same rule")
    func references() async throws {
        var work = SampleBook.mikolov
        work.url = "JavaScript:alert(1)"
        work.title = "<script>"
        let chapter = SampleBook.chapter([
            SampleBook.paragraph(1, .citation(keys: [work.key], SampleBook.place(1)))
        ])
        let html = try await PageTests.writer.get().html(SampleBook.book([chapter], references: [work])).html
        #expect(html.contains("Tomas Mikolov and Kai Chen (2013). &lt;script&gt;."))
        #expect(!html.contains("JavaScript:alert"))
    }

    @Test(
        "Raw HTML is shown as it was written, within a line and as a block",
        arguments: [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<style>body{display:none}</style>",
            "<iframe src=\"https://example.org\">", "<svg/onload=alert(1)>", "</main>", "<!-- a --><b>b</b>",
            "<!-- a --><script>x</script><!-- b",
        ])
    func rawHTML(source: String) async throws {
        let chapter = SampleBook.chapter([
            SampleBook.paragraph(1, .text("lead")), SampleBook.paragraph(2, .html(source)),
            Block(.html(source), at: SampleBook.place(3)),
        ])
        let html = try await PageTests.writer.get().html(SampleBook.book([chapter])).html
        #expect(html.contains("<p>\(escaped(source))</p>\n<pre class=\"scroll\"><code>\(escaped(source))</code></pre>"))
    }

    @Test("A book that allows it has its HTML in the page, under the same policy")
    func allowedHTML() async throws {
        var book = SampleBook.book([
            SampleBook.chapter([
                SampleBook.paragraph(1, .text("lead")),
                SampleBook.paragraph(2, .html("<kbd>"), .text("<"), .html("</kbd>")),
                Block(.html("<aside>a</aside>\n"), at: SampleBook.place(3)),
            ])
        ])
        book.allowsRawHTML = true
        let html = try await PageTests.writer.get().html(book).html
        #expect(html.contains("<p><kbd>&lt;</kbd></p>\n<aside>a</aside>\n"))
        #expect(html.contains("default-src &#39;none&#39;; script-src &#39;sha256-"))
    }

    @Test("What is only a comment is left out, whatever its text says; two comments around a script are not one")
    func comments() {
        #expect(isComment("<!-- <script>x</script> -->") && isComment("  <!---->\n"))
        #expect(isComment("<!-- a -->\n<!-- b -->") && !isComment("") && !isComment("<!-- open"))
        #expect(!isComment("<!-- a --><script>x</script><!-- b -->"))
        #expect(!isComment("<b><!-- a --></b>") && !isComment("<!-->"))
    }

    @Test("Control characters of prose, code, formulas, titles and values are replaced in the page and the site")
    func controlCharacters() async throws {
        let bad = "\u{1}\u{8}\u{1B}\u{7F}\u{9B}\u{FFFE}"
        var book = SampleBook.complete
        book.title = "t\(bad)t"
        book.chapters[0].outputs.values[0] = "v\(bad)v"
        book.chapters[0].chapter.blocks += [
            SampleBook.paragraph(
                2, .text("p\(bad)p"), .code("c\(bad)c"), .math(tex: "\\text{m\(bad)m}", SampleBook.place(2))),
            Block(.code(language: "swift", text: "let s = \"\(bad)\""), at: SampleBook.place(3)),
        ]
        let writer = try PageTests.writer.get()
        let pages = try await [writer.html(book).html] + writer.site(book).files.map(\.text)
        for page in pages {
            #expect(!page.unicodeScalars.contains { bad.unicodeScalars.contains($0) })
        }
        #expect(pages[0].contains("p\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}p"))
    }

    @Test("Titles, values, alternatives and names in the page's own parts are escaped")
    func elsewhere() async throws {
        var book = SampleBook.complete
        book.title = "<script>t</script>"
        book.authors = ["<script>a</script>"]
        book.corpus?.description = "<script>c</script>"
        book.parameters = [.init(name: "<script>n", value: .text("<script>v"))]
        book.chapters[0].outputs.values[0] = "<script>x</script>"
        book.chapters[0].parameters = ["<script>n"]
        let html = try await PageTests.writer.get().html(book).html
        #expect(html.ranges(of: "<script").count == 1)
    }
}
