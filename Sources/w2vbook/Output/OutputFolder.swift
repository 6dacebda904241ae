import BookModel
import Files
import Foundation
import NotebookEngine
import Plotting
import ReportWriter

/// Writes what came out of a build: the page, its print, the figures and the results.
///
/// The files are put in their places when all are whole (``OutputFiles``), so an earlier report stays until the new one is
/// there; only the print follows its page. One build at a time writes. A page that differs from the last one in its stamp
/// alone is left as it is, and not printed again.
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
        try await BuildLocks(cache: folder.cache).withLock("report") {
            display.say("  waiting for another build that writes its report")
        } _: {
            removeLeftovers()
            return try await writeLocked(result)
        }
    }

    private func writeLocked(_ result: BookBuilder.Result) async throws -> [Diagnostic] {
        let book = result.book
        let stamp = BuildStamp(date: Date(), version: "w2vbook \(Program.version)", toolchain: Program.compiler)
        func writer(_ stamp: BuildStamp?) throws -> ReportWriter {
            try ReportWriter(options: ReportOptions(of: folder, stamp: stamp))
        }
        let report = try await timing("write the page") { try await writer(stamp).html(book) }
        var found = report.diagnostics.map(result.quoting)
        // The record says which page is on disk, and whether the print is of that page.
        let identity = Fingerprint(of: report.unstamped).description
        let files = OutputFiles(of: folder)
        let isNew = files.record.page != identity || !files.exists(Self.page)
        func results() throws -> Data { try Results(book, diagnostics: result.diagnostics + found).encoded() }

        if isNew { try files.stage(Data(report.html.utf8), as: Self.page) }
        try await timing("write figures and results") {
            try stageFigures(of: book, in: files)
            try files.stage(results(), as: Self.results)
        }
        let site = isSplit ? try await timing("write the site") { try await writer(stamp).site(book) } : nil
        if let site { try stage(site, in: files) }
        files.record.page = identity
        try files.finish()
        let (page, print) = (folder.output.appending(path: Self.page), folder.output.appending(path: Self.print))
        display.say(
            isNew
                ? "  wrote \(folder.name(of: page)), \(size(of: page))" : "  \(folder.name(of: page)) is unchanged")
        if let site {
            display.say("  wrote \(folder.name(of: folder.output))/\(Self.site), \(site.files.count) files")
        }

        if formats.contains(.pdf), files.record.print != identity || !files.exists(Self.print) {
            var isPrinted = false
            do {
                try files.stage(await self.print(page, information: PDFInformation(book)), as: Self.print)
                files.record.print = identity
                isPrinted = true
            } catch let error as Diagnostic {
                found.append(error)
            }
            try files.stage(results(), as: Self.results)
            try files.finish()
            if isPrinted {
                display.say("  wrote \(folder.name(of: print)), \(size(of: print))")
            }
        }
        if files.record.print != identity, files.exists(Self.print) {
            display.say("  \(folder.name(of: print)) is of an earlier page")
        }
        return found
    }

    /// Prints the page. Ctrl-C or `kill` ends the browser too, and nothing of it stays.
    ///
    /// - Throws: A `Diagnostic`, or a `CancellationError` when the user asked to stop.
    private func print(_ page: URL, information: PDFInformation) async throws -> Data {
        guard var printer = PDFPrinter.find() else {
            var missing = PDFPrinter.missing
            missing.severity = .note
            throw missing
        }
        printer.scratchFolder = folder.cache.appending(path: "print")
        let scratch = try TemporaryItem(.folder, for: folder.cache.appending(path: Self.print))
        defer { withExtendedLifetime(scratch) {} }
        let print = scratch.url.appending(path: Self.print)
        let printing = Task { [printer] in
            try await printer.print(html: page, to: print, information: information)
        }
        let interruption = Interruption { printing.cancel() }
        defer { interruption.end() }
        try await timing("print the PDF") { try await printing.value }
        return try Data(contentsOf: print)
    }

    private func timing<Value>(_ step: String, _ body: () async throws -> Value) async rethrows -> Value {
        let start = ContinuousClock.now
        defer { display.timed(step, seconds: (ContinuousClock.now - start) / .seconds(1)) }
        return try await body()
    }
}

// MARK: - Files

extension OutputFolder {
    // Paths below the output folder.
    static let page = "book.html"
    static let print = "book.pdf"
    private static let results = "results.json"
    private static let figures = "figures/"
    private static let site = "site/"

    /// Each figure as `figures/ID.svg`, `.png`, `.csv` and `.json`; files of figures that are no longer in the book go.
    private func stageFigures(of book: BuiltBook, in files: OutputFiles) throws {
        var paths: Set<String> = []
        for output in book.chapters.flatMap(\.outputs.cells) {
            // Of two figures with one id, which is an error at its line, the first has the files.
            guard case .figure(let figure) = output.content, !paths.contains("\(Self.figures)\(figure.id).svg")
            else { continue }
            let contents = [
                "svg": Data(try figure.standaloneSVG().utf8), "png": figure.png, "csv": Data(figure.csv.utf8),
                "json": try figure.json,
            ]
            for (ending, data) in contents.sorted(by: { $0.key < $1.key }) {
                let path = "\(Self.figures)\(figure.id).\(ending)"
                paths.insert(path)
                try files.stage(data, as: path)
            }
        }
        files.keepOnly(paths, in: Self.figures)
    }

    /// The files of a site in `site/`; pages of chapters that are no longer in the book go.
    private func stage(_ site: Site, in files: OutputFiles) throws {
        let paths = site.files.map { Self.site + $0.name }
        for (path, file) in zip(paths, site.files) { try files.stage(Data(file.text.utf8), as: path) }
        files.keepOnly(Set(paths), in: Self.site)
    }

    /// Removes what builds left half-written here when they were killed. Nobody else is writing.
    private func removeLeftovers() {
        let cache = folder.cache
        for place in [folder.output, cache, cache.appending(path: "fonts"), OutputRecord.folder(in: cache)] {
            TemporaryItem.removeAbandoned(in: place)
        }
        try? FileManager.default.removeItem(at: folder.cache.appending(path: "print"))
    }

    private func size(of file: URL) -> String {
        let bytes = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
        return bytes.asBytes
    }
}

extension FigureOutput {
    /// The figure by itself, for programs that do not know custom properties: every colour is the light theme's.
    fileprivate func standaloneSVG() throws -> String {
        try Scene(text: scene).standaloneSVG(idPrefix: "fig-\(id)", alternative: alternative)
    }
}
