import Computation
import Files
import Foundation
import TestSupport
import Testing

@testable import TextStatistics

@Suite("The words of a corpus as numbers")
struct WordSequenceTests {
    private func withCorpus<Value>(
        _ text: String, documents: DocumentLayout = .lines, _ body: (TextCorpus) throws -> Value
    ) throws -> Value {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try Data(text.utf8).write(to: file)
            return try body(TextCorpus(name: "mine", file: file, documents: documents))
        }
    }

    /// The words of each document.
    private func documents(_ sequence: WordSequence) throws -> [[String]] {
        let numbers = try sequence.allNumbers()
        #expect(numbers.count == sequence.count && numbers.last == WordSequence.border)
        return numbers.dropLast().split(separator: WordSequence.border, omittingEmptySubsequences: false)
            .map { $0.map { sequence.vocabulary.words[Int($0)] } }
    }

    @Test("other words are left out, and with them the documents that have no others")
    func vocabulary() throws {
        try withCorpus("a b x a\n\nx y\nb c, a. A\nc\n") { corpus throws in
            let words = try corpus.words(vocabulary: 3)
            #expect(words.vocabulary.words == ["a", "b", "c"])
            #expect(words.vocabulary.counts == [4, 2, 2])
            #expect(words.vocabulary.totalTokens == 11)
            #expect(try documents(words) == [["a", "b", "a"], ["b", "c", "a", "a"], ["c"]])
            #expect((words.words, words.documents, words.longestDocument) == (8, 3, 4))
            #expect(words.corpus == "mine")
        }
    }

    @Test("a minimum count takes all words that are as frequent")
    func minimumCount() throws {
        try withCorpus("a b x a\nx y\nb c a a\nc\n") { corpus throws in
            #expect(try corpus.words(minimumCount: 2).vocabulary.words == ["a", "b", "c", "x"])
            #expect(try corpus.words(minimumCount: 3).vocabulary.words == ["a"])
            #expect(try documents(corpus.words(minimumCount: 3)) == [["a", "a"], ["a", "a"]])
            #expect(try corpus.words(minimumCount: 1).words == 11)
        }
    }

    @Test("a planted text's words are those of the language's text")
    func planted() throws {
        let language = try PlantedLanguage(vocabulary: 64, strengths: [0.6, 0.5])
        let corpus = try PlantedCorpus(language: language, length: 5000)
        let expected = try language.text(words: 5000).map { document in document.map { language.words[$0] } }
        #expect(try documents(corpus.words(minimumCount: 1)) == expected)
    }

    @Test("any stretch can be read, from memory or from disk")
    func stretches() throws {
        var generator = SeededGenerator(seed: 1)
        let text = (0..<300).map { _ in
            (0..<Int.random(in: 1...20, using: &generator)).map { _ in
                ["a", "b", "c", "d"].randomElement(using: &generator)!
            }.joined(separator: " ")
        }
        try withCorpus(text.joined(separator: "\n")) { corpus throws in
            let all = try corpus.words(vocabulary: 3).allNumbers()
            for memory in [1, 3000, 9000, 1 << 30] {
                let words = try corpus.words(.size(3), limits: CountingLimits(memory: memory))
                #expect(try words.allNumbers() == all)
                for _ in 0..<100 {
                    let start = Int.random(in: 0...all.count, using: &generator)
                    let places = start..<Int.random(in: start...all.count, using: &generator)
                    let read = try [UInt32](unsafeUninitializedCapacity: places.count) { buffer, count in
                        try words.read(places, into: buffer)
                        count = places.count
                    }
                    #expect(read == Array(all[places]), "\(places) with \(memory) bytes")
                }
            }
        }
    }

    @Test("its fingerprint stands for the corpus and the vocabulary")
    func fingerprints() throws {
        try withCorpus("a b a\n") { corpus throws in
            let words = try corpus.words(vocabulary: 2)
            #expect(words.fingerprint == (try corpus.fingerprint(ofWords: .size(2))))
            #expect(words.fingerprint != (try corpus.words(vocabulary: 1).fingerprint))
            #expect(words.fingerprint != (try corpus.words(minimumCount: 2).fingerprint))
            #expect(words.fingerprint != (try corpus.fingerprint))
        }
    }

    @Test("what cannot be had is said")
    func errors() throws {
        func message(_ body: () throws -> WordSequence) -> [String] {
            do {
                _ = try body()
                return []
            } catch { return ["\(error)", (error as? any UserFacingError)?.remedy?.description ?? ""] }
        }
        try withCorpus("a b a\n") { corpus throws in
            #expect(
                message { try corpus.words(vocabulary: 3) } == [
                    "the corpus mine has 2 different words, fewer than the vocabulary of 3",
                    "Ask for fewer: a vocabulary of 2.",
                ])
            #expect(
                message { try corpus.words(minimumCount: 3) } == [
                    "no word of the corpus mine occurs 3 times: the most frequent one has 2",
                    "Ask for a minimum count of at most 2.",
                ])
            #expect(
                message { try corpus.words(minimumCount: 0) } == [
                    "the minimum count is 0, but it must be at least 1", "Give a larger one: a minimum count of N.",
                ])
            #expect(
                message { try corpus.words(vocabulary: -1) }.first
                    == "the vocabulary is -1, but it must be at least 1")
        }
        try withCorpus("12, 3\n") { corpus throws in
            #expect(message { try corpus.words(vocabulary: 1) }.first?.hasSuffix("text has no words") == true)
        }
        let missing = TextCorpus(name: "mine", file: URL(filePath: "/nowhere/text"))
        #expect(
            message { try missing.words(vocabulary: 1) }
                == ["the corpus mine is not there: /nowhere/text does not exist", "Check the path."])
        let statistics = StatisticsCorpus(name: "mine", file: URL(filePath: "/nowhere/counts"))
        #expect(
            message { try statistics.words(vocabulary: 1) } == [
                "the corpus mine holds statistics alone, not the text that they come from",
                "Use a corpus of text: a text or a folder of texts.",
            ])
    }
}
