import Computation

/// Which words of a corpus are its vocabulary.
public enum VocabularyChoice: Hashable, Codable, Sendable {
    /// So many of the most frequent words, ties alphabetical.
    case size(Int)
    /// All words that occur so many times or more, as word2vec chooses them.
    case minimumCount(Int)

    /// Names the choice in the key of a result.
    var parameters: KeyValuePairs<String, String> {
        switch self {
        case .size(let size): ["vocabulary": String(size)]
        case .minimumCount(let count): ["minimum count": String(count)]
        }
    }

    func check() throws {
        switch self {
        case .size(let size): try checkPositive(.vocabulary, size)
        case .minimumCount(let count): try checkPositive(.minimumCount, count)
        }
    }

    /// The chosen words, and of each word of the text its number among these, or a border. Throws ``CorpusError``.
    func select(
        from words: WordTable, corpus: String
    ) throws -> (vocabulary: Vocabulary, translation: [UInt32]) {
        let chosen = words.mostFrequent(try size(in: words, corpus: corpus))
        var translation = [UInt32](repeating: TokenizedText.border, count: words.count)
        for (number, word) in chosen.enumerated() { translation[word] = UInt32(number) }
        let vocabulary = Vocabulary(
            words: chosen.map { String(decoding: words[$0], as: UTF8.self) }, counts: chosen.map { words.counts[$0] },
            totalTokens: words.counts.reduce(0, +))
        return (vocabulary, translation)
    }

    private func size(in words: WordTable, corpus: String) throws -> Int {
        switch self {
        case .size(let size):
            guard words.count >= size else {
                throw CorpusError.tooFewWords(corpus: corpus, found: words.count, asked: size)
            }
            return size
        case .minimumCount(let least):
            let size = words.counts.count { $0 >= least }
            guard size > 0 else {
                throw CorpusError.noFrequentWords(
                    corpus: corpus, minimumCount: least, most: words.counts.max() ?? 0)
            }
            return size
        }
    }
}
