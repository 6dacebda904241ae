import Computation
import Foundation
import TestSupport
import Testing

@testable import TextStatistics

/// Pairs of words that Swift's strings take for equal.
private let equivalents: [(String, String)] = [
    ("caf\u{E9}", "cafe\u{301}"),  // one letter, and a letter with its accent
    ("\u{D55C}\u{AE00}", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}"),  // Hangul syllables, and their jamo
    ("\u{E5}ngstr\u{F6}m", "a\u{30A}ngstro\u{308}m"),
    ("a\u{323}\u{302}", "a\u{302}\u{323}"),  // two marks in either order
    ("\u{639}\u{651}\u{64E}", "\u{639}\u{64E}\u{651}"),
    ("\u{3C9}", "\u{2126}"),  // the letter omega, and the sign for ohm in lower case below
].map { ($0, $1.lowercased()) }.filter { Array($0.utf8) != Array($1.utf8) }

@Suite("Words")
struct WordTests {
    @Test("are told apart by their bytes, and ordered by them", arguments: equivalents)
    func bytes(first: String, second: String) {
        #expect(first == second && Word(first) != Word(second))
        #expect(Set([Word(first), Word(second), Word(first)]).count == 2)
        #expect((Word(first) < Word(second)) == Array(first.utf8).lexicographicallyPrecedes(second.utf8))
        #expect(!(Word(first) < Word(first)))
        var index = WordIndex([first, second, first])
        #expect(index.count == 2 && index[first] == 0 && index[second] == 1)
        #expect(index.insert(second, at: 7) == 1 && index[second] == 1)
    }

    @Test("that differ in their bytes alone are two of a vocabulary, also where it is stored", arguments: equivalents)
    func vocabulary(first: String, second: String) throws {
        let vocabulary = Vocabulary(words: [first, second], counts: [2, 1], totalTokens: 3)
        #expect(vocabulary.index(of: first) == 0 && vocabulary.index(of: second) == 1)
        let other = Vocabulary(words: [second, first], counts: [2, 1], totalTokens: 3)
        #expect(vocabulary != other && Set([vocabulary, other]).count == 2)
        let read = try JSONDecoder().decode(Vocabulary.self, from: JSONEncoder().encode(vocabulary))
        #expect(read == vocabulary && read.index(of: second) == 1)
    }

    @Test("that differ in their bytes alone are counted, and kept as a snapshot", arguments: equivalents)
    func counts(first: String, second: String) throws {
        try withTemporaryFolder { folder in
            let (text, file) = (folder.appending(path: "text"), folder.appending(path: "text.w2vstats"))
            try Data("\(first) \(second) \(second) the\n".utf8).write(to: text)
            let corpus = TextCorpus(name: "text", file: text, normalization: TextNormalization(letters: .unicode))
            let counts = try corpus.cooccurrences(vocabulary: 3, window: 2)
            let words = counts.vocabulary
            #expect(words.count == 3 && words.index(of: second) == 0)
            let place = try #require(words.index(of: first))
            #expect(place != 0 && counts[place, 0] == 3)
            #expect(try corpus.words(.minimumCount(1)).vocabulary == words)
            let provenance = StatisticsSnapshot.Provenance(source: "", licence: "")
            try StatisticsSnapshot(counts: counts, provenance: provenance).write(to: file)
            let read = try StatisticsSnapshot(contentsOf: file).counts
            #expect(read.vocabulary == words && read[place, 0] == 3)
        }
    }

    @Test("that differ in their bytes alone are two of counts made elsewhere", arguments: equivalents)
    func imported(first: String, second: String) throws {
        try withTemporaryFolder { folder in
            let (table, array) = (folder.appending(path: "words.tsv"), folder.appending(path: "counts.npy"))
            try NPYFile<UInt32>([8, 5, 5, 0], shape: [2, 2]).write(to: array)
            func read() throws -> Vocabulary {
                try StatisticsSnapshot(
                    countsFile: array, vocabularyFile: table, window: 2,
                    provenance: StatisticsSnapshot.Provenance(source: "", licence: "")
                ).counts.vocabulary
            }
            for end in ["\n", "\r\n"] {
                try Data("\(first)\t9\(end)\(second)\t7\(end)".utf8).write(to: table)
                #expect(try read() == Vocabulary(words: [first, second], counts: [9, 7], totalTokens: 16))
            }
            try Data("\(second)\t9\n\(second)\t7\n".utf8).write(to: table)
            #expect(throws: CountsImportError.line(path: table.path, number: 2)) { try read() }
        }
    }
}
