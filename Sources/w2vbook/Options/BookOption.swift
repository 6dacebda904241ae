import ArgumentParser
import BookModel
import Foundation
import NotebookEngine

/// Which book a command is about.
struct BookOption: ParsableArguments {
    @Option(name: .customLong("book"), help: "The book's folder.", completion: .directory)
    var folder = "."

    @OptionGroup var cache: CacheOption

    /// The book's folder.
    func open() throws(Diagnostic) -> BookFolder {
        try BookFolder(root: URL(filePath: folder), cache: cache.folder)
    }

    /// The folder of a command that needs no book: it may be any.
    func openAnyFolder() throws(Diagnostic) -> BookFolder {
        try BookFolder(root: URL(filePath: folder), cache: cache.folder, mustBeBook: false)
    }
}

/// Where programs and results are remembered.
struct CacheOption: ParsableArguments {
    @Option(
        name: .customLong("cache"),
        help: ArgumentHelp(
            "The folder of what builds remember; by default that of W2VBOOK_CACHE, or ~/.cache/w2vbook.",
            valueName: "dir"), completion: .directory)
    var folder: String?
}
