public import BookModel
import Files
public import Foundation

/// The folder of a baseline: JSON files that version control shows line by line, and a scene for each figure. Other
/// people's files in it stay.
public struct BaselineFolder: Sendable {
    /// Where it is, or will be.
    public let url: URL
    /// Below it nothing is written through links.
    private let top: URL

    /// The baseline of a book in `chapters`, for a corpus and a profile: `baselines/wikipedia-quick`.
    public init(in chapters: URL, of book: BuiltBook) {
        let name = [book.corpus?.name, book.profile].compactMap(\.self).joined(separator: "-")
        url = chapters.appending(path: "baselines").appending(path: name)
        top = chapters.deletingLastPathComponent()
    }

    /// The baseline in this folder, which the user named and may be a link.
    public init(_ url: URL) {
        self.url = url.standardizedFileURL.resolvingSymlinksInPath()
        top = self.url.deletingLastPathComponent()
    }

    /// Whether there is a baseline.
    public var exists: Bool {
        recoverIfGone()
        return isFolder(url)
    }

    private static let figures = "figures"
    private static let films = "films"
    private static let ending = ".scene"

    /// Reads the baseline; what is not there counts as empty. One that is replaced meanwhile is read again, so that what is
    /// read is of one moment.
    ///
    /// - Throws: A `Diagnostic` where a file cannot be read or is damaged.
    public func read() throws(Diagnostic) -> Snapshot {
        recoverIfGone()
        while true {
            let folder = OpenFolder(url)
            let read = Result { () throws(Diagnostic) in try contents() }
            if folder?.isInPlace ?? !isFolder(url) { return try read.get() }
        }
    }

    private func contents() throws(Diagnostic) -> Snapshot {
        var snapshot = Snapshot()
        snapshot.provenance = try value("provenance.json") ?? Provenance()
        guard snapshot.provenance.form == Provenance.currentForm else {
            throw Diagnostic(
                "the baseline \(url.path) was kept by another version of w2vbook",
                explanation: "Its files are in form \(snapshot.provenance.form ?? 1); "
                    + "this version reads and writes form \(Provenance.currentForm).",
                remedy: "Look at the report, and then keep it anew: w2vbook accept --all.")
        }
        snapshot.claims = try value("claims.json") ?? [:]
        snapshot.tables = try value("tables.json") ?? [:]
        snapshot.values = try value("values.json") ?? [:]
        snapshot.words = try value("words.json") ?? [:]
        snapshot.figures = try scenes(in: BaselineFolder.figures)
        snapshot.films = try scenes(in: BaselineFolder.films)
        return snapshot
    }

    /// The texts of the scenes in a folder of the baseline, by their ids.
    private func scenes(in folder: String) throws(Diagnostic) -> [String: String] {
        let place = url.appending(path: folder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        var scenes: [String: String] = [:]
        for name in names.sorted() where name.hasSuffix(BaselineFolder.ending) {
            guard let data = FileManager.default.contents(atPath: place.appending(path: name).path) else {
                throw damaged("\(folder)/\(name)", "It cannot be read.")
            }
            scenes[String(name.dropLast(BaselineFolder.ending.count))] = String(decoding: data, as: UTF8.self)
        }
        return scenes
    }

    /// Writes the baseline, all of it or nothing: it is made beside the old one and exchanged with it.
    ///
    /// - Throws: A `Diagnostic` where it cannot be written, also where a link stands in the way; the old one is then as it
    ///   was.
    public func write(_ snapshot: Snapshot) throws(Diagnostic) {
        try withLock { () throws(Diagnostic) in try replace(by: snapshot) }
    }

    /// Changes what is kept. Who else changes it at the same time waits, so that no change is lost.
    ///
    /// - Throws: As ``read()`` and ``write(_:)``.
    public func update(_ change: (inout Snapshot) -> Void) throws(Diagnostic) {
        try withLock { () throws(Diagnostic) in
            var snapshot = try read()
            change(&snapshot)
            try replace(by: snapshot)
        }
    }

    private func withLock(_ body: () throws(Diagnostic) -> Void) throws(Diagnostic) {
        let lock: FileLock
        do {
            try makeFolders(from: top, to: url.deletingLastPathComponent())
            for folder in [BaselineFolder.figures, BaselineFolder.films] {
                try requireFolders(from: top, to: url.appending(path: folder))
            }
            lock = try FileLock(lockFile(of: url)) {}
        } catch { throw unwritten(error) }
        defer { lock.release() }
        TemporaryItem.recover(url)
        try body()
    }

    /// The caller holds the lock.
    private func replace(by snapshot: Snapshot) throws(Diagnostic) {
        do {
            let new = try TemporaryItem(.folder, for: url)
            try save(snapshot.claims, to: new.url.appending(path: "claims.json"))
            try save(snapshot.tables, to: new.url.appending(path: "tables.json"))
            try save(snapshot.values, to: new.url.appending(path: "values.json"))
            try save(snapshot.provenance, to: new.url.appending(path: "provenance.json"))
            try save(snapshot.words, to: new.url.appending(path: "words.json"))
            let folders = [BaselineFolder.figures: snapshot.figures, BaselineFolder.films: snapshot.films]
            for (folder, scenes) in folders { try replace(folder, by: scenes, in: new.url) }
            // What somebody else keeps there stays.
            let ours = Set(try FileManager.default.contentsOfDirectory(atPath: new.url.path)).union(folders.keys)
            for name in names(in: url) where !ours.contains(name) {
                try FileManager.default.copyItem(at: url.appending(path: name), to: new.url.appending(path: name))
            }
            try new.takePlace()
        } catch { throw unwritten(error) }
    }

    /// Writes scenes into a folder of the new baseline, beside what somebody else keeps in that of the old one. There is
    /// no such folder where there is nothing for it.
    private func replace(_ folder: String, by scenes: [String: String], in new: URL) throws {
        let (old, place) = (url.appending(path: folder), new.appending(path: folder))
        let others = names(in: old).filter { !$0.hasSuffix(BaselineFolder.ending) }
        if scenes.isEmpty && others.isEmpty { return }
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
        for (id, scene) in scenes {
            try Data(scene.utf8).write(to: place.appending(path: id + BaselineFolder.ending))
        }
        for name in others {
            try FileManager.default.copyItem(at: old.appending(path: name), to: place.appending(path: name))
        }
    }

    private func names(in folder: URL) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    }

    /// Where folders cannot be exchanged, a process that was killed may have left neither in its place.
    private func recoverIfGone() {
        guard !isFolder(url), let lock = try? FileLock(ifFree: lockFile(of: url)) else { return }
        TemporaryItem.recover(url)
        lock.release()
    }

    private func unwritten(_ error: any Error) -> Diagnostic {
        let known = error as? FileError
        let remedy =
            switch known {
            case .symbolicLink, .notDirectory: known?.remedy?.description ?? ""
            default: "Make the folder writable, or free some space."
            }
        return Diagnostic(
            "cannot write \(url.path)", explanation: known.map { "\($0)" } ?? error.localizedDescription,
            remedy: remedy + " The baseline is as it was.")
    }

    private func save(_ value: some Encodable, to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (encoder.encode(value) + Data("\n".utf8)).write(to: file)
    }

    private func value<Value: Decodable>(_ name: String) throws(Diagnostic) -> Value? {
        let file = url.appending(path: name)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            return try JSONDecoder().decode(Value.self, from: try Data(contentsOf: file))
        } catch {
            throw damaged(name, "\(error)")
        }
    }

    private func damaged(_ name: String, _ reason: String) -> Diagnostic {
        Diagnostic(
            "the baseline \(url.path)/\(name) is damaged", explanation: reason,
            remedy: "Take it from version control again, or accept anew: w2vbook accept --all.")
    }
}
