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
        case memory(Pages)
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
        case .memory(let pages):
            return RowBatchView(self, at: UnsafeRawPointer(pages.start))
        case .disk(let file, let offset):
            let bytes = buffer.room(size)
            try file.read(into: bytes, at: offset)
            return RowBatchView(self, at: UnsafeRawPointer(bytes.baseAddress!))
        }
    }

    /// Gives its memory back; it must not be read again. A file's room is given back with the last of its batches.
    func discard() {
        if case .memory(let pages) = place { pages.discard() }
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
        var memory: Int
        var file: SpillFile?
    }
    private let state: Mutex<State>
    private let makeFile: @Sendable () throws -> SpillFile

    /// An empty store that takes up to `memory` bytes of memory.
    init(memory: Int, makeFile: @escaping @Sendable () throws -> SpillFile) {
        state = Mutex(State(memory: memory))
        self.makeFile = makeFile
    }

    /// Keeps a copy of a batch; `values` are its values' bytes. Throws ``SpillError``.
    func keep(
        isWide: Bool, values: UnsafeRawBufferPointer, columns: UnsafeBufferPointer<Int32>,
        lengths: UnsafeBufferPointer<UInt32>
    ) throws -> RowBatch {
        let size = RowBatch.size(entries: columns.count, rows: lengths.count, isWide: isWide)
        let parts = [values, UnsafeRawBufferPointer(columns), UnsafeRawBufferPointer(lengths)]
        let file: SpillFile? = try state.withLock { state in
            if size <= state.memory {
                state.memory -= size
                return nil
            }
            if state.file == nil { state.file = try makeFile() }
            return state.file
        }
        let place: RowBatch.Place
        if let file {
            var offset = file.reserve(size)
            place = .disk(file, offset: offset)
            for part in parts {
                try file.write(part, at: offset)
                offset += part.count
            }
        } else {
            let pages = Pages(size)
            place = .memory(pages)
            var end = pages.start
            for part in parts where part.count > 0 {
                end.copyMemory(from: part.baseAddress!, byteCount: part.count)
                end += part.count
            }
        }
        return RowBatch(entries: columns.count, rows: lengths.count, isWide: isWide, place: place)
    }
}

/// Memory that goes back to the system when it is given back, which `free` does not promise.
private final class Pages: Sendable {
    nonisolated(unsafe) private(set) var start: UnsafeMutableRawPointer
    nonisolated(unsafe) private var size: Int

    init(_ size: Int) {
        self.size = max(1, size)
        start = mmap(nil, self.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        precondition(start != MAP_FAILED, "no memory is left")
    }

    deinit { discard() }

    /// Called by the one thread that uses the pages last.
    func discard() {
        if size > 0 { munmap(start, size) }
        size = 0
    }
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
