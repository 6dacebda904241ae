import ArgumentParser
import BookModel
import ChapterRuntime
import Computation
import Files
import TextStatistics

extension Bench {
    /// Measures counting.
    struct Count: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measure the counting of a text's words and pairs.",
            discussion: """
                Prints seconds for reading the text and for counting its pairs once its words are in memory, and the \
                words of the vocabulary that are counted a second.
                """)

        @OptionGroup var options: BenchOptions

        /// What is printed as JSON.
        struct Report: Codable {
            var corpus: String
            var vocabulary: Int
            var window: Int
            /// Words of the text that are in the vocabulary.
            var tokens: Int
            var nonzero: Int
            /// The sum of all counts.
            var total: Int
            /// The SHA-256 of the row offsets (Int64), columns (Int32) and counts (Int64), little-endian.
            var sha256: String
            var readingSeconds: Double
            var countingSeconds: Double
            /// Of counting alone.
            var tokensPerSecond: Double
            var measurement: Measurement
        }

        func run() throws {
            Processor.adoptEnvironment()
            let corpus = try options.corpus.open()
            let (counts, measurement) = try options.corpus.sizes.fitting { vocabulary, window in
                try options.measure { try corpus.cooccurrences(vocabulary: vocabulary, window: window) }
            }
            let tokens = counts.vocabulary.counts.reduce(0, +)
            guard let reading = measurement.steps["reading the text"],
                let counting = measurement.steps["counting pairs"]
            else {
                throw Diagnostic(
                    "the corpus '\(corpus.name)' holds statistics, which are counted already",
                    remedy: "Name a text with --corpus.")
            }
            let report = Report(
                corpus: corpus.name, vocabulary: counts.vocabulary.count, window: counts.window, tokens: tokens,
                nonzero: counts.nonzeroCount, total: counts.total, sha256: counts.contentSum,
                readingSeconds: reading, countingSeconds: counting,
                tokensPerSecond: Double(tokens) / counting, measurement: measurement)
            if options.json { try printJSON(report) } else { show(report) }
        }

        private func show(_ report: Report) {
            printTable(
                [
                    ("corpus", report.corpus), ("vocabulary", "\(report.vocabulary.grouped) words"),
                    ("window", "\(report.window) words"),
                    ("counted", "\(report.tokens.grouped) words of the vocabulary"),
                    ("pairs", "\(report.nonzero.grouped) different, sum \(report.total.grouped)"),
                    ("reading", report.readingSeconds.seconds), ("counting", report.countingSeconds.seconds),
                    (
                        "throughput",
                        "\((report.tokensPerSecond / 1e6).formatted(digits: 3)) million words a second, counting"
                    ),
                ] + report.measurement.lines)
        }
    }
}

extension Cooccurrences {
    /// The SHA-256 of what is counted, by which other programs' counts can be compared.
    fileprivate var contentSum: String {
        let digest = MessageDigest()
        rowOffsets.withUnsafeBytes { digest.update($0) }
        columns.withUnsafeBytes { digest.update($0) }
        Array(values).withUnsafeBytes { digest.update($0) }
        return digest.finish().description
    }
}
