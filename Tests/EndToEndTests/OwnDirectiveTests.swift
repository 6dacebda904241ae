import Foundation
import ProgramRunner
import Testing

/// Books that declare directives of their own in `book.yml` and as a function beside the chapters.
@Suite("Directives of a book's own")
struct OwnDirectiveTests {
    /// A book without a corpus, in which `@experiment` makes a figure, a table and a claim.
    private func book(_ chapters: [String: String]) throws -> BookFixture {
        let fixture = try BookFixture("small")
        for name in ["01-numbers", "02-training"] {
            try FileManager.default.removeItem(at: fixture.folder.appending(path: "chapters/\(name).md"))
        }
        try fixture.write(
            "title: Experiments\ncorpus: none\ndirectives: {experiment: Experiment}\n", to: "chapters/book.yml")
        try fixture.write(
            """
            func experiment(_ id: String, at least: Double = 0, content: () throws -> [Double]) throws {
                let values = try content()
                try figure("\\(id)-values", alt: "The values.") { Chart { PointMark(values) } }
                try table("\\(id)-summary") { Table { Column("mean", [values.mean], decimals: 2) } }
                try claim("\\(id)-holds") { Claim("The mean is high.", Criterion("mean", values.mean, .atLeast(least))) }
            }
            """, to: "chapters/experiments.swift")
        for (name, text) in chapters { try fixture.write(text, to: "chapters/\(name).md") }
        return fixture
    }

    @Test("What one block makes is shown in its order under one number and caption, and other chapters refer to it")
    func severalOutputs() async throws {
        let fixture = try book([
            "01-first": """
            # First

            ```swift @experiment("dice", at: 3)
            [1, 2, 3, 4, 5, 6]
            ```

            : Six sides, *once each*.

            ```swift @experiment("coin")
            [0, 1]
            ```
            """,
            "02-second": "# Second\n\nAs @experiment-coin shows, and @experiment-dice before it.\n",
        ])
        let outcome = try await fixture.run("build", "--format", "html")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let page = try fixture.read("output/book.html")
        #expect(page.contains("<b>Experiment 1.1.</b> Six sides, <em>once each</em>."))
        let parts = try [
            "id=\"experiment-dice\"", "id=\"fig-dice-values\"", "id=\"tbl-dice-summary\"", "id=\"claim-dice-holds\"",
            "id=\"experiment-coin\"", "id=\"fig-coin-values\"",
        ].map { try #require(page.range(of: $0), "\($0)").lowerBound }
        #expect(parts == parts.sorted())
        #expect(page.contains("<a class=\"reference\" href=\"#experiment-coin\">Experiment&nbsp;1.2</a>"))
        #expect(page.contains("<a class=\"reference\" href=\"#experiment-dice\">Experiment&nbsp;1.1</a>"))
        for path in ["dice-values.svg", "coin-values.csv"] { _ = try fixture.read("output/figures/\(path)") }
        let results = try fixture.read("output/results.json")
        #expect(results.contains("\"id\" : \"dice-holds\"") && results.contains("\"id\" : \"coin-holds\""))
        // A second build has all of it from what the first remembers.
        #expect(try await fixture.run("build", "--format", "html").messages.contains("output/book.html is unchanged"))
    }

    @Test("A reference to an experiment that is not there, and an id that is given twice, are errors at their places")
    func wrongLabels() async throws {
        let block = "```swift @experiment(\"coin\")\n[0, 1]\n```\n"
        let fixture = try book([
            "01-first": "# First\n\n\(block)\nSee @experiment-coins.\n", "02-second": "# Second\n\n\(block)",
        ])
        let outcome = try await fixture.run("build", "--format", "html")
        #expect(outcome.status == 2)
        #expect(
            outcome.messages.contains(
                "chapters/01-first.md:7:5: error: the reference '@experiment-coins' leads nowhere"))
        #expect(
            outcome.messages.contains(
                "chapters/02-second.md:3:10: error: the label 'experiment-coin' is given twice"))
        #expect(
            outcome.messages.contains("chapters/02-second.md:3:10: error: the figure 'coin-values' is made twice"))
        #expect(outcome.messages.contains("Rename one of them: the first is made at chapters/01-first.md:3:10."))
    }

    @Test(
        "An id that cannot name a file, or names two things of a chapter, is an error of the block that makes it",
        arguments: [
            ("../../x", "8:5: error: '../../x' cannot be the id of a table"),
            ("", "8:5: error: '' cannot be the id of a table"), ("a", "7:10: error: the table 'a' is made twice"),
        ])
    func wrongIDs(id: String, message: String) async throws {
        let fixture = try book([
            "01-first": """
            # First

            ```swift @table("a")
            Table { Column("n", [1]) }
            ```

            ```swift @run
            try table("\(id)") { Table { Column("n", [1]) } }
            ```
            """
        ])
        let outcome = try await fixture.run("build", "--format", "html")
        #expect(outcome.status == 2)
        #expect(outcome.messages.contains("chapters/01-first.md:\(message)"), "\(outcome.messages)")
    }
}
