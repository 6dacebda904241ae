import Computation
import TextStatistics

/// Draws pairs of words with the frequencies of the counts: those that occur with `P_ij`, others with `P_iP_j`.
///
/// A draw is a random whole number below the sum of all counts, looked up in their running sums, so the frequencies are
/// exact. Running sums are kept for every sixteenth count: half a byte for each pair of words that occurs.
struct PairSampler: Sendable {
    private let counts: Cooccurrences
    /// The sum of the counts before each block.
    private let blocks: [Int]
    /// The sum of the marginals before each word.
    private let words: [Int]
    /// The sum of all counts, positive.
    let total: Int

    private static let blockLength = 16

    /// Adds all counts once, of which at least one is there.
    init(_ counts: Cooccurrences) {
        precondition(counts.nonzeroCount > 0, "there is nothing to draw")
        self.counts = counts
        var sum = 0
        words = counts.marginals.map { marginal in
            defer { sum += marginal }
            return sum
        }
        total = sum
        var (blocks, before): ([Int], Int) = ([], 0)
        for index in 0..<counts.nonzeroCount {
            if index % Self.blockLength == 0 { blocks.append(before) }
            before += counts.values[index]
        }
        self.blocks = blocks
    }

    /// A pair that occurs, with its count.
    func occurring(using generator: inout SeededGenerator) -> (row: Int, column: Int, count: Int) {
        let number = Int.random(in: 0..<total, using: &generator)
        let block = lastIndex(blocks) { $0 <= number }
        var (index, sum) = (block * Self.blockLength, blocks[block])
        while sum + counts.values[index] <= number {
            sum += counts.values[index]
            index += 1
        }
        return (lastIndex(counts.rowOffsets) { $0 <= index }, Int(counts.columns[index]), counts.values[index])
    }

    /// A word, drawn with `P_i`.
    func word(using generator: inout SeededGenerator) -> Int {
        let number = Int.random(in: 0..<total, using: &generator)
        return lastIndex(words) { $0 <= number }
    }
}

/// The last index of an ascending array whose element fulfils a condition, which the first does.
private func lastIndex<Element>(_ array: [Element], _ condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, array.count)
    while high - low > 1 {
        let middle = (low + high) / 2
        if condition(array[middle]) { low = middle } else { high = middle }
    }
    return low
}
