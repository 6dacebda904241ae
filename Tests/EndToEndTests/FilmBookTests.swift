import Foundation
import ProgramRunner
import Testing

@Suite("Films and exercises in a book")
struct FilmBookTests {
    @Test("A film has its frames on the page, and a strip and the data of all frames as files")
    func film() async throws {
        let fixture = try BookFixture("small")
        try fixture.write(
            """
            # Growth {#sec-training}

            ````markdown @exercise("look")
            What does @fig-growth show?

            ```swift @film("growth", alt: "A line grows.")
            try Film([1, 2, 3, 4, 5]) { time in Chart { LineMark([0, time], label: "line") } }
            ```

            : Growth.
            ````

            ````markdown @solution("look")
            A line over `= 2 + 3` frames.
            ````
            """, to: "chapters/02-training.md")
        let outcome = try await fixture.run("build", "--format", "html")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let page = try fixture.read("output/book.html")
        let template = try #require(page.firstMatch(of: /<template>(?<frames>.*?)<\/template>/.dotMatchesNewlines()))
        #expect(template.frames.ranges(of: "<g class=\"frame\"").count == 5)
        #expect(template.frames.ranges(of: "display=\"none\"").count == 4)
        #expect(page.contains("A line over <span class=\"value\" title=\"2 + 3\">5</span> frames."))
        #expect(try fixture.read("output/figures/growth.csv").split(separator: "\n").count == 11)
        #expect(try !fixture.read("output/figures/growth.svg").contains("class=\"frame\""))
    }
}
