import Computation
import Foundation

/// A text as the numbers of its words, four bytes a word.
struct TokenizedText {
    /// Stands after each document that has words; also the number of a word that is to be dropped.
    static let border = UInt32.max
    /// The longest run of letters that is taken for a word.
    static let longestWord = 65_536

    /// The words in their order, with borders. No two borders are adjacent.
    let numbers: NumberLog
    private(set) var words = WordTable()

    /// Reads the text once, block by block; only the numbers and the different words are kept, the numbers in
    /// `numbers`, in memory or on disk.
    ///
    /// The text must be UTF-8, unless its stream is lenient, and its words no longer than ``longestWord``. Throws
    /// ``FileError``, ``CorpusError`` and ``SpillError``. Cost: 2 to 3 ns a byte on top of decompression; 30 bytes and
    /// its letters for each different word.
    init(
        _ text: any TextStream, documents: DocumentLayout, normalization: TextNormalization, into numbers: NumberLog,
        maximalWords: Int = 4_000_000_000
    ) throws {
        self.numbers = numbers
        let corpus = text.name
        let step = "reading \(URL(filePath: corpus).lastPathComponent)"
        let progress = ComputeContext.current.progress
        let classes = Self.classes(documents: documents, normalization: normalization)
        let digits = TextNormalization.digitNames.map { Array($0.utf8) }
        var validator = UTF8Validator()
        /// Where the block begins in its document.
        var offset = 0
        var hasWords = false
        // Words are looked up many at a time. The letters of the last of them may be still to come.
        let batch = 64
        var pending: [PendingWord] = []
        pending.reserveCapacity(batch)
        var start = 0
        var end = 0
        var hash = WordHash()

        try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
            try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * Self.longestWord) { letters in
                func lookUp(in words: inout WordTable) throws {
                    guard let first = letters.baseAddress else { return }
                    try pending.withUnsafeBufferPointer { try words.add($0, letters: first, to: numbers) }
                    pending.removeAll(keepingCapacity: true)
                    (start, end) = (0, 0)
                }
                func endWord(in words: inout WordTable) throws {
                    pending.append(PendingWord(start: start, length: end - start, hash: hash.folded))
                    start = end
                    hash = WordHash()
                    hasWords = true
                    if pending.count == batch || end > Self.longestWord { try lookUp(in: &words) }
                }
                func endDocument(in words: inout WordTable) throws {
                    if hasWords { pending.append(PendingWord(start: 0, length: 0, hash: 0)) }
                    hasWords = false
                    if pending.count == batch { try lookUp(in: &words) }
                }

                var piece = try text.read(into: buffer)
                while true {
                    if case .text(let count) = piece {
                        let block = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                        if !text.isLenient, let offset = validator.firstError(in: block) {
                            throw CorpusError.notUTF8(path: text.name, offset: offset)
                        }
                        for index in 0..<count {
                            let kind = classes[Int(block[index])]
                            if kind >= UInt8(ascii: "a") {
                                guard end - start < Self.longestWord else {
                                    throw CorpusError.wordTooLong(
                                        path: text.name, offset: offset + index - Self.longestWord,
                                        limit: Self.longestWord)
                                }
                                letters[end] = kind
                                end += 1
                                hash.add(kind)
                                continue
                            }
                            if end > start { try endWord(in: &words) }
                            if kind == Self.endOfDocument {
                                try endDocument(in: &words)
                            } else if kind != Self.separator {
                                for letter in digits[Int(kind - UInt8(ascii: "0"))] {
                                    letters[end] = letter
                                    end += 1
                                    hash.add(letter)
                                }
                                try endWord(in: &words)
                            }
                        }
                        offset += count
                        guard words.count <= maximalWords else {
                            throw CorpusError.tooManyDifferentWords(corpus: corpus, limit: maximalWords)
                        }
                        progress(step, text.progress)
                    } else {
                        if !text.isLenient, let offset = validator.unfinishedSequence {
                            throw CorpusError.notUTF8(path: text.name, offset: offset)
                        }
                        validator = UTF8Validator()
                        offset = 0
                        if end > start { try endWord(in: &words) }
                        try endDocument(in: &words)
                        if piece == .end { break }
                    }
                    piece = try text.read(into: buffer)
                }
                try lookUp(in: &words)
            }
        }
        guard words.count <= maximalWords else {
            throw CorpusError.tooManyDifferentWords(corpus: corpus, limit: maximalWords)
        }
        if words.count == 0 { throw CorpusError.noWords(path: corpus) }
    }

    private static let separator: UInt8 = 0
    private static let endOfDocument: UInt8 = 1

    /// What each byte does: a letter (in lower case), a digit to spell out, the end of a document, or a separator.
    private static func classes(documents: DocumentLayout, normalization: TextNormalization) -> [UInt8] {
        (0...UInt8.max).map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): byte
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            case UInt8(ascii: "0")...UInt8(ascii: "9") where normalization.spellsOutDigits: byte
            case UInt8(ascii: "\n") where documents == .lines: endOfDocument
            default: separator
            }
        }
    }
}
