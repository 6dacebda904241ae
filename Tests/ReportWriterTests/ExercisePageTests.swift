import BookModel
import Foundation
import ReportWriter
import Testing

@Suite("Exercises on the page")
struct ExercisePageTests {
    private func page(_ chapters: BuiltChapter...) async throws -> String {
        let writer = try PageTests.writer.get()
        return try await writer.html(SampleBook.book(chapters)).html
    }

    private func exercise(
        _ id: String, line: Int, solution: [Block]?, file: String = "chapters/01-steps.md"
    ) -> Block {
        Block(
            .exercise(
                Exercise(
                    id: id, location: SampleBook.place(line, 14, file: file),
                    blocks: [SampleBook.paragraph(line + 1, .text("Ask \(id)?"), file: file)], solution: solution)),
            at: SampleBook.place(line, file: file))
    }

    @Test("Exercises are boxes, and their solutions stand at the end of the book, with links both ways")
    func exercises() async throws {
        let other = "chapters/02-more.md"
        let html = try await page(
            SampleBook.chapter([
                exercise("one", line: 3, solution: [SampleBook.paragraph(5, .text("Answer one."))]),
                exercise("two", line: 7, solution: nil),
                SampleBook.paragraph(12, .reference(label: "exr-three", SampleBook.place(12))),
            ]),
            SampleBook.chapter(
                [
                    exercise(
                        "three", line: 3, solution: [SampleBook.paragraph(5, .text("Answer three."), file: other)],
                        file: other)
                ], name: "02-more"))
        #expect(
            html.contains(
                """
                <section class="exercise" id="exr-one" aria-label="Exercise 1.1">
                <p class="exercise-name">Exercise 1.1</p>
                <p>Ask one?</p>
                <p class="to-solution"><a href="#solution-one">Solution</a></p>
                </section>
                <section class="exercise" id="exr-two" aria-label="Exercise 1.2">
                <p class="exercise-name">Exercise 1.2</p>
                <p>Ask two?</p>
                </section>
                <p><a class="reference" href="#exr-three">Exercise&nbsp;2.1</a></p>
                """))
        #expect(
            html.contains(
                """
                <section class="solutions" aria-labelledby="solutions">
                <h2 id="solutions">Solutions</h2>
                <section class="solution" id="solution-one" aria-label="Solution of Exercise 1.1">
                <p class="exercise-name">Solution of <a class="reference" href="#exr-one">Exercise 1.1</a></p>
                <p>Answer one.</p>
                </section>

                <section class="solution" id="solution-three" aria-label="Solution of Exercise 2.1">
                <p class="exercise-name">Solution of <a class="reference" href="#exr-three">Exercise 2.1</a></p>
                <p>Answer three.</p>
                </section>
                """))
        #expect(
            html.contains(
                "<li class=\"to-solutions\"><a href=\"#solutions\"><span class=\"number\"></span>"
                    + "<span>Solutions</span></a></li>"))
    }

    @Test("In a site every page has the solutions of its own chapter, and the front page has none")
    func site() async throws {
        let other = "chapters/02-more.md"
        let answer = [SampleBook.paragraph(5, .text("Answer."), file: other)]
        let book = SampleBook.book([
            SampleBook.chapter([exercise("one", line: 3, solution: nil)]),
            SampleBook.chapter([exercise("two", line: 3, solution: answer, file: other)], name: "02-more"),
        ])
        let site = try await PageTests.writer.get().site(book)
        for file in site.files where file.name.hasSuffix(".html") {
            let isItsPage = file.name == "02-more.html"
            #expect(file.text.contains("<p>Answer.</p>") == isItsPage, "\(file.name)")
            #expect(file.text.contains("href=\"#solutions\"") == isItsPage, "\(file.name)")
            #expect(file.text.contains("<a href=\"#solution-two\">Solution</a>") == isItsPage, "\(file.name)")
        }
    }

    @Test("A book without solutions has no section for them")
    func withoutSolutions() async throws {
        let html = try await page(SampleBook.chapter([exercise("one", line: 3, solution: nil)]))
        #expect(html.contains("<p>Ask one?</p>\n</section>"))
        #expect(!html.contains("id=\"solutions\""))
        #expect(!html.contains("href=\"#solutions\""))
    }

    @Test("What went wrong in a solution is said at its exercise")
    func failedSolution() async throws {
        let html = try await page(
            SampleBook.chapter(
                [
                    SampleBook.paragraph(1, .text("Lead.")),
                    exercise("one", line: 3, solution: [Block(.cell(0), at: SampleBook.place(5))]),
                ], cells: [SampleBook.cell(.table, "t", line: 5, code: "x")], status: .failed,
                diagnostics: [Diagnostic("it broke", at: SampleBook.place(6))]))
        let failure = try #require(html.range(of: "<section class=\"failure\""))
        let box = try #require(html.range(of: "<section class=\"exercise\""))
        let solution = try #require(html.range(of: "<section class=\"solution\""))
        #expect(failure.lowerBound < box.lowerBound)
        #expect(html[solution.lowerBound...].contains("Table 1.1 did not run"))
        #expect(html.ranges(of: "<section class=\"failure\"").count == 1)
    }

    @Test("Figures and equations in exercises are numbered in the order of the page, and two of one id are an error")
    func numbers() {
        func block(_ label: String, _ line: Int) -> Block {
            Block(.math(tex: "x", label: label), at: SampleBook.place(line))
        }
        let chapter = SampleBook.chapter([
            Block(
                .exercise(
                    Exercise(
                        id: "a", location: SampleBook.place(3, 14), blocks: [block("eq-1", 4)],
                        solution: [block("eq-2", 20)])), at: SampleBook.place(3)),
            block("eq-3", 10),
            exercise("a", line: 12, solution: nil),
        ]).chapter
        let numbering = Numbering(chapters: [chapter], citationKeys: [])
        #expect(["eq-1", "eq-2", "eq-3"].map { numbering.targets[$0]?.number } == ["1.1", "1.2", "1.3"])
        #expect(numbering.target(at: SampleBook.place(12, 14))?.name == "Exercise 1.2")
        #expect(numbering.diagnostics.map(\.summary) == ["the label 'exr-a' is given twice"])
    }
}
