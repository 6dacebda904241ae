import ArgumentParser
import BookModel
import ChapterRuntime
import Computation
import Embeddings
import Foundation
import NotebookEngine
import TextStatistics

extension Bench {
    /// Measures word2vec.
    struct SGNS: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sgns",
            abstract: "Measure the training of word2vec on a text.",
            discussion: """
                Prints the words of the vocabulary that are read a second, those left out by subsampling included, while \
                skip-gram with negative sampling is trained. The text is read before and is not part of the measurement. \
                All threads train at once without locks; --threads 1 gives the same vectors each time.
                """)

        @OptionGroup var options: BenchOptions

        @Option(help: "The words of the vocabulary occur at least so often, unless --vocabulary is given.")
        var minimumCount = 5

        @Option(name: [.customLong("dimension"), .customShort("d")], help: "How many coordinates each word gets.")
        var dimension = 100

        @OptionGroup var settings: SkipGramSettings

        @Option(help: "What all random choices follow from.")
        var seed: UInt64 = 1

        @Option(help: "Where to write the vectors: .txt or .bin for word2vec's formats, .npy.", completion: .file())
        var vectors: String?

        /// What is printed as JSON.
        struct Report: Codable {
            var corpus: String
            var vocabulary: Int
            var dimension: Int
            var window: Int
            var negatives: Int
            var epochs: Int
            /// Words of the text that are in the vocabulary.
            var tokens: Int
            /// Pairs that were trained in all epochs.
            var pairs: Int
            /// Words of the vocabulary in all epochs.
            var wordsPerSecond: Double
            /// The mean loss of a pair and its noise at the end.
            var loss: Double
            /// The share of Google's analogies that are completed; none where no question is of known words.
            var analogies: Double?
            var measurement: Measurement
        }

        func run() throws {
            Processor.adoptEnvironment()
            let corpus = try options.corpus.open()
            let benchmarks = try options.corpus.book.openRegistry().folder.benchmarks
            let choice = options.corpus.vocabulary.map(VocabularyChoice.size) ?? .minimumCount(minimumCount)
            let words = try corpus.words(choice)
            let (run, measurement) = try options.measure { try words.train(training) }
            if let vectors { try run.embedding.write(to: URL(filePath: vectors)) }
            let analogies = try AnalogyBenchmark(file: benchmarks.appending(path: "google-analogies.tsv"))
            let report = Report(
                corpus: corpus.name, vocabulary: words.vocabulary.count, dimension: dimension,
                window: training.window, negatives: settings.negatives, epochs: settings.epochs,
                tokens: words.words,
                pairs: run.pairs, wordsPerSecond: Double(words.words * settings.epochs) / measurement.wallSeconds,
                loss: run.history.last?.meanLoss ?? .nan,
                analogies: try known { try analogies.evaluate(run.embedding).accuracy }, measurement: measurement)
            if options.json { try printJSON(report) } else { show(report) }
        }

        private var training: Word2VecOptions {
            settings.options(
                dimension: dimension, window: options.corpus.window ?? 5, seed: seed,
                isLockFree: options.corpus.threads != 1)
        }

        /// The score, or none where the benchmark has no known word.
        private func known(_ score: () throws -> Double) throws -> Double? {
            do { return try score() } catch EmbeddingsError.benchmarkWithoutKnownWords { return nil }
        }

        private func show(_ report: Report) {
            printTable(
                [
                    ("corpus", report.corpus),
                    ("vocabulary", "\(report.vocabulary.grouped) words, \(report.dimension) dimensions"),
                    ("trained", "\(report.tokens.grouped) words, \(report.epochs) times"),
                    ("pairs", "\(report.pairs.grouped), window \(report.window), \(report.negatives) words of noise"),
                    ("throughput", "\((report.wordsPerSecond / 1e6).formatted(digits: 3)) million words a second"),
                    ("loss", report.loss.formatted(digits: 4)),
                    ("analogies", report.analogies.map { String(format: "%.1f%%", 100 * $0) } ?? "none known"),
                ] + report.measurement.lines)
        }
    }
}
