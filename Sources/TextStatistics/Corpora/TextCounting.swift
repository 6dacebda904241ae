import Computation

/// The widest window: in a wider one the weights could add up to 2³² or more.
let maximalWindow = 65_535

/// Reads a corpus's text and counts its words and pairs; remembered under the corpus's fingerprint.
///
/// Words outside the vocabulary are dropped before pairs are formed. `open` is called only when nothing is remembered.
/// Throws ``CorpusError``, ``SpillError``, and what `open` and the stream throw.
func countText(
    of corpus: some Corpus, vocabulary size: Int, window: Int, documents: DocumentLayout,
    normalization: TextNormalization, limits: CountingLimits = CountingLimits(), open: () throws -> any TextStream
) throws -> Cooccurrences {
    try checkPositive("vocabulary", size)
    try checkPositive("window", window)
    guard window <= maximalWindow else { throw CorpusError.windowTooWide(window: window, limit: maximalWindow) }
    let parameters: KeyValuePairs = ["vocabulary": String(size), "window": String(window)]
    let content = try corpus.fingerprint
    // The operation is part of the key, so the name stays out of it.
    return try remembered("counting words and pairs", parameters, from: [content]) {
        let clock = ContinuousClock()
        let start = clock.now
        let text = try TokenizedText(
            open(), documents: documents, normalization: normalization,
            into: NumberLog(memory: limits.log, makeFile: limits.makeFile))
        let middle = clock.now
        ComputeContext.current.timing("reading the text", (middle - start) / .seconds(1), false)
        defer { ComputeContext.current.timing("counting pairs", (clock.now - middle) / .seconds(1), false) }
        let (vocabulary, translation) = try chosenWords(size, of: text.words, corpus: corpus.name)
        let survey = try TextSurvey(text.numbers, translation: translation)
        guard survey.longestDocument > window else {
            throw CorpusError.windowTooLong(
                corpus: corpus.name, window: window, longestDocument: survey.longestDocument)
        }
        let weight = UInt64(window) * UInt64(window + 1)
        guard !vocabulary.totalTokens.multipliedReportingOverflow(by: weight).overflow else {
            throw CorpusError.sumTooLarge(corpus: corpus.name, window: window)
        }
        return try countCooccurrences(
            in: text.numbers, translation: translation, documents: survey.documents, vocabulary: vocabulary,
            window: window,
            fingerprint: Fingerprint(operation: "cooccurrences", parameters: parameters, inputs: [content]),
            limits: limits)
    }
}

/// The most frequent words, and of each word of the text its number among these, or a border.
private func chosenWords(
    _ size: Int, of words: WordTable, corpus: String
) throws -> (vocabulary: Vocabulary, translation: [UInt32]) {
    guard words.count >= size else {
        throw CorpusError.tooFewWords(corpus: corpus, found: words.count, asked: size)
    }
    let chosen = words.mostFrequent(size)
    var translation = [UInt32](repeating: TokenizedText.border, count: words.count)
    for (number, word) in chosen.enumerated() { translation[word] = UInt32(number) }
    let vocabulary = Vocabulary(
        words: chosen.map { String(decoding: words[$0], as: UTF8.self) }, counts: chosen.map { words.counts[$0] },
        totalTokens: words.counts.reduce(0, +))
    return (vocabulary, translation)
}
