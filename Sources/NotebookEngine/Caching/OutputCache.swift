import BookModel
import Files
import Foundation

/// The outputs of earlier runs, by chapter and key, and among those of one key by what the runs read.
///
/// A file begins with a line that holds the SHA-256 of the rest, and one that says what the run depended on. One that is
/// damaged or belongs to another key counts as absent: the chapter runs again. Files are written whole or not at all.
struct OutputCache: Sendable {
    let folder: URL

    /// What the outputs of a run depend on, to find them again, and to say later what has changed.
    struct Dependencies: Codable, Sendable {
        var key: ChapterKey
        /// What the run read, each input once.
        var inputs: [RunInput]

        /// Stands for all of it: runs with equal fingerprints have equal outputs.
        var fingerprint: Fingerprint { key.fingerprint(with: inputs) }
    }

    /// What is kept of a run that succeeded.
    struct Entry: Sendable {
        var dependencies: Dependencies
        var results: Results
        /// Whether an input is a file that was written anew with the same content since this was kept.
        var hasNewStamps = false
    }

    /// What came of it.
    struct Results: Codable, Sendable {
        var outputs: ChapterOutputs
        /// Warnings of the compiler, and of the run.
        var warnings: [AnchoredWarning]
        var seconds: Double
    }

    /// How many runs are kept of a chapter: enough to go back and forth between profiles and corpora.
    private static let runsKept = 12

    /// The outputs of the latest run with this key that read nothing that is different now; `nil` where there are none.
    ///
    /// - Parameter notice: Told why a file that is there is of no use.
    func entry(
        of chapter: String, key: Fingerprint, unchangedIn watch: InputWatch, notice: (String) -> Void = { _ in }
    ) -> Entry? {
        for file in files(of: chapter) where file.lastPathComponent.hasPrefix("\(key.short)-") {
            guard let dependencies = dependencies(of: file) else {
                notice("the remembered outputs are damaged and are made anew")
                continue
            }
            guard dependencies.key.fingerprint == key else {
                notice("the remembered outputs are another run's and are made anew")
                continue
            }
            let inputs = dependencies.inputs.compactMap(watch.unchanged)
            guard inputs.count == dependencies.inputs.count else { continue }
            guard let results = results(in: file) else {
                notice("the remembered outputs are damaged and are made anew")
                continue
            }
            return Entry(
                dependencies: Dependencies(key: dependencies.key, inputs: inputs), results: results,
                hasNewStamps: inputs != dependencies.inputs)
        }
        return nil
    }

    /// What the most recent run of a chapter depended on, whatever its key; `nil` where there is none that can be read.
    func latest(of chapter: String) -> Dependencies? { files(of: chapter).lazy.compactMap(dependencies).first }

    /// Keeps the outputs of a run. Nobody else may be keeping those of the same key.
    func save(_ entry: Entry, of chapter: String) throws {
        let file = folder.appending(path: chapter)
            .appending(path: "\(entry.dependencies.key.fingerprint.short)-\(entry.dependencies.fingerprint.short).json")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let content = try encoder.encode(entry.dependencies) + Data("\n".utf8) + encoder.encode(entry.results)
        try FileWriter.replace(file, with: Array("\(Fingerprint(of: content))\n".utf8) + content)
        FileManager.default.removeOldest(
            keeping: OutputCache.runsKept, in: file.deletingLastPathComponent(), including: file)
    }

    /// The lock under which the outputs of a chapter are made.
    static func lockName(of chapter: String, _ key: Fingerprint) -> String { "run-\(chapter)-\(key.short)" }

    /// Removes what killed builds left half-written.
    func removeAbandoned() {
        for chapter in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
            TemporaryItem.removeAbandoned(in: folder.appending(path: chapter))
        }
    }

    /// The files of a chapter's runs, the latest first.
    private func files(of chapter: String) -> [URL] {
        let files =
            (try? FileManager.default.contentsOfDirectory(
                at: folder.appending(path: chapter), includingPropertiesForKeys: [.contentModificationDateKey])) ?? []
        func date(_ file: URL) -> Date {
            (try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate) ?? .distantPast
        }
        return files.filter { $0.pathExtension == "json" }.map { (file: $0, date: date($0)) }
            .sorted { ($0.date, $0.file.path) > ($1.date, $1.file.path) }.map(\.file)
    }

    /// What a file's run depended on. Only the beginning is read, for the outputs may be large; what it says is proven by
    /// ``results(in:)``.
    private func dependencies(of file: URL) -> Dependencies? {
        guard let data = try? Data(contentsOf: file, options: .mappedIfSafe) else { return nil }
        let lines = data.split(separator: UInt8(ascii: "\n"), maxSplits: 2)
        return lines.count == 3 ? try? JSONDecoder().decode(Dependencies.self, from: lines[1]) : nil
    }

    /// What came of a file's run, if the file is as it was written.
    private func results(in file: URL) -> Results? {
        guard let data = try? Data(contentsOf: file), let end = data.firstIndex(of: UInt8(ascii: "\n")) else {
            return nil
        }
        let content = data[data.index(after: end)...]
        guard data[..<end].elementsEqual(Fingerprint(of: content).description.utf8),
            let second = content.firstIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        return try? JSONDecoder().decode(Results.self, from: content[content.index(after: second)...])
    }
}

extension FileManager {
    /// Removes the oldest files of a folder until so many are left. Folders in it, and what cannot be removed, stay, and so
    /// does `file`, which was just written but looks old where the clock was set back.
    func removeOldest(keeping count: Int, in folder: URL, including file: URL) {
        let keys: Set<URLResourceKey> = [.contentModificationDateKey, .isRegularFileKey]
        let entries = (try? contentsOfDirectory(at: folder, includingPropertiesForKeys: Array(keys))) ?? []
        let files = entries.compactMap { entry -> (file: URL, date: Date)? in
            guard let values = try? entry.resourceValues(forKeys: keys), values.isRegularFile == true else {
                return nil
            }
            return (entry, values.contentModificationDate ?? .distantPast)
        }
        let others = files.filter { $0.file.lastPathComponent != file.lastPathComponent }
        for old in others.sorted(by: { $0.date > $1.date }).dropFirst(count - 1) { try? removeItem(at: old.file) }
    }
}
