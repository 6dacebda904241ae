import ArgumentParser
import BookModel
import Checking
import Foundation
import NotebookEngine

/// Builds the gallery: a book about figures, which is the documentation of the plotting library and its regression
/// suite.
struct Gallery: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Build the gallery of figures, with the code that draws each.",
        discussion: """
            Shows every mark, scale and layout, and the figures of the paper, on small data that is stored with the \
            program. With --check each figure is compared with the one that was accepted, which is how changes of \
            the plotting library are noticed; the differences are told part by part. Places of texts depend on the fonts, \
            which assets/setup.sh installs. Ends with status 0 when all is well, 1 when a figure differs, 2 when the \
            gallery could not be built.
            """)

    @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
    var output = "gallery"

    @Option(help: "What to write: html, pdf or both, separated by commas.")
    var format: Formats = .html

    @Flag(help: "Compare each figure with the one that was accepted.")
    var check = false

    @Flag(help: "Keep the figures as they are now, to compare later ones with.")
    var accept = false

    @Option(help: "The baseline's folder; by default the program's own.", completion: .directory)
    var kept: String?

    @OptionGroup var cache: CacheOption

    @Flag(help: "Say nothing but what is wrong.")
    var quiet = false

    func validate() throws {
        guard !(check && accept) else { throw ValidationError("--check and --accept exclude each other.") }
    }

    func run() async throws {
        let folder = try BookFolder(
            root: try BookFolder.assets().appending(path: "gallery"), output: URL(filePath: output),
            cache: cache.folder)
        var report = ReportBuild(folder: folder, options: BookBuilder.Options(), formats: format)
        report.isQuiet = quiet
        let (result, diagnostics) = try await report.run()
        guard !diagnostics.contains(where: { $0.severity == .error }) else { throw Status.buildFailed }
        let built = CheckedBuild(
            folder: folder, book: result.book, baseline: kept.map { BaselineFolder(URL(filePath: $0)) })
        if accept {
            let count = try built.accept([])
            if !quiet { Terminal.write("accepted \(count) that differed; kept in \(built.baselineName)\n") }
        }
        if check {
            let comparison = Comparison(built.book, built.snapshot, with: try built.kept())
            built.lines(of: comparison).forEach { Terminal.write($0 + "\n") }
            guard comparison.differences.isEmpty else { throw Status.differs }
            if !quiet { Terminal.write("\(comparison.summary)\n") }
        }
    }
}
