/// A run of text inside a block.
///
/// Kinds whose meaning can be wrong (a reference that leads nowhere, TeX that does not parse) carry their place.
public indirect enum Inline: Codable, Hashable, Sendable {
    case text(String)
    case emphasis([Inline])
    case strong([Inline])
    case strikethrough([Inline])
    case code(String)
    case math(tex: String, SourceLocation)
    case link(destination: String, title: String, [Inline], SourceLocation)
    case image(source: String, title: String, alternative: [Inline], SourceLocation)
    case html(String)
    case softBreak
    case lineBreak
    /// A computed value; the index is that of `Chapter.values`.
    case value(Int)
    /// A cross-reference such as `@fig-spectrum`; the label is what follows the at sign.
    case reference(label: String, SourceLocation)
    /// A citation such as `[@karkada2025; @mikolov2013]`.
    case citation(keys: [String], SourceLocation)
    /// A footnote's mark; the name is a key of `Chapter.footnotes`.
    case footnote(name: String, SourceLocation)
    /// A note in the margin, written `^[text]`.
    case marginNote([Inline])
}

/// A block of a chapter, with the place where it begins.
public struct Block: Codable, Hashable, Sendable {
    public var location: SourceLocation
    public var content: Content

    public indirect enum Content: Codable, Hashable, Sendable {
        case heading(level: Int, title: [Inline], label: String?)
        case paragraph([Inline])
        case list(BlockList)
        case quote([Block])
        case code(language: String?, text: String)
        case table(ProseTable)
        /// A display equation; one with a label (`{#eq-flow}`) is numbered.
        case math(tex: String, label: String?)
        case html(String)
        case rule
        /// A directive block; the index is that of `Chapter.cells`.
        case cell(Int)
    }

    public init(_ content: Content, at location: SourceLocation) {
        self.content = content
        self.location = location
    }
}

/// A bullet or numbered list.
public struct BlockList: Codable, Hashable, Sendable {
    /// The first number, or `nil` for bullets.
    public var start: Int?
    /// Whether items are set without space between them.
    public var isTight: Bool
    public var items: [[Block]]

    public init(start: Int?, isTight: Bool, items: [[Block]]) {
        self.start = start
        self.isTight = isTight
        self.items = items
    }
}

/// How a column's cells are set.
public enum ColumnAlignment: String, Codable, Hashable, Sendable { case left, center, right }

/// A table written in Markdown, as opposed to one that a cell computes.
public struct ProseTable: Codable, Hashable, Sendable {
    public var alignments: [ColumnAlignment]
    public var header: [[Inline]]
    public var rows: [[[Inline]]]

    public init(alignments: [ColumnAlignment], header: [[Inline]], rows: [[[Inline]]]) {
        self.alignments = alignments
        self.header = header
        self.rows = rows
    }
}
