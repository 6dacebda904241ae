import Computation
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
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                if !changedWords.isEmpty, Int.random(in: 0..<3, using: &generator) == 0 {
                    mutate(&changedWords, using: &generator)
                } else {
                    mutate(&changed, using: &generator)
                }
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

    private func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let length = Int.random(in: 1...min(12, bytes.count - place), using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: bytes.removeSubrange(place..<place + length)
        case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
        case 4: bytes[place] = [0, 0x0A, 0x20, 0x09, 0x2D, 0x2E, 0x39, 0x65, 0xFF].randomElement(using: &generator)!
        default:
            // Digits, above all those of the header, become other ones, also many.
            let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
            guard let digit = digits.prefix(200).randomElement(using: &generator) else { return }
            let count = Int.random(in: 0...12, using: &generator)
            bytes.replaceSubrange(
                digit...digit, with: (0..<count).map { _ in 0x30 + UInt8.random(in: 0...9, using: &generator) })
        }
    }
}
