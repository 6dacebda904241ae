import Computation

/// Reads a corpus's text and counts its words and pairs; remembered under the corpus's fingerprint.
///
/// Words outside the vocabulary are dropped before pairs are formed. `open` is called only when nothing is remembered.
/// Throws ``CorpusError`` and what `open` and the stream throw.
func countText(
    of corpus: some Corpus, vocabulary size: Int, window: Int, documents: DocumentLayout,
    normalization: TextNormalization, open: () throws -> any TextStream
) throws -> Cooccurrences {
    try checkPositive("vocabulary", size)
    try checkPositive("window", window)
    let parameters: KeyValuePairs = ["vocabulary": String(size), "window": String(window)]
    let content = try corpus.fingerprint
    // The operation is part of the key, so the name stays out of it.
    return try remembered("counting words and pairs", parameters, from: [content]) {
        var text = try TokenizedText(open(), documents: documents, normalization: normalization)
        let vocabulary = try takeVocabulary(size, of: &text, corpus: corpus.name)
        let longest = text.longestDocument
        guard longest > window else {
            throw CorpusError.windowTooLong(corpus: corpus.name, window: window, longestDocument: longest)
        }
        return countCooccurrences(
            in: text.tokens, vocabulary: vocabulary, window: window,
            fingerprint: Fingerprint(operation: "cooccurrences", parameters: parameters, inputs: [content]))
    }
}

/// The most frequent words; afterwards the text is in their numbers, and without the others.
private func takeVocabulary(_ size: Int, of text: inout TokenizedText, corpus: String) throws -> Vocabulary {
    let words = text.words
    guard words.count >= size else {
        throw CorpusError.tooFewWords(corpus: corpus, found: words.count, asked: size)
    }
    let chosen = words.mostFrequent(size)
    var numbers = [UInt32](repeating: TokenizedText.border, count: words.count)
    for (number, word) in chosen.enumerated() { numbers[word] = UInt32(number) }
    text.renumber(numbers)
    return Vocabulary(
        words: chosen.map { String(decoding: words[$0], as: UTF8.self) }, counts: chosen.map { words.counts[$0] },
        totalTokens: words.counts.reduce(0, +))
}
