import BookModel
import BrowserDriver
import Foundation
import ReportWriter
import Testing

/// Figures as Plotting draws them, in a browser.
@Suite("Figures on the page", .serialized, .browser, .needsBrowser) struct BrowserFigureTests {
    /// A page with all the real figures, and code.
    private static func page() async throws -> (html: String, figures: [FigureOutput]) {
        let figures = [try RealFigures.steps(), try RealFigures.bars(), try RealFigures.matrix()]
        let chapter = SampleBook.chapter(
            figures.indices.map { Block(.cell($0), at: SampleBook.place(5 + 10 * $0)) }
                + [
                    Block(
                        .code(language: "swift", text: "let rank = 128\nprint(rank < 3_000)\n"),
                        at: SampleBook.place(50))
                ],
            cells: figures.enumerated().map {
                SampleBook.cell(.figure, $1.id, line: 5 + 10 * $0, caption: [.text("What \($1.id) shows.")])
            },
            outputs: ChapterOutputs(
                cells: figures.enumerated().map { CellOutput(cell: $0, echo: .hide, content: .figure($1)) }))
        return (try await RealFigures.writer.get().html(SampleBook.book([chapter])).html, figures)
    }

    @Test("A figure is enlarged by the keyboard, Escape closes it, and the focus returns to the button")
    func enlarge() async throws {
        let html = try await Self.page().html
        try await withPage(html) { page in
            let width: Double = try await page.evaluate(
                "document.querySelector('#fig-bars .drawing svg').getBoundingClientRect().width")
            try await page.run(
                "document.querySelector('#fig-bars [aria-label=\"Enlarge Figure 1.2\"]').focus()")
            try await page.press("Enter")
            let open: [String] = try await page.evaluate(
                """
                (() => {
                    const dialog = document.querySelector("dialog.enlarged");
                    const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
                    return [String(dialog.matches(":modal")), dialog.getAttribute("aria-label"),
                        String(dialog.contains(document.activeElement)),
                        String(dialog.querySelector("svg").getBoundingClientRect().width > \(width)),
                        String(ids.length === new Set(ids).size)];
                })()
                """)
            #expect(open == ["true", "Figure 1.2", "true", "true", "true"])
            try await page.press("Escape")
            let closed: [String] = try await page.evaluate(
                """
                (async () => {
                    const dialog = document.querySelector("dialog.enlarged");
                    // The event comes after the closing.
                    if (dialog.querySelector("svg")) await new Promise((done) => dialog.addEventListener("close", done));
                    return [String(dialog.open), String(dialog.querySelectorAll("svg").length),
                        document.activeElement.getAttribute("aria-label")];
                })()
                """)
            #expect(closed == ["false", "0", "Enlarge Figure 1.2"])
            #expect(try await page.log.complaints == [])
        }
    }

    @Test("The data of a figure that the page hands out are those of its files")
    func data() async throws {
        let (html, figures) = try await Self.page()
        try await withPage(html) { page in
            for figure in figures {
                // The page's policy forbids fetching, so the address itself is read.
                let files: [[String]] = try await page.evaluate(
                    """
                    [...document.querySelectorAll("#fig-\(figure.id) a[download]")].map((a) => {
                        const bytes = Uint8Array.from(atob(a.href.split(";base64,")[1]), (c) => c.charCodeAt(0));
                        return [a.download, new TextDecoder().decode(bytes)];
                    })
                    """)
                #expect(files == [["\(figure.id).csv", figure.csv]])
            }
        }
    }

    @Test(
        "A drawing as a file stands by itself: colours of the theme written out, paper drawn, all of its parts there",
        arguments: ColorScheme.allCases)
    func drawing(scheme: ColorScheme) async throws {
        let html = try await Self.page().html
        try await withPage(html, scheme: scheme) { page in
            let found: [String] = try await page.evaluate(
                """
                (async () => {
                    let blob, name;
                    const make = URL.createObjectURL;
                    URL.createObjectURL = (file) => { blob = file; return make(file); };
                    HTMLAnchorElement.prototype.click = function () { name = this.download; };
                    document.querySelector('#fig-steps [aria-label="SVG of Figure 1.1, as a file"]').click();
                    const text = await blob.text();
                    const file = new DOMParser().parseFromString(text, blob.type);
                    const count = (root) => root.querySelectorAll("path, use, rect, line, polyline, circle").length;
                    const original = document.querySelector("#fig-steps .drawing svg");
                    const paper = file.querySelector("svg > rect").getAttribute("fill");
                    return [name, blob.type, file.documentElement.tagName, String(/var\\(|currentcolor/i.test(text)),
                        String(count(file) - count(original)), paper];
                })()
                """)
            let paper: String = try await page.evaluate("getComputedStyle(document.body).backgroundColor")
            #expect(found == ["fig-steps.svg", "image/svg+xml", "svg", "false", "1", paper])
            #expect(try await page.log.complaints == [])
        }
    }

    @Test("The button at code copies it to the clipboard, and says so")
    func copy() async throws {
        let html = try await Self.page().html
        try await withPage(html) { page in
            try await page.allowClipboard()
            try await page.run("document.querySelector('button.copy').focus()")
            try await page.press("Enter")
            let copied: [String] = try await page.evaluate(
                """
                (async () => {
                    // The button tells when the copy is done.
                    const button = document.querySelector("button.copy");
                    if (!button.classList.contains("done")) await new Promise((done) =>
                        new MutationObserver(done).observe(button, { attributes: true }));
                    return [button.textContent, await navigator.clipboard.readText()];
                })()
                """)
            #expect(copied == ["Copied", "let rank = 128\nprint(rank < 3_000)"])
        }
    }

    @Test(
        "Labels of figures stand out from what is behind them by 4.5 to 1, those in the colour of a line by 3 to 1",
        arguments: ["light", "dark", "print"])
    func contrast(look: String) async throws {
        let html = try await Self.page().html
        try await withPage(html, scheme: look == "dark" ? .dark : .light) { page in
            if look == "print" { try await page.showPrint() }
            let found: [String] = try await page.evaluate(FigureContrast.script)
            #expect(found == [])
            // The check can fail: labels in the colour of the grid are found.
            try await page.run(
                """
                const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name);
                document.documentElement.style.setProperty("--plot-ink", style("--plot-grid"));
                """)
            let pale: [String] = try await page.evaluate(FigureContrast.script)
            #expect(!pale.isEmpty)
        }
    }
}
