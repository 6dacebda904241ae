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
    /// - Throws: ``EmbeddingsError/benchmarkWithoutKnownWords(name:items:vocabulary:)`` where that cannot be done:
    ///   fewer than two known pairs, or equal scores or cosines throughout.
    public func evaluate(_ embedding: WordEmbedding) throws -> Result {
        let vocabulary = embedding.vocabulary
        var (cosines, scores): ([Double], [Double]) = ([], [])
        for pair in pairs {
            guard let first = vocabulary.index(of: pair.first), let second = vocabulary.index(of: pair.second) else {
                continue
            }
            cosines.append(cosine(embedding.vectors.row(first), embedding.vectors.row(second)))
            scores.append(pair.score)
        }
        guard let correlation = rankCorrelation(cosines, scores) else {
            throw EmbeddingsError.benchmarkWithoutKnownWords(name: name, items: "pairs", vocabulary: vocabulary.count)
        }
        return Result(correlation: correlation, knownPairs: scores.count, pairs: pairs.count)
    }
}
