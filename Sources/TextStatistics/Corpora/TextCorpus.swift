public import Computation
public import Foundation

/// A corpus of text in UTF-8: a file, plain or compressed by gzip or bzip2; a database of dictd (`.dict.dz`); a zip
/// archive of texts; a dump of a Wikipedia (`pages-articles.xml`), plain or compressed; or a folder of all these.
///
/// It is counted when it is used. What the file is, is told from its content. In a folder or an archive each text is
/// a document of its own, in a dump each article; files that are no texts are skipped, and how many is reported as
/// progress.
public struct TextCorpus: Corpus {
    /// What the book calls it.
    public let name: String
    /// The text: a file or a folder.
    public let file: URL
    /// Where its documents end, besides the ends of files and articles.
    public let documents: DocumentLayout
    /// How it becomes words.
    public let normalization: TextNormalization
    /// The articles of a Wikipedia dump that have fewer words are left out, as redirects and other pages are.
    public let minimumArticleWords: Int
    /// What to do where the file is missing.
    public let remedyIfMissing: String?

    /// Names the file; it is not opened yet.
    public init(
        name: String, file: URL, documents: DocumentLayout = .whole,
        normalization: TextNormalization = TextNormalization(), minimumArticleWords: Int = 100,
        remedyIfMissing: String? = nil
    ) {
        self.name = name
        self.file = file
        self.documents = documents
        self.normalization = normalization
        self.minimumArticleWords = minimumArticleWords
        self.remedyIfMissing = remedyIfMissing
    }

    /// From the file's bytes and how they are read; the file's name does not matter.
    ///
    /// Of a folder, from the bytes of its files in the order of their paths, without what is hidden.
    public var fingerprint: Fingerprint {
        get throws {
            let content = try explainingMissing(corpus: name, remedy: remedyIfMissing) {
                try isFolder(file)
                    ? Folder(file).files.map { try Fingerprint(ofFile: $0.url) } : [Fingerprint(ofFile: file)]
            }
            return Fingerprint(
                operation: "text corpus",
                parameters: [
                    "documents": documents.rawValue,
                    "digits": normalization.spellsOutDigits ? "spelled out" : "separate words",
                    "shortest article": String(minimumArticleWords),
                ],
                inputs: content)
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
                openText(file, minimumArticleWords: minimumArticleWords), documents: documents,
                normalization: normalization)
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

func checkPositive(_ parameter: String, _ value: Int) throws {
    guard value >= 1 else { throw CorpusError.notPositive(parameter: parameter, value: value) }
}
