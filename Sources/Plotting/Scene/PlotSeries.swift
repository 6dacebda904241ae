/// The data behind one mark: columns of equal length, numbers as the shortest text that reads back the same.
public struct PlotSeries: Hashable, Sendable {
    /// One named column.
    public struct Column: Hashable, Sendable {
        private enum Values: Hashable, Sendable {
            /// Numbers by their bits: two that are not numbers are alike, as their texts are.
            case numbers([UInt64])
            case texts([String])
        }

        /// An axis or scale of the chart along which values are shown. The raw value is the name of a panel's axis.
        public enum Axis: String, Hashable, Sendable, CaseIterable {
            case x
            /// The leading y axis.
            case y
            /// The second y axis, at the right.
            case trailing
            /// The scale of colours.
            case color
        }

        /// What the values are.
        public let name: String
        /// Along what the values are shown; nil for those that no axis shows, such as sizes, errors and times of frames.
        public internal(set) var axis: Axis?
        private var values: Values

        /// A column of numbers.
        init(_ name: String, _ values: [Double], on axis: Axis? = nil) {
            self.name = name
            self.axis = axis
            self.values = .numbers(values.map { ($0.isNaN ? Double.nan : $0).bitPattern })
        }

        /// A column of texts.
        init(_ name: String, texts: [String], on axis: Axis? = nil) {
            self.name = name
            self.axis = axis
            values = .texts(texts)
        }

        /// A column of cells that are what `isNumeric` says; a numeric cell that is no number is NaN.
        init(_ name: String, cells: [String], isNumeric: Bool, on axis: Axis? = nil) {
            if isNumeric {
                self.init(name, cells.map { Double($0) ?? .nan }, on: axis)
            } else {
                self.init(name, texts: cells, on: axis)
            }
        }

        /// How many values there are.
        public var count: Int {
            switch values {
            case .numbers(let bits): bits.count
            case .texts(let texts): texts.count
            }
        }

        /// The values as texts; a number that is NaN is an empty text. Costs the making of as many texts.
        public var cells: [String] {
            switch values {
            case .numbers(let bits): bits.map { shortest(Double(bitPattern: $0)) }
            case .texts(let texts): texts
            }
        }

        /// Whether the values are numbers rather than texts.
        public var isNumeric: Bool { if case .numbers = values { true } else { false } }

        /// The values of a column of numbers, NaN for an empty cell; nil for a column of texts.
        public var numbers: [Double]? {
            if case .numbers(let bits) = values { bits.map { Double(bitPattern: $0) } } else { nil }
        }
    }

    /// The mark's label, or the kind of mark.
    public let name: String
    /// The columns: positions first.
    public internal(set) var columns: [Column]
    /// The kind of mark, such as `LineMark`.
    public internal(set) var mark = ""
    /// Which chart of the scene it belongs to, counted from 1.
    public internal(set) var chart = 0
}

/// The shortest decimal text that reads back as `value`: `1` for 1.0, `inf` and `-inf`, and nothing for NaN.
func shortest(_ value: Double) -> String {
    guard !value.isNaN else { return "" }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
