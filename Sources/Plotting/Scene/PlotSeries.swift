/// The data behind one mark: columns of equal length, numbers as the shortest text that reads back the same.
public struct PlotSeries: Hashable, Sendable {
    /// One named column.
    public struct Column: Hashable, Sendable {
        /// What the values are.
        public let name: String
        /// The values; a number that is NaN is an empty text.
        public let cells: [String]
        /// Whether the cells are numbers rather than texts.
        public let isNumeric: Bool

        /// A column of numbers.
        init(_ name: String, _ values: [Double]) {
            self.init(name, cells: values.map { shortest($0) }, isNumeric: true)
        }

        /// A column of texts.
        init(_ name: String, texts: [String]) {
            self.init(name, cells: texts, isNumeric: false)
        }

        /// A column of cells that are what `isNumeric` says.
        init(_ name: String, cells: [String], isNumeric: Bool) {
            self.name = name
            self.cells = cells
            self.isNumeric = isNumeric
        }

        /// The values of a column of numbers, NaN for an empty cell; nil for a column of texts.
        public var numbers: [Double]? {
            isNumeric ? cells.map { Double($0) ?? .nan } : nil
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
