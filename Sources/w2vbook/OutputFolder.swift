import BookModel
import Computation
import Foundation
import NotebookEngine
import ReportWriter

/// Writes what came out of a build: the page, its print, the figures and the results.
///
/// Every file is written whole and then put in its place, so an earlier report stays until the new one is there. A
/// page that differs from the last one in its stamp alone is left as it is, and not printed again.
struct OutputFolder {
    let folder: BookFolder
    let formats: Formats
    /// Whether a site with a page for each chapter is written too.
    let isSplit: Bool
    let display: ProgressDisplay

    /// Writes everything, and returns what writing found to be wrong.
    ///
    /// - Throws: A ``Diagnostic`` where a file cannot be written or the page's libraries are missing; a
    ///   `CancellationError` when the user stopped the printing.
    func write(_ result: BookBuilder.Result) async throws -> [Diagnostic] {
        let book = result.book
        let stamp = BuildStamp(date: Date(), version: "w2vbook \(Program.version)", toolchain: Program.compiler)
        func writer(_ stamp: BuildStamp?) throws -> ReportWriter {
            try ReportWriter(options: ReportOptions(of: folder, stamp: stamp))
        }
        let report = try await timing("write the page") { try await writer(stamp).html(book) }
        var found = report.diagnostics.map(result.quoting)
        let page = folder.output.appending(path: "book.html")
        let print = folder.output.appending(path: "book.pdf")
        try guardingWrites(to: folder.output) {
            try FileManager.default.createDirectory(at: folder.output, withIntermediateDirectories: true)
        }
        // The record says which page is on disk, and whether the print is of that page.
        let identity = Fingerprint(of: report.unstamped).description
        let record = folder.cache.appending(path: "written.json")
        var written = (try? JSONDecoder().decode(Written.self, from: Data(contentsOf: record))) ?? Written()
        if written.page != identity || !exists(page) {
            try save(Data(report.html.utf8), to: page)
            written.page = identity
            try save(JSONEncoder().encode(written), to: record)
            display.say("  wrote \(folder.name(of: page)), \(size(of: page))")
        } else {
            display.say("  \(folder.name(of: page)) is unchanged")
        }
        if formats.contains(.pdf), written.print != identity || !exists(print) {
            do {
                try await self.print(page, to: print, information: PDFInformation(book))
                written.print = identity
                display.say("  wrote \(folder.name(of: print)), \(size(of: print))")
            } catch let error as Diagnostic {
                found.append(error)
            }
        }
        if written.print != identity, exists(print) {
            display.say("  \(folder.name(of: print)) is of an earlier page")
        }
        if isSplit {
            try await timing("write the site") { try write(await writer(stamp).site(book)) }
        }
        try await timing("write figures and results") {
            try writeFigures(of: book)
            try save(
                try Results(book, diagnostics: result.diagnostics + found).encoded(),
                to: folder.output.appending(path: "results.json"))
        }
        try save(try JSONEncoder().encode(written), to: record)
        return found
    }

    /// What the output folder holds, by the fingerprint of the page without its stamp.
    private struct Written: Codable {
        var page: String?
        var print: String?
    }

    /// Prints the page. Ctrl-C or `kill` ends the browser too, and nothing of it stays.
    ///
    /// - Throws: A `Diagnostic`, or a `CancellationError` when the user asked to stop.
    private func print(_ page: URL, to print: URL, information: PDFInformation) async throws {
        guard var printer = PDFPrinter.find() else {
            var missing = PDFPrinter.missing
            missing.severity = .note
            throw missing
        }
        printer.scratchFolder = folder.cache.appending(path: "print")
        let printing = Task { [printer] in
            try await printer.print(html: page, to: print, information: information)
        }
        let interruption = Interruption { printing.cancel() }
        defer { interruption.end() }
        try await timing("print the PDF") { try await printing.value }
    }

    private func timing<Value>(_ step: String, _ body: () async throws -> Value) async rethrows -> Value {
        let start = ContinuousClock.now
        defer { display.timed(step, seconds: (ContinuousClock.now - start) / .seconds(1)) }
        return try await body()
    }
}

// MARK: - Files

extension OutputFolder {
    /// Each figure as `figures/ID.svg`, `.png`, `.csv` and `.json`; files of figures that are no longer in the book are removed.
    private func writeFigures(of book: Book) throws {
        let figures = folder.output.appending(path: "figures")
        try guardingWrites(to: figures) {
            try FileManager.default.createDirectory(at: figures, withIntermediateDirectories: true)
        }
        var names: Set<String> = []
        for output in book.chapters.flatMap(\.outputs.cells) {
            guard case .figure(let figure) = output.content else { continue }
            let files = [
                "svg": Data(figure.standaloneSVG.utf8), "png": figure.png, "csv": Data(figure.csv.utf8),
                "json": try figure.json,
            ]
            for (ending, data) in files.sorted(by: { $0.key < $1.key }) {
                let name = "\(figure.id).\(ending)"
                names.insert(name)
                try save(data, to: figures.appending(path: name))
            }
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: figures.path) where !names.contains(name) {
            try? FileManager.default.removeItem(at: figures.appending(path: name))
        }
    }

    /// The files of a site in `site/`; pages of chapters that are no longer in the book are removed.
    private func write(_ site: Site) throws {
        let target = folder.output.appending(path: "site")
        try guardingWrites(to: target) {
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        }
        for file in site.files { try save(Data(file.text.utf8), to: target.appending(path: file.name)) }
        let names = Set(site.files.map(\.name))
        for name in try FileManager.default.contentsOfDirectory(atPath: target.path) where !names.contains(name) {
            try? FileManager.default.removeItem(at: target.appending(path: name))
        }
        display.say("  wrote \(folder.name(of: target))/, \(site.files.count) files")
    }

    /// Writes a file in one piece; one that has this content already is left alone.
    private func save(_ data: Data, to file: URL) throws {
        if FileManager.default.contents(atPath: file.path) == data { return }
        try guardingWrites(to: file) { try data.write(to: file, options: .atomic) }
    }

    private func guardingWrites(to file: URL, _ body: () throws -> Void) throws(Diagnostic) {
        do { try body() } catch {
            throw Diagnostic(
                "cannot write \(folder.name(of: file))", explanation: error.localizedDescription,
                remedy: "Make the folder writable, or free some space.")
        }
    }

    private func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

    private func size(of file: URL) -> String {
        let bytes = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
        return bytes.asBytes
    }
}

extension FigureOutput {
    /// The figure by itself, for programs that do not know custom properties: every colour is the light theme's.
    fileprivate var standaloneSVG: String {
        svg.replacing(/var\(--[a-z0-9-]+,\s*([^)]+)\)/) { $0.output.1 }
    }
}
