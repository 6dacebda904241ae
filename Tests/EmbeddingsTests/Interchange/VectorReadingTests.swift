import Computation
import Foundation
import LinearAlgebra
import Synchronization
import Testing
import TextStatistics

@testable import Embeddings

/// What files of vectors have in them beside words and numbers, each in each format that can have it.
@Suite("Odd files of vectors")
struct VectorReadingTests {
    /// A file, and what is to be read of it.
    struct Odd: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let content: [UInt8]
        /// The words, by their bytes.
        let words: [String]
        /// The first coordinates.
        let first: [Float]
        /// What is warned of; `v` is the file.
        let warnings: [String]
        /// What a strict reader says; `nil` where nothing is odd.
        let refusal: String?

        init(
            _ name: String, _ content: some Sequence<UInt8>, _ words: [String], _ first: [Float],
            warnings: [String] = [], refusal: String? = nil
        ) {
            testDescription = name
            self.content = Array(content)
            self.words = words
            self.first = first
            self.warnings = warnings
            self.refusal = refusal
        }
    }

    private static let latin = Array("caf".utf8) + [0xE9]
    private static let cut: [UInt8] = Array("ca".utf8) + [0xE5, 0x90]

    /// Lines of text with a word of any bytes.
    private static func lines(_ header: String, _ words: [[UInt8]]) -> [UInt8] {
        Array(header.utf8) + words.enumerated().flatMap { $1 + Array(" \($0 + 1) 0.5\n".utf8) }
    }

    private static func packed(_ header: String, _ words: [[UInt8]], feeds: Int = 1) -> [UInt8] {
        words.enumerated().reduce(into: Array(header.utf8)) { bytes, entry in
            bytes += entry.element + [0x20]
            for value in [Float(entry.offset + 1), 0.5] {
                bytes += withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init)
            }
            bytes += [UInt8](repeating: 0x0A, count: feeds)
        }
    }

    private static func bytes(_ words: String...) -> [[UInt8]] { words.map { Array($0.utf8) } }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    static let odd: [Odd] = [
        // Words that are there twice, byte for byte.
        Odd(
            "repetitions without a header", lines("", bytes("the", "of", "the", "a", "of")), ["the", "of", "a"],
            [1, 2, 4], warnings: ["v: 2 words are there again and are left out: 'the', the first at line 3"],
            refusal: "v, line 3: the word 'the' is there already, at line 1"),
        Odd(
            "a repetition with a header", lines("3 2\n", bytes("the", "of", "the")), ["the", "of"], [1, 2],
            warnings: ["v: a word is there a second time and is left out: 'the', line 4"],
            refusal: "v, line 4: the word 'the' is there already, at line 2"),
        Odd(
            "a repetition in binary", packed("3 2\n", bytes("the", "of", "the")), ["the", "of"], [1, 2],
            warnings: ["v: a word is there a second time and is left out: 'the', byte 29"],
            refusal: "v, byte 29: the word 'the' is there already, at byte 4"),
        // Words that look the same but are other bytes.
        Odd(
            "accents in two ways", lines("", bytes("caf\u{E9}", "cafe\u{301}")), ["caf\u{E9}", "cafe\u{301}"], [1, 2]),
        Odd(
            "a Hangul syllable and its jamo", lines("2 2\n", bytes("\u{AC00}", "\u{1100}\u{1161}")),
            ["\u{AC00}", "\u{1100}\u{1161}"], [1, 2]),
        Odd(
            "the sign for angstrom and the letter, in binary", packed("2 2\n", bytes("\u{212B}", "\u{C5}")),
            ["\u{212B}", "\u{C5}"], [1, 2]),
        // Words that are not UTF-8.
        Odd(
            "Latin-1 in text", lines("", [latin] + bytes("of")), ["caf\u{FFFD}", "of"], [1, 2],
            warnings: ["v: a word is not UTF-8 text; U+FFFD stands for what is not: 'caf\u{FFFD}', line 1"],
            refusal: "v, line 1: the word is not UTF-8 text"),
        Odd(
            "Latin-1 and a cut letter in binary", packed("3 2\n", bytes("of") + [latin, cut]),
            ["of", "caf\u{FFFD}", "ca\u{FFFD}"], [1, 2, 3],
            warnings: [
                "v: 2 words are not UTF-8 text; U+FFFD stands for what is not: 'caf\u{FFFD}', the first at byte 16"
            ],
            refusal: "v, byte 16: the word is not UTF-8 text"),
        Odd(
            "two words that are the same when repaired", lines("2 2\n", [cut, Array("ca".utf8) + [0xE5, 0x91]]),
            ["ca\u{FFFD}"], [1],
            warnings: [
                "v: a word is there a second time and is left out: 'ca\u{FFFD}', line 3",
                "v: 2 words are not UTF-8 text; U+FFFD stands for what is not: 'ca\u{FFFD}', the first at line 2",
            ],
            refusal: "v, line 2: the word is not UTF-8 text"),
        // Words with spaces and numbers, as GloVe has them.
        Odd(
            "spaces and numbers without a header",
            lines("", bytes("tree", "0,0 km²", "1 000", "to infinity", "not nan")),
            ["tree", "0,0 km²", "1 000", "to infinity", "not nan"], [1, 2, 3, 4, 5],
            warnings: ["v: 3 words have numbers after a space: '1 000', the first at line 3"],
            refusal: "v, line 3 has 3 numbers, not 2"),
        Odd(
            "numbers with a header", lines("3 2\n", bytes("tree", "1 1/2", "5 6")), ["tree", "1 1/2", "5 6"],
            [1, 2, 3],
            warnings: ["v: a word has a number after a space: '5 6', line 4"],
            refusal: "v, line 4 has 3 numbers, not 2"),
        Odd(
            "a spaced word first", lines("", bytes(". . .", "tree", "house")), [". . .", "tree", "house"], [1, 2, 3]),
        Odd(
            "a word with a number first", lines("", bytes("1 000", "tree", "house")), ["1 000", "tree", "house"],
            [1, 2, 3], warnings: ["v: a word has a number after a space: '1 000', line 1"],
            refusal: "v, line 1 has 3 numbers, not 2"),
        // Byte-order marks.
        Odd(
            "a mark before a header", mark + lines("2 2\n", bytes("tree", "of")), ["tree", "of"], [1, 2],
            warnings: ["v begins with a byte-order mark, which is left out"],
            refusal: "v begins with a byte-order mark"),
        Odd(
            "a mark before lines", mark + lines("", bytes("tree", "of")), ["tree", "of"], [1, 2],
            warnings: ["v begins with a byte-order mark, which is left out"],
            refusal: "v begins with a byte-order mark"),
        Odd(
            "a mark before binary", mark + packed("2 2\n", bytes("tree", "of")), ["tree", "of"], [1, 2],
            warnings: ["v begins with a byte-order mark, which is left out"],
            refusal: "v begins with a byte-order mark"),
        // Line feeds of any number between vectors in binary.
        Odd("three line feeds in binary", packed("2 2\n", bytes("tree", "of"), feeds: 3), ["tree", "of"], [1, 2]),
    ]

    /// What is read, and what is warned of, with the file called `v`.
    private func read(_ file: URL, _ reading: VectorReading = .init()) throws -> (WordEmbedding, warnings: [String]) {
        let warnings = Mutex<[String]>([])
        let context = ComputeContext(warn: { warning in warnings.withLock { $0.append(warning) } })
        let embedding = try ComputeContext.$current.withValue(context) {
            try WordEmbedding(contentsOf: file, reading: reading)
        }
        let folder = file.deletingLastPathComponent().path + "/"
        return (embedding, warnings.withLock { $0 }.map { $0.replacing(folder, with: "") })
    }

    private static func spelled(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }

    @Test("are read as far as they can be, which is warned of, and refused by strict readers", arguments: odd)
    func oddFile(odd: Odd) throws {
        let folder = try VectorFolder()
        let file = try folder.write(odd.content, to: "v")
        let (embedding, warnings) = try read(file)
        #expect(Self.spelled(embedding.vocabulary.words) == Self.spelled(odd.words))
        #expect((0..<embedding.vectors.rows).map { embedding.vectors[$0, 0] } == odd.first)
        #expect(warnings == odd.warnings)
        do {
            let strict = try read(file, VectorReading(isStrict: true))
            #expect(odd.refusal == nil && strict.0 == embedding && strict.warnings.isEmpty)
        } catch {
            #expect("\(error)".replacing(folder.url.path + "/", with: "") == odd.refusal)
        }
    }

    @Test("are read up to a limit of words, and what follows is not looked at", arguments: odd)
    func limited(odd: Odd) throws {
        let folder = try VectorFolder()
        let file = try folder.write(odd.content, to: "v")
        for limit in 1...odd.words.count + 1 {
            let (embedding, _) = try read(file, VectorReading(limit: limit))
            #expect(Self.spelled(embedding.vocabulary.words) == Self.spelled(Array(odd.words.prefix(limit))))
        }
        // Damage behind the limit does no harm, and within it does.
        let damaged = try folder.write(lines("", ["the", "of"]) + Array("a 1 x\n".utf8), to: "damaged")
        #expect(try read(damaged, VectorReading(limit: 2)).0.vocabulary.words == ["the", "of"])
        #expect(throws: VectorFileError.self) { try read(damaged, VectorReading(limit: 3)) }
    }

    private func lines(_ header: String, _ words: [String]) -> [UInt8] {
        Self.lines(header, words.map { Array($0.utf8) })
    }

    @Test("An array's list of words may have a mark, repetitions and other encodings; rows go with their words")
    func arrays() throws {
        let folder = try VectorFolder()
        try NPYFile<Float>([1, 2, 3, 4], shape: [4, 1]).write(to: folder("v.npy"))
        try folder.write(Self.mark + Array("the\t4\nof\t3\nthe\t2\n".utf8) + Self.latin + [0x0A], to: "v.words.tsv")
        let (embedding, warnings) = try read(folder("v.npy"))
        #expect(embedding.vocabulary.words == ["the", "of", "caf\u{FFFD}"])
        #expect(embedding.vocabulary.counts == [4, 3, 0] && embedding.vectors.elements == [1, 2, 4])
        #expect(
            warnings == [
                "v.words.tsv begins with a byte-order mark, which is left out",
                "v.words.tsv: a word is there a second time and is left out: 'the', line 3",
                "v.words.tsv: a word is not UTF-8 text; U+FFFD stands for what is not: 'caf\u{FFFD}', line 4",
            ])
        #expect(try read(folder("v.npy"), VectorReading(limit: 1)).0.vectors.elements == [1])
        #expect(throws: VectorFileError.self) { try read(folder("v.npy"), VectorReading(isStrict: true)) }
    }
}
