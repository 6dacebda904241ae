package import Files
package import Foundation

/// A single file that is open for reading: plain, or compressed by gzip or bzip2, which is told from its first bytes.
package struct TextFile {
    /// The file's bytes, decompressed.
    package let content: any ByteSource
    /// What the file itself is, not what it is when decompressed.
    let kind: ContentKind
    private let reader: FileReader

    /// Opens the file. Throws ``FileError``.
    package init(_ file: URL) throws {
        reader = try FileReader(file, isDigesting: true)
        let bytes = try PeekedSource(reader)
        kind = ContentKind(bytes.start)
        content =
            switch kind {
            case .gzip: GuardedSource(GzipReader(bytes), from: reader)
            case .bzip2: GuardedSource(Bzip2Reader(bytes), from: reader)
            default: bytes
            }
    }

    /// Whether the file is a database of dictd. These are meant to be UTF-8 but some have stray bytes of older
    /// encodings, gcide among them.
    var isDictionary: Bool { kind == .gzip(isDictionary: true) }

    /// The fingerprint of the bytes that were read, and of the rest of the file; once, when nothing is read any more. Of an
    /// archive, which is read here and there, that of the whole file. Throws ``FileError``.
    func fingerprint() throws -> Fingerprint {
        kind == .zip ? try reader.fingerprintOfWhole() : try reader.fingerprint()
    }

    /// Opens the file as an archive. Throws ``FileError`` and ``CorpusError``.
    func archive() throws -> ZipArchive { try ZipArchive(reader) }

    /// Which part of the file has been read, 0…1.
    var progress: Double { min(1, Double(reader.position) / Double(max(1, reader.size))) }
}

/// A stream of bytes whose beginning can be looked at before it is read.
final class PeekedSource: ByteSource {
    let name: String
    /// The first ``ContentKind/peekedLength`` bytes, or fewer where the stream is shorter.
    let start: [UInt8]
    private let source: any ByteSource
    private var given = 0

    init(_ source: any ByteSource) throws {
        name = source.name
        self.source = source
        var bytes = [UInt8](repeating: 0, count: ContentKind.peekedLength)
        let count = try bytes.withUnsafeMutableBytes(source.readFully)
        start = Array(bytes[..<count])
    }

    var expectedRemainder: Int { start.count - given + source.expectedRemainder }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard given < start.count else { return try source.read(into: buffer) }
        let piece = start[given...].prefix(buffer.count)
        buffer.copyBytes(from: piece)
        given += piece.count
        return piece.count
    }
}
