import ArgumentParser
import BookModel
import Computation
import Foundation
import NotebookEngine
import Plotting
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
    /// - Throws: Where there is nothing to write, it cannot be written, or the printing was stopped.
    func run() async throws -> (result: BookBuilder.Result, diagnostics: [Diagnostic]) {
        // A chapter's process may end before it has read what it is asked; that is its fault, not the build's.
        signal(SIGPIPE, SIG_IGN)
        let display = ProgressDisplay(
            style: isQuiet ? .quiet : .ofTerminal, showsTimings: showsTimings)
        let result: BookBuilder.Result
        let evicted: ResultLimit.Evicted
        var diagnostics: [Diagnostic]
        do {
            let builder = BookBuilder(folder: folder, options: options, report: display.receive)
            (result, evicted) = try await builder.buildWithinLimit()
            diagnostics = result.diagnostics
            diagnostics += try await OutputFolder(
                folder: folder, formats: formats, isSplit: isSplit, display: display
            ).write(result)
            if evicted.count > 0 {
                display.say(
                    "  forgot \(evicted.count) results that were not used for long, "
                        + "\(evicted.bytes.asBytes): see limits: cache: in book.yml")
            }
        } catch is CancellationError {
            display.finish()
            throw Failure(
                Diagnostic(
                    "the printing was stopped; there is no PDF of this page",
                    explanation: "The page in HTML is complete.",
                    remedy: "Build again to print it; chapters that are up to date are not run again."),
                status: Status.interrupted)
        } catch {
            display.finish()
            throw error
        }
        display.finish()
        diagnostics.forEach(Terminal.show)
        return (result, diagnostics)
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

extension BookBuilder {
    /// Builds, and then forgets results that were not used for long where the cache has grown beyond the book's limit.
    func buildWithinLimit() async throws -> (result: Result, evicted: ResultLimit.Evicted) {
        let limit = ResultLimit(folder: results)
        let result = try await build()
        return (result, limit.evict(beyond: result.resultLimit))
    }
}
