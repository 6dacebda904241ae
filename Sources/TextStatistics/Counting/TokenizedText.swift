import Computation
import Files
import Foundation

/// A text as the numbers of its words, four bytes a word.
struct TokenizedText {
    /// Stands after each document that has words; also the number of a word that is to be dropped.
    static let border = UInt32.max

    /// The words in their order, with borders. No two borders are adjacent.
    let numbers: NumberLog
    private(set) var words: WordTable
    /// The fingerprints of the files that the text was read from, of their very bytes.
    private(set) var contents: [Fingerprint] = []

    private init(numbers: NumberLog, words: WordTable, contents: [Fingerprint]) {
        (self.numbers, self.words, self.contents) = (numbers, words, contents)
    }

    /// Reads the text once, block by block; only the numbers and the different words are kept, the numbers in
    /// `numbers`, in memory or on disk.
    ///
    /// The text must be UTF-8, unless its stream is lenient, and its words no longer than
    /// ``WordScanner/longestWord``. Throws ``FileError``, ``CorpusError`` and ``SpillError``. Cost: some 6 ns a byte on
    /// top of decompression. The different words take up to `wordMemory` bytes, some 50 each; more of them are an error.
    init(
        _ text: any TextStream, documents: DocumentLayout, normalization: TextNormalization, into numbers: NumberLog,
        wordMemory: Int = .max, maximalWords: Int = 4_000_000_000
    ) throws {
        self.numbers = numbers
        words = WordTable(memory: wordMemory)
        let corpus = text.name
        let step = "reading \(URL(filePath: corpus).lastPathComponent)"
        let context = ComputeContext.current
        var scanner = WordScanner(documents: documents, normalization: normalization, numbers: numbers)
        var validator = UTF8Validator()
        var folding = normalization.letters == .unicode ? LetterFolding() : nil
        /// Where the block begins in its document.
        var offset = 0
        do {
            try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
                while true {
                    let piece = try text.read(into: buffer)
                    if case .text(let count) = piece {
                        let block = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                        if !text.isLenient, let offset = validator.firstError(in: block) {
                            throw CorpusError.notUTF8(path: text.name, offset: offset)
                        }
                        let longWord =
                            try folding == nil
                            ? scanner.scan(block, words: &words).map { offset + $0 - WordScanner.longestWord }
                            : folding?.fold(block, longestWord: WordScanner.longestWord)
                        if let longWord {
                            throw CorpusError.wordTooLong(
                                path: text.name, offset: longWord, limit: WordScanner.longestWord)
                        }
                        try folding?.folded.withUnsafeBytes { _ = try scanner.scan($0, words: &words) }
                        offset += count
                        try context.checkCancellation()
                        context.progress(step, text.progress)
                    } else {
                        if !text.isLenient, let offset = validator.unfinishedSequence {
                            throw CorpusError.notUTF8(path: text.name, offset: offset)
                        }
                        validator = UTF8Validator()
                        offset = 0
                        folding?.endDocument()
                        try folding?.folded.withUnsafeBytes { _ = try scanner.scan($0, words: &words) }
                        try scanner.endDocument(words: &words)
                        if piece == .end { try scanner.lookUp(in: &words) }
                    }
                    guard words.count <= maximalWords else {
                        throw CorpusError.tooManyDifferentWords(corpus: corpus, limit: maximalWords)
                    }
                    if piece == .end { break }
                }
            }
        } catch let full as WordTableFull {
            throw CorpusError.wordsTooLarge(
                corpus: corpus, words: full.words, needed: full.needed, allowed: full.allowed)
        }
        if words.count == 0 { throw CorpusError.noWords(path: corpus) }
        contents = try text.fingerprints()
    }

    /// The words in random order, as one document: every order is as likely as any other. They take four bytes each in
    /// memory while they are shuffled, whatever the budget. Throws ``SpillError``.
    ///
    /// Method: R. A. Fisher and F. Yates, as D. Knuth gives it (The Art of Computer Programming, vol. 2, algorithm
    /// 3.4.2P).
    consuming func shuffled(seed: UInt64, into shuffled: NumberLog) throws -> TokenizedText {
        var order: [UInt32] = []
        order.reserveCapacity(numbers.count)
        try numbers.forEachBlock(consuming: true) { block in
            for word in block where word != Self.border { order.append(word) }
        }
        var generator = SeededGenerator(seed: seed)
        for place in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(place, generator.below(place + 1)) }
        for word in order { try shuffled.append(word) }
        try shuffled.append(Self.border)
        return TokenizedText(numbers: shuffled, words: words, contents: contents)
    }
}
