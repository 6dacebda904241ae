import BookModel
import BrowserDriver
import Foundation
import ReportWriter
import Testing

@Suite("What scripts add to the page", .serialized, .browser, .needsBrowser) struct BrowserComfortsTests {
    /// A page with one film of three frames and one exercise.
    private func filmPage() async throws -> String {
        let frames = (1...3).map {
            "<g class=\"frame\" data-caption=\"t = \($0)\" \($0 < 3 ? "display=\"none\"" : "")></g>"
        }
        let film = FigureOutput(
            id: "growth", alternative: "It grows.", svg: "<svg id=\"fig-growth-a\"></svg>", png: Data(), width: 484,
            height: 150, series: [],
            film: FilmOutput(svg: "<svg>\(frames.joined())</svg>", width: 300, height: 200))
        let exercise = Exercise(
            id: "one", location: SampleBook.place(9, 14), blocks: [SampleBook.paragraph(10, .text("Ask?"))],
            solution: [SampleBook.paragraph(14, .text("The answer."))])
        let chapter = SampleBook.chapter(
            [Block(.cell(0), at: SampleBook.place(3)), Block(.exercise(exercise), at: SampleBook.place(9))],
            cells: [SampleBook.cell(.film, "growth", line: 3, caption: [.text("Growth.")])],
            outputs: ChapterOutputs(cells: [CellOutput(cell: 0, echo: .fold, content: .figure(film))]))
        return try await PageTests.writer.get().html(SampleBook.book([chapter])).html
    }

    @Test("A film shows the moment that its slider is at, and moves by the keyboard")
    func film() async throws {
        let html = try await filmPage()
        try await withPage(html) { page in
            func shown() async throws -> [String] {
                try await page.evaluate(
                    """
                    (() => [...document.querySelectorAll("g.frame")].filter((g) => !g.hasAttribute("display"))
                        .map((g) => g.dataset.caption).concat(document.querySelector(".moment").textContent))()
                    """)
            }
            #expect(try await shown() == ["t = 3", "t = 3"])
            try await page.run("document.querySelector('figure.film input').focus()")
            try await page.press("ArrowLeft")
            #expect(try await shown() == ["t = 2", "t = 2"])
            try await page.press("Home")
            #expect(try await shown() == ["t = 1", "t = 1"])
            try await page.run(
                """
                document.querySelector('figure.film button').click();
                await new Promise((done) => setTimeout(done, 1500));
                """)
            #expect(try await shown() == ["t = 3", "t = 3"])
            #expect(try await page.log.complaints == [])
        }
    }

    @Test("A solution is folded beneath its exercise, and a link into it opens it")
    func solution() async throws {
        let html = try await filmPage()
        try await withPage(html) { page in
            let folded: [Bool] = try await page.evaluate(
                """
                (() => { const fold = document.querySelector(".solution-fold");
                    return [fold.open, fold.textContent.includes("The answer.")]; })()
                """)
            #expect(folded == [false, true])
            try await page.run(
                """
                location.hash = document.querySelector(".solution-fold > :not(summary)").id;
                await new Promise((done) => setTimeout(done, 100));
                """)
            #expect(try await page.evaluate("document.querySelector('.solution-fold').open"))
        }
    }

    @Test("The search finds words whatever their case, says how many places, and leads there by the keyboard")
    func search() async throws {
        try await withSamplePage { page in
            try await page.press("/")
            #expect(try await page.evaluate("document.querySelector('dialog.search').open"))
            let found: Int = try await page.evaluate(
                """
                (() => { const field = document.querySelector("dialog.search input");
                    field.value = document.querySelector("main h3").textContent.toUpperCase().split(" ").pop();
                    field.dispatchEvent(new Event("input"));
                    return document.querySelectorAll("dialog.search [role=option]").length; })()
                """)
            #expect(found > 0)
            try await page.press("Enter")
            #expect(try await page.evaluate("!document.querySelector('dialog.search').open && scrollY > 0"))
        }
    }

    @Test("Filters leave the claims of one verdict, and tell how many there are")
    func filters() async throws {
        try await withSamplePage { page in
            let counts: [Int] = try await page.evaluate(
                """
                (() => {
                    const buttons = [...document.querySelectorAll(".filters button")];
                    return buttons.flatMap((button) => {
                        button.click();
                        const shown = [...document.querySelectorAll("#claims tbody tr")].filter((row) => !row.hidden);
                        return [Number(button.textContent.split(" ").pop()), shown.length];
                    });
                })()
                """)
            #expect(counts.count == 8)
            for pair in stride(from: 0, to: counts.count, by: 2) { #expect(counts[pair] == counts[pair + 1]) }
            #expect(counts[0] == counts[2] + counts[4] + counts[6])
        }
    }

    @Test("A reference shows what it leads to, which Escape sends away")
    func previews() async throws {
        try await withSamplePage { page in
            let shown: Bool = try await page.evaluate(
                """
                (async () => {
                    const link = [...document.querySelectorAll("main a.reference")].find((a) => a.hash.startsWith("#fig-"));
                    link.scrollIntoView({ block: "center" });
                    link.focus();
                    await new Promise((done) => setTimeout(done, 700));
                    const card = document.querySelector(".preview");
                    return Boolean(card && card.checkVisibility() && card.querySelector("svg") && !card.querySelector("[id]"));
                })()
                """)
            #expect(shown)
            try await page.press("Escape")
            #expect(try await page.evaluate("!document.querySelector('.preview')?.checkVisibility()"))
        }
    }
}
