import Computation

/// The widest window: in a wider one the weights could add up to 2³² or more.
let maximalWindow = 65_535

/// A corpus whose words can be read one after the other.
protocol ReadableText: Corpus {
    /// Reads the whole text as the numbers of its words. Throws ``CorpusError``, ``SpillError`` and ``FileError``.
    func tokenized(_ limits: CountingLimits) throws -> TokenizedText
}

/// Reads a corpus's text and counts its words and pairs; remembered under the corpus's fingerprint.
///
/// Words outside the vocabulary are dropped before pairs are formed. The text is read only when nothing is remembered.
/// Throws ``CorpusError``, ``SpillError``, and what reading throws.
func countText(
    of corpus: some ReadableText, vocabulary size: Int, window: Int, limits: CountingLimits = CountingLimits()
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
        let text = try corpus.tokenized(limits)
        let middle = clock.now
        ComputeContext.current.timing("reading the text", (middle - start) / .seconds(1), false)
        defer { ComputeContext.current.timing("counting pairs", (clock.now - middle) / .seconds(1), false) }
        let (vocabulary, translation) = try VocabularyChoice.size(size).select(
            from: text.words, corpus: corpus.name)
        let survey = try TextSurvey(text.numbers, translation: translation)
        guard survey.longestDocument > window else {
            throw CorpusError.windowTooLong(
                corpus: corpus.name, window: window, longestDocument: survey.longestDocument)
        }
        guard !vocabulary.totalTokens.multipliedReportingOverflow(by: window * (window + 1)).overflow else {
            throw CorpusError.sumTooLarge(corpus: corpus.name, window: window)
        }
        return try countCooccurrences(
            in: text.numbers, translation: translation, documents: survey.documents, vocabulary: vocabulary,
            window: window,
            fingerprint: Fingerprint(operation: "cooccurrences", parameters: parameters, inputs: [content]),
            limits: limits)
    }
}
