public import BookModel
import Files
public import Foundation

/// A file that registers corpora.
public struct RegistryFile: Sendable {
    /// It need not exist, but the program's.
    public let file: URL
    /// Where relative paths of corpora start.
    public var folder: URL { file.deletingLastPathComponent() }
    /// Where relative paths of corpora start that are downloaded.
    public let downloads: URL
    let isNeeded: Bool

    /// What it says; `nil` where there is none.
    ///
    /// - Throws: A ``Diagnostic`` where it cannot be read, or is missing but needed.
    public func text(nameOf name: (URL) -> String) throws(Diagnostic) -> String? {
        guard isNeeded || FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let data = FileManager.default.contents(atPath: file.path), let text = String(data: data, encoding: .utf8)
        else {
            throw Diagnostic(
                "cannot read \(name(file))",
                remedy: isNeeded ? "Restore it: git checkout assets." : "Make it readable, and save it as UTF-8 text.")
        }
        return text
    }
}

extension BookFolder {
    /// What the program comes with; downloads are the user's.
    var programRegistry: RegistryFile {
        RegistryFile(
            file: assets.appending(path: "corpora.yml"), downloads: UserData.folder(), isNeeded: true)
    }

    /// The user's own, for all books.
    public var userRegistry: RegistryFile {
        RegistryFile(
            file: UserData.folder().appending(path: "corpora.yml"), downloads: UserData.folder(), isNeeded: false)
    }

    /// The book's own; `nil` where there is no book, and in the program's own book, whose is the program's.
    public var ownRegistry: RegistryFile? {
        guard isBook, ResolvedPath(assetsOfBook).text != ResolvedPath(assets).text else { return nil }
        return RegistryFile(
            file: assetsOfBook.appending(path: "corpora.yml"), downloads: assetsOfBook, isNeeded: false)
    }

    /// Whether a file is in the book, by whatever links.
    public func contains(_ file: URL) -> Bool { ResolvedPath(file).isInside(ResolvedPath(root)) }
}
