/// The most frequent words of a corpus, most frequent first, ties alphabetical.
public struct Vocabulary: Hashable, Sendable {
    /// The words; a word's index here is its row and column in every matrix.
    public let words: [String]
    /// How often each word occurs in the corpus.
    public let counts: [Int]
    /// How many words the whole corpus has, those outside the vocabulary included.
    public let totalTokens: Int
    private let indices: WordIndex

    /// A vocabulary of words in the order given, of which no two have the same bytes: see ``Word``. Cost: one hash table.
    public init(words: [String], counts: [Int], totalTokens: Int) {
        precondition(words.count == counts.count, "each word needs a count")
        self.words = words
        self.counts = counts
        self.totalTokens = totalTokens
        indices = WordIndex(words)
        precondition(indices.count == words.count, "the words of a vocabulary differ from each other")
    }

    /// How many words there are.
    public var count: Int { words.count }

    /// Where a word stands; nil where the vocabulary does not have these very letters. Words are in lower case.
    public func index(of word: String) -> Int? { indices[word] }

    /// The `count` most frequent words, or all where there are fewer.
    public func prefix(_ count: Int) -> Vocabulary {
        Vocabulary(words: Array(words.prefix(count)), counts: Array(counts.prefix(count)), totalTokens: totalTokens)
    }

    /// Equal words, by their bytes, counts and totals.
    public static func == (left: Vocabulary, right: Vocabulary) -> Bool {
        left.words.elementsEqual(right.words) { Word($0) == Word($1) } && left.counts == right.counts
            && left.totalTokens == right.totalTokens
    }

    /// Feeds in what `==` compares.
    public func hash(into hasher: inout Hasher) {
        for word in words { hasher.combine(Word(word)) }
        hasher.combine(counts)
        hasher.combine(totalTokens)
    }
}

extension Vocabulary: Codable {
    private enum CodingKeys: CodingKey { case words, counts, totalTokens }

    /// Reads `words`, `counts` and `totalTokens`; lists that do not belong together are a decoding error.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let words = try container.decode([String].self, forKey: .words)
        let counts = try container.decode([Int].self, forKey: .counts)
        guard words.count == counts.count, WordIndex(words).count == words.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .counts, in: container, debugDescription: "the words and their counts do not belong together")
        }
        self.init(
            words: words, counts: counts, totalTokens: try container.decode(Int.self, forKey: .totalTokens))
    }

    /// Writes `words`, `counts` and `totalTokens`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(words, forKey: .words)
        try container.encode(counts, forKey: .counts)
        try container.encode(totalTokens, forKey: .totalTokens)
    }
}
