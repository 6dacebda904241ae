/// Finds the words of a text that arrives in blocks, and the ends of its documents.
///
/// Words are looked up many at a time, as ``WordTable`` likes it.
struct WordScanner: ~Copyable {
    /// The longest run of letters that is taken for a word.
    static let longestWord = 65_536

    private let numbers: NumberLog
    private let classes: [UInt8]
    private let digits = TextNormalization.digitNames.map { Array($0.utf8) }
    /// The letters of the words that wait, and of the one that has begun.
    private let letters = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * Self.longestWord)
    private var pending: [PendingWord] = []
    /// The word that has begun.
    private var start = 0
    private var end = 0
    private var hash = WordHash()
    private var hasWords = false

    /// Appends the numbers of words, and borders after documents with words, to `numbers`.
    init(documents: DocumentLayout, normalization: TextNormalization, numbers: NumberLog) {
        self.numbers = numbers
        classes = Self.classes(documents: documents, normalization: normalization)
        pending.reserveCapacity(Self.batch)
    }

    deinit { letters.deallocate() }

    /// How many words wait to be looked up.
    private static let batch = 64

    /// Takes the next block of the document; returns where in it a word exceeds ``longestWord``, if one does. Throws
    /// ``SpillError``.
    mutating func scan(_ block: UnsafeRawBufferPointer, words: inout WordTable) throws -> Int? {
        for index in 0..<block.count {
            let kind = classes[Int(block[index])]
            if kind >= UInt8(ascii: "a") {
                if end - start == Self.longestWord { return index }
                add(kind)
                continue
            }
            if end > start { try endWord(words: &words) }
            if kind == Self.endOfDocument {
                try endDocument(words: &words)
            } else if kind != Self.separator {
                for letter in digits[Int(kind - UInt8(ascii: "0"))] { add(letter) }
                try endWord(words: &words)
            }
        }
        return nil
    }

    /// Ends the document. Throws ``SpillError``.
    mutating func endDocument(words: inout WordTable) throws {
        if end > start { try endWord(words: &words) }
        if hasWords { pending.append(PendingWord(start: 0, length: 0, hash: 0)) }
        hasWords = false
        if pending.count == Self.batch { try lookUp(in: &words) }
    }

    /// Looks up the words that wait; no word may have begun. Throws ``SpillError``.
    mutating func lookUp(in words: inout WordTable) throws {
        try pending.withUnsafeBufferPointer { try words.add($0, letters: letters, to: numbers) }
        pending.removeAll(keepingCapacity: true)
        (start, end) = (0, 0)
    }

    @inline(__always)
    private mutating func add(_ letter: UInt8) {
        letters[end] = letter
        end += 1
        hash.add(letter)
    }

    @inline(__always)
    private mutating func endWord(words: inout WordTable) throws {
        pending.append(PendingWord(start: start, length: end - start, hash: hash.folded))
        start = end
        hash = WordHash()
        hasWords = true
        // Another word must have room, however long.
        if pending.count == Self.batch || end > Self.longestWord { try lookUp(in: &words) }
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
            // What is left of these by LetterFolding belongs to letters.
            case 0x80... where normalization.letters == .unicode: byte
            default: separator
            }
        }
    }
}
