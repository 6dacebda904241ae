public import BookModel
import Files
public import Foundation

/// Where a book keeps its things. All paths are absolute.
public struct BookFolder: Sendable {
    /// The folder that holds `chapters/`.
    public let root: URL
    /// Whether there is a book in it. A folder without one has no corpora and benchmarks of its own, and none of its files
    /// is looked at.
    public let isBook: Bool
    /// What belongs to the program rather than to one book: benchmarks and registered corpora.
    public let assets: URL

    /// The chapters' files, `book.yml` and `references.yml`.
    public var chapters: URL { root.appending(path: "chapters") }
    /// Measurements that chapters read; need not exist.
    public var data: URL { root.appending(path: "data") }
    /// Files that take the place of the program's own in the look of the report; need not exist.
    public var theme: URL { root.appending(path: "theme") }
    /// Corpora that the book registers, and benchmarks of its own; need not exist.
    public var assetsOfBook: URL { root.appending(path: "assets", directoryHint: .isDirectory) }
    /// The folder of the book's own benchmarks, or of the program's where it has none.
    public var benchmarks: URL {
        let own = assetsOfBook.appending(path: "benchmarks")
        return isBook && FileManager.default.fileExists(atPath: own.path) ? own : assets.appending(path: "benchmarks")
    }
    /// Where the report is written; need not exist before the first build.
    public let output: URL
    /// Below it nothing is written or removed through links: the output folder where the user named it, else the book's,
    /// in which an `output` that is a link may be somebody else's idea.
    public let outputTop: URL
    /// Everything that a later build may reuse, in the user's own cache; nothing in it is lost when it is deleted.
    public let cache: URL

    /// Where computations keep their results in a cache, usually ``cache``.
    public static func results(in cache: URL) -> URL { cache.appending(path: "results") }

    /// The book in a folder.
    ///
    /// - Parameters:
    ///   - output: Where the report is written; by default within the book.
    ///   - cache: The user's cache, where the command line names one; see ``UserCache``.
    ///   - mustBeBook: Whether a folder without a book is an error. Otherwise it is one in which commands compute that
    ///     need no book.
    /// - Throws: A ``Diagnostic`` where there is no `chapters/book.yml`, no assets, or no cache that can be trusted.
    public init(root: URL, output: URL? = nil, cache: String? = nil, mustBeBook: Bool = true) throws(Diagnostic) {
        // As that of a folder, so that paths relative to it, such as a corpus's, begin in it and not beside it.
        self.root = URL(filePath: root.standardizedFileURL.path, directoryHint: .isDirectory)
        self.output = output?.standardizedFileURL ?? self.root.appending(path: "output")
        outputTop = output == nil ? self.root : self.output
        isBook = FileManager.default.fileExists(atPath: self.root.appending(path: "chapters/book.yml").path)
        guard isBook || !mustBeBook else {
            throw Diagnostic(
                "there is no book in \(root.path)", explanation: "A book is a folder with chapters/book.yml in it.",
                remedy: "Change into the book's folder, or name it with --book DIR.")
        }
        assets = try BookFolder.assets()
        self.cache = try UserCache(named: cache, outside: self.root).folder(ofBook: self.root, output: self.output)
    }

    /// The folder with what belongs to the program: beside it, as it is installed, or in a folder above it.
    ///
    /// - Throws: A ``Diagnostic`` where there is none.
    public static func assets() throws(Diagnostic) -> URL {
        var folder = Executable.url.deletingLastPathComponent()
        while folder.path != "/" {
            let assets = folder.appending(path: "assets", directoryHint: .isDirectory)
            if FileManager.default.fileExists(atPath: assets.appending(path: "corpora.yml").path) { return assets }
            folder.deleteLastPathComponent()
        }
        throw Diagnostic(
            "the program's assets are missing",
            explanation: "Looked for assets/corpora.yml in the folders above the program.",
            remedy: "Run w2vbook from its own checkout, or install it: sh assets/install.sh PREFIX.")
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

extension BookFolder {
    /// Makes sure that nothing of what the book is made of leads out of it, by whatever link, and that all of it are files
    /// and folders: a book may come from anybody, and what it reads is published with it.
    ///
    /// Looks at the names in `chapters/`, `data/`, `theme/` and `assets/` and opens no file: some milliseconds. A link that
    /// leads nowhere is left to whoever wants to read it, for editors lock files by such links.
    ///
    /// - Throws: A ``Diagnostic`` for the first that is not in order.
    func requireContained() throws(Diagnostic) { try requireContained([chapters, data, theme, assetsOfBook]) }

    /// Makes sure of the same for these places, which need not exist, and for all that is in them.
    func requireContained(_ places: [URL]) throws(Diagnostic) {
        let book = ResolvedPath(root)
        for place in places { try requireContained(place, in: book) }
        var visited: Set<[UInt]> = []
        var pending = Array(places.reversed())
        while let place = pending.popLast() {
            var status = stat()
            guard lstat(place.path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFLNK {
                try requireContained(place, in: book)
                guard stat(place.path, &status) == 0 else { continue }
            }
            switch status.st_mode & S_IFMT {
            case S_IFREG: break
            // Links within the book may lead round in a circle.
            case S_IFDIR where visited.insert([UInt(status.st_dev), UInt(status.st_ino)]).inserted:
                let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
                pending += names.sorted().reversed().map { place.appending(path: $0) }
            case S_IFDIR: break
            default:
                throw Diagnostic(
                    "\(name(of: place)) is neither a file nor a folder",
                    explanation: "It is a pipe, a socket or a device, for which a build might wait for ever.",
                    remedy: "Take it out of the book.")
            }
        }
    }

    private func requireContained(_ place: URL, in book: ResolvedPath) throws(Diagnostic) {
        let real = ResolvedPath(place)
        if real.isInside(book) { return }
        throw Diagnostic(
            "\(name(of: place)) leads out of the book",
            explanation: "It is \(real.text), and what is read there could be published with the book.",
            remedy: "Put a copy of it in the book.")
    }
}
