import Computation
import Files
import Foundation
import LinearAlgebra
import Testing
import TextStatistics

@testable import Embeddings

@Suite("Files of vectors that are wrong")
struct VectorFileErrorTests {
    /// What is said of a file, with its name instead of its path, and the remedy.
    private func complaint(_ folder: VectorFolder, _ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch {
            let remedy = (error as? any UserFacingError)?.remedy?.description
            return ["\(error)", remedy ?? "-"].map { $0.replacing(folder.url.path + "/", with: "") }
        }
    }

    /// Read strictly: what is odd is wrong too.
    private func complaint(of bytes: some Sequence<UInt8>) throws -> [String] {
        let folder = try VectorFolder()
        let file = try folder.write(bytes, to: "v")
        return complaint(folder) { _ = try WordEmbedding(contentsOf: file, reading: VectorReading(isStrict: true)) }
    }

    private static let lineRemedy =
        "Correct the line, or take it out and lower the number of words in the first line."

    @Test(
        "Text: what is wrong is said with its line and a remedy",
        arguments: [
            ("", "v is empty", "Get or make the file again, or correct its first line."),
            ("\n\n", "v is empty", "Get or make the file again, or correct its first line."),
            (
                "2 3\nthe 1 2 3\nof 1 2\n", "v, line 3 has 2 numbers, not 3", lineRemedy
            ),
            ("2 3\nthe 1 2 3\nof 1 2 3 4\n", "v, line 3 has 4 numbers, not 3", lineRemedy),
            ("the 1 2 3\nof 1 2 3 4\n", "v, line 2 has 4 numbers, not 3", lineRemedy),
            ("the 1 2 3\nof\n", "v, line 2 has 0 numbers, not 3", lineRemedy),
            ("2 3\nthe 1 2 3\nof 1 2,5 3\n", "v, line 3: '2,5' is not a number", lineRemedy),
            ("2 2\nthe x 2\nof 1 2\n", "v, line 2: 'x' is not a number", lineRemedy),
            (
                "3 2\nthe 1 2\nof 1 2\n", "v ends after 2 words, but its header promises 3",
                "Get or make the file again, or correct its first line."
            ),
            (
                "1 2\nthe 1 2\nof 1 2\n", "v, line 3 goes on after the 1 words that its header promises",
                "Correct the number of words in the first line, or take out what follows."
            ),
            (
                "99999999999999999999 2\nthe 1 2\n",
                "v, line 1: the header's numbers cannot be those of words and coordinates",
                "Get or make the file again, or correct its first line."
            ),
            (
                "0 0\n", "v, line 1: the header's numbers cannot be those of words and coordinates",
                "Get or make the file again, or correct its first line."
            ),
            (
                "999999999999 999999999999\nthe 1 2\n",
                "v, line 1: the header's numbers cannot be those of words and coordinates",
                "Get or make the file again, or correct its first line."
            ),
            ("1000000000 300\nthe 1 2\n", "v, line 2 has 2 numbers, not 300", lineRemedy),
            (
                "2 1\nthe nan\nof 1\n", "v, line 2: the vector of 'the' has a number that is not finite",
                "Take the word out, or train it again."
            ),
            (
                "the 1 2\nof -inf 1\n", "v, line 2: the vector of 'of' has a number that is not finite",
                "Take the word out, or train it again."
            ),
            (
                "the 1 2\nof 1e39 1\n", "v, line 2: the vector of 'of' has a number that is not finite",
                "Take the word out, or train it again."
            ),
            (
                "3 1\nthe 1\nof 2\nthe 1\n", "v, line 4: the word 'the' is there already, at line 2",
                "Take one of the two out."
            ),
            (
                "cafe\u{301} 1\ncafe\u{301} 2\n", "v, line 2: the word 'cafe\u{301}' is there already, at line 1",
                "Take one of the two out."
            ),
            (
                "\u{FEFF}the 1\nof 2\n", "v begins with a byte-order mark",
                "Save it as UTF-8 without a byte-order mark."
            ),
            ("2 1\nthe 1\n\nof 2\n", "v, line 3 is empty, but the file goes on", "Take the line out."),
            (
                "It was the best of times.\n", "v is not a file of word vectors",
                "Give vectors in word2vec's text or binary format, or a NumPy array with its words."
            ),
            (
                "#!/bin/sh\nexit 0\n", "v is not a file of word vectors",
                "Give vectors in word2vec's text or binary format, or a NumPy array with its words."
            ),
        ])
    func text(content: String, description: String, remedy: String) throws {
        #expect(try complaint(of: content.utf8) == [description, remedy])
    }

    @Test("Words that are not UTF-8 and lines without end are refused")
    func bytes() throws {
        #expect(
            try complaint(of: Array("the 1 2\ncaf".utf8) + [0xE9] + Array(" 1 2\n".utf8)) == [
                "v, line 2: the word is not UTF-8 text",
                "Convert the file to UTF-8; where the header is wrong, correct it.",
            ])
        #expect(
            try complaint(of: Array("the 1 2\n".utf8) + [UInt8](repeating: 0x61, count: 17_000_000)) == [
                "v, line 2 has more than 16777216 bytes", "Give each word a line of its own.",
            ])
    }

    @Test("Binary: what is wrong is said with its place")
    func binaryFormat() throws {
        let rows: KeyValuePairs<String, [Float]> = ["the": [0.5, -2], "of": [1, 0.25]]
        let again = "Get or make the file again, or correct its first line."
        let whole = binary("2 2\n", rows)
        // Wherever it is cut off behind the first numbers.
        for length in [4 + 4 + 7, 4 + 13, 4 + 13 + 2, 4 + 13 + 3 + 1, whole.count - 2] {
            let found = length < 4 + 12 ? 0 : 1
            #expect(
                try complaint(of: whole.prefix(length)) == [
                    "v ends after \(found) words, but its header promises 2", again,
                ],
                "\(length) bytes")
        }
        #expect(
            try complaint(of: binary("5000000000 2\n", rows))
                == ["v ends after 2 words, but its header promises 5000000000", again])
        #expect(
            try complaint(of: binary("1 2\n", rows)) == [
                "v, byte 17 goes on after the 1 words that its header promises",
                "Correct the number of words in the first line, or take out what follows.",
            ])
        #expect(
            try complaint(of: binary("2 2\n", ["the": [0.5, .nan], "of": [1, 0.25]])) == [
                "v, byte 8: the vector of 'the' has a number that is not finite",
                "Take the word out, or train it again.",
            ])
        #expect(
            try complaint(
                of: binary("3 1\n", ["of": [1], "the": [0.5], "of ".trimmingCharacters(in: .whitespaces): [2]]))
                == ["v, byte 21: the word 'of' is there already, at byte 4", "Take one of the two out."])
        #expect(
            try complaint(of: binary("1 2\n", ["": [0.5, 1]])) == [
                "v, byte 4 has no word",
                "Get or make the file again; its header may be wrong, or bytes may be missing.",
            ])
        var latin = binary("1 2\n", ["cafe": [0.5, 1]])
        latin[7] = 0xE9
        #expect(
            try complaint(of: latin) == [
                "v, byte 4: the word is not UTF-8 text",
                "Convert the file to UTF-8; where the header is wrong, correct it.",
            ])
        let endless = binary("2 1\n", ["the": [0.5]]) + [UInt8](repeating: 0x61, count: 70_000)
        #expect(
            try complaint(of: endless) == [
                "v, byte 13 has no word: no space ends it within 65536 bytes",
                "Get or make the file again; its header may be wrong, or bytes may be missing.",
            ])
    }

    @Test("Arrays: what is wrong is said of the array or of its words")
    func arrays() throws {
        let folder = try VectorFolder()
        func complaint(_ shape: [Int], _ words: [UInt8]?, _ first: Float = 1) throws -> [String] {
            var elements = [Float](repeating: 1, count: shape.reduce(1, *))
            elements[0] = first
            try NPYFile(elements, shape: shape).write(to: folder("v.npy"))
            try? FileManager.default.removeItem(at: folder("v.words.tsv"))
            if let words { try folder.write(words, to: "v.words.tsv") }
            return self.complaint(folder) {
                _ = try WordEmbedding(contentsOf: folder("v.npy"), reading: VectorReading(isStrict: true))
            }
        }
        func complaint(_ words: String) throws -> [String] { try complaint([2, 3], Array(words.utf8)) }
        #expect(try complaint("the\t1\nof\t2\n") == [])
        #expect(
            try complaint([2, 3], nil) == [
                "v.npy has no words beside it: v.words.tsv does not exist",
                "Write the words into it, one a line, in the order of the rows.",
            ])
        let shape = "Give an array with a row for each word, and its words beside it."
        #expect(
            try complaint([6], Array("a".utf8)) == ["v.npy has the shape 6, not one of words and coordinates", shape])
        #expect(try complaint("a\nb\nc\n") == ["v.npy has the shape 2×3, but there are 3 words", shape])
        #expect(
            try complaint("the\t1\nthe\t2\n") == [
                "v.words.tsv, line 2: the word 'the' is there already, at line 1", "Take one of the two out.",
            ])
        for line in ["of\tmany", "of\t1\t2", "of\t-1", "of\t"] {
            #expect(
                try complaint("the\t1\n\(line)\n") == [
                    "v.words.tsv, line 2 is not a word, a tab and its number of occurrences",
                    "Write one word a line, and after a tab how often it occurs; 0 where that is not known.",
                ])
        }
        #expect(try complaint("the\t1\n\t2\n").first == "v.words.tsv, line 2 has no word")
        #expect(try complaint("the\t1\n\nof\t2\n").first == "v.words.tsv, line 2 is empty, but the file goes on")
        #expect(try complaint([2, 3], [0xE9, 0x0A]).first == "v.words.tsv, line 1: the word is not UTF-8 text")
        #expect(
            try complaint([2, 3], Array("a\nb\n".utf8), .infinity).first
                == "v.npy: the vector of 'a' has a number that is not finite")
        let whole = try Data(contentsOf: folder("v.npy"))
        try folder.write(whole.dropLast(), to: "v.npy")
        #expect(
            self.complaint(folder) { _ = try WordEmbedding(contentsOf: folder("v.npy")) }
                == ["v.npy ends before its last number", "Make the file again."])
    }

    @Test("What is no file of vectors is called by its name")
    func otherFiles() throws {
        let vectors = "Give vectors in word2vec's text or binary format, or a NumPy array with its words."
        #expect(
            try complaint(of: [0x89] + "PNG\r\n\u{1A}\n".utf8) == [
                "v is a PNG image, not a file of word vectors", vectors,
            ])
        #expect(
            try complaint(of: "PK\u{3}\u{4}......".utf8)
                == ["v is a zip archive, which cannot be read", "Unpack it and give what is inside."])
        #expect(
            try complaint(of: [0xBA, 0x16, 0x4F, 0x2F, 12, 0, 0, 0]) == [
                "v is a fastText model, not a file of word vectors",
                "Give the .vec file that fastText writes beside its model.",
            ])
        for version: UInt8 in 2...5 {
            #expect(
                try complaint(of: [0x80, version, 0x95, 0]) == [
                    "v is a Python pickle, not a file of word vectors",
                    "Load it in Python and write its vectors: save_word2vec_format of gensim's KeyedVectors.",
                ])
        }
        #expect(try complaint(of: [0, 1, 2]) == ["v is binary data, not a file of word vectors", vectors])
        #expect(try complaint(of: [0x1F, 0x8B, 8, 0]).first == "v is cut off: its compressed data ends too early")
        let folder = try VectorFolder()
        #expect(
            complaint(folder) { _ = try WordEmbedding(contentsOf: folder("none")) } == [
                "none does not exist", "Check the path.",
            ])
        #expect(
            complaint(folder) { _ = try WordEmbedding(contentsOf: folder.url.appending(path: "")) }.last
                == "Name a file inside it.")
    }

    @Test("What cannot be written is said, and nothing is left behind")
    func writing() throws {
        let folder = try VectorFolder()
        func complaint(_ embedding: WordEmbedding, _ name: String) -> [String] {
            self.complaint(folder) { try embedding.write(to: folder(name)) }
        }
        let spaced = embedding(["new york": [1]])
        for name in ["v.txt", "v.bin"] {
            #expect(
                complaint(spaced, name) == [
                    "\(name) cannot hold the word 'new york' in word2vec's formats",
                    "Take the word out, or write an array: a name that ends in .npy.",
                ])
        }
        #expect(
            complaint(embedding(["a\tb": [1]]), "v.npy")
                == ["v.npy cannot hold the word 'a\tb' in its list of words", "Take the word out."])
        #expect(
            complaint(embedding(["a": [.nan]]), "v.npy").first
                == "v.npy: the vector of 'a' has a number that is not finite")
        let endings = "Let it end in .txt or .vec (word2vec's text), .bin (word2vec's binary) or .npy."
        #expect(complaint(spaced, "v.csv") == ["v.csv has the ending .csv, which stands for no format", endings])
        #expect(complaint(spaced, "v") == ["v has no ending that stands for a format", endings])
        #expect(try folder.names() == [])
        #expect(complaint(spaced, "nowhere/v.npy").first == "nowhere does not exist")
        try spaced.write(to: folder("v.npy"))
        #expect(try folder.names() == ["v.npy", "v.words.tsv"])
    }
}
