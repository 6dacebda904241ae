public import Files
public import Foundation

/// The statistics of a corpus in a small file: vocabulary and co-occurrence counts, the counts rounded to a
/// logarithmic grid of a twelfth of an octave.
///
/// The file (all integers little endian):
///
/// | bytes | content |
/// |---|---|
/// | 8 | `w2vstats` |
/// | 4 | version of the format, 1 |
/// | 4 | length of the header |
/// | … | header: JSON with ``Provenance``, vocabulary, window, and three facts about the levels |
/// | … | zlib stream (RFC 1950) of 2 · V(V + 1)/2 bytes |
/// | 64 | SHA-256 of all bytes before, in hexadecimal digits |
///
/// The levels of counts are 0 for 0, and then the different whole numbers among the roundings of 2^(k/s), where s is
/// the header's `stepsPerOctave`.
///
/// The stream holds the upper triangle with its diagonal, row by row: for each pair 128 plus the level of its count
/// less the level that one would expect if words were independent, modulo 2¹⁶; first the low bytes of all pairs, then
/// the high bytes. The expected level is that of 2^(k/s), k = r_i + r_j − r, where r_i and r are s · log₂ of the sum
/// of row i and of all counts, rounded: the header's `rowSteps` and `totalStep`. (A negative k stands for level 0.)
/// Such differences gather near 0, so Huffman codes shorten the low bytes to about 6 bits, and the high bytes are
/// nearly all 0.
public struct StatisticsSnapshot: Sendable {
    /// Where statistics come from.
    public struct Provenance: Codable, Hashable, Sendable {
        /// What the text is and where it can be had.
        public var source: String
        /// Under which terms.
        public var licence: String
        /// How many documents it has, where that is known.
        public var documents: Int?

        /// Says where statistics come from.
        public init(source: String, licence: String, documents: Int? = nil) {
            self.source = source
            self.licence = licence
            self.documents = documents
        }
    }

    /// The counts: exact in a snapshot that was made from counts, rounded in one that was read.
    public let counts: Cooccurrences
    /// Where they come from.
    public let provenance: Provenance

    /// A snapshot to be written.
    public init(counts: Cooccurrences, provenance: Provenance) {
        self.counts = counts
        self.provenance = provenance
    }

    /// Reads and checks a file. Throws ``FileError`` or ``SnapshotError``.
    ///
    /// Cost: V² steps, 0.2 s at V = 3,000; memory: 3 V² bytes besides some 16 bytes a non-zero count.
    public init(contentsOf file: URL) throws {
        try self.init(bytes: readAll(FileReader(file)), path: file.path)
    }

    /// Reads and checks what is in a file; its path is for messages. Throws ``SnapshotError``.
    init(bytes: [UInt8], path: String) throws {
        guard bytes.starts(with: Self.magic) else { throw SnapshotError.foreign(path: path) }
        guard bytes.count >= Self.prefixLength + Self.checksumLength else { throw SnapshotError.damaged(path: path) }
        let version = Self.integer(bytes[8..<12])
        guard version == Self.version else { throw SnapshotError.otherVersion(path: path, version: version) }
        let body = bytes.dropLast(Self.checksumLength)
        let checksum = Fingerprint(of: body)
        guard checksum.description.utf8.elementsEqual(bytes.suffix(Self.checksumLength)) else {
            throw SnapshotError.damaged(path: path)
        }
        // What follows fails only for a file that was made wrongly, as its checksum is right.
        let headerEnd = Self.prefixLength + Self.integer(bytes[12..<16])
        guard headerEnd <= body.endIndex,
            let header = try? JSONDecoder().decode(Header.self, from: Data(body[Self.prefixLength..<headerEnd])),
            header.isPlausible,
            case let size = header.vocabulary.count,
            let differences = decompressed(body[headerEnd...], count: size * (size + 1)),
            let counts = header.cooccurrences(differences: differences, fingerprint: checksum)
        else { throw SnapshotError.damaged(path: path) }
        provenance = header.provenance
        self.counts = counts
    }

    /// The most words that a snapshot can have: the compressed counts of more would not be sure to fit in 2³² bytes.
    public static let maximalVocabulary = 60_000

    /// Writes the file, replacing one that is there. Throws ``FileError``, and ``SnapshotError`` above
    /// ``maximalVocabulary`` words.
    public func write(to file: URL) throws {
        guard counts.vocabulary.count <= Self.maximalVocabulary else {
            throw SnapshotError.tooManyWords(path: file.path, words: counts.vocabulary.count)
        }
        let grid = LogarithmicGrid(stepsPerOctave: 12)
        let header = Header(
            provenance: provenance, vocabulary: counts.vocabulary, window: counts.window,
            stepsPerOctave: grid.stepsPerOctave, totalStep: grid.step(of: counts.total),
            rowSteps: counts.marginals.map(grid.step))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = try encoder.encode(header)
        var bytes = Self.magic
        for integer in [Self.version, json.count] {
            bytes += withUnsafeBytes(of: UInt32(integer).littleEndian, Array.init)
        }
        bytes += json
        bytes += compressed(header.differences(of: counts))
        bytes += Fingerprint(of: bytes).description.utf8
        try FileWriter.replace(file, with: bytes)
    }

    private static let magic = Array("w2vstats".utf8)
    private static let version = 1
    private static let prefixLength = 16
    private static let checksumLength = 64

    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}

/// What a snapshot says in JSON, and with it how its counts are coded.
private struct Header: Codable {
    var provenance: StatisticsSnapshot.Provenance
    var vocabulary: Vocabulary
    var window: Int
    var stepsPerOctave: Int
    var totalStep: Int
    var rowSteps: [Int]

    /// Whether the numbers are such as a writer can have written.
    var isPlausible: Bool {
        (1...64).contains(stepsPerOctave) && window > 0 && rowSteps.count == vocabulary.count
            && vocabulary.count <= StatisticsSnapshot.maximalVocabulary
            && (rowSteps + [totalStep]).allSatisfy { (0...64 * stepsPerOctave).contains($0) }
    }

    /// Calls `body` for each pair of the upper triangle, row by row, with the level expected of it.
    private func forEachPair(_ grid: LogarithmicGrid, _ body: (_ row: Int, _ column: Int, _ expected: UInt16) -> Void) {
        for row in rowSteps.indices {
            for column in row..<rowSteps.count {
                body(row, column, grid.level(atStep: rowSteps[row] + rowSteps[column] - totalStep))
            }
        }
    }

    func differences(of counts: Cooccurrences) -> [UInt8] {
        let grid = LogarithmicGrid(stepsPerOctave: stepsPerOctave)
        let pairs = rowSteps.count * (rowSteps.count + 1) / 2
        var differences = [UInt8](repeating: 0, count: 2 * pairs)
        var pair = 0
        forEachPair(grid) { row, column, expected in
            let difference = grid.level(of: counts[row, column]) &- expected &+ 128
            differences[pair] = UInt8(truncatingIfNeeded: difference)
            differences[pairs + pair] = UInt8(difference >> 8)
            pair += 1
        }
        return differences
    }

    /// The counts; nil where their sum is 2⁶³ or more.
    func cooccurrences(differences: [UInt8], fingerprint: Fingerprint) -> Cooccurrences? {
        let grid = LogarithmicGrid(stepsPerOctave: stepsPerOctave)
        let size = vocabulary.count
        var levels = [UInt16](repeating: 0, count: size * size)
        let pairs = differences.count / 2
        var pair = 0
        var nonzeroCount = 0
        forEachPair(grid) { row, column, expected in
            let difference = UInt16(differences[pair]) | UInt16(differences[pairs + pair]) << 8
            pair += 1
            // A level that the grid lacks cannot come from a file that was made rightly.
            let level = min(difference &+ expected &- 128, UInt16(grid.counts.count - 1))
            levels[row * size + column] = level
            levels[column * size + row] = level
            if level != 0 { nonzeroCount += row == column ? 1 : 2 }
        }
        var offsets = [0]
        var columns: [Int32] = []
        var values: [Int] = []
        columns.reserveCapacity(nonzeroCount)
        values.reserveCapacity(nonzeroCount)
        var total = 0
        for row in 0..<size {
            for column in 0..<size where levels[row * size + column] != 0 {
                columns.append(Int32(column))
                let count = grid.counts[Int(levels[row * size + column])]
                values.append(count)
                let (sum, overflow) = total.addingReportingOverflow(count)
                if overflow { return nil }
                total = sum
            }
            offsets.append(values.count)
        }
        return Cooccurrences(
            vocabulary: vocabulary, window: window, rowOffsets: offsets, columns: columns, values: values,
            fingerprint: fingerprint)
    }
}

/// A file that is not a snapshot that can be read.
public enum SnapshotError: UserFacingError, Equatable {
    /// Another kind of file.
    case foreign(path: String)
    /// The file is cut off, altered, or was not made as it should be.
    case damaged(path: String)
    /// A format of another version of the program.
    case otherVersion(path: String, version: Int)
    /// More words than the format can hold; the file is not written.
    case tooManyWords(path: String, words: Int)

    /// One line that names what is wrong.
    public var description: String {
        switch self {
        case .foreign(let path): "\(path) is not a file of corpus statistics"
        case .damaged(let path): "\(path) is cut off or damaged: its checksum or its content does not fit"
        case .otherVersion(let path, let version):
            "\(path) is in version \(version) of the statistics format, and only version 1 is known"
        case .tooManyWords(let path, let words):
            "\(path) cannot hold \(words) words: a file of statistics has at most "
                + "\(StatisticsSnapshot.maximalVocabulary)"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? {
        switch self {
        case .foreign: "Name a .w2vstats file."
        case .damaged: "Get or make the file again."
        case .otherVersion: "Make the file again with this version of the program."
        case .tooManyWords: "Keep fewer words, the most frequent ones."
        }
    }
}

/// A whole stream in memory.
func readAll(_ source: any ByteSource) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
        while case let count = try source.read(into: buffer), count > 0 {
            bytes.append(contentsOf: buffer[..<count])
        }
    }
    return bytes
}
