import Files
import Computation
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TextStatistics

@Suite("Counting")
struct CountingTests {
    /// Counts a text, a document a line, with limits of one's own.
    private func count(
        _ text: String, vocabulary: Int, window: Int, threads: Int = 2, limits: CountingLimits = CountingLimits()
    ) throws -> Cooccurrences {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try Data(text.utf8).write(to: file)
            return try ComputeContext.$current.withValue(ComputeContext(threads: threads)) {
                try TextCorpus(name: "tiny", file: file, documents: .lines)
                    .cooccurrences(vocabulary: vocabulary, window: window, limits: limits)
            }
        }
    }

    /// Limits with only so many bytes for each of the three shares, and no limit for the result.
    private func limits(log: Int = .max / 2, part: Int = .max / 2, rows: Int = .max / 2) -> CountingLimits {
        var limits = CountingLimits(memory: .max / 2)
        (limits.log, limits.part, limits.rows) = (log, part, rows)
        return limits
    }

    /// Random documents of random lengths, some empty; the first words are much more frequent than the others.
    private func randomText(
        _ random: inout SeededGenerator, documents: ClosedRange<Int>, length: ClosedRange<Int>, words: Int
    ) -> [[String]] {
        (0..<Int.random(in: documents, using: &random)).map { _ in
            (0..<Int.random(in: length, using: &random)).map { _ in
                let rank = Int(Double(words) * pow(random.uniform(), 2))
                return String(UnicodeScalar(UInt8(97 + rank % 26))) + String(repeating: "z", count: rank / 26)
            }
        }
    }

    private func joined(_ lines: [[String]]) -> String {
        lines.map { $0.joined(separator: " ") }.joined(separator: "\n")
    }

    @Test("agrees with a naive counter on 1,000 random texts, whatever the threads and limits")
    func naive() throws {
        var random = SeededGenerator(seed: 7)
        for trial in 0..<1000 {
            let lines = randomText(
                &random, documents: 1...8, length: 0...40, words: Int.random(in: 2...200, using: &random))
            let words = Set(lines.joined())
            guard words.count >= 2 else { continue }
            let size = Int.random(in: 2...words.count, using: &random)
            let window = Int.random(in: 1...24, using: &random)
            let expected = NaiveCounts(lines, vocabulary: size, window: window)
            guard expected.longestDocument > window else { continue }
            var limits = limits(
                log: [0, 2_000, .max / 2].randomElement(using: &random)!,
                part: [0, 1_000, .max / 2].randomElement(using: &random)!,
                rows: [0, 500, .max / 2].randomElement(using: &random)!)
            limits.batch = [1, 50, 1 << 16].randomElement(using: &random)!
            limits.narrowSum = [1, 2_000, UInt64(UInt32.max)].randomElement(using: &random)!
            let counts = try count(
                joined(lines), vocabulary: size, window: window, threads: [1, 2, 7].randomElement(using: &random)!,
                limits: limits)
            #expect(counts.vocabulary.words == expected.words, "trial \(trial)")
            #expect(dense(counts) == expected.matrix, "trial \(trial)")
            #expect(counts.marginals == expected.matrix.map { $0.reduce(0, +) }, "trial \(trial)")
            for row in 0..<size {
                let columns = counts.columns[counts.rowOffsets[row]..<counts.rowOffsets[row + 1]]
                #expect(zip(columns, columns.dropFirst()).allSatisfy { $0 < $1 }, "trial \(trial)")
            }
        }
    }

    @Test("gives the same rows for 1, 2 and 7 threads, any parts, and in memory or on disk")
    func deterministic() throws {
        var random = SeededGenerator(seed: 11)
        // So many words that both ways of writing down a row are taken, and several slices of the index.
        let text = joined(randomText(&random, documents: 300...300, length: 0...1200, words: 3000))
        let reference = try count(text, vocabulary: 2500, window: 6, threads: 1)
        #expect(reference.rowOffsets.contains { $0 > 100_000 })
        for threads in [1, 2, 7] {
            for limits in [
                limits(), limits(part: 300_000), limits(part: 20_000, rows: 0),
                limits(log: 0, part: 100_000, rows: 50_000),
            ] {
                let files = Mutex(0)
                var limits = limits
                limits.makeFile = {
                    files.withLock { $0 += 1 }
                    return try SpillFile()
                }
                let counts = try count(text, vocabulary: 2500, window: 6, threads: threads, limits: limits)
                #expect(counts.rowOffsets == reference.rowOffsets)
                #expect(counts.columns == reference.columns)
                #expect(counts.values.elementsEqual(reference.values))
                #expect(counts.fingerprint == reference.fingerprint)
                // The numbers of the words; the parts' rows; the sums of these.
                let expected = limits.log == 0 ? 3 : limits.rows == 0 ? 2 : 0
                #expect(files.withLock { $0 } == expected)
            }
        }
    }

    @Test("keeps to the budget of its context, in which its result has room")
    func budget() throws {
        var random = SeededGenerator(seed: 5)
        let text = joined(randomText(&random, documents: 20...20, length: 1000...1000, words: 40))
        let reference = try count(text, vocabulary: 30, window: 4)
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try Data(text.utf8).write(to: file)
            let corpus = TextCorpus(name: "tiny", file: file, documents: .lines)
            // 900 counts of 8 bytes, 31 offsets and 30 sums; the text's 20,000 words do not fit.
            #expect(reference.nonzeroCount == 900)
            let needed = 900 * 8 + 61 * 8
            for memory in [needed, 20_000, 200_000] {
                let counts = try ComputeContext.$current.withValue(ComputeContext(memory: memory)) {
                    try corpus.cooccurrences(vocabulary: 30, window: 4)
                }
                #expect(dense(counts) == dense(reference))
            }
            let error = #expect(throws: CorpusError.self) {
                try ComputeContext.$current.withValue(ComputeContext(memory: needed - 1)) {
                    try corpus.cooccurrences(vocabulary: 30, window: 4)
                }
            }
            #expect(error == .countsTooLarge(vocabulary: 30, needed: needed, allowed: needed - 1))
            #expect(
                error?.description
                    == "the counts among 30 words take 7688 bytes of memory, and 7687 bytes are allowed")
            #expect(error?.remedy == "Allow more with \(.memory), or ask for fewer words: \(.vocabulary(nil)).")
            #expect(
                CorpusError.countsTooLarge(vocabulary: 30, needed: 1_000_001, allowed: 1_000_000).description
                    == "the counts among 30 words take 2 MB of memory, and 1 MB are allowed")
        }
    }

    @Test("takes the most frequent words, of ties the first in the alphabet, for a vocabulary of any size")
    func ties() throws {
        var random = SeededGenerator(seed: 5)
        for (words, occurrences) in [(2, 1), (60, 1), (60, 2), (400, 3)] {
            let counts = (0..<words).map { number in
                (
                    word: "w" + String(number, radix: 2).replacing("0", with: "a").replacing("1", with: "b"),
                    count: Int.random(in: 1...occurrences, using: &random)
                )
            }
            let text = counts.flatMap { Array(repeating: $0.word, count: $0.count) }.shuffled(using: &random)
            let ordered = counts.sorted { ($1.count, $0.word) < ($0.count, $1.word) }.map(\.word)
            for size in Set([2, 7, words / 2, words - 1, words]) where 2...words ~= size {
                let vocabulary = try count(text.joined(separator: " "), vocabulary: size, window: 1).vocabulary
                #expect(vocabulary.words == Array(ordered[..<size]))
            }
        }
    }

    @Test("adds up to what a formula says: one word, and words that come by turns", arguments: [1, 2, 16, 100])
    func formulas(window: Int) throws {
        // At distance j there are n − j pairs, seen from both ends.
        func total(_ length: Int) -> Int {
            (1...window).reduce(0) { $0 + 2 * (window + 1 - $1) * max(0, length - $1) }
        }
        let same = try count(
            String(repeating: "a ", count: 5000) + "\n" + String(repeating: "a ", count: 7), vocabulary: 1,
            window: window)
        #expect(dense(same) == [[total(5000) + total(7)]])

        let period = 5
        let cycle = try count(String(repeating: "a b c d e ", count: 200), vocabulary: period, window: window)
        #expect(cycle.total == total(1000))
        #expect(cycle.marginals.reduce(0, +) == cycle.total)
        // Words meet at distances that differ by multiples of the period.
        for row in 0..<period {
            for column in 0..<period {
                var expected = 0
                for left in stride(from: row, to: 1000, by: period) {
                    for distance in 1...window where left + distance < 1000 && (left + distance) % period == column {
                        expected += window + 1 - distance
                    }
                }
                for left in stride(from: column, to: 1000, by: period) {
                    for distance in 1...window where left + distance < 1000 && (left + distance) % period == row {
                        expected += window + 1 - distance
                    }
                }
                #expect(cycle[row, column] == expected)
            }
        }
    }

    @Test("is right beyond 32 bits, for a row in parts of the text and for all of it")
    func wide() throws {
        let (length, window) = (6000, 1000)
        let text = String(repeating: "a ", count: length)
        let expected = (1...window).reduce(0) { $0 + 2 * (window + 1 - $1) * (length - $1) }
        #expect(expected > Int(UInt32.max))
        for limits in [limits(), limits(part: 0), limits(part: 0, rows: 0)] {
            let counts = try count(text, vocabulary: 1, window: window, limits: limits)
            #expect(dense(counts) == [[expected]])
            #expect(counts.marginals == [expected])
        }
    }

    @Test("ends in an error that names the folder when the disk is full, wherever that happens")
    func fullDisk() throws {
        let text = String(repeating: "a b c a d ", count: 3000)
        for limits in [limits(log: 0), limits(rows: 0), limits(part: 0, rows: 0)] {
            var limits = limits
            limits.makeFile = { SpillFile(descriptor: open("/dev/full", O_RDWR), folder: "/the/folder") }
            let error = #expect(throws: SpillError.self) {
                try count(text, vocabulary: 4, window: 2, limits: limits)
            }
            #expect(error == .full(folder: "/the/folder"))
            #expect(error?.description == "/the/folder has no room left for what does not fit in memory")
            #expect(
                error?.remedy
                    == "Free space there, set TMPDIR to a folder on another disk, or allow more memory with \(.memory)."
            )
        }
    }

    @Test("keeps what does not fit in a file that has no name")
    func spillFile() throws {
        try withTemporaryFolder { folder in
            let file = try SpillFile(folder: folder)
            let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
            #expect(file.reserve(10) == 0)
            let place = file.reserve(bytes.count)
            #expect(place == 10)
            try bytes.withUnsafeBytes { try file.write($0, at: place) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
            var read = [UInt8](repeating: 0, count: 1000)
            try read.withUnsafeMutableBytes { try file.read(into: $0, at: place) }
            #expect(read == bytes)
            #expect(throws: SpillError.self) {
                try read.withUnsafeMutableBytes { try file.read(into: $0, at: place + 1) }
            }
            let gone = folder.appending(path: "gone")
            let error = #expect(throws: SpillError.self) { try SpillFile(folder: gone) }
            #expect(
                error?.description
                    == "\(gone.path) cannot hold what does not fit in memory: no such file or directory")
        }
    }

    @Test("logs numbers in memory or on disk alike", arguments: [0, 10_000, 1_000_000])
    func log(memory: Int) throws {
        for count in [0, 1, 255, 256, 257, 5000, 70_000] {
            let log = NumberLog(memory: memory)
            for number in 0..<count { try log.append(UInt32(number) &* 2_654_435_761) }
            #expect(log.count == count)
            for consuming in [false, true] {
                var next = 0
                try log.forEachBlock(consuming: consuming) { block in
                    for number in block {
                        #expect(number == UInt32(next) &* 2_654_435_761)
                        next += 1
                    }
                }
                #expect(next == count)
            }
        }
    }

    @Test("counting that is to stop, stops, while it reads and while it counts", arguments: [1, 2, 3])
    func cancelled(time: Int) throws {
        let asked = Atomic(0)
        let context = ComputeContext(isCancelled: { asked.add(1, ordering: .relaxed).newValue >= time })
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try Data(String(repeating: "a b c d e f\n", count: 1000).utf8).write(to: file)
            #expect(throws: CancellationError.self) {
                try ComputeContext.$current.withValue(context) {
                    try TextCorpus(name: "tiny", file: file).cooccurrences(vocabulary: 6, window: 2)
                }
            }
        }
    }
}
