import Files
import Foundation
import Testing
import TextStatistics

/// What counts become where they are turned into numbers in the shortest way, `map(Double.init)`: of unsigned ones
/// Swift would take the bits for those of a double.
@Suite("Counts as a chapter sees them")
struct CountTypeTests {
    @Test("are the same numbers as doubles")
    func doubles() throws {
        let vocabulary = Vocabulary(words: ["a", "b"], counts: [5, 3], totalTokens: 9)
        let counts = Cooccurrences(
            vocabulary: vocabulary, window: 1, dense: [4, 1, 1, 1 << 40], fingerprint: Fingerprint(of: "counts"))
        #expect(vocabulary.counts.map(Double.init) == [5, 3])
        #expect([vocabulary.totalTokens].map(Double.init) == [9])
        #expect(counts.values.map(Double.init) == [4, 1, 1, 0x1p40])
        #expect(counts.marginals.map(Double.init) == [5, 0x1p40 + 1])
        #expect([counts.total, counts[0, 0]].map(Double.init) == [0x1p40 + 6, 4])
    }

    @Test("are nowhere unsigned in what the science modules offer")
    func signatures() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
        let unsigned = try Regex("public [^{=]*\\bUInt(8|16|32|64)?\\b")
        var found: [String] = []
        for module in ["TextStatistics", "Embeddings", "LinearAlgebra", "ChapterRuntime"] {
            let folder = sources.appending(path: module)
            for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
            where name.hasSuffix(".swift") {
                let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
                for line in text.split(separator: "\n") where line.contains(unsigned) {
                    let line = line.trimmingCharacters(in: .whitespaces)
                    // Seeds are no counts, and the numbers of words are for the inner loops.
                    let isSeed = line.contains("eed: UInt64")
                    let isWordNumber = name.hasSuffix("WordSequence.swift") && line.contains("UInt32")
                    if !isSeed, !isWordNumber { found.append("\(module)/\(name): \(line)") }
                }
            }
        }
        #expect(found == [])
    }
}
