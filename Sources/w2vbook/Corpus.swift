import ArgumentParser
import BookModel
import ChapterRuntime
import Foundation
import NotebookEngine

/// Lists corpora, and makes compact statistics of them.
struct Corpus: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the registered corpora, or make compact statistics of a text.",
        subcommands: [List.self, Snapshot.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the registered corpora.")

        @OptionGroup var book: BookOption

        func run() throws {
            let folder = try opening { () throws(Diagnostic) in try book.open() }
            for entry in try opening({ () throws(Diagnostic) in try CorpusRegistry.of(folder) }).entries {
                let state = FileManager.default.fileExists(atPath: entry.file) ? "" : " (missing)"
                print("\(entry.name)\(state): \(entry.summary)")
                print("    \(entry.kind.rawValue), \(entry.file)")
                if let licence = entry.licence { print("    \(licence)") }
                if !state.isEmpty, let remedy = entry.remedy { print("    \(remedy)") }
            }
        }
    }

    struct Snapshot: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make compact statistics (.w2vstats) of a text, or of counts made elsewhere.",
            discussion: """
                The statistics hold the vocabulary and the co-occurrence counts, rounded to a twelfth of an octave. A \
                book is built on them in seconds, without the text.
                """)

        @Argument(help: "A text, plain or compressed by gzip.")
        var file: String?

        @Option(name: .shortAndLong, help: "The file to write.")
        var output: String

        @Option(help: "What separates documents in the text: whole (none) or lines.")
        var documents: CorpusEntry.Documents = .whole

        @Option(help: "How many of the most frequent words are counted.")
        var vocabulary = 3000

        @Option(help: "How many words to each side make a pair.")
        var window = 16

        @Option(help: "Instead of a text: a symmetric array of counts, .npy or .npy.gz, UInt32.")
        var counts: String?

        @Option(help: "The words of --counts: a line each of a word, a tab and its occurrences.")
        var words: String?

        @Option(help: "How many words the text of --counts has.")
        var totalWords: UInt64?

        @Option(help: "Where the text comes from, in a line.")
        var source = ""

        @Option(help: "The text's licence.")
        var licence = ""

        func validate() throws {
            guard (file == nil) != (counts == nil) else {
                throw ValidationError("Give either a text or --counts with --words.")
            }
            guard (counts == nil) == (words == nil) else { throw ValidationError("--counts goes with --words.") }
        }

        func run() throws {
            let provenance = StatisticsSnapshot.Provenance(source: source, licence: licence)
            do {
                let snapshot =
                    if let counts, let words {
                        try StatisticsSnapshot(
                            countsFile: URL(filePath: counts), vocabularyFile: URL(filePath: words), window: window,
                            totalTokens: totalWords, provenance: provenance)
                    } else {
                        StatisticsSnapshot(
                            counts: try TextCorpus(
                                name: file!, file: URL(filePath: file!),
                                documents: documents == .lines ? .lines : .whole
                            ).cooccurrences(vocabulary: vocabulary, window: window), provenance: provenance)
                    }
                try snapshot.write(to: URL(filePath: output))
            } catch let error as any UserFacingError {
                Terminal.show(Diagnostic("\(error)", remedy: error.remedy))
                throw Status.buildFailed
            } catch {
                Terminal.show(Diagnostic(error.localizedDescription))
                throw Status.buildFailed
            }
        }
    }
}
