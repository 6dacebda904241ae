import Computation
import Files
import Foundation
import TestSupport
import Testing
import TextStatistics

@Suite("Text corpora")
struct TextCorpusTests {
    @Test("are lower-cased, and everything outside a–z separates words")
    func normalization() throws {
        let counts = try count("The CAT's 2 cats: naïve—THE zoo.\tZ\n", vocabulary: 8, window: 1)
        #expect(counts.vocabulary.words == ["the", "cat", "cats", "na", "s", "ve", "z", "zoo"])
        #expect(counts.vocabulary.counts == [2, 1, 1, 1, 1, 1, 1, 1])
        #expect(counts.vocabulary.totalTokens == 9)
    }

    @Test("spell out digits on request, each as a word of its own")
    func digits() throws {
        let counts = try count(
            "a1b 20", vocabulary: 5, window: 1, normalization: TextNormalization(spellsOutDigits: true))
        #expect(counts.vocabulary.words == ["a", "b", "one", "two", "zero"])
        #expect(try count("a1b 20", vocabulary: 2, window: 1).vocabulary.words == ["a", "b"])
    }

    @Test("have the most frequent words as vocabulary, ties alphabetical")
    func vocabulary() throws {
        let text = "d b d a c b e ab"
        #expect(try count(text, vocabulary: 6, window: 1).vocabulary.words == ["b", "d", "a", "ab", "c", "e"])
        #expect(try count(text, vocabulary: 4, window: 1).vocabulary.words == ["b", "d", "a", "ab"])
    }

    @Test("count pairs by hand: a b a c with two words to each side")
    func countedByHand() throws {
        // a b: distance 1 (weight 2) twice. a a: distance 2 (1), seen from both ends. b c: distance 2 (1).
        // a c: distance 1 (2).
        let counts = try count("a b a c", vocabulary: 3, window: 2)
        #expect(counts.vocabulary.words == ["a", "b", "c"])
        #expect(dense(counts) == [[2, 4, 2], [4, 0, 1], [2, 1, 0]])
        #expect(counts.total == 16)
        #expect(counts.marginals == [8, 5, 3])
        #expect(counts.nonzeroCount == 7)
        #expect(counts.rowOffsets == [0, 3, 5, 7])
        #expect(counts.columns == [0, 1, 2, 0, 2, 0, 1])
    }

    @Test("drop words outside the vocabulary before pairs are formed")
    func outOfVocabulary() throws {
        // "a x b a y b a" becomes a b a b a.
        let counts = try count("a x b a y b a", vocabulary: 2, window: 1)
        #expect(dense(counts) == [[0, 4], [4, 0]])
        #expect(counts.vocabulary.totalTokens == 7)
    }

    @Test("form no pairs across documents")
    func documents() throws {
        // The most frequent word is b: the rows are those of b, a, c.
        let text = "a b a\n\n  \n b b c\nc"
        let lines = try count(text, vocabulary: 3, window: 1, documents: .lines)
        #expect(dense(lines) == [[2, 2, 1], [2, 0, 0], [1, 0, 0]])
        let whole = try count(text, vocabulary: 3, window: 1)
        #expect(dense(whole) == [[2, 3, 1], [3, 0, 0], [1, 0, 2]])
    }

    @Test("longer than all blocks of reading are read whole")
    func long() throws {
        // Words straddle the blocks' borders; 7 bytes do not divide any block.
        let text = String(repeating: "abc de ", count: 120_000)
        let counts = try count(text, vocabulary: 2, window: 1)
        #expect(counts.vocabulary.counts == [120_000, 120_000])
        #expect(dense(counts) == [[0, 239_999], [239_999, 0]])
    }

    @Test("are the same counts plain, gzipped, gzipped in several members and as a dictd database")
    func compressed() throws {
        let text = Array(String(repeating: "the cat saw the dog and the dog saw a bird ", count: 5_000).utf8)
        let plain = try count(text, vocabulary: 6, window: 3)
        let middle = text.count / 2 + 1
        for bytes in [
            gzipMember(text), gzipMember(Array(text[..<middle])) + gzipMember(Array(text[middle...])),
            gzipMember([]) + gzipMember(text), gzipMember(text, extra: dictzipField()),
            // Padding, longer than one block of reading.
            gzipMember(text) + [0], gzipMember(text) + [UInt8](repeating: 0, count: 600_000),
        ] {
            let counts = try count(bytes, vocabulary: 6, window: 3)
            #expect(dense(counts) == dense(plain))
            #expect(counts.vocabulary == plain.vocabulary)
        }
    }

    @Test("that are dictd databases may have bytes that are not UTF-8, which separate words")
    func strayBytes() throws {
        let text = Array("cat".utf8) + [0x92] + Array("s cat".utf8)
        #expect(
            try count(gzipMember(text, extra: dictzipField()), vocabulary: 2, window: 1).vocabulary.words == [
                "cat", "s",
            ])
        let error = #expect(throws: CorpusError.self) { try count(gzipMember(text), vocabulary: 2, window: 1) }
        #expect(error?.description.hasSuffix("is not UTF-8 text: the byte at offset 3 cannot be read") == true)
    }

    @Test("are counted once where results are remembered, and recalled whole")
    func remembered() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try Data("a b a c b".utf8).write(to: file)
            let store = ResultStore(folder: folder.appending(path: "store"), codeFingerprint: Fingerprint(of: "code"))
            let corpus = TextCorpus(name: "tiny", file: file)
            let (first, second) = try ComputeContext.$current.withValue(ComputeContext(store: store)) {
                (
                    try corpus.cooccurrences(vocabulary: 3, window: 2),
                    try corpus.cooccurrences(vocabulary: 3, window: 2)
                )
            }
            // The same text by another name is not counted again.
            _ = try ComputeContext.$current.withValue(ComputeContext(store: store)) {
                try TextCorpus(name: "small", file: file).cooccurrences(vocabulary: 3, window: 2)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: store.folder.path).count == 1)
            #expect(dense(first) == dense(second) && first.marginals == second.marginals)
            #expect(first.vocabulary == second.vocabulary && first.window == second.window)
            #expect(first.fingerprint == second.fingerprint)
        }
    }

    @Test("have a fingerprint of their content and of how it is read, not of their place")
    func fingerprints() throws {
        try withTemporaryFolder { folder in
            func fingerprint(
                _ text: String, file: String = "text", documents: DocumentLayout = .whole, digits: Bool = false
            ) throws -> Fingerprint {
                let file = folder.appending(path: file)
                try Data(text.utf8).write(to: file)
                return try TextCorpus(
                    name: "t", file: file, documents: documents,
                    normalization: TextNormalization(spellsOutDigits: digits)
                ).fingerprint
            }
            let all = try [
                fingerprint("a b"), fingerprint("a c"), fingerprint("a b", documents: .lines),
                fingerprint("a b", digits: true),
            ]
            #expect(Set(all).count == 4)
            #expect(try fingerprint("a b", file: "other") == all[0])
        }
    }

    @Test("cut to their leading words keep the counts among these")
    func leading() throws {
        let counts = try count("a b a c b a d c a b", vocabulary: 4, window: 3)
        let cut = counts.leading(2)
        #expect(cut.vocabulary.words == ["a", "b"])
        #expect(dense(cut) == [[counts[0, 0], counts[0, 1]], [counts[1, 0], counts[1, 1]]])
        #expect(cut.fingerprint != counts.fingerprint)
        #expect(counts.leading(4).fingerprint == counts.fingerprint)
        #expect(cut.vocabulary.totalTokens == 10)
    }

    @Test("know where their words stand")
    func indices() throws {
        let vocabulary = try count("b a b", vocabulary: 2, window: 1).vocabulary
        #expect(vocabulary.index(of: "b") == 0 && vocabulary.index(of: "a") == 1)
        #expect(vocabulary.index(of: "c") == nil)
        #expect(vocabulary.prefix(1).words == ["b"] && vocabulary.prefix(9) == vocabulary)
    }
}
