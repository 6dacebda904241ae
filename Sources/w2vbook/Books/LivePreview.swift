import BookModel
import Files
import Foundation
import NotebookEngine
import Preview
import ReportWriter

/// Builds a book whenever a file of it was saved, and shows what came out.
struct LivePreview: Sendable {
    let folder: BookFolder
    let options: BookBuilder.Options
    let server: PreviewServer
    let isQuiet: Bool

    /// Goes on until the task is cancelled; chapters that run are then stopped, and their processes have ended.
    func run() async {
        let watcher = FolderWatcher([folder.chapters, folder.data, folder.theme])
        var known = watcher.snapshot
        // A save supersedes the build that is under way: nobody wants to see what was there before.
        while let changed = await next(watcher, known) { known = changed }
    }

    /// Builds, and waits for the next save; `nil` when the task was cancelled.
    private func next(_ watcher: FolderWatcher, _ known: FolderWatcher.Snapshot) async -> FolderWatcher.Snapshot? {
        await withTaskGroup(of: FolderWatcher.Snapshot?.self) { group in
            group.addTask {
                await build()
                return nil
            }
            group.addTask { try? await watcher.change(since: known) }
            for await changed in group {
                guard let changed else { continue }
                group.cancelAll()
                return changed
            }
            return nil
        }
    }

    private func build() async {
        let start = ContinuousClock.now
        let display = ProgressDisplay(style: isQuiet ? .quiet : .ofTerminal, mentionsReused: false)
        let page: Report?
        let diagnostics: [Diagnostic]
        do {
            let builder = BookBuilder(folder: folder, options: options, report: display.receive)
            let result = try await builder.buildWithinLimit().result
            let report = try await ReportWriter(options: ReportOptions(of: folder)).html(result.book)
            page = report
            diagnostics = result.diagnostics + report.diagnostics.map(result.quoting)
        } catch {
            page = nil
            diagnostics = Failure.diagnostics(of: error)
        }
        display.finish()
        // What a stopped build says is about the stopping.
        if Task.isCancelled { return }
        let errors = diagnostics.filter { $0.severity == .error }
        if errors.isEmpty, let page {
            server.show(page: page.html, identity: Fingerprint(of: page.unstamped).description)
        } else {
            server.show(errors, over: page?.html)
        }
        diagnostics.forEach(Terminal.show)
        display.say(String(format: "built in %.1f s", (ContinuousClock.now - start) / .seconds(1)))
    }
}
