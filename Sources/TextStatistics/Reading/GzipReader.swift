import CZlib
import Files

/// The decompressed content of a gzip file of one or more members; dictd's `.dict.dz` is such a file with an index
/// among the extra fields of its header. Zero bytes after a member are padding, as gzip has it. The owner of zlib's
/// stream.
final class GzipReader: ByteSource {
    let name: String
    private let source: any ByteSource
    // zlib keeps a pointer back to the stream, so the stream must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private var isInsideMember = false

    init(_ source: any ByteSource) {
        name = source.name
        self.source = source
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        input = .allocate(byteCount: 1 << 16, alignment: 16)
        // 15 bits of window; 16 more say that a gzip header is expected.
        let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib cannot start")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let room = min(buffer.count, Int(UInt32.max))
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room)
        while stream.pointee.avail_out == room {
            if stream.pointee.avail_in == 0 {
                let count = try source.read(into: input)
                if count == 0 {
                    if isInsideMember { throw CorpusError.truncatedCompression(path: name) }
                    break
                }
                stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_in = UInt32(count)
            }
            if !isInsideMember {
                skipPadding()
                if stream.pointee.avail_in == 0 { continue }
                isInsideMember = true
            }
            switch inflate(stream, Z_NO_FLUSH) {
            case Z_OK, Z_BUF_ERROR:
                continue
            case Z_STREAM_END:
                isInsideMember = false
                inflateReset(stream)
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
