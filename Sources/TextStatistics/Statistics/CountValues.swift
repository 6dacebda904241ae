/// Counts, whose sum is less than 2⁶³: whole numbers to those who read them, kept in 32 bits where all of them fit.
public struct CountValues: RandomAccessCollection, Equatable, Sendable {
    @usableFromInline enum Storage: Equatable, Sendable {
        case narrow([UInt32])
        case wide([UInt64])
    }
    @usableFromInline let storage: Storage

    /// Keeps counts in as few bits as they need. Cost: one look at each, and a copy where they fit in 32 bits.
    public init(_ values: [Int]) {
        storage =
            values.allSatisfy { $0 <= UInt32.max }
            ? .narrow(values.map(UInt32.init)) : .wide(values.map { UInt64($0) })
    }

    /// Counts that fit in 32 bits.
    init(narrow: [UInt32]) { storage = .narrow(narrow) }

    /// Counts of which some do not.
    init(wide: [UInt64]) { storage = .wide(wide) }

    /// The sum of a range of them.
    func sum(of range: Range<Int>) -> Int {
        switch storage {
        case .narrow(let values): values[range].reduce(0) { $0 &+ Int($1) }
        case .wide(let values): values[range].reduce(0) { $0 &+ Int($1) }
        }
    }

    /// Whether the sum of all is less than 2⁶³, as it must be before anything else is asked.
    var hasSum: Bool {
        guard case .wide(let values) = storage else { return true }
        var sum = 0
        for value in values {
            guard let value = Int(exactly: value) else { return false }
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
    @inlinable public subscript(index: Int) -> Int {
        switch storage {
        case .narrow(let values): Int(values[index])
        case .wide(let values): Int(truncatingIfNeeded: values[index])
        }
    }
}
