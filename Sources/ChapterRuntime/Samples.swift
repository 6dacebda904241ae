public import BookModel

// Summaries of a list of numbers, which chapters need over and over.

extension Collection where Element == Double {
    /// The arithmetic mean; NaN of an empty list.
    public var mean: Double { reduce(0, +) / Double(count) }

    /// The middle value, or the mean of the two middle ones; NaN of an empty list.
    public var median: Double {
        guard !isEmpty else { return .nan }
        let sorted = sorted()
        let middle = count / 2
        return count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// The standard deviation of a sample, with n − 1 below; NaN of fewer than two numbers.
    public var standardDeviation: Double {
        guard count > 1 else { return .nan }
        let mean = mean
        return (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)).squareRoot()
    }

    /// The mean of each number with its neighbours, so many in all; fewer at the ends.
    public func movingAverage(width: Int) -> [Double] {
        let values = Array(self)
        return values.indices.map { index in
            values[Swift.max(0, index - width / 2)...Swift.min(values.count - 1, index + width / 2)].mean
        }
    }
}

extension Estimate {
    /// The mean of independent measurements, such as one for each seed, with its standard error; NaN of none.
    public init(_ measurements: [Double]) {
        self.init(
            mean: measurements.mean,
            standardError: measurements.count > 1
                ? measurements.standardDeviation / Double(measurements.count).squareRoot() : nil)
    }
}
