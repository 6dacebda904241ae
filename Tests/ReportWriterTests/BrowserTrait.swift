import BrowserDriver
import Foundation
import ReportWriter
import TestSupport
import Testing

/// Starts one browser for a suite and ends it after the last test, whatever came of them.
struct BrowserTrait: SuiteTrait, TestScoping {
    @TaskLocal static var browser: Browser?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        guard let program = Browser.find() else { return try await function() }
        let browser = try Browser(program: program)
        let result: Result<Void, any Error>
        do {
            result = .success(try await Self.$browser.withValue(browser) { try await function() })
        } catch {
            result = .failure(error)
        }
        await browser.close()
        try result.get()
    }
}

extension Trait where Self == BrowserTrait {
    static var browser: Self { Self() }
}

extension Trait where Self == ConditionTrait {
    /// Skips what needs a browser where there is none.
    static var needsBrowser: Self { .enabled(if: Browser.find() != nil, "no Chromium is installed") }
}

/// A page in a file of its own, open in the suite's browser while a closure looks at it.
func withPage<Value: Sendable>(
    _ html: String, width: Int = 1400, height: Int = 900, scheme: ColorScheme = .light, scripts: Bool = true,
    _ body: (Page) async throws -> Value
) async throws -> Value {
    try await withTemporaryFolder { folder in
        let file = folder.appending(path: "page.html")
        try html.write(to: file, atomically: true, encoding: .utf8)
        let browser = try #require(BrowserTrait.browser)
        let page = try await browser.open(file, width: width, height: height, scheme: scheme, scripts: scripts)
        let value = try await body(page)
        try await page.close()
        return value
    }
}

/// The sample book's page in the suite's browser.
func withSamplePage<Value: Sendable>(
    width: Int = 1400, height: Int = 900, scheme: ColorScheme = .light, scripts: Bool = true,
    _ body: (Page) async throws -> Value
) async throws -> Value {
    let html = try await coloured.get().html(SampleBook.complete).html
    return try await withPage(html, width: width, height: height, scheme: scheme, scripts: scripts, body)
}

/// A writer whose figures change their colours with the theme, as those of a real book do.
private let coloured = Result {
    let light = "--figure-ink:#1d1d1f;--figure-soft:#5a5a62;", dark = "--figure-ink:#eceae4;--figure-soft:#b4b0a6;"
    return try ReportWriter(
        options: ReportOptions(
            plotStyleSheet: ReportOptions.switching(light: light, dark: dark, print: light), assetCache: PageTests.cache
        ))
}
