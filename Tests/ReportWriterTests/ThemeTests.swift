import BookModel
import Foundation
import TestSupport
import Testing

@testable import ReportWriter

@Suite("The theme") struct ThemeTests {
    /// A writer whose theme is overridden by these files.
    private func writer(_ files: [String: Data]) throws -> ReportWriter {
        try withTemporaryFolder { folder in
            for (name, data) in files { try data.write(to: folder.appending(path: name)) }
            do {
                return try ReportWriter(options: ReportOptions(assetCache: PageTests.cache, themeFolder: folder))
            } catch var diagnostic as Diagnostic {
                diagnostic.remedy = diagnostic.remedy?.replacing(folder.path, with: "theme")
                throw diagnostic
            }
        }
    }

    private func fault(_ files: [String: Data]) -> Diagnostic? {
        do {
            _ = try writer(files)
            return nil
        } catch { return error as? Diagnostic }
    }

    @Test("Style sheets are joined by their names, with the base first and what changes the others last")
    func order() {
        #expect(
            Theme.ordered(["print.css", "film.css", "narrow.css", "zebra.css", "base.css", "claims.css"])
                == ["base.css", "claims.css", "film.css", "zebra.css", "narrow.css", "print.css"])
        #expect(Theme.ordered(["theme.js", "contents.js"]) == ["contents.js", "theme.js"])
    }

    @Test("A book's own files take the place of those of the same names, and of no others")
    func own() async throws {
        let html = try await writer([
            "front.css": Data("header{color:teal}\r\n".utf8), "theme.js": Data(), ".hidden": Data([255]),
        ]).html(SampleBook.complete).html
        #expect(html.contains("header{color:teal}\n") && !html.contains("\r"))
        #expect(!html.contains("header .authors {"))
        #expect(html.contains("/* The contents */"))
        #expect(!html.contains("Dark page") && html.contains("Search this page"))
        // The policy is of the texts as they are.
        let style = try #require(html.firstMatch(of: /(?s)<style>(.*?)<\/style>/)?.1)
        let policy = ContentPolicy(scripts: [], styles: [String(style)]).text
        let source = try #require(policy.split(separator: "; ").first { $0.hasPrefix("style-src") })
        #expect(html.contains(source.replacing("'", with: "&#39;")))
    }

    @Test("A template of the book's own is filled as the program's is")
    func template() async throws {
        let template = "<!doctype html><title>{{title}}</title>{{#chapters}}<h1>{{{titleHTML}}}</h1>{{/chapters}}"
        let html = try await writer(["page.mustache": Data(template.utf8)]).html(SampleBook.complete).html
        #expect(
            html == "<!doctype html><title>What exactly does word2vec learn?</title>"
                + "<h1>Learning in steps</h1><h1>The concepts</h1>")
    }

    @Test("A template that does not parse is an error that says so")
    func brokenTemplate() throws {
        let fault = try #require(self.fault(["page.mustache": Data("{{#chapters}}{{title}}".utf8)]))
        #expect(fault.summary == "the template 'page.mustache' of the book's theme does not parse")
        #expect(fault.remedy == "Close every section with the name that opened it, innermost first.")
        #expect(fault.explanation?.isEmpty == false)
    }

    @Test("A file that takes no place is an error that lists the places")
    func unknownFile() throws {
        let fault = try #require(self.fault(["styles.css": Data(), "base.css": Data()]))
        #expect(fault.summary == "the book's theme has the file 'styles.css', which takes no place")
        #expect(fault.explanation?.hasPrefix("A theme may have: base.css, ") == true)
        #expect(fault.explanation?.contains("page.mustache") == true)
        #expect(fault.remedy == "Rename it to the file that it is meant to replace, or move it out of theme.")
    }

    @Test("A file that is not UTF-8 is an error that names it")
    func notText() throws {
        let fault = try #require(self.fault(["base.css": Data([0xFF, 0xFE, 0x00])]))
        #expect(fault.summary == "the file 'base.css' of the book's theme cannot be read")
        #expect(fault.remedy == "Save it as a text in UTF-8.")
    }

    @Test(
        "A script that would end its element is an error that names the line",
        arguments: [
            ("search.js", "(() => {\n    \"use strict\";\n    say('</SCRIPT>');\n})();\n", "</script", 3),
            ("search.js", "// <!-- hidden", "<!--", 1),
        ])
    func endTag(name: String, text: String, mark: String, line: Int) throws {
        let fault = try #require(self.fault([name: Data(text.utf8)]))
        #expect(
            fault.rendered == """
                error: the script '\(name)' of the book's theme has '\(mark)' in line \(line)
                  It stands inside the page, where a browser takes that for markup of the page.
                  Write '<\\\(mark.dropFirst())' where it is in a string; else take it out.
                """)
    }

    @Test("A script may have an escaped end tag, and a style sheet any, which is escaped")
    func harmlessEndTags() async throws {
        let html = try await writer([
            "front.css": Data("p::after { content: 'x</style>' }".utf8),
            "search.js": Data("say('<\\/script></style>');".utf8),
        ]).html(SampleBook.complete).html
        #expect(html.ranges(of: "</script>").count == 1)
        #expect(html.ranges(of: "</style>").count == 2)
        #expect(html.contains("say('<\\/script></style>');"))
        #expect(html.contains("p::after { content: 'x<\\/style>' }"))
    }

    @Test("A folder that does not exist leaves the page as it is")
    func noFolder() throws {
        let theme = try Theme(overriddenBy: URL(filePath: "/nowhere/theme"))
        #expect(try theme.style == Theme().style)
    }

    @Test("Scripts load nothing, evaluate no text, and stand in closed functions")
    func scripts() throws {
        let theme = try Theme()
        for call in ["fetch(", "XMLHttpRequest", "eval(", "new Function", "import(", "</", "http"] {
            #expect(
                !theme.script.replacing(/<\/(button|path|circle|svg|span|kbd|div|p|ul)>/, with: "").contains(call),
                "\(call)")
        }
        #expect(theme.script.ranges(of: "\"use strict\";").count == theme.script.ranges(of: "\n})();").count)
    }
}
