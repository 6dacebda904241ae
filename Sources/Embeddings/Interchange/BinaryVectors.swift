import Computation
import Foundation
import LinearAlgebra
import TextStatistics

/// Reads word2vec's binary format after its header.
struct BinaryVectorReader {
    /// Longer words are refused.
    static let longestWord = 1 << 16

    private let input: BufferedInput
    private let header: VectorHeader
    private var collected = CollectedVectors()
    /// Where each word begins.
    private(set) var offsets: [Int] = []

    init(_ input: BufferedInput, header: VectorHeader) {
        self.input = input
        self.header = header
        collected.dimension = header.dimension
        collected.reserve(header.words * header.dimension, in: input, bytesEach: 4)
    }

    mutating func read() throws -> CollectedVectors {
        while collected.words.count < header.words {
            try skipLineFeed()
            offsets.append(input.position)
            let word = try word()
            try readVector(of: word)
            collected.words.append(word)
        }
        try skipLineFeed()
        let end = input.position
        guard try input.peek(1).isEmpty else {
            throw VectorFileError(input.name, at: .byte(end), .surplus(expected: header.words))
        }
        return collected
    }

    /// What ends a word's line, where the writer ended lines.
    private func skipLineFeed() throws {
        if try input.peek(1).first == UInt8(ascii: "\n") { _ = try input.piece(before: UInt8(ascii: "\n"), limit: 1) }
    }

    private func word() throws -> String {
        let start = input.position
        guard let piece = try input.piece(before: UInt8(ascii: " "), limit: Self.longestWord) else {
            throw missingWords
        }
        guard piece.isTerminated else {
            guard piece.bytes.count >= Self.longestWord else { throw missingWords }
            throw VectorFileError(input.name, at: .byte(start), .wordTooLong(limit: Self.longestWord))
        }
        guard !piece.bytes.isEmpty else { throw VectorFileError(input.name, at: .byte(start), .emptyWord) }
        guard let word = String(validating: piece.bytes, as: UTF8.self) else {
            throw VectorFileError(input.name, at: .byte(start), .notUTF8)
        }
        return word
    }

    private mutating func readVector(of word: String) throws {
        let start = input.position
        // Pieces of bounded length, for the header may promise any dimension.
        let block = 1 << 16
        var rest = header.dimension
        while rest > 0 {
            let part = min(rest, block)
            let old = collected.elements.count
            let missing = missingWords
            try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: part) { bits in
                guard try input.read(into: UnsafeMutableRawBufferPointer(bits)) == 4 * part else { throw missing }
                for value in bits { collected.elements.append(Float(bitPattern: UInt32(littleEndian: value))) }
            }
            guard collected.elements[old...].allSatisfy(\.isFinite) else {
                throw VectorFileError(input.name, at: .byte(start), .notFinite(word: word))
            }
            rest -= part
        }
    }

    private var missingWords: VectorFileError {
        VectorFileError(input.name, .missingWords(found: collected.words.count, expected: header.words))
    }
}

/// Writes word2vec's binary format, with a line feed after each vector, as word2vec does.
func writeBinaryVectors(_ embedding: WordEmbedding, to writer: FileWriter) throws {
    var output = BufferedOutput(writer)
    try output.write("\(embedding.vocabulary.count) \(embedding.dimension)\n")
    for (row, word) in embedding.vocabulary.words.enumerated() {
        try output.write(word + " ")
        // This machine's order of bytes is the format's.
        try embedding.vectors.row(row).withUnsafeBytes { try output.write($0) }
        try output.write("\n")
    }
    try output.finish()
}
