import Computation
import Foundation
import LinearAlgebra
import TextStatistics

/// Words and their vectors while they are read.
struct CollectedVectors {
    var words: [String] = []
    var elements: [Float] = []
    var dimension = 0

    /// Takes memory for so many numbers, but only where the stream can have as many: each takes `bytesEach` or more.
    mutating func reserve(_ count: Int, in input: BufferedInput, bytesEach: Int) {
        if input.expectedRemainder / bytesEach >= count { elements.reserveCapacity(count) }
    }
}

/// The first line of word2vec's formats.
struct VectorHeader {
    let words: Int
    let dimension: Int

    /// Reads a line of two whole numbers; nil for any other line.
    ///
    /// - Throws: ``VectorFileError`` for two numbers that cannot be those of words and coordinates.
    init?(_ line: UnsafeRawBufferPointer, file: String) throws {
        let fields = line.split(omittingEmptySubsequences: true) { [0x20, 0x09, 0x0D].contains($0) }
        guard fields.count == 2, fields.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        let numbers = fields.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
        // No file has more numbers than this.
        guard numbers.count == 2, numbers.allSatisfy({ $0 >= 1 && $0 < 1 << 40 }),
            !numbers[0].multipliedReportingOverflow(by: 4 * numbers[1]).overflow
        else { throw VectorFileError(file, at: .line(1), .header) }
        (words, dimension) = (numbers[0], numbers[1])
    }
}

/// Reads word2vec's text format, with or without a header.
struct TextVectorReader {
    /// Longer lines are refused; a million numbers fit.
    static let longestLine = 1 << 24

    private let input: BufferedInput
    private let header: VectorHeader?
    private var line: Int
    private var collected = CollectedVectors()
    /// The ends of a line's fields, kept for their memory.
    private var fields: [Range<Int>] = []

    /// A reader of what follows the header, or of all where there is none.
    init(_ input: BufferedInput, header: VectorHeader?) {
        self.input = input
        self.header = header
        line = header == nil ? 0 : 1
        if let header {
            collected.dimension = header.dimension
            // A digit and a space at least.
            collected.reserve(header.words * header.dimension, in: input, bytesEach: 2)
        }
    }

    mutating func read() throws -> CollectedVectors {
        var emptyLine: Int?
        while let piece = try input.piece(before: UInt8(ascii: "\n"), limit: Self.longestLine) {
            line += 1
            guard piece.isTerminated || piece.bytes.count < Self.longestLine else {
                throw failure(.lineTooLong(limit: Self.longestLine))
            }
            split(piece.bytes)
            if fields.isEmpty {
                emptyLine = emptyLine ?? line
                continue
            }
            if let emptyLine { throw VectorFileError(input.name, at: .line(emptyLine), .emptyLine) }
            if let header, collected.words.count == header.words {
                throw failure(.surplus(expected: header.words))
            }
            try take(piece.bytes)
        }
        if let header, collected.words.count < header.words {
            throw VectorFileError(
                input.name, .missingWords(found: collected.words.count, expected: header.words))
        }
        guard !collected.words.isEmpty else { throw VectorFileError(input.name, .empty) }
        return collected
    }

    /// Finds what is separated by spaces and tabs.
    private mutating func split(_ bytes: UnsafeRawBufferPointer) {
        fields.removeAll(keepingCapacity: true)
        var start = 0
        for place in bytes.indices {
            let byte = bytes[place]
            guard byte == 0x20 || byte == 0x09 || byte == 0x0D else { continue }
            if place > start { fields.append(start..<place) }
            start = place + 1
        }
        if bytes.count > start { fields.append(start..<bytes.count) }
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer) throws {
        func number(_ field: Range<Int>) -> Float? {
            FloatParsing.float(UnsafeRawBufferPointer(rebasing: bytes[field]))
        }
        if collected.dimension == 0 {
            // The first line tells the dimension: all its fields but the word are numbers.
            guard fields.count >= 2, fields.dropFirst().allSatisfy({ number($0) != nil }) else {
                throw VectorFileError(input.name, .noVectors(kind: nil))
            }
            collected.dimension = fields.count - 1
            let lines = input.expectedRemainder / max(1, bytes.count) + 1
            collected.reserve(lines * collected.dimension, in: input, bytesEach: 2)
        }
        let first = fields.count - collected.dimension
        // What stands before the last d fields is the word; more than one number there is a number too many.
        guard first >= 1, fields[1..<max(1, first)].allSatisfy({ number($0) == nil }) else {
            throw failure(.numbers(found: fields.count - 1, expected: collected.dimension))
        }
        let name = UnsafeRawBufferPointer(rebasing: bytes[fields[0].lowerBound..<fields[first - 1].upperBound])
        guard let word = String(validating: name, as: UTF8.self) else { throw failure(.notUTF8) }
        for field in fields[first...] {
            guard let value = number(field) else {
                throw failure(.noNumber(String(decoding: bytes[field].prefix(40), as: UTF8.self)))
            }
            guard value.isFinite else { throw failure(.notFinite(word: word)) }
            collected.elements.append(value)
        }
        collected.words.append(word)
    }

    private func failure(_ problem: VectorFileError.Problem) -> VectorFileError {
        VectorFileError(input.name, at: .line(line), problem)
    }
}

/// Writes word2vec's text format.
func writeTextVectors(_ embedding: WordEmbedding, to writer: FileWriter) throws {
    var output = BufferedOutput(writer)
    try output.write("\(embedding.vocabulary.count) \(embedding.dimension)\n")
    for (row, word) in embedding.vocabulary.words.enumerated() {
        try output.write(word)
        for value in embedding.vectors.row(row) {
            try output.write(" ")
            // The shortest digits that are read as the same number.
            try output.write(value.description)
        }
        try output.write("\n")
    }
    try output.finish()
}

/// Puts small pieces together before they are written.
struct BufferedOutput {
    private let writer: FileWriter
    private var bytes: [UInt8] = []
    private let block = 1 << 20

    init(_ writer: FileWriter) {
        self.writer = writer
        bytes.reserveCapacity(block + 4096)
    }

    mutating func write(_ text: String) throws {
        bytes.append(contentsOf: text.utf8)
        if bytes.count >= block { try flush() }
    }

    mutating func write(_ raw: UnsafeRawBufferPointer) throws {
        bytes.append(contentsOf: raw)
        if bytes.count >= block { try flush() }
    }

    mutating func finish() throws { try flush() }

    private mutating func flush() throws {
        try bytes.withUnsafeBytes(writer.write)
        bytes.removeAll(keepingCapacity: true)
    }
}
