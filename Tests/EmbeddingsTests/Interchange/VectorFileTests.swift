import Computation
import Foundation
import LinearAlgebra
import Testing
import TextStatistics

@testable import Embeddings

@Suite("Files of vectors")
struct VectorFileTests {
    /// Numbers of every kind: all exponents, few and many digits, zeros of both signs, the extremes.
    private func manyNumbers(words: Int, dimension: Int, seed: UInt64) -> WordEmbedding {
        var generator = SeededGenerator(seed: seed)
        var elements: [Float] = [
            0, -0.0, 1, -1, 0.1, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 16_777_216,
            1e10, 1e16, 1e-5,
        ]
        while elements.count < words * dimension {
            let bits = UInt32.random(in: 0...UInt32.max, using: &generator)
            let value = Float(bitPattern: bits)
            elements.append(value.isFinite ? value : Float(generator.normal()))
        }
        let counts = (0..<words).map { 1000 - $0 }
        return WordEmbedding(
            vocabulary: Vocabulary(words: (0..<words).map { "word\($0)" }, counts: counts, totalTokens: 0),
            vectors: Matrix(rows: words, columns: dimension, elements: Array(elements.prefix(words * dimension))))
    }

    private func bits(_ embedding: WordEmbedding) -> [UInt32] { embedding.vectors.elements.map(\.bitPattern) }

    @Test(
        "come back as they were written, bit by bit", arguments: ["v.txt", "v.vec", "v.bin", "v.npy", "V.NPY"],
        [(1, 1), (1, 40), (300, 7), (40, 1000)])
    func roundTrip(name: String, size: (Int, Int)) throws {
        let folder = try VectorFolder()
        let original = manyNumbers(words: size.0, dimension: size.1, seed: 5)
        try original.write(to: folder(name))
        let read = try WordEmbedding(contentsOf: folder(name))
        #expect(bits(read) == bits(original))
        #expect(read.vocabulary.words == original.vocabulary.words)
        // Only an array has a place for how often words occur.
        #expect(
            read.vocabulary.counts
                == (name.lowercased().hasSuffix("npy")
                    ? original.vocabulary.counts : .init(repeating: 0, count: size.0)))
        let names = try folder.names()
        #expect(!names.contains { $0.contains(".w2vbook-") })
    }

    @Test("are written as the formats have it")
    func bytes() throws {
        let folder = try VectorFolder()
        let small = embedding(["the": [0.1, -2], "König": [1e-5, 0]])
        try small.write(to: folder("a.vec"))
        #expect(try String(contentsOf: folder("a.vec"), encoding: .utf8) == "2 2\nthe 0.1 -2.0\nKönig 1e-05 0.0\n")
        try small.write(to: folder("a.bin"))
        #expect(
            try Array(Data(contentsOf: folder("a.bin"))) == binary("2 2\n", ["the": [0.1, -2], "König": [1e-5, 0]]))
        try small.write(to: folder("a.npy"))
        #expect(try String(contentsOf: folder("a.words.tsv"), encoding: .utf8) == "the\t0\nKönig\t0\n")
        let array = try NPYFile<Float>(contentsOf: folder("a.npy"))
        #expect(array.shape == [2, 2] && array.elements == [0.1, -2, 1e-5, 0])
        // The format can be named against the ending.
        try small.write(to: folder("text"), as: .text)
        #expect(try WordEmbedding(contentsOf: folder("text")) == small)
    }

    @Test("are read whatever their name is, plain or compressed")
    func toldFromContent() throws {
        let folder = try VectorFolder()
        let expected = embedding(["the": [0.5, -2], "of": [1, 0.25]])
        let text = Array("2 2\nthe 0.5 -2\nof 1 0.25\n".utf8)
        let bytes = binary("2 2\n", ["the": [0.5, -2], "of": [1, 0.25]])
        for (number, content) in [text, bytes].enumerated() {
            #expect(try WordEmbedding(contentsOf: folder.write(content, to: "a\(number).npy")) == expected)
        }
        // Made by gzip from the text above.
        let packed = try #require(Data(base64Encoded: "H4sIAAAAAAACAzNSMOIqyUhVMNAzVdA14spPUzAEso1MuQAPcIc/GQAAAA=="))
        #expect(try WordEmbedding(contentsOf: folder.write(packed, to: "a.gz")) == expected)
    }

    @Test(
        "are read with all the freedom that writers take",
        arguments: [
            // GloVe and others write no header.
            ("the 0.5 -2\nof 1 0.25\n", "no header"), ("the 0.5 -2\nof 1 0.25", "no last line feed"),
            // word2vec and fastText end lines with a space.
            ("2 2\nthe 0.5 -2 \nof 1 0.25 \n", "spaces at the ends"), ("2\t2\nthe\t0.5\t-2\nof  1\t 0.25\n", "tabs"),
            ("2 2\r\nthe 0.5 -2\r\nof 1 0.25\r\n", "carriage returns"),
            ("2 2 \nthe +0.5 -2e0\nof 1E+00 .25\n\n\n", "forms"),
            ("the 0.50000000000000000000 -2\nof 1.0000000000000000000000001 25e-2\n", "many digits"),
        ])
    func freedom(text: String, name: String) throws {
        let folder = try VectorFolder()
        let expected = embedding(["the": [0.5, -2], "of": [1, 0.25]])
        #expect(try WordEmbedding(contentsOf: folder.write(text, to: "v")) == expected, "\(name)")
    }

    @Test("keep words as they are: capitals, digits, other alphabets, GloVe's words with spaces")
    func words() throws {
        let folder = try VectorFolder()
        let file = try folder.write(
            "1990 1 2\nThe 3 4\n. . . 5 6\nat x@example.org 7 8\nслово 9 10\n\u{A0} 1 1\n", to: "v")
        let read = try WordEmbedding(contentsOf: file)
        #expect(read.vocabulary.words == ["1990", "The", ". . .", "at x@example.org", "слово", "\u{A0}"])
        #expect(try read.vector(of: "at x@example.org") == [7, 8])
        #expect(read.vocabulary.counts == Array(repeating: 0, count: 6) && read.vocabulary.totalTokens == 0)
    }

    @Test("in binary may lack line feeds, and look like text for a while")
    func binaryForms() throws {
        let folder = try VectorFolder()
        let rows: KeyValuePairs<String, [Float]> = ["the": [0.5, -2], "of": [1, 0.25]]
        #expect(
            try WordEmbedding(contentsOf: folder.write(binary("2 2\n", rows, lineFeeds: false), to: "v"))
                == embedding(["the": [0.5, -2], "of": [1, 0.25]]))
        // The bytes of these numbers are digits, spaces and line feeds; the control characters come later.
        let digits = Float(bitPattern: 0x3020_3120)
        let values: [Float] = [digits, digits, 1, 2]
        #expect(
            try WordEmbedding(contentsOf: folder.write(binary("1 4\n", ["the": values]), to: "v"))
                == embedding(["the": values]))
    }

    @Test("of arrays may be of double precision, and their words without counts")
    func arrays() throws {
        let folder = try VectorFolder()
        try NPYFile([0.1, 2, 3, 4], shape: [2, 2]).write(to: folder("v.npy"))
        try folder.write("new york\r\nof\t7", to: "v.words.tsv")
        let read = try WordEmbedding(contentsOf: folder("v.npy"))
        #expect(read.vocabulary.words == ["new york", "of"] && read.vocabulary.counts == [0, 7])
        #expect(read.vectors.elements == [0.1, 2, 3, 4])
    }

    @Test("can be cut to their first words")
    func firstWords() {
        let all = embedding(["the": [1, 2], "of": [3, 4], "and": [5, 6]])
        #expect(all.firstWords(2) == embedding(["the": [1, 2], "of": [3, 4]]))
        #expect(all.firstWords(4) == all)
    }

    @Test("Decimal digits are read as the nearest number of single precision")
    func numbers() {
        func read(_ text: String) -> Float? {
            Array(text.utf8).withUnsafeBytes { FloatParsing.float($0) }
        }
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<20_000 {
            let value = Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &generator))
            guard value.isFinite else { continue }
            #expect(read(value.description)?.bitPattern == value.bitPattern)
            // Around the middle between two neighbours, where rounding twice goes wrong.
            let middle = (Double(value) + Double(value.nextUp)) / 2
            for text in ["\(middle)", "\(middle.nextUp)", "\(middle.nextDown)", String(format: "%.9e", middle)] {
                #expect(read(text) == Float(text), "\(text)")
            }
        }
        for text in [
            "", "-", "+", ".", "e5", "1e", "1e+", "--1", "1-", "1.2.3", "0x10", "1_000", "½", "1,5", "nano", "1 ",
        ] {
            #expect(read(text) == nil, "'\(text)'")
        }
        for (text, value) in [("inf", Float.infinity), ("-Infinity", -.infinity), ("1e39", .infinity), ("1e-60", 0)] {
            #expect(read(text) == value)
        }
        #expect(read("NaN")?.isNaN == true && read("-nan")?.isNaN == true)
    }
}
