import CBzip2
import Files

/// The decompressed content of a bzip2 file of one or more streams, as pbzip2 and Wikipedia's multistream dumps have
/// them. Zero bytes after a stream are padding. The owner of libbz2's stream.
final class Bzip2Reader: ByteSource {
    let name: String
    private let source: any ByteSource
    // libbz2 keeps a pointer back to the stream, so the stream must not move.
    private let stream: UnsafeMutablePointer<bz_stream>
    private let input: UnsafeMutableRawBufferPointer
    private var isInsideStream = false

    init(_ source: any ByteSource) {
        name = source.name
        self.source = source
        stream = .allocate(capacity: 1)
        stream.initialize(to: bz_stream())
        input = .allocate(byteCount: 1 << 16, alignment: 16)
    }

    deinit {
        if isInsideStream { BZ2_bzDecompressEnd(stream) }
        stream.deallocate()
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let room = min(buffer.count, Int(UInt32.max))
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        stream.pointee.avail_out = UInt32(room)
        while stream.pointee.avail_out == room {
            if stream.pointee.avail_in == 0 {
                let count = try source.read(into: input)
                if count == 0 {
                    if isInsideStream { throw CorpusError.truncatedCompression(path: name) }
                    break
                }
                stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: CChar.self)
                stream.pointee.avail_in = UInt32(count)
            }
            if !isInsideStream {
                skipPadding()
                if stream.pointee.avail_in == 0 { continue }
                let status = BZ2_bzDecompressInit(stream, 0, 0)
                precondition(status == BZ_OK, "libbz2 cannot start")
                isInsideStream = true
            }
            switch BZ2_bzDecompress(stream) {
            case BZ_OK:
                continue
            case BZ_STREAM_END:
                isInsideStream = false
                BZ2_bzDecompressEnd(stream)
            default:
                throw CorpusError.damagedCompression(path: name)
            }
        }
        return room - Int(stream.pointee.avail_out)
    }

    private func skipPadding() {
        while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
            stream.pointee.next_in += 1
            stream.pointee.avail_in -= 1
        }
    }
}
