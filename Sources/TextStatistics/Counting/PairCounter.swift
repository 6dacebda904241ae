import Computation
import Synchronization

/// Counts the pairs of a text that is given word by word, part by part, and puts the parts together.
final class PairCounter<Number: WordNumber> {
    private let size: Int
    private let window: Int
    private let limits: CountingLimits
    /// The words whose rows are made together, batch by batch.
    private let batches: [Range<Int>]
    private let workspaces: RowWorkspacePool
    private let store: RowStore
    private var part: TextPart<Number>?
    /// The rows of each part that is done.
    private var parts: [[RowBatch]] = []
    private let visited = Tally()
    private let total: Int

    /// - Parameters:
    ///   - occurrences: How often each word of the vocabulary is going to come.
    ///   - documents: How many documents with words are going to come.
    init(occurrences: [Int], documents: Int, window: Int, limits: CountingLimits) {
        size = occurrences.count
        self.window = window
        self.limits = limits
        total = occurrences.reduce(0, +)
        batches = Self.batches(occurrences, window: window, limit: limits.batch)
        workspaces = RowWorkspacePool(size: size, batch: limits.batch)
        store = RowStore(memory: limits.rows, makeFile: limits.makeFile)
        let length = total + (documents + 1) * window
        // A part that is little longer than its overlap with the next would only be copied to and fro.
        let most = min(max(limits.part / TextPart<Number>.stride, 4 * window + 64), Int(UInt32.max) - 2 * window)
        part = TextPart(capacity: min(length, most), size: size, window: window)
    }

    /// Consecutive words that together need at most `limit` additions, or a word that needs more.
    private static func batches(_ occurrences: [Int], window: Int, limit: Int) -> [Range<Int>] {
        var batches: [Range<Int>] = []
        var start = 0
        var additions = 0
        for (word, count) in occurrences.enumerated() {
            let needed = count * 2 * window
            if word > start, additions + needed > limit {
                batches.append(start..<word)
                (start, additions) = (word, 0)
            }
            additions += needed
        }
        batches.append(start..<occurrences.count)
        return batches
    }

    /// Counts a text, which is used up: words in numbers of its own, and borders. `translation` says of each of them its
    /// number in the vocabulary, or a border for words to be dropped. Throws ``SpillError``.
    func count(_ log: NumberLog, translation: [UInt32]) throws {
        guard let part else { return }
        try translation.withUnsafeBufferPointer { translation in
            try log.forEachBlock(consuming: true) { block in
                var index = 0
                while index < block.count || part.missingBorders > 0 {
                    if part.isFull {
                        try countPart(part)
                        part.startNext()
                    }
                    part.take(block, from: &index, translation: translation)
                }
            }
        }
    }

    /// The rows of all words, batch by batch, when the text has ended. Throws ``SpillError``.
    func finish() throws -> [RowBatch] {
        if let part, part.hasCentres || parts.isEmpty { try countPart(part) }
        part = nil
        guard parts.count > 1 else { return parts[0] }
        let sum = RowStore(memory: limits.rows, makeFile: limits.makeFile)
        let (parts, batches, workspaces) = (parts, batches, workspaces)
        self.parts = []
        let context = ComputeContext.current
        let merged = Tally()
        return try concurrentChunks(count: batches.count, chunk: 1) { index in
            try context.checkCancellation()
            defer {
                let done = merged.add(1)
                context.progress("putting counts together", Double(done) / Double(batches.count))
            }
            return try workspaces.withWorkspace {
                try add(parts.map { $0[index.lowerBound] }, using: $0, into: sum)
            }
        }
    }

    private func countPart(_ part: TextPart<Number>) throws {
        part.makeIndex()
        let (batches, workspaces, store, visited, total) = (batches, workspaces, store, visited, total)
        let (window, limit) = (window, limits.narrowSum)
        nonisolated(unsafe) let part = part
        let context = ComputeContext.current
        parts.append(
            try concurrentChunks(count: batches.count, chunk: 1) { index in
                try context.checkCancellation()
                let words = batches[index.lowerBound]
                let batch = try workspaces.withWorkspace {
                    try countRows(of: words, in: part, window: window, narrowSum: limit, using: $0, into: store)
                }
                let step = words.reduce(0) { $0 + part.positions(of: $1).count }
                let done = visited.add(step)
                context.progress("counting pairs of words", Double(done) / Double(max(1, total)))
                return batch
            })
    }
}

/// A sum that many threads add to.
private final class Tally: Sendable {
    private let value = Atomic(0)

    /// Returns the new sum.
    func add(_ step: Int) -> Int { value.wrappingAdd(step, ordering: .relaxed).newValue }
}

/// The rows of some words in a part of the text.
///
/// A column of a row gets at most L (L + 1) for each occurrence of the row's word, the sum of all weights in a
/// window; so the row is cleared into a wider one before as many occurrences as could exceed `narrowSum`.
private func countRows<Number: WordNumber>(
    of words: Range<Int>, in part: TextPart<Number>, window: Int, narrowSum: UInt64,
    using workspace: RowWorkspace, into store: RowStore
) throws -> RowBatch {
    let most = max(1, Int(narrowSum / UInt64(window * (window + 1))))
    let isWide = words.contains { part.positions(of: $0).count > most }
    let row = workspace.row
    for word in words {
        let positions = part.positions(of: word)
        if positions.isEmpty {
            workspace.skipRow()
        } else if isWide {
            for start in stride(from: 0, to: positions.count, by: most) {
                let end = min(positions.count, start + most)
                row.add(
                    neighboursOf: UnsafeBufferPointer(rebasing: positions[start..<end]), in: part.numbers,
                    window: window)
                row.move(to: workspace.wideRow)
            }
            workspace.drainWideRow(isMarked: false)
        } else {
            let isRare = row.isSparse(additions: positions.count * (2 * window + 1))
            if isRare { row.mark(neighboursOf: positions, in: part.numbers, window: window) }
            row.add(neighboursOf: positions, in: part.numbers, window: window)
            workspace.drainRow(isMarked: isRare)
        }
    }
    return try workspace.finishBatch(isWide: isWide, in: store)
}

/// The sum of batches of rows of the same words, which are given back.
private func add(_ batches: [RowBatch], using workspace: RowWorkspace, into store: RowStore) throws -> RowBatch {
    let rows = batches[0].rows
    let row = workspace.wideRow
    if rows == 1 {
        // One after the other: the row of a frequent word is long, but in several rows there are few entries.
        for batch in batches {
            row.add(0..<batch.entries, of: try batch.view(using: workspace.buffer(0)))
            batch.discard()
        }
        workspace.drainWideRow(isMarked: true)
    } else {
        let views = try batches.indices.map { try batches[$0].view(using: workspace.buffer($0)) }
        var next = Array(repeating: 0, count: views.count)
        for index in 0..<rows {
            for (part, view) in views.enumerated() {
                let end = next[part] + Int(view.lengths[index])
                row.add(next[part]..<end, of: view)
                next[part] = end
            }
            workspace.drainWideRow(isMarked: true)
        }
        for batch in batches { batch.discard() }
    }
    return try workspace.finishBatch(isWide: true, in: store)
}
