import ArgumentParser
import BookModel
import ChapterRuntime
import Foundation
import TextStatistics

extension Corpus {
    /// Makes compact statistics of a text.
    struct Snapshot: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make compact statistics (.w2vstats) of a text, or of counts made elsewhere.",
            discussion: """
                The statistics hold the vocabulary and the co-occurrence counts, rounded to a twelfth of an octave. A \
                book is built on them in seconds, without the text.
                """)

        @Argument(
            help: "A text (plain, gzip, bzip2, zip, dictd), a folder of texts, or a Wikipedia dump.",
            completion: .file())
        var file: String?

        @Option(name: .shortAndLong, help: "The file to write.")
        var output: String

        @OptionGroup var reading: ReadingOptions

        @OptionGroup var memory: MemoryOption

        @Option(help: "How many of the most frequent words are counted.")
        var vocabulary = 3000

        @Option(help: "How many words to each side make a pair.")
        var window = 16

        @Option(help: "Instead of a text: a symmetric array of counts, .npy or .npy.gz, UInt32.")
        var counts: String?

        @Option(help: "The words of --counts: a line each of a word, a tab and its occurrences.")
        var words: String?

        @Option(help: "How many words the text of --counts has.")
        var totalWords: Int?

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
            let snapshot =
                if let counts, let words {
                    try StatisticsSnapshot(
                        countsFile: URL(filePath: counts), vocabularyFile: URL(filePath: words), window: window,
                        totalTokens: totalWords, provenance: provenance)
                } else {
                    StatisticsSnapshot(counts: try count(file!), provenance: provenance)
                }
            try snapshot.write(to: URL(filePath: output))
        }

        private func count(_ path: String) throws -> Cooccurrences {
            let text = CorpusEntry(
                name: path, kind: .text, file: URL(filePath: path).path, documents: reading.documents ?? .whole,
                letters: reading.letters ?? .ascii, digits: reading.digits ?? .separate,
                shortestArticle: reading.shortestArticle, summary: ""
            ).text
            return try computing(URL(filePath: path).lastPathComponent, memory: memory.bytes) {
                try text.cooccurrences(vocabulary: vocabulary, window: window)
            }
        }
    }
}
