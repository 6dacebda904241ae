import Foundation

/// How values become positions along an axis.
public enum ScaleType: Hashable, Sendable {
    /// Equal differences take equal lengths.
    case linear
    /// Equal ratios take equal lengths; values must be positive.
    case log
    /// Linear between ± `threshold`, logarithmic beyond: for values of both signs over many magnitudes.
    case symlog(threshold: Double)
    /// Lengths go with the square roots of values, which must not be negative: for counts.
    case squareRoot
    /// One band for each category, in order of appearance.
    case categorical

    /// What such a scale makes of a value, such as its logarithm: equal differences of that take equal lengths.
    package func place(of value: Double) -> Double { Scale.transform(value, self) }

    /// Whether a value has a place on such a scale.
    func has(_ value: Double) -> Bool {
        guard value.isFinite else { return false }
        switch self {
        case .log: return value > 0
        case .squareRoot: return value >= 0
        case .linear, .symlog, .categorical: return true
        }
    }
}

/// A scale with its domain: maps values to 0…1 along an axis and back.
struct Scale: Hashable, Sendable {
    let type: ScaleType
    let lower: Double
    let upper: Double
    private let start: Double
    private let span: Double

    /// The scale over `lower`…`upper`, which must differ, and be values that a scale of the type has.
    init(_ type: ScaleType, lower: Double, upper: Double) {
        self.type = type
        self.lower = lower
        self.upper = upper
        start = Scale.transform(lower, type)
        span = Scale.transform(upper, type) - start
    }

    /// Where `value` is: 0 at the domain's lower end, 1 at its upper one; nil for a value that the scale does not have.
    func position(_ value: Double) -> Double? {
        guard type.has(value) else { return nil }
        return (Scale.transform(value, type) - start) / span
    }

    /// The value at a position: the inverse of ``position(_:)`` up to rounding. A position below zero on a square-root
    /// scale is that of zero.
    func value(at position: Double) -> Double {
        Scale.inverse(start + span * position, type)
    }

    static func transform(_ value: Double, _ type: ScaleType) -> Double {
        switch type {
        case .linear, .categorical: value
        case .log: log10(value)
        case .squareRoot: value.squareRoot()
        case .symlog(let threshold):
            abs(value) <= threshold
                ? value / threshold
                : (value < 0 ? -1 : 1) * (1 + log10(abs(value)) - log10(threshold))
        }
    }

    static func inverse(_ value: Double, _ type: ScaleType) -> Double {
        switch type {
        case .linear, .categorical: value
        case .log: pow(10, value)
        case .squareRoot: value < 0 ? 0 : value * value
        case .symlog(let threshold):
            abs(value) <= 1
                ? value * threshold : (value < 0 ? -1 : 1) * pow(10, abs(value) - 1 + log10(threshold))
        }
    }
}
