import BookModel
import FigureData
import Foundation
import ReportWriter
import TestSupport
import Testing

@Suite("The page") struct PageTests {
    static let cache = FileManager.default.temporaryDirectory.appending(path: "w2vbook-report-tests")
    static let writer = Result { try ReportWriter(options: ReportOptions(assetCache: cache)) }

    private func report(_ chapters: BuiltChapter..., references: [Reference] = []) async throws -> Report {
        try await Self.writer.get().html(SampleBook.book(chapters, references: references))
    }

    /// What stands between the page's `<main>` tags.
    private func text(of report: Report) throws -> String {
        let start = try #require(report.html.range(of: "<main>")?.upperBound)
        let end = try #require(report.html.range(of: "</main>")?.lowerBound)
        return String(report.html[start..<end])
    }

    // MARK: The whole page

    @Test("Two writings of the same book give the same bytes, and the stamp stands on a line of its own")
    func deterministic() async throws {
        func page(at seconds: Double) async throws -> [Substring] {
            let options = ReportOptions(
                stamp: BuildStamp(
                    date: Date(timeIntervalSince1970: seconds), version: "w2vbook 1.0", toolchain: "Swift 6.3"),
                assetCache: Self.cache)
            return try await ReportWriter(options: options).html(SampleBook.complete).html.split(separator: "\n")
        }
        let first = try await page(at: 0)
        #expect(try await page(at: 0) == first)
        let later = try await page(at: 86_400)
        let differing = zip(first, later).filter { $0 != $1 }
        #expect(first.count == later.count)
        #expect(
            differing.map { String($0.0) } == [
                "<footer id=\"build-stamp\">Built 1970-01-01 00:00 UTC by w2vbook 1.0 with Swift 6.3. "
                    + "Chapter 1 took 13 s.</footer>"
            ])
    }

    @Test("Every id is unique, and every link within the page lands")
    func anchors() async throws {
        let html = try await Self.writer.get().html(SampleBook.complete).html
        let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
        let links = html.matches(of: /href="#([^"]*)"/).map { String($0.1) }
        #expect(links.count > 15)
        for link in links { #expect(ids.contains(link), "nothing has the id \(link)") }
        for match in html.matches(of: /aria-labelledby="([^"]*)"/) { #expect(ids.contains(String(match.1))) }
    }

    @Test("The page loads nothing: addresses occur in links and names of namespaces only")
    func loadsNothing() async throws {
        let html = try await Self.writer.get().html(SampleBook.complete).html
            .replacing(/<a href="https:[^"]*"/, with: "").replacing(/xmlns(:\w+)?="http:[^"]*"/, with: "")
        #expect(!html.contains("http:"))
        #expect(!html.contains("https:"))
        #expect(!html.contains("@import"))
        for match in html.matches(of: /url\(([^)]{0,20})/) {
            #expect(match.1.hasPrefix("data:") || match.1.hasPrefix("#"), "\(match.1)")
        }
        for match in html.matches(of: /\ssrc="([^"]{0,20})/) { #expect(match.1.hasPrefix("data:")) }
    }

    @Test("Every element is closed, in the right order")
    func balanced() async throws {
        let html = try await Self.writer.get().html(SampleBook.complete).html
            .replacing(/(?s)<(style|script)>.*?<\/\1>/, with: "")
        #expect(unbalancedTag(in: html) == nil)
    }

    @Test("The page names its language, its parts, and a way past the contents")
    func landmarks() async throws {
        let html = try await Self.writer.get().html(SampleBook.complete).html
        for part in [
            "<html lang=\"en\">", "<main>", "<nav id=\"contents\" aria-label=\"Contents\">",
            "<a class=\"skip\" href=\"#chapters\">", "<header id=\"front\">",
            "<th scope=\"row\" class=\"left\">PPMI, factorised</th>",
            "<th scope=\"col\" class=\"right\">analogies</th>",
        ] {
            #expect(html.contains(part), "\(part)")
        }
        let levels = html.matches(of: /<h([1-6])/).map { Int($0.1)! }
        #expect(levels.first == 1)
        for (above, below) in zip(levels, levels.dropFirst()) { #expect(below <= above + 1) }
    }

    @Test("Nothing that varies between builds is in the page: times and reuse make no difference")
    func noTimes() async throws {
        var other = SampleBook.complete
        for index in other.chapters.indices {
            other.chapters[index].seconds += 100
            other.chapters[index].isReused.toggle()
        }
        let writer = try Self.writer.get()
        #expect(try await writer.html(other).html == writer.html(SampleBook.complete).html)
    }

    @Test("Figures' colours follow the page's theme, and print's on paper")
    func plotColours() async throws {
        let sheet = ReportOptions.switching(light: "--c:#111;", dark: "--c:#eee;", print: "--c:#000;")
        let options = ReportOptions(plotStyleSheet: sheet, assetCache: Self.cache)
        let html = try await ReportWriter(options: options).html(SampleBook.book([])).html
        #expect(html.contains("@media (prefers-color-scheme:dark){:root{--c:#eee;}}"))
        #expect(html.contains(":root[data-theme=\"light\"]{--c:#111;}\n:root[data-theme=\"dark\"]{--c:#eee;}"))
        #expect(html.contains("@media print{:root,:root[data-theme]{--c:#000;}}"))
    }

    @Test("A style sheet cannot end its element")
    func styleStaysInside() async throws {
        let options = ReportOptions(plotStyleSheet: "/*</style><b>*/", assetCache: Self.cache)
        let html = try await ReportWriter(options: options).html(SampleBook.book([])).html
        #expect(html.ranges(of: "</style>").count == 1)
    }

    @Test("Images are embedded; one that is missing is an error at its place")
    func images() async throws {
        try await withTemporaryFolder { folder in
            let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
            try png.write(to: folder.appending(path: "a.png"))
            func image(_ source: String, line: Int) -> Block {
                SampleBook.paragraph(
                    line, .image(source: source, title: "", alternative: [.text("An <a>")], SampleBook.place(line, 3)))
            }
            let options = ReportOptions(assetCache: Self.cache, imageFolder: folder)
            let chapter = SampleBook.chapter([image("a.png", line: 3), image("b.png", line: 5)])
            let report = try await ReportWriter(options: options).html(SampleBook.book([chapter]))
            #expect(report.html.contains("<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"An &lt;a&gt;\">"))
            #expect(
                report.diagnostics.map(\.rendered) == [
                    """
                    chapters/01-steps.md:5:3: error: the image 'b.png' cannot be embedded
                      Give the path of a PNG, JPEG, GIF, WebP or SVG file, relative to the chapter.
                    """
                ])
        }
    }

    // MARK: Prose

    @Test("Text, code, titles and raw HTML are escaped; comments are left out")
    func escaping() async throws {
        let chapter = SampleBook.chapter([
            SampleBook.paragraph(1, .text("lead")),
            SampleBook.paragraph(
                2, .text("1 < 2 & \"3\""), .code("<T>"), .html("<b onclick='x'>"), .html("<!-- not shown -->")),
            Block(.html("<script>alert(1)</script>\n"), at: SampleBook.place(3)),
            Block(.html("<!-- nor\nthis -->\n"), at: SampleBook.place(4)),
            Block(.code(language: "nosuch", text: "a < b\n"), at: SampleBook.place(5)),
        ])
        let text = try text(of: await report(chapter))
        #expect(
            text.contains("<p>1 &lt; 2 &amp; &quot;3&quot;<code>&lt;T&gt;</code>&lt;b onclick=&#39;x&#39;&gt;</p>"))
        #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(text.contains("<code>a &lt; b</code>"))
        #expect(!text.contains("not shown") && !text.contains("this --"))
    }

    @Test("Code is highlighted when the page is written")
    func highlighting() async throws {
        let code = Block(.code(language: "swift", text: "let x = \"<a>\"\n"), at: SampleBook.place(1))
        let text = try text(of: await report(SampleBook.chapter([code])))
        #expect(text.contains("<span class=\"hljs-keyword\">let</span> x"))
        #expect(text.contains("<span class=\"hljs-string\">\"&lt;a&gt;\"</span>"))
    }

    @Test("References, citations and values show their target, work and text")
    func links() async throws {
        let chapter = SampleBook.chapter(
            [
                Block(.heading(level: 1, title: [.text("T")], label: "sec-t"), at: SampleBook.place(1)),
                SampleBook.paragraph(2, .text("lead")),
                SampleBook.paragraph(
                    3, .reference(label: "fig-f", SampleBook.place(3)), .reference(label: "sec-t", SampleBook.place(3)),
                    .citation(keys: ["karkada2025", "mikolov2013"], SampleBook.place(3)), .value(0),
                    .link(destination: "01-steps.md", title: "", [.text("here")], SampleBook.place(3))),
                Block(.cell(0), at: SampleBook.place(4)),
            ],
            cells: [SampleBook.cell(.figure, "f", line: 4)],
            values: [InlineValue(expression: "a < b", location: SampleBook.place(3))],
            outputs: ChapterOutputs(
                cells: [CellOutput(cell: 0, echo: .hide, content: .figure(SampleBook.figure))], values: [0: "<1>"]))
        let text = try text(of: await report(chapter, references: [SampleBook.karkada, SampleBook.mikolov]))
        #expect(text.contains("<a class=\"reference\" href=\"#fig-f\">Figure&nbsp;1.1</a>"))
        #expect(text.contains("<a class=\"reference\" href=\"#sec-t\">Chapter&nbsp;1</a>"))
        #expect(
            text.contains(
                "(<a class=\"reference\" href=\"#ref-karkada2025\">Karkada et al., 2025</a>; "
                    + "<a class=\"reference\" href=\"#ref-mikolov2013\">Mikolov and Chen, 2013</a>)"))
        #expect(text.contains("<span class=\"value\" title=\"a &lt; b\">&lt;1&gt;</span>"))
        #expect(text.contains("<a href=\"#sec-t\">here</a>"))
        #expect(text.contains("<li id=\"ref-mikolov2013\">Tomas Mikolov and Kai Chen (2013). "))
    }

    @Test("A footnote that is mentioned twice has one entry and a way back to each mention")
    func footnotes() async throws {
        let chapter = SampleBook.chapter(
            [
                SampleBook.paragraph(
                    1, .footnote(name: "b", SampleBook.place(1)), .footnote(name: "a", SampleBook.place(1)),
                    .footnote(name: "b", SampleBook.place(1)))
            ],
            footnotes: [
                "a": [SampleBook.paragraph(5, .text("Second."))], "b": [SampleBook.paragraph(6, .text("First."))],
            ])
        let text = try text(of: await report(chapter))
        let marks = text.matches(of: /aria-label="Footnote (\d)"/).map { $0.1 }
        #expect(marks == ["1", "2", "1"])
        #expect(text.ranges(of: "class=\"back\"").count == 3)
        let first = try #require(text.range(of: "First.")), second = try #require(text.range(of: "Second."))
        #expect(first.lowerBound < second.lowerBound)
    }

    @Test("A link that a page should not follow is left out with a warning")
    func unsafeLink() async throws {
        let link = Inline.link(destination: "javascript:alert(1)", title: "", [.text("x")], SampleBook.place(3, 5))
        let report = try await report(SampleBook.chapter([SampleBook.paragraph(3, link)]))
        #expect(!report.html.contains("javascript:"))
        #expect(
            report.diagnostics.map(\.rendered) == [
                """
                chapters/01-steps.md:3:5: warning: the link to 'javascript:alert(1)' was left out
                  Pages link to http, https, mailto and doi addresses and to files only.
                  Use one of these, or remove the link.
                """
            ])
    }

    // MARK: Formulas

    @Test("A formula is set with MathML beside it; one with a label is numbered")
    func formulas() async throws {
        let chapter = SampleBook.chapter([
            Block(.math(tex: "a", label: nil), at: SampleBook.place(1)),
            Block(.math(tex: "\\mathbb{R}", label: "eq-r"), at: SampleBook.place(2)),
        ])
        let report = try await report(chapter)
        let text = try text(of: report)
        #expect(text.contains("<annotation encoding=\"application/x-tex\">\\mathbb{R}</annotation>"))
        #expect(text.ranges(of: "(1.1)").count == 1)
        #expect(text.contains("<div class=\"equation\" id=\"eq-r\">"))
        #expect(report.html.contains("font-family:\"KaTeX_AMS\""))
        #expect(!report.html.contains("KaTeX_Fraktur"))
        #expect(report.diagnostics.isEmpty)
    }

    @Test("Brackets and marks at a short formula stay on its line; between two formulas each has its own")
    func unbrokenFormulas() async throws {
        let place = SampleBook.place(1, 1)
        let long = String(repeating: "d+", count: 20) + "d"
        let runs: [Inline] = [
            .text("see ("), .math(tex: "a", place), .text("), ("), .math(tex: "b", place), .text("); then "),
            .math(tex: "c", place),
            .text(" & "), .math(tex: long, place), .text(". End"),
        ]
        let chapter = SampleBook.chapter([Block(.paragraph(runs), at: SampleBook.place(1))])
        let text = try text(of: await report(chapter))
        #expect(text.contains("see <span class=\"unbroken\">(<span class=\"katex\">"))
        #expect(text.contains("</span>),</span> <span class=\"unbroken\">(<span class=\"katex\">"))
        #expect(text.contains("</span>);</span> then <span class=\"katex\">"))
        #expect(text.contains("</span> &amp; <span class=\"katex\">"))
        #expect(text.contains("</span>. End"))
    }

    @Test("A page without formulas carries neither fonts nor rules for them")
    func noFormulas() async throws {
        let html = try await report(SampleBook.chapter([SampleBook.paragraph(1, .text("x"))])).html
        #expect(!html.contains("KaTeX"))
    }

    @Test("TeX that does not parse is an error at its place with KaTeX's words, and is shown as it was written")
    func badTeX() async throws {
        let chapter = SampleBook.chapter([
            SampleBook.paragraph(4, .math(tex: "\\nosuch{x}", SampleBook.place(4, 9))),
            Block(.math(tex: "\\frac{1}{", label: nil), at: SampleBook.place(8)),
        ])
        let report = try await report(chapter)
        #expect(
            report.diagnostics.map(\.rendered) == [
                """
                chapters/01-steps.md:4:9: error: the formula does not parse: Undefined control sequence: \\nosuch
                  The formula is: \\nosuch{x}
                  Correct the TeX; KaTeX's list of what it knows is at https://katex.org/docs/supported.html.
                """,
                """
                chapters/01-steps.md:8:1: error: the formula does not parse: \
                Unexpected end of input in a macro argument, expected '}'
                  The formula is: \\frac{1}{
                  Correct the TeX; KaTeX's list of what it knows is at https://katex.org/docs/supported.html.
                """,
            ])
        let text = try text(of: report)
        #expect(text.contains("<span class=\"broken\"><code>\\nosuch{x}</code>"))
        #expect(text.contains("<div class=\"broken\"><pre>\\frac{1}{</pre>"))
    }

    // MARK: Outputs

    @Test("A figure carries its drawing, caption, data and the whole data as a file")
    func figure() async throws {
        let chapter = SampleBook.chapter(
            [Block(.cell(0), at: SampleBook.place(4))],
            cells: [SampleBook.cell(.figure, "steps", line: 4, code: "Chart {}\n", caption: [.text("A caption.")])],
            outputs: ChapterOutputs(
                cells: [CellOutput(cell: 0, echo: .fold, content: .figure(SampleBook.figure))]))
        let text = try text(of: await report(chapter))
        #expect(text.contains("<figure id=\"fig-steps\">"))
        #expect(text.contains(SampleBook.figure.svg))
        #expect(text.contains("<figcaption><b>Figure 1.1.</b> A caption.</figcaption>"))
        #expect(text.contains("<summary>Code of Figure 1.1</summary>"))
        #expect(text.contains("48 of 480 rows; all of them: <a download=\"steps.csv\""))
        let encoded = try #require(text.firstMatch(of: /charset=utf-8;base64,([^"]*)"/)).1
        let csv = String(decoding: try #require(Data(base64Encoded: String(encoded))), as: UTF8.self)
        #expect(csv == SampleBook.figure.csv)
        #expect(csv.hasPrefix("series,time,singular value\nmode 1,0.0,0.0194\n"))
        #expect(csv.split(separator: "\n").count == 481)
    }

    @Test("CSV fields are quoted where they must be, and columns that a series lacks are empty")
    func csv() {
        var figure = SampleBook.figure
        figure.series = [
            DataSeries(
                name: "a,b", columns: [.init("x", texts: ["1", "2"]), .init("y", texts: ["3"])], mark: .line),
            DataSeries(name: "c", columns: [.init("word \"w\"", texts: ["line\nbreak"])], mark: .text),
        ]
        #expect(
            figure.csv
                == "series,x,y,\"word \"\"w\"\"\"\n\"a,b\",1,3,\n\"a,b\",2,,\nc,,,\"line\nbreak\"\n")
    }

    @Test("Code is shown, folded away or hidden, as the cell says", arguments: [Echo.show, .fold, .hide])
    func echo(echo: Echo) async throws {
        let chapter = SampleBook.chapter(
            [Block(.cell(0), at: SampleBook.place(4))], cells: [SampleBook.cell(.run, nil, line: 4, code: "stir()\n")],
            outputs: ChapterOutputs(cells: [CellOutput(cell: 0, echo: echo)]))
        let text = try text(of: await report(chapter))
        #expect(text.contains("stir()") == (echo != .hide))
        #expect(text.contains("<details class=\"code\">") == (echo == .fold))
    }

    @Test("The first page counts and lists all claims, with those that did not run")
    func board() async throws {
        let html = try await Self.writer.get().html(SampleBook.complete).html
        #expect(html.contains("<p class=\"summary\">1 holds, 1 fails, 1 cannot be tested here, 1 did not run.</p>"))
        let start = try #require(html.range(of: "<section id=\"claims\"")).lowerBound
        let board = html[start..<(try #require(html.range(of: "</section>", range: start..<html.endIndex))).lowerBound]
        let verdicts = board.matches(of: /class="badge (\w+)">([^<]*)</).map { "\($0.1): \($0.2)" }
        #expect(
            verdicts == [
                "holds: holds", "fails: fails", "untestable: cannot be tested here", "missing: did not run",
            ])
        #expect(board.contains("<a href=\"#claim-times\" aria-label=\"Claim 1.1\">1.1</a>"))
        #expect(board.contains("median error 1.8%, at most 5% asked"))
        #expect(html.contains("<p class=\"verdict\">Claim 1.2 fails</p>"))
    }

    @Test("A failed chapter says what went wrong before its first missing output, and keeps its prose")
    func failedChapter() async throws {
        let text = try text(of: await Self.writer.get().html(SampleBook.complete))
        let parts = [
            "showed, directions come in order", "This chapter did not finish.", "chapters/02-concepts.md:12:18",
            "value of type &#39;Eigenpairs&#39; has no member &#39;worsd&#39;", "let words = ends.worsd",
            "Correct the name.",
            "Figure 2.1 did not run", "The prose goes on though the code stopped.",
        ]
        let places = try parts.map { part in try #require(text.range(of: part)?.lowerBound, "\(part)") }
        #expect(places == places.sorted())
        #expect(text.ranges(of: "This chapter did not finish.").count == 1)
    }

    @Test("What a chapter already carries is not reported again")
    func knownDiagnostics() async throws {
        let reference = SampleBook.paragraph(3, .reference(label: "fig-x", SampleBook.place(3, 2)))
        let found = try await report(SampleBook.chapter([reference])).diagnostics
        #expect(found.map(\.summary) == ["the reference '@fig-x' leads nowhere"])
        var known = found[0]
        known.sourceLine = "See @fig-x."
        let report = try await report(SampleBook.chapter([reference], status: .failed, diagnostics: [known]))
        #expect(report.diagnostics.isEmpty)
    }
}
