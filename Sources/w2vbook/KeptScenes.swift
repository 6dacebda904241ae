import BookModel
import ChapterRuntime
import Foundation

/// The scenes that a book's figures are compared with, one file a figure.
struct KeptScenes {
    let folder: URL

    private func file(_ id: String) -> URL { folder.appending(path: "\(id).scene") }

    /// Keeps these figures and no others.
    func replace(with figures: [FigureOutput]) throws(Diagnostic) {
        let manager = FileManager.default
        do {
            try manager.createDirectory(at: folder, withIntermediateDirectories: true)
            for figure in figures {
                let data = Data(figure.scene.utf8)
                guard manager.contents(atPath: file(figure.id).path) != data else { continue }
                try data.write(to: file(figure.id), options: .atomic)
            }
            for id in ids where !figures.contains(where: { $0.id == id }) { try manager.removeItem(at: file(id)) }
        } catch {
            throw Diagnostic(
                "cannot keep figures in \(folder.path)", explanation: error.localizedDescription,
                remedy: "Make the folder writable, or name another with --kept DIR.")
        }
    }

    /// What is different, a line each; empty where nothing is.
    func compare(with figures: [FigureOutput]) -> [String] {
        figures.flatMap { figure -> [String] in
            guard let text = FileManager.default.contents(atPath: file(figure.id).path) else {
                return ["figure '\(figure.id)' is new: look at it, and keep it with --accept"]
            }
            do {
                let before = try Scene(text: String(decoding: text, as: UTF8.self))
                return try Scene(text: figure.scene).differences(from: before).map { "figure '\(figure.id)': \($0)" }
            } catch {
                return [
                    "figure '\(figure.id)': \(file(figure.id).path) is damaged, \(error): keep it anew with --accept"
                ]
            }
        }
            + ids.filter { id in !figures.contains { $0.id == id } }
            .map { "figure '\($0)' is gone from the gallery: keep the others with --accept" }
    }

    private var ids: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
            .filter { $0.hasSuffix(".scene") }.map { String($0.dropLast(6)) }.sorted()
    }
}
