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
    /// Measurements that chapters read; need not exist.
    public var data: URL { root.appending(path: "data") }
    /// Files that take the place of the program's own in the look of the report; need not exist.
    public var theme: URL { root.appending(path: "theme") }
    /// Where the report is written; need not exist before the first build.
    public let output: URL
    /// Everything that a later build may reuse; nothing in it is lost when it is deleted.
    public let cache: URL

    /// Where computations keep their results in a cache, usually ``cache``.
    public static func results(in cache: URL) -> URL { cache.appending(path: "results") }

    /// The book in a folder.
    ///
    /// Assets are looked for in the book, then beside the program and in the folders above it.
    ///
    /// - Parameter output: Where the report is written and, in a hidden folder, what a later build may reuse; by
    ///   default within the book.
    /// - Throws: A ``Diagnostic`` where there is no `chapters/book.yml`, or no assets.
    public init(root: URL, output: URL? = nil) throws(Diagnostic) {
        self.root = root.standardizedFileURL
        self.output = output?.standardizedFileURL ?? self.root.appending(path: "output")
        cache = (output?.standardizedFileURL ?? self.root).appending(path: ".w2vbook")
        guard FileManager.default.fileExists(atPath: self.root.appending(path: "chapters/book.yml").path) else {
            throw Diagnostic(
                "there is no book in \(root.path)", explanation: "A book is a folder with chapters/book.yml in it.",
                remedy: "Change into the book's folder, or name it with --book DIR.")
        }
        assets = try BookFolder.assets(orIn: self.root)
    }

    /// The folder with what belongs to the program: in `book`, beside the program, or in a folder above it.
    ///
    /// - Throws: A ``Diagnostic`` where there is none.
    public static func assets(orIn book: URL? = nil) throws(Diagnostic) -> URL {
        var folder = Executable.url.deletingLastPathComponent()
        var candidates = book.map { [$0] } ?? []
        while folder.path != "/" {
            candidates.append(folder)
            folder.deleteLastPathComponent()
        }
        let found = candidates.map { $0.appending(path: "assets", directoryHint: .isDirectory) }
            .first { FileManager.default.fileExists(atPath: $0.appending(path: "corpora.yml").path) }
        guard let found else {
            throw Diagnostic(
                "the program's assets are missing",
                explanation: "Looked for assets/corpora.yml in the book and in the folders above the program.",
                remedy: "Run w2vbook from its own checkout, or copy the checkout's assets/ into the book.")
        }
        return found
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
