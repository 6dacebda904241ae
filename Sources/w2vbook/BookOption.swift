import ArgumentParser
import BookModel
import Foundation
import NotebookEngine

/// Which book a command is about.
struct BookOption: ParsableArguments {
    @Option(name: .customLong("book"), help: "The book's folder.", completion: .directory)
    var folder = "."

    func open() throws(Diagnostic) -> BookFolder { try BookFolder(root: URL(filePath: folder)) }
}
