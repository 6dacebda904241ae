import BookModel
import Foundation
import Testing

@testable import ReportWriter

@Suite("How a page was made") struct HowMadeTests {
    private func chapter(_ name: String, seconds: Double, parameters: [String] = [], key: String? = nil) -> BuiltChapter
    {
        var built = SampleBook.chapter([SampleBook.paragraph(1, .text("x"))], name: name)
        built.seconds = seconds
        built.parameters = parameters
        built.key = key
        return built
    }

    private func book(seconds: Double) -> BuiltBook {
        var book = SampleBook.book([
            chapter(
                "01-a", seconds: seconds, parameters: ["seed", "window"],
                key: String(repeating: "0123456789abcdef", count: 4)),
            chapter("02-b", seconds: 80),
        ])
        book.parameters = [
            .init(name: "rank", value: .integer(8)), .init(name: "seed", value: .integer(1)),
            .init(name: "window", value: .text("<4>")),
        ]
        return book
    }

    @Test("The page says for each chapter which parameters it read")
    func settings() async throws {
        let html = try await PageTests.writer.get().html(book(seconds: 1)).html
        #expect(html.contains("<h2 id=\"how-made\">How this was made</h2>"))
        #expect(html.contains("<a href=\"#a\">1&ensp;Learning in steps</a></th><td>seed 1, window &lt;4&gt;</td>"))
        #expect(html.contains("<a href=\"#b\">2&ensp;Learning in steps</a></th><td>none</td>"))
        #expect(html.contains("in the profile <b>quick</b>. Its parameters: seed 1, window &lt;4&gt;.</p>"))
        #expect(html.contains("in the profile <b>quick</b>.</p>"))
    }

    @Test("A page without a corpus speaks of none")
    func noCorpus() async throws {
        var book = book(seconds: 1)
        book.corpus = nil
        let html = try await PageTests.writer.get().html(book).html
        let page = try #require(html.firstMatch(of: /(?s)<body>(.*?)<script>/)?.1)
        #expect(!page.localizedCaseInsensitiveContains("corpus") && !page.contains("Computed on"))
        #expect(page.contains("<p class=\"margin-note\" role=\"note\">Built in the profile <b>quick</b>.</p>"))
        #expect(page.contains("by the code of its chapters, in the profile <b>quick</b>. The chapters are programs"))
        #expect(page.contains("each depends on its code and on the parameters that it mentions"))
    }

    @Test("Times and keys are part of the stamp: they differ without making the page another one")
    func stamp() async throws {
        func report(_ seconds: Double, date: Double) async throws -> Report {
            let options = ReportOptions(
                stamp: BuildStamp(
                    date: Date(timeIntervalSince1970: date), version: "w2vbook 1.0", toolchain: "Swift 6.3"),
                assetCache: PageTests.cache)
            return try await ReportWriter(options: options).html(book(seconds: seconds))
        }
        let first = try await report(0.44, date: 0), second = try await report(9.96, date: 1e9)
        #expect(
            first.html.contains(
                "Swift 6.3. Chapter 1 took 0.4 s (key 0123456789ab), chapter 2 took 1 min 20 s.</footer>"))
        #expect(second.html.contains("Chapter 1 took 10 s (key"))
        #expect(first.html != second.html)
        #expect(first.unstamped == second.unstamped)
        var other = book(seconds: 0.44)
        other.title = "Another"
        #expect(try await PageTests.writer.get().html(other).unstamped != first.unstamped)
    }

    @Test("A chapter that did not finish has no time")
    func unfinished() {
        var book = book(seconds: 1)
        book.chapters[0].status = .failed
        #expect(book.timesOfChapters == "Chapter 2 took 1 min 20 s.")
        book.chapters[1].status = .skipped
        #expect(book.timesOfChapters == nil)
    }

    @Test(
        "Durations are rounded to what matters",
        arguments: [(0.04, "0.0 s"), (9.94, "9.9 s"), (59.6, "1 min 0 s"), (3725.0, "62 min 5 s")])
    func durations(seconds: Double, text: String) {
        #expect(BuiltBook.duration(seconds) == text)
    }
}
