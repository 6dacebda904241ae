import BookModel
import Computation
import Foundation

/// The outputs of earlier runs, by chapter and key.
///
/// A file that cannot be read counts as absent: the chapter runs again. Files are written whole or not at all.
struct OutputCache: Sendable {
    let folder: URL

    /// What is kept of a run that succeeded.
    struct Entry: Codable, Sendable {
        /// What the outputs depend on, to say later what has changed.
        var dependencies: ChapterKey
        var outputs: ChapterOutputs
        /// Warnings of the compiler, and of the run.
        var warnings: [AnchoredWarning]
        var seconds: Double
    }

    /// How many runs are kept of a chapter: enough to go back and forth between profiles and corpora.
    private static let runsKept = 12

    func entry(of chapter: String, key: Fingerprint) -> Entry? {
        guard let data = try? Data(contentsOf: file(chapter, key)) else { return nil }
        return try? JSONDecoder().decode(Entry.self, from: data)
    }

    /// The most recent run of a chapter, whatever its key; `nil` where there is none that can be read.
    func latest(of chapter: String) -> Entry? {
        let folder = folder.appending(path: chapter)
        let files =
            (try? FileManager.default.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: [.contentModificationDateKey])) ?? []
        func date(_ file: URL) -> Date {
            (try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate) ?? .distantPast
        }
        return files.max { (date($0), $0.path) < (date($1), $1.path) }
            .flatMap { try? JSONDecoder().decode(Entry.self, from: Data(contentsOf: $0)) }
    }

    func save(_ entry: Entry, of chapter: String, key: Fingerprint) throws {
        let file = file(chapter, key)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(entry).write(to: file, options: .atomic)
        FileManager.default.keepNewest(OutputCache.runsKept, in: file.deletingLastPathComponent())
    }

    private func file(_ chapter: String, _ key: Fingerprint) -> URL {
        folder.appending(path: chapter).appending(path: "\(key.short).json")
    }
}
