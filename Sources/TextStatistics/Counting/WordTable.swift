import CPrefetch

/// Gives each different word a number, in order of appearance, and counts its occurrences.
///
/// The words' bytes stand one after the other in one array; a hash table with linear probing, at most half full,
/// holds the numbers, each with half of its word's hash, so that hardly any other word is looked at.
struct WordTable {
    /// How often each word has occurred.
    private(set) var counts: [Int] = []
    private var bytes: [UInt8] = []
    private var starts: [Int] = [0]
    private var slots = [Slot](repeating: Slot(), count: 1 << 14)
    /// The most bytes that the table may take, while it grows too.
    private let memory: Int
    /// For how many words and letters there is room.
    private var room = (words: 0, letters: 0)

    /// An empty table that may take so many bytes.
    init(memory: Int = .max) { self.memory = memory }

    private struct Slot {
        var number = UInt32.max
        var hash: UInt32 = 0
    }

    /// How many different words there are.
    var count: Int { counts.count }

    /// The bytes of a word.
    subscript(word: Int) -> ArraySlice<UInt8> { bytes[starts[word]..<starts[word + 1]] }

    /// Appends the numbers of some words to a log, and counts one more occurrence of each; a word without letters stands
    /// for a border. Throws ``SpillError``.
    ///
    /// The table is larger than the nearest caches, so for all the words together the places are fetched that are
    /// going to be looked at. There is room for 2³² − 1 different words; the caller sees to it that there are no more.
    mutating func add(
        _ words: UnsafeBufferPointer<PendingWord>, letters: UnsafePointer<UInt8>, to numbers: NumberLog
    ) throws {
        fetch(words)
        for word in words {
            let letters = UnsafeBufferPointer(start: letters + word.start, count: word.length)
            try numbers.append(word.length == 0 ? TokenizedText.border : add(letters, hash: word.hash))
        }
    }

    private func fetch(_ words: UnsafeBufferPointer<PendingWord>) {
        slots.withUnsafeBufferPointer { slots in
            starts.withUnsafeBufferPointer { starts in
                let mask = slots.count - 1
                for word in words { prefetch(slots.baseAddress! + (Int(word.hash) & mask)) }
                for word in words where slots[Int(word.hash) & mask].number != UInt32.max {
                    prefetch(starts.baseAddress! + Int(slots[Int(word.hash) & mask].number))
                }
                bytes.withUnsafeBufferPointer { bytes in
                    guard let bytes = bytes.baseAddress else { return }
                    for word in words where slots[Int(word.hash) & mask].number != UInt32.max {
                        prefetch(bytes + starts[Int(slots[Int(word.hash) & mask].number)])
                    }
                }
            }
        }
    }

    @inline(__always)
    private mutating func add(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32) throws -> UInt32 {
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while slots[slot].number != UInt32.max {
            let number = slots[slot].number
            if slots[slot].hash == hash, isWord(Int(number), word) {
                counts[Int(number)] += 1
                return number
            }
            slot = (slot + 1) & mask
        }
        return try insert(word, hash: hash, at: slot)
    }

    @inline(__always)
    private func isWord(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = starts[number]
        guard starts[number + 1] - start == word.count else { return false }
        for index in 0..<word.count where bytes[start + index] != word[index] { return false }
        return true
    }

    @inline(never)
    private mutating func insert(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32, at slot: Int) throws -> UInt32 {
        if counts.count == room.words || bytes.count + word.count > room.letters { try makeRoom(letters: word.count) }
        let number = UInt32(counts.count)
        slots[slot] = Slot(number: number, hash: hash)
        counts.append(1)
        bytes += word
        starts.append(bytes.count)
        if counts.count * 2 > slots.count { try grow() }
        return number
    }

    /// Makes room for another word of so many letters, and as many words or letters again as there are. Throws
    /// ``WordTableFull``.
    private mutating func makeRoom(letters: Int) throws {
        if counts.count == room.words {
            let words = max(1 << 10, room.words * 2)
            try require(growing: 16 * room.words, by: 16 * (words - room.words))
            counts.reserveCapacity(words)
            starts.reserveCapacity(words + 1)
            room.words = words
        }
        if bytes.count + letters > room.letters {
            let length = max(1 << 14, room.letters * 2, bytes.count + letters)
            try require(growing: room.letters, by: length - room.letters)
            bytes.reserveCapacity(length)
            room.letters = length
        }
    }

    /// Throws ``WordTableFull`` where the table would take more than its memory while a part of it of so many bytes is
    /// copied to a place with more.
    private func require(growing part: Int, by more: Int) throws {
        let needed = 16 * room.words + room.letters + MemoryLayout<Slot>.stride * slots.count + part + more
        guard needed <= memory else { throw WordTableFull(words: count, needed: needed, allowed: memory) }
    }

    private mutating func grow() throws {
        let size = MemoryLayout<Slot>.stride * slots.count
        try require(growing: size, by: size)
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        let mask = slots.count - 1
        for entry in old where entry.number != UInt32.max {
            var slot = Int(entry.hash) & mask
            while slots[slot].number != UInt32.max { slot = (slot + 1) & mask }
            slots[slot] = entry
        }
    }

    /// The numbers of the `size` most frequent words, most frequent first, ties alphabetical. Takes time in proportion to
    /// the words, and memory for twice `size` of them.
    func mostFrequent(_ size: Int) -> [Int] {
        let size = min(size, count)
        guard size > 0 else { return [] }
        var wordsByCount: [Int: Int] = [:]
        for count in counts { wordsByCount[count, default: 0] += 1 }
        var (leastCount, words, above) = (0, 0, 0)
        for (count, number) in wordsByCount.sorted(by: { $0.key > $1.key }) where words < size {
            (leastCount, above, words) = (count, words, words + number)
        }
        let frequent = counts.indices.filter { counts[$0] > leastCount }.sorted { left, right in
            counts[left] != counts[right] ? counts[left] > counts[right] : precedes(left, right)
        }
        return frequent + alphabeticallyFirst(size - above, of: counts.indices.lazy.filter { counts[$0] == leastCount })
    }

    /// The first `size` of these words, in alphabetical order. Most words are rare and equally so: they are not all sorted,
    /// but those that can still be chosen, time and again.
    private func alphabeticallyFirst(_ size: Int, of numbers: some Sequence<Int>) -> [Int] {
        var chosen: [Int] = []
        var last: Int?
        func choose() {
            chosen.sort(by: precedes)
            chosen.removeLast(max(0, chosen.count - size))
            if chosen.count == size { last = chosen.last }
        }
        for number in numbers {
            if let last, precedes(last, number) { continue }
            chosen.append(number)
            if chosen.count == 2 * size { choose() }
        }
        choose()
        return chosen
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool { self[left].lexicographicallyPrecedes(self[right]) }
}

/// The different words of a text take more memory than is allowed; in bytes, with what the table takes to grow.
struct WordTableFull: Error {
    /// How many words there are.
    let words: Int
    let needed: Int
    let allowed: Int
}

/// A word that is to be looked up: where its letters are, and their hash; without letters, the border of a document.
struct PendingWord {
    var start: Int
    var length: Int
    var hash: UInt32
}

/// The hash of a word, made as its letters arrive: FNV-1a of 64 bits, its halves folded together.
struct WordHash {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

    var folded: UInt32 { UInt32(truncatingIfNeeded: state ^ (state >> 32)) }
}
