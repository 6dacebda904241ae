import Computation
import Files
import Foundation
import Fuzzing
import LinearAlgebra
import Testing
import TextStatistics

@testable import Embeddings

/// A stream of bytes from memory.
private final class Bytes: ByteSource {
    let name = "bytes"
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        // Odd pieces, so that what belongs together comes apart.
        let piece = rest.prefix(min(buffer.count, 7))
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }
}

@Suite("Damaged files of vectors")
struct VectorFileMutationTests {
    private static let words = ["the", "of", "König", "1990", "new_york", "x"]

    private static let vectors: Matrix<Float> = {
        var generator = SeededGenerator(seed: 3)
        return Matrix<Float>(
            Matrix<Double>.randomNormal(rows: words.count, columns: 5, standardDeviation: 1, using: &generator))
    }()

    /// The content of a file in each format, that of an array with its words.
    private func originals() throws -> [(content: [UInt8], words: [UInt8])] {
        let folder = try VectorFolder()
        let embedding = WordEmbedding(
            vocabulary: Vocabulary(words: Self.words, counts: [60, 50, 40, 30, 20, 10], totalTokens: 0),
            vectors: Self.vectors)
        return try ["v.txt", "v.bin", "v.npy"].map { name in
            try embedding.write(to: folder(name))
            return (
                try Array(Data(contentsOf: folder(name))),
                name == "v.npy" ? try Array(Data(contentsOf: folder("v.words.tsv"))) : []
            )
        }
    }

    private func read(_ content: [UInt8], _ words: [UInt8]) throws -> WordEmbedding {
        try VectorFile.read({ Bytes(content) }, words: { Bytes(words) })
    }

    @Test("are read to something sound, or are an error with a text", arguments: 0..<3)
    func mutations(format: Int) throws {
        let (content, words) = try originals()[format]
        #expect(try read(content, words).vectors == Self.vectors)
        var generator = SeededGenerator(seed: Fuzzing.seed(of: "vectors in format \(format)"))
        var failures = 0
        Fuzzing.rounds(2000, of: "vectors in format \(format)") { round in
            var changed = content
            var changedWords = words
            if !changedWords.isEmpty, Int.random(in: 0..<3, using: &generator) == 0 {
                Fuzzing.damage(&changedWords, using: &generator)
            } else {
                Fuzzing.damage(&changed, using: &generator)
            }
            do {
                let embedding = try read(changed, changedWords)
                #expect(embedding.vectors.rows == embedding.vocabulary.count && embedding.dimension >= 1)
                #expect(embedding.vectors.squaredFrobeniusNorm.isFinite, "round \(round)")
            } catch {
                failures += 1
                #expect(error is VectorFileError || error is NPYError, "round \(round): \(error)")
            }
        }
        #expect(failures > Fuzzing.rounds(2000) / 7, "most changes do harm")
    }

    @Test("that stop early are an error wherever they stop", arguments: 0..<3)
    func truncations(format: Int) throws {
        let (content, words) = try originals()[format]
        // The last byte of word2vec's formats is a line feed that may be missing; of the text before it, the last
        // number may be shorter and still a number.
        let ends = format == 0 ? content.lastIndex(of: 0x20)! : content.count - (format == 1 ? 1 : 0)
        for length in 0..<ends {
            #expect(throws: (any Error).self, "\(length) bytes") { try read(Array(content.prefix(length)), words) }
        }
    }
}
