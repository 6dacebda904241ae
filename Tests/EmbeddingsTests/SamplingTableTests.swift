import Files
import Computation
import Foundation
import TestSupport
import Testing
import TextStatistics

@testable import Embeddings

@Suite("Sampling tables")
struct SamplingTableTests {
    private func keep(_ counts: [Int], _ threshold: Double?) -> [Double]? {
        let vocabulary = Vocabulary(
            words: counts.indices.map { "w\($0)" }, counts: counts, totalTokens: counts.reduce(0, +))
        return SamplingTables(vocabulary, subsampling: threshold, noiseExponent: 0.75).keep?
            .map { (Double($0) + 1) / 0x1p32 }
    }

    @Test("a word stays with the probability t/p + √(t/p), as computed by hand")
    func probabilities() throws {
        // p = 0.6, 0.3, 0.1; t = 0.1.
        let kept = try #require(keep([6, 3, 1], 0.1))
        for (found, expected) in zip(kept, [1 / 6 + 0.408_248_29, 1 / 3 + 0.577_350_27, 1]) {
            #expect(abs(found - expected) < 1e-8)
        }
        // p = 0.9, 0.09, 0.01; t = 1e-4.
        let rare = try #require(keep([9000, 900, 100], 1e-4))
        for (found, expected) in zip(rare, [0.010_652_04, 0.034_444_44, 0.11]) {
            #expect(abs(found - expected) < 1e-8)
        }
        #expect(keep([6, 3, 1], nil) == nil)
    }

    @Test("thresholds that are near each other give tables that are, and are not the same")
    func thresholds() throws {
        let counts = (1...29_610).map { 1 + 3_000_000 / $0 }
        let tables = try [3e-5, 4e-5].map { try #require(keep(counts, $0)) }
        for (low, high) in zip(tables[0], tables[1]) where low < 1 {
            #expect(low < high && high < 1.34 * low)
        }
        #expect(tables[0].contains { $0 < 0.1 } && tables[0].contains(1))
    }

    private func train(_ text: String, _ options: Word2VecOptions) throws -> Word2VecRun {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try Data(text.utf8).write(to: file)
            return try TextCorpus(name: "mine", file: file).words(minimumCount: 1).train(options)
        }
    }

    @Test("a training for which subsampling leaves nothing says so, and what to change")
    func nothingKept() throws {
        let text = String(repeating: "a b c ", count: 2000)
        let error = #expect(throws: Word2VecError.self) {
            try train(text, Word2VecOptions(dimension: 2, subsampling: 1e-14))
        }
        #expect(
            error?.description
                == "subsampling at 1e-14 left no two words of mine near each other, so that nothing was learned")
        #expect(
            error?.remedy == "Leave out fewer words by a larger subsampling threshold, or none: \(.noSubsampling).")
    }

    @Test("stretches without a pair have no mean loss of their own")
    func recordings() throws {
        let text = String(repeating: "a b c ", count: 20_000)
        let run = try train(text, Word2VecOptions(dimension: 2, subsampling: 3e-8, epochs: 4))
        #expect(run.pairs > 0 && run.history.count < 28)
        #expect(run.history.allSatisfy { $0.meanLoss.isFinite })
        #expect(run.history.last?.words == 240_000)
    }
}
