extension Fuzzing {
    /// Damages bytes at up to four places: bits and bytes are changed, pieces of them are removed, doubled or replaced by
    /// `pieces`, digits become other numbers, and now and then the end is missing. Half of the places are among the first
    /// eighty bytes, for there formats say what is to come.
    public static func damage(
        _ bytes: inout [UInt8], with pieces: [String] = [], using generator: inout some RandomNumberGenerator
    ) {
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let isEarly = Bool.random(using: &generator)
            let place = Int.random(in: 0..<(isEarly ? min(80, bytes.count) : bytes.count), using: &generator)
            let piece = place..<min(bytes.count, place + Int.random(in: 1...20, using: &generator))
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 2: bytes[place] = special.randomElement(using: &generator)!
            case 3: bytes.removeSubrange(piece)
            case 4: bytes.insert(contentsOf: Array(bytes[piece]), at: place)
            case 5: if Int.random(in: 0..<4, using: &generator) == 0 { bytes.removeSubrange(place...) }
            case 6: changeNumber(in: &bytes, using: &generator)
            default:
                if let text = pieces.randomElement(using: &generator) { bytes.insert(contentsOf: text.utf8, at: place) }
            }
        }
    }

    /// Bytes with a meaning in many formats: null, line feed, tab, space, quotation mark, minus, point, 0, 9, <, e, {, DEL
    /// and such as are in no UTF-8 text.
    private static let special: [UInt8] = [
        0, 0x0A, 0x09, 0x20, 0x22, 0x2D, 0x2E, 0x30, 0x39, 0x3C, 0x65, 0x7B, 0x7F, 0x80, 0xFF,
    ]

    /// Replaces a digit, one of the first two hundred, by up to twelve.
    private static func changeNumber(in bytes: inout [UInt8], using generator: inout some RandomNumberGenerator) {
        let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
        guard let digit = digits.prefix(200).randomElement(using: &generator) else { return }
        let others = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
            UInt8.random(in: 0x30...0x39, using: &generator)
        }
        bytes.replaceSubrange(digit...digit, with: others)
    }
}
