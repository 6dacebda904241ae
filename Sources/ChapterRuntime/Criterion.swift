import BookModel

/// What a claim asks of one measured quantity: the threshold stands once, and is both checked and shown.
///
/// ```swift
/// Criterion("median relative error", error, .atMost(0.05), as: .percent)
/// ```
public struct Criterion: Sendable {
    /// The values that are asked for, ends included. NaN is none of them.
    public enum Bound: Hashable, Sendable {
        case atMost(Double)
        case atLeast(Double)
        case within(ClosedRange<Double>)
        case exactly(Double)
    }

    /// What was measured, as the page calls it: `median relative error`.
    public let quantity: String
    /// The value, with its standard error where it was measured more than once.
    public let value: Estimate
    /// What is asked.
    public let bound: Bound
    /// How value and bound are written.
    public let format: NumberFormat

    /// A quantity that was measured once.
    public init(_ quantity: String, _ value: Double, _ bound: Bound, as format: NumberFormat = .digits(3)) {
        self.init(quantity, Estimate(mean: value), bound, as: format)
    }

    /// A count.
    public init(_ quantity: String, _ count: Int, _ bound: Bound) {
        self.init(quantity, Double(count), bound, as: .decimals(0))
    }

    /// A quantity that may have been measured several times. Its mean decides; the standard error is shown.
    public init(_ quantity: String, _ value: Estimate, _ bound: Bound, as format: NumberFormat = .digits(3)) {
        self.quantity = quantity
        self.value = value
        self.bound = bound
        self.format = format
    }

    /// Whether what was measured is as asked; false of NaN.
    public var holds: Bool {
        let (least, most) = limits
        return (least ?? -.infinity) <= value.mean && value.mean <= (most ?? .infinity)
    }

    /// Both in words: `median relative error 2.6% (asked: at most 5%)`.
    var words: String { "\(quantity) \(value.text(format)) (asked: \(asked))" }

    private var asked: String {
        switch bound {
        case .atMost(let most): "at most \(format.shortText(most))"
        case .atLeast(let least): "at least \(format.shortText(least))"
        case .within(let range): "\(format.shortText(range.lowerBound)) to \(format.shortText(range.upperBound))"
        case .exactly(let value): format.shortText(value)
        }
    }

    private var limits: (least: Double?, most: Double?) {
        switch bound {
        case .atMost(let most): (nil, most)
        case .atLeast(let least): (least, nil)
        case .within(let range): (range.lowerBound, range.upperBound)
        case .exactly(let value): (value, value)
        }
    }

    var output: CriterionOutput {
        let (least, most) = limits
        return CriterionOutput(
            quantity: quantity, value: value.mean.isFinite ? value.mean : nil, standardError: value.standardError,
            least: least, most: most)
    }
}
