import BookModel
import Foundation
import Testing

@testable import ReportWriter

@Suite("A book split over pages") struct SiteTests {
    private func site() async throws -> Site { try await PageTests.writer.get().site(SampleBook.complete) }

    /// The ids and the targets of links of every page.
    private func ids(_ text: String) -> Set<String> { Set(text.matches(of: /\sid="([^"]*)"/).map { String($0.1) }) }

    @Test("There is a front page, a page for each chapter, one style sheet and one script")
    func files() async throws {
        let site = try await site()
        let chapters = SampleBook.complete.chapters.map { "\($0.chapter.name).html" }
        #expect(site.files.map(\.name) == ["index.html"] + chapters + ["book.css", "book.js", "pages.js"])
        #expect(try await self.site().files == site.files)
        for page in site.files where page.name.hasSuffix(".html") {
            #expect(page.text.contains("<link rel=\"stylesheet\" href=\"book.css\">"))
            #expect(page.text.contains("<script src=\"book.js\" data-pages=\"pages.js\" defer></script>"))
            #expect(!page.text.contains("<style") && page.text.components(separatedBy: "<script").count == 2)
            #expect(page.text.components(separatedBy: "<h1").count == 2)
            #expect(page.text.contains("script-src &#39;self&#39;; style-src &#39;self&#39;"))
        }
        let chapterPages = site.files[1..<(1 + chapters.count)]
        for page in chapterPages {
            #expect(page.text.components(separatedBy: "<article").count == 2)
            #expect(!page.text.contains("class=\"references\"") && !page.text.contains("id=\"claims\""))
        }
    }

    @Test("The pages' texts are a script of pairs, in the order of the book, without data, code and films' players")
    func texts() {
        let page = { (text: String) in "<nav>n</nav><main>\(text)</main><footer>f</footer>" }
        let dropped =
            "a<details class=\"data\"><table></table></details>b<template><p>c</p></template>d<details>e</details>"
        let pages = SitePages(pages: [
            ("1.html", page(dropped)), ("2.html", page("\"\u{2028}</script>")), ("3.html", ""),
        ])
        #expect(
            pages.script == """
                globalThis.bookText = [["1.html","<main>abd<details>e</details></main>"],\
                ["2.html","<main>\\"\u{2028}</script></main>"],["3.html",""]];

                """)
    }

    @Test("The front page, which has the back matter, is the last of the texts, and links lead across")
    func order() async throws {
        let script = try #require(try await site().files.last?.text)
        let json = script.dropFirst("globalThis.bookText = ".count).dropLast(2)
        let texts = try JSONDecoder().decode([[String]].self, from: Data(json.utf8))
        #expect(texts.map(\.[0]) == ["01-steps.html", "02-concepts.html", "index.html"])
        #expect(texts[1][1].contains("href=\"01-steps.html#sec-steps\""))
        #expect(!texts.contains { $0[1].contains("<details class=\"code\">") || $0[1].contains("<nav id") })
    }

    @Test("Every link leads to an element of the page that it names")
    func links() async throws {
        let site = try await site()
        let pages = site.files.filter { $0.name.hasSuffix(".html") }
        let known = Dictionary(uniqueKeysWithValues: pages.map { ($0.name, ids($0.text)) })
        var count = 0
        for page in pages {
            for match in page.text.matches(of: /<a [^>]*href="([^"#:]*)#([^"]+)"/) {
                let file = match.1.isEmpty ? page.name : String(match.1)
                // The sample refers to things that are not there, which is said where it does.
                guard known.values.contains(where: { $0.contains(String(match.2)) }) else { continue }
                #expect(known[file]?.contains(String(match.2)) == true, "\(page.name): \(match.0)")
                if file != page.name { count += 1 }
            }
        }
        #expect(count > 5)
    }

    @Test("Neighbours lead from the front to the last chapter and back")
    func neighbours() async throws {
        let pages = try await site().files.filter { $0.name.hasSuffix(".html") }
        for (index, page) in pages.enumerated() {
            let next = page.text.firstMatch(of: /rel="next" href="([^"]*)"/).map { String($0.1) }
            #expect(next == (index + 1 < pages.count ? pages[index + 1].name : nil))
            let previous = page.text.firstMatch(of: /rel="prev" href="([^"]*)"/).map { String($0.1) }
            #expect(previous == (index > 1 ? pages[index - 1].name : nil))
        }
    }

    private func site(ofChapters names: [String]) async throws -> Site {
        let chapters = names.enumerated().map { index, name in
            let file = "chapters/\(name).md"
            let heading = Block(
                .heading(level: 1, title: [.text("T")], label: "sec-\(index)"), at: SampleBook.place(1, file: file))
            let text = Block(
                .paragraph([.reference(label: "sec-0", SampleBook.place(3, file: file))]),
                at: SampleBook.place(3, file: file))
            return SampleBook.chapter([heading, text], name: name)
        }
        return try await PageTests.writer.get().site(SampleBook.book(chapters))
    }

    @Test("Whatever signs a chapter's name has, its page is called so, and every address leads there")
    func oddNames() async throws {
        let names = ["100%", "a#b", "a?b", "a&b", "it's", "a b", "a:b", "größe", "%41", "book", "search", "a\"<b>"]
        let site = try await self.site(ofChapters: names)
        #expect(site.files.map(\.name).prefix(names.count + 1) == ["index.html"] + names.map { "\($0).html" }[...])
        let base = try #require(URL(string: "https://example.org/site/index.html"))
        let files = Set(site.files.map(\.name))
        for page in site.files where page.name.hasSuffix(".html") {
            for match in page.text.matches(of: /\s(?:href|src)="([^"]*)"/) where !match.1.hasPrefix("data:") {
                let address = String(match.1).replacing("&amp;", with: "&").replacing("&#39;", with: "'")
                let url = try #require(URL(string: address, relativeTo: base), "\(address)")
                guard url.host() == "example.org", url.path() != base.path() else { continue }
                #expect(files.contains(url.lastPathComponent), "\(page.name): \(address)")
            }
        }
        #expect(site.files[2].text.contains("href=\"100%25.html#sec-0\""))
    }

    @Test("A chapter whose page would be the front page is an error at its file", arguments: ["index", "Index"])
    func takenName(name: String) async throws {
        await #expect(
            throws: Diagnostic(
                "the chapter '\(name)' cannot have a page of its own",
                at: BookModel.SourceLocation(file: "chapters/\(name).md", line: 1),
                explanation: "\(name).html is the front page of a book that is split.",
                remedy: "Give the chapter's file another name.")
        ) {
            try await site(ofChapters: ["a", name])
        }
    }
}
