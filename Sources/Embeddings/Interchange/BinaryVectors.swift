import Files
import Foundation
import LinearAlgebra
import TextStatistics

/// Reads word2vec's binary format after its header.
struct BinaryVectorReader {
    /// Longer words are refused.
    static let longestWord = 1 << 16

    private let input: BufferedInput
    private let header: VectorHeader
    private var collected: CollectedVectors

    init(_ input: BufferedInput, header: VectorHeader, into collected: CollectedVectors) {
        self.input = input
        self.header = header
        self.collected = collected
        self.collected.dimension = header.dimension
        self.collected.reserve(header.words, in: input, bytesEach: 4)
    }

    mutating func read() throws -> CollectedVectors {
        while collected.entries < header.words, !collected.isFull {
            try skipLineFeeds()
            let place = VectorFileError.Place.byte(input.position)
            // The word's bytes are gone when its vector is read.
            let name = Array(try word())
            try name.withUnsafeBytes { name in
                let (input, header, missing) = (input, header, missingWords)
                try collected.take(name, at: place) { word, elements in
                    try Self.readVector(of: word, header.dimension, from: input, into: &elements, ifMissing: missing)
                }
            }
        }
        guard !collected.isFull || collected.entries == header.words else { return collected }
        try skipLineFeeds()
        let end = input.position
        guard try input.peek(1).isEmpty else {
            throw VectorFileError(input.name, at: .byte(end), .surplus(expected: header.words))
        }
        return collected
    }

    /// What ends a word's line, where the writer ended lines; some write more than one.
    private func skipLineFeeds() throws {
        while try input.peek(1).first == UInt8(ascii: "\n") { input.skip(1) }
    }

    private func word() throws -> UnsafeRawBufferPointer {
        let start = input.position
        guard let piece = try input.piece(before: UInt8(ascii: " "), limit: Self.longestWord) else {
            throw missingWords
        }
        guard piece.isTerminated else {
            guard piece.bytes.count >= Self.longestWord else { throw missingWords }
            throw VectorFileError(input.name, at: .byte(start), .wordTooLong(limit: Self.longestWord))
        }
        guard !piece.bytes.isEmpty else { throw VectorFileError(input.name, at: .byte(start), .emptyWord) }
        return piece.bytes
    }

    private static func readVector(
        of word: String, _ dimension: Int, from input: BufferedInput, into elements: inout [Float],
        ifMissing missing: VectorFileError
    ) throws {
        let start = input.position
        // Pieces of bounded length, for the header may promise any dimension.
        let block = 1 << 16
        var rest = dimension
        while rest > 0 {
            let part = min(rest, block)
            let old = elements.count
            try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: part) { bits in
                guard try input.read(into: UnsafeMutableRawBufferPointer(bits)) == 4 * part else { throw missing }
                for value in bits { elements.append(Float(bitPattern: UInt32(littleEndian: value))) }
            }
            guard elements[old...].allSatisfy(\.isFinite) else {
                throw VectorFileError(input.name, at: .byte(start), .notFinite(word: word))
            }
            rest -= part
        }
    }

    private var missingWords: VectorFileError {
        VectorFileError(input.name, .missingWords(found: collected.entries, expected: header.words))
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
