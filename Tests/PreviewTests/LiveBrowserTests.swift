import BookModel
import BrowserDriver
import Foundation
import Preview
import Testing

@Suite("The preview in a browser", .enabled(if: Browser.find() != nil, "no Chromium is installed"))
struct LiveBrowserTests {
    /// A page of many sections, as strict as a book's.
    private func page(title: String, sectionsAbove: Int) -> String {
        let sections = (0..<60).map {
            "<h2 id=\"part-\($0)\">Part \($0)</h2><details><summary>Code</summary>let x = \($0)</details><p>Text.</p>"
        }
        let above = (0..<sectionsAbove).map { "<p>A new paragraph, \($0).</p>" }
        // The sum of an empty script.
        let empty = "script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
        return """
            <!doctype html><html lang="en"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \(empty); base-uri 'none'">
            <title>\(title)</title></head>
            <body><main>\((above + sections).joined(separator: "\n"))</main></body></html>
            """
    }

    /// Waits until a script says true; a page that is being loaded anew does not answer.
    private func wait(_ page: Page, _ script: String) async throws {
        for _ in 0..<400 {
            if (try? await page.evaluate(script, as: Bool.self)) == true { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        Issue.record("never true: \(script)")
    }

    private let problems = "document.querySelector('#preview-problems')?.shadowRoot.textContent ?? ''"

    @Test("a new page takes the old one's place where the reader is; what is wrong stands over it until it is mended")
    func preview() async throws {
        let server = try await PreviewServer.start(port: 0)
        let browser = try Browser(program: try #require(Browser.find()))
        let tab = try await browser.open(try #require(URL(string: server.address)))
        #expect(try await tab.evaluate("document.body.innerText", as: String.self).contains("appears here by itself"))

        server.show(page: page(title: "first", sectionsAbove: 0), identity: "first")
        // The place is restored once more when all has loaded.
        let isLoaded = "performance.getEntriesByType('navigation')[0].loadEventEnd > 0"
        try await wait(tab, "document.title === 'first' && \(isLoaded)")
        try await tab.run("await document.fonts.ready; await new Promise(done => setTimeout(done, 50));")
        try await tab.run(
            """
            document.querySelector('#part-30').scrollIntoView();
            scrollBy(0, 13);
            document.querySelectorAll('details')[31].open = true;
            """)
        let place: Double = try await tab.evaluate("document.querySelector('#part-30').getBoundingClientRect().top")
        server.show(page: page(title: "second", sectionsAbove: 40), identity: "second")
        try await wait(tab, "document.title === 'second' && \(isLoaded)")
        let newPlace: Double = try await tab.evaluate("document.querySelector('#part-30').getBoundingClientRect().top")
        #expect(abs(newPlace - place) < 2, "\(place) became \(newPlace)")
        #expect(
            try await tab.evaluate(
                "[...document.querySelectorAll('details')].map(d => d.open).indexOf(true)", as: Int.self) == 31)

        server.show([
            Diagnostic(
                "cannot find 'wrng' in scope", at: SourceLocation(file: "chapters/01-one.md", line: 12, column: 9),
                remedy: "Did you mean 'wrong'?", sourceLine: "let x = wrng")
        ])
        try await wait(tab, "(\(problems)).includes('wrng')")
        let shown: String = try await tab.evaluate(problems)
        #expect(
            shown
                == "chapters/01-one.md:12:9error: cannot find 'wrng' in scopelet x = wrng\n        ^Did you mean 'wrong'?"
        )
        #expect(try await tab.evaluate("document.title", as: String.self) == "second")
        let box: [Double] = try await tab.evaluate(
            """
            (() => { const box = document.querySelector('#preview-problems').shadowRoot.querySelector('section')
                .getBoundingClientRect(); return [box.width - innerWidth, box.bottom - innerHeight]; })()
            """)
        #expect(box == [0, 0])

        server.show(page: page(title: "second", sectionsAbove: 40), identity: "second")
        try await wait(tab, "(\(problems)) === ''")
        #expect(try await tab.log.complaints == [])

        await server.stop()
        await browser.close()
    }
}
