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
            plotting library are noticed; the differences are told part by part. Ends with status 0 when all is well, \
            1 when a figure differs, 2 when the gallery could not be built.
            """)

    @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
    var output = "gallery"

    @Option(help: "What to write: html, pdf or both, separated by commas.")
    var format: Formats = .html

    @Flag(help: "Compare each figure with the one that is kept.")
    var check = false

    @Flag(help: "Keep the figures as they are now, to compare later ones with.")
    var accept = false

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
        let kept = KeptScenes(folder: folder.root.appending(path: "scenes"))
        let figures = result.book.chapters.flatMap(\.outputs.cells).compactMap { cell -> FigureOutput? in
            guard case .figure(let figure) = cell.content else { return nil }
            return figure
        }
        if accept {
            try kept.replace(with: figures)
            if !quiet { Terminal.write("kept \(figures.count) figures\n") }
        }
        if check {
            let findings = try kept.compare(with: figures)
            findings.forEach { Terminal.write($0 + "\n") }
            guard findings.isEmpty else { throw Status.figureDiffers }
            if !quiet { Terminal.write("\(figures.count) figures are as those that are kept\n") }
        }
    }
}

/// The scenes that a book's figures are compared with, one file a figure.
struct KeptScenes {
    let folder: URL

    private func file(_ id: String) -> URL { folder.appending(path: "\(id).scene") }

    /// Keeps these figures and no others.
    func replace(with figures: [FigureOutput]) throws {
        let manager = FileManager.default
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        for figure in figures {
            let data = Data(figure.scene.utf8)
            if manager.contents(atPath: file(figure.id).path) != data { try data.write(to: file(figure.id), options: .atomic) }
        }
        for id in try ids() where !figures.contains(where: { $0.id == id }) { try manager.removeItem(at: file(id)) }
    }

    /// What is different, a line each; empty where nothing is.
    func compare(with figures: [FigureOutput]) throws -> [String] {
        var findings: [String] = []
        for figure in figures {
            guard let text = FileManager.default.contents(atPath: file(figure.id).path) else {
                findings.append("figure '\(figure.id)' is new: look at it, and keep it with --accept")
                continue
            }
            let (before, now) = (try Scene(text: String(decoding: text, as: UTF8.self)), try Scene(text: figure.scene))
            findings += now.differences(from: before).map { "figure '\(figure.id)': \($0)" }
        }
        for id in try ids() where !figures.contains(where: { $0.id == id }) {
            findings.append("figure '\(id)' is gone from the gallery: take it out of what is kept with --accept")
        }
        return findings
    }

    private func ids() throws -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
            .filter { $0.hasSuffix(".scene") }.map { String($0.dropLast(6)) }.sorted()
    }
}
