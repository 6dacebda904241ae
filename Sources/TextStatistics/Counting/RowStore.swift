import Foundation
import Synchronization

/// The sparse rows of some consecutive words, as one piece of memory or of a file.
///
/// Its bytes: the values, as UInt64 where `isWide` and UInt32 otherwise; the columns, Int32; each row's length, UInt32.
struct RowBatch: Sendable {
    let entries: Int
    let rows: Int
    let isWide: Bool
    fileprivate let place: Place

    fileprivate enum Place {
        case memory(Slab, offset: Int)
        case disk(SpillFile, offset: Int)
    }

    /// How many bytes it takes.
    var size: Int { Self.size(entries: entries, rows: rows, isWide: isWide) }

    fileprivate static func size(entries: Int, rows: Int, isWide: Bool) -> Int {
        entries * ((isWide ? 8 : 4) + 4) + rows * 4
    }

    /// The batch to be read: where it is in memory, otherwise in `buffer`. Good until either is discarded.
    ///
    /// Throws ``SpillError``.
    func view(using buffer: GrowingBuffer) throws -> RowBatchView {
        switch place {
        case .memory(let slab, let offset):
            return RowBatchView(self, at: UnsafeRawPointer(slab.start + offset))
        case .disk(let file, let offset):
            let bytes = buffer.room(size)
            try file.read(into: bytes, at: offset)
            return RowBatchView(self, at: UnsafeRawPointer(bytes.baseAddress!))
        }
    }

    /// Gives its memory back; it must not be read again. A file's room is given back with the last of its batches.
    func discard() {
        if case .memory(let slab, _) = place { slab.discard() }
    }
}

/// A batch of rows that can be read.
struct RowBatchView {
    let values: UnsafeRawPointer
    let isWide: Bool
    let columns: UnsafeBufferPointer<Int32>
    let lengths: UnsafeBufferPointer<UInt32>

    fileprivate init(_ batch: RowBatch, at start: UnsafeRawPointer) {
        isWide = batch.isWide
        values = start
        let columns = start + batch.entries * (batch.isWide ? 8 : 4)
        self.columns = UnsafeBufferPointer(
            start: columns.assumingMemoryBound(to: Int32.self), count: batch.entries)
        lengths = UnsafeBufferPointer(
            start: (columns + batch.entries * 4).assumingMemoryBound(to: UInt32.self), count: batch.rows)
    }

    /// The values of a batch that is not wide.
    var narrowValues: UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(start: values.assumingMemoryBound(to: UInt32.self), count: columns.count)
    }

    /// A value, whatever its width.
    @inline(__always)
    func value(_ index: Int) -> UInt64 {
        isWide
            ? values.load(fromByteOffset: index * 8, as: UInt64.self)
            : UInt64(values.load(fromByteOffset: index * 4, as: UInt32.self))
    }
}

/// Keeps batches of rows: in memory up to a limit, the others in a file. Used by many threads at once.
final class RowStore: Sendable {
    private struct State {
        /// How many more bytes of memory may be taken.
        var memory: Int
        var slab: Slab?
        var file: SpillFile?
    }
    private let state: Mutex<State>
    private let slabSize: Int
    private let makeFile: @Sendable () throws -> SpillFile

    /// An empty store that takes up to `memory` bytes of memory.
    init(memory: Int, makeFile: @escaping @Sendable () throws -> SpillFile) {
        state = Mutex(State(memory: memory))
        slabSize = min(1 << 23, memory / 8)
        self.makeFile = makeFile
    }

    deinit { state.withLock { $0.slab?.discard() } }

    /// Keeps a copy of a batch; `values` are its values' bytes. Throws ``SpillError``.
    func keep(
        isWide: Bool, values: UnsafeRawBufferPointer, columns: UnsafeBufferPointer<Int32>,
        lengths: UnsafeBufferPointer<UInt32>
    ) throws -> RowBatch {
        let size = RowBatch.size(entries: columns.count, rows: lengths.count, isWide: isWide)
        let parts = [values, UnsafeRawBufferPointer(columns), UnsafeRawBufferPointer(lengths)]
        let place = try state.withLock { try reserve(size, in: &$0) }
        switch place {
        case .memory(let slab, let offset):
            var end = slab.start + offset
            for part in parts where part.count > 0 {
                end.copyMemory(from: part.baseAddress!, byteCount: part.count)
                end += part.count
            }
        case .disk(let file, var offset):
            for part in parts {
                try file.write(part, at: offset)
                offset += part.count
            }
        }
        return RowBatch(entries: columns.count, rows: lengths.count, isWide: isWide, place: place)
    }

    private func reserve(_ size: Int, in state: inout State) throws -> RowBatch.Place {
        if let slab = state.slab, let offset = slab.reserve(size) { return .memory(slab, offset: offset) }
        let needed = max(slabSize, size)
        if needed <= state.memory, let slab = Slab(size: needed), let offset = slab.reserve(size) {
            state.memory -= needed
            state.slab?.discard()
            state.slab = slab
            return .memory(slab, offset: offset)
        }
        let file = try state.file ?? makeFile()
        state.file = file
        return .disk(file, offset: file.reserve(size))
    }
}

/// Memory for many batches, which goes back to the system as soon as all of them have been discarded.
private final class Slab: Sendable {
    nonisolated(unsafe) let start: UnsafeMutableRawPointer
    private let size: Int
    /// One for each batch that has not been discarded, and one for the store while more may come.
    private let users = Atomic(1)
    nonisolated(unsafe) private var filled = 0

    /// No slab where the system has no more memory.
    init?(size: Int) {
        self.size = max(1, size)
        guard let start = mmap(nil, self.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            start != MAP_FAILED
        else { return nil }
        self.start = start
        useLargePages(UnsafeMutableRawBufferPointer(start: start, count: size))
    }

    deinit {
        if users.load(ordering: .acquiring) > 0 { munmap(start, size) }
    }

    /// Takes bytes for a batch, at an offset for numbers of 64 bits; nil where there is no room. One thread at a time.
    func reserve(_ count: Int) -> Int? {
        guard filled + count <= size else { return nil }
        let place = filled
        filled += (count + 7) & ~7
        users.wrappingAdd(1, ordering: .relaxed)
        return place
    }

    /// Says that a batch is not needed any more, or that no more of them come.
    func discard() {
        if users.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue == 0 { munmap(start, size) }
    }
}

/// Asks the system to back a large piece of memory by large pages: taking it in small ones costs more than filling it.
package func useLargePages(_ bytes: UnsafeMutableRawBufferPointer) {
    let size = 1 << 21
    guard let start = bytes.baseAddress, bytes.count >= 2 * size else { return }
    let first = (Int(bitPattern: start) + size - 1) & ~(size - 1)
    let end = (Int(bitPattern: start) + bytes.count) & ~(size - 1)
    madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE)
}

/// A buffer that is as large as the largest use of it so far.
final class GrowingBuffer {
    private var bytes = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    deinit { bytes.deallocate() }

    /// The first `count` bytes, of any content.
    func room(_ count: Int) -> UnsafeMutableRawBufferPointer {
        if bytes.count < max(1, count) {
            bytes.deallocate()
            bytes = .allocate(byteCount: max(1, count), alignment: 16)
        }
        return UnsafeMutableRawBufferPointer(rebasing: bytes[..<count])
    }
}
