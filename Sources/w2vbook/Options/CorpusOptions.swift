import ArgumentParser
import BookModel
import ChapterRuntime
import Foundation
import NotebookEngine
import TextStatistics

/// What all commands ask that compute on a corpus.
struct CorpusOptions: ParsableArguments {
    @OptionGroup var book: BookOption

    @Option(
        name: .customLong("corpus"),
        help: """
            A registered corpus, or the path of a text (plain, gzip, bzip2, zip, dictd), of a folder of texts, of a \
            Wikipedia dump or of statistics (.w2vstats).
            """)
    var name = "gcide"

    @OptionGroup var reading: ReadingOptions

    @Option(
        help: """
            How many of the most frequent words are counted; by default \(CountingSizes.usualVocabulary), or all where \
            the corpus has fewer.
            """)
    var vocabulary: Int?

    @Option(
        help: """
            How many words to each side make a pair; by default \(CountingSizes.usualWindow), or what statistics were \
            counted with.
            """)
    var window: Int?

    @Option(help: "How many threads compute.")
    var threads: Int?

    @OptionGroup var memory: MemoryOption

    func validate() throws {
        guard threads.map({ $0 >= 1 }) ?? true else { throw ValidationError("--threads must be at least 1.") }
    }

    var sizes: CountingSizes { CountingSizes(vocabulary: vocabulary, window: window) }

    /// The corpus, by what is registered or by its path, where it is there.
    func entry() throws -> CorpusEntry {
        let registry = try book.openRegistry().registry
        let entry = try registry.corpus(name, reading: reading.choices)
        if let absence = entry.absence { throw absence }
        return entry
    }

    /// Where results are remembered that are computed in the folder; a book's chapters and commands share them.
    func results() throws -> URL {
        BookFolder.results(in: try book.openAnyFolder().cache)
    }

    /// The corpus, opened.
    func open() throws -> any TextStatistics.Corpus {
        let entry = try entry()
        return try entry.open()
    }
}

/// How much of a corpus is counted; what is `nil` is as usual, as far as the corpus has it.
struct CountingSizes {
    static let usualVocabulary = 5000
    static let usualWindow = 16

    var vocabulary: Int?
    var window: Int?

    /// Calls `body` with the sizes asked for. Where the usual ones are more than the corpus has, it throws a
    /// ``CorpusError`` and is called again with what the corpus does have.
    func fitting<Value>(_ body: (_ vocabulary: Int, _ window: Int) throws -> Value) throws -> Value {
        do {
            return try body(vocabulary ?? Self.usualVocabulary, window ?? Self.usualWindow)
        } catch CorpusError.tooFewWords(_, let found, _) where vocabulary == nil && found > 0 {
            return try CountingSizes(vocabulary: found, window: window).fitting(body)
        } catch CorpusError.otherWindow(_, let counted, _) where window == nil {
            return try CountingSizes(vocabulary: vocabulary, window: counted).fitting(body)
        }
    }

    /// The counts of a corpus in these sizes.
    func counts(of corpus: any TextStatistics.Corpus) throws -> Cooccurrences {
        try fitting { try corpus.cooccurrences(vocabulary: $0, window: $1) }
    }
}
