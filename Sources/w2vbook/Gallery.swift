import ArgumentParser
import BookModel
import ChapterRuntime
import Foundation
import NotebookEngine

/// Builds the gallery: a book about figures, which is the documentation of the plotting library and its regression
/// suite.
struct Gallery: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Build the gallery of figures, with the code that draws each.",
        discussion: """
            Shows every mark, scale and layout, and the figures of the paper, on small data that is stored with the \
            program. With --check each figure is compared with the one that is kept, which is how changes of the \
            plotting library are noticed; the differences are told part by part. Places of texts depend on the fonts, \
            which assets/setup.sh installs. Ends with status 0 when all is well, 1 when a figure differs, 2 when the \
            gallery could not be built.
            """)

    @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
    var output = "gallery"

    @Option(help: "What to write: html, pdf or both, separated by commas.")
    var format: Formats = .html

    @Flag(help: "Compare each figure with the one that is kept.")
    var check = false

    @Flag(help: "Keep the figures as they are now, to compare later ones with.")
    var accept = false

    @Option(help: "The folder of the figures that are kept; by default the program's own.", completion: .directory)
    var kept: String?

    @Flag(help: "Say nothing but what is wrong.")
    var quiet = false

    func validate() throws {
        guard !(check && accept) else { throw ValidationError("--check and --accept exclude each other.") }
    }

    func run() async throws {
        let folder = try opening { () throws(Diagnostic) in
            try BookFolder(
                root: try BookFolder.assets().appending(path: "gallery"), output: URL(filePath: output))
        }
        var report = ReportBuild(folder: folder, options: BookBuilder.Options(), formats: format)
        report.isQuiet = quiet
        let (result, diagnostics) = try await report.run()
        guard !diagnostics.contains(where: { $0.severity == .error }) else { throw Status.buildFailed }
        let kept = KeptScenes(folder: kept.map { URL(filePath: $0) } ?? folder.root.appending(path: "scenes"))
        let figures = result.book.chapters.flatMap(\.outputs.cells).compactMap { cell -> FigureOutput? in
            guard case .figure(let figure) = cell.content else { return nil }
            return figure
        }
        if accept {
            try opening { () throws(Diagnostic) in try kept.replace(with: figures) }
            if !quiet { Terminal.write("kept \(figures.count) figures\n") }
        }
        if check {
            let findings = kept.compare(with: figures)
            findings.forEach { Terminal.write($0 + "\n") }
            guard findings.isEmpty else { throw Status.figureDiffers }
            if !quiet { Terminal.write("\(figures.count) figures are as those that are kept\n") }
        }
    }
}
