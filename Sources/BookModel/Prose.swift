/// A run of text inside a block.
///
/// Kinds whose meaning can be wrong (a reference that leads nowhere, TeX that does not parse) carry their place.
public indirect enum Inline: Hashable, Sendable {
    /// Plain text, without markup.
    case text(String)
    /// Emphasised text, set in italics.
    case emphasis([Inline])
    /// Strongly emphasised text, set bold.
    case strong([Inline])
    /// Text that is struck through.
    case strikethrough([Inline])
    /// Code that is shown, not run.
    case code(String)
    /// A formula within the line, as TeX without its delimiters.
    case math(tex: String, SourceLocation)
    /// A link with its text; the title is empty when there is none.
    case link(destination: String, title: String, [Inline], SourceLocation)
    /// An image from a file, with what it shows in words; the title is empty when there is none.
    case image(source: String, title: String, alternative: [Inline], SourceLocation)
    /// HTML within a line, as its source; the page shows it as text and leaves out comments.
    case html(String)
    /// The end of a line in the source, which the page sets as a space.
    case softBreak
    /// A break that the author asked for.
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
public struct Block: Hashable, Sendable {
    /// The first character of the block; for a directive's block, of its fence.
    public var location: SourceLocation
    /// What the block is.
    public var content: Content

    /// The kinds of blocks. Lists, quotations, callouts and exercises hold blocks in their turn.
    public indirect enum Content: Hashable, Sendable {
        /// A heading of level 1 to 6; one with a label (`{#sec-modes}`) can be referred to.
        case heading(level: Int, title: [Inline], label: String?)
        /// A paragraph of running text.
        case paragraph([Inline])
        /// A bullet or numbered list.
        case list(BlockList)
        /// A quotation.
        case quote([Block])
        /// A note that stands apart, of a kind such as a warning.
        case callout(Callout)
        /// Code that is shown, not run; the language is the first word of its info string.
        case code(language: String?, text: String)
        /// A table written in Markdown.
        case table(ProseTable)
        /// A display equation; one with a label (`{#eq-flow}`) is numbered.
        case math(tex: String, label: String?)
        /// An HTML block, as its source; the page shows it as text and leaves out comments.
        case html(String)
        /// A line between two parts of the text.
        case rule
        /// A directive block; the index is that of `Chapter.cells`.
        case cell(Int)
        /// A numbered exercise with its solution.
        case exercise(Exercise)
    }

    /// A block that begins at `location`.
    public init(_ content: Content, at location: SourceLocation) {
        self.content = content
        self.location = location
    }

    /// The blocks within this one, in the order of the page: of lists, quotations, callouts and exercises.
    public var children: [Block] {
        switch content {
        case .quote(let inner): inner
        case .callout(let callout): callout.blocks
        case .list(let list): list.items.flatMap { $0 }
        case .exercise(let exercise): exercise.blocks + (exercise.solution ?? [])
        case .heading, .paragraph, .code, .table, .math, .html, .rule, .cell: []
        }
    }
}

/// Something for the reader to do: a fenced block whose info string is `markdown @exercise("id")`.
public struct Exercise: Hashable, Sendable {
    /// The label within the book: `trace` is referred to as `@exr-trace`.
    public var id: String
    /// The at sign of `@exercise`.
    public var location: SourceLocation
    /// What is asked.
    public var blocks: [Block]
    /// The text of the block `markdown @solution("id")` of the same chapter, wherever it stands there.
    public var solution: [Block]?

    /// An exercise, by default without a solution.
    public init(id: String, location: SourceLocation, blocks: [Block], solution: [Block]? = nil) {
        self.id = id
        self.location = location
        self.blocks = blocks
        self.solution = solution
    }
}

/// A bullet or numbered list.
public struct BlockList: Hashable, Sendable {
    /// The first number, or `nil` for bullets.
    public var start: Int?
    /// Whether items are set without space between them.
    public var isTight: Bool
    /// The items in their order, each a sequence of blocks.
    public var items: [[Block]]

    /// A list of these items; numbered from `start`, or with bullets.
    public init(start: Int?, isTight: Bool, items: [[Block]]) {
        self.start = start
        self.isTight = isTight
        self.items = items
    }
}

/// How a column's cells are set.
public enum ColumnAlignment: String, Codable, Hashable, Sendable { case left, center, right }

/// A table written in Markdown, as opposed to one that a cell computes.
public struct ProseTable: Hashable, Sendable {
    /// How the columns are set, from left to right; a column that does not say is set to the left.
    public var alignments: [ColumnAlignment]
    /// The texts of the heading row, one for each column.
    public var header: [[Inline]]
    /// The rows beneath the heading: `rows[i][j]` is the text in row i and column j.
    public var rows: [[[Inline]]]

    /// A table with these columns, headings and rows.
    public init(alignments: [ColumnAlignment], header: [[Inline]], rows: [[[Inline]]]) {
        self.alignments = alignments
        self.header = header
        self.rows = rows
    }
}
