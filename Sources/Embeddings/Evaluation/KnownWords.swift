import LinearAlgebra
import TextStatistics

/// Where the words of a benchmark, which are in lower case, stand in a vocabulary.
///
/// Vocabularies made here are in lower case; those of vectors read from elsewhere may not be. A word that is not there
/// in lower case is taken as the first word, and so the most frequent one, that differs from it in case alone.
struct KnownWords {
    private let vocabulary: Vocabulary
    /// The first word of each lower-case form, among the words that are not in lower case.
    private let folded: WordIndex

    init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        var folded = WordIndex()
        for (index, word) in vocabulary.words.enumerated()
        where word.utf8.contains(where: { $0 >= 0x80 || (0x41...0x5A).contains($0) }) {
            let lower = word.lowercased()
            if Word(lower) != Word(word) { folded.insert(lower, at: index) }
        }
        self.folded = folded
    }

    func index(of word: String) -> Int? { vocabulary.index(of: word) ?? folded[word] }
}

extension WordEmbedding {
    /// Throws ``EmbeddingsError/vectorNotFinite(word:)`` for the first word whose vector has a component that is
    /// infinite or not a number: no cosine with it means anything.
    func checkFinite() throws {
        guard let place = vectors.elements.firstIndex(where: { !$0.isFinite }) else { return }
        throw EmbeddingsError.vectorNotFinite(word: vocabulary.words[place / dimension])
    }
}
