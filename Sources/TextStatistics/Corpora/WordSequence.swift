public import Files

/// The words of a corpus in their order, as numbers of a vocabulary, with the borders of its documents.
///
/// Words outside the vocabulary are left out, so that the words beside them become neighbours, as word2vec does it. It
/// takes four bytes a word, in memory or, beyond its budget, on disk. It does not change once it is made, and can be
/// read from several threads.
public final class WordSequence: Sendable {
    /// Stands in place of a word's number between documents; no two of them are adjacent.
    public static let border = TokenizedText.border

    /// The words by their numbers. Its counts are those of the sequence.
    public let vocabulary: Vocabulary
    /// What the book calls the corpus.
    public let corpus: String
    /// Stands for the corpus and the choice of the vocabulary, and so for the sequence.
    public let fingerprint: Fingerprint
    /// How many documents have words of the vocabulary.
    public let documents: Int
    /// The number of words of the vocabulary in the longest document.
    public let longestDocument: Int
    /// How many numbers there are: words and borders.
    public let count: Int
    /// Complete since the sequence was made, and only read since.
    nonisolated(unsafe) private let numbers: NumberLog

    /// How many of the numbers are words.
    public var words: Int { count - documents }

    /// Takes the numbers of the words of a text and leaves the other words out; the text is used up.
    init(
        _ text: consuming TokenizedText, choice: VocabularyChoice, corpus: String, fingerprint: Fingerprint,
        into numbers: NumberLog
    ) throws {
        // The different words are given back before the numbers are written.
        let log = text.numbers
        let (vocabulary, translation) = try choice.select(from: text.words, corpus: corpus)
        var (documents, length, longest) = (0, 0, 0)
        try translation.withUnsafeBufferPointer { translation in
            try log.forEachBlock(consuming: true) { block in
                for word in block {
                    if word != TokenizedText.border {
                        let number = translation[Int(word)]
                        guard number != TokenizedText.border else { continue }
                        try numbers.append(number)
                        length += 1
                    } else if length > 0 {
                        try numbers.append(TokenizedText.border)
                        documents += 1
                        longest = max(longest, length)
                        length = 0
                    }
                }
            }
        }
        self.vocabulary = vocabulary
        self.corpus = corpus
        self.fingerprint = fingerprint
        self.documents = documents
        longestDocument = longest
        count = numbers.count
        self.numbers = numbers
    }

    /// Copies the numbers at these places to the beginning of a buffer. From any thread; throws ``SpillError``.
    public func read(_ places: Range<Int>, into buffer: UnsafeMutableBufferPointer<UInt32>) throws {
        precondition(places.lowerBound >= 0 && places.upperBound <= count, "only what is there can be read")
        precondition(places.count <= buffer.count, "the buffer must have room")
        try numbers.read(places, into: buffer)
    }

    /// All numbers; four bytes each. Throws ``SpillError``.
    public func allNumbers() throws -> [UInt32] {
        let log = numbers
        return try [UInt32](unsafeUninitializedCapacity: count) { buffer, initialized in
            try log.read(0..<count, into: buffer)
            initialized = count
        }
    }
}

extension Corpus {
    /// Reads the corpus's text as numbers of its `vocabulary` most frequent words: see ``words(_:)``.
    public func words(vocabulary size: Int) throws -> WordSequence { try words(.size(size)) }

    /// Reads the corpus's text as numbers of the words that occur so many times or more: see ``words(_:)``.
    public func words(minimumCount: Int) throws -> WordSequence { try words(.minimumCount(minimumCount)) }

    /// Stands for the words of the corpus with a vocabulary chosen thus; nothing is read but what the corpus's own
    /// fingerprint takes.
    public func fingerprint(ofWords choice: VocabularyChoice) throws -> Fingerprint {
        try choice.fingerprint(ofWordsOf: fingerprint)
    }
}

extension VocabularyChoice {
    /// Stands for the words chosen thus of a corpus with this fingerprint.
    fileprivate func fingerprint(ofWordsOf corpus: Fingerprint) -> Fingerprint {
        Fingerprint(operation: "words", parameters: parameters, inputs: [corpus])
    }
}

/// Reads a corpus's text as a sequence of words, whose fingerprint is that of the very bytes that were read. The numbers
/// of all its words are given back while those of the vocabulary are written, so that both together take hardly more than
/// the first.
func readWords(
    of corpus: some ReadableText, _ choice: VocabularyChoice, limits: CountingLimits = CountingLimits()
) throws -> WordSequence {
    try choice.check()
    let (text, content) = try corpus.tokenized(limits, expecting: nil)
    return try WordSequence(
        text, choice: choice, corpus: corpus.name, fingerprint: choice.fingerprint(ofWordsOf: content),
        into: limits.numberLog())
}
