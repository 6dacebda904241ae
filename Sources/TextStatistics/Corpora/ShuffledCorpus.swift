import Computation
public import Files

/// A corpus that is the words of another one in random order, as one document.
///
/// The words are as frequent as before, but which of them stand near each other is chance alone: a control for
/// what is found in the text itself.
public struct ShuffledCorpus: Corpus {
    /// What the book calls it.
    public let name: String
    /// What the order follows from.
    public let seed: UInt64
    private let original: any ReadableText

    /// The words of a text in a file or a folder; nothing is read yet.
    public init(name: String, of original: TextCorpus, seed: UInt64) {
        self.init(name: name, original: original, seed: seed)
    }

    /// The words of a planted text; nothing is generated yet.
    public init(name: String, of original: PlantedCorpus, seed: UInt64) {
        self.init(name: name, original: original, seed: seed)
    }

    private init(name: String, original: any ReadableText, seed: UInt64) {
        self.name = name
        self.original = original
        self.seed = seed
    }

    /// From that of the text that is shuffled, and the seed. Throws what the other's throws.
    public var fingerprint: Fingerprint {
        get throws {
            shuffled(try original.fingerprint)
        }
    }

    /// Reads the text, shuffles its words and counts them; remembered.
    ///
    /// Throws and costs what the counts of the text do, and some 10 ns a word. All words of the text, also those that
    /// are not in the vocabulary, take 4 bytes each in memory while they are shuffled, whatever the context's budget.
    public func cooccurrences(vocabulary size: Int, window: Int) throws -> Cooccurrences {
        try countText(of: self, vocabulary: size, window: window)
    }

    /// Reads the text, shuffles its words and gives them: for every vocabulary the same order, in which the words
    /// outside it are left out. Throws and costs as ``cooccurrences(vocabulary:window:)``.
    public func words(_ choice: VocabularyChoice) throws -> WordSequence {
        try readWords(of: self, choice)
    }
}

extension ShuffledCorpus: ReadableText {
    func tokenized(_ limits: CountingLimits) throws -> TokenizedText {
        try original.tokenized(limits).shuffled(seed: seed, into: limits.numberLog())
    }

    func fingerprint(ofContents contents: [Fingerprint]) throws -> Fingerprint {
        shuffled(try original.fingerprint(ofContents: contents))
    }

    private func shuffled(_ original: Fingerprint) -> Fingerprint {
        Fingerprint(operation: "shuffled corpus", parameters: ["seed": String(seed)], inputs: [original])
    }
}
