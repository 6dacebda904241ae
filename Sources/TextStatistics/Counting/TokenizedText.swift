import Computation
import Foundation

/// A text as the numbers of its words, four bytes a word.
struct TokenizedText {
    /// Stands before, between and after the documents.
    static let border = UInt32.max

    /// The words in their order, with borders. No two borders are adjacent.
    private(set) var tokens: [UInt32] = [border]
    private(set) var words = WordTable()

    /// Reads the text once, block by block; only the numbers and the different words are kept.
    ///
    /// The text must be UTF-8, unless its stream is lenient. Throws ``FileError`` and ``CorpusError``. Cost: about
    /// 10 ns a byte.
    init(_ text: any TextStream, documents: DocumentLayout, normalization: TextNormalization) throws {
        let corpus = text.name
        let step = "reading \(URL(filePath: corpus).lastPathComponent)"
        let progress = ComputeContext.current.progress
        let classes = Self.classes(documents: documents, normalization: normalization)
        let digits = TextNormalization.digitNames.map { Array($0.utf8) }
        var validator = UTF8Validator()
        var word: [UInt8] = []
        try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
            var piece = try text.read(into: buffer)
            while true {
                if case .text(let count) = piece {
                    let block = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                    if !text.isLenient, let offset = validator.firstError(in: block) {
                        throw CorpusError.notUTF8(path: text.name, offset: offset)
                    }
                    for byte in block {
                        let kind = classes[Int(byte)]
                        if kind >= UInt8(ascii: "a") {
                            word.append(kind)
                            continue
                        }
                        finish(&word)
                        if kind == Self.endOfDocument {
                            endDocument()
                        } else if kind != Self.separator {
                            tokens.append(words.add(digits[Int(kind - UInt8(ascii: "0"))]))
                        }
                    }
                    progress(step, text.progress)
                } else {
                    if !text.isLenient, let offset = validator.unfinishedSequence {
                        throw CorpusError.notUTF8(path: text.name, offset: offset)
                    }
                    validator = UTF8Validator()
                    finish(&word)
                    endDocument()
                    if piece == .end { break }
                }
                piece = try text.read(into: buffer)
            }
        }
        if words.count == 0 { throw CorpusError.noWords(path: corpus) }
    }

    /// Renumbers the words, in place: `numbers[old]` is the new number, or ``border`` for a word to be dropped.
    mutating func renumber(_ numbers: [UInt32]) {
        var end = 1
        for index in tokens.indices.dropFirst() {
            let old = tokens[index]
            if old == Self.border {
                if tokens[end - 1] == Self.border { continue }
                tokens[end] = Self.border
            } else {
                let number = numbers[Int(old)]
                if number == Self.border { continue }
                tokens[end] = number
            }
            end += 1
        }
        tokens.removeSubrange(end...)
        words = WordTable()
    }

    /// The number of words of the longest document.
    var longestDocument: Int {
        tokens.split(separator: Self.border).lazy.map(\.count).max() ?? 0
    }

    private mutating func finish(_ word: inout [UInt8]) {
        if word.isEmpty { return }
        tokens.append(words.add(word))
        word.removeAll(keepingCapacity: true)
    }

    private mutating func endDocument() {
        if tokens.last != Self.border { tokens.append(Self.border) }
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
