public import Foundation
import LinearAlgebra
import TextStatistics

/// Pairs of words with the similarity that people gave them.
public struct SimilarityBenchmark: Sendable {
    /// The agreement of an embedding with the scores.
    public struct Result: Codable, Hashable, Sendable {
        /// Spearman's ρ of the cosines with the scores.
        public let correlation: Double
        /// How many pairs have both words in the vocabulary; only they count.
        public let knownPairs: Int
        /// How many pairs the benchmark has.
        public let pairs: Int
    }

    /// What messages call it.
    public let name: String
    /// The pairs, in the order of the file, words in lower case.
    public let pairs: [(first: String, second: String, score: Double)]

    /// A benchmark of given pairs.
    public init(name: String, pairs: [(first: String, second: String, score: Double)]) {
        self.name = name
        self.pairs = pairs.map { ($0.first.lowercased(), $0.second.lowercased(), $0.score) }
    }

    /// Reads a file of lines `word⇥word⇥score`; lines that start with `#` are comments.
    ///
    /// - Throws: ``EmbeddingsError`` for a file that is not like this.
    public init(file: URL) throws {
        let expected = "two words and a number"
        let table = try BenchmarkTable(file: file, columns: 3, expected: expected)
        self.init(
            name: table.name,
            pairs: try table.rows.map { line, columns in
                guard let score = Double(columns[2]), score.isFinite else {
                    throw table.malformed(line: line, expected: expected)
                }
                return (columns[0], columns[1], score)
            })
    }

    /// Ranks the known pairs by the cosines of their words.
    ///
    /// A pair that was judged twice counts twice, as the benchmarks' authors count it. A word that the vocabulary has
    /// only in another case is taken in that.
    ///
    /// - Throws: ``EmbeddingsError/benchmarkWithoutKnownWords(name:items:vocabulary:)`` for fewer than two known pairs,
    ///   ``EmbeddingsError/constantBenchmark(name:values:pairs:)`` for equal scores or cosines throughout, and
    ///   ``EmbeddingsError/vectorNotFinite(word:)``.
    public func evaluate(_ embedding: WordEmbedding) throws -> Result {
        try embedding.checkFinite()
        let known = KnownWords(embedding.vocabulary)
        var (cosines, scores): ([Double], [Double]) = ([], [])
        for pair in pairs {
            guard let first = known.index(of: pair.first), let second = known.index(of: pair.second) else { continue }
            cosines.append(cosine(embedding.vectors.row(first), embedding.vectors.row(second)))
            scores.append(pair.score)
        }
        guard scores.count >= 2 else {
            throw EmbeddingsError.benchmarkWithoutKnownWords(
                name: name, items: "pairs", vocabulary: embedding.vocabulary.count)
        }
        guard let correlation = rankCorrelation(cosines, scores) else {
            let isScores = scores.allSatisfy { $0 == scores[0] }
            throw EmbeddingsError.constantBenchmark(
                name: name, values: isScores ? "scores" : "cosines", pairs: scores.count)
        }
        return Result(correlation: correlation, knownPairs: scores.count, pairs: pairs.count)
    }
}
