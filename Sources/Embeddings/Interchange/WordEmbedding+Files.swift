import Computation
import Files
public import Foundation
import LinearAlgebra
import TextStatistics

extension WordEmbedding {
    /// Reads vectors of any ``VectorFormat``, which is told from the file's content; the file may be compressed by gzip
    /// or bzip2. The words keep their order and their letters.
    ///
    /// How often words occur is known only beside an array. Elsewhere ``Vocabulary/counts`` are 0, which stands for
    /// not known, and so is ``Vocabulary/totalTokens`` always; by the custom of all programs that write such files, the
    /// most frequent words come first. Memory is 4Vd bytes and the words; the file is read in pieces.
    ///
    /// What is odd about the words, such as one that is there twice, is read as ``VectorReading`` says, and
    /// ``ComputeContext/warn`` is told.
    ///
    /// - Throws: ``VectorFileError``, ``FileError``, ``NPYError``, ``CorpusError`` for a damaged compressed file.
    public init(contentsOf file: URL, reading: VectorReading = VectorReading()) throws {
        self = try VectorFile.read({ try TextFile(file).content }, reading) {
            let words = Self.wordsFile(of: file)
            do { return try FileReader(words) } catch FileError.missing {
                throw VectorFileError(file.path, .noWords(file: words.path))
            }
        }
    }

    /// Writes the vectors in a format, by default in the one of the file's ending. A file that is there is replaced once
    /// the new one is written whole.
    ///
    /// ``VectorFormat/binary`` and ``VectorFormat/npy`` keep every bit of the vectors, and so does
    /// ``VectorFormat/text``, whose digits are read as the same numbers. The words of an array, with their occurrences,
    /// go to ``wordsFile(of:)``.
    ///
    /// - Throws: ``VectorFileError`` for an unknown ending, for words that the format cannot hold and for numbers that
    ///   are not finite; ``FileError``.
    public func write(to file: URL, as format: VectorFormat? = nil) throws {
        let format = try format ?? VectorFormat(of: file)
        try check(for: format, file: file.path)
        switch format {
        case .text: try FileWriter.replace(file) { try writeTextVectors(self, to: $0) }
        case .binary: try FileWriter.replace(file) { try writeBinaryVectors(self, to: $0) }
        case .npy: try writeArray(self, to: file)
        }
    }

    /// The embedding of the first `count` words, or of all where there are fewer.
    public func firstWords(_ count: Int) -> WordEmbedding {
        guard count < vocabulary.count else { return self }
        let elements = Array(vectors.elements.prefix(count * dimension))
        return WordEmbedding(
            vocabulary: vocabulary.prefix(count),
            vectors: Matrix(rows: count, columns: dimension, elements: elements))
    }

    /// Where the words of an array `NAME.npy` are written: `NAME.words.tsv`.
    public static func wordsFile(of array: URL) -> URL {
        let plain = array.pathExtension.lowercased() == "npy" ? array.deletingPathExtension() : array
        return plain.appendingPathExtension("words.tsv")
    }

    private func check(for format: VectorFormat, file: String) throws {
        for (row, word) in vocabulary.words.enumerated() {
            let isHeld =
                !word.isEmpty
                && word.utf8.allSatisfy { byte in
                    switch format {
                    case .npy: ![0x09, 0x0A, 0x0D].contains(byte)
                    case .text, .binary: ![0x09, 0x0A, 0x0D, 0x20].contains(byte)
                    }
                }
            guard isHeld else { throw VectorFileError(file, .unwritable(word: word, format: format)) }
            guard vectors.row(row).allSatisfy(\.isFinite) else {
                throw VectorFileError(file, .notFinite(word: word))
            }
        }
    }
}

extension VectorFormat {
    /// The format that a file's name asks for.
    ///
    /// - Throws: ``VectorFileError`` for an ending that stands for none.
    public init(of file: URL) throws {
        guard let format = VectorFormat(ending: file.pathExtension) else {
            throw VectorFileError(file.path, .unknownEnding(file.pathExtension))
        }
        self = format
    }
}

/// Reading of all formats, from any stream of bytes.
enum VectorFile {
    /// - Parameters:
    ///   - source: Opens the vectors, possibly twice.
    ///   - words: Opens the words of an array.
    static func read(
        _ source: () throws -> any ByteSource, _ reading: VectorReading = VectorReading(),
        words: () throws -> any ByteSource
    ) throws -> WordEmbedding {
        let input = BufferedInput(try source())
        guard try !input.peek(1).isEmpty else { throw VectorFileError(input.name, .empty) }
        var collected = CollectedVectors(input.name, reading)
        try collected.skipByteOrderMark(input)
        let beginning = try input.peek(ContentKind.peekedLength)
        if beginning.starts(with: NPYFile<Float>.magic) { return try array(source, input.name, reading, words) }
        if let header = try header(beginning, input) {
            let isText = try isText(input.peek(header.length + 1 << 16).dropFirst(header.length), header.numbers)
            _ = try input.piece(before: UInt8(ascii: "\n"), limit: header.length)
            guard !isText else {
                var reader = try TextVectorReader(input, header: header.numbers, into: collected)
                return embedding(try reader.read())
            }
            var reader = BinaryVectorReader(input, header: header.numbers, into: collected)
            return embedding(try reader.read())
        }
        try refuseOtherKinds(Array(beginning), input.name)
        var reader = try TextVectorReader(input, header: nil, into: collected)
        return embedding(try reader.read())
    }

    /// The first line where it is a header, with its length.
    private static func header(
        _ beginning: UnsafeRawBufferPointer, _ input: BufferedInput
    ) throws -> (numbers: VectorHeader, length: Int)? {
        let end = beginning.firstIndex(of: UInt8(ascii: "\n")) ?? beginning.count
        let line = UnsafeRawBufferPointer(rebasing: beginning[..<end])
        return try VectorHeader(line, file: input.name).map { ($0, min(end + 1, beginning.count)) }
    }

    /// Whether what follows a header is text. Its first number then is spelled, and none of the bytes that would be its
    /// vector in the binary format is a control character.
    private static func isText(_ bytes: Slice<UnsafeRawBufferPointer>, _ header: VectorHeader) -> Bool {
        guard let space = bytes.firstIndex(where: { $0 == 0x20 || $0 == 0x09 }) else { return true }
        let vector = bytes[(space + 1)...].prefix(4 * header.dimension)
        if vector.contains(where: { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) }) { return false }
        let number = vector.drop { $0 == 0x20 }.prefix { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        // What is neither a number nor beyond the letters of English is a fault in a text.
        return FloatParsing.float(UnsafeRawBufferPointer(rebasing: number)) != nil || !vector.contains { $0 >= 0x80 }
    }

    private static func array(
        _ source: () throws -> any ByteSource, _ name: String, _ reading: VectorReading,
        _ words: () throws -> any ByteSource
    ) throws -> WordEmbedding {
        let vectors = try readArray(source)
        let list = try ArrayWords(try words(), reading)
        guard list.lines == vectors.rows else {
            throw VectorFileError(name, .shape([vectors.rows, vectors.columns], words: list.lines))
        }
        for (row, word) in zip(list.rows, list.words) where !vectors.row(row).allSatisfy(\.isFinite) {
            throw VectorFileError(name, .notFinite(word: word))
        }
        let elements = list.rows.count == vectors.rows ? vectors.elements : list.rows.flatMap { vectors.row($0) }
        return WordEmbedding(
            vocabulary: Vocabulary(words: list.words, counts: list.counts, totalTokens: 0),
            vectors: Matrix(rows: list.rows.count, columns: vectors.columns, elements: elements))
    }

    private static func embedding(_ collected: CollectedVectors) -> WordEmbedding {
        collected.warn()
        let counts = Array(repeating: 0, count: collected.words.count)
        return WordEmbedding(
            vocabulary: Vocabulary(words: collected.words, counts: counts, totalTokens: 0),
            vectors: Matrix(
                rows: collected.words.count, columns: collected.dimension, elements: collected.elements))
    }

    private static func refuseOtherKinds(_ beginning: [UInt8], _ name: String) throws {
        switch ContentKind(beginning) {
        case .fastTextModel: throw VectorFileError(name, .model(.fastText))
        case .pythonPickle: throw VectorFileError(name, .model(.pickle))
        case .text, .gzip, .bzip2: break
        case .wikipediaDump: throw VectorFileError(name, .noVectors(kind: "a Wikipedia dump"))
        case .zip: throw VectorFileError(name, .packed(kind: "a zip archive"))
        case .foreignArchive(let kind): throw VectorFileError(name, .packed(kind: kind))
        case .binary(let kind): throw VectorFileError(name, .noVectors(kind: kind))
        case .otherEncoding(let encoding): throw VectorFileError(name, .noVectors(kind: "\(encoding) text"))
        }
    }
}
