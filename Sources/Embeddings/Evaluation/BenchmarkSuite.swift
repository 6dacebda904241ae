public import Foundation
import TextStatistics

/// The four benchmarks that embeddings are compared by: Google's analogies, MEN, WordSim-353 and SimLex-999.
public struct BenchmarkSuite: Sendable {
    /// Google's analogies.
    public let analogies: AnalogyBenchmark
    /// MEN: relatedness of 3,000 pairs.
    public let men: SimilarityBenchmark
    /// WordSim-353: relatedness.
    public let wordsim353: SimilarityBenchmark
    /// SimLex-999: similarity, and not mere relatedness.
    public let simlex999: SimilarityBenchmark

    /// A suite of given benchmarks.
    public init(
        analogies: AnalogyBenchmark, men: SimilarityBenchmark, wordsim353: SimilarityBenchmark,
        simlex999: SimilarityBenchmark
    ) {
        (self.analogies, self.men, self.wordsim353, self.simlex999) = (analogies, men, wordsim353, simlex999)
    }

    /// The names of the files that ``init(folder:)`` reads.
    public static let files = ["google-analogies.tsv", "men.tsv", "wordsim353.tsv", "simlex999.tsv"]

    /// Reads the ``files``, `google-analogies.tsv`, `men.tsv`, `wordsim353.tsv` and `simlex999.tsv`, from a folder.
    ///
    /// - Throws: ``EmbeddingsError`` for a file that is missing or not like a benchmark.
    public init(folder: URL) throws {
        let files = BenchmarkSuite.files.map { folder.appending(path: $0) }
        self.init(
            analogies: try AnalogyBenchmark(file: files[0]), men: try SimilarityBenchmark(file: files[1]),
            wordsim353: try SimilarityBenchmark(file: files[2]), simlex999: try SimilarityBenchmark(file: files[3]))
    }

    /// Scores an embedding by all four; see ``AnalogyBenchmark/evaluate(_:)`` and
    /// ``SimilarityBenchmark/evaluate(_:)``.
    ///
    /// - Throws: ``EmbeddingsError/noKnownBenchmark(names:vocabulary:)`` when the vocabulary knows too few words of each
    ///   of them, and ``EmbeddingsError/vectorNotFinite(word:)``.
    public func evaluate(_ embedding: WordEmbedding) throws -> Evaluation {
        let result = Evaluation(
            analogies: try scored { try analogies.evaluate(embedding) },
            men: try scored { try men.evaluate(embedding) },
            wordsim353: try scored { try wordsim353.evaluate(embedding) },
            simlex999: try scored { try simlex999.evaluate(embedding) })
        if result.analogies == nil, result.men == nil, result.wordsim353 == nil, result.simlex999 == nil {
            throw EmbeddingsError.noKnownBenchmark(
                names: [analogies.name, men.name, wordsim353.name, simlex999.name],
                vocabulary: embedding.vocabulary.count)
        }
        return result
    }

    /// nil for a benchmark that this embedding cannot be scored by.
    private func scored<Result>(_ evaluate: () throws -> Result) throws -> Result? {
        do {
            return try evaluate()
        } catch EmbeddingsError.benchmarkWithoutKnownWords, EmbeddingsError.constantBenchmark {
            return nil
        }
    }
}

/// What a ``BenchmarkSuite`` says of an embedding. A benchmark is nil where the vocabulary knows too few of its words,
/// or where all its known pairs have the same score or cosine.
public struct Evaluation: Hashable, Sendable {
    /// The analogies, by category and overall.
    public let analogies: AnalogyBenchmark.Result?
    /// The agreement with MEN.
    public let men: SimilarityBenchmark.Result?
    /// The agreement with WordSim-353.
    public let wordsim353: SimilarityBenchmark.Result?
    /// The agreement with SimLex-999.
    public let simlex999: SimilarityBenchmark.Result?
}

extension Evaluation: Encodable {
    private enum CodingKeys: CodingKey { case analogies, men, wordsim353, simlex999, categories }

    /// Writes the share of analogies completed and Spearman's ρ of the others, or null, under `analogies`, `men`,
    /// `wordsim353` and `simlex999`, and the categories of analogies under `categories`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(analogies?.accuracy, forKey: .analogies)
        try container.encode(men?.correlation, forKey: .men)
        try container.encode(wordsim353?.correlation, forKey: .wordsim353)
        try container.encode(simlex999?.correlation, forKey: .simlex999)
        try container.encode(analogies?.categories ?? [], forKey: .categories)
    }
}
