/// What a file or an archive's entry holds, told from its first bytes; names play no part.
package enum ContentKind: Equatable {
    /// Nothing else: plain text, as far as can be seen.
    case text
    /// MediaWiki's XML export, which starts with `<mediawiki`.
    case wikipediaDump
    /// A gzip file; dictd's databases (`.dict.dz`) are such files.
    case gzip(isDictionary: Bool)
    case bzip2
    case zip
    /// Text in another encoding than UTF-8, by its byte-order mark.
    case otherEncoding(String)
    /// An archive or a compressed file of a kind that is not read.
    case foreignArchive(String)
    /// Something else, with an article: "a PNG image".
    case binary(String)

    /// How many first bytes are looked at.
    package static let peekedLength = 1024

    /// Tells from the first ``peekedLength`` bytes, or from all bytes where there are fewer.
    package init(_ start: [UInt8]) {
        if start.starts(with: [0x1F, 0x8B]) {
            self = .gzip(isDictionary: Self.isDictzip(start))
        } else if Self.isBzip2(start) {
            self = .bzip2
        } else if let known = Self.signatures.first(where: { start.dropFirst($0.offset).starts(with: $0.bytes) }) {
            self = known.kind
        } else if Self.isDump(start) {
            self = .wikipediaDump
        } else if start.contains(0) {
            self = .binary("binary data")
        } else {
            self = .text
        }
    }

    /// RFC 1952: two bytes of magic, the method, and flags, of which bit 2 announces extra fields from byte 12 on;
    /// dictzip's has the name RA.
    private static func isDictzip(_ start: [UInt8]) -> Bool {
        start.count >= 14 && start[3] & 4 != 0 && start[12...].starts(with: Array("RA".utf8))
    }

    /// "BZh", the size of blocks as a digit, and the mark of a block or of the end; a file that is cut off within
    /// these is bzip2 too.
    private static func isBzip2(_ start: [UInt8]) -> Bool {
        guard start.count >= 4, start.starts(with: Array("BZh".utf8)), (0x31...0x39).contains(start[3]) else {
            return false
        }
        let mark = start[4...].prefix(6)
        return [[0x31, 0x41, 0x59, 0x26, 0x53, 0x59], [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]].contains {
            $0.starts(with: mark)
        }
    }

    /// `<mediawiki` after a byte-order mark, white space and an XML declaration, each of which may be missing.
    private static func isDump(_ start: [UInt8]) -> Bool {
        var rest = start[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        func skipSpace() { rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }
        skipSpace()
        if rest.starts(with: Array("<?xml".utf8)) {
            rest = rest.drop { $0 != UInt8(ascii: ">") }.dropFirst()
            skipSpace()
        }
        return rest.starts(with: Array("<mediawiki".utf8))
    }

    /// What fastText keeps its models in.
    package static let fastTextModel = ContentKind.binary("a fastText model")
    /// What Python's `pickle` writes, of any protocol that is not text.
    package static let pythonPickle = ContentKind.binary("a Python pickle")

    private struct Signature {
        let bytes: [UInt8]
        var offset = 0
        let kind: ContentKind
    }

    /// The longer signatures stand before those that they begin with.
    private static let signatures: [Signature] = [
        Signature(bytes: Array("PK\u{3}\u{4}".utf8), kind: .zip),
        Signature(bytes: Array("PK\u{5}\u{6}".utf8), kind: .zip),
        Signature(bytes: [0xFF, 0xFE, 0, 0], kind: .otherEncoding("UTF-32")),
        Signature(bytes: [0, 0, 0xFE, 0xFF], kind: .otherEncoding("UTF-32")),
        Signature(bytes: [0xFF, 0xFE], kind: .otherEncoding("UTF-16")),
        Signature(bytes: [0xFE, 0xFF], kind: .otherEncoding("UTF-16")),
        Signature(bytes: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], kind: .foreignArchive("an xz file")),
        Signature(bytes: [0x28, 0xB5, 0x2F, 0xFD], kind: .foreignArchive("a Zstandard file")),
        Signature(bytes: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], kind: .foreignArchive("a 7z archive")),
        Signature(bytes: Array("Rar!\u{1A}\u{7}".utf8), kind: .foreignArchive("a RAR archive")),
        Signature(bytes: Array("ustar".utf8), offset: 257, kind: .foreignArchive("a tar archive")),
        Signature(bytes: Array("%PDF-".utf8), kind: .binary("a PDF document")),
        Signature(bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], kind: .binary("a PNG image")),
        Signature(bytes: [0xFF, 0xD8, 0xFF], kind: .binary("a JPEG image")),
        Signature(bytes: Array("GIF87a".utf8), kind: .binary("a GIF image")),
        Signature(bytes: Array("GIF89a".utf8), kind: .binary("a GIF image")),
        Signature(bytes: [0x7F, 0x45, 0x4C, 0x46], kind: .binary("an ELF program")),
        Signature(bytes: [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], kind: .binary("a NumPy array")),
        Signature(bytes: Array("SQLite format 3\u{0}".utf8), kind: .binary("an SQLite database")),
        Signature(bytes: [0xBA, 0x16, 0x4F, 0x2F], kind: .fastTextModel),
        Signature(bytes: [0x80, 2], kind: .pythonPickle),
        Signature(bytes: [0x80, 3], kind: .pythonPickle),
        Signature(bytes: [0x80, 4], kind: .pythonPickle),
        Signature(bytes: [0x80, 5], kind: .pythonPickle),
        Signature(bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], kind: .binary("an Office document")),
    ]
}
