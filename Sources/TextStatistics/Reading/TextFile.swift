import Computation
import Foundation

/// A text file that is open for reading: plain, or compressed, which is told from its first bytes.
struct TextFile {
    /// The text's bytes, decompressed.
    let content: any ByteSource
    /// Whether the text is a database of dictd. These are meant to be UTF-8 but some have stray bytes of older
    /// encodings, gcide among them.
    let isDictionary: Bool
    private let reader: FileReader

    /// Opens the file. Throws ``FileError``.
    init(_ file: URL) throws {
        // RFC 1952: two bytes of magic, the method, and flags, of which bit 2 announces extra fields from byte 12 on;
        // dictzip's has the name RA.
        var start = [UInt8](repeating: 0, count: 14)
        let count = try start.withUnsafeMutableBytes(FileReader(file).readFully)
        let isGzip = count >= 2 && start.starts(with: [0x1F, 0x8B])
        isDictionary = isGzip && start[3] & 4 != 0 && start[12...].elementsEqual("RA".utf8)
        reader = try FileReader(file)
        content = isGzip ? GzipReader(reader) : reader
    }

    /// Which part of the file has been read, 0…1.
    var progress: Double { Double(reader.position) / Double(max(1, reader.size)) }
}
