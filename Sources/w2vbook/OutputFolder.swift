import BookModel
import Computation
import Foundation
import NotebookEngine
import ReportWriter

/// Writes what came out of a build: the page, its print, the figures and the results.
///
/// The files are written beside their places and put there when all are whole, so an earlier report stays until the new
/// one is there; only the print follows its page. One build at a time writes. A page that differs from the last one in its stamp alone is left as it is, and not printed again.
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
        try await SharedWork(cache: folder.cache).alone("report") {
            display.say("  waiting for another build that writes its report")
        } _: {
            removeLeftovers()
            return try await writeAlone(result)
        }
    }

    private func writeAlone(_ result: BookBuilder.Result) async throws -> [Diagnostic] {
        let book = result.book
        let stamp = BuildStamp(date: Date(), version: "w2vbook \(Program.version)", toolchain: Program.compiler)
        func writer(_ stamp: BuildStamp?) throws -> ReportWriter {
            try ReportWriter(options: ReportOptions(of: folder, stamp: stamp))
        }
        let report = try await timing("write the page") { try await writer(stamp).html(book) }
        var found = report.diagnostics.map(result.quoting)
        let page = folder.output.appending(path: "book.html")
        let print = folder.output.appending(path: "book.pdf")
        // The record says which page is on disk, and whether the print is of that page.
        let identity = Fingerprint(of: report.unstamped).description
        let record = folder.cache.appending(path: "written.json")
        var written = (try? JSONDecoder().decode(Written.self, from: Data(contentsOf: record))) ?? Written()
        let isNew = written.page != identity || !exists(page)
        func results() throws -> Data { try Results(book, diagnostics: result.diagnostics + found).encoded() }
        let resultsFile = folder.output.appending(path: "results.json")

        let files = StagedFiles(name: folder.name)
        if isNew { try files.stage(Data(report.html.utf8), for: page) }
        try await timing("write figures and results") {
            try stageFigures(of: book, in: files)
            try files.stage(results(), for: resultsFile)
        }
        let site = isSplit ? try await timing("write the site") { try await writer(stamp).site(book) } : nil
        if let site { try stage(site, in: files) }
        written.page = identity
        try files.stage(JSONEncoder().encode(written), for: record)
        try files.finish()
        display.say(
            isNew
                ? "  wrote \(folder.name(of: page)), \(size(of: page))" : "  \(folder.name(of: page)) is unchanged")
        if let site { display.say("  wrote \(folder.name(of: siteFolder))/, \(site.files.count) files") }

        if formats.contains(.pdf), written.print != identity || !exists(print) {
            do {
                try await self.print(page, to: print, information: PDFInformation(book))
                written.print = identity
                display.say("  wrote \(folder.name(of: print)), \(size(of: print))")
            } catch let error as Diagnostic {
                found.append(error)
            }
            try files.stage(results(), for: resultsFile)
            try files.stage(JSONEncoder().encode(written), for: record)
            try files.finish()
        }
        if written.print != identity, exists(print) {
            display.say("  \(folder.name(of: print)) is of an earlier page")
        }
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
    private var siteFolder: URL { folder.output.appending(path: "site") }

    /// Each figure as `figures/ID.svg`, `.png`, `.csv` and `.json`; files of figures that are no longer in the book go.
    private func stageFigures(of book: Book, in files: StagedFiles) throws {
        let figures = folder.output.appending(path: "figures")
        var names: Set<String> = []
        for output in book.chapters.flatMap(\.outputs.cells) {
            // Of two figures with one id, which is an error at its line, the first has the files.
            guard case .figure(let figure) = output.content, !names.contains("\(figure.id).svg") else { continue }
            let contents = [
                "svg": Data(figure.standaloneSVG.utf8), "png": figure.png, "csv": Data(figure.csv.utf8),
                "json": try figure.json,
            ]
            for (ending, data) in contents.sorted(by: { $0.key < $1.key }) {
                let name = "\(figure.id).\(ending)"
                names.insert(name)
                try files.stage(data, for: figures.appending(path: name))
            }
        }
        try files.keepOnly(names, in: figures)
    }

    /// The files of a site in `site/`; pages of chapters that are no longer in the book go.
    private func stage(_ site: Site, in files: StagedFiles) throws {
        for file in site.files { try files.stage(Data(file.text.utf8), for: siteFolder.appending(path: file.name)) }
        try files.keepOnly(Set(site.files.map(\.name)), in: siteFolder)
    }

    /// Removes what builds left half-written here when they were killed. Nobody else is writing.
    private func removeLeftovers() {
        let manager = FileManager.default
        for place in [
            folder.output, folder.output.appending(path: "figures"), siteFolder, folder.cache,
            folder.cache.appending(path: "fonts"),
        ] {
            for name in (try? manager.contentsOfDirectory(atPath: place.path)) ?? [] where name.hasSuffix(".partial") {
                try? manager.removeItem(at: place.appending(path: name))
            }
        }
        try? manager.removeItem(at: folder.cache.appending(path: "print"))
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
