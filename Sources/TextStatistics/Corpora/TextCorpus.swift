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
    /// The SHA-256 that the file must have; nil where any file will do.
    public let registered: Fingerprint?
    /// What to do where the file is missing.
    public let remedyIfMissing: String?

    /// Names the file; it is not opened yet.
    public init(
        name: String, file: URL, documents: DocumentLayout = .whole,
        normalization: TextNormalization = TextNormalization(), registered: Fingerprint? = nil,
        remedyIfMissing: String? = nil
    ) {
        self.name = name
        self.file = file
        self.documents = documents
        self.normalization = normalization
        self.registered = registered
        self.remedyIfMissing = remedyIfMissing
    }

    /// From the file's bytes and how they are read; the file's name does not matter.
    public var fingerprint: Fingerprint {
        get throws {
            let content = try explainingMissing(corpus: name, remedy: remedyIfMissing) {
                try fileFingerprint(file, corpus: name, registered: registered)
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

    /// Reads the text and counts it; remembered.
    ///
    /// Words outside the vocabulary are dropped before pairs are formed. Throws ``CorpusError`` and ``FileError``.
    /// Needs 8 bytes a word of text, and 24 bytes a non-zero count while they are put together.
    public func cooccurrences(vocabulary size: Int, window: Int) throws -> Cooccurrences {
        try checkPositive("vocabulary", size)
        try checkPositive("window", window)
        let parameters: KeyValuePairs = ["vocabulary": String(size), "window": String(window)]
        let corpus = try fingerprint
        // The operation is part of the key, so the name stays out of it.
        return try remembered("counting words and pairs", parameters, from: [corpus]) {
            var text = try TokenizedText(
                openText(file), documents: documents, normalization: normalization)
            let vocabulary = try takeVocabulary(size, of: &text)
            let longest = text.longestDocument
            guard longest > window else {
                throw CorpusError.windowTooLong(corpus: name, window: window, longestDocument: longest)
            }
            return countCooccurrences(
                in: text.tokens, vocabulary: vocabulary, window: window,
                fingerprint: Fingerprint(operation: "cooccurrences", parameters: parameters, inputs: [corpus]))
        }
    }

    /// The most frequent words; afterwards the text is in their numbers, and without the others.
    private func takeVocabulary(_ size: Int, of text: inout TokenizedText) throws -> Vocabulary {
        let words = text.words
        guard words.count >= size else {
            throw CorpusError.tooFewWords(corpus: name, found: words.count, asked: size)
        }
        let chosen = words.mostFrequent(size)
        var numbers = [UInt32](repeating: TokenizedText.border, count: words.count)
        for (number, word) in chosen.enumerated() { numbers[word] = UInt32(number) }
        text.renumber(numbers)
        return Vocabulary(
            words: chosen.map { String(decoding: words[$0], as: UTF8.self) }, counts: chosen.map { words.counts[$0] },
            totalTokens: words.counts.reduce(0, +))
    }
}

/// Says of a corpus whose file is missing how to get it.
func explainingMissing<Value>(corpus: String, remedy: String?, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch FileError.missing(let path) {
        throw CorpusError.missing(corpus: corpus, path: path, remedy: remedy)
    }
}

/// The fingerprint of a corpus's file, which must be the registered one where one is registered.
func fileFingerprint(_ file: URL, corpus: String, registered: Fingerprint?) throws -> Fingerprint {
    let found = try Fingerprint(ofFile: file)
    if let registered, found != registered {
        throw CorpusError.otherContent(corpus: corpus, path: file.path, found: found, registered: registered)
    }
    return found
}

func checkPositive(_ parameter: String, _ value: Int) throws {
    guard value >= 1 else { throw CorpusError.notPositive(parameter: parameter, value: value) }
}
