import Files

/// How much text a corpus holds.
public struct TextCensus: Codable, Hashable, Sendable {
    /// All words.
    public let words: Int
    /// Different words.
    public let differentWords: Int
    /// Documents with at least one word.
    public let documents: Int
}

extension TextCensus {
    /// Of a text that has been read.
    fileprivate init(_ text: TokenizedText) {
        let words = text.words.counts.reduce(0, +)
        // Each document with words ends with a border.
        self.init(words: words, differentWords: text.words.count, documents: text.numbers.count - words)
    }
}

extension PlantedCorpus {
    /// Generates the whole text and counts what is in it. Throws ``CorpusError`` and ``SpillError``.
    public func census() throws -> TextCensus { TextCensus(try tokenized(CountingLimits())) }
}

extension ShuffledCorpus {
    /// Reads and shuffles the whole text, which becomes one document, and counts what is in it. Throws as the census of
    /// the text.
    public func census() throws -> TextCensus { TextCensus(try tokenized(CountingLimits())) }
}

extension TextCorpus {
    /// Reads the whole text and counts what is in it.
    ///
    /// Throws ``CorpusError``, ``FileError`` and ``SpillError``. Cost: about 10 ns a byte of text, and 4 bytes a
    /// word, of which what exceeds a third of the context's budget goes to disk.
    /// The different words take some 50 bytes each, and are an error where that is more than half of the budget.
    public func census() throws -> TextCensus {
        TextCensus(try tokenized(CountingLimits(), expecting: nil).text)
    }

    /// Opens the text and decompresses its beginning, some 10 kB of it; throws what counting it would throw there.
    public func checkBeginning() throws {
        try explainingMissing(file, corpus: name, remedy: remedyIfMissing) {
            let text = try open()
            var validator = UTF8Validator()
            try withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 16) { buffer in
                guard case .text(let count) = try text.read(into: buffer) else { return }
                let block = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                if !text.isLenient, let offset = validator.firstError(in: block) {
                    throw CorpusError.notUTF8(path: text.name, offset: offset)
                }
            }
        }
    }
}
