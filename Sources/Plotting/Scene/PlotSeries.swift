/// The data behind one mark: columns of equal length, numbers as the shortest text that reads back the same.
public struct PlotSeries: Hashable, Sendable {
    /// One named column.
    public struct Column: Hashable, Sendable {
        /// What the values are.
        public let name: String
        /// The values; a number that is NaN is an empty text.
        public let cells: [String]

        /// A column of numbers.
        init(_ name: String, _ values: [Double]) {
            self.name = name
            cells = values.map { shortest($0) }
        }

        /// A column of texts.
        init(_ name: String, texts: [String]) {
            self.name = name
            cells = texts
        }
    }

    /// The mark's label, or the kind of mark.
    public let name: String
    /// The columns: positions first.
    public let columns: [Column]
}

/// The shortest decimal text that reads back as `value`: `1` for 1.0, `inf` and `-inf`, and nothing for NaN.
func shortest(_ value: Double) -> String {
    guard !value.isNaN else { return "" }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
