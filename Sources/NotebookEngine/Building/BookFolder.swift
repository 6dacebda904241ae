public import BookModel
public import Foundation

/// Where a book keeps its things. All paths are absolute.
public struct BookFolder: Sendable {
    /// The folder that holds `chapters/`.
    public let root: URL
    /// What belongs to the program rather than to one book: benchmarks and registered corpora.
    public let assets: URL

    /// The chapters' files, `book.yml` and `references.yml`.
    public var chapters: URL { root.appending(path: "chapters") }
    /// Where the report is written; need not exist before the first build.
    public var output: URL { root.appending(path: "output") }
    /// Everything that a later build may reuse; nothing in it is lost when it is deleted.
    public var cache: URL { root.appending(path: ".w2vbook") }

    /// Where computations keep their results in a cache, usually ``cache``.
    public static func results(in cache: URL) -> URL { cache.appending(path: "results") }

    /// The book in a folder.
    ///
    /// Assets are looked for in the book, then beside the program and in the folders above it.
    ///
    /// - Throws: A ``Diagnostic`` where there is no `chapters/book.yml`, or no assets.
    public init(root: URL) throws(Diagnostic) {
        self.root = root.standardizedFileURL
        let manager = FileManager.default
        guard manager.fileExists(atPath: self.root.appending(path: "chapters/book.yml").path) else {
            throw Diagnostic(
                "there is no book in \(root.path)", explanation: "A book is a folder with chapters/book.yml in it.",
                remedy: "Change into the book's folder, or name it with --book DIR.")
        }
        var folder = Executable.url.deletingLastPathComponent()
        var candidates = [self.root]
        while folder.path != "/" {
            candidates.append(folder)
            folder.deleteLastPathComponent()
        }
        let assets = candidates.map { $0.appending(path: "assets", directoryHint: .isDirectory) }
        guard let found = assets.first(where: { manager.fileExists(atPath: $0.appending(path: "corpora.yml").path) })
        else {
            throw Diagnostic(
                "the program's assets are missing",
                explanation: "Looked for assets/corpora.yml in the book and in the folders above the program.",
                remedy: "Run w2vbook from its own checkout, or copy the checkout's assets/ into the book.")
        }
        self.assets = found
    }

    /// A file of the book as messages name it: relative to the root.
    public func name(of file: URL) -> String {
        let prefix = root.path.hasSuffix("/") ? root.path : root.path + "/"
        let path = file.standardizedFileURL.path
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }
}

/// The running program.
public enum Executable {
    /// Its file, links resolved.
    public static let url = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
}
