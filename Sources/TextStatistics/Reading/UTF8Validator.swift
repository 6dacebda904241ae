/// Checks a text that arrives in blocks for well-formed UTF-8 (Unicode Standard, table 3-7).
struct UTF8Validator {
    /// How many bytes came before the current block.
    private var offset = 0
    /// How many bytes the sequence begun last still needs, where it began, and what its next byte may be.
    private var missing = 0
    private var sequenceStart = 0
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF

    /// Takes the next block; returns the offset in the whole text of the first ill-formed sequence in it, if any.
    mutating func firstError(in block: UnsafeRawBufferPointer) -> Int? {
        var index = 0
        while index < block.count {
            // Eight bytes at a time while all are ASCII.
            if missing == 0, index + 8 <= block.count,
                block.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                index += 8
                continue
            }
            let byte = block[index]
            if missing > 0 {
                guard allowed.contains(byte) else { return sequenceStart }
                allowed = 0x80...0xBF
                missing -= 1
            } else if byte >= 0x80 {
                sequenceStart = offset + index
                switch byte {
                case 0xC2...0xDF: missing = 1
                case 0xE0: (missing, allowed) = (2, 0xA0...0xBF)
                case 0xED: (missing, allowed) = (2, 0x80...0x9F)
                case 0xE1...0xEF: missing = 2
                case 0xF0: (missing, allowed) = (3, 0x90...0xBF)
                case 0xF1...0xF3: missing = 3
                case 0xF4: (missing, allowed) = (3, 0x80...0x8F)
                default: return sequenceStart
                }
            }
            index += 1
        }
        offset += block.count
        return nil
    }

    /// Where an unfinished sequence at the end of the text began, if there is one.
    var unfinishedSequence: Int? { missing > 0 ? sequenceStart : nil }
}
