import Computation
public import Files
public import Foundation

/// A corpus of text in UTF-8: a file, plain or compressed by gzip or bzip2; a database of dictd (`.dict.dz`); a zip
/// archive of texts; a dump of a Wikipedia (`pages-articles.xml`), plain or compressed; or a folder of all these.
///
/// It is counted when it is used. What the file is, is told from its content. In a folder or an archive each text is
/// a document of its own, in a dump each article; files that are no texts are skipped, and
/// ``ComputeContext/warn`` is told how many.
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
    /// The shortest article where nothing else is asked for, in words.
    public static let usualMinimumArticleWords = 100
    /// The SHA-256 that the file must have; nil where any file will do.
    public let registered: Fingerprint?
    /// What to do where the file is missing.
    public let remedyIfMissing: String?

    /// Names the file; it is not opened yet.
    public init(
        name: String, file: URL, documents: DocumentLayout = .whole,
        normalization: TextNormalization = TextNormalization(), minimumArticleWords: Int = usualMinimumArticleWords,
        registered: Fingerprint? = nil, remedyIfMissing: String? = nil
    ) {
        self.name = name
        self.file = file
        self.documents = documents
        self.normalization = normalization
        self.minimumArticleWords = minimumArticleWords
        self.registered = registered
        self.remedyIfMissing = remedyIfMissing
    }

    /// From the file's bytes and how they are read; the file's name does not matter.
    ///
    /// Of a folder, from the bytes of its files in the order of their paths, without what is hidden.
    public var fingerprint: Fingerprint {
        get throws {
            try fingerprint(
                ofContents: explainingMissing(file, corpus: name, remedy: remedyIfMissing) {
                    try (isFolder(file) ? Folder(file).files.map(\.url) : [file]).map { try Fingerprint(ofFile: $0) }
                })
        }
    }

    /// Reads the text and counts it; remembered.
    ///
    /// Words outside the vocabulary are dropped before pairs are formed. Throws ``CorpusError``, ``FileError``,
    /// ``SpillError`` and `CancellationError`.
    ///
    /// Cost: some 6 ns a byte of text and its decompression, then 2 · L additions a word of the vocabulary, of about half a
    /// nanosecond on each thread.
    ///
    /// Memory keeps to the context's budget: 4 bytes a word of text while it is read, then up to 8 bytes a word of
    /// the vocabulary in it, and 8 bytes a non-zero count (12 if one exceeds 32 bits). A third of the budget is for
    /// each of these while they are made; what is more goes to a file without a name in the folder for temporary
    /// files (`TMPDIR`), and the text is counted part by part. The finished counts may take all of the budget; if they
    /// need more, that is an error, before memory is taken for them. So is it where the different words of the text, at
    /// some 50 bytes each, take more than half of the budget and than 4 MB. Not in the budget are, for each thread, a
    /// megabyte and 32 bytes a word of the vocabulary.
    public func cooccurrences(vocabulary size: Int, window: Int) throws -> Cooccurrences {
        try cooccurrences(vocabulary: size, window: window, limits: CountingLimits())
    }

    func cooccurrences(vocabulary size: Int, window: Int, limits: CountingLimits) throws -> Cooccurrences {
        try countText(of: self, vocabulary: size, window: window, limits: limits)
    }
}

extension TextCorpus {
    /// Reads the text, as counting does, and leaves out the words that are not in the vocabulary.
    ///
    /// Throws ``CorpusError``, ``FileError`` and ``SpillError``. Cost: some 6 ns a byte of text and its decompression.
    /// Memory: 4 bytes a word of the text, of which what exceeds a third of the context's budget goes to disk, and
    /// some 50 bytes a different word, which may take half of it.
    public func words(_ choice: VocabularyChoice) throws -> WordSequence {
        try words(choice, limits: CountingLimits())
    }

    func words(_ choice: VocabularyChoice, limits: CountingLimits) throws -> WordSequence {
        try readWords(of: self, choice, limits: limits)
    }
}

extension TextCorpus: ReadableText {
    func tokenized(_ limits: CountingLimits) throws -> TokenizedText {
        try explainingMissing(file, corpus: name, remedy: remedyIfMissing) {
            try TokenizedText(
                open(), documents: documents, normalization: normalization, into: limits.numberLog(),
                wordMemory: limits.words)
        }
    }

    func fingerprint(ofContents contents: [Fingerprint]) throws -> Fingerprint {
        if !isFolder(file), let found = contents.first {
            try check(found, of: file, corpus: name, registered: registered)
        }
        return Fingerprint(
            operation: "text corpus",
            parameters: [
                "documents": documents.rawValue, "letters": normalization.letters.rawValue,
                "digits": normalization.spellsOutDigits ? "spelled out" : "separate words",
                "shortest article": String(minimumArticleWords),
            ],
            inputs: contents)
    }

    /// Opens the text.
    func open() throws -> any TextStream {
        try openText(file, letters: normalization.letters, minimumArticleWords: minimumArticleWords)
    }
}

/// Says of a corpus whose file or folder is missing how to get it. What is missing inside a folder is another matter: a
/// symbolic link that leads nowhere, for instance.
func explainingMissing<Value>(
    _ file: URL, corpus: String, remedy: String?, _ body: () throws -> Value
) throws -> Value {
    do { return try body() } catch FileError.missing(let path) where path == file.path {
        throw CorpusError.missing(corpus: corpus, path: path, remedy: remedy)
    }
}

/// Checks that the fingerprint of a corpus's file is the registered one, where one is registered.
func check(_ found: Fingerprint, of file: URL, corpus: String, registered: Fingerprint?) throws {
    if let registered, found != registered {
        throw CorpusError.otherContent(corpus: corpus, path: file.path, found: found, registered: registered)
    }
}

func checkPositive(_ size: CorpusError.Size, _ value: Int) throws {
    guard value >= 1 else { throw CorpusError.notPositive(size, value: value) }
}
