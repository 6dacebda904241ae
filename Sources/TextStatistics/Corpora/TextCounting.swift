import Computation
import Files

/// The widest window: in a wider one the weights could add up to 2³² or more.
let maximalWindow = 65_535

/// A corpus whose words can be read one after the other.
protocol ReadableText: Corpus {
    /// Reads the whole text as the numbers of its words. Throws ``CorpusError``, ``SpillError`` and ``FileError``.
    func tokenized(_ limits: CountingLimits) throws -> TokenizedText
    /// The corpus's fingerprint with the files that the text was read from, of which `contents` are the fingerprints.
    /// Throws ``CorpusError/otherContent(corpus:path:found:registered:)``.
    func fingerprint(ofContents contents: [Fingerprint]) throws -> Fingerprint
}

extension ReadableText {
    /// Reads the text; returns the fingerprint of the very bytes that were read, too. Throws ``CorpusError/changed(corpus:)``
    /// where it is not the expected one, under which is kept what is made of the text.
    func tokenized(
        _ limits: CountingLimits, expecting expected: Fingerprint?
    ) throws -> (text: TokenizedText, fingerprint: Fingerprint) {
        let text = try tokenized(limits)
        let fingerprint = try fingerprint(ofContents: text.contents)
        guard expected == nil || expected == fingerprint else { throw CorpusError.changed(corpus: name) }
        return (text, fingerprint)
    }
}

/// Reads a corpus's text and counts its words and pairs; remembered under the corpus's fingerprint.
///
/// Words outside the vocabulary are dropped before pairs are formed. The text is read only when nothing is remembered.
/// Throws ``CorpusError``, ``SpillError``, and what reading throws.
func countText(
    of corpus: some ReadableText, vocabulary size: Int, window: Int, limits: CountingLimits = CountingLimits()
) throws -> Cooccurrences {
    try checkPositive(.vocabulary, size)
    try checkPositive(.window, window)
    guard window <= maximalWindow else { throw CorpusError.windowTooWide(window: window, limit: maximalWindow) }
    let parameters: KeyValuePairs = ["vocabulary": String(size), "window": String(window)]
    // Where nothing is remembered, one look at the file is enough.
    let known = try ComputeContext.current.store == nil ? nil : corpus.fingerprint
    // The operation is part of the key, so the name stays out of it.
    return try remembered("counting words and pairs", parameters, from: known.map { [$0] } ?? []) {
        let clock = ContinuousClock()
        let start = clock.now
        let (text, content) = try corpus.tokenized(limits, expecting: known)
        let middle = clock.now
        ComputeContext.current.timing("reading the text", (middle - start) / .seconds(1), false)
        defer { ComputeContext.current.timing("counting pairs", (clock.now - middle) / .seconds(1), false) }
        // The different words are given back before the pairs are counted.
        let numbers = text.numbers
        let (vocabulary, translation) = try VocabularyChoice.size(size).select(
            from: text.words, corpus: corpus.name)
        let survey = try TextSurvey(numbers, translation: translation)
        guard survey.longestDocument > window else {
            throw CorpusError.windowTooLong(
                corpus: corpus.name, window: window, longestDocument: survey.longestDocument)
        }
        guard !vocabulary.totalTokens.multipliedReportingOverflow(by: window * (window + 1)).overflow else {
            throw CorpusError.sumTooLarge(corpus: corpus.name, window: window)
        }
        return try countCooccurrences(
            in: numbers, translation: translation, documents: survey.documents, vocabulary: vocabulary,
            window: window,
            fingerprint: Fingerprint(operation: "cooccurrences", parameters: parameters, inputs: [content]),
            limits: limits)
    }
}
