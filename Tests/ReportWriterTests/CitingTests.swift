import BookModel
import Foundation
import Testing

@testable import ReportWriter

@Suite("How to cite the book") struct CitingTests {
    private func book(
        _ title: String = "A book", subtitle: String? = nil, authors: [String] = ["Ada Example"],
        _ publication: Publication = Publication()
    ) -> BuiltBook {
        var book = SampleBook.book([SampleBook.chapter([SampleBook.paragraph(3, .text("A lead."))])])
        (book.title, book.subtitle, book.authors, book.publication) = (title, subtitle, authors, publication)
        return book
    }

    @Test("An entry of BibTeX has what book.yml says and nothing else")
    func bibTeX() {
        let whole = book(
            "What learns?", subtitle: "50% of R&D", authors: ["Ada Example", "Ben van Sample", "The w2vbook project"],
            Publication(date: .init(year: 2026, month: 11, day: 3), url: "https://example.org/a_b"))
        #expect(
            BookCitation(whole).bibTeX == """
                @misc{example2026what,
                  author = {Ada Example and Ben van Sample and {The w2vbook project}},
                  title  = {{What learns? 50\\% of R\\&D}},
                  year   = {2026},
                  month  = nov,
                  url    = {https://example.org/a_b}
                }
                """)
        #expect(
            BookCitation(book("Über {x}^2 \\ ~y_1", authors: ["Müller, Zoë"])).bibTeX == """
                @misc{mulleruber,
                  author = {Müller, Zoë},
                  title  = {{Über \\{x\\}\\textasciicircum{}2 \\textbackslash{} \\textasciitilde{}y\\_1}}
                }
                """)
        #expect(BookCitation(book("本", authors: [])).bibTeX == "@misc{book,\n  title = {{本}}\n}")
    }

    @Test("The sentence names authors, year, title and address, as far as they are known")
    func sentence() {
        #expect(
            BookCitation(book(subtitle: "Its <use>")).sentence == "Ada Example. <cite>A book: Its &lt;use&gt;</cite>.")
        let publication = Publication(date: .init(year: 2026), url: "https://example.org/?a&b")
        #expect(
            BookCitation(book("Why?", authors: ["A", "B", "C"], publication)).sentence
                == "A, B and C (2026). <cite>Why?</cite> "
                + "<a href=\"https://example.org/?a&amp;b\">https://example.org/?a&amp;b</a>")
        #expect(BookCitation(book(authors: [], publication)).sentence.hasPrefix("2026. <cite>A book</cite>."))
    }

    @Test("The page shows the date, the licence, the chapter's source and the citation where they are given")
    func page() async throws {
        let writer = try PageTests.writer.get()
        let bare = try await writer.html(book()).html
        #expect(bare.contains("<h2 id=\"citing\">How to cite this book</h2>\n<p>Ada Example. <cite>A book</cite>.</p>"))
        #expect(bare.contains("<li><a href=\"#citing\">"))
        #expect(!bare.contains("class=\"date\"") && !bare.contains("these terms") && !bare.contains("’s source"))
        let whole = try await writer.html(
            book(
                "A book",
                Publication(
                    date: .init(year: 2026, month: 11, day: 3), licence: "CC <BY>",
                    source: "https://example.org/tree/main"))
        ).html
        #expect(whole.contains("<p class=\"date\">3 November 2026</p>"))
        #expect(whole.contains("<p>The book is under these terms: CC &lt;BY&gt;.</p>"))
        #expect(whole.contains(" <a href=\"https://example.org/tree/main/01-steps.md\">The chapter’s source</a>.</p>"))
        #expect(whole.contains("<pre class=\"scroll\"><code>@misc{example2026a,\n  author = {Ada Example},"))
    }

    @Test("Dates are written out as far as they go")
    func dates() {
        #expect(Publication.Date(year: 2026).words == "2026")
        #expect(Publication.Date(year: 2026, month: 1).words == "January 2026")
        #expect(Publication.Date(year: 2026, month: 12, day: 31).words == "31 December 2026")
    }
}
