import Foundation

/// What a series does from its first value to its last.
///
/// A series rises or falls if Spearman's rank correlation of its values with their places (Spearman, 1904), ties
/// having their mean rank, is beyond ±0.8. Otherwise it is looked at on both sides of an extreme inside it: if it goes
/// one way before and the other way after, both beyond ±0.8, it turns there. Otherwise it has no trend. The rule knows
/// nothing of noise: a short series can seem to have a trend by chance.
enum Trend: Hashable {
    case constant, rises, falls, irregular
    /// Rises up to the index of the largest value and then falls.
    case peak(Int)
    /// Falls up to the index of the smallest value and then rises.
    case valley(Int)

    /// From which correlation on a series has a trend.
    static let threshold = 0.8

    /// The trend of finite values in order of their places.
    init(_ values: [Double]) {
        guard let low = values.min(), let high = values.max(), low < high else {
            self = .constant
            return
        }
        let correlation = Trend.withOrder(values[...])
        guard abs(correlation) < Trend.threshold else {
            self = correlation > 0 ? .rises : .falls
            return
        }
        func turns(at index: Int, _ sign: Double) -> Bool {
            index > 1 && index < values.count - 2
                && sign * Trend.withOrder(values[...index]) >= Trend.threshold
                && sign * Trend.withOrder(values[index...]) <= -Trend.threshold
        }
        if let index = values.firstIndex(of: high), turns(at: index, 1) {
            self = .peak(index)
        } else if let index = values.firstIndex(of: low), turns(at: index, -1) {
            self = .valley(index)
        } else {
            self = .irregular
        }
    }

    private static func withOrder(_ values: ArraySlice<Double>) -> Double {
        let ranks = meanRanks(Array(values))
        return correlation(ranks, ranks.indices.map(Double.init)) ?? 0
    }

    /// The rank of each value from 0, ties having the mean of theirs.
    private static func meanRanks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var ranks = Array(repeating: 0.0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
            for position in start...end { ranks[order[position]] = Double(start + end) / 2 }
            start = end + 1
        }
        return ranks
    }

    /// Pearson's correlation of finite numbers; nil if either has no spread.
    static func correlation(_ x: [Double], _ y: [Double]) -> Double? {
        // Scaled first, because squares of the largest numbers are not numbers.
        guard let first = standardised(x), let second = standardised(y) else { return nil }
        let product = zip(first, second).map(*).reduce(0, +)
        let squares = first.map { $0 * $0 }.reduce(0, +) * second.map { $0 * $0 }.reduce(0, +)
        return squares > 0 ? max(-1, min(1, product / squares.squareRoot())) : nil
    }

    /// The values less their mean, in units of their largest size.
    private static func standardised(_ values: [Double]) -> [Double]? {
        guard let size = values.map(abs).max(), size > 0 else { return nil }
        let scaled = values.map { $0 / size }
        let mean = scaled.reduce(0, +) / Double(scaled.count)
        return scaled.contains { $0 != scaled[0] } ? scaled.map { $0 - mean } : nil
    }
}
