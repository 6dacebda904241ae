import Testing

@testable import ReportWriter

@Suite("The theme") struct ThemeTests {
    @Test("Style sheets are joined by their names, with the base first and what changes the others last")
    func order() {
        #expect(
            Theme.ordered(["print.css", "film.css", "narrow.css", "zebra.css", "base.css", "claims.css"])
                == ["base.css", "claims.css", "film.css", "zebra.css", "narrow.css", "print.css"])
        #expect(Theme.ordered(["theme.js", "contents.js"]) == ["contents.js", "theme.js"])
    }
}
