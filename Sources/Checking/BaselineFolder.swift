public import BookModel
public import Foundation

/// The folder of a baseline: JSON files that version control shows line by line, and a scene for each figure.
public struct BaselineFolder: Sendable {
    /// Where it is, or will be.
    public let url: URL

    /// The baseline of a book in `chapters`, for a corpus and a profile: `baselines/wikipedia-quick`.
    public init(in chapters: URL, of book: Book) {
        let name = [book.corpus?.name, book.profile].compactMap(\.self).joined(separator: "-")
        url = chapters.appending(path: "baselines").appending(path: name)
    }

    /// The baseline in this folder.
    public init(_ url: URL) { self.url = url }

    /// Whether there is a baseline.
    public var exists: Bool {
        recover()
        return isThere
    }

    private var isThere: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private static let figures = "figures"
    private static let films = "films"
    private static let ending = ".scene"

    /// Reads the baseline; what is not there counts as empty.
    ///
    /// - Throws: A `Diagnostic` where a file cannot be read or is damaged.
    public func read() throws(Diagnostic) -> Snapshot {
        recover()
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

    /// Writes the baseline, all of it or nothing: it is made beside the old one, and takes its place when it is whole.
    /// Between two renamings there is neither for a moment; killed there, it leaves the old one to be put back by whoever
    /// looks next.
    ///
    /// - Throws: A `Diagnostic` where it cannot be written; the old one is then as it was.
    public func write(_ snapshot: Snapshot) throws(Diagnostic) {
        let manager = FileManager.default
        let parent = url.deletingLastPathComponent()
        let new = parent.appending(path: ".\(url.lastPathComponent)-\(ProcessInfo.processInfo.processIdentifier)")
        do {
            defer { try? manager.removeItem(at: new) }
            recover()
            try manager.createDirectory(at: new, withIntermediateDirectories: true)
            try save(snapshot.claims, to: new.appending(path: "claims.json"))
            try save(snapshot.tables, to: new.appending(path: "tables.json"))
            try save(snapshot.values, to: new.appending(path: "values.json"))
            try save(snapshot.provenance, to: new.appending(path: "provenance.json"))
            try save(snapshot.words, to: new.appending(path: "words.json"))
            for (folder, scenes) in [
                (BaselineFolder.figures, snapshot.figures), (BaselineFolder.films, snapshot.films),
            ]
            where !scenes.isEmpty {
                let place = new.appending(path: folder)
                try manager.createDirectory(at: place, withIntermediateDirectories: true)
                for (id, scene) in scenes {
                    try Data(scene.utf8).write(to: place.appending(path: id + BaselineFolder.ending))
                }
            }
            try takePlace(new)
        } catch {
            throw Diagnostic(
                "cannot write the baseline \(url.path)", explanation: error.localizedDescription,
                remedy: "Make the folder writable, or free some space. The baseline is as it was.")
        }
    }

    /// Puts a whole baseline in the place of the old one, which stays where that fails.
    private func takePlace(_ new: URL) throws {
        let manager = FileManager.default
        guard isThere else { return try manager.moveItem(at: new, to: url) }
        let old = new.appendingPathExtension("old")
        try manager.moveItem(at: url, to: old)
        do { try manager.moveItem(at: new, to: url) } catch {
            try manager.moveItem(at: old, to: url)
            throw error
        }
        try manager.removeItem(at: old)
    }

    /// Clears up after a process that was killed while it wrote: puts back the old baseline where there is none in its
    /// place, and removes what else it left.
    private func recover() {
        let manager = FileManager.default
        let (parent, prefix) = (url.deletingLastPathComponent(), ".\(url.lastPathComponent)-")
        for name in (try? manager.contentsOfDirectory(atPath: parent.path)) ?? [] where name.hasPrefix(prefix) {
            let process = name.dropFirst(prefix.count).prefix { $0 != "." }
            guard Int(process) != nil, !manager.fileExists(atPath: "/proc/\(process)") else { continue }
            let left = parent.appending(path: name)
            if name.hasSuffix(".old"), !isThere {
                try? manager.moveItem(at: left, to: url)
            } else {
                try? manager.removeItem(at: left)
            }
        }
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
