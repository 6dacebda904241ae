import Foundation
import ProgramRunner
import Testing

@Suite("What a figure does not show")
struct FigureNoteBookTests {
    @Test("It is a warning at the figure's line, in the build's output, in results.json and from the cache")
    func warnings() async throws {
        let fixture = try BookFixture("small")
        func chapter(_ introduction: String) -> String {
            """
            # Training {#sec-training}

            \(introduction)

            ```swift @figure("logarithm", alt: "Values.")
            Chart { LineMark([10, 0, -5, 3, 1]) }.yScale(.log)
            ```

            ```swift @figure("gaps", alt: "A matrix with a gap.")
            Chart { RectangleMark(matrix: [[1, .nan], [2, 3]]) }
            ```

            ```swift @film("growth", alt: "A line grows.")
            try Film([1, 2, 3]) { time in Chart { LineMark([0, time]) }.yScale(.log) }
            ```

            @fig-logarithm, @fig-gaps, @fig-growth.
            """
        }
        func expected(_ line: Int) -> [String] {
            [
                "chapters/02-training.md:\(line): figure 'logarithm': 2 of 5 values are not positive and are left out of"
                    + " the logarithmic y axis",
                "chapters/02-training.md:\(line + 8): film 'growth': 1 of 2 values are not positive and are left out of"
                    + " the logarithmic y axis (in 3 of 3 frames, first at 1)",
            ]
        }
        try fixture.write(chapter("Text."), to: "chapters/02-training.md")
        let first = try await fixture.run("build", "--format", "html")
        #expect(first.status == 0, "\(first.messages)")
        #expect(try warnings(of: fixture) == expected(5), "\(first.messages)")
        #expect(
            first.messages.contains(
                """
                chapters/02-training.md:5:10: warning: figure 'logarithm': 2 of 5 values are not positive and are left \
                out of the logarithmic y axis
                    ```swift @figure("logarithm", alt: "Values.")
                             ^
                  Use .linear or .symlog(threshold:), or leave these values out.
                """), "\(first.messages)")
        // The chapter is recalled, and its figures stand two lines further down.
        try fixture.write(chapter("Text.\n\nMore."), to: "chapters/02-training.md")
        let second = try await fixture.run("build", "--format", "html")
        #expect(try fixture.results().chapters.contains { $0.name == "02-training" && $0.reused })
        #expect(try warnings(of: fixture) == expected(7), "\(second.messages)")
    }

    /// The warnings about the second chapter that tools read.
    private func warnings(of fixture: BookFixture) throws -> [String] {
        struct Results: Decodable {
            struct Diagnostic: Decodable {
                struct Place: Decodable {
                    let file: String
                    let line: Int
                }
                let severity: String
                let summary: String
                let location: Place?
            }
            let diagnostics: [Diagnostic]
        }
        let results = try JSONDecoder().decode(Results.self, from: Data(fixture.read("output/results.json").utf8))
        return results.diagnostics.compactMap { diagnostic in
            guard let place = diagnostic.location, place.file == "chapters/02-training.md" else { return nil }
            return diagnostic.severity == "warning" ? "\(place.file):\(place.line): \(diagnostic.summary)" : nil
        }
    }
}
