import Computation
import Files
import Foundation
import LinearAlgebra
import TextStatistics

/// Reads an array of single or double precision with a row for each word.
func readArray(_ source: () throws -> any ByteSource) throws -> Matrix<Float> {
    func matrix<Element>(_ array: NPYFile<Element>, _ name: String, _ elements: [Float]) throws -> Matrix<Float> {
        guard array.shape.count == 2, array.shape.allSatisfy({ $0 > 0 }) else {
            throw VectorFileError(name, .shape(array.shape, words: nil))
        }
        return Matrix(rows: array.shape[0], columns: array.shape[1], elements: elements)
    }
    let single = try source()
    do {
        let array = try NPYFile<Float>(from: single)
        return try matrix(array, single.name, array.elements)
    } catch let error as NPYError where error.problem == .otherType(found: Double.npyType, expected: Float.npyType) {
        // Read anew from the beginning.
        let array = try NPYFile<Double>(from: try source())
        return try matrix(array, single.name, array.elements.map { Float($0) })
    }
}

/// The words of an array's rows.
struct ArrayWords {
    /// The rows that are read: not those of words that are there already.
    var rows: [Int] = []
    var words: [String] = []
    var counts: [Int] = []
    /// How many rows have a word.
    var lines = 0

    /// Reads lines of a word, a tab and its occurrences, or of a word alone.
    init(_ source: any ByteSource, _ reading: VectorReading) throws {
        let input = BufferedInput(source)
        var collected = CollectedVectors(input.name, reading)
        try collected.skipByteOrderMark(input)
        var emptyLine: Int?
        var line = 0
        while let piece = try input.piece(before: UInt8(ascii: "\n"), limit: BinaryVectorReader.longestWord) {
            line += 1
            func failure(_ problem: VectorFileError.Problem, _ line: Int) -> VectorFileError {
                VectorFileError(input.name, at: .line(line), problem)
            }
            guard piece.isTerminated || piece.bytes.count < BinaryVectorReader.longestWord else {
                throw failure(.lineTooLong(limit: BinaryVectorReader.longestWord), line)
            }
            var bytes = piece.bytes
            if bytes.last == UInt8(ascii: "\r") { bytes = UnsafeRawBufferPointer(rebasing: bytes.dropLast()) }
            if bytes.isEmpty {
                emptyLine = emptyLine ?? line
                continue
            }
            if let emptyLine { throw failure(.emptyLine, emptyLine) }
            let fields = bytes.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            guard !fields[0].isEmpty else { throw failure(.emptyWord, line) }
            let place = VectorFileError.Place.line(line)
            let word = try collected.decode(UnsafeRawBufferPointer(rebasing: fields[0]), at: place)
            let count =
                fields.count == 2 ? Int(String(decoding: fields[1], as: UTF8.self)) : fields.count == 1 ? 0 : nil
            guard let count, count >= 0 else { throw failure(.wordAndCount, line) }
            lines = line
            guard try collected.isNew(word, at: place), reading.limit.map({ rows.count < $0 }) ?? true else { continue }
            rows.append(line - 1)
            words.append(word)
            counts.append(count)
        }
        collected.warn()
    }
}

/// Writes an array and its words; neither appears before both are written whole. Of two processes that write the same
/// file, one waits for the other, so that the words are always the array's.
func writeArray(_ embedding: WordEmbedding, to file: URL) throws {
    let lock: FileLock
    do { lock = try FileLock(lockFile(of: file)) {} } catch FileError.missing {
        throw FileError.missing(path: file.deletingLastPathComponent().path)
    }
    defer { lock.release() }
    let vectors = embedding.vectors
    try FileWriter.replace(WordEmbedding.wordsFile(of: file)) { words in
        var output = BufferedOutput(words)
        for (word, count) in zip(embedding.vocabulary.words, embedding.vocabulary.counts) {
            try output.write("\(word)\t\(count)\n")
        }
        try output.finish()
        try FileWriter.replace(file) { writer in
            try NPYFile(vectors.elements, shape: [vectors.rows, vectors.columns]).write(to: writer)
        }
    }
}
