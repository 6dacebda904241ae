import Files

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
