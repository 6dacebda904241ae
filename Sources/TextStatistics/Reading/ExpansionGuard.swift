import Files

/// Refuses compressed files that are made to fill memory or to run for ever.
///
/// A text shrinks by a factor of 3 to 10, the most repetitive logs and generated articles by less than 100; a bomb by
/// 1,000 and more. So a file may expand to ``freeBytes`` and, beyond these, to ``factor`` times the compressed bytes
/// that were read for it.
struct ExpansionGuard {
    /// How much any file may expand to.
    static let freeBytes = 64 << 20
    /// How many bytes more each compressed byte may give.
    static let factor = 200

    /// What messages call the file.
    let name: String
    private var expanded = 0

    init(name: String) { self.name = name }

    /// Takes note of `count` more bytes; `compressed` bytes have been read so far.
    ///
    /// Throws ``CorpusError/expandsTooMuch(path:)``.
    mutating func expand(by count: Int, compressed: Int) throws {
        expanded += count
        if (expanded - Self.freeBytes) / Self.factor > compressed { throw CorpusError.expandsTooMuch(path: name) }
    }
}

/// The content of a compressed file, guarded.
final class GuardedSource: ByteSource {
    let name: String
    private let content: any ByteSource
    private let file: FileReader
    private var expansion: ExpansionGuard

    /// `content` is decompressed from `file`.
    init(_ content: any ByteSource, from file: FileReader) {
        name = content.name
        self.content = content
        self.file = file
        expansion = ExpansionGuard(name: content.name)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try content.read(into: buffer)
        try expansion.expand(by: count, compressed: file.position)
        return count
    }
}
