import Computation

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
    /// Reads the text to its end. Throws ``CorpusError``, ``FileError`` and ``SpillError``.
    init(of text: any TextStream, documents: DocumentLayout, normalization: TextNormalization) throws {
        let text = try TokenizedText(
            text, documents: documents, normalization: normalization,
            into: NumberLog(memory: ComputeContext.current.memory))
        let words = Int(text.words.counts.reduce(0, +))
        // Each document with words ends with a border.
        self.init(words: words, differentWords: text.words.count, documents: text.numbers.count - words)
    }
}

extension PlantedCorpus {
    /// Generates the whole text and counts what is in it. Throws ``CorpusError`` and ``SpillError``.
    public func census() throws -> TextCensus {
        try TextCensus(of: stream(), documents: .lines, normalization: TextNormalization())
    }
}

extension TextCorpus {
    /// Reads the whole text and counts what is in it.
    ///
    /// Throws ``CorpusError`` and ``FileError``. Cost: about 10 ns a byte of text, and 4 bytes of memory or
    /// disk a word.
    public func census() throws -> TextCensus {
        try explainingMissing(file, corpus: name, remedy: remedyIfMissing) {
            try TextCensus(
                of: openText(file, minimumArticleWords: minimumArticleWords), documents: documents,
                normalization: normalization)
        }
    }

    /// Opens the text and decompresses its beginning, some 10 kB of it; throws what counting it would throw there.
    public func checkBeginning() throws {
        try explainingMissing(file, corpus: name, remedy: remedyIfMissing) {
            let text = try openText(file, minimumArticleWords: minimumArticleWords)
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
