import BookModel
import Foundation
import Testing

@testable import ReportWriter

/// Books as a browser prints them; without a browser or poppler's programs there is nothing to test.
@Suite(
    "The printed book", .serialized,
    .enabled(if: PrintedPDF.isPossible, "no Chromium or no poppler is installed"))
struct PrintedBookTests {
    private func html(_ book: BuiltBook) async throws -> String { try await PageTests.writer.get().html(book).html }

    @Test("A book's PDF is tagged, says whose it is and when nothing, embeds its fonts and has every bookmark once")
    func particulars() async throws {
        let book = SampleBook.complete
        let html = try await html(book)
        let printed = try await PrintedPDF(html, PDFInformation(book))
        for line in [
            /Title: +What exactly does word2vec learn\?\n/, /Author: +Ada Example, Ben Sample\n/,
            /Subject: +A reproduction in which every number was computed\n/, /Creator: +w2vbook\n/,
            /Producer: +Skia\/PDF/, /Tagged: +yes/, /Page size: +59\d\.\d+ x 84\d\.\d+ pts \(A4\)/,
        ] { #expect(printed.information.contains(line)) }
        #expect(!printed.information.contains("CreationDate") && !printed.information.contains("ModDate"))

        #expect(printed.fonts.contains { $0.contains("Charis") } && printed.fonts.contains { $0.contains("KaTeX") })
        // The columns after the name: type, encoding, embedded, subset, Unicode, object.
        for font in printed.fonts { #expect(font.contains(/\syes +(yes|no) +(yes|no) +\d+ +\d+\s*$/), "\(font)") }

        let headings = html.matches(of: /<h[1-6][^>]*>(.*?)<\/h[1-6]>/).map { PrintedPDF.squeezed(String($0.1)) }
        // Contents are on paper before the chapters; what the page's scripts make is not there.
        #expect(
            printed.bookmarks.map { $0.filter { !$0.isWhitespace } } == headings.map { $0.filter { !$0.isWhitespace } })

        let whole = printed.pages.joined().joined(separator: " ")
        for title in ["Learning in steps", "The concepts", "what a table looks like"] {
            #expect(whole.localizedCaseInsensitiveContains(title))
        }
    }

    @Test("Equal pages printed twice are equal bytes, an author with accents among them")
    func reproducible() async throws {
        let chapter = SampleBook.chapter([SampleBook.paragraph(1, .text("Text."))])
        var book = SampleBook.book([chapter])
        book.authors = ["Zoë Ωμέγα"]
        let html = try await html(book)
        let first = try await PrintedPDF(html, PDFInformation(book))
        try await Task.sleep(for: .seconds(1.1))  // Dates in a PDF count seconds.
        #expect(try await PrintedPDF(html, PDFInformation(book)).data == first.data)
        #expect(first.information.contains(/Author: +Zoë Ωμέγα\n/))
        #expect(first.information.contains(/Subject: +Computed on tiny: 12 words\n/))
    }

    @Test(
        "In a long book no page is blank, no heading is alone, figures keep their captions, heads and links are right")
    func long() async throws {
        let stamp = BuildStamp(date: Date(timeIntervalSince1970: 0), version: "w2vbook 1.0", toolchain: "Swift 6.3")
        let writer = try ReportWriter(options: ReportOptions(stamp: stamp, assetCache: PageTests.cache))
        let html = try await writer.html(LongBook.book).html
        let printed = try await PrintedPDF(html, PDFInformation(LongBook.book))
        // How much a page holds is the browser’s: Chromium 156 takes 46 pages, earlier ones took 49 to 53.
        #expect((42...56).contains(printed.pages.count), "\(printed.pages.count) pages")
        #expect(printed.information.contains(/Pages: +\d+/))

        let headings = Set(
            html.matches(of: /<h[2-6][^>]*>(.*?)<\/h[2-6]>/).map { PrintedPDF.squeezed(String($0.1)) })
        for (index, lines) in printed.pages.enumerated() {
            // Besides the running head and the number of the page there is something, and it does not end in a heading.
            #expect(lines.count > 2, "page \(index + 1) is blank")
            #expect(index == 0 || lines.last == "\(index + 1)")
            let last = lines.dropLast(index == 0 ? 0 : 1).last ?? ""
            #expect(lines.contains("Contents") || !headings.contains(last), "page \(index + 1) ends in “\(last)”")
        }
        for chapter in 1...LongBook.chapterCount {
            for round in 1...LongBook.roundCount {
                let figure = printed.numbers(of: LongBook.mark(chapter, round))
                #expect(figure.count == 1)
                #expect(printed.numbers(of: LongBook.caption(chapter, round)) == figure)
            }
        }
        let film = printed.numbers(of: LongBook.filmMark)
        #expect(film.count == 1 && printed.numbers(of: "Seen while it grows.") == film)
        #expect(printed.numbers(of: "moment-playing").isEmpty)

        let links = html.matches(of: /<li[^>]*><a href="#([^"]+)"/).map { String($0.1) }
        #expect(links.count > LongBook.chapterCount * LongBook.roundCount)
        #expect(printed.destinations.isSuperset(of: links))
        let heads = printed.pages.map(\.first)
        #expect(heads.contains("A long book 1 Part 1") && heads.contains("A long book 4 Part 4"))
        let solutions = heads.indices.filter { heads[$0] == "A long book Solutions" }
        #expect(solutions.count > 1)
        #expect(printed.numbers(of: "Built 1970-01-01") == [printed.pages.count])
        // The parts at the end follow one another, each on pages of its own.
        let end = try #require(solutions.first)
        #expect(printed.pages[end].dropFirst().first == "Solutions")
        #expect(
            heads[end...].map { $0?.replacing("A long book ", with: "") }
                == solutions.map { _ in "Solutions" } + ["References", "How this was made"])
    }
}
