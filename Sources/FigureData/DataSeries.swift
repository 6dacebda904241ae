/// The data behind one mark of a figure: columns of equal length, which is not checked.
public struct DataSeries: Codable, Hashable, Sendable {
    /// The kinds of marks. The raw value is what authors call them.
    public enum Mark: String, Codable, Hashable, Sendable, CaseIterable, CustomStringConvertible {
        /// A text beside a point or a category that it explains.
        case annotation = "AnnotationMark"
        /// The area between two curves, or between a curve and zero.
        case area = "AreaMark"
        /// Arrows from point to point.
        case arrow = "ArrowMark"
        /// Bars, one for each category or place.
        case bar = "BarMark"
        /// Values counted in bins.
        case histogram = "HistogramMark"
        /// A picture in a rectangle of the plot.
        case image = "ImageMark"
        /// Curves through points, one for each column of y.
        case line = "LineMark"
        /// Symbols at points.
        case point = "PointMark"
        /// Rectangles, or the cells of a matrix as a heat map.
        case rectangle = "RectangleMark"
        /// Straight lines across the plot or a part of it.
        case rule = "RuleMark"
        /// Texts at points.
        case text = "TextMark"

        /// The name: `LineMark`.
        public var description: String { rawValue }
    }

    /// What the series is called: the mark's label, or the kind of mark.
    public let name: String
    /// The columns: positions first.
    public var columns: [Column]
    /// What shows the data.
    public let mark: Mark
    /// Which chart of the figure it belongs to, counted from 1.
    public var chart: Int

    /// Whether the author named the series, rather than the kind of mark.
    public var isNamed: Bool { name != mark.rawValue }

    /// A series of a chart, by default of the first.
    public init(name: String, columns: [Column], mark: Mark, chart: Int = 1) {
        self.name = name
        self.columns = columns
        self.mark = mark
        self.chart = chart
    }
}

extension DataSeries {
    /// One quantity of a series, a value for each row.
    public struct Column: Hashable, Sendable {
        /// An axis or scale of a chart along which values are shown. The raw value is the name of a panel's axis.
        public enum Axis: String, Codable, Hashable, Sendable, CaseIterable {
            case x
            /// The leading y axis.
            case y
            /// The second y axis, at the right.
            case trailing
            /// The scale of colours.
            case color
        }

        /// How values become positions along their axis.
        public enum Scale: String, Codable, Hashable, Sendable, CaseIterable {
            case linear, log
            /// Linear about zero, logarithmic beyond.
            case symlog
            case squareRoot, categorical
        }

        private enum Values: Hashable, Sendable {
            /// Numbers by their bits: two that are not numbers are alike, as their texts are.
            case numbers([UInt64])
            case texts([String])
        }

        /// What the values are: the heading of the column.
        public let name: String
        /// Along what the values are shown; nil for those that no axis shows, such as sizes, errors and times of frames.
        public var axis: Axis?
        /// How they are shown along it; nil without an axis, and for colours.
        public var scale: Scale?
        private var values: Values

        /// A column of numbers.
        public init(_ name: String, _ values: [Double], on axis: Axis? = nil) {
            self.name = name
            self.axis = axis
            self.values = .numbers(values.map { ($0.isNaN ? Double.nan : $0).bitPattern })
        }

        /// A column of texts.
        public init(_ name: String, texts: [String], on axis: Axis? = nil) {
            self.name = name
            self.axis = axis
            values = .texts(texts)
        }

        /// A column of cells that are what `isNumeric` says; a numeric cell that is no number is NaN.
        public init(_ name: String, cells: [String], isNumeric: Bool, on axis: Axis? = nil) {
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

        /// The values as texts; a number is the shortest text that reads back the same, and one that is NaN an empty text.
        /// Costs the making of as many texts.
        public var cells: [String] {
            switch values {
            case .numbers(let bits): bits.map { shortest(Double(bitPattern: $0)) }
            case .texts(let texts): texts
            }
        }

        /// One of the values as in ``cells``; the row is to be one of `0..<count`.
        public func cell(_ row: Int) -> String {
            switch values {
            case .numbers(let bits): shortest(Double(bitPattern: bits[row]))
            case .texts(let texts): texts[row]
            }
        }

        /// Whether the values are numbers rather than texts.
        public var isNumeric: Bool { if case .numbers = values { true } else { false } }

        /// The values of a column of numbers, NaN for an empty cell; nil for a column of texts.
        public var numbers: [Double]? {
            if case .numbers(let bits) = values { bits.map { Double(bitPattern: $0) } } else { nil }
        }

        /// With the values of another column below its own; those of a column of numbers are to be numbers.
        public func appending(_ other: Column) -> Column {
            var column = self
            switch (values, other.values) {
            case (.numbers(let first), .numbers(let second)): column.values = .numbers(first + second)
            default: column.values = .texts(cells + other.cells)
            }
            return column
        }

        /// With its numbers as `change` makes them; a column of texts is as it was.
        public func mapNumbers(_ change: (Double) -> Double) -> Column {
            guard let numbers else { return self }
            var column = self
            column.values = .numbers(numbers.map { change($0).bitPattern })
            return column
        }
    }
}

// Numbers are texts, for JSON has neither NaN nor infinities.
extension DataSeries.Column: Codable {
    private enum Key: String, CodingKey { case name, axis, scale, numbers, texts }

    /// Reads a column.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let name = try container.decode(String.self, forKey: .name)
        let axis = try container.decodeIfPresent(Axis.self, forKey: .axis)
        if let numbers = try container.decodeIfPresent([String].self, forKey: .numbers) {
            self.init(name, cells: numbers, isNumeric: true, on: axis)
        } else {
            self.init(name, texts: try container.decode([String].self, forKey: .texts), on: axis)
        }
        scale = try container.decodeIfPresent(Scale.self, forKey: .scale)
    }

    /// Writes the column, so that it reads back the same.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encodeIfPresent(axis, forKey: .axis)
        try container.encodeIfPresent(scale, forKey: .scale)
        try container.encode(cells, forKey: isNumeric ? .numbers : .texts)
    }
}

/// The shortest decimal text that reads back as `value`: `1` for 1.0, `inf` and `-inf`, and nothing for NaN.
package func shortest(_ value: Double) -> String {
    guard !value.isNaN else { return "" }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
