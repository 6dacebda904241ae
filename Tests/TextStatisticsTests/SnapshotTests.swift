import Computation
import Files
import Foundation
import TestSupport
import Testing

@testable import TextStatistics

@Suite("Compact statistics")
struct SnapshotTests {
    private let provenance = StatisticsSnapshot.Provenance(source: "a test", licence: "none", documents: 2)

    /// Random symmetric counts, many of them 0, up to about 10¹².
    private func counts(size: Int, seed: UInt64, largestExponent: Double = 40) -> Cooccurrences {
        var random = SeededGenerator(seed: seed)
        var dense = [Int](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in row..<size where random.uniform() < 0.7 {
                let count = Int(pow(2, largestExponent * random.uniform()))
                dense[row * size + column] = count
                dense[column * size + row] = count
            }
        }
        let vocabulary = Vocabulary(
            words: (0..<size).map { "word\($0)" }, counts: (0..<size).map { 2 * size - $0 }, totalTokens: 12_345
        )
        return Cooccurrences(
            vocabulary: vocabulary, window: 5, dense: dense, fingerprint: Fingerprint(of: "\(seed)"))
    }

    @Test("round counts to whole numbers a twelfth of an octave apart, small ones exactly")
    func grid() {
        let grid = LogarithmicGrid(stepsPerOctave: 12)
        for count in 0...21 { #expect(grid.counts[Int(grid.level(of: count))] == count) }
        #expect(zip(grid.counts, grid.counts.dropFirst()).allSatisfy { $0 < $1 })
        for (level, count) in grid.counts.enumerated() { #expect(grid.level(of: count) == level) }
        var random = SeededGenerator(seed: 3)
        for _ in 0..<10_000 {
            let count = Int(pow(2, 62 * random.uniform()))
            let ratio = Double(grid.counts[Int(grid.level(of: count))]) / Double(count)
            #expect(max(ratio, 1 / ratio) < (count < 100 ? 1.048 : 1.0305), "\(count)")
        }
        #expect(grid.level(of: .max) == UInt16(grid.counts.count - 1))
        #expect(grid.level(atStep: -1) == 0 && grid.level(atStep: 0) == 1)
        #expect(grid.counts[Int(grid.level(atStep: 120))] == 1024)
    }

    @Test("give back words, zeros and rounded counts", arguments: [1, 2, 17, 60])
    func roundTrip(size: Int) throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "corpus.w2vstats")
            let grid = LogarithmicGrid(stepsPerOctave: 12)
            for seed in 0..<10 {
                let counts = counts(size: size, seed: UInt64(seed))
                try StatisticsSnapshot(counts: counts, provenance: provenance).write(to: file)
                let read = try StatisticsSnapshot(contentsOf: file)
                #expect(read.provenance == provenance)
                #expect(read.counts.vocabulary == counts.vocabulary)
                #expect(read.counts.window == 5)
                #expect(dense(read.counts) == dense(counts).map { $0.map { grid.counts[Int(grid.level(of: $0))] } })
            }
        }
    }

    @Test("do not change when they are written again")
    func stable() throws {
        try withTemporaryFolder { folder in
            let (first, second) = (folder.appending(path: "1"), folder.appending(path: "2"))
            // Sums of rows are not rounded when they are first written, so the bytes may differ once.
            let counts = counts(size: 20, seed: 1)
            try StatisticsSnapshot(counts: counts, provenance: provenance).write(to: first)
            try StatisticsSnapshot(counts: counts, provenance: provenance).write(to: second)
            #expect(try Data(contentsOf: first) == Data(contentsOf: second))
            let read = try StatisticsSnapshot(contentsOf: first)
            try read.write(to: second)
            #expect(dense(try StatisticsSnapshot(contentsOf: second).counts) == dense(read.counts))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["1", "2"])
        }
    }

    @Test("that are altered anywhere, cut anywhere, or something else are refused")
    func damage() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "corpus.w2vstats")
            try StatisticsSnapshot(counts: counts(size: 6, seed: 4), provenance: provenance).write(to: file)
            let whole = Array(try Data(contentsOf: file))
            func error(_ bytes: [UInt8]) throws -> SnapshotError? {
                try Data(bytes).write(to: file)
                return #expect(throws: SnapshotError.self) { try StatisticsSnapshot(contentsOf: file) }
            }
            for place in whole.indices {
                var altered = whole
                altered[place] ^= 1
                let expected: SnapshotError =
                    switch place {
                    case ..<8: .foreign(path: file.path)
                    case 8..<12: .otherVersion(path: file.path, version: 1 ^ (1 << (8 * (place - 8))))
                    default: .damaged(path: file.path)
                    }
                #expect(try error(altered) == expected, "altered at \(place)")
            }
            for length in whole.indices {
                let expected: SnapshotError = length < 8 ? .foreign(path: file.path) : .damaged(path: file.path)
                #expect(try error(Array(whole[..<length])) == expected, "cut to \(length) bytes")
            }
            // A right checksum does not make a wrong file right.
            for (text, replacement) in [("\"window\":5", "\"window\":0"), ("\"rowSteps\":[", "\"rowSteps\":[")] {
                let body = whole.dropLast(64)
                let place = try #require(body.firstRange(of: Array(text.utf8)))
                var changed = Array(body)
                changed.replaceSubrange(place, with: Array(replacement.utf8))
                if text == replacement { changed[place.upperBound] = UInt8(ascii: "-") }
                changed += Array(Fingerprint(of: changed).description.utf8)
                #expect(try error(changed) == .damaged(path: file.path))
            }
            #expect(
                SnapshotError.foreign(path: "x").description == "x is not a file of corpus statistics")
            #expect(
                SnapshotError.damaged(path: "x").description
                    == "x is cut off or damaged: its checksum or its content does not fit")
            #expect(
                SnapshotError.otherVersion(path: "x", version: 2).description
                    == "x is in version 2 of the statistics format, and only version 1 is known")
        }
    }

    @Test("with counts whose sum is 2⁶³ or more are refused, and not added up")
    func overflow() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "corpus.w2vstats")
            func write(_ largest: Int) throws {
                let counts = Cooccurrences(
                    vocabulary: Vocabulary(words: ["a", "b"], counts: [2, 1], totalTokens: 3), window: 1,
                    dense: [largest, 0, 0, largest], fingerprint: Fingerprint(of: "large"))
                try StatisticsSnapshot(counts: counts, provenance: provenance).write(to: file)
            }
            // The sum is less than 2⁶³, but the roundings of both counts are 2⁶².
            try write((1 << 62) - 1)
            #expect(throws: SnapshotError.damaged(path: file.path)) { try StatisticsSnapshot(contentsOf: file) }
            try write(1 << 61)
            #expect(try StatisticsSnapshot(contentsOf: file).counts.total == 1 << 62)
        }
    }

    @Test("of more words than the format holds are not written")
    func tooManyWords() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "corpus.w2vstats")
            let size = 60_001
            let counts = Cooccurrences(
                vocabulary: Vocabulary(
                    words: (0..<size).map(String.init), counts: Array(repeating: 1, count: size), totalTokens: 60_001),
                window: 1, rowOffsets: Array(repeating: 0, count: size + 1), columns: [], values: [],
                fingerprint: Fingerprint(of: "many"))
            let error = #expect(throws: SnapshotError.self) {
                try StatisticsSnapshot(counts: counts, provenance: provenance).write(to: file)
            }
            #expect(error == .tooManyWords(path: file.path, words: 60_001))
            #expect(
                error?.description
                    == "\(file.path) cannot hold 60001 words: a file of statistics has at most 60000")
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
    }

    @Test("serve as a corpus: fewer words are cut out, another window or more words are errors")
    func corpus() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "corpus.w2vstats")
            try StatisticsSnapshot(counts: counts(size: 9, seed: 4), provenance: provenance).write(to: file)
            let corpus = StatisticsCorpus(name: "small", file: file)
            let all = try corpus.cooccurrences(vocabulary: 9, window: 5)
            #expect(dense(try corpus.cooccurrences(vocabulary: 3, window: 5)) == dense(all.leading(3)))
            let window = #expect(throws: CorpusError.self) { try corpus.cooccurrences(vocabulary: 9, window: 16) }
            #expect(
                window?.description == "the corpus small was counted with a window of 5 words and cannot tell about 16")
            #expect(window?.remedy == "Use \(.window(5)), or a text corpus, which is counted with any window.")
            let size = #expect(throws: CorpusError.self) { try corpus.cooccurrences(vocabulary: 10, window: 5) }
            #expect(
                size?.description == "the corpus small has 9 different words, fewer than the vocabulary of 10")
            #expect(size?.remedy == "Ask for fewer: \(.vocabulary(9)).")
        }
    }

    @Test("come from counts in NumPy's format and a table of words")
    func imported() throws {
        try withTemporaryFolder { folder in
            let (table, array) = (folder.appending(path: "words.tsv"), folder.appending(path: "counts.npy"))
            func snapshot() throws -> StatisticsSnapshot {
                try StatisticsSnapshot(
                    countsFile: array, vocabularyFile: table, window: 2, totalTokens: 40, provenance: provenance)
            }
            try Data("the\t9\nof\t7\n".utf8).write(to: table)
            try NPYFile<UInt32>([8, 5, 5, 0], shape: [2, 2]).write(to: array)
            let counts = try snapshot().counts
            #expect(counts.vocabulary == Vocabulary(words: ["the", "of"], counts: [9, 7], totalTokens: 40))
            #expect(dense(counts) == [[8, 5], [5, 0]])
            #expect(counts.window == 2)
            try Data(gzipMember(Array(Data(contentsOf: array)))).write(to: array)
            #expect(dense(try snapshot().counts) == [[8, 5], [5, 0]])

            func message() -> String? {
                let error = #expect(throws: CountsImportError.self) { try snapshot() }
                return error?.description.replacing(folder.path + "/", with: "")
            }
            try NPYFile<UInt32>([8, 5, 6, 0], shape: [2, 2]).write(to: array)
            #expect(message() == "counts.npy is not symmetric: row 1, column 0 differs from row 0, column 1")
            try NPYFile<UInt32>([8, 5, 6], shape: [3]).write(to: array)
            #expect(message() == "counts.npy has the shape 3, but the vocabulary has 2 words")
            for line in ["of", "of\tmany", "the\t7", "of\t7\t7"] {
                try Data("the\t9\n\(line)\n".utf8).write(to: table)
                #expect(message() == "words.tsv:2 is not a new word, a tab and its number of occurrences")
            }
            // Two numbers below 2⁶³ each, but not their sum; and one that is not.
            for (lines, number) in [
                ("9223372036854775807\nof\t1", 2), ("9223372036854775808\nof\t1", 1), ("-1\nof\t1", 1),
            ] {
                try Data("the\t\(lines)\n".utf8).write(to: table)
                #expect(throws: CountsImportError.line(path: table.path, number: number)) { try snapshot() }
            }
        }
    }

    @Test("of Wikipedia are the ones that the book describes")
    func wikipedia() throws {
        let assets = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../assets")
        let file = assets.appending(path: "wikipedia.w2vstats")
        let size = try #require(try file.resourceValues(forKeys: [.fileSizeKey]).fileSize)
        #expect(size <= 3_500_000)
        let snapshot = try StatisticsSnapshot(contentsOf: file)
        #expect(snapshot.provenance.documents == 24_667)
        let counts = snapshot.counts
        #expect(counts.vocabulary.count == 3000 && counts.window == 16)
        #expect(counts.vocabulary.totalTokens == 64_689_607)
        #expect(counts.vocabulary.words.prefix(3) == ["the", "of", "and"])
        #expect(counts.vocabulary.counts.prefix(3) == [4_859_958, 2_457_443, 1_946_905])
        // The exact numbers: 8,703,710 counts with a sum of 13,596,868,192, the largest of them 123,824,182.
        #expect(counts.nonzeroCount == 8_703_710)
        #expect(abs(Double(counts.total) / 13_596_868_192 - 1) < 0.001)
        #expect(abs(Double(counts[0, 0]) / 123_824_182 - 1) < 0.03)
        for (row, column) in [(0, 1), (17, 2000), (2999, 3)] { #expect(counts[row, column] == counts[column, row]) }
    }
}
