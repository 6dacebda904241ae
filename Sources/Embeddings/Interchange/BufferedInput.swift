import Files
import Foundation

/// A stream of bytes that is read in pieces of any length, each of which can be looked at without a copy.
///
/// Memory is one block, which grows to the longest piece that was asked for and was there.
final class BufferedInput {
    /// A piece up to a delimiter.
    struct Piece {
        /// What stands before the delimiter; valid until the next call.
        let bytes: UnsafeRawBufferPointer
        /// Whether the delimiter follows; otherwise the stream ends, or the piece is longer than allowed.
        let isTerminated: Bool
    }

    /// How many bytes have been handed out.
    private(set) var position = 0
    private let source: any ByteSource
    private var block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    /// What of the block is read and not handed out yet.
    private var start = 0
    private var end = 0

    init(_ source: any ByteSource) { self.source = source }

    deinit { block.deallocate() }

    /// What messages call the stream.
    var name: String { source.name }

    /// How many more bytes are expected at least; 0 where nothing is known.
    var expectedRemainder: Int { end - start + source.expectedRemainder }

    /// The next bytes, which stay to be read: as many as asked for, or as there are.
    func peek(_ count: Int) throws -> UnsafeRawBufferPointer {
        while end - start < count, try fill() {}
        return UnsafeRawBufferPointer(rebasing: block[start..<min(start + count, end)])
    }

    /// The bytes before the next `delimiter`, which is read too; nil at the end of the stream. No more than `limit`
    /// bytes are looked at.
    func piece(before delimiter: UInt8, limit: Int) throws -> Piece? {
        var searched = 0
        while true {
            let fresh = UnsafeRawBufferPointer(rebasing: block[start + searched..<end])
            if let base = fresh.baseAddress, let found = memchr(base, Int32(delimiter), fresh.count) {
                let length = UnsafeRawPointer(found) - UnsafeRawPointer(block.baseAddress! + start)
                return take(length, isTerminated: true)
            }
            searched = end - start
            if searched >= limit { return take(limit, isTerminated: false) }
            if try !fill() { return searched == 0 ? nil : take(searched, isTerminated: false) }
        }
    }

    /// Hands out so many bytes, which were peeked at, without anybody looking at them.
    func skip(_ count: Int) { _ = take(count, isTerminated: false) }

    /// Fills the front of `target` and returns how many bytes there were.
    func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
        let kept = min(target.count, end - start)
        if kept > 0 { target.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[start..<start + kept])) }
        start += kept
        let count = kept + (try source.readFully(into: UnsafeMutableRawBufferPointer(rebasing: target[kept...])))
        position += count
        return count
    }

    private func take(_ length: Int, isTerminated: Bool) -> Piece {
        let bytes = UnsafeRawBufferPointer(rebasing: block[start..<start + length])
        let consumed = length + (isTerminated ? 1 : 0)
        start += consumed
        position += consumed
        return Piece(bytes: bytes, isTerminated: isTerminated)
    }

    /// Reads on behind what is in the block; false at the end of the stream.
    private func fill() throws -> Bool {
        if start > 0 {
            block.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[start..<end]))
            (start, end) = (0, end - start)
        }
        if end == block.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * block.count, alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(block))
            block.deallocate()
            block = larger
        }
        let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: block[end...]))
        end += count
        return count > 0
    }
}

extension BufferedInput: ByteSource {}
