import Files
import Foundation
import TestSupport
import Testing

@testable import TextStatistics

@Suite("Shuffled text")
struct ShuffledCorpusTests {
    private func shuffled<Value>(
        _ text: String, seed: UInt64 = 1, _ body: (ShuffledCorpus, TextCorpus) throws -> Value
    ) throws -> Value {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try write(Array(text.utf8), to: file)
            let original = TextCorpus(name: "text", file: file, documents: .lines)
            return try body(ShuffledCorpus(name: "shuffled", of: original, seed: seed), original)
        }
    }

    private let text = (0..<40).map { "a b c d e f\(String(repeating: " g", count: $0 % 3))\n" }.joined()

    @Test("has the words of the text, as often, in one document and in another order")
    func sameWords() throws {
        try shuffled(text) { shuffled, original in
            let (words, before) = try (shuffled.words(.size(7)), original.words(.size(7)))
            #expect(words.vocabulary == before.vocabulary)
            #expect(words.documents == 1)
            #expect(words.words == before.words)
            let (numbers, old) = try (words.allNumbers(), before.allNumbers().filter { $0 != WordSequence.border })
            #expect(numbers.last == WordSequence.border)
            #expect(numbers.dropLast().sorted() == old.sorted())
            #expect(Array(numbers.dropLast()) != old)
            #expect(shuffled.hasText)
            #expect(try shuffled.census() == TextCensus(words: old.count, differentWords: 7, documents: 1))
        }
    }

    @Test("has one order, from which words outside the vocabulary are left out")
    func oneOrder() throws {
        try shuffled(text) { shuffled, _ in
            let all = try shuffled.words(.minimumCount(1)).allNumbers()
            #expect(try shuffled.words(.size(3)).allNumbers() == all.filter { $0 < 3 || $0 == WordSequence.border })
            #expect(try shuffled.words(.minimumCount(1)).allNumbers() == all)
        }
    }

    @Test("is counted as the text in that order is counted")
    func counts() throws {
        try shuffled(text) { shuffled, _ in
            let words = try shuffled.words(.size(7))
            let line = try words.allNumbers().dropLast().map { words.vocabulary.words[Int($0)] }
            let counts = try shuffled.cooccurrences(vocabulary: 5, window: 2)
            #expect(dense(counts) == NaiveCounts([line], vocabulary: 5, window: 2).matrix)
            #expect(throws: CorpusError.tooFewWords(corpus: "shuffled", found: 7, asked: 8)) {
                try shuffled.cooccurrences(vocabulary: 8, window: 2)
            }
        }
    }

    @Test("is another text with another seed, and the same with the same")
    func seeds() throws {
        func order(_ seed: UInt64) throws -> (numbers: [UInt32], fingerprint: Fingerprint) {
            try shuffled(text, seed: seed) { shuffled, _ in
                try (shuffled.words(.size(7)).allNumbers(), shuffled.fingerprint)
            }
        }
        let (first, again, other) = try (order(1), order(1), order(2))
        #expect(first == again)
        #expect(first.numbers != other.numbers)
        #expect(first.fingerprint != other.fingerprint)
    }

    @Test("comes in every order equally often")
    func uniform() throws {
        var counts: [[UInt32]: Int] = [:]
        for seed in 0..<600 {
            try shuffled("a b c", seed: UInt64(seed)) { shuffled, _ in
                counts[try shuffled.words(.size(3)).allNumbers(), default: 0] += 1
            }
        }
        #expect(counts.count == 6)
        // Each expected 100 times, with a standard deviation of 9.
        #expect(counts.values.allSatisfy { abs($0 - 100) < 37 })
    }

    @Test("is made of planted text too, in which words then meet by chance")
    func planted() throws {
        let language = try PlantedLanguage(vocabulary: 40, strengths: [0.4, 0.3], seed: 1)
        let original = try PlantedCorpus(language: language, length: 40_000)
        let shuffled = ShuffledCorpus(name: "s", of: original, seed: 1)
        func largestRatio(_ corpus: some Corpus) throws -> Double {
            let counts = try corpus.cooccurrences(vocabulary: 10, window: 4)
            let total = Double(counts.total)
            return (0..<100).map { pair in
                let (i, j) = (pair / 10, pair % 10)
                return Double(counts[i, j]) * total / Double(counts.marginals[i]) / Double(counts.marginals[j])
            }.max() ?? 0
        }
        #expect(try largestRatio(shuffled) < 1.1)
        #expect(try largestRatio(original) > 1.2)
    }

    @Test("of a text that is not there says so")
    func missing() throws {
        let original = TextCorpus(name: "t", file: URL(filePath: "/nowhere"), remedyIfMissing: "Get it.")
        let shuffled = ShuffledCorpus(name: "s", of: original, seed: 1)
        let expected = CorpusError.missing(corpus: "t", path: "/nowhere", remedy: "Get it.")
        #expect(throws: expected) { try shuffled.cooccurrences(vocabulary: 1, window: 1) }
        #expect(throws: expected) { try shuffled.words(.size(1)) }
        #expect(throws: expected) { try shuffled.census() }
    }
}
