import ArgumentParser
import BookModel
import Foundation
import NotebookEngine

/// What there is to build a book on: one subcommand a file.
struct Corpus: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List, download, register and generate corpora, or make compact statistics of a text.",
        discussion: """
            Corpora are registered in a book's assets/corpora.yml, in your own ~/.local/share/w2vbook/corpora.yml and in \
            the program's assets/corpora.yml, which explains the keys; the first that has a name counts.
            """,
        subcommands: [List.self, Info.self, Fetch.self, Add.self, Snapshot.self, Planted.self])
}

extension BookOption {
    /// The folder, of a book or any other, and the corpora that can be named in it.
    func openRegistry() throws -> (folder: BookFolder, registry: CorpusRegistry) {
        let folder = try openAnyFolder()
        return (folder, try CorpusRegistry.of(folder))
    }
}

/// Prints a value as JSON on standard output.
func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
