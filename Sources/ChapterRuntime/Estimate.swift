/// A quantity with how sure it is: the mean of repeated measurements and the standard error of that mean.
public struct Estimate: Hashable, Sendable {
    /// The mean.
    public let mean: Double
    /// The standard deviation of the measurements (with n − 1 below) over √n; nil of a single one.
    public let standardError: Double?

    /// One measurement, or a mean with a standard error from elsewhere.
    public init(mean: Double, standardError: Double? = nil) {
        self.mean = mean
        self.standardError = standardError
    }

    /// The mean of independent measurements, such as one for each seed; NaN of none.
    public init(_ measurements: [Double]) {
        mean = measurements.mean
        standardError =
            measurements.count > 1 ? measurements.standardDeviation / Double(measurements.count).squareRoot() : nil
    }

    /// As ``NumberFormat`` writes it, with the standard error: `2.6% ± 0.1%`.
    public func text(_ format: NumberFormat) -> String {
        format.text(mean) + (standardError.map { " ± " + format.text($0) } ?? "")
    }
}

/// How a number is written: see the functions of `Double` with these names.
public enum NumberFormat: Hashable, Sendable {
    /// So many significant digits.
    case digits(Int)
    /// So many decimals.
    case decimals(Int)
    /// Per cent with so many decimals.
    case percents(Int)

    /// Per cent with one decimal.
    public static let percent = NumberFormat.percents(1)

    /// The number in this form.
    public func text(_ value: Double) -> String {
        switch self {
        case .digits(let digits): value.formatted(digits: digits)
        case .decimals(let decimals): value.fixed(decimals)
        case .percents(let decimals): value.percent(decimals)
        }
    }

    /// As ``text(_:)``, without zeros at the end of a fraction, as thresholds are written: `5%`, `0.99`, `10⁻⁹`.
    func shortText(_ value: Double) -> String {
        if case .digits = self { return inlineText(value) }
        return text(value).replacing(/(\.\d*?)0+(?=%|$)/) { $0.output.1 == "." ? "" : $0.output.1 }
    }
}
