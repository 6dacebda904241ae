/// A text of a figure or a table: what an author writes is light markup (``Markup``), what comes from data is shown as
/// it is.
///
/// ```swift
/// LineMark(values, label: "rank *k*")            // a literal: k is italic
/// LineMark(values, label: "*d* = \(dimension)")  // what is put in is shown as it is
/// LineMark(values, label: name)                  // a String: shown as it is
/// LineMark(values, label: Label(markup: name))   // markup by request
/// ```
///
/// Lists of names, such as categories and the cells of tables, are data: `["*the*"]` shows its asterisks. Lists of
/// labels, `[Label]`, have markup.
public struct Label: Hashable, Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// The text in light markup.
    public let markup: String

    /// A text in light markup.
    public init(markup: String) { self.markup = markup }
    /// A text that is shown as it is.
    public init(verbatim text: String) { markup = Markup.escaping(text) }
    /// What the author writes, in light markup.
    public init(stringLiteral text: String) { markup = text }
    /// What the author writes, in light markup, with values that are shown as they are.
    public init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

    /// The text without its markup.
    public var description: String { Markup(markup).exact }

    /// Collects the parts of a literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        /// Begins a literal; the numbers are not used.
        public init(literalCapacity: Int, interpolationCount: Int) {}
        /// A part that the author wrote.
        public mutating func appendLiteral(_ literal: String) { markup += literal }
        /// Another label with its markup.
        public mutating func appendInterpolation(_ label: Label) { markup += label.markup }
        /// A value as it is.
        public mutating func appendInterpolation(_ value: some Any) { markup += Markup.escaping("\(value)") }
    }
}

/// What can stand in a list of names: a `String`, which is shown as it is, or a ``Label``.
public protocol LabelText: Hashable, Sendable {
    /// The text as a label.
    var label: Label { get }
}

extension Label: LabelText {
    /// The label itself.
    public var label: Label { self }
}

extension String: LabelText {
    /// The text as it is.
    public var label: Label { Label(verbatim: self) }
}

extension Substring: LabelText {
    /// The text as it is.
    public var label: Label { Label(verbatim: String(self)) }
}
