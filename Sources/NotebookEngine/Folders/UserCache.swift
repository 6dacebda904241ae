public import BookModel
import Files
public import Foundation

/// The folder where the user keeps what builds may reuse: programs, results, outputs of chapters, fonts.
///
/// What is in it is run and believed without another look. So it is outside of all books, whoever may have sent them, and
/// it belongs to the user alone.
public struct UserCache: Sendable {
    /// The folder; it exists.
    public let folder: URL

    /// The folder that is named, else that of `W2VBOOK_CACHE`, else `w2vbook` in `XDG_CACHE_HOME`, else
    /// `~/.cache/w2vbook`. It is made, for the user alone, where it does not exist.
    ///
    /// The folders above it are not looked at: whoever may rename those can put another in its place.
    ///
    /// - Parameters:
    ///   - name: What the command line names; a relative path starts at the current folder.
    ///   - book: The folder that the cache must not be in.
    /// - Throws: A ``Diagnostic`` where nothing names a folder, where it cannot be made, where it is in the book, where it
    ///   is a link or no folder, and where others own it or may write to it.
    public init(
        named name: String? = nil, outside book: URL? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(Diagnostic) {
        func value(_ key: String) -> String? { environment[key].flatMap { $0.isEmpty ? nil : $0 } }
        // The standard has it that a relative path in a variable of its own counts as none.
        func standard(_ key: String) -> URL? { value(key).flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil } }
        let named = (name ?? value("W2VBOOK_CACHE")).map { URL(filePath: $0, directoryHint: .notDirectory) }
        let usual = (standard("XDG_CACHE_HOME") ?? standard("HOME")?.appending(path: ".cache"))?
            .appending(path: "w2vbook")
        guard let folder = (named ?? usual)?.absoluteURL.standardizedFileURL else {
            throw Diagnostic(
                "there is no place for what builds remember",
                explanation: "Neither W2VBOOK_CACHE nor XDG_CACHE_HOME nor HOME says where.",
                remedy: "Name a folder with --cache DIR, or in W2VBOOK_CACHE.")
        }
        self.folder = folder
        let place = ResolvedPath(folder)
        if let book, place.isInside(ResolvedPath(book)) {
            throw Diagnostic(
                "the cache \(folder.path) is in the book",
                explanation: "Programs and results in it are trusted, and a book may come from anybody.",
                remedy: "Name a folder outside of the book with --cache DIR, or in W2VBOOK_CACHE.")
        }
        try make()
        try check()
    }

    /// Where a book keeps its things in this cache: by where the book is and where its report is written.
    func folder(ofBook root: URL, output: URL) -> URL {
        let places = [root, output].map { ResolvedPath($0).text }.joined(separator: "\n")
        // The compiler takes no path with letters beyond ASCII.
        let name = root.lastPathComponent.unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)) ? Character(scalar) : "-"
        }
        return folder.appending(path: "books/\(Fingerprint(of: places).short)-\(String(name.prefix(40)))")
    }

    /// Says in a book's folder of the cache where the book is, so that it can be removed once the book is gone.
    static func note(book root: URL, in folder: URL) {
        let file = folder.appending(path: noteName)
        if FileManager.default.fileExists(atPath: file.path) { return }
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // Without the note the folder stays for ever; nothing else depends on it.
        try? FileWriter.replace(file, with: Array(root.path.utf8))
    }

    /// What a book's folder of the cache says where the book is by.
    public static let noteName = "book"

    /// Removes what is kept for books that are no longer where they were; returns their folders here.
    public func removeAbandoned() -> [URL] {
        let manager = FileManager.default
        let books = folder.appending(path: "books")
        return ((try? manager.contentsOfDirectory(atPath: books.path)) ?? []).sorted()
            .map { books.appending(path: $0) }
            .filter { place in
                guard let root = try? String(contentsOf: place.appending(path: UserCache.noteName), encoding: .utf8),
                    !manager.fileExists(atPath: root)
                else { return false }
                return (try? manager.removeItem(at: place)) != nil
            }
    }

    private func make() throws(Diagnostic) {
        do {
            try FileManager.default.createDirectory(
                at: folder.deletingLastPathComponent(), withIntermediateDirectories: true)
        } catch {
            throw creationFailure(error.localizedDescription)
        }
        guard mkdir(folder.path, 0o700) == 0 || errno == EEXIST else {
            throw creationFailure(String(cString: strerror(errno)).lowercased())
        }
    }

    private func creationFailure(_ reason: String) -> Diagnostic {
        Diagnostic(
            "the cache \(folder.path) cannot be made", explanation: reason,
            remedy: "Make its folder writable, or name another with --cache DIR or in W2VBOOK_CACHE.")
    }

    private func check() throws(Diagnostic) {
        var status = stat()
        guard lstat(folder.path, &status) == 0 else {
            throw creationFailure(String(cString: strerror(errno)).lowercased())
        }
        let another = "Name another with --cache DIR, or in W2VBOOK_CACHE."
        let (fault, remedy): (String, String) =
            switch status.st_mode & S_IFMT {
            case S_IFLNK:
                ("It is a symbolic link.", "Name the folder that it leads to with --cache DIR, or in W2VBOOK_CACHE.")
            case S_IFDIR where status.st_uid != geteuid(): ("It belongs to another user.", another)
            case S_IFDIR where status.st_mode & 0o022 != 0:
                ("Others may write to it.", "Look who did, and then: chmod go-w \(folder.path)")
            case S_IFDIR: ("", "")
            default: ("It is no folder.", another)
            }
        if fault.isEmpty { return }
        throw Diagnostic(
            "the cache \(folder.path) is not safe",
            explanation: "\(fault) Programs and results in it are trusted.", remedy: remedy)
    }
}

/// What the user keeps for all books, outside of all books: approvals, corpora of his own, downloads.
enum UserData {
    /// `w2vbook` in `XDG_DATA_HOME`, by default in `~/.local/share`.
    static func folder(environment: [String: String] = ProcessInfo.processInfo.environment) -> URL {
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
        let home = environment["HOME"].map { URL(filePath: $0) } ?? FileManager.default.homeDirectoryForCurrentUser
        return (data ?? home.appending(path: ".local/share")).appending(path: "w2vbook", directoryHint: .isDirectory)
    }
}
