import Foundation

@testable import TextStatistics

/// An entry for a zip archive; sizes and sums may be other than its content's.
struct ZipEntry {
    var path: String
    var content: [UInt8]
    var isDeflated = false
    /// Deflated already: the data, and the length and the sum of the content, which is not looked at.
    var packed: (data: [UInt8], length: Int, checksum: UInt32)?
    /// Bit 0: encrypted.
    var flags = 0
    /// 0 stored, 8 deflated; nil: as `isDeflated` says.
    var method: Int?
    var checksum: UInt32?

    init(_ path: String, _ text: String, isDeflated: Bool = false) {
        self.path = path
        content = Array(text.utf8)
        self.isDeflated = isDeflated
    }

    init(_ path: String, _ content: [UInt8]) {
        self.path = path
        self.content = content
    }
}

/// A zip archive (APPNOTE.TXT 4.3), put together by hand.
///
/// With `overlapping`, every entry of the table of contents stands for the first entry's bytes.
func zipArchive(_ entries: [ZipEntry], overlapping: Bool = false) -> [UInt8] {
    var archive: [UInt8] = []
    var contents: [UInt8] = []
    for (number, entry) in entries.enumerated() {
        let name = Array(entry.path.utf8)
        // A zlib stream is two bytes of header, the deflated data, and four bytes of checksum.
        let data =
            entry.packed?.data
            ?? (entry.isDeflated ? Array(compressed(entry.content).dropFirst(2).dropLast(4)) : entry.content)
        let method = entry.method ?? (entry.isDeflated || entry.packed != nil ? 8 : 0)
        let common =
            littleEndian(20, bytes: 2) + littleEndian(entry.flags, bytes: 2) + littleEndian(method, bytes: 2)
            + [0, 0, 0x21, 0]
            + littleEndian(Int(entry.checksum ?? entry.packed?.checksum ?? crc32(entry.content)), bytes: 4)
            + littleEndian(data.count, bytes: 4) + littleEndian(entry.packed?.length ?? entry.content.count, bytes: 4)
            + littleEndian(name.count, bytes: 2) + [0, 0]
        let offset = overlapping ? 0 : archive.count
        if number == 0 || !overlapping { archive += Array("PK\u{3}\u{4}".utf8) + common + name + data }
        contents +=
            Array("PK\u{1}\u{2}".utf8) + littleEndian(20, bytes: 2) + common + [UInt8](repeating: 0, count: 10)
            + littleEndian(offset, bytes: 4) + name
    }
    let count = littleEndian(min(entries.count, 0xFFFF), bytes: 2)
    return archive + contents + Array("PK\u{5}\u{6}".utf8) + [0, 0, 0, 0] + count + count
        + littleEndian(contents.count, bytes: 4) + littleEndian(archive.count, bytes: 4) + [0, 0]
}
