/// A long list of numbers that is written once and then read in its order: in memory up to a limit, and on disk
/// altogether as soon as it is longer.
final class NumberLog {
    /// How many numbers there are.
    @exclusivity(unchecked) private(set) var count = 0
    private let blockLength: Int
    private let memory: Int
    private let makeFile: () throws -> SpillFile
    /// All blocks are full but the last, which is being written.
    private var blocks: [UnsafeMutableBufferPointer<UInt32>] = []
    /// How many numbers are on disk; they come first.
    private var spilled = 0
    private var file: SpillFile?
    @exclusivity(unchecked) private var next: UnsafeMutablePointer<UInt32>
    @exclusivity(unchecked) private var end: UnsafeMutablePointer<UInt32>

    /// An empty list that takes up to `memory` bytes of memory, and one block at least.
    init(memory: Int, makeFile: @escaping () throws -> SpillFile = { try SpillFile() }) {
        self.memory = memory
        self.makeFile = makeFile
        blockLength = max(1 << 8, min(1 << 18, memory / 64))
        let first = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: blockLength)
        blocks = [first]
        next = first.baseAddress!
        end = next + blockLength
    }

    deinit { for block in blocks { block.deallocate() } }

    /// Adds a number at the end. Throws ``SpillError``.
    @inline(__always)
    func append(_ number: UInt32) throws {
        next.initialize(to: number)
        next += 1
        count += 1
        if next == end { try startBlock() }
    }

    private func startBlock() throws {
        if file == nil, (blocks.count + 1) * blockLength * MemoryLayout<UInt32>.stride > memory {
            file = try makeFile()
        }
        var free: UnsafeMutableBufferPointer<UInt32>?
        if let file {
            for block in blocks {
                let bytes = UnsafeRawBufferPointer(block)
                try file.write(bytes, at: file.reserve(bytes.count))
                spilled += block.count
            }
            free = blocks.popLast()
            for block in blocks { block.deallocate() }
            blocks = []
        }
        let block = free ?? .allocate(capacity: blockLength)
        blocks.append(block)
        next = block.baseAddress!
        end = next + blockLength
    }

    /// Calls `body` with all numbers, block by block. With `consuming`, the memory of a block is given back right
    /// after, and the list must not be used again. Throws ``SpillError`` and what `body` throws.
    func forEachBlock(consuming: Bool = false, _ body: (UnsafeBufferPointer<UInt32>) throws -> Void) throws {
        if let file {
            let buffer = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: blockLength)
            defer { buffer.deallocate() }
            for start in stride(from: 0, to: spilled, by: blockLength) {
                try file.read(
                    into: UnsafeMutableRawBufferPointer(buffer), at: start * MemoryLayout<UInt32>.stride)
                try body(UnsafeBufferPointer(buffer))
            }
        }
        var rest = count - spilled
        for index in blocks.indices {
            let filled = min(rest, blockLength)
            try body(UnsafeBufferPointer(rebasing: blocks[index][..<filled]))
            rest -= filled
            if consuming {
                blocks[index].deallocate()
                blocks[index] = UnsafeMutableBufferPointer(start: nil, count: 0)
            }
        }
    }

    /// Copies the numbers at these places to the beginning of a buffer; nothing must be appended meanwhile. Throws
    /// ``SpillError``.
    func read(_ places: Range<Int>, into buffer: UnsafeMutableBufferPointer<UInt32>) throws {
        var place = places.lowerBound
        if let file, place < spilled, !places.isEmpty {
            // Blocks follow each other on disk without gaps.
            let part = buffer[..<(min(places.upperBound, spilled) - place)]
            try file.read(
                into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: part)),
                at: place * MemoryLayout<UInt32>.stride)
            place += part.count
        }
        while place < places.upperBound {
            let (block, first) = (place - spilled).quotientAndRemainder(dividingBy: blockLength)
            let part = blocks[block][first..<min(blockLength, first + places.upperBound - place)]
            _ = buffer[(place - places.lowerBound)...].update(fromContentsOf: part)
            place += part.count
        }
    }
}
