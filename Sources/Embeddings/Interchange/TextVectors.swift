import Files
import Foundation
import LinearAlgebra
import TextStatistics

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
    private var collected: CollectedVectors
    private var fields = LineFields()

    /// A reader of what follows the header, or of all where there is none.
    ///
    /// - Throws: ``VectorFileError`` where there is no header and the first lines have no numbers.
    init(_ input: BufferedInput, header: VectorHeader?, into collected: CollectedVectors) throws {
        self.input = input
        self.header = header
        self.collected = collected
        line = header == nil ? 0 : 1
        if let header {
            self.collected.dimension = header.dimension
            // A digit and a space at least.
            self.collected.reserve(header.words, in: input, bytesEach: 2)
        } else {
            let first = try firstLines()
            self.collected.dimension = first.dimension
            self.collected.reserve(input.expectedRemainder / first.length + 1, in: input, bytesEach: 2)
        }
    }

    /// The dimension that the first lines tell, and how long they are in the mean.
    ///
    /// At the end of a line stand its numbers, and more of them where its word ends in numbers, so no line by itself is to
    /// be trusted: the least count that at least a quarter of the lines have is taken. A line that is cut off has fewer.
    private func firstLines() throws -> (dimension: Int, length: Int) {
        var bytes = try input.peek(1 << 20)
        if !bytes.contains(UInt8(ascii: "\n")) { bytes = try input.peek(Self.longestLine) }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
        // The last one may be cut off.
        if lines.count > 1, bytes.last != UInt8(ascii: "\n") { lines.removeLast() }
        var fields = LineFields()
        var dimensions: [Int: Int] = [:]
        var startsWithText = false
        for line in lines.prefix(64) {
            let line = UnsafeRawBufferPointer(rebasing: line)
            fields.split(line)
            guard !fields.ranges.isEmpty else { continue }
            let numbers = fields.ranges.dropFirst().reversed().prefix { Self.number(line, $0) != nil }.count
            if dimensions.isEmpty { startsWithText = numbers == 0 }
            dimensions[numbers, default: 0] += 1
        }
        guard !dimensions.isEmpty else { throw VectorFileError(input.name, .empty) }
        let counted = dimensions.values.reduce(0, +)
        guard !startsWithText,
            let dimension = dimensions.keys.filter({ $0 > 0 && 4 * dimensions[$0, default: 0] >= counted }).min()
        else { throw VectorFileError(input.name, .noVectors(kind: nil)) }
        return (dimension, max(1, bytes.count / max(1, lines.count)))
    }

    mutating func read() throws -> CollectedVectors {
        var emptyLine: Int?
        while !collected.isFull, let piece = try input.piece(before: UInt8(ascii: "\n"), limit: Self.longestLine) {
            line += 1
            guard piece.isTerminated || piece.bytes.count < Self.longestLine else {
                throw failure(.lineTooLong(limit: Self.longestLine))
            }
            fields.split(piece.bytes)
            if fields.ranges.isEmpty {
                emptyLine = emptyLine ?? line
                continue
            }
            if let emptyLine { throw VectorFileError(input.name, at: .line(emptyLine), .emptyLine) }
            if let header, collected.entries == header.words {
                throw failure(.surplus(expected: header.words))
            }
            try take(piece.bytes)
        }
        if let header, collected.entries < header.words, !collected.isFull {
            throw VectorFileError(
                input.name, .missingWords(found: collected.entries, expected: header.words))
        }
        guard !collected.words.isEmpty else { throw VectorFileError(input.name, .empty) }
        return collected
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer) throws {
        let ranges = fields.ranges
        let first = ranges.count - collected.dimension
        // What stands before the last d fields is the word.
        let hasNumbers = first > 1 && ranges[1..<first].contains { Self.number(bytes, $0) != nil }
        guard first >= 1, !(hasNumbers && collected.reading.isStrict) else {
            throw failure(.numbers(found: ranges.count - 1, expected: collected.dimension))
        }
        let name = UnsafeRawBufferPointer(rebasing: bytes[ranges[0].lowerBound..<ranges[first - 1].upperBound])
        let place = VectorFileError.Place.line(line)
        let file = input.name
        try collected.take(name, at: place, hasNumbers: hasNumbers) { word, elements in
            for field in ranges[first...] {
                guard let value = Self.number(bytes, field) else {
                    let text = String(decoding: bytes[field].prefix(40), as: UTF8.self)
                    throw VectorFileError(file, at: place, .noNumber(text))
                }
                guard value.isFinite else { throw VectorFileError(file, at: place, .notFinite(word: word)) }
                elements.append(value)
            }
        }
    }

    private static func number(_ bytes: UnsafeRawBufferPointer, _ field: Range<Int>) -> Float? {
        FloatParsing.float(UnsafeRawBufferPointer(rebasing: bytes[field]))
    }

    private func failure(_ problem: VectorFileError.Problem) -> VectorFileError {
        VectorFileError(input.name, at: .line(line), problem)
    }
}

/// The fields of a line, which spaces and tabs separate; used for one line after the other, for its memory.
private struct LineFields {
    private(set) var ranges: [Range<Int>] = []

    mutating func split(_ bytes: UnsafeRawBufferPointer) {
        ranges.removeAll(keepingCapacity: true)
        var start = 0
        for place in bytes.indices {
            let byte = bytes[place]
            guard byte == 0x20 || byte == 0x09 || byte == 0x0D else { continue }
            if place > start { ranges.append(start..<place) }
            start = place + 1
        }
        if bytes.count > start { ranges.append(start..<bytes.count) }
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
