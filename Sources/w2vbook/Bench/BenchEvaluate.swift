import ArgumentParser
import BookModel
import ChapterRuntime
import Computation
import Embeddings
import Files
import Foundation
import NotebookEngine
import TextStatistics

extension Bench {
    /// Measures the scores of a model, and what it takes to train and to score it.
    struct Evaluate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measure how well a model's vectors do on the benchmarks, and how long that takes.",
            discussion: """
                The counts are made first and are not part of the measurement. Prints the share of analogies that are \
                completed and the rank correlations (Spearman) of the vectors' cosines with people's scores; where the \
                vocabulary knows too few of a benchmark's words, there is none. The models:

                \(ModelName.table)
                """)

        @OptionGroup var options: BenchOptions

        @Option(help: "Which model.")
        var model = ModelName.mstar

        @Option(help: "How many coordinates each word gets.")
        var rank = 100

        @Option(help: "What all random choices follow from, of models that are trained.")
        var seed: UInt64 = 1

        @OptionGroup var skipGram: SkipGramSettings

        @Flag(help: "Train word2vec on one thread, which gives the same vectors each time.")
        var reproducible = false

        /// What is printed as JSON, beside the keys of an ``Evaluation``.
        struct Report: Encodable {
            var corpus: String
            var model: ModelName
            var vocabulary: Int
            var window: Int
            var rank: Int
            var evaluation: Evaluation
            /// The median seconds of making the embedding from the counts.
            var trainingSeconds: Double { training.wallSeconds }
            /// The median seconds of scoring it by all benchmarks.
            var evaluationSeconds: Double { scoring.wallSeconds }
            var training: Measurement
            var scoring: Measurement

            private enum CodingKeys: CodingKey {
                case corpus, model, vocabulary, window, rank, knownPairs, trainingSeconds, evaluationSeconds
                case peakMemory, training, scoring
            }

            /// How many questions of each benchmark the vocabulary knows.
            private var known: [String: Int] {
                [
                    "analogies": evaluation.analogies?.analogies ?? 0, "men": evaluation.men?.knownPairs ?? 0,
                    "wordsim353": evaluation.wordsim353?.knownPairs ?? 0,
                    "simlex999": evaluation.simlex999?.knownPairs ?? 0,
                ]
            }

            func encode(to encoder: any Encoder) throws {
                try evaluation.encode(to: encoder)
                var container = encoder.container(keyedBy: CodingKeys.self)
                try container.encode(corpus, forKey: .corpus)
                try container.encode(model, forKey: .model)
                try container.encode(vocabulary, forKey: .vocabulary)
                try container.encode(window, forKey: .window)
                try container.encode(rank, forKey: .rank)
                try container.encode(known, forKey: .knownPairs)
                try container.encode(trainingSeconds, forKey: .trainingSeconds)
                try container.encode(evaluationSeconds, forKey: .evaluationSeconds)
                try container.encode(scoring.peakMemory, forKey: .peakMemory)
                try container.encode(training, forKey: .training)
                try container.encode(scoring, forKey: .scoring)
            }
        }

        func run() throws {
            Processor.adoptEnvironment()
            let corpus = try options.corpus.open()
            let benchmarks = try options.corpus.book.openAnyFolder().benchmarks
            let suite = try BenchmarkSuite(folder: benchmarks)
            let counted = CountedCorpus(corpus: corpus, counts: try options.corpus.sizes.counts(of: corpus))
            let (embedding, training) = try options.measure {
                try Model(
                    name: model, dimension: rank, seed: seed, skipGram: skipGram, isLockFree: !reproducible
                ).train(on: counted, sizes: options.corpus.sizes).embedding
            }
            let (evaluation, scoring) = try options.measure { try suite.evaluate(embedding) }
            let report = Report(
                corpus: corpus.name, model: model, vocabulary: counted.counts.vocabulary.count,
                window: counted.counts.window, rank: rank, evaluation: evaluation, training: training,
                scoring: scoring)
            if options.json { try printJSON(report) } else { show(report) }
        }

        private func show(_ report: Report) {
            func correlation(_ result: SimilarityBenchmark.Result?) -> String {
                result.map { "\($0.correlation.fixed(3)), \($0.knownPairs) of \($0.pairs) pairs" } ?? "no known pairs"
            }
            let evaluation = report.evaluation
            let categories = (evaluation.analogies?.categories ?? []).filter { $0.analogies > 0 }.map { category in
                ("  " + category.name, "\(category.accuracy.percent()) of \(category.analogies.grouped)")
            }
            printTable(
                [
                    ("corpus", report.corpus),
                    (
                        "model",
                        "\(report.model.rawValue), \(report.vocabulary.grouped) words, rank \(report.rank), "
                            + "window \(report.window)"
                    ),
                    (
                        "analogies",
                        evaluation.analogies.map { "\($0.accuracy.percent()) of \($0.analogies.grouped)" }
                            ?? "no known pairs"
                    ),
                ] + categories + [
                    ("MEN", correlation(evaluation.men)), ("WordSim-353", correlation(evaluation.wordsim353)),
                    ("SimLex-999", correlation(evaluation.simlex999)), ("training", report.trainingSeconds.seconds),
                    ("evaluation", report.evaluationSeconds.seconds),
                    ("peak memory", report.scoring.peakMemory.asBytes),
                ])
        }
    }
}

/// A corpus that is counted already.
private struct CountedCorpus: TextStatistics.Corpus {
    let corpus: any TextStatistics.Corpus
    let counts: Cooccurrences

    var name: String { corpus.name }
    var hasText: Bool { corpus.hasText }
    var fingerprint: Fingerprint { get throws { try corpus.fingerprint } }

    func cooccurrences(vocabulary: Int, window: Int) -> Cooccurrences { counts }
    func words(_ choice: VocabularyChoice) throws -> WordSequence { try corpus.words(choice) }
}
