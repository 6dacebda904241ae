import BrowserDriver
import Foundation
import Testing

/// The sample pages by axe-core, an accessibility checker by Deque Systems under the Mozilla Public License.
///
/// It is no part of this repository: `.ci/run` fetches it, and by hand these commands do.
///
///     pip download --no-deps --dest .build/axe axe-playwright-python==0.1.8
///     unzip -oq .build/axe/axe_playwright_python-*.whl -d .build/axe
///     W2VBOOK_AXE=$PWD/.build/axe/axe_playwright_python/axe.min.js swift test --filter AccessibilityCheckerTests
@Suite("The accessibility checker", .serialized, .browser, .needsBrowser, .needsChecker)
struct AccessibilityCheckerTests {
    /// What the checker finds on a page, a line for each rule and place. The driver runs it beside the page's policy.
    private func violations(_ page: Page) async throws -> [String] {
        let checker = try String(contentsOf: #require(ConditionTrait.checker), encoding: .utf8)
        try await page.run(checker)
        return try await page.evaluate(
            """
            axe.run(document, { resultTypes: ["violations"] }).then((result) => result.violations.flatMap((rule) =>
                rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${node.target.join(" ")}: `
                    + `${node.failureSummary.replace(/\\s+/g, " ")}`)))
            """)
    }

    @Test(
        "The sample pages break none of its rules, with all that is folded open too",
        arguments: ReferencePage.allCases, [1400, 390])
    func pages(name: ReferencePage, width: Int) async throws {
        let html = try await name.html()
        for scheme in ColorScheme.allCases {
            try await withPage(html, width: width, scheme: scheme) { page in
                let found = try await violations(page)
                #expect(found == [], "\(scheme)")
                try await page.run("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
                let unfolded = try await violations(page)
                #expect(unfolded == [], "\(scheme), unfolded")
            }
        }
    }

    @Test("The enlarged figure and the search break none of its rules")
    func dialogs() async throws {
        let html = try await ReferencePage.chapter.html()
        try await withPage(html) { page in
            try await page.run("document.querySelector('[aria-label^=Enlarge]').click()")
            let enlarged = try await violations(page)
            #expect(enlarged == [])
            try await page.press("Escape")
            try await page.press("/")
            try await page.run(
                """
                const field = document.querySelector("dialog.search input");
                field.value = "eigen";
                field.dispatchEvent(new Event("input"));
                """)
            let searching = try await violations(page)
            #expect(searching == [])
        }
    }

    @Test("The checker finds a picture without words, a pale text and a jump of headings")
    func findings() async throws {
        let page = """
            <!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="script-src 'none'">
            <title>Bad</title><main><h1>One</h1><h3>Three</h3><p style="color: #aaa; background: #fff">Pale</p>
            <img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="></main></html>
            """
        let found = try await withPage(page) { try await violations($0) }
        #expect(found.map { $0.prefix { $0 != " " } }.sorted() == ["color-contrast", "heading-order", "image-alt"])
    }
}

extension Trait where Self == ConditionTrait {
    /// The script of axe-core, by the environment.
    fileprivate static var checker: URL? {
        ProcessInfo.processInfo.environment["W2VBOOK_AXE"].map { URL(filePath: $0) }
            .flatMap { FileManager.default.isReadableFile(atPath: $0.path) ? $0 : nil }
    }

    /// Skips what needs axe-core where there is none.
    fileprivate static var needsChecker: Self {
        .enabled(if: checker != nil, "W2VBOOK_AXE does not name axe.min.js, the script of the accessibility checker")
    }
}
