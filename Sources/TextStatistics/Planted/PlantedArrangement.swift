import Computation

/// Which attributes each word of a planted language has: patterns of bits, one for each word in the order of
/// frequency. Bit c is set where the attribute c is −1. All patterns differ.
///
/// Goals, in this order: the attributes, and the products of two of them, sum to nearly zero over the words; the same
/// with the words weighted by frequency; for each concept there are words that differ in it alone.
///
/// Method: words of neighbouring rank, 2m and 2m + 1, are partners that differ in one concept alone. All else comes
/// from a linear map over the field of two elements, in the manner of digital nets: an attribute of pair m is the sum
/// (modulo 2) of some of the bits of m. Every attribute contains the lowest bit and a combination of its own, its
/// *code*, of the next few; of the higher bits, a random choice. Hence in each aligned block of 2^b pairs, where
/// 2^(b−1) is at least the number of attributes, each attribute and each product of two or three of them sums to zero
/// exactly, and what the whole vocabulary lacks comes from its last block. The partners in one concept fill whole
/// blocks where they can, so as not to disturb this. Frequencies vary little inside a block except in the first; there
/// it is the highest bit of a code that is balanced worst, so the codes of concepts differ in other bits (up to 2^(b−2)
/// concepts).
struct PlantedArrangement {
    let patterns: [UInt64]
    /// How many attributes there are: concepts, then stem attributes.
    let attributes: Int

    /// The fewest words that can be arranged: 16 pairs are too few to balance 11 attributes.
    static let leastVocabulary = 33

    /// The most concepts that a vocabulary can carry.
    static func mostConcepts(vocabulary: Int) -> Int { min(64, 1 << (bitWidth(vocabulary) - 2)) }

    /// Tries maps drawn from the generator until all patterns differ; nil after 1,000 of them.
    ///
    /// With 2^B ≥ V there are max(K, B + 6) attributes, so that at most one pattern in 64 is a word, and few maps fail.
    /// The vocabulary has at least ``leastVocabulary`` words, and the concepts are at most
    /// ``mostConcepts(vocabulary:)``.
    init?(vocabulary: Int, concepts: Int, using generator: inout SeededGenerator) {
        let bits = Self.bitWidth(vocabulary)
        attributes = max(concepts, bits + 6)
        // Blocks of 2^shift pairs have the same concept; the last concept gets at least half a block.
        var shift = 0
        while (2 * concepts - 1) << (shift + 1) <= vocabulary { shift += 1 }
        for _ in 0..<1000 {
            let map = LinearMap(bits: bits - 1, attributes: attributes, using: &generator)
            let patterns = (0..<vocabulary).map { word in
                let pair = word >> 1
                let concept = (pair >> shift) % concepts
                return map.pattern(of: pair) ^ UInt64(word & 1) << UInt64(concept)
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
        // The first half of the attributes have codes with different lower bits; in the second half the same ones
        // return with the highest bit inverted.
        var lowerBits = 0
        while 2 << lowerBits < attributes { lowerBits += 1 }
        var lower = Array(0..<1 << lowerBits)
        for index in lower.indices { lower.swapAt(index, index + generator.below(lower.count - index)) }
        let highest = generator.next()
        let codes = (0..<attributes).map { attribute in
            let index = attribute % lower.count
            let bit = attribute / lower.count ^ Int(highest >> UInt64(index) & 1)
            return lower[index] | bit << lowerBits
        }
        var columns = [mask]
        for bit in 0...lowerBits {
            columns.append((0..<attributes).reduce(0) { $0 | UInt64(codes[$1] >> bit & 1) << UInt64($1) })
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
