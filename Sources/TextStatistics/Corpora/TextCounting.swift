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
        let (vocabulary, translation) = try VocabularyChoice.size(size).select(
            from: text.words, corpus: corpus.name)
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
