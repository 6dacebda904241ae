import Files
import Foundation
import TestSupport
import Testing
import TextStatistics

@Suite("A corpus whose file is registered")
struct RegisteredCorpusTests {
    @Test("The registered text is counted; another in its place is an error with both sums")
    func text() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try Data("a b a b".utf8).write(to: file)
            let sum = try Fingerprint(ofFile: file)
            let corpus = TextCorpus(name: "mine", file: file, registered: sum)
            #expect(try corpus.cooccurrences(vocabulary: 2, window: 1).total == 6)
            // What is registered does not change what the results depend on.
            #expect(try corpus.fingerprint == TextCorpus(name: "mine", file: file).fingerprint)
            try Data("a b a c".utf8).write(to: file)
            let error = #expect(throws: CorpusError.self) { try corpus.cooccurrences(vocabulary: 2, window: 1) }
            let found = try Fingerprint(ofFile: file)
            #expect(error == .otherContent(corpus: "mine", path: file.path, found: found, registered: sum))
            #expect(
                error?.description
                    == "the corpus mine is not the registered one: \(file.path) has the SHA-256 \(found), "
                    + "but \(sum) is registered")
            #expect(error?.remedy == "Get the registered file again, or correct \(.registeredSum).")
        }
    }

    @Test("Likewise statistics")
    func statistics() throws {
        try withTemporaryFolder { folder in
            let text = folder.appending(path: "text")
            try Data("a b a b".utf8).write(to: text)
            let counts = try TextCorpus(name: "text", file: text).cooccurrences(vocabulary: 2, window: 1)
            let file = folder.appending(path: "text.w2vstats")
            try StatisticsSnapshot(counts: counts, provenance: .init(source: "", licence: "")).write(to: file)
            let sum = try Fingerprint(ofFile: file)
            let corpus = StatisticsCorpus(name: "mine", file: file, registered: sum)
            #expect(try corpus.cooccurrences(vocabulary: 2, window: 1).total == 6)
            let other = StatisticsCorpus(name: "mine", file: file, registered: Fingerprint(of: "other"))
            #expect(
                throws: CorpusError.otherContent(
                    corpus: "mine", path: file.path, found: sum, registered: Fingerprint(of: "other"))
            ) { try other.cooccurrences(vocabulary: 2, window: 1) }
        }
    }

    @Test("A census counts words, different words and the documents that have any")
    func census() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try Data("One two, two\n\n  \nTHREE 4 one\n…\none".utf8).write(to: file)
            func census(_ documents: DocumentLayout, spellsOutDigits: Bool = false) throws -> [Int] {
                let census = try TextCorpus(
                    name: "mine", file: file, documents: documents,
                    normalization: TextNormalization(spellsOutDigits: spellsOutDigits)
                ).census()
                return [census.words, census.differentWords, census.documents]
            }
            #expect(try census(.whole) == [6, 3, 1])
            #expect(try census(.lines) == [6, 3, 3])
            #expect(try census(.lines, spellsOutDigits: true) == [7, 4, 3])
        }
    }

    @Test("The beginning of a text shows whether it can be read at all")
    func beginning() throws {
        try withTemporaryFolder { folder in
            func check(_ bytes: [UInt8]) throws {
                let file = folder.appending(path: "text")
                try Data(bytes).write(to: file)
                try TextCorpus(name: "mine", file: file).checkBeginning()
            }
            try check(Array("é".utf8))
            try check([])
            // A character that the block cuts in two is no fault.
            try check(Array(String(repeating: "é", count: 20_000).utf8.dropFirst(0)) + [0xC3])
            let path = folder.appending(path: "text").path
            #expect(throws: CorpusError.notUTF8(path: path, offset: 1)) { try check([0x61, 0xE9, 0x20]) }
            #expect(throws: CorpusError.damagedCompression(path: path)) {
                try check([0x1F, 0x8B] + Array(repeating: 7, count: 40))
            }
            #expect(throws: CorpusError.missing(corpus: "mine", path: path + "s", remedy: "Buy it.")) {
                try TextCorpus(name: "mine", file: URL(filePath: path + "s"), remedyIfMissing: "Buy it.")
                    .checkBeginning()
            }
        }
    }
}
