import Embeddings
import Files
import Foundation
import Testing
import TextStatistics

@Suite("Statistics of pairs") struct PairStatisticsTests {
    /// Four words: a and b always meet, c meets both at random, d meets c alone.
    private let counts = Cooccurrences(
        vocabulary: Vocabulary(words: ["a", "b", "c", "d"], counts: [4, 3, 2, 1], totalTokens: 10), window: 1,
        dense: [
            0, 6, 2, 0,
            6, 0, 2, 0,
            2, 2, 0, 4,
            0, 0, 4, 0,
        ], fingerprint: Fingerprint(of: "four words"))

    @Test("Probabilities and mutual information are those computed by hand")
    func byHand() {
        let statistics = PairStatistics(counts)
        // The counts sum to 28; the rows to 8, 8, 8 and 4.
        #expect(statistics.joint(0, 1) == 6.0 / 28)
        #expect(statistics.independent(0, 1) == 8.0 / 28 * (8.0 / 28))
        #expect(abs(statistics.mutualInformation(0, 1) - log(6.0 * 28 / 64)) < 1e-14)
        #expect(abs(statistics.target(0, 1) - 2 * (6.0 / 28 - 64.0 / 784) / (6.0 / 28 + 64.0 / 784)) < 1e-14)
        #expect(statistics.target(0, 3) == -2)
        #expect(statistics.mutualInformation(0, 3) == -.infinity)
        #expect(statistics.normalizedMutualInformation(0, 3) == -1)
        #expect(abs(statistics.normalizedMutualInformation(2, 3) - log(4.0 * 28 / 32) / log(7)) < 1e-14)
    }

    @Test("A word's partner is the one it is most closely tied to")
    func partner() {
        let statistics = PairStatistics(counts)
        #expect((0..<4).map(statistics.partner) == [1, 0, 3, 2])
    }

    @Test("Coherence is the mean over pairs, and chance is drawn from all words")
    func coherence() {
        let statistics = PairStatistics(counts)
        let pairs = [(0, 1), (0, 3), (1, 3)].map { statistics.normalizedMutualInformation($0.0, $0.1) }
        #expect(abs(statistics.coherence(of: [0, 1, 3]) - pairs.reduce(0, +) / 3) < 1e-15)
        #expect(statistics.coherence(of: [2]).isNaN)
        let all = statistics.coherence(of: [0, 1, 2, 3])
        #expect(statistics.randomCoherence(listLength: 4, lists: 3, seed: 1).allSatisfy { abs($0 - all) < 1e-12 })
    }

    @Test("Random pairs occur, and each that occurs is drawn about equally often")
    func randomPairs() {
        let pairs = PairStatistics(counts).randomPairs(count: 8000, seed: 2)
        #expect(pairs.allSatisfy { counts[$0.0, $0.1] > 0 })
        let frequencies = Dictionary(grouping: pairs) { $0.0 * 4 + $0.1 }.mapValues(\.count)
        #expect(frequencies.count == counts.nonzeroCount)
        // Expected are 1,000 each, with a standard deviation of 30.
        #expect(frequencies.values.allSatisfy { (850...1150).contains($0) })
    }
}
