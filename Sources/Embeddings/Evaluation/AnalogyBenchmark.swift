public import Foundation
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
        private let first: Word
        private let second: Word

        /// The first word.
        public var a: String { first.text }
        /// The word that stands in the relation to it.
        public var b: String { second.text }

        /// A pair; the words are brought to lower case. Equal pairs have words of the same bytes.
        public init(_ a: String, _ b: String) {
            first = Word(a.lowercased())
            second = Word(b.lowercased())
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
    /// A pair that a category names twice counts once. An analogy whose right answer is itself a or b counts, and is not
    /// completed. A word that the vocabulary has only in another case is taken in that. Costs 2Vd operations for each
    /// different word of the benchmark and 2V for each analogy, in single precision, and some megabytes.
    ///
    /// - Throws: ``EmbeddingsError/benchmarkWithoutKnownWords(name:items:vocabulary:)`` when there is no analogy, and
    ///   ``EmbeddingsError/vectorNotFinite(word:)``.
    public func evaluate(_ embedding: WordEmbedding) throws -> Result {
        let questions = try questions(embedding)
        var correct = Array(repeating: 0, count: categories.count)
        questions.complete(embedding) { search in
            search.forEach { first, second, answer in
                if search.isCorrect(first, second, answer) { correct[search.family] += 1 }
            }
        }
        return Result(
            categories: categories.indices.map { index in
                let pairs = questions.families[index].count
                return Result.Score(
                    name: categories[index].name, knownPairs: pairs, analogies: pairs * max(0, pairs - 1),
                    correct: correct[index])
            })
    }

    /// How each analogy is completed, by category, in the order of its first pairs and then its second ones; see
    /// ``evaluate(_:)``, which makes the same answers. A category without analogies has an empty list.
    ///
    /// - Throws: as ``evaluate(_:)``.
    public func completions(_ embedding: WordEmbedding) throws -> [[AnalogyCompletion]] {
        let questions = try questions(embedding)
        let words = embedding.vocabulary.words
        func word(_ place: Int) -> String { words[questions.words[place]] }
        var result: [[AnalogyCompletion]] = Array(repeating: [], count: categories.count)
        questions.complete(embedding) { search in
            search.forEach { first, second, answer in
                let competitor = answer.competitor >= 0 ? words[Int(answer.competitor)] : nil
                result[search.family].append(
                    AnalogyCompletion(
                        first: Pair(word(first.a), word(first.b)), second: Pair(word(second.a), word(second.b)),
                        cosine: answer.cosine(answer.score), competitor: competitor,
                        competitorCosine: competitor == nil ? -1 : answer.cosine(answer.competitorScore),
                        isCorrect: search.isCorrect(first, second, answer)))
            }
        }
        return result
    }

    private func questions(_ embedding: WordEmbedding) throws -> AnalogyQuestions {
        let questions = AnalogyQuestions(categories.map(\.pairs), in: embedding.vocabulary)
        guard questions.families.contains(where: { $0.count > 1 }) else {
            throw EmbeddingsError.benchmarkWithoutKnownWords(
                name: name, items: "pairs of a category", vocabulary: embedding.vocabulary.count)
        }
        try embedding.checkFinite()
        return questions
    }
}

/// How an embedding completes one analogy `a : b :: a' : b'`: where `t = a' + b − a` (unit vectors) lies.
public struct AnalogyCompletion: Hashable, Sendable {
    /// `a : b`, in lower case.
    public let first: AnalogyBenchmark.Pair
    /// `a' : b'`, in lower case.
    public let second: AnalogyBenchmark.Pair
    /// The cosine of t with the right answer b'; 0 where t is zero.
    public let cosine: Double
    /// The word with the largest cosine with t beside a, b, a' and b'; nil for a vocabulary without any other word.
    public var competitor: String? { other?.text }
    private let other: Word?
    /// The cosine of t with the competitor; −1 without one.
    public let competitorCosine: Double
    /// Whether b' is the answer given: it has the largest cosine, and is not itself a, b or a'.
    public let isCorrect: Bool

    init(
        first: AnalogyBenchmark.Pair, second: AnalogyBenchmark.Pair, cosine: Double, competitor: String?,
        competitorCosine: Double, isCorrect: Bool
    ) {
        (self.first, self.second, self.cosine) = (first, second, cosine)
        other = competitor.map(Word.init)
        (self.competitorCosine, self.isCorrect) = (competitorCosine, isCorrect)
    }

    /// By how much the right answer's cosine exceeds that of its nearest competitor.
    public var margin: Double { cosine - competitorCosine }
}
