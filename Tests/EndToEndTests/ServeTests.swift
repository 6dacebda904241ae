import BrowserDriver
import Foundation
import ProgramRunner
import Testing

/// `w2vbook serve` with a real book and a real browser.
@Suite("Serving a book") struct ServeTests {
    private func address(of server: RunningProgram) async throws -> URL {
        try await server.wait("the address") { server.messages.contains("(Ctrl-C ends it)") }
        let line = try #require(server.messages.firstMatch(of: /the book is shown at (http:[^ ]+)/))
        return try #require(URL(string: String(line.1)))
    }

    @Test(
        "a saved chapter appears in the browser; what is wrong stands over the last good page until it is mended",
        .enabled(if: Browser.find() != nil, "no Chromium is installed"))
    func editing() async throws {
        let book = try BookFixture("small")
        let server = try book.start("serve", "--port", "0")
        let browser = try Browser(program: try #require(Browser.find()))
        let tab = try await browser.open(try await address(of: server))
        func shows(_ text: String) async throws -> Bool {
            try await tab.evaluate("document.body.innerText", as: String.self).contains(text)
        }
        func problems() async throws -> String {
            try await tab.evaluate("document.querySelector('#preview-problems')?.shadowRoot.textContent ?? ''")
        }
        try await server.wait("the page") { try await shows("A chapter that uses every directive once.") }

        try book.edit("chapters/01-numbers.md", replace: "uses every directive once", with: "was edited")
        try await server.wait("the new prose") { try await shows("A chapter that was edited.") }
        // Prose runs nothing.
        #expect(server.messages.components(separatedBy: "01-numbers: built").count - 1 == 1)

        try book.edit("chapters/02-training.md", replace: "overlap.fixed(4)", with: "overlp.fixed(4)")
        try await server.wait("the fault") { try await problems().contains("overlp") }
        let text = try await problems()
        #expect(text.hasPrefix("chapters/02-training.md:20:"), "\(text)")
        #expect(text.contains("error: cannot find 'overlp' in scope"), "\(text)")
        #expect(text.contains("Claim(\"Training finds the leading eigenvectors.\", measured: overlp.fixed(4)"))
        #expect(try await shows("Training finds the leading eigenvectors."))
        #expect(try await !shows("did not finish"))

        try book.edit("chapters/book.yml", replace: "title: A small book", with: "title: [A")
        try await server.wait("the fault of the book's file") {
            try await problems().hasPrefix("chapters/book.yml:")
        }
        try book.edit("chapters/book.yml", replace: "title: [A", with: "title: A mended book")
        try book.edit("chapters/02-training.md", replace: "overlp.fixed(4)", with: "overlap.fixed(3)")
        try await server.wait("the mended page") {
            let title: String = try await tab.evaluate("document.title")
            let rest = try await problems()
            return title == "A mended book" && rest.isEmpty
        }
        #expect(try await tab.log.complaints == [])

        // The open page keeps nobody from ending, and says that it is no longer renewed.
        #expect(try await server.interrupt() == 0)
        try await server.wait("the note") { try await problems().contains("the preview has ended") }
        #expect(try await shows("A chapter that was edited."))
        await browser.close()
        #expect(server.processes == [])
        #expect(!book.exists("output"))
        #expect(!server.messages.contains("warning"), "\(server.messages)")
    }

    @Test("a save stops the chapter that runs and builds what was saved; Ctrl-C stops it too, and leaves no process")
    func stopping() async throws {
        let book = try BookFixture("small")
        try FileManager.default.removeItem(at: book.folder.appending(path: "chapters/01-numbers.md"))
        // Beside other tests this one may be kept waiting for minutes.
        try book.edit("chapters/book.yml", replace: "{seconds: 60}", with: "{seconds: 600}")
        try book.edit(
            "chapters/02-training.md", replace: "A chapter that trains.", with: "```swift @run\nwhile true {}\n```")
        let server = try book.start("serve", "--port", "0")
        _ = try await address(of: server)
        func running() -> Int { server.processes.count { $0.contains("run-chapter") } }
        try await server.wait("the endless chapter") { running() >= 1 }
        try book.edit("chapters/02-training.md", replace: "while true {}", with: "")
        try await server.wait("the mended chapter") { server.messages.contains("02-training: built") }
        try await server.wait("the end of the endless one") { running() == 0 }
        let messages = server.messages
        #expect(!messages.contains("error") && !messages.contains("failed"), "\(messages)")

        try book.edit(
            "chapters/02-training.md", replace: "let counts",
            with: """
                _ = try Process.run(URL(filePath: "/usr/bin/env"), arguments: ["-i", "setsid", "sleep", "300"])
                while true {}
                let counts
                """)
        try await server.wait("another endless chapter") { server.processes.contains("sleep 300 ") }
        #expect(try await server.interrupt() == 0)
        try await server.wait("no process") { server.processes == [] }
        #expect(!book.exists("output"))
    }

    @Test("a book that cannot be served, and an address that is not of this machine, are said")
    func faults() async throws {
        let book = try BookFixture("small")
        let outcome = try await book.run("serve", "--host", "203.0.113.7", "--port", "0")
        #expect(outcome.status == 2)
        #expect(
            outcome.messages.hasPrefix(
                """
                warning: the book is shown to other machines on 203.0.113.7
                  Leave --host out to show it to this machine alone.
                error: cannot listen on 203.0.113.7
                """), "\(outcome.messages)")
        try FileManager.default.removeItem(at: book.folder.appending(path: "chapters/book.yml"))
        let missing = try await book.run("serve")
        #expect(missing.status == 2)
        #expect(missing.messages.contains("error: there is no book in "))
    }
}
