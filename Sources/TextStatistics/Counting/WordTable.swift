/// Gives each different word a number, in order of appearance, and counts its occurrences.
///
/// The words' bytes stand one after the other in one array; a hash table with linear probing, at most half full,
/// holds the numbers.
struct WordTable {
    /// How often each word has occurred.
    private(set) var counts: [UInt64] = []
    private var bytes: [UInt8] = []
    private var starts: [Int] = [0]
    private var hashes: [UInt64] = []
    private var slots = [UInt32](repeating: Self.empty, count: 1 << 12)

    private static let empty = UInt32.max

    /// How many different words there are.
    var count: Int { counts.count }

    /// The bytes of a word.
    subscript(word: Int) -> ArraySlice<UInt8> { bytes[starts[word]..<starts[word + 1]] }

    /// The number of a word, new if it has not been seen before; counts one more occurrence.
    mutating func add(_ word: [UInt8]) -> UInt32 {
        let hash = Self.hash(word)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != Self.empty {
            let number = Int(slots[slot])
            if hashes[number] == hash, self[number].elementsEqual(word) {
                counts[number] += 1
                return UInt32(number)
            }
            slot = (slot + 1) & mask
        }
        let number = UInt32(counts.count)
        slots[slot] = number
        counts.append(1)
        hashes.append(hash)
        bytes += word
        starts.append(bytes.count)
        if counts.count * 2 > slots.count { grow() }
        return number
    }

    private mutating func grow() {
        let mask = slots.count * 2 - 1
        slots = [UInt32](repeating: Self.empty, count: mask + 1)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != Self.empty { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number)
        }
    }

    /// FNV-1a of 64 bits, with its high half folded into the low one, which picks the slot.
    private static func hash(_ word: [UInt8]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash ^ (hash >> 32)
    }

    /// The numbers of the `size` most frequent words, most frequent first, ties alphabetical.
    func mostFrequent(_ size: Int) -> [Int] {
        guard size > 0, count > 0 else { return [] }
        // Most words are rare and equally so: only those that can be chosen are compared letter by letter.
        let leastCount = counts.sorted(by: >)[min(size, count) - 1]
        let candidates = counts.indices.filter { counts[$0] >= leastCount }
        let ordered = candidates.sorted { left, right in
            counts[left] != counts[right]
                ? counts[left] > counts[right] : self[left].lexicographicallyPrecedes(self[right])
        }
        return Array(ordered.prefix(size))
    }
}
