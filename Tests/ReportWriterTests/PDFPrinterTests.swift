import BookModel
import Foundation
import LoopbackServer
import ProgramRunner
import TestSupport
import Testing

@testable import ReportWriter

@Suite("Printing", .serialized) struct PDFPrinterTests {
    private let temporary: TemporaryFolder
    private var folder: URL { temporary.url }

    init() throws { temporary = try TemporaryFolder() }

    /// A program of the given name that runs a shell script.
    private func program(_ name: String, _ script: String) throws -> URL {
        let file = folder.appending(path: name)
        try "#!/bin/sh\n\(script)\n".write(to: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        return file
    }

    private func page() throws -> URL {
        let page = folder.appending(path: "page.html")
        try "<!doctype html><title>A page</title><h1>One</h1>".write(to: page, atomically: true, encoding: .utf8)
        return page
    }

    /// Files that printing leaves behind when it should not: profiles and unfinished files.
    private func leftovers() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0 == "print" || $0.hasPrefix(".") }
    }

    /// A printer that keeps its profile in the test's own folder.
    private func printer(_ browser: URL) -> PDFPrinter {
        var printer = PDFPrinter(browser: browser)
        printer.scratchFolder = folder.appending(path: "print")
        return printer
    }

    /// Whether the process whose number is in the file `child` ends within two seconds. One that has ended has no
    /// command line, though it may wait to be collected by whoever started it.
    private func childHasEnded() async throws -> Bool {
        let child = try String(contentsOf: folder.appending(path: "child"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        for _ in 0..<100 {
            let command = (try? String(contentsOfFile: "/proc/\(child)/cmdline", encoding: .utf8)) ?? ""
            if command.isEmpty { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    @Test("The headless shell comes before Chromium, and Chromium before Chrome")
    func order() throws {
        let chrome = try program("google-chrome", "exit 0")
        #expect(PDFPrinter.find(in: folder.path)?.browser.path == chrome.path)
        let chromium = try program("chromium", "exit 0")
        #expect(PDFPrinter.find(in: folder.path)?.browser.path == chromium.path)
        let shell = try program("chromium-headless-shell", "exit 0")
        #expect(PDFPrinter.find(in: "/nowhere:\(folder.path)")?.browser.path == shell.path)
    }

    @Test("Without a browser the message says what to install")
    func missing() throws {
        #expect(PDFPrinter.find(in: folder.path) == nil)
        #expect(
            PDFPrinter.missing.rendered == """
                note: no PDF was written: no Chromium was found
                  The page in HTML is complete; only its printing needs the browser.
                  Install one: apt-get install chromium-headless-shell (or chromium).
                """)
    }

    @Test("A browser that hangs is killed with all that it started, and leaves nothing behind")
    func timeout() async throws {
        let browser = try program("browser", "sleep 300 &\necho $! > \(folder.path)/child\nwait")
        let pdf = folder.appending(path: "book.pdf")
        let page = try page()
        let error = await #expect(throws: Diagnostic.self) {
            try await printer(browser).print(
                html: page, to: pdf, information: PDFInformation(SampleBook.complete), timeout: .seconds(1))
        }
        #expect(error?.summary == "printing took longer than 1 s; the browser was ended")
        #expect(try await childHasEnded())
        #expect(!FileManager.default.fileExists(atPath: pdf.path))
        #expect(try leftovers() == [])
    }

    @Test("A cancelled print ends the browser and all that it started, and leaves nothing behind")
    func cancelled() async throws {
        let child = folder.appending(path: "child")
        let browser = try program(
            "browser", "sleep 300 &\necho $! > \(child.path).new; mv \(child.path).new \(child.path)\nwait")
        let pdf = folder.appending(path: "book.pdf")
        let page = try page(), printer = printer(browser)
        let printing = Task {
            try await printer.print(html: page, to: pdf, information: PDFInformation(SampleBook.complete))
        }
        while !FileManager.default.fileExists(atPath: child.path) { try await Task.sleep(for: .milliseconds(10)) }
        printing.cancel()
        await #expect(throws: CancellationError.self) { try await printing.value }
        #expect(try await childHasEnded())
        #expect(!FileManager.default.fileExists(atPath: pdf.path))
        #expect(try leftovers() == [])
    }

    @Test("What a killed print has left is removed by the next one")
    func remains() async throws {
        let profile = folder.appending(path: "print")
        try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
        try "old".write(to: profile.appending(path: "Cookies"), atomically: true, encoding: .utf8)
        try "%PDF-half".write(to: folder.appending(path: ".book.pdf.partial"), atomically: true, encoding: .utf8)
        let browser = try program("browser", "exit 0")
        let page = try page()
        // The half print is not taken for what this browser printed.
        await #expect(throws: Diagnostic.self) {
            try await printer(browser).print(
                html: page, to: folder.appending(path: "book.pdf"), information: PDFInformation(SampleBook.complete))
        }
        #expect(try leftovers() == [])
    }

    @Test(
        "A browser that writes something else than a PDF, or is killed, leaves an older PDF",
        arguments: [
            (
                "for a in \"$@\"; do case $a in --print-to-pdf=*) echo garbage > \"${a#*=}\";; esac; done",
                "The browser ended without writing a PDF."
            ),
            (
                "for a in \"$@\"; do case $a in --print-to-pdf=*) echo %PDF-1.4 > \"${a#*=}\";; esac; done",
                "The PDF that it wrote is not whole."
            ),
            ("echo 'out of memory' >&2; kill -KILL $$", "out of memory"),
        ])
    func broken(script: String, explanation: String) async throws {
        let browser = try program("browser", script)
        let pdf = folder.appending(path: "book.pdf")
        try "old".write(to: pdf, atomically: true, encoding: .utf8)
        let page = try page()
        let error = await #expect(throws: Diagnostic.self) {
            try await printer(browser).print(html: page, to: pdf, information: PDFInformation(SampleBook.complete))
        }
        #expect(
            error?.rendered == """
                error: browser could not print the page
                  \(explanation)
                  Try 'browser --version'; the page in HTML is complete: \(page.path).
                """)
        #expect(try String(contentsOf: pdf, encoding: .utf8) == "old")
        #expect(try leftovers() == [])
    }

    @Test("A browser that fails is quoted, and an older PDF stays")
    func failure() async throws {
        let browser = try program("browser", "echo 'no usable sandbox' >&2; exit 3")
        let pdf = folder.appending(path: "book.pdf")
        try "old".write(to: pdf, atomically: true, encoding: .utf8)
        let page = try page()
        let error = await #expect(throws: Diagnostic.self) {
            try await printer(browser).print(html: page, to: pdf, information: PDFInformation(SampleBook.complete))
        }
        #expect(error?.summary == "browser could not print the page")
        #expect(error?.explanation == "no usable sandbox")
        #expect(try String(contentsOf: pdf, encoding: .utf8) == "old")
        #expect(try leftovers() == [])
    }

    @Test("A browser that ends well but writes no PDF is an error too")
    func nothingWritten() async throws {
        let browser = try program("browser", "exit 0")
        let page = try page()
        let error = await #expect(throws: Diagnostic.self) {
            try await printer(browser).print(
                html: page, to: folder.appending(path: "book.pdf"), information: PDFInformation(SampleBook.complete))
        }
        #expect(error?.explanation == "The browser ended without writing a PDF.")
    }

    @Test(
        "Chromium prints the whole book and leaves nothing behind",
        .enabled(if: PDFPrinter.find() != nil, "no Chromium is installed"))
    func chromium() async throws {
        let html = try await PageTests.writer.get().html(SampleBook.complete).html
        let page = folder.appending(path: "page.html"), pdf = folder.appending(path: "book.pdf")
        try html.write(to: page, atomically: true, encoding: .utf8)
        try await printer(#require(PDFPrinter.find()).browser).print(
            html: page, to: pdf, information: PDFInformation(SampleBook.complete))
        #expect(try Data(contentsOf: pdf).starts(with: Data("%PDF-1.5".utf8)))
        #expect(try leftovers() == [])
    }

    @Test("Chromium gets its sandbox but as the superuser, and nothing but a proxy")
    func arguments() {
        for isSandboxed in [true, false] {
            let arguments = PDFPrinter.arguments(
                proxy: "127.0.0.1:5", profile: URL(filePath: "/p"), writing: URL(filePath: "/b.pdf"),
                isSandboxed: isSandboxed)
            #expect(arguments.contains("--no-sandbox") == !isSandboxed)
            #expect(arguments.contains("--proxy-server=http://127.0.0.1:5"))
            #expect(arguments.contains("--proxy-bypass-list=<-loopback>"))
            #expect(arguments.last == "http://w2vbook.invalid/")
            #expect(!arguments.contains { $0.contains("file:") })
        }
    }

    @Test("A browser that finds no sandbox is started without one", .enabled(if: geteuid() != 0))
    func noSandbox() async throws {
        let calls = folder.appending(path: "calls")
        let browser = try program(
            "browser",
            """
            echo "$*" >> \(calls.path)
            case $* in *--no-sandbox*) ;; *) echo 'No usable sandbox!' >&2; exit 1;; esac
            """)
        let page = try page()
        await #expect(throws: Diagnostic.self) {
            try await printer(browser).print(
                html: page, to: folder.appending(path: "book.pdf"), information: PDFInformation(SampleBook.complete))
        }
        let lines = try String(contentsOf: calls, encoding: .utf8).split(separator: "\n")
        #expect(lines.map { $0.contains("--no-sandbox") } == [false, true])
    }

    /// What a page's script may try, where `SERVER` is a web server of this machine and `SECRET` a file's address. Each
    /// reaches what it wants where the page is a file and nothing is forbidden.
    static let attempts = [
        "fetch('http://SERVER/fetch', {mode: 'no-cors'})",
        "new Image().src = 'http://SERVER/image'",
        "new WebSocket('ws://SERVER/socket')",
        "navigator.sendBeacon('http://SERVER/beacon', 'secret')",
        "location.href = 'http://SERVER/location'",
        "open('http://SERVER/window')",
        "const f = document.createElement('iframe'); f.src = 'http://SERVER/frame'; document.body.append(f)",
        "const f = document.createElement('iframe'); f.src = 'SECRET'; document.body.append(f)",
        "const f = document.createElement('object'); f.data = 'SECRET'; document.body.append(f)",
        "location.href = 'SECRET'",
        "const s = document.createElement('script'); s.src = 'http://SERVER/script'; document.body.append(s)",
        "const f = document.createElement('form'); f.action = 'http://SERVER/form'; document.body.append(f); f.submit()",
    ]

    @Test(
        "A script of the page reaches neither this machine's servers nor its files while it is printed",
        .enabled(if: PrintedPDF.isPossible, "Chromium or poppler's programs are not installed"))
    func confined() async throws {
        let server = try LoopbackServer { _, connection in
            connection.send(header: "HTTP/1.1 200 OK", "Access-Control-Allow-Origin: *", "Content-Length: 0")
        }
        let secret = folder.appending(path: "secret.txt")
        try "tell-tale".write(to: secret, atomically: true, encoding: .utf8)
        let page = folder.appending(path: "page.html"), pdf = folder.appending(path: "book.pdf")
        for attempt in Self.attempts {
            let script = attempt.replacing("SERVER", with: server.root.dropFirst("http://".count))
                .replacing("SECRET", with: secret.absoluteURL.absoluteString)
            try """
            <!doctype html><html lang="en"><title>A page</title><h1>One</h1><p id="p"></p>
            <script>document.getElementById("p").textContent = "ran"; \(script)</script></html>
            """.write(to: page, atomically: true, encoding: .utf8)
            try await printer(#require(PDFPrinter.find()).browser).print(
                html: page, to: pdf, information: PDFInformation(SampleBook.complete))
            let text = try await Program(named: "pdftotext").run([pdf.path, "-"]).output
            let isElsewhere = PrintedPDF.squeezed(text).contains(PageProxy.elsewhere)
            #expect(text.contains("ran") || attempt.hasPrefix("location") && isElsewhere, "\(attempt)")
            #expect(!text.contains("tell-tale"), "\(attempt)")
        }
        #expect(server.requests.map(\.path) == [])
    }
}
