/// A quantity with how sure it is, such as the mean of repeated measurements with the standard error of that mean.
public struct Estimate: Hashable, Sendable {
    /// The mean.
    public let mean: Double
    /// The standard deviation of the measurements (with n − 1 below) over √n; nil of a single one.
    public let standardError: Double?
    /// Where the quantity is with 95% confidence, such as by the bootstrap; nil where that is not known.
    public let interval: ClosedRange<Double>?

    /// One measurement, or a mean with how sure it is from elsewhere.
    public init(mean: Double, standardError: Double? = nil, interval: ClosedRange<Double>? = nil) {
        self.mean = mean
        self.standardError = standardError
        self.interval = interval
    }

    /// As ``NumberFormat`` writes it, with how sure it is: `2.6% ± 0.1%`, or `2.6% [2.4%, 2.9%]`.
    public func text(_ format: NumberFormat) -> String {
        if let interval {
            return "\(format.text(mean)) [\(format.text(interval.lowerBound)), \(format.text(interval.upperBound))]"
        }
        return format.text(mean) + (standardError.map { " ± " + format.text($0) } ?? "")
    }

    /// With all numbers as `change`, which keeps their order, makes them.
    func map(_ change: (Double) -> Double) -> Estimate {
        Estimate(
            mean: change(mean), standardError: standardError.map(change),
            interval: interval.map { change($0.lowerBound)...change($0.upperBound) })
    }
}

extension Estimate: Codable {
    private enum Key: String, CodingKey { case value, standardError, interval }

    /// Reads an estimate; one without a value is NaN.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        mean = try container.decodeIfPresent(Double.self, forKey: .value) ?? .nan
        standardError = try container.decodeIfPresent(Double.self, forKey: .standardError)
        interval = try container.decodeIfPresent(ClosedRange<Double>.self, forKey: .interval)
    }

    /// Writes the numbers that are finite, the only ones that JSON has words for.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(mean.isFinite ? mean : nil, forKey: .value)
        try container.encodeIfPresent(standardError.flatMap { $0.isFinite ? $0 : nil }, forKey: .standardError)
        try container.encodeIfPresent(
            interval.flatMap { $0.lowerBound.isFinite && $0.upperBound.isFinite ? $0 : nil }, forKey: .interval)
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
        if case .digits = self { return value.inProse }
        return text(value).replacing(/(\.\d*?)0+(?=%|$)/) { $0.output.1 == "." ? "" : $0.output.1 }
    }
}

// `{"percents": 1}`.
extension NumberFormat: Codable {
    private enum Key: String, CodingKey { case digits, decimals, percents }

    /// Reads a form of up to 17 digits or decimals, beyond which a number has none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func count(_ key: Key) throws -> Int? {
            try container.decodeIfPresent(Int.self, forKey: key).map { min(max(0, $0), 17) }
        }
        if let decimals = try count(.decimals) {
            self = .decimals(decimals)
        } else if let decimals = try count(.percents) {
            self = .percents(decimals)
        } else {
            self = .digits(try count(.digits) ?? 3)
        }
    }

    /// Writes the form by its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .digits(let digits): try container.encode(digits, forKey: .digits)
        case .decimals(let decimals): try container.encode(decimals, forKey: .decimals)
        case .percents(let decimals): try container.encode(decimals, forKey: .percents)
        }
    }
}
