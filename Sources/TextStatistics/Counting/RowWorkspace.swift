import Synchronization

/// What a thread needs to make batches of rows; used again and again, by one thread at a time.
final class RowWorkspace: @unchecked Sendable {
    let row: DenseRow<UInt32>
    /// Made when first used: parts need it to be put together, and texts so long that sums need 64 bits.
    private(set) lazy var wideRow = DenseRow<UInt64>(size: size)
    let columns: UnsafeMutablePointer<Int32>
    /// Room for as many values as columns, of 32 or of 64 bits.
    private let values: UnsafeMutableRawPointer
    /// For batches that are on disk.
    private var buffers: [GrowingBuffer] = []
    private let size: Int
    private let capacity: Int
    /// The batch that is being made.
    private var lengths: [UInt32] = []
    private var entries = 0

    /// For rows of `size` columns, and batches of several rows with no more than `batch` entries.
    init(size: Int, batch: Int) {
        self.size = size
        // One more for zeros, which are written before they are known to be zeros.
        capacity = max(size, batch) + 1
        row = DenseRow(size: size)
        columns = .allocate(capacity: capacity)
        values = .allocate(byteCount: capacity * 8, alignment: 16)
    }

    deinit {
        columns.deallocate()
        values.deallocate()
    }

    /// The buffer for a part's batch.
    func buffer(_ part: Int) -> GrowingBuffer {
        while buffers.count <= part { buffers.append(GrowingBuffer()) }
        return buffers[part]
    }

    /// Writes down ``row`` as the batch's next row.
    func drainRow(isMarked: Bool) { drain(row, isMarked: isMarked) }

    /// Writes down ``wideRow`` as the batch's next row; a batch is of rows of one kind.
    func drainWideRow(isMarked: Bool) { drain(wideRow, isMarked: isMarked) }

    /// Writes down an empty row.
    func skipRow() { lengths.append(0) }

    private func drain<Sum>(_ row: DenseRow<Sum>, isMarked: Bool) {
        let columns = columns + entries
        let values = values.assumingMemoryBound(to: Sum.self) + entries
        let count = isMarked ? row.drainMarked(into: columns, values) : row.drain(into: columns, values)
        lengths.append(UInt32(count))
        entries += count
    }

    /// The batch made of the rows since the last one. Wide values are narrowed where all of them fit. Throws
    /// ``SpillError``.
    func finishBatch(isWide: Bool, in store: RowStore) throws -> RowBatch {
        defer {
            lengths.removeAll(keepingCapacity: true)
            entries = 0
        }
        let isWide = isWide && !narrowValues()
        return try lengths.withUnsafeBufferPointer { lengths in
            try store.keep(
                isWide: isWide, values: UnsafeRawBufferPointer(start: values, count: entries * (isWide ? 8 : 4)),
                columns: UnsafeBufferPointer(start: columns, count: entries), lengths: lengths)
        }
    }

    /// Turns the values from 64 bits to 32, in place, where that loses nothing.
    private func narrowValues() -> Bool {
        let (wide, narrow) = (
            values.assumingMemoryBound(to: UInt64.self), values.assumingMemoryBound(to: UInt32.self)
        )
        var bits: UInt64 = 0
        for index in 0..<entries { bits |= wide[index] }
        guard bits <= UInt64(UInt32.max) else { return false }
        for index in 0..<entries { narrow[index] = UInt32(truncatingIfNeeded: wide[index]) }
        return true
    }
}

/// Lends each thread a workspace.
final class RowWorkspacePool: Sendable {
    private let free = Mutex<[RowWorkspace]>([])
    private let size: Int
    private let batch: Int

    init(size: Int, batch: Int) {
        self.size = size
        self.batch = batch
    }

    /// Runs `body` with a workspace that nobody else uses. One in which it fails may be left with half a batch in it, and
    /// is not lent again.
    func withWorkspace<Value>(_ body: (RowWorkspace) throws -> Value) rethrows -> Value {
        let workspace = free.withLock { $0.popLast() } ?? RowWorkspace(size: size, batch: batch)
        let value = try body(workspace)
        free.withLock { $0.append(workspace) }
        return value
    }
}
