import BookModel
import Computation
import Files
public import Foundation

/// A file of the author's own in the book's folder: see ``Book/file(_:)``.
public struct BookFile: Sendable {
    /// Its path from the book's folder.
    public let name: String
    /// Where it is, for what reads files by itself, such as `WordEmbedding(contentsOf:)`. A chapter during whose run the
    /// file changes is not remembered.
    public let url: URL
    private let note: @Sendable () -> Void

    init(name: String, url: URL, note: @escaping @Sendable () -> Void) {
        self.name = name
        self.url = url
        self.note = note
    }

    /// The bytes, as they are now.
    ///
    /// - Throws: ``BookError`` for a file that may not be read.
    public func data() throws -> Data {
        note()
        do { return try Data(contentsOf: url) } catch {
            throw BookError(
                "\(name) cannot be read: \(error.localizedDescription)", remedy: "Check the file's permissions.")
        }
    }

    /// The bytes as text in UTF-8.
    ///
    /// - Throws: ``BookError`` for a file that is not UTF-8 or may not be read.
    public func text() throws -> String {
        guard let text = String(data: try data(), encoding: .utf8) else {
            throw BookError("\(name) is not UTF-8", remedy: "Save it as UTF-8 text.")
        }
        return text
    }
}

extension Book {
    /// A file of the book's folder, by its path from there: `book.file("notes/words.txt")`. The chapter is run again when
    /// its content changes, also when a file that was asked for in vain has appeared.
    ///
    /// What a chapter opens in other ways is not known to the engine: a change of it goes unnoticed. `w2vbook serve`
    /// watches files in `chapters/`, `data/` and `theme/` alone. Reads the file, for its fingerprint.
    ///
    /// - Throws: ``BookError`` where there is no such file, where it is no regular file, and where the path leads out of
    ///   the book's folder, by itself or by a link.
    public func file(_ path: String) throws -> BookFile {
        func outside() -> BookError {
            BookError(
                "\(path) is not inside the book",
                remedy: "Put the file into the book's folder, and name it by its path from there.")
        }
        var parts: [Substring] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: false) where part != "" && part != "." {
            if part != ".." { parts.append(part) } else if parts.popLast() == nil { throw outside() }
        }
        guard !path.hasPrefix("/"), !parts.isEmpty else { throw outside() }
        let (root, name) = (request.book.root, parts.joined(separator: "/"))
        note(.file, name)
        let url = URL(filePath: root).appending(path: name)
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw BookError("there is no \(name) in the book", remedy: "Put the file there, or mend its name.")
        }
        guard resolvedPath(url.path, within: root) != nil else { throw outside() }
        let type = try? FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)[.type]
        guard type as? FileAttributeType == .typeRegular else {
            throw BookError("\(name) is not a file", remedy: "Name a file, and not a folder or a device.")
        }
        return BookFile(name: name, url: url) { self.note(.file, name) }
    }
}
