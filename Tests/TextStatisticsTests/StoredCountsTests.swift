import Computation
import Files
import Foundation
import Testing

@testable import TextStatistics

@Suite("Stored counts")
struct StoredCountsTests {
    private func counts(_ dense: [Int]) -> Cooccurrences {
        Cooccurrences(
            vocabulary: Vocabulary(words: ["a", "b"], counts: [2, 1], totalTokens: 3), window: 1, dense: dense,
            fingerprint: Fingerprint(of: "counts"))
    }

    @Test("come back as they were, beyond 32 bits too")
    func roundTrip() throws {
        for largest in [7, Int(UInt32.max), 1 << 32, 1 << 62] {
            let counts = counts([largest, 5, 5, 0])
            var archive = Archive()
            try counts.store(in: &archive)
            let restored = try Cooccurrences(restoring: archive)
            #expect(dense(restored) == [[largest, 5], [5, 0]])
            #expect(restored.marginals == [largest + 5, 5])
            #expect(restored.values.elementsEqual(counts.values))
            #expect(restored.vocabulary == counts.vocabulary && restored.fingerprint == counts.fingerprint)
        }
    }

    @Test("whose arrays do not fit together, or add up to 2⁶³ or more, are damaged")
    func damage() throws {
        func error(_ change: (inout Archive) -> Void) throws -> ArchiveError? {
            var archive = Archive()
            try counts([8, 1 << 40, 1 << 40, 0]).store(in: &archive)
            change(&archive)
            return #expect(throws: ArchiveError.self) { try Cooccurrences(restoring: archive) }
        }
        for offsets: [Int64] in [[0, 2], [1, 2, 3], [0, 2, 2], [0, 4, 3], [0, -1, 3], []] {
            #expect(try error { $0.store(offsets, as: "row-offsets") } == .damaged("row-offsets"), "\(offsets)")
        }
        for columns: [Int32] in [[1, 0, 0], [0, 0, 0], [0, 2, 0], [-1, 0, 0], [0, 1, .max]] {
            #expect(try error { $0.store(columns, as: "columns") } == .damaged("columns"), "\(columns)")
        }
        for values: [UInt64] in [[1, 2], [1, 2, 3, 4], [1 << 63, 1 << 63, 0], [1 << 62, 1 << 62, 0]] {
            #expect(try error { $0.store(values, as: "values") } == .damaged("values"), "\(values)")
        }
        #expect(try error { $0.store([UInt32](arrayLiteral: 1, 2, 3), as: "values") } == .missing("values"))
    }

    @Test("from elsewhere that add up to 2⁶³ or more are an error")
    func sums() {
        #expect(CountValues([]).hasSum)
        #expect(CountValues([.max]).hasSum)
        #expect(!CountValues([.max, 1]).hasSum)
        #expect(CountValues([Int(UInt32.max), Int(UInt32.max)]).hasSum)
        let error = CountsImportError.sum(path: "counts.npy")
        #expect(error.description == "counts.npy has counts that add up to 2⁶³ or more")
        #expect(error.remedy == "Give fewer words or smaller counts.")
    }
}
