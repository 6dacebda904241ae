import Foundation
import ProgramRunner
import Testing

/// Why a chapter would run, and what `new` and `trust` do.
@Suite("Why a chapter would run") struct WhyTests {
    private struct State: Decodable, Equatable {
        var chapter: String
        var state: String
        var changes: [String]
    }

    @Test("what changed is told by its name, and what does not count is not told")
    func changes() async throws {
        let book = try BookFixture("small")
        #expect(try await book.run("why").output == "01-numbers has not run yet\n02-training has not run yet\n")
        #expect(try await book.run("build", "--format", "html", "--quiet").status == 0)
        #expect(try await book.run("why").output == "01-numbers is up to date\n02-training is up to date\n")
        #expect(
            try await book.run("why", "01", "--set", "window=5").output
                == "01-numbers would run, because since it ran last:\n  window was 4, is 5\n")

        let chapter = "chapters/01-numbers.md"
        try book.edit(chapter, replace: "uses every directive", with: "uses\n\neach directive")
        try book.edit(chapter, replace: "The `= book.rank` largest", with: "The `= book.rank` greatest")
        #expect(try await book.run("why", "01-numbers").output == "01-numbers is up to date\n")

        try book.edit(chapter, replace: "{ 2 * x }", with: "{ x + x }")
        try book.edit(chapter, replace: "`= twice(2)`", with: "`= twice(Double(book.dimension))`")
        try book.edit(chapter, replace: "label: \"eigenvalues\"", with: "label: \"values\"")
        let text = try book.read(chapter)
        let table = try #require(text.firstMatch(of: /(?s)```swift @table.*?```\n\n: .*?\n/)).0
        try book.write(
            text.replacing(table, with: "```swift @run(echo: .show)\nlet one = 1\n```\n")
                .replacing("@tbl-largest", with: "there"), to: chapter)
        #expect(
            try await book.run("why", "01").output == """
                01-numbers would run, because since it ran last:
                  @define, line 7 changed
                  the value in line 17 changed
                  @figure("spectrum") changed
                  @run, line 30 is new
                  @table("largest") is gone
                  dimension was not read, is 4

                """)
    }

    @Test("a changed corpus, and a chapter that cannot be read, are told; also as JSON")
    func others() async throws {
        let book = try BookFixture("small")
        #expect(try await book.run("build", "--format", "html", "--quiet").status == 0)
        try book.write(BookFixture.text(words: 7000), to: "text.txt")
        try book.edit("chapters/02-training.md", replace: "@figure(\"loss\", alt", with: "@figure(loss, alt")
        let outcome = try await book.run("why")
        #expect(
            outcome.output == """
                01-numbers would run, because since it ran last:
                  the corpus text changed
                02-training has errors in its text: w2vbook build says which

                """)
        #expect(outcome.status == 0)
        let states = try JSONDecoder().decode([State].self, from: Data(await book.run("why", "--json").output.utf8))
        #expect(
            states == [
                State(chapter: "01-numbers", state: "changed", changes: ["the corpus text changed"]),
                State(chapter: "02-training", state: "faulty", changes: []),
            ])
        let unknown = try await book.run("why", "07")
        #expect(unknown.status == 2)
        #expect(
            unknown.messages
                == "error: there is no chapter '07'\n  The chapters are: 01-numbers, 02-training.\n")
    }
}
