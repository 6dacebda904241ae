/// What a claim asks of one measured quantity: the threshold stands once, and is both checked and shown.
///
/// ```swift
/// Criterion("median relative error", error, .atMost(0.05), as: .percent)
/// ```
public struct Criterion: Hashable, Sendable {
    /// The values that are asked for, ends included. NaN is none of them.
    public struct Bound: Hashable, Sendable {
        /// The least value that is good enough; nil without.
        public let least: Double?
        /// The greatest value that is good enough; nil without.
        public let most: Double?

        /// No value above `most`.
        public static func atMost(_ most: Double) -> Bound { Bound(least: nil, most: most) }
        /// No value below `least`.
        public static func atLeast(_ least: Double) -> Bound { Bound(least: least, most: nil) }
        /// A value of the range.
        public static func within(_ range: ClosedRange<Double>) -> Bound {
            Bound(least: range.lowerBound, most: range.upperBound)
        }
        /// This value alone.
        public static func exactly(_ value: Double) -> Bound { Bound(least: value, most: value) }

        func contains(_ value: Double) -> Bool { (least ?? -.infinity) <= value && value <= (most ?? .infinity) }

        /// What is asked in words: `at most 5%`.
        func words(_ format: NumberFormat) -> String {
            switch (least.map(format.shortText), most.map(format.shortText)) {
            case (let least?, let most?): least == most ? least : "\(least) to \(most)"
            case (let least?, nil): "at least \(least)"
            case (nil, let most?): "at most \(most)"
            case (nil, nil): "any number"
            }
        }
    }

    /// What the quantity would be if the claim had nothing in it: by chance, for shuffled data, for random partners.
    public struct Null: Codable, Hashable, Sendable {
        /// Where it comes from: `random partners`.
        public let source: String
        /// The quantity under it.
        public let value: Estimate

        /// What the quantity is under what `source` names.
        public init(_ source: String, _ value: Estimate) {
            self.source = source
            self.value = value
        }
    }

    /// What was measured, as the page calls it: `median relative error`.
    public let quantity: String
    /// The value, with how sure it is where that is known.
    public let value: Estimate
    /// What is asked.
    public let bound: Bound
    /// What the quantity would be by chance, where that was computed.
    public let null: Null?
    /// How value and bound are written.
    public let format: NumberFormat

    /// A quantity that was measured once.
    public init(
        _ quantity: String, _ value: Double, _ bound: Bound, null: Null? = nil, as format: NumberFormat = .digits(3)
    ) {
        self.init(quantity, Estimate(mean: value), bound, null: null, as: format)
    }

    /// A count.
    public init(_ quantity: String, _ count: Int, _ bound: Bound, null: Null? = nil) {
        self.init(quantity, Double(count), bound, null: null, as: .decimals(0))
    }

    /// A quantity that may have been measured several times. Its mean decides; how sure it is is shown.
    public init(
        _ quantity: String, _ value: Estimate, _ bound: Bound, null: Null? = nil, as format: NumberFormat = .digits(3)
    ) {
        self.quantity = quantity
        self.value = value
        self.bound = bound
        self.null = null
        self.format = format
    }

    /// Whether what was measured is as asked; false of NaN.
    public var holds: Bool { bound.contains(value.mean) }

    /// Value and bound in words: `median relative error 2.6% (asked: at most 5%)`.
    public var words: String {
        let chance = null.map { "; \($0.source): \($0.value.text(format))" } ?? ""
        return "\(quantity) \(value.text(format)) (asked: \(bound.words(format))\(chance))"
    }

    /// With the numbers of its value as `change` makes them; what is asked is as it was.
    public func mapValue(_ change: (Double) -> Double) -> Criterion {
        Criterion(
            quantity, value.map(change), bound, null: null.map { Null($0.source, $0.value.map(change)) }, as: format)
    }
}

// In one level, for those who read `results.json`: quantity, value, standardError, interval, least, most.
extension Criterion: Codable {
    private enum Key: String, CodingKey { case quantity, least, most, null, format }

    /// Reads a criterion; how its numbers are written may be missing.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        quantity = try container.decode(String.self, forKey: .quantity)
        value = try Estimate(from: decoder)
        bound = Bound(
            least: try container.decodeIfPresent(Double.self, forKey: .least),
            most: try container.decodeIfPresent(Double.self, forKey: .most))
        null = try container.decodeIfPresent(Null.self, forKey: .null)
        format = try container.decodeIfPresent(NumberFormat.self, forKey: .format) ?? .digits(3)
    }

    /// Writes the criterion without bounds that are not finite, which JSON has no words for.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(quantity, forKey: .quantity)
        try value.encode(to: encoder)
        try container.encodeIfPresent(bound.least.flatMap { $0.isFinite ? $0 : nil }, forKey: .least)
        try container.encodeIfPresent(bound.most.flatMap { $0.isFinite ? $0 : nil }, forKey: .most)
        try container.encodeIfPresent(null, forKey: .null)
        try container.encode(format, forKey: .format)
    }
}
