/// One gzip member (RFC 1952) around stored blocks (RFC 1951), put together by hand so that the reader is not tested
/// against a writer that shares its mistakes. `extra` are the extra fields, as dictzip adds one.
func gzipMember(_ content: [UInt8], extra: [UInt8] = []) -> [UInt8] {
    var member: [UInt8] = [0x1F, 0x8B, 8, extra.isEmpty ? 0 : 4, 0, 0, 0, 0, 0, 255]
    if !extra.isEmpty { member += littleEndian(extra.count, bytes: 2) + extra }
    var start = 0
    repeat {
        let end = min(start + 0xFFFF, content.count)
        let length = littleEndian(end - start, bytes: 2)
        member += [end == content.count ? 1 : 0] + length + length.map { ~$0 } + content[start..<end]
        start = end
    } while start < content.count
    return member + littleEndian(Int(crc32(content)), bytes: 4) + littleEndian(content.count, bytes: 4)
}

/// dictzip's extra field for one chunk, as in a `.dict.dz`.
func dictzipField() -> [UInt8] { [0x52, 0x41, 8, 0, 1, 0, 0xCB, 0xE3, 1, 0, 0, 1] }

func crc32(_ content: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in content {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
}

func littleEndian(_ value: Int, bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
