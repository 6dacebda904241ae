import Files
import Foundation
import NotebookEngine

/// What this user's builds wrote to an output folder: which page and print are there, and each file with the content that
/// it was given.
///
/// It is kept in the user's cache, for each folder by its path. In the folder itself it would come along with somebody
/// else's book, whose builds it does not know, and have files removed that it names. Where it is lost, or the folder was
/// moved, nothing is removed.
struct OutputRecord: Codable, Equatable {
    /// The fingerprint of the page without its stamp.
    var page: String?
    /// The same of the page that was printed.
    var print: String?
    /// By the path below the folder; while a file is being replaced, the content before and after.
    var files: [String: Set<Fingerprint>] = [:]

    /// Where the records of a cache are; they stay when everything that builds remember is removed.
    static func folder(in cache: URL) -> URL { cache.appending(path: "written") }

    /// Where the record of an output folder is kept.
    static func file(of output: URL, in cache: URL) -> URL {
        folder(in: cache).appending(path: Fingerprint(of: output.resolvingSymlinksInPath().path).short + ".json")
    }

    /// The record in a file; an empty one where there is none that can be read.
    init(_ file: URL) {
        let record = FileManager.default.contents(atPath: file.path)
            .flatMap { try? JSONDecoder().decode(OutputRecord.self, from: $0) }
        self = record ?? OutputRecord()
    }

    private init() {}

    func save(to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let folder = file.deletingLastPathComponent()
        try makeFolders(from: folder.deletingLastPathComponent(), to: folder)
        try FileWriter.replace(file, with: Array(encoder.encode(self)))
    }
}
