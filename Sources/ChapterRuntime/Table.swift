public import BookModel
public import LightMarkup

/// A computed table: columns of equal length.
///
/// ```swift
/// Table {
///     Column("embedding of *V* words", ["top eigenvectors", "PPMI"])
///     Column("analogies", percent: [0.742, 0.605])
///     Column("MEN", [0.764, 0.746], decimals: 3)
/// }
/// ```
public struct Table: Sendable {
    /// The columns, from left to right.
    public let columns: [Column]

    /// A table of the columns that the closure lists; whether their lengths agree is checked when it is output.
    public init(@TableBuilder _ columns: () throws -> [Column]) rethrows {
        self.columns = try columns()
    }

    func output(id: String) throws -> TableOutput {
        let count = columns.first?.cells.count ?? 0
        if let odd = columns.first(where: { $0.cells.count != count }) {
            throw BookError(
                "the columns of the table '\(id)' differ in length: "
                    + "'\(Markup(columns[0].title).plain)' has \(count) cells, "
                    + "'\(Markup(odd.title).plain)' has \(odd.cells.count)",
                remedy: "Give every column as many cells as there are rows.")
        }
        return TableOutput(
            id: id, columns: columns.map { .init(title: $0.title, alignment: $0.alignment) },
            rows: (0..<count).map { row in columns.map { $0.cells[row] } })
    }
}

/// One column of a ``Table``: a title and a text for each row. A title is a ``Label``; cells are data, shown
/// as they are unless they are labels.
public struct Column: Sendable {
    let title: String
    let cells: [String]
    let alignment: ColumnAlignment

    /// Texts, set to the left unless said otherwise.
    public init(_ title: Label, _ cells: [any LabelText], alignment: ColumnAlignment = .left) {
        self.title = title.markup
        self.cells = cells.map(\.label.markup)
        self.alignment = alignment
    }

    /// Numbers with so many decimals, set to the right; `nil` and NaN are a dash.
    public init(_ title: Label, _ values: [Double?], decimals: Int) {
        self.init(title, values.map { cellText($0) { $0.fixed(decimals) } }, alignment: .right)
    }

    /// Whole numbers, set to the right.
    public init(_ title: Label, _ values: [Int]) {
        self.init(title, values.map(\.grouped), alignment: .right)
    }

    /// Fractions as per cent, set to the right; `nil` and NaN are a dash.
    public init(_ title: Label, percent values: [Double?], decimals: Int = 1) {
        self.init(title, values.map { cellText($0) { $0.percent(decimals) } }, alignment: .right)
    }
}

// A title that is a String, such as a name from data, is shown as it is.
extension Column {
    /// Texts under a title that is shown as it is.
    @_disfavoredOverload
    public init(_ title: some StringProtocol, _ cells: [any LabelText], alignment: ColumnAlignment = .left) {
        self.init(Label(verbatim: String(title)), cells, alignment: alignment)
    }

    /// Numbers under a title that is shown as it is.
    @_disfavoredOverload
    public init(_ title: some StringProtocol, _ values: [Double?], decimals: Int) {
        self.init(Label(verbatim: String(title)), values, decimals: decimals)
    }

    /// Whole numbers under a title that is shown as it is.
    @_disfavoredOverload
    public init(_ title: some StringProtocol, _ values: [Int]) { self.init(Label(verbatim: String(title)), values) }

    /// Fractions as per cent under a title that is shown as it is.
    @_disfavoredOverload
    public init(_ title: some StringProtocol, percent values: [Double?], decimals: Int = 1) {
        self.init(Label(verbatim: String(title)), percent: values, decimals: decimals)
    }
}

private func cellText(_ value: Double?, _ format: (Double) -> String) -> String {
    guard let value, !value.isNaN else { return "–" }
    return format(value)
}

/// Collects the columns of a ``Table``.
@resultBuilder
public enum TableBuilder {
    /// One column.
    public static func buildExpression(_ column: Column) -> [Column] { [column] }
    /// Columns that were made elsewhere, an array of them.
    public static func buildExpression(_ columns: [Column]) -> [Column] { columns }
    /// The columns of consecutive lines, from left to right.
    public static func buildBlock(_ parts: [Column]...) -> [Column] { parts.flatMap(\.self) }
    /// The columns of an `if` without `else`; none where its condition is false.
    public static func buildOptional(_ part: [Column]?) -> [Column] { part ?? [] }
    /// The columns of the branch taken, where it is the first.
    public static func buildEither(first part: [Column]) -> [Column] { part }
    /// The columns of the branch taken, where it is the second.
    public static func buildEither(second part: [Column]) -> [Column] { part }
    /// The columns of all passes of a `for` loop, in their order.
    public static func buildArray(_ parts: [[Column]]) -> [Column] { parts.flatMap(\.self) }
}
