import BookModel
import Computation
import Foundation

/// The outputs of earlier runs, by chapter and key.
///
/// A file begins with a line that holds the SHA-256 of the rest. One that is damaged or belongs to another key counts as
/// absent: the chapter runs again. Files are written whole or not at all.
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

    /// The outputs of a run with this key; `nil` where there are none.
    ///
    /// - Parameter notice: Told why a file that is there is of no use.
    func entry(of chapter: String, key: Fingerprint, notice: (String) -> Void = { _ in }) -> Entry? {
        let file = file(chapter, key)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let entry = read(file) else {
            notice("the remembered outputs are damaged and are made anew")
            return nil
        }
        guard entry.dependencies.fingerprint == key else {
            notice("the remembered outputs are another run's and are made anew")
            return nil
        }
        return entry
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
        return files.max { (date($0), $0.path) < (date($1), $1.path) }.flatMap(read)
    }

    /// Keeps the outputs of a run. Nobody else may be keeping those of the same key.
    func save(_ entry: Entry, of chapter: String, key: Fingerprint) throws {
        let file = file(chapter, key)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let content = try encoder.encode(entry)
        try FileWriter.replace(file, with: Array("\(Fingerprint(of: content))\n".utf8) + content)
        FileManager.default.keepNewest(OutputCache.runsKept, in: file.deletingLastPathComponent(), among: file)
    }

    /// What making the outputs of a chapter is called among builds.
    static func work(on chapter: String, _ key: Fingerprint) -> String { work(on: chapter, key.short) }

    private static func work(on chapter: String, _ key: String) -> String { "run-\(chapter)-\(key)" }

    /// Removes what killed builds left half-written.
    func removeAbandoned(_ work: SharedWork) {
        let manager = FileManager.default
        for chapter in (try? manager.contentsOfDirectory(atPath: folder.path)) ?? [] {
            let place = folder.appending(path: chapter)
            for name in (try? manager.contentsOfDirectory(atPath: place.path)) ?? [] where name.hasSuffix(".partial") {
                work.ifIdle(OutputCache.work(on: chapter, String(name.dropLast(".json.partial".count)))) {
                    try? manager.removeItem(at: place.appending(path: name))
                }
            }
        }
    }

    /// What a file holds, if that is what was written.
    private func read(_ file: URL) -> Entry? {
        guard let data = try? Data(contentsOf: file), let end = data.firstIndex(of: UInt8(ascii: "\n")) else {
            return nil
        }
        let content = data[data.index(after: end)...]
        guard data[..<end].elementsEqual(Fingerprint(of: content).description.utf8) else { return nil }
        return try? JSONDecoder().decode(Entry.self, from: content)
    }

    private func file(_ chapter: String, _ key: Fingerprint) -> URL {
        folder.appending(path: chapter).appending(path: "\(key.short).json")
    }
}
