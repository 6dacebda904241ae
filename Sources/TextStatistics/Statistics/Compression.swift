import CZlib

/// The zlib stream (RFC 1950) of some bytes, made by Huffman codes and the lengths of runs alone: it is meant for
/// numbers that have been predicted as well as they can be, where a search for longer repetitions finds nothing.
///
/// zlib counts with 32 bits here: zlib's bound on the stream, an eighth more than the bytes, must be less than 2³².
func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    var status = deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15, 9, Z_RLE, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib cannot start")
    defer { deflateEnd(&stream) }
    var bytes = bytes
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    return bytes.withUnsafeMutableBufferPointer { input in
        [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(bound)
            status = deflate(&stream, Z_FINISH)
            precondition(status == Z_STREAM_END, "zlib's own bound was too small")
            count = bound - Int(stream.avail_out)
        }
    }
}

/// The content of a zlib stream; nil unless it is well-formed and has exactly `count` bytes.
func decompressed(_ bytes: ArraySlice<UInt8>, count: Int) -> [UInt8]? {
    var length = UInt(count)
    var read = UInt(bytes.count)
    var status = Z_OK
    let content = [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
        bytes.withUnsafeBufferPointer { input in
            status = uncompress2(output.baseAddress, &length, input.baseAddress, &read)
        }
        initialized = Int(length)
    }
    return status == Z_OK && content.count == count && read == bytes.count ? content : nil
}
