import Foundation

/// Which numbers count as equal.
///
/// A number of a figure may be off by half a per cent of its series' range: the largest less the smallest value of the
/// column in the baseline, or the value's own size where they are all alike. On a logarithmic axis the logarithms have
/// to agree to half a per cent of their range too, so that a change of small values is noticed; values below the rounding
/// of the largest count as that. A change of a whole curve by 2% is at least twice as much as allowed, whatever the
/// curve, for its range is at most twice its largest size. What another number of threads changes is far below.
enum Tolerance {
    /// The allowed part of a range.
    static let share = 0.005
    /// The part of a range up to which numbers are the same but for rounding: less than can be seen in a figure.
    static let rounding = 1e-6

    /// How far two columns are apart.
    enum Closeness: Int, Comparable {
        case same, equal, different

        static func < (first: Closeness, second: Closeness) -> Bool { first.rawValue < second.rawValue }
    }

    /// How far each number is from the earlier one, in units of what is allowed; NaN and infinities only equal
    /// themselves.
    ///
    /// - Parameters:
    ///   - range: What a linear distance is measured by; by default the range of `before`.
    ///   - isLogarithmic: Whether logarithms are compared as well.
    static func excesses(
        _ before: [Double], _ after: [Double], range: Double? = nil, isLogarithmic: Bool = false
    ) -> [Double] {
        let linear = distances(before, after, range: range ?? Tolerance.range(of: before))
        guard isLogarithmic, before.contains(where: { $0 > 0 }) else { return linear }
        let floor = 1e-12 * (before.filter(\.isFinite).max() ?? 1)
        let logarithms = [before, after].map { $0.map { $0.isNaN ? .nan : log10(max($0, floor)) } }
        // Within a decade the axis is about linear.
        let decades = max(1, Tolerance.range(of: logarithms[0]))
        return zip(linear, distances(logarithms[0], logarithms[1], range: decades)).map(max)
    }

    /// What a column's numbers are measured by: the range of the finite ones, or their size where there is no range.
    static func range(of numbers: [Double]) -> Double {
        let finite = numbers.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return 0 }
        return high > low ? high - low : abs(high)
    }

    private static func distances(_ before: [Double], _ after: [Double], range: Double) -> [Double] {
        zip(before, after).map { was, now in
            if was == now || (was.isNaN && now.isNaN) { return 0 }
            let distance = abs(now - was)
            guard distance.isFinite, range > 0 else { return .infinity }
            return distance / (share * range)
        }
    }

    static func closeness(_ excesses: [Double]) -> Closeness {
        let largest = excesses.max() ?? 0
        return largest > 1 ? .different : largest * share > rounding ? .equal : .same
    }

    /// Whether two numbers of a claim are equal: to half a per cent of their size, or of the bound's if that is larger.
    static func areEqual(_ before: Double?, _ after: Double?, bounds: [Double?]) -> Bool {
        guard let before, let after else { return before == nil && after == nil }
        let size = ([before] + bounds.compactMap(\.self)).map(abs).max() ?? 0
        return abs(after - before) <= share * size
    }
}
