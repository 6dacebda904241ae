import Computation
import Foundation
public import TextStatistics

/// The probabilities of single pairs of words, and measures of association made from them.
///
/// Looking up a pair costs a binary search in a row of the counts.
public struct PairStatistics: Sendable {
    private let counts: Cooccurrences
    private let total: Double

    /// The statistics of these counts.
    public init(_ counts: Cooccurrences) {
        self.counts = counts
        total = Double(counts.total)
    }

    /// `P_ij`, the share of this ordered pair in all counts.
    public func joint(_ i: Int, _ j: Int) -> Double { Double(counts[i, j]) / total }

    /// `P_i P_j`, what `P_ij` would be if words were scattered at random.
    public func independent(_ i: Int, _ j: Int) -> Double {
        Double(counts.marginals[i]) / total * (Double(counts.marginals[j]) / total)
    }

    /// Pointwise mutual information `ln(P_ij / (P_iP_j))`; minus infinity for a pair that never occurs.
    public func mutualInformation(_ i: Int, _ j: Int) -> Double { log(joint(i, j) / independent(i, j)) }

    /// `M*_ij = (P_ij − P_iP_j) / (½(P_ij + P_iP_j))`; −2 for a pair that never occurs.
    public func target(_ i: Int, _ j: Int) -> Double {
        guard counts[i, j] > 0 else { return -2 }
        let (joint, independent) = (joint(i, j), independent(i, j))
        return 2 * (joint - independent) / (joint + independent)
    }

    /// Mutual information on a scale of its own: `PMI_ij / −ln P_ij` is 1 for words that occur only together, 0 at
    /// chance and −1 for words that never meet (Bouma, 2009).
    public func normalizedMutualInformation(_ i: Int, _ j: Int) -> Double {
        counts[i, j] == 0 ? -1 : mutualInformation(i, j) / -log(joint(i, j))
    }

    /// The other word that is most closely tied to word `i`, by normalised mutual information; the first such word on
    /// ties, nil for a word that never meets another.
    public func partner(of i: Int) -> Int? {
        let row = counts.rowOffsets[i]..<counts.rowOffsets[i + 1]
        let ties = row.map { Int(counts.columns[$0]) }.filter { $0 != i }
            .map { (word: $0, strength: normalizedMutualInformation(i, $0)) }
        return ties.max { ($0.strength, -$0.word) < ($1.strength, -$1.word) }?.word
    }

    /// So many pairs drawn at random, each with equal chance, from those that occur; with repetition.
    public func randomPairs(count: Int, seed: UInt64) -> [(Int, Int)] {
        guard counts.nonzeroCount > 0 else { return [] }
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            let entry = Int.random(in: 0..<counts.nonzeroCount, using: &generator)
            // The row is the last one that begins at or before the entry.
            var (low, high) = (0, counts.vocabulary.count)
            while high - low > 1 {
                let middle = (low + high) / 2
                if counts.rowOffsets[middle] <= entry { low = middle } else { high = middle }
            }
            return (low, Int(counts.columns[entry]))
        }
    }

    /// How well words belong together: the mean normalised mutual information over their pairs, from −1 to 1.
    /// NaN for fewer than two words.
    public func coherence(of words: [Int]) -> Double {
        var (sum, pairs) = (0.0, 0)
        for (position, i) in words.enumerated() {
            for j in words[(position + 1)...] {
                sum += normalizedMutualInformation(i, j)
                pairs += 1
            }
        }
        return sum / Double(pairs)
    }

    /// The coherence of so many lists of different words drawn at random: what chance gives.
    public func randomCoherence(listLength: Int, lists: Int, seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        let words = Array(0..<counts.vocabulary.count)
        return (0..<lists).map { _ in
            coherence(of: Array(words.shuffled(using: &generator).prefix(listLength)))
        }
    }
}
