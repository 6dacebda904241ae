import Computation
public import Foundation
import LinearAlgebra
import TextStatistics

/// Families of word pairs that share a relation, as `man : woman` and `king : queen`.
public struct AnalogyBenchmark: Sendable {
    /// The pairs of one relation.
    public struct Category: Hashable, Sendable {
        /// The relation.
        public let name: String
        /// The pairs, in lower case.
        public let pairs: [Pair]

        /// A relation with its pairs.
        public init(name: String, pairs: [Pair]) {
            self.name = name
            self.pairs = pairs
        }
    }

    /// A pair of words `a : b`.
    public struct Pair: Hashable, Sendable {
        /// The first word.
        public let a: String
        /// The word that stands in the relation to it.
        public let b: String

        /// A pair; the words are brought to lower case.
        public init(_ a: String, _ b: String) {
            self.a = a.lowercased()
            self.b = b.lowercased()
        }
    }

    /// How many analogies an embedding completes.
    public struct Result: Codable, Hashable, Sendable {
        /// The score of one category.
        public struct Score: Codable, Hashable, Sendable {
            /// The relation.
            public let name: String
            /// How many distinct pairs have both words in the vocabulary.
            public let knownPairs: Int
            /// How many analogies they make: one for every ordered pair of pairs.
            public let analogies: Int
            /// How many of those were completed correctly.
            public let correct: Int
            /// The share of correct ones; NaN without any analogy.
            public var accuracy: Double { Double(correct) / Double(analogies) }
        }

        /// Every category of the benchmark in its order, those without analogies included.
        public let categories: [Score]
        /// The number of analogies in all categories.
        public var analogies: Int { categories.reduce(0) { $0 + $1.analogies } }
        /// The number of correct ones.
        public var correct: Int { categories.reduce(0) { $0 + $1.correct } }
        /// The share of correct ones among all analogies.
        public var accuracy: Double { Double(correct) / Double(analogies) }
    }

    /// What messages call it.
    public let name: String
    /// The families.
    public let categories: [Category]

    /// A benchmark of given families.
    public init(name: String, categories: [Category]) {
        self.name = name
        self.categories = categories
    }

    /// Reads a file of lines `category⇥a⇥b`; lines that start with `#` are comments.
    ///
    /// - Throws: ``EmbeddingsError`` for a file that is not like this.
    public init(file: URL) throws {
        let table = try BenchmarkTable(file: file, columns: 3, expected: "a category and two words")
        var names: [String] = []
        var pairs: [String: [Pair]] = [:]
        for (_, columns) in table.rows {
            if pairs[columns[0]] == nil { names.append(columns[0]) }
            pairs[columns[0], default: []].append(Pair(columns[1], columns[2]))
        }
        self.init(name: table.name, categories: names.map { Category(name: $0, pairs: pairs[$0]!) })
    }

    /// Completes every analogy `a : b :: a' : ?` of known words: the answer is the word, other than a, b and a', whose
    /// unit vector has the largest product with `a' + b − a` (unit vectors; the first word of several alike).
    ///
    /// An analogy whose right answer is itself a or b counts, and is not completed. About 2Vd operations for each
    /// analogy, in single precision.
    ///
    /// - Throws: ``EmbeddingsError/benchmarkWithoutKnownWords(name:items:vocabulary:)`` when there is no analogy.
    public func evaluate(_ embedding: WordEmbedding) throws -> Result {
        let units = embedding.unitVectors
        let scores = categories.map { category in
            let pairs = Self.knownPairs(category, embedding.vocabulary)
            let analogies = pairs.flatMap { first in
                pairs.filter { $0 != first }.map { Analogy(a: first.a, b: first.b, second: $0.a, answer: $0.b) }
            }
            return Result.Score(
                name: category.name, knownPairs: pairs.count, analogies: analogies.count,
                correct: Self.countCorrect(analogies, units))
        }
        let result = Result(categories: scores)
        guard result.analogies > 0 else {
            throw EmbeddingsError.benchmarkWithoutKnownWords(
                name: name, items: "pairs of a category", vocabulary: embedding.vocabulary.count)
        }
        return result
    }

    /// Word indices of `a : b :: second : answer`.
    private struct Analogy: Sendable {
        let a, b, second, answer: Int
    }

    private struct KnownPair: Hashable {
        let a, b: Int
    }

    private static func knownPairs(_ category: Category, _ vocabulary: Vocabulary) -> [KnownPair] {
        var seen: Set<KnownPair> = []
        return category.pairs.compactMap { pair in
            guard let a = vocabulary.index(of: pair.a), let b = vocabulary.index(of: pair.b) else { return nil }
            let known = KnownPair(a: a, b: b)
            return seen.insert(known).inserted ? known : nil
        }
    }

    private static func countCorrect(_ analogies: [Analogy], _ units: Matrix<Float>) -> Int {
        // As many at a time as make one large product without much memory.
        let batch = 512
        return stride(from: 0, to: analogies.count, by: batch).reduce(0) { count, start in
            let part = Array(analogies[start..<min(start + batch, analogies.count)])
            let scores = units.rows(at: part.map(\.b))
                .adding(units.rows(at: part.map(\.second)), minus: units.rows(at: part.map(\.a)))
                .timesTransposed(units)
            let correct = concurrentChunks(count: part.count, chunk: 32) { range in
                range.count { part[$0].answer == best(scores.row($0), excluding: part[$0]) }
            }
            return count + correct.reduce(0, +)
        }
    }

    private static func best(_ scores: ArraySlice<Float>, excluding analogy: Analogy) -> Int {
        scores.withUnsafeBufferPointer { scores in
            var (best, bestScore) = (-1, -Float.infinity)
            for word in scores.indices where scores[word] > bestScore {
                if word == analogy.a || word == analogy.b || word == analogy.second { continue }
                (best, bestScore) = (word, scores[word])
            }
            return best
        }
    }
}

extension Matrix where Element == Float {
    fileprivate func adding(_ added: Matrix, minus subtracted: Matrix) -> Matrix {
        var result = self
        result.withUnsafeMutableElements { elements in
            for index in elements.indices { elements[index] += added.elements[index] - subtracted.elements[index] }
        }
        return result
    }
}
