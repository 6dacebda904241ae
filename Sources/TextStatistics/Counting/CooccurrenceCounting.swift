import Computation
import Files

/// Exact counting by an inverted index.
///
/// For each word its positions in the text are visited, and the weights of the neighbours are added into one dense
/// row, which is then written down sparsely: see ``DenseRow``. So only one row for each thread is ever dense, every row
/// is made by one thread, and a row's sums are of integers: the result does not depend on threads, parts or memory.
///
/// `translation` says of each word in `log` its number in the vocabulary, or a border for one to be dropped; the log
/// is used up. `documents` have words of the vocabulary.
///
/// Cost: 2 · L · (words) additions. Memory: the text's numbers, in 2 or 4 bytes a word, with 4 more for the index; 8
/// bytes a count, or 12 where one exceeds 32 bits; for each thread some 32 bytes a word of the vocabulary, and a
/// megabyte. What exceeds the limits goes to disk. Throws ``SpillError``, and ``CorpusError`` where the result
/// exceeds them.
func countCooccurrences(
    in log: NumberLog, translation: [UInt32], documents: Int, vocabulary: Vocabulary, window: Int,
    fingerprint: Fingerprint, limits: CountingLimits = CountingLimits()
) throws -> Cooccurrences {
    func batches<Number: WordNumber>(_ type: Number.Type) throws -> [RowBatch] {
        let counter = PairCounter<Number>(
            occurrences: vocabulary.counts, documents: documents, window: window, limits: limits)
        try counter.count(log, translation: translation)
        return try counter.finish()
    }
    let isSmall = vocabulary.count + borderColumns <= 1 << 16
    return try Cooccurrences(
        vocabulary: vocabulary, window: window, batches: isSmall ? batches(UInt16.self) : batches(UInt32.self),
        fingerprint: fingerprint, memory: limits.result)
}

/// What a text is like when words outside the vocabulary are dropped.
struct TextSurvey {
    /// How many documents have words.
    private(set) var documents = 0
    /// The number of words of the longest.
    private(set) var longestDocument = 0

    /// Reads a text's numbers once; `translation` is as in ``countCooccurrences``.
    init(_ log: NumberLog, translation: [UInt32]) throws {
        var length = 0
        try translation.withUnsafeBufferPointer { translation in
            try log.forEachBlock { block in
                for word in block {
                    if word != TokenizedText.border {
                        length += translation[Int(word)] == TokenizedText.border ? 0 : 1
                    } else if length > 0 {
                        documents += 1
                        longestDocument = max(longestDocument, length)
                        length = 0
                    }
                }
            }
        }
    }
}

extension Cooccurrences {
    /// Joins the rows of batches, which are given back. Throws ``SpillError``, and ``CorpusError`` where the counts take
    /// more than `memory` bytes.
    init(vocabulary: Vocabulary, window: Int, batches: [RowBatch], fingerprint: Fingerprint, memory: Int) throws {
        let size = vocabulary.count
        let entries = batches.reduce(0) { $0 + $1.entries }
        let isWide = batches.contains(where: \.isWide)
        // Columns and values; row offsets and sums.
        let needed = entries * (isWide ? 12 : 8) + (2 * size + 1) * 8
        guard needed <= memory else {
            throw CorpusError.countsTooLarge(vocabulary: size, needed: needed, allowed: memory)
        }
        var offsets = [Int](repeating: 0, count: size + 1)
        var columns = uninitialized(entries, of: Int32.self)
        var narrow = uninitialized(isWide ? 0 : entries, of: UInt32.self)
        var wide = uninitialized(isWide ? entries : 0, of: UInt64.self)
        var starts: [(row: Int, entry: Int)] = []
        var start = (row: 0, entry: 0)
        for batch in batches {
            starts.append(start)
            start = (start.row + batch.rows, start.entry + batch.entries)
        }
        let firsts = starts
        try offsets.withUnsafeMutableBufferPointer { offsets in
            try columns.withUnsafeMutableBufferPointer { columns in
                try narrow.withUnsafeMutableBufferPointer { narrow in
                    try wide.withUnsafeMutableBufferPointer { wide in
                        nonisolated(unsafe) let (offsets, columns, narrow, wide) = (offsets, columns, narrow, wide)
                        try concurrentChunks(count: batches.count, chunk: 8) { indices in
                            let buffer = GrowingBuffer()
                            for index in indices {
                                let view = try batches[index].view(using: buffer)
                                let (row, entry) = firsts[index]
                                let range = entry..<entry + view.columns.count
                                _ = columns[range].update(fromContentsOf: view.columns)
                                if isWide {
                                    for place in range { wide[place] = view.value(place - entry) }
                                } else {
                                    _ = narrow[range].update(fromContentsOf: view.narrowValues)
                                }
                                var end = entry
                                for (index, length) in view.lengths.enumerated() {
                                    end += Int(length)
                                    offsets[row + index + 1] = end
                                }
                                batches[index].discard()
                            }
                        }
                    }
                }
            }
        }
        self.init(
            vocabulary: vocabulary, window: window, rowOffsets: offsets, columns: columns,
            values: isWide ? CountValues(wide: wide) : CountValues(narrow: narrow), fingerprint: fingerprint)
    }
}

/// An array of which every element is going to be written before it is read: no memory is touched yet. Where it is
/// large, it comes in large pages, as there would be a hundred thousand small ones.
private func uninitialized<Element: BitwiseCopyable>(_ count: Int, of type: Element.Type) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
        useLargePages(UnsafeMutableRawBufferPointer(buffer))
        initialized = count
    }
}

/// How counting divides its work and its memory. The counts do not depend on any of this.
struct CountingLimits: Sendable {
    /// The most bytes that the numbers of the text's words may take before they go to disk.
    var log: Int
    /// The most bytes that the different words of a text may take; more are an error, as they must be known to count them.
    var words: Int
    /// The most bytes that a part of the text with its index may take.
    var part: Int
    /// The most bytes that a part's rows may take before they go to disk.
    var rows: Int
    /// The most bytes of the result.
    var result: Int
    /// The largest sum that is kept in 32 bits.
    var narrowSum = UInt64(UInt32.max)
    /// The most additions in a batch of several rows.
    var batch = 1 << 16
    /// Makes the files for what does not fit.
    var makeFile: @Sendable () throws -> SpillFile = { try SpillFile() }

    /// An empty list for the numbers of a text's words.
    func numberLog() -> NumberLog { NumberLog(memory: log, makeFile: makeFile) }

    /// The fewest bytes for different words, whatever the budget.
    static let leastWords = 4 << 20

    /// Equal shares of a budget, in bytes, for the three things that are needed at the same time; and half of it for the
    /// different words of the text, which are needed with the first of them alone.
    init(memory: Int = ComputeContext.current.memory) {
        log = memory / 3
        words = max(memory / 2, Self.leastWords)
        part = memory / 3
        rows = memory / 3
        result = memory
    }
}
