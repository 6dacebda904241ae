/// Reads numbers of single precision from decimal digits, correctly rounded.
///
/// Method: up to 15 digits with a power of ten of at most 22 are one exact division or multiplication in double
/// precision (W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990). To round its result once more
/// is wrong only where it falls half-way between two numbers of single precision; these, and all else, are left to the
/// standard library.
enum FloatParsing {
    /// 10⁰ to 10²², which double precision has exactly.
    private static let powers: [Double] = (1...22).reduce(into: [1]) { powers, _ in powers.append(10 * powers.last!) }

    /// The number that the bytes spell; nil where they spell none. `inf` and `nan` are numbers here.
    static func float(_ bytes: UnsafeRawBufferPointer) -> Float? {
        quick(bytes) ?? slow(bytes)
    }

    private static func quick(_ bytes: UnsafeRawBufferPointer) -> Float? {
        var place = 0
        let count = bytes.count
        var isNegative = false
        if place < count, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") {
            isNegative = bytes[place] == UInt8(ascii: "-")
            place += 1
        }
        var mantissa: UInt64 = 0
        var digits = 0
        var exponent = 0
        var isFraction = false
        while place < count {
            let digit = bytes[place] &- UInt8(ascii: "0")
            if digit < 10 {
                mantissa = mantissa &* 10 &+ UInt64(digit)
                // Zeros in front do not count.
                if mantissa > 0 { digits += 1 }
                if digits > 15 { return nil }
                if isFraction { exponent -= 1 }
            } else if bytes[place] == UInt8(ascii: "."), !isFraction {
                isFraction = true
            } else {
                break
            }
            place += 1
        }
        // A sign, a point or nothing at all is no number.
        guard place > 0, (bytes[place - 1] &- UInt8(ascii: "0")) < 10 else { return nil }
        if place < count {
            guard let power = power(bytes[place...]) else { return nil }
            exponent += power
        }
        guard exponent.magnitude <= 22 else { return nil }
        let scale = powers[Int(exponent.magnitude)]
        let value = exponent < 0 ? Double(mantissa) / scale : Double(mantissa) * scale
        // The 29 bits that single precision does not have stand for one half.
        let isHalfway = value.bitPattern & 0x1FFF_FFFF == 0x1000_0000
        guard !isHalfway, value == 0 || (1e-37...3e38).contains(value) else { return nil }
        return isNegative ? -Float(value) : Float(value)
    }

    /// The power of ten of `e-05`, of at most three digits.
    private static func power(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
        guard bytes.first == UInt8(ascii: "e") || bytes.first == UInt8(ascii: "E") else { return nil }
        var digits = bytes.dropFirst()
        let sign = digits.first
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { digits = digits.dropFirst() }
        guard (1...3).contains(digits.count) else { return nil }
        var power = 0
        for byte in digits {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            power = 10 * power + Int(digit)
        }
        return sign == UInt8(ascii: "-") ? -power : power
    }

    private static func slow(_ bytes: UnsafeRawBufferPointer) -> Float? {
        // The standard library would also take hexadecimal numbers, which no program writes here, and a NaN's payload.
        guard bytes.count <= 1024, let first = bytes.first else { return nil }
        let isDecimal = bytes.allSatisfy {
            ($0 &- UInt8(ascii: "0")) < 10 || [0x2B, 0x2D, 0x2E, 0x65, 0x45].contains($0)
        }
        let isName =
            bytes.count <= 9 && !(first &- UInt8(ascii: "0") < 10)
            && ["inf", "infinity", "nan"].contains(
                String(decoding: bytes, as: UTF8.self).lowercased().drop { $0 == "-" || $0 == "+" })
        guard isDecimal || isName else { return nil }
        return Float(String(decoding: bytes, as: UTF8.self))
    }
}
