import ArgumentParser
import BookModel
import Foundation
import NotebookEngine

extension Corpus {
    /// Lists the registered corpora, a line each, and how to get those that are not there.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the registered corpora.")

        @OptionGroup var book: BookOption

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let corpora = try book.openRegistry().registry.entries.map(CorpusDescription.init)
            if json { return try printJSON(corpora) }
            let columns = [corpora.map(\.name), corpora.map(\.state.rawValue), corpora.map(\.kind.rawValue)]
            let widths = columns.map { $0.map(\.count).max() ?? 0 }
            for (row, corpus) in corpora.enumerated() {
                let cells = zip(columns, widths).map { $0[row].padding(toLength: $1, withPad: " ", startingAt: 0) }
                print((cells + [corpus.description]).joined(separator: "  "))
                guard let remedy = corpus.remedy else { continue }
                let size = corpus.state == .fetchable ? corpus.size.map { " (\($0.asBytes))" } : nil
                print(String(repeating: " ", count: widths[0] + 2) + remedy + (size ?? ""))
            }
        }
    }
}
