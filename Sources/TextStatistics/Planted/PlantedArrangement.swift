import Computation

/// Which attributes each word of a planted language has: patterns of bits, one for each word in the order of
/// frequency. Bit c is set where the attribute c is −1. All patterns differ.
///
/// Goals, in this order: the attributes, and the products of two of them, sum to nearly zero over the words; the same
/// with the words weighted by frequency; for each concept there are words that differ in it alone.
///
/// Method: the bits of a word's number are mapped linearly over the field of two elements, so that every attribute is
/// the sum (modulo 2) of some bits, in the manner of digital nets. Let 2^B be the least power of two that holds the
/// vocabulary.
/// - Up to B concepts there are B attributes in all, the concepts first, and the map is invertible: words and patterns
///   correspond, so a word's partner in a concept nearly always exists.
/// - Beyond that no invertible map exists. There are max(K, B + 6) attributes, neighbours in frequency are partners
///   that differ in one concept, and the linear map of the pairs' numbers gives all the rest.
///
/// Every attribute contains the lowest bit and a combination of its own of the next few. Hence in each aligned block of
/// 2^b words (of 2^b pairs), where 2^(b−1) is at least the number of attributes, each attribute and each product of two
/// or three of them sums to zero exactly, and what the whole vocabulary lacks comes from its last block. Frequencies
/// vary little inside such a block except at the top, so weighted sums are small too.
struct PlantedArrangement {
    let patterns: [UInt64]
    /// How many attributes there are: concepts, then stem attributes.
    let attributes: Int

    /// The most concepts that a vocabulary can carry.
    static func mostConcepts(vocabulary: Int) -> Int {
        let bits = bitWidth(vocabulary)
        let codes = 1 << max(0, bits - 2)
        return codes >= bits + 6 ? min(64, codes) : bits
    }

    /// Tries maps drawn from the generator until all patterns differ; nil after 1,000 of them.
    ///
    /// The vocabulary has at least 2 words, and the concepts are at most ``mostConcepts(vocabulary:)``.
    init?(vocabulary: Int, concepts: Int, using generator: inout SeededGenerator) {
        let bits = Self.bitWidth(vocabulary)
        let isInvertible = concepts <= bits
        attributes = isInvertible ? bits : max(concepts, bits + 6)
        // The partners in one concept fill blocks of 2^shift pairs; the last concept gets at least half a block.
        var shift = 0
        while (2 * concepts - 1) << (shift + 1) <= vocabulary { shift += 1 }
        for _ in 0..<1000 {
            let map = LinearMap(bits: isInvertible ? bits : bits - 1, attributes: attributes, using: &generator)
            let patterns = (0..<vocabulary).map { word in
                if isInvertible { return map.pattern(of: word) }
                let pair = word >> 1
                let flipped = (pair >> shift) % concepts
                return map.pattern(of: pair) ^ UInt64(word & 1) << flipped
            }
            if Set(patterns).count == vocabulary {
                self.patterns = patterns
                return
            }
        }
        return nil
    }

    /// The least B with 2^B ≥ count.
    private static func bitWidth(_ count: Int) -> Int { Int.bitWidth - (count - 1).leadingZeroBitCount }
}

/// An affine map from numbers of some bits to patterns of attributes.
private struct LinearMap {
    private let columns: [UInt64]
    private let origin: UInt64

    init(bits: Int, attributes: Int, using generator: inout SeededGenerator) {
        let mask = attributes == 64 ? UInt64.max : (1 << UInt64(attributes)) - 1
        var codeBits = 0
        while 1 << codeBits < attributes { codeBits += 1 }
        // Different codes for the attributes: the first of a shuffled list.
        var codes = Array(0..<1 << codeBits)
        for index in 0..<attributes { codes.swapAt(index, index + generator.below(codes.count - index)) }
        var columns = [mask]
        for bit in 0..<codeBits {
            columns.append((0..<attributes).reduce(0) { $0 | UInt64(codes[$1] >> bit & 1) << $1 })
        }
        while columns.count < bits { columns.append(generator.next() & mask) }
        self.columns = columns
        origin = generator.next() & mask
    }

    func pattern(of number: Int) -> UInt64 {
        var pattern = origin
        for (bit, column) in columns.enumerated() where number >> bit & 1 == 1 { pattern ^= column }
        return pattern
    }
}

extension SeededGenerator {
    /// A whole number in 0..<count; for counts far below 2⁶⁴, as here, all are equally likely but for a share of
    /// count/2⁶⁴.
    mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }
}

/// The product of one factor for each bit of a pattern, by a look-up for each eight of them.
struct BitwiseProduct {
    /// 256 products for each byte of the pattern, the lowest byte first.
    let tables: [Double]

    /// The factor of bit c is `clear[c]` or `set[c]`. The same product on every machine: its order is fixed.
    init(clear: [Double], set: [Double]) {
        var tables: [Double] = []
        for start in stride(from: 0, to: clear.count, by: 8) {
            for byte in 0..<256 {
                tables.append(
                    (start..<min(start + 8, clear.count)).reduce(1.0) {
                        $0 * (byte >> ($1 - start) & 1 == 0 ? clear[$1] : set[$1])
                    })
            }
        }
        self.tables = tables
    }

    subscript(pattern: UInt64) -> Double {
        var product = 1.0
        var rest = pattern
        var table = 0
        while table < tables.count {
            product *= tables[table + Int(rest & 255)]
            rest >>= 8
            table += 256
        }
        return product
    }
}
