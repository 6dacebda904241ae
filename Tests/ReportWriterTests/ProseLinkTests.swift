import BookModel
import Foundation
import Testing

@testable import ReportWriter

@Suite("Links in prose") struct ProseLinkTests {
    private static func place(_ line: Int, in name: String) -> BookModel.SourceLocation {
        SampleBook.place(line, file: "chapters/\(name).md")
    }

    private static func heading(_ level: Int, _ line: Int, in name: String, _ words: Inline..., label: String? = nil)
        -> Block
    {
        Block(.heading(level: level, title: words, label: label), at: place(line, in: name))
    }

    private static func link(_ destination: String, _ line: Int, in name: String, _ words: Inline...) -> Block {
        let words = words.isEmpty ? [.text("to \(destination)")] : words
        return Block(
            .paragraph([.link(destination: destination, title: "", words, place(line, in: name))]),
            at: place(line, in: name))
    }

    /// Two chapters with headings of the same names.
    private func report(_ links: [String]) async throws -> (addresses: [String], diagnostics: [String]) {
        let first = SampleBook.chapter(
            [
                Self.heading(1, 1, in: "01-a", .text("One")), Self.heading(2, 2, in: "01-a", .text("Setup")),
                Self.heading(2, 3, in: "01-a", .text("Labelled"), label: "sec-l"),
            ] + links.enumerated().map { Self.link($1, $0 + 4, in: "01-a") }, name: "01-a")
        let second = SampleBook.chapter(
            [
                Self.heading(1, 1, in: "02-b", .text("Two")), Self.heading(2, 2, in: "02-b", .text("Setup")),
                Self.heading(3, 3, in: "02-b", .text("Größe")), Self.link("#setup", 4, in: "02-b"),
            ], name: "02-b")
        let report = try await PageTests.writer.get().html(SampleBook.book([first, second]))
        let addresses = report.html.matches(of: /<a href="([^"]*)">to\s/).map { String($0.1) }
        return (addresses, report.diagnostics.map { "\($0.location?.line ?? 0): \($0.severity): \($0.summary)" })
    }

    @Test("A link to a heading means the chapter that it stands in or names, and a chapter's file the chapter")
    func headings() async throws {
        let (addresses, diagnostics) = try await report([
            "#setup", "02-b.md", "02-b.md#setup", "02-b.md#gr%C3%B6%C3%9Fe", "#sec-l", "#labelled", "./01-a.md#one",
            "#",
            "#front",
        ])
        #expect(
            addresses == [
                "#setup", "#b", "#setup-2", "#größe", "#sec-l", "#sec-l", "#a", "#", "#front", "#setup-2",
            ])
        #expect(diagnostics == [])
    }

    @Test("A link that leads nowhere in the written page is a warning at its line")
    func dead() async throws {
        let (addresses, diagnostics) = try await report([
            "#nowhere", "none.csv", "a.pdf", "03-c.md", "02-b.md#nowhere", "", "figures/none.csv", "/etc/motd",
            "https://example.org/none.csv", "book.pdf", "mailto:a@b.org",
        ])
        #expect(addresses.count == 12)
        #expect(
            diagnostics == [
                "4: warning: the link to '#nowhere' leads nowhere",
                "5: warning: the link to 'none.csv' leads to no file that goes with the page",
                "6: warning: the link to 'a.pdf' leads to no file that goes with the page",
                "7: warning: the link to '03-c.md' leads to no file that goes with the page",
                "8: warning: the link to '02-b.md#nowhere' leads nowhere",
                "9: warning: the link to '' leads nowhere",
                "10: warning: the link to 'figures/none.csv' leads to no file that goes with the page",
                "11: warning: the link to '/etc/motd' leads to no file that goes with the page",
            ])
    }

    @Test("Notes in a link follow it, and references and citations in it are words: no link stands in another")
    func nested() async throws {
        let place = SampleBook.place(3)
        let inner: [Inline] = [
            .text("w "), .emphasis([.footnote(name: "n", place)]), .reference(label: "sec-a", place),
            .citation(keys: ["mikolov2013"], place),
            .marginNote([.text("note "), .link(destination: "https://b.org", title: "", [.text("b")], place)]),
        ]
        let chapter = SampleBook.chapter(
            [
                Block(.heading(level: 1, title: [.text("A")], label: "sec-a"), at: SampleBook.place(1)),
                SampleBook.paragraph(2, .text("lead")),
                SampleBook.paragraph(3, .link(destination: "https://a.org", title: "", inner, place), .text(" end")),
            ], footnotes: ["n": [SampleBook.paragraph(5, .text("text"))]])
        let html = try await PageTests.writer.get().html(
            SampleBook.book([chapter], references: [SampleBook.mikolov])
        ).html
        #expect(
            html.contains(
                """
                <p><a href="https://a.org">w <em></em>Chapter 1(Mikolov and Chen, 2013)</a><sup class="mark">\
                <a id="sec-a:note-1:mark-1" href="#sec-a:note-1" aria-label="Footnote 1">1</a></sup>\
                <span class="margin-note" role="note">note <a href="https://b.org">b</a></span> end</p>
                """))
        var depth = 0
        for tag in html.matches(of: /<(\/?)a[ >]/) {
            depth += tag.1 == "/" ? -1 : 1
            #expect(depth == 0 || depth == 1)
        }
        #expect(html.contains("<li id=\"ref-mikolov2013\">"))
    }

    @Test("A chapter's title has its links and notes on the page, and none in the contents")
    func titles() async throws {
        let place = SampleBook.place(1)
        var chapter = SampleBook.chapter(
            [], footnotes: ["n": [SampleBook.paragraph(5, .text("The note"))]])
        chapter.chapter.title = [
            .text("Title"), .footnote(name: "n", place), .citation(keys: ["mikolov2013"], place),
            .link(destination: "https://a.org", title: "", [.text("l")], place),
        ]
        chapter.chapter.blocks = [Block(.heading(level: 1, title: chapter.chapter.title, label: nil), at: place)]
        let html = try await PageTests.writer.get().html(
            SampleBook.book([chapter], references: [SampleBook.mikolov])
        ).html
        #expect(html.contains("<span>Titlel</span></a>"))
        #expect(html.contains("<h2 class=\"title\" id=\"steps\">Title<sup class=\"mark\">"))
        #expect(html.contains("<a href=\"https://a.org\">l</a><a class=\"anchor\""))
        #expect(html.contains("<p>The note</p>"))
    }

    @Test("A reference in a heading is the same words in the text, the contents and the id")
    func referenceInHeading() async throws {
        let chapter = SampleBook.chapter([
            Block(.heading(level: 1, title: [.text("A")], label: "sec-a"), at: SampleBook.place(1)),
            Block(
                .heading(level: 2, title: [.text("On "), .reference(label: "sec-a", SampleBook.place(3))], label: nil),
                at: SampleBook.place(3)),
        ])
        let html = try await PageTests.writer.get().html(SampleBook.book([chapter])).html
        #expect(
            html.contains("<a href=\"#on-chapter-1\"><span class=\"number\">1.1</span><span>On Chapter 1</span></a>"))
        #expect(html.contains("On <a class=\"reference\" href=\"#sec-a\">Chapter&nbsp;1</a>"))
    }

    @Test("A block that makes two things shows both; one that only ran first shows what it made")
    func secondOutput() async throws {
        func output(_ id: String) -> CellOutput {
            CellOutput(cell: 0, echo: .hide, content: .table(TableOutput(id: id, columns: [], rows: [])))
        }
        func report(_ outputs: [CellOutput]) async throws -> Report {
            try await PageTests.writer.get().html(
                SampleBook.book([
                    SampleBook.chapter(
                        [Block(.cell(0), at: SampleBook.place(3))], cells: [SampleBook.cell(.run, nil, line: 3)],
                        outputs: ChapterOutputs(cells: outputs))
                ]))
        }
        let two = try await report([output("a"), output("b")])
        #expect(two.diagnostics == [] && two.html.contains("id=\"tbl-a\"") && two.html.contains("id=\"tbl-b\""))
        let late = try await report([CellOutput(cell: 0, echo: .show), output("a")])
        #expect(late.diagnostics == [] && late.html.contains("<figure class=\"table\""))
    }

    @Test("The word of a directive of the book's own is text, wherever it stands")
    func ownWord() async throws {
        let word = Directive.own("trial", word: "<Trial> & \"error\"")
        func html(_ outputs: [CellOutput]) async throws -> String {
            let blocks = [
                Block(.cell(0), at: SampleBook.place(3)),
                SampleBook.paragraph(9, .reference(label: "trial-a", SampleBook.place(9, 4))),
            ]
            return try await PageTests.writer.get().html(
                SampleBook.book([
                    SampleBook.chapter(
                        blocks, cells: [SampleBook.cell(word, "a", line: 3, code: "run()\n")],
                        outputs: ChapterOutputs(cells: outputs))
                ])
            ).html
        }
        let table = CellOutput.Content.table(TableOutput(id: "t", columns: [], rows: []))
        for outputs in [[CellOutput(cell: 0, echo: .fold, content: table)], []] {
            let html = try await html(outputs)
            #expect(html.contains("&lt;Trial&gt;") && !html.contains("<Trial>"))
            // What a reader hears of a part without a caption is the name of the whole.
            #expect(html.contains("<table aria-label=\"&lt;Trial&gt; ") == !outputs.isEmpty)
            #expect(!html.contains("<figcaption></figcaption>"))
            #expect(html.contains("id=\"trial-a\"") && html.contains("href=\"#trial-a\""))
        }
    }

    @Test(
        "A book in a language that is written from right to left says so",
        arguments: [
            ("ar", true), ("he", true), ("fa", true), ("ur-PK", true), ("az-Arab", true), ("en", false),
            ("de-CH", false),
            ("ar-Latn", false),
        ])
    func direction(language: String, isRightToLeft: Bool) async throws {
        var book = SampleBook.book([])
        book.language = language
        let html = try await PageTests.writer.get().html(book).html
        #expect(html.contains("<html lang=\"\(language)\"\(isRightToLeft ? " dir=\"rtl\"" : "")>"))
    }
}
