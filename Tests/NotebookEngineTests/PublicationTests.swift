import BookModel
import NotebookEngine
import Testing

@Suite("What book.yml says of the publication")
struct PublicationTests {
    private func read(_ lines: String) -> (publication: Publication, diagnostics: [Diagnostic]) {
        let (book, diagnostics) = BookConfiguration.read(
            text: "title: A\n" + lines, file: "chapters/book.yml", chapterNames: [])
        return (book.publication, diagnostics)
    }

    @Test("Date, address, licence and source are read, and none of them is needed")
    func all() {
        let (publication, diagnostics) = read(
            "date: 2026-02-28\nurl: https://example.org/book\nlicence: CC BY 4.0\nsource: https://example.org/src/")
        #expect(diagnostics == [])
        #expect(
            publication
                == Publication(
                    date: .init(year: 2026, month: 2, day: 28), url: "https://example.org/book", licence: "CC BY 4.0",
                    source: "https://example.org/src"))
        #expect(read("date:").publication == Publication())
        #expect(read("date: 2026").publication.date == .init(year: 2026))
        #expect(read("date: \"2026-11\"").publication.date == .init(year: 2026, month: 11))
        #expect(read("date: 2024-02-29").publication.date == .init(year: 2024, month: 2, day: 29))
    }

    @Test(
        "What is no date of the calendar is an error",
        arguments: [
            "yesterday", "26", "2026-13", "2026-00", "2026-02-29", "1900-02-29", "2026-4-1", "2026-04-01-01", "0000",
        ])
    func dates(text: String) {
        let (publication, diagnostics) = read("date: \(text)")
        #expect(publication.date == nil)
        #expect(
            diagnostics == [
                Diagnostic(
                    "'\(text)' is no date", at: SourceLocation(file: "chapters/book.yml", line: 2, column: 7),
                    remedy: "Write a year, a month or a day of the calendar: 2026, 2026-11 or 2026-11-23.",
                    sourceLine: "date: \(text)")
            ])
    }

    @Test(
        "What is no address of the web is an error",
        arguments: ["example.org", "https://", "javascript:alert(1)", "https://a b", "https://a/{b}", "https://ä.de"])
    func addresses(text: String) {
        let (publication, diagnostics) = read("url: \"\(text)\"\nsource: \"\(text)\"")
        #expect(publication == Publication())
        #expect(
            diagnostics.map(\.summary) == [
                "'url' is no address of the web: '\(text)'", "'source' is no address of the web: '\(text)'",
            ])
        #expect(
            diagnostics.first?.remedy
                == "Write all of it, as https://example.org/book, with other characters than letters, digits and "
                + "signs of addresses percent-encoded.")
    }
}
