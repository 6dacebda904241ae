import Computation
import Foundation
import TestSupport
import Testing

@testable import TextStatistics

/// Gives its bytes in pieces of so many, leniently or not.
private final class Pieces: TextStream {
    let name = "text"
    let isLenient: Bool
    let progress = 0.0
    private var pieces: [[UInt8]]

    init(_ pieces: [[UInt8]], isLenient: Bool = false) {
        self.pieces = pieces.filter { !$0.isEmpty }.reversed()
        self.isLenient = isLenient
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> TextPiece {
        guard let piece = pieces.popLast() else { return .end }
        buffer.copyBytes(from: piece)
        return .text(piece.count)
    }
}

@Suite("Words of Unicode letters")
struct UnicodeWordsTests {
    /// The words of a text in their order; `|` at the end of a document.
    private func words(
        _ pieces: [[UInt8]], isLenient: Bool = false, documents: DocumentLayout = .whole, digits: Bool = false
    ) throws -> [String] {
        let text = try TokenizedText(
            Pieces(pieces, isLenient: isLenient), documents: documents,
            normalization: TextNormalization(letters: .unicode, spellsOutDigits: digits),
            into: NumberLog(memory: 1 << 16))
        var words: [String] = []
        try text.numbers.forEachBlock { block in
            for word in block {
                words.append(
                    word == TokenizedText.border ? "|" : String(decoding: text.words[Int(word)], as: UTF8.self))
            }
        }
        return words
    }

    private func words(_ text: String, documents: DocumentLayout = .whole, digits: Bool = false) throws -> [String] {
        try words([Array(text.utf8)], documents: documents, digits: digits)
    }

    @Test(
        "are lower-cased in every script, and everything else separates them",
        arguments: [
            ("Die Straße über ÄPFEL—naïve.", "die straße über äpfel naïve"),
            ("Что ЁЖ «видит»?", "что ёж видит"),
            ("Ἡ ΨΥΧΉ τοῦ", "ἡ ψυχή τοῦ"),
            ("السَّلام، عليكم", "السَّلام عليكم"),
            ("हिन्दी में", "हिन्दी में"),
            ("word² ½ x™y №5 中文。", "word x y 中文"),
            ("𐐀𐐨 𝒜bc", "𐐨𐐨 𝒜bc"),
            ("İI K ſ ẞ", "i\u{307}i k ſ ß"),
        ])
    func scripts(text: String, expected: String) throws {
        #expect(try words(text) == expected.split(separator: " ").map(String.init) + ["|"])
    }

    @Test("keep their combining marks, which begin none")
    func marks() throws {
        #expect(try words("e\u{301}te\u{301} \u{301}a ❤\u{FE0F} b") == ["e\u{301}te\u{301}", "a", "b", "|"])
        // Spelled as one character it is another word.
        #expect(try words("\u{E9}t\u{E9}")[0].unicodeScalars.count == 3)
    }

    @Test(
        "end in ς where a capital sigma ends them",
        arguments: [
            ("ΛΟΓΟΣ ΣΟΦΟΣ, ΟΔΥΣΣΕΥΣ\n", "λογος σοφος οδυσσευς |"), ("ΟΣ", "ος |"), ("Σ ΣΣ ΣA AΣ1", "σ σς σa aς |"),
        ])
    func finalSigma(text: String, expected: String) throws {
        #expect(try words(text).joined(separator: " ") == expected)
    }

    @Test("are the same wherever blocks divide the text")
    func blocks() throws {
        let text = Array("Straße ЁЖ ΛΟΓΟΣ, السَّلام 𐐀x7é\u{301} Σ\nİ–Ω".utf8)
        for documents in [DocumentLayout.whole, .lines] {
            let expected = try words([text], documents: documents, digits: true)
            #expect(expected.count == (documents == .lines ? 12 : 11))
            for split in 0...text.count {
                let pieces = [Array(text[..<split]), Array(text[split...])]
                #expect(try words(pieces, documents: documents, digits: true) == expected, "split at \(split)")
            }
            #expect(try words(text.map { [$0] }, documents: documents, digits: true) == expected)
        }
    }

    @Test("go with lines as documents and with digits as words")
    func options() throws {
        #expect(
            try words("über 4\nж7б\n\n", documents: .lines, digits: true) == [
                "über", "four", "|", "ж", "seven", "б", "|",
            ])
        #expect(try words("ж7б") == ["ж", "б", "|"])
    }

    @Test("end at bytes that are no UTF-8 where these are let pass, and are an error elsewhere")
    func illFormed() throws {
        // A lone continuation, a lone start, a long spelling of A, a surrogate, too large a number, cut off.
        let bytes: [[UInt8]] = [
            [0xA9], [0xC3], [0xC1, 0x81], [0xED, 0xA0, 0x80], [0xF7, 0xBF, 0xBF, 0xBF], [0xE2, 0x82],
            [0xF0, 0x9F, 0xC3],
        ]
        for bad in bytes {
            let text = Array("ä".utf8) + bad + Array("b ö".utf8)
            #expect(try words([text], isLenient: true) == ["ä", "b", "ö", "|"], "\(bad)")
            let error = #expect(throws: CorpusError.self) { try words([text]) }
            #expect(error == .notUTF8(path: "text", offset: 2))
        }
        #expect(throws: CorpusError.notUTF8(path: "text", offset: 3)) { try words([Array("a ".utf8) + [0x61, 0xC3]]) }
        #expect(try words([Array("ab".utf8) + [0xC3]], isLenient: true) == ["ab", "|"])
    }

    @Test("of more letters than a word has are an error that says where they begin")
    func longWord() throws {
        let limit = WordScanner.longestWord
        let longest = String(repeating: "ß", count: limit / 2)
        #expect(try words(" " + longest + " a").map(\.utf8.count) == [limit, 1, 1])
        let tooLong = Array(("ж " + longest + "a").utf8)
        for split in [0, 5, tooLong.count - 1] {
            #expect(throws: CorpusError.wordTooLong(path: "text", offset: 3, limit: limit)) {
                try words([Array(tooLong[..<split]), Array(tooLong[split...])].flatMap { $0.chunks(of: 1 << 17) })
            }
        }
    }

    @Test("are counted, where the letters a to z are not enough, with a fingerprint of their own")
    func counted() throws {
        let text = "кот и кот или kot"
        let unicode = TextNormalization(letters: .unicode)
        let counts = try count(text, vocabulary: 4, window: 1, normalization: unicode)
        #expect(counts.vocabulary.words == ["кот", "kot", "и", "или"])
        #expect(dense(counts) == [[0, 0, 2, 1], [0, 0, 0, 1], [2, 0, 0, 0], [1, 1, 0, 0]])
        #expect(try count(text, vocabulary: 1, window: 1, normalization: unicode).fingerprint != counts.fingerprint)
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "t")
            try write(Array("a b".utf8), to: file)
            let (plain, other) = (
                TextCorpus(name: "t", file: file), TextCorpus(name: "t", file: file, normalization: unicode)
            )
            #expect(try plain.fingerprint != other.fingerprint)
            #expect(
                try plain.cooccurrences(vocabulary: 2, window: 1).marginals
                    == other.cooccurrences(vocabulary: 2, window: 1).marginals)
        }
    }
}

extension Array {
    fileprivate func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
