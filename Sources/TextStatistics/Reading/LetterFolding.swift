/// Prepares a text for words of Unicode letters: letters become lower case, and every character outside ASCII that is
/// neither a letter nor a combining mark after one becomes a space. Bytes of ASCII stay as they are.
///
/// The text arrives in blocks, which may divide characters. The lower case is Unicode's full one without regard to
/// language: İ becomes i with a dot above, a Turkish I becomes i, and a capital sigma at the end of a word becomes ς.
struct LetterFolding {
    /// The bytes made of the last block.
    private(set) var folded: [UInt8] = []
    private var characters = CharacterPages()
    /// The character that has begun, and how many bytes it lacks.
    private var codePoint: UInt32 = 0
    private var missing = 0
    /// Whether a capital sigma waits for what follows.
    private var isSigmaWaiting = false
    /// Of the word that has begun: its bytes as folded, and where it starts in the document.
    private var wordLength = 0
    private var wordStart = 0
    /// How many bytes of the document have been taken.
    private var offset = 0

    /// Takes the next block of the document and makes ``folded`` of it. Returns the offset in the document where a word
    /// of more than `longestWord` bytes began, if there is one.
    mutating func fold(_ block: UnsafeRawBufferPointer, longestWord: Int) -> Int? {
        folded.removeAll(keepingCapacity: true)
        for byte in block {
            if byte < 0x80 {
                // What is cut off, which only lenient streams let pass, separates words.
                if missing > 0 { separate(by: space) }
                missing = 0
                if (byte | 0x20) &- UInt8(ascii: "a") < 26 {
                    add(UInt32(byte), at: offset)
                } else {
                    separate(by: byte)
                }
            } else if let codePoint = complete(byte) {
                add(codePoint)
            }
            if wordLength > longestWord { return wordStart }
            offset += 1
        }
        return nil
    }

    /// Ends the document, and makes ``folded`` of what still waits.
    mutating func endDocument() {
        folded.removeAll(keepingCapacity: true)
        separate(by: space)
        (missing, offset) = (0, 0)
    }

    private mutating func add(_ codePoint: UInt32) {
        let character = characters[codePoint]
        if character.bytes == 0 || character.isMark && wordLength == 0 {
            separate(by: space)
        } else if codePoint == capitalSigma {
            add(0, at: offset - 1)
            // Counted now, so that a word has begun.
            (isSigmaWaiting, wordLength) = (true, wordLength + 2)
        } else {
            add(character.bytes, at: offset + 1 - (codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4))
        }
    }

    /// Adds a letter's bytes, first byte lowest, after the sigma that waits.
    private mutating func add(_ letter: UInt32, at start: Int) {
        if wordLength == 0 { wordStart = start }
        if isSigmaWaiting { folded += sigma }
        isSigmaWaiting = false
        var rest = letter
        while rest != 0 {
            folded.append(UInt8(truncatingIfNeeded: rest))
            wordLength += 1
            rest >>= 8
        }
    }

    private mutating func separate(by byte: UInt8) {
        // A sigma by itself ends no word.
        if isSigmaWaiting { folded += wordLength > sigma.count ? finalSigma : sigma }
        (isSigmaWaiting, wordLength) = (false, 0)
        folded.append(byte)
    }

    /// Takes a byte outside ASCII; returns the code point that is complete, or one of no character where the bytes are
    /// ill-formed.
    private mutating func complete(_ byte: UInt8) -> UInt32? {
        if byte < 0xC0 {
            guard missing > 0 else { return .max }
            codePoint = codePoint << 6 | UInt32(byte & 0x3F)
            missing -= 1
            return missing == 0 ? codePoint : nil
        }
        let isCutOff = missing > 0
        switch byte {
        case 0xC2...0xDF: (codePoint, missing) = (UInt32(byte & 0x1F), 1)
        case 0xE0...0xEF: (codePoint, missing) = (UInt32(byte & 0x0F), 2)
        case 0xF0...0xF4: (codePoint, missing) = (UInt32(byte & 0x07), 3)
        default: missing = 0
        }
        return isCutOff || missing == 0 ? .max : nil
    }
}

private let space = UInt8(ascii: " ")
private let capitalSigma: UInt32 = 0x3A3
private let sigma = Array("σ".utf8)
private let finalSigma = Array("ς".utf8)

/// What characters are for words: found once for each that occurs, in pages of 256.
private struct CharacterPages {
    struct Character {
        /// The UTF-8 of a letter's lower case, or of a mark, first byte lowest; zero of what separates words.
        var bytes: UInt32 = 0
        /// Whether it is a combining mark, which goes on with a word but begins none.
        var isMark = false
    }

    private var pages = [[Character]?](repeating: nil, count: 0x1100)

    /// What the character of a code point is; what is no code point of a character separates words.
    subscript(codePoint: UInt32) -> Character {
        mutating get {
            guard codePoint < 0x11_0000 else { return Character() }
            let (page, place) = (Int(codePoint >> 8), Int(codePoint & 255))
            if let known = pages[page] { return known[place] }
            let made = (0..<256).map { Self.character(codePoint & ~255 | $0) }
            pages[page] = made
            return made[place]
        }
    }

    private static func character(_ codePoint: UInt32) -> Character {
        // Longer spellings of ASCII are ill-formed.
        guard codePoint >= 0x80, let scalar = Unicode.Scalar(codePoint) else { return Character() }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            return Character(bytes: packed(scalar.properties.lowercaseMapping))
        case .nonspacingMark, .spacingMark, .enclosingMark:
            return Character(bytes: packed(String(scalar)), isMark: true)
        default:
            return Character()
        }
    }

    /// No lower case has more than four bytes.
    private static func packed(_ text: String) -> UInt32 {
        text.utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
