public import Computation
public import Foundation

/// A corpus that is a text file in UTF-8, plain or compressed by gzip, or a database of dictd (`.dict.dz`).
///
/// It is counted when it is used.
public struct TextCorpus: Corpus {
    /// What the book calls it.
    public let name: String
    /// The text; compression is told from its first bytes.
    public let file: URL
    /// Where its documents end.
    public let documents: DocumentLayout
    /// How it becomes words.
    public let normalization: TextNormalization
    /// What to do where the file is missing.
    public let remedyIfMissing: String?

    /// Names the file; it is not opened yet.
    public init(
        name: String, file: URL, documents: DocumentLayout = .whole,
        normalization: TextNormalization = TextNormalization(), remedyIfMissing: String? = nil
    ) {
        self.name = name
        self.file = file
        self.documents = documents
        self.normalization = normalization
        self.remedyIfMissing = remedyIfMissing
    }

    /// From the file's bytes and how they are read; the file's name does not matter.
    public var fingerprint: Fingerprint {
        get throws {
            let content = try explainingMissing(corpus: name, remedy: remedyIfMissing) {
                try Fingerprint(ofFile: file)
            }
            return Fingerprint(
                operation: "text corpus",
                parameters: [
                    "documents": documents.rawValue,
                    "digits": normalization.spellsOutDigits ? "spelled out" : "separate words",
                ],
                inputs: [content])
        }
    }

    /// The widest window: in a wider one the weights could add up to 2³² or more.
    public static let maximalWindow = 65_535

    /// Reads the text and counts it; remembered.
    ///
    /// Words outside the vocabulary are dropped before pairs are formed. Throws ``CorpusError``, ``FileError`` and
    /// ``SpillError``.
    ///
    /// Cost: some 6 ns a byte of text and its decompression, then 2 · L additions a word of the vocabulary, of about half a
    /// nanosecond on each thread.
    ///
    /// Memory keeps to the context's budget: 4 bytes a word of text while it is read, then up to 8 bytes a word of
    /// the vocabulary in it, and 8 bytes a non-zero count (12 if one exceeds 32 bits). A third of the budget is for
    /// each of these while they are made; what is more goes to a file without a name in the folder for temporary
    /// files (`TMPDIR`), and the text is counted part by part. The finished counts may take all of the budget; if they
    /// need more, that is an error, before memory is taken for them. Not in the budget are the different words of the
    /// text, at some 50 bytes each, and for each thread a megabyte and 32 bytes a word of the vocabulary.
    public func cooccurrences(vocabulary size: Int, window: Int) throws -> Cooccurrences {
        try cooccurrences(vocabulary: size, window: window, limits: CountingLimits())
    }

    func cooccurrences(vocabulary size: Int, window: Int, limits: CountingLimits) throws -> Cooccurrences {
        try checkPositive("vocabulary", size)
        try checkPositive("window", window)
        guard window <= Self.maximalWindow else {
            throw CorpusError.windowTooWide(window: window, limit: Self.maximalWindow)
        }
        let parameters: KeyValuePairs = ["vocabulary": String(size), "window": String(window)]
        let corpus = try fingerprint
        // The operation is part of the key, so the name stays out of it.
        return try remembered("counting words and pairs", parameters, from: [corpus]) {
            let text = try TokenizedText(
                openText(file), documents: documents, normalization: normalization,
                into: NumberLog(memory: limits.log, makeFile: limits.makeFile))
            let (vocabulary, translation) = try vocabulary(size, of: text.words)
            let survey = try TextSurvey(text.numbers, translation: translation)
            guard survey.longestDocument > window else {
                throw CorpusError.windowTooLong(
                    corpus: name, window: window, longestDocument: survey.longestDocument)
            }
            let weight = UInt64(window) * UInt64(window + 1)
            guard !vocabulary.totalTokens.multipliedReportingOverflow(by: weight).overflow else {
                throw CorpusError.sumTooLarge(corpus: name, window: window)
            }
            return try countCooccurrences(
                in: text.numbers, translation: translation, documents: survey.documents, vocabulary: vocabulary,
                window: window,
                fingerprint: Fingerprint(operation: "cooccurrences", parameters: parameters, inputs: [corpus]),
                limits: limits)
        }
    }

    /// The most frequent words, and of each word of the text its number among these, or a border.
    private func vocabulary(_ size: Int, of words: WordTable) throws -> (Vocabulary, translation: [UInt32]) {
        guard words.count >= size else {
            throw CorpusError.tooFewWords(corpus: name, found: words.count, asked: size)
        }
        let chosen = words.mostFrequent(size)
        var translation = [UInt32](repeating: TokenizedText.border, count: words.count)
        for (number, word) in chosen.enumerated() { translation[word] = UInt32(number) }
        let vocabulary = Vocabulary(
            words: chosen.map { String(decoding: words[$0], as: UTF8.self) }, counts: chosen.map { words.counts[$0] },
            totalTokens: words.counts.reduce(0, +))
        return (vocabulary, translation)
    }
}

/// Says of a corpus whose file is missing how to get it.
func explainingMissing<Value>(corpus: String, remedy: String?, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch FileError.missing(let path) {
        throw CorpusError.missing(corpus: corpus, path: path, remedy: remedy)
    }
}

func checkPositive(_ parameter: String, _ value: Int) throws {
    guard value >= 1 else { throw CorpusError.notPositive(parameter: parameter, value: value) }
}
