import Foundation
import Plotting

/// Which numbers count as equal.
///
/// A number of a figure may be off by half a per cent of its series' range: the largest less the smallest value of the
/// column in the baseline. Where they are all alike, they are measured by their own size, or by what the axis shows if
/// that is less. On a scale that is not linear what the scale makes of the numbers, such as their logarithms, has to
/// agree to half a per cent of its range too, so that a change of small values is noticed; on a logarithmic one values
/// below the rounding of the largest count as that. A change of a whole curve by 2% is at least twice as much as allowed,
/// whatever the curve, for its range is at most twice its largest size. What another processor changes is far below.
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
    ///   - axis: The axis along which the numbers are shown, if there is one.
    static func excesses(
        _ before: [Double], _ after: [Double], range: Double? = nil, axis: Panel.Axis? = nil
    ) -> [Double] {
        let span = axis.map { abs($0.upper - $0.lower) }
        let linear = distances(before, after, range: range ?? Tolerance.range(of: before, span: span))
        guard let axis, axis.scale != .linear, axis.scale != .categorical else { return linear }
        // Below it, and where the scale has no place, values are at its end.
        let floor: Double
        switch axis.scale {
        case .log: floor = 1e-12 * (before.filter { $0.isFinite && $0 > 0 }.max() ?? 1)
        case .squareRoot: floor = 0
        default: floor = -.infinity
        }
        let places = [before, after].map { $0.map { $0.isNaN ? .nan : axis.scale.place(of: max($0, floor)) } }
        let ends = [axis.lower, axis.upper].map { axis.scale.place(of: max($0, floor)) }
        var reach = Tolerance.range(of: places[0], span: abs(ends[1] - ends[0]))
        // Within a decade a logarithmic axis is about linear.
        if axis.scale != .squareRoot { reach = max(1, reach) }
        return zip(linear, distances(places[0], places[1], range: reach)).map(max)
    }

    /// What a column's numbers are measured by: the range of the finite ones; where there is none, their size, or the
    /// `span` of their axis if that is less. A range that nobody would see on the axis is one of rounding.
    static func range(of numbers: [Double], span: Double? = nil) -> Double {
        let finite = numbers.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return 0 }
        let seen = span.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
        let size = abs(high) > 0 ? min(abs(high), seen ?? .infinity) : seen ?? 0
        return max(high > low ? high - low : size, rounding * (seen ?? 0))
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

    /// Whether two numbers of a claim are equal: to half a per cent of their size, however far the bounds are. Residuals
    /// are also equal where they differ by rounding, of the bounds or of numbers about 1.
    static func areEqual(_ before: Double?, _ after: Double?, bounds: [Double?]) -> Bool {
        guard let before, let after else { return before == nil && after == nil }
        let bound = bounds.compactMap { $0.map(abs) }.max() ?? 0
        let residual = bound > 0 ? max(rounding * bound, min(1e-12, 1e-3 * bound)) : 1e-12
        return abs(after - before) <= max(share * abs(before), residual)
    }
}
