import ArgumentParser
import BookModel
import ChapterRuntime
import Foundation
import NotebookEngine
import ReportWriter

/// Builds a book and writes its report, and tells the user what happens.
struct ReportBuild {
    let folder: BookFolder
    let options: BookBuilder.Options
    let formats: Formats
    /// Whether a site with a page for each chapter is written too.
    var isSplit = false
    var isQuiet = false
    var showsTimings = false

    /// Builds and writes. What is wrong with the book is shown and returned; the report is then written all the same.
    ///
    /// - Throws: The status to end with, where there is nothing to write or it cannot be written; why has been shown.
    func run() async throws -> (result: BookBuilder.Result, diagnostics: [Diagnostic]) {
        // A chapter's process may end before it has read what it is asked; that is its fault, not the build's.
        signal(SIGPIPE, SIG_IGN)
        let display = ProgressDisplay(
            style: isQuiet ? .quiet : .ofTerminal, showsTimings: showsTimings)
        let result: BookBuilder.Result
        var diagnostics: [Diagnostic]
        do {
            result = try await BookBuilder(folder: folder, options: options, report: display.receive).build()
            diagnostics = result.diagnostics
            diagnostics += try await OutputFolder(
                folder: folder, formats: formats, isSplit: isSplit, display: display
            ).write(result)
            if result.forgotten.count > 0 {
                display.say(
                    "  forgot \(result.forgotten.count) results that were not used for long, "
                        + "\(result.forgotten.bytes.asBytes): see limits: cache: in book.yml")
            }
        } catch {
            display.finish()
            throw Self.status(showing: error)
        }
        display.finish()
        diagnostics.forEach(Terminal.show)
        return (result, diagnostics)
    }

    /// Shows why there is no report; returns the status to end with.
    static func status(showing error: any Error) -> ExitCode {
        if error is CancellationError {
            Terminal.show(
                Diagnostic(
                    "the printing was stopped; there is no PDF of this page",
                    explanation: "The page in HTML is complete.",
                    remedy: "Build again to print it; chapters that are up to date are not run again."))
            return Status.interrupted
        }
        diagnostics(of: error).forEach(Terminal.show)
        return Status.buildFailed
    }

    /// Why there is nothing to show.
    static func diagnostics(of error: any Error) -> [Diagnostic] {
        switch error {
        case let failure as BuildFailure: failure.diagnostics
        case let diagnostic as Diagnostic: [diagnostic]
        default: [Diagnostic(error.localizedDescription)]
        }
    }
}

extension ReportOptions {
    /// How the pages of a book are written, but for the stamp.
    init(of folder: BookFolder, stamp: BuildStamp? = nil) {
        self.init(
            plotStyleSheet: ThemeStyleSheet.switching, stamp: stamp, assetCache: folder.cache.appending(path: "fonts"),
            imageFolder: folder.chapters, imageBounds: folder.root, themeFolder: folder.theme)
    }
}

extension ThemeStyleSheet {
    /// The colours of figures as the page's theme goes.
    static var switching: String {
        ReportOptions.switching(
            light: declarations(of: .light), dark: declarations(of: .dark), print: declarations(of: .print))
    }
}
