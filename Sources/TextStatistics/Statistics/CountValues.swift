/// Counts, each of 64 bits to those who read them. They are kept in 32 bits where all of them fit.
public struct CountValues: RandomAccessCollection, Equatable, Sendable {
    @usableFromInline enum Storage: Equatable, Sendable {
        case narrow([UInt32])
        case wide([UInt64])
    }
    @usableFromInline let storage: Storage

    /// Keeps counts in as few bits as they need. Cost: one look at each, and a copy where they fit in 32 bits.
    public init(_ values: [UInt64]) {
        storage =
            values.allSatisfy { $0 <= UInt64(UInt32.max) }
            ? .narrow(values.map(UInt32.init(truncatingIfNeeded:))) : .wide(values)
    }

    /// Counts that fit in 32 bits.
    init(narrow: [UInt32]) { storage = .narrow(narrow) }

    /// Counts of which some do not.
    init(wide: [UInt64]) { storage = .wide(wide) }

    /// The sum of a range of them, which must be less than 2⁶⁴.
    func sum(of range: Range<Int>) -> UInt64 {
        switch storage {
        case .narrow(let values): values[range].reduce(0) { $0 &+ UInt64($1) }
        case .wide(let values): values[range].reduce(0, +)
        }
    }

    /// Whether the sum of all fits in 64 bits.
    var hasSum: Bool {
        var sum: UInt64 = 0
        for value in self {
            let (next, overflow) = sum.addingReportingOverflow(value)
            if overflow { return false }
            sum = next
        }
        return true
    }

    /// 0.
    @inlinable public var startIndex: Int { 0 }

    /// How many there are.
    @inlinable public var endIndex: Int {
        switch storage {
        case .narrow(let values): values.count
        case .wide(let values): values.count
        }
    }

    /// A count.
    @inlinable public subscript(index: Int) -> UInt64 {
        switch storage {
        case .narrow(let values): UInt64(values[index])
        case .wide(let values): values[index]
        }
    }
}
