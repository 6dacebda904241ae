import BookModel
import BrowserDriver
import Foundation
import ReportWriter
import TestSupport
import Testing

/// The sample book as a site on the disk, and a browser that reads it.
@Suite("A split book in a browser", .serialized, .browser, .needsBrowser) struct SiteBrowserTests {
    /// The sample book with a second chapter that refers to things of the first.
    private static let book: BuiltBook = {
        var book = SampleBook.complete
        let file = "chapters/03-back.md"
        func place(_ line: Int) -> BookModel.SourceLocation { SampleBook.place(line, file: file) }
        let links = SampleBook.paragraph(
            5, .text("Look back at "), .reference(label: "fig-steps", place(5)), .text(" and at "),
            .reference(label: "sec-table", place(6)), .text(" for more of "),
            .citation(keys: ["karkada2025"], place(7)),
            file: file)
        book.chapters.append(
            BuiltChapter(
                chapter: Chapter(
                    name: "03-back", file: file, title: [.text("Back again")],
                    blocks: [SampleBook.paragraph(3, .text("The end is here."), file: file), links], cells: [],
                    values: []),
                status: .complete, outputs: ChapterOutputs()))
        return book
    }()

    /// Opens a page of the site.
    private func withSite<Value: Sendable>(
        _ name: String, width: Int = 1400, scripts: Bool = true, _ body: (Page, URL) async throws -> Value
    ) async throws -> Value {
        try await withTemporaryFolder { folder in
            for file in try await PageTests.writer.get().site(Self.book).files {
                try file.text.write(to: folder.appending(path: file.name), atomically: true, encoding: .utf8)
            }
            let browser = try #require(BrowserTrait.browser)
            let page = try await browser.open(folder.appending(path: name), width: width, scripts: scripts)
            let value = try await body(page, folder)
            try await page.close()
            return value
        }
    }

    private static let pages = ["index.html", "01-steps.html", "02-concepts.html", "03-back.html"]

    @Test("No page complains or asks for anything but itself, the style sheet and the script", arguments: pages)
    func quiet(name: String) async throws {
        try await withSite(name) { page, folder in
            let log = try await page.log
            #expect(log.complaints == [])
            let names = log.requests.map { URL(string: $0)?.lastPathComponent ?? "" }
            #expect(Set(names) == [name, "book.css", "book.js"])
            #expect(log.requests.allSatisfy { $0.contains(folder.lastPathComponent) })
        }
    }

    @Test("No page is wider than a window of 320 px", arguments: pages)
    func width(name: String) async throws {
        let width: Int = try await withSite(name, width: 320) { page, _ in
            try await page.evaluate("document.documentElement.scrollWidth")
        }
        #expect(width <= 320)
    }

    @Test("Every link of every page lands on an element in sight, with scripts or without", arguments: [true, false])
    func links(scripts: Bool) async throws {
        try await withSite("index.html", scripts: scripts) { page, folder in
            var ids: [String: Set<String>] = [:]
            var links: [(from: String, to: String, id: String)] = []
            for name in Self.pages {
                try await page.load(folder.appending(path: name))
                ids[name] = Set(
                    try await page.evaluate(
                        "[...document.querySelectorAll('[id]')].filter((e) => e.checkVisibility()).map((e) => e.id)",
                        as: [String].self))
                let found: [[String]] = try await page.evaluate(
                    """
                    [...document.querySelectorAll("a[href]")]
                        .filter((a) => a.protocol === "file:" && a.checkVisibility())
                        .map((a) => [a.pathname.split("/").pop(), decodeURIComponent(a.hash.slice(1))])
                    """)
                links += found.map { (name, $0[0], $0[1]) }
            }
            #expect(links.count > 60)
            for link in links where !link.id.isEmpty {
                #expect(ids[link.to]?.contains(link.id) == true, "\(link)")
            }
            for link in links { #expect(ids[link.to] != nil, "\(link)") }
        }
    }

    @Test("Links to the neighbours lead through the whole book and back")
    func neighbours() async throws {
        try await withSite("index.html") { page, _ in
            func follow(_ relation: String) async throws -> String {
                try await page.follow("document.querySelector('a[rel=\(relation)]').click()")
                return try await page.evaluate("location.pathname.split('/').pop()")
            }
            for name in Self.pages.dropFirst() {
                let next = try await follow("next")
                #expect(next == name)
            }
            #expect(try await page.evaluate("!document.querySelector('a[rel=next]')"))
            for name in Self.pages.dropFirst().dropLast().reversed() {
                let previous = try await follow("prev")
                #expect(previous == name)
            }
        }
    }

    private static func search(_ words: String) -> String {
        """
        (async () => {
            const field = document.querySelector("dialog.search input");
            field.value = "\(words)";
            field.dispatchEvent(new Event("input"));
            for (let i = 0; i < 100 && !document.querySelector("dialog.search [role=option]"); i++)
                await new Promise((done) => setTimeout(done, 50));
            return [...document.querySelectorAll("dialog.search .place")].map((e) => e.textContent);
        })()
        """
    }

    @Test("The search finds words of another page and opens it at their place")
    func search() async throws {
        try await withSite("03-back.html") { page, _ in
            try await page.press("/")
            #expect(
                try await page.evaluate("document.querySelector('dialog.search input').placeholder")
                    == "Search the book")
            let places: [String] = try await page.evaluate(Self.search("WORD by the company"))
            #expect(places == ["1 Learning in steps › 1.2 Further kinds of blocks"])
            try await page.follow("document.querySelector('dialog.search [role=option]').click()")
            let arrived: [String] = try await page.evaluate(
                "[location.pathname.split('/').pop(), location.hash, document.activeElement.textContent]")
            #expect(arrived == ["01-steps.html", "", "You shall know a word by the company it keeps."])
            let top: Double = try await page.evaluate("document.activeElement.getBoundingClientRect().y")
            #expect(top > 0 && top < 800)
            #expect(try await page.log.complaints == [])
            // What the page itself says needs no other page.
            try await page.press("/")
            _ = try await page.evaluate(Self.search("a first point"), as: [String].self)
            try await page.press("Enter")
            #expect(try await page.evaluate("document.activeElement.textContent.startsWith('a first point')"))
        }
    }

    @Test("A search without the other pages says so")
    func missing() async throws {
        try await withSite("03-back.html") { page, folder in
            try FileManager.default.removeItem(at: folder.appending(path: "pages.js"))
            try await page.press("/")
            _ = try await page.evaluate(Self.search("company it keeps"), as: [String].self)
            let status: String = try await page.evaluate(
                "document.querySelector('dialog.search [role=status]').textContent")
            #expect(status == "Nothing was found. The other pages could not be searched.")
        }
    }

    @Test("A reference to another page shows what it leads to")
    func previews() async throws {
        try await withSite("03-back.html") { page, _ in
            func preview(_ index: Int) async throws -> [String] {
                try await page.evaluate(
                    """
                    (async () => {
                        const link = document.querySelectorAll("main a.reference")[\(index)];
                        link.focus();
                        for (let i = 0; i < 100 && !document.querySelector(".preview"); i++)
                            await new Promise((done) => setTimeout(done, 50));
                        const card = document.querySelector(".preview");
                        const clip = card.querySelector("svg [clip-path]");
                        const found = [card.textContent.replace(/\\s+/g, " "), clip?.getAttribute("clip-path") ?? "",
                            [...card.querySelectorAll("[id]")].map((e) => e.id).join(" ")];
                        link.blur();
                        return found;
                    })()
                    """)
            }
            let figure = try await preview(0)
            #expect(figure[0].contains("One concept at a time"))
            // The drawing refers to parts of itself, which are there.
            #expect(figure[1...] == ["url(#steps-clip)", "steps-clip"])
            let section = try await preview(1)
            #expect(section[0].hasPrefix("1.1 What a table looks likeSome strong and"))
            let work = try await preview(2)
            #expect(work[0].contains("Closed-form training dynamics"))
            #expect(try await page.log.complaints == [])
        }
    }
}
