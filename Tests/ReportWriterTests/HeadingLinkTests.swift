import BookModel
import BrowserDriver
import Foundation
import ReportWriter
import Testing

@Suite("Links at headings", .serialized, .browser, .needsBrowser) struct HeadingLinkTests {
    @Test("Chapters, sections and smaller parts have a link to themselves, with a name")
    func markup() async throws {
        let html = try await PageTests.writer.get().html(SampleBook.complete).html
        for heading in [
            """
            <h2 class="title" id="sec-steps">Learning in steps<a class="anchor" href="#sec-steps" \
            aria-label="Link to chapter 1"></a></h2>
            """,
            """
            <h3 id="further-kinds-of-blocks"><span class="number">1.2</span> Further kinds of blocks\
            <a class="anchor" href="#further-kinds-of-blocks" aria-label="Link to section 1.2"></a></h3>
            """,
            """
            <h4 id="a-markdown-table">A Markdown table<a class="anchor" href="#a-markdown-table" \
            aria-label="Link to this section"></a></h4>
            """,
        ] {
            #expect(html.contains(heading))
        }
    }

    @Test(
        "The link is seen when it has the focus, stays within the window, and is not in print", arguments: [320, 1400])
    func look(width: Int) async throws {
        try await withSamplePage(width: width) { page in
            func look() async throws -> [String] {
                try await page.evaluate(
                    """
                    (() => {
                        const style = getComputedStyle(document.querySelector("#sec-table > .anchor"));
                        return [style.opacity, style.display === "none" ? "none" : "drawn"];
                    })()
                    """)
            }
            #expect(try await look() == ["0", "drawn"])
            try await page.press("Tab")
            try await page.run("document.querySelector('#sec-table > .anchor').focus({ focusVisible: true })")
            #expect(try await look() == ["1", "drawn"])
            let left: Double = try await page.evaluate(
                "Math.min(...[...document.querySelectorAll('.anchor')].map((e) => e.getBoundingClientRect().x))")
            #expect(left >= 0)
            let rules: [String] = try await page.evaluate(
                """
                [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
                    .filter((rule) => rule.media?.mediaText === "print").flatMap((rule) => [...rule.cssRules])
                    .filter((rule) => rule.selectorText === ".anchor").map((rule) => rule.style.display)
                """)
            #expect(rules == ["none"])
        }
    }

    @Test("Following the link puts the heading's address into the window's")
    func address() async throws {
        try await withSamplePage { page in
            try await page.run("document.querySelector('#sec-table > .anchor').click()")
            #expect(try await page.evaluate("location.hash") == "#sec-table")
        }
    }
}
