public import BookModel
public import Foundation

/// Prints a page as PDF by headless Chromium.
public struct PDFPrinter: Sendable {
    /// The browser's program.
    public let browser: URL
    /// Where the browser's profile lives while it prints, and nothing else: each print empties it first, of what a
    /// print that was killed has left. `nil` takes a new folder of the system's temporary ones.
    public var scratchFolder: URL?

    /// Takes a certain browser, one of Chromium's command line.
    public init(browser: URL) { self.browser = browser }

    /// The first browser of the search path: the headless shell, which starts fastest, then Chromium, then Chrome.
    public static func find() -> PDFPrinter? { find(in: nil) }

    static func find(in path: String?) -> PDFPrinter? {
        let names = [
            "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
        ]
        return names.lazy.compactMap { ExternalTool.find($0, in: path) }.first.map(PDFPrinter.init(browser:))
    }

    /// What to say where `find()` finds nothing.
    public static let missing = Diagnostic(
        .note, "no PDF was written: no Chromium was found",
        explanation: "The page in HTML is complete; only its printing needs the browser.",
        remedy: "Install one: apt-get install chromium-headless-shell (or chromium).")

    /// Prints a page: A4, tagged, with the headings as bookmarks. Equal pages and information give equal bytes as long
    /// as browser and qpdf stay the same.
    ///
    /// The PDF appears whole or not at all: it is printed to a file beside its place, then renamed. That file and the
    /// browser's profile are removed in any case, also when the task is cancelled, which ends the browser too. Only
    /// where this process is killed may they stay; the next print to the same place removes them.
    ///
    /// - Parameters:
    ///   - html: The page's file.
    ///   - pdf: The file to write; one that exists is replaced.
    ///   - information: What the PDF says of itself.
    ///   - timeout: When to kill the browser and all that it started.
    /// - Throws: A `Diagnostic` that says what happened and what to do; a `CancellationError` when cancelled.
    public func print(
        html: URL, to pdf: URL, information: PDFInformation, timeout: Duration = .seconds(60)
    ) async throws {
        let manager = FileManager.default
        let profile =
            scratchFolder ?? manager.temporaryDirectory.appending(path: "w2vbook-print-\(UUID().uuidString)")
        let partial = pdf.deletingLastPathComponent().appending(path: ".\(pdf.lastPathComponent).partial")
        func clean() {
            try? manager.removeItem(at: profile)
            try? manager.removeItem(at: partial)
        }
        clean()
        defer { clean() }
        do {
            try manager.createDirectory(at: profile, withIntermediateDirectories: true)
            let page = Data(withoutScreen(try String(contentsOf: html, encoding: .utf8)).utf8)
            try await show(page, profile: profile, writing: partial, timeout: timeout)
        } catch ExternalTool.Failure.timedOut {
            throw Diagnostic(
                "printing took longer than \(timeout.components.seconds) s; the browser was ended",
                explanation: "The page in HTML is complete.",
                remedy: "Try again, or print \(html.path) from a browser.")
        } catch ExternalTool.Failure.failed(let message) {
            try Task.checkCancellation()
            throw unprinted(html, message)
        } catch {
            try Task.checkCancellation()
            throw unprinted(html, "\(error)")
        }
        let finished: Data
        guard let data = try? FileHandle(forReadingFrom: partial).read(upToCount: 5), data == Data("%PDF-".utf8) else {
            throw unprinted(html, "The browser ended without writing a PDF.")
        }
        do throws(PDFDocument.Failure) {
            let document = try PDFDocument(partial)
            try document.set(information)
            finished = try document.data()
        } catch {
            throw unprinted(html, "The PDF that it wrote is not whole.")
        }
        do { try finished.write(to: partial) } catch {
            throw unwritten(pdf, error.localizedDescription)
        }
        guard rename(partial.path, pdf.path) == 0 else {
            throw unwritten(pdf, String(cString: strerror(errno)))
        }
    }

    /// Lets the browser print a page, which it gets from a proxy that leads nowhere else.
    ///
    /// A page may have scripts of the book's own, which run here. They reach no network, this machine's own services among
    /// them, and no file.
    private func show(_ page: Data, profile: URL, writing pdf: URL, timeout: Duration) async throws {
        let proxy = try PageProxy(page: page)
        func run(isSandboxed: Bool) async throws {
            try await ExternalTool.run(
                browser,
                PDFPrinter.arguments(
                    proxy: proxy.server, profile: profile, writing: pdf, isSandboxed: isSandboxed), timeout: timeout)
        }
        defer { withExtendedLifetime(proxy) {} }
        // Chromium has no sandbox for the superuser. Elsewhere it alone knows whether the system allows one.
        guard geteuid() != 0 else { return try await run(isSandboxed: false) }
        do { try await run(isSandboxed: true) } catch ExternalTool.Failure.failed(let message) {
            guard message.localizedCaseInsensitiveContains("no usable sandbox") else {
                throw ExternalTool.Failure.failed(message: message)
            }
            try await run(isSandboxed: false)
        }
    }

    /// How the browser is called.
    ///
    /// The proxy is asked for names and numbers of this machine too, which browsers else reach directly. Calls by
    /// WebRTC go by a proxy or not at all.
    static func arguments(proxy: String, profile: URL, writing pdf: URL, isSandboxed: Bool) -> [String] {
        [
            "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
            "--disable-background-networking", "--user-data-dir=\(profile.path)", "--no-pdf-header-footer",
            "--generate-pdf-document-outline", "--proxy-server=http://\(proxy)", "--proxy-bypass-list=<-loopback>",
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--print-to-pdf=\(pdf.path)",
        ] + (isSandboxed ? [] : ["--no-sandbox"]) + [PageProxy.address]
    }

    /// The page with nothing to show on a screen: the browser lays it out for the screen that nobody looks at before it
    /// does so for paper, which takes a quarter of the time.
    private func withoutScreen(_ page: String) -> String {
        page.replacing("<html ", with: "<html class=\"unseen\" ", maxReplacements: 1)
    }

    private func unwritten(_ pdf: URL, _ reason: String) -> Diagnostic {
        Diagnostic(
            "the PDF cannot be put at \(pdf.path): \(reason)",
            remedy: "Give a folder that can be written to, or free some space.")
    }

    private func unprinted(_ html: URL, _ message: String) -> Diagnostic {
        let lines = message.split(whereSeparator: \.isNewline).suffix(5).joined(separator: "\n")
        return Diagnostic(
            "\(browser.lastPathComponent) could not print the page", explanation: lines.isEmpty ? nil : lines,
            remedy: "Try '\(browser.lastPathComponent) --version'; the page in HTML is complete: \(html.path).")
    }
}
