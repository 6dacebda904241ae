import CPrefetch

/// The number of a word of the vocabulary in a text, or of a border: 16 bits hold most vocabularies, and then the
/// neighbours of a word are one or two cache lines.
protocol WordNumber: FixedWidthInteger, UnsignedInteger, BitwiseCopyable, Sendable {}
extension UInt16: WordNumber {}
extension UInt32: WordNumber {}

/// Borders between documents have the numbers V, V + 1, …, by turns. These are columns that nobody reads: so a window
/// may reach over a border without a test, and additions to them need not wait for each other.
let borderColumns = 8

/// One row of the counts in full, which a thread adds to.
///
/// The method: neighbours are added blindly. Documents are far enough apart that a window that leaves its document ends
/// in borders, so there is no branch in the inner loop; where the next neighbours are is known, so they are fetched
/// ahead. The rows of rare words are not searched in full for what is not zero: the blocks of 64 columns that can
/// have been touched are marked beforehand.
///
/// Hot functions name the types that they are compiled for, as builds that are not optimised as a whole compile them for
/// any.
///
/// The time goes into the additions themselves, about 1.5 cycles each (a load of the neighbour, and a load, an addition
/// and a store in the row, which is in the nearest caches), and for larger vocabularies into writing down the row.
final class DenseRow<Sum: FixedWidthInteger & UnsignedInteger & BitwiseCopyable> {
    /// Block b is of columns 64 b, 64 b + 1, …
    private static var blockBits: Int { 6 }
    /// How many positions ahead the neighbours are fetched: the time of some 200 additions.
    static var fetchDistance: Int { 12 }

    private let sums: UnsafeMutablePointer<Sum>
    private let marks: UnsafeMutablePointer<UInt8>
    private let size: Int
    private let blocks: Int

    /// A row of zeros.
    init(size: Int) {
        self.size = size
        blocks = (size >> Self.blockBits) + 1
        // Whole blocks, which take in the columns of borders unless they are many.
        let length = max(blocks << Self.blockBits, size + borderColumns)
        sums = .allocate(capacity: length)
        sums.initialize(repeating: 0, count: length)
        marks = .allocate(capacity: blocks)
        marks.initialize(repeating: 0, count: blocks)
    }

    deinit {
        sums.deallocate()
        marks.deallocate()
    }

    /// Adds the weights window, window − 1, …, 1 of the words after and before each position.
    ///
    /// - Parameters:
    ///   - positions: Positions in `text`; after them ``fetchDistance`` more must be readable, of any value.
    ///   - text: It goes on for `window` numbers before and after each position.
    @specialized(where Sum == UInt32, Number == UInt16)
    @specialized(where Sum == UInt32, Number == UInt32)
    func add<Number: WordNumber>(
        neighboursOf positions: UnsafeBufferPointer<UInt32>, in text: UnsafePointer<Number>, window: Int
    ) {
        guard let next = positions.baseAddress else { return }
        let window32 = Sum(truncatingIfNeeded: window)
        for index in 0..<positions.count {
            let ahead = text + Int(next[index + Self.fetchDistance])
            prefetch(ahead - window)
            prefetch(ahead + window)
            let before = text + Int(next[index]) - window
            let after = text + Int(next[index]) + 1
            var weight: Sum = 0
            for step in 0..<window {
                sums[Int(after[step])] &+= window32 &- weight
                weight &+= 1
                sums[Int(before[step])] &+= weight
            }
        }
    }

    /// Marks the columns that ``add(neighboursOf:in:window:)`` adds to, for ``drainMarked(into:_:)``.
    @specialized(where Sum == UInt32, Number == UInt16)
    @specialized(where Sum == UInt32, Number == UInt32)
    func mark<Number: WordNumber>(
        neighboursOf positions: UnsafeBufferPointer<UInt32>, in text: UnsafePointer<Number>, window: Int
    ) {
        for position in positions {
            let first = text + Int(position) - window
            for step in 0...2 * window { mark(Int(first[step])) }
        }
    }

    /// Marks the block of a word or, where there is one, of a border.
    @inline(__always)
    private func mark(_ column: Int) {
        marks[min(column >> Self.blockBits, blocks - 1)] = 1
    }

    /// Whether marking the columns of so many additions is quicker than looking at all columns.
    func isSparse(additions: Int) -> Bool { additions < size / 8 }

    /// Adds some entries of a sparse row, and marks their columns.
    @specialized(where Sum == UInt64)
    func add(_ entries: Range<Int>, of view: RowBatchView) {
        for entry in entries {
            let column = Int(view.columns[entry])
            sums[column] &+= Sum(truncatingIfNeeded: view.value(entry))
            mark(column)
        }
    }

    /// Adds this row to a wider one and clears it.
    @specialized(where Sum == UInt32)
    func move(to wide: DenseRow<UInt64>) {
        for column in 0..<size where sums[column] != 0 {
            wide.sums[column] &+= UInt64(truncatingIfNeeded: sums[column])
            sums[column] = 0
        }
        clearBorders()
    }

    /// Writes down the columns that are not zero, ascending, clears the row, and returns how many they were.
    ///
    /// There must be room for one more.
    @specialized(where Sum == UInt32)
    @specialized(where Sum == UInt64)
    func drain(into columns: UnsafeMutablePointer<Int32>, _ values: UnsafeMutablePointer<Sum>) -> Int {
        clearBorders()
        var count = 0
        for block in 0..<blocks { drain(block, into: columns, values, &count) }
        return count
    }

    /// As ``drain(into:_:)``, for a row in which all columns that are not zero have been marked.
    @specialized(where Sum == UInt32)
    @specialized(where Sum == UInt64)
    func drainMarked(into columns: UnsafeMutablePointer<Int32>, _ values: UnsafeMutablePointer<Sum>) -> Int {
        clearBorders()
        var count = 0
        var block = 0
        while block < blocks {
            // Eight marks at a time while there are none.
            if block + 8 <= blocks, UnsafeRawPointer(marks + block).loadUnaligned(as: UInt64.self) == 0 {
                block += 8
                continue
            }
            if marks[block] != 0 {
                marks[block] = 0
                drain(block, into: columns, values, &count)
            }
            block += 1
        }
        return count
    }

    @inline(__always)
    private func drain(
        _ block: Int, into columns: UnsafeMutablePointer<Int32>, _ values: UnsafeMutablePointer<Sum>, _ count: inout Int
    ) {
        var first = block << Self.blockBits
        let end = first + (1 << Self.blockBits)
        let group = 16
        while first < end {
            var any: Sum = 0
            for column in first..<first + group { any |= sums[column] }
            if any != 0 {
                // Zeros are written too, and overwritten by the next: cheaper than a branch that nobody can foresee.
                for column in first..<first + group {
                    columns[count] = Int32(truncatingIfNeeded: column)
                    values[count] = sums[column]
                    count &+= sums[column] != 0 ? 1 : 0
                    sums[column] = 0
                }
            }
            first += group
        }
    }

    private func clearBorders() {
        for column in size..<size + borderColumns { sums[column] = 0 }
    }
}
