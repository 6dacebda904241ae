import Foundation
import ProgramRunner
import Testing

/// `check` and `accept`, on a book whose chapters are edited as authors do.
@Suite("Checking a book") struct CheckTests {
    /// The small book with another chapter, of figures whose numbers are known.
    private func book() async throws -> BookFixture {
        let book = try BookFixture("small")
        try book.write(
            """
            # Shapes

            ```swift @run
            let places = (0...20).map(Double.init)
            let heights = places.map { 1 + $0 * $0 }
            ```

            ```swift @figure("curve", alt: "A parabola.")
            Chart { LineMark(x: places, y: heights, label: "parabola") }
                .xScale(label: "time").yScale(label: "height")
            ```

            ```swift @figure("map", alt: "Three points.")
            let (c, s) = (1.0, 0.0)
            let (x, y) = ([3.0, -1, 0.5], [1.0, 2, -2])
            Chart { PointMark(x: zip(x, y).map { c * $0 - s * $1 }, y: zip(x, y).map { s * $0 + c * $1 }) }
                .coordinates(knownUpTo: .rotation)
            ```

            ```swift @claim("height")
            Claim("The curve stays low.", Criterion("greatest height", heights.max() ?? 0, .atMost(500)))
            ```

            It ends at `= heights.last ?? 0`.
            """, to: "chapters/03-shapes.md")
        #expect(try await book.run("accept", "--all", "--quiet").status == 0)
        return book
    }

    @Test("an unchanged book is as accepted; so is one with more prose, other threads, or rotated coordinates")
    func harmless() async throws {
        let book = try await book()
        let check = try await book.run("check", "--quiet")
        #expect(check.status == 0 && check.messages.isEmpty, "\(check.messages)")
        #expect(!book.exists("output/review.html"))
        let summary =
            "3 claims, 4 figures, 1 table, 2 chapters’ values, 3 chapters’ headings, title and order: as accepted\n"
        #expect(try await book.run("check").messages.hasSuffix(summary))
        for threads in ["1", "2"] {
            let other = try await book.run("check", "--quiet", "--no-cache", "--threads", threads)
            #expect(other.status == 0, "\(other.messages)")
        }
        try book.edit("chapters/03-shapes.md", replace: "# Shapes\n", with: "# Shapes\n\nMore prose.\n")
        try book.edit("chapters/03-shapes.md", replace: "(1.0, 0.0)", with: "(0.6, 0.8)")
        let rotated = try await book.run("check", "--quiet")
        #expect(rotated.status == 0, "\(rotated.messages)")
        try book.edit("chapters/03-shapes.md", replace: "(0.6, 0.8)", with: "(-1.0, 0.0)")
        #expect(try await book.run("check", "--quiet").status == 0)
    }

    @Test(
        "each change of a figure is caught, and said with its line",
        arguments: [
            (
                "y: heights, label", "y: heights.map { $0 * 1.02 }, label",
                "figure 'curve', data: 11 of 21 values of height of LineMark “parabola” changed, at most by 2% of the range "
            ),
            (
                "\"parabola\")", "\"parabola\").color(.series(3))",
                "figure 'curve', scene: colour of LineMark “parabola” is now series3, before series1"
            ),
            (
                "x: places, y: heights", "x: heights, y: places",
                "figure 'curve', data: 21 of 21 values of time of LineMark “parabola” changed"
            ),
            ("label: \"time\"", "label: \"hour\"", "figure 'curve', data: of LineMark “parabola” the columns are now"),
            (
                ".yScale(label: \"height\")", ".yScale(label: \"height\", ticks: [0, 150, 300])",
                "figure 'curve', scene: y tick label"
            ),
            ("@figure(\"curve\"", "@figure(\"arc\"", "figure 'arc', data: it is new, and has no baseline"),
        ])
    func changes(_ old: String, _ new: String, _ message: String) async throws {
        let book = try await book()
        try book.edit("chapters/03-shapes.md", replace: old, with: new)
        let check = try await book.run("check", "--quiet")
        #expect(check.status == 1)
        #expect(check.messages.contains("chapters/03-shapes.md:8: \(message)"), "\(check.messages)")
        #expect(try book.read("output/review.html").contains("<h1>What changed in “A small book”</h1>"))
        if new.contains("arc") {
            #expect(
                check.messages.contains(
                    "chapters/baselines/text-standard: figure 'curve', data: it is gone, and its baseline is left over")
            )
        }
        // What is accepted is no difference any more.
        #expect(try await book.run("accept", "--all", "--quiet").status == 0)
        #expect(try await book.run("check", "--quiet").status == 0)
        #expect(!book.exists("output/review.html"))
    }

    @Test("words are caught as a level of their own, each at its line; values that come and go are numbers")
    func words() async throws {
        let book = try await book()
        let chapter = "chapters/03-shapes.md"
        try book.edit(chapter, replace: "# Shapes", with: "# Other shapes")
        try book.edit(chapter, replace: "\"A parabola.\"", with: "\"A curve that rises.\"")
        try book.edit(chapter, replace: "The curve stays low.", with: "The curve stays below.")
        try book.edit(chapter, replace: "heights.last ?? 0", with: "heights[20]")
        try book.edit("chapters/02-training.md", replace: ": The loss.", with: ": The loss, falling.")
        try book.edit("chapters/book.yml", replace: "A small book", with: "A little book")
        let words = try await book.run("check", "--quiet", "--only", "words")
        #expect(words.status == 1)
        #expect(
            words.messages.hasPrefix(
                """
                chapters/book.yml:1: the book, words: the title now reads “A little book”, before “A small book”
                chapters/02-training.md:13: figure 'loss', words: the caption now reads “The loss, falling.”, before “The \
                loss.”
                chapters/03-shapes.md:8: figure 'curve', words: the alt text now reads “A curve that rises.”, before “A \
                parabola.”
                chapters/03-shapes.md:20: claim 'height', words: the statement now reads “The curve stays below.”, before \
                “The curve stays low.”
                chapters/03-shapes.md:1: words of 03-shapes, words: the heading now reads “# Other shapes”, before “# Shapes”

                """), "\(words.messages)")
        let rest = try await book.run("check", "--quiet", "--only", "claims", "--only", "data", "--only", "scene")
        #expect(
            rest.messages.hasPrefix(
                "chapters/03-shapes.md:24: values of 03-shapes, data: “heights[20]” stands where “heights.last ?? 0” was: "
                    + "401, before 401\n"), "\(rest.messages)")
        #expect(try await book.run("accept", "--all", "--quiet").status == 0)
        #expect(try await book.run("check", "--quiet").status == 0)
    }

    @Test("a film is compared frame by frame, also where its strip shows none")
    func films() async throws {
        let book = try await book()
        func film(_ height: Double) -> String {
            """
            # A film

            ```swift @film("wave", alt: "A wave rises.")
            try Film((0...12).map(Double.init)) { time in
                Chart { PointMark(x: [0, 1, 2], y: [0, time == 6 ? \(height) : time, 20]) }.yScale(domain: 0...20)
            }
            ```

            : A wave.
            """
        }
        try book.write(film(6), to: "chapters/04-film.md")
        #expect(try await book.run("accept", "--all", "--quiet").status == 0)
        try book.write(film(7), to: "chapters/04-film.md")
        let check = try await book.run("check", "--quiet")
        #expect(check.status == 1)
        #expect(
            check.messages.hasPrefix(
                "chapters/04-film.md:3: figure 'wave', data: in the film, 1 of 39 values of y of PointMark changed, at most "
                    + "by 5% of the range (row 20: 7, before 6)\n"), "\(check.messages)")
    }

    @Test("a baseline of an older form is named with its remedy, which works")
    func olderForm() async throws {
        let book = try await book()
        try book.edit(
            "chapters/baselines/text-standard/provenance.json", replace: "\"form\" : 2,", with: "\"form\" : 1,")
        let check = try await book.run("check", "--quiet")
        #expect(check.status != 0 && check.messages.contains("was kept by another version of w2vbook"))
        #expect(check.messages.contains("w2vbook accept --all"), "\(check.messages)")
        #expect(try await book.run("accept", "--all", "--quiet").status == 0)
        #expect(try await book.run("check", "--quiet").status == 0)
    }

    @Test("another seed is caught, with the parameter as its cause")
    func seed() async throws {
        let book = try await book()
        let check = try await book.run("check", "--quiet", "--set", "seed=2")
        #expect(check.status == 1)
        #expect(check.messages.contains("figure 'loss', data: "), "\(check.messages)")
        #expect(try book.read("output/review.html").contains("parameter: seed is 2, before 1"))
    }

    @Test("a crossed threshold is told with its number; accepted as failing, the claim is no difference")
    func threshold() async throws {
        let book = try await book()
        try book.edit("chapters/03-shapes.md", replace: "1 + $0 * $0", with: "1 + 2 * $0 * $0")
        let check = try await book.run("check", "--quiet", "--only", "claims")
        #expect(check.status == 1)
        #expect(
            check.messages.hasPrefix(
                "chapters/03-shapes.md:20: claim 'height', claims: it holds no longer: greatest height is 801, at most 500 "
                    + "asked, before 401\n"), "\(check.messages)")
        #expect(check.messages.hasSuffix("3 claims: 1 difference; see output/review.html\n"))
        #expect(try await book.run("accept", "claim-height", "--quiet").status == 0)
        #expect(try await book.run("check", "--quiet", "--only", "claims").status == 0)
        // The rest is as it was before.
        #expect(try await book.run("check", "--quiet").messages.contains("figure 'curve', data: "))
    }

    @Test("reports for other programs are written, and GitHub is told the lines")
    func reports() async throws {
        let book = try await book()
        try book.edit("chapters/03-shapes.md", replace: "\"parabola\")", with: "\"parabola\").color(.series(3))")
        let check = try await book.shell(
            "GITHUB_ACTIONS=true \"$w2vbook\" check --quiet --junit out/junit.xml --sarif out/check.sarif")
        #expect(check.status == 1)
        #expect(
            check.output == """
                ::error file=chapters/03-shapes.md,line=8,title=figure 'curve'::scene: colour of LineMark “parabola” \
                is now series3, before series1
                ::error file=chapters/03-shapes.md,line=8,title=figure 'curve'::scene: colour of label at an end is \
                now series3-text, before series1-text

                """)
        #expect(try book.read("out/junit.xml").contains("tests=\"14\" failures=\"1\""))
        let sarif = try JSONSerialization.jsonObject(with: Data(book.read("out/check.sarif").utf8))
        #expect((sarif as? [String: Any])?["version"] as? String == "2.1.0")
    }

    @Test(
        "without a baseline, with nothing to compare, in CI and after a failed build a check fails, each with its status"
    )
    func statuses() async throws {
        let book = try BookFixture("small")
        let none = try await book.run("check", "--quiet")
        #expect(none.status == 3)
        #expect(
            none.messages == """
                error: there is no baseline in chapters/baselines/text-standard
                  Look at the report, and then keep it: w2vbook accept --all.

                """)
        let refused = try await book.shell("CI=true \"$w2vbook\" check --update")
        #expect(refused.status != 0 && !book.exists("chapters/baselines"))
        #expect(
            refused.messages.contains(
                "--update is refused where CI=true: a check that accepts what it finds checks nothing."))
        #expect(try await book.run("accept").messages.contains("Name what to accept, or say --all."))
        #expect(try await book.run("check", "--update", "--quiet").status == 0)
        let unknown = try await book.run("check", "--quiet", "spectra")
        #expect(unknown.status == 1)
        #expect(unknown.messages.hasPrefix("error: there is no claim, figure or table 'spectra'\n  There are: "))
        let nothing = try await book.run("check", "--quiet", "fig-loss", "--only", "claims")
        #expect(nothing.status == 1)
        #expect(nothing.messages.hasPrefix("error: there is nothing to check\n"), "\(nothing.messages)")
        try book.edit("chapters/02-training.md", replace: "book.dimension", with: "book.dimensions")
        #expect(try await book.run("check", "--quiet").status == 2)
    }
}
