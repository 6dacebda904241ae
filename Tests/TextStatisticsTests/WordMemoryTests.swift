import Files
import Computation
import Foundation
import TestSupport
import Testing

@testable import TextStatistics

@Suite("The memory of different words")
struct WordMemoryTests {
    /// So many different words, each of them once.
    private func text(_ words: Int) -> String {
        (0..<words).map { number in
            String(String(number, radix: 26).utf8.map { Character(Unicode.Scalar($0 < 58 ? $0 + 49 : $0 + 10)) })
        }.joined(separator: " ")
    }

    private func withCorpus<Value>(_ text: String, _ body: (TextCorpus) throws -> Value) throws -> Value {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try Data(text.utf8).write(to: file)
            return try body(TextCorpus(name: "mine", file: file))
        }
    }

    private func within<Value>(_ memory: Int, _ body: () throws -> Value) rethrows -> Value {
        try ComputeContext.$current.withValue(ComputeContext(threads: 1, memory: memory)) { try body() }
    }

    @Test("is bounded: more of them than have room are an error with the numbers")
    func bound() throws {
        try withCorpus(text(200_000)) { corpus in
            func message(_ body: () throws -> Void) -> String? {
                let error = #expect(throws: CorpusError.self) { try within(10_000_000, body) }
                #expect(
                    error?.remedy == """
                        Allow more with \(.memory), half of which is for the different words; \
                        or check that the file is text.
                        """)
                return error?.description
            }
            let expected =
                "\(corpus.file.path) has more than 65537 different words, which take 6 MB of memory, "
                + "and 5 MB are allowed for them"
            #expect(message { _ = try corpus.census() } == expected)
            #expect(message { _ = try corpus.cooccurrences(vocabulary: 2, window: 1) } == expected)
            #expect(message { _ = try corpus.words(.minimumCount(1)) } == expected)
            let census = try within(40_000_000) { try corpus.census() }
            #expect(census.differentWords == 200_000)
        }
    }

    @Test("does not change what is counted, as long as there is room")
    func sameCounts() throws {
        try withCorpus(text(20_000) + " " + text(300)) { corpus in
            let counts = try [10_000_000, 1_000_000_000].map { memory in
                try within(memory) { try corpus.cooccurrences(vocabulary: 1000, window: 2) }
            }
            #expect(counts[0].vocabulary == counts[1].vocabulary)
            #expect(counts[0].values == counts[1].values && counts[0].columns == counts[1].columns)
        }
    }

    @Test("of the table is never more than it says, while it grows too", arguments: [4 << 20, 7_000_000, 30_000_000])
    func table(memory: Int) throws {
        var table = WordTable(memory: memory)
        let log = NumberLog(memory: 1 << 16)
        var full: WordTableFull?
        var number: UInt32 = 0
        while full == nil {
            // Four letters, by which the words differ.
            let letters = (0..<4).map { UInt8(97 + (number >> (4 * $0)) & 15) } + [UInt8(97 + number >> 16)]
            var hash = WordHash()
            for letter in letters { hash.add(letter) }
            let word = PendingWord(start: 0, length: letters.count, hash: hash.folded)
            do {
                try [word].withUnsafeBufferPointer { words in
                    try letters.withUnsafeBufferPointer { try table.add(words, letters: $0.baseAddress!, to: log) }
                }
                number += 1
            } catch let error as WordTableFull { full = error }
        }
        let error = try #require(full)
        #expect(error.allowed == memory && error.needed > memory && error.needed < 3 * memory)
        #expect(table.count >= Int(number) && error.words >= Int(number))
        #expect(table[5] == [102, 97, 97, 97, 97])
    }
}
