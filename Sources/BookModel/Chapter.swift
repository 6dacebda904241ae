/// A chapter as it was written: prose, directive blocks and inline values, before anything has run.
public struct Chapter: Hashable, Sendable {
    /// The file's name without its ending: `02-the-target-matrix`.
    public var name: String
    /// The file as diagnostics name it: `chapters/02-the-target-matrix.md`.
    public var file: String
    /// The first heading of level 1, or the name.
    public var title: [Inline]
    /// The text from its beginning to its end; cells and values stand in it by their index.
    public var blocks: [Block]
    /// The directive blocks, in document order.
    public var cells: [Cell]
    /// The inline values, in document order.
    public var values: [InlineValue]
    /// The text of the footnotes by their names, the `a` of `[^a]`.
    public var footnotes: [String: [Block]]

    /// A chapter with these parts; blocks refer to `cells` and `values` by index.
    public init(
        name: String, file: String, title: [Inline], blocks: [Block], cells: [Cell], values: [InlineValue],
        footnotes: [String: [Block]] = [:]
    ) {
        self.name = name
        self.file = file
        self.title = title
        self.blocks = blocks
        self.cells = cells
        self.values = values
        self.footnotes = footnotes
    }
}

/// A directive block: a fenced block whose info string is `swift @directive(arguments)`.
public struct Cell: Hashable, Sendable {
    /// What the block is for.
    public var directive: Directive
    /// What stands between the directive's parentheses, as Swift source; `nil` without parentheses.
    public var arguments: String?
    /// The directive's first argument where it is a plain string literal: what references name.
    public var id: String?
    /// The lines between the fences, as Swift source; empty for a block without lines.
    public var code: String
    /// The at sign of the directive.
    public var location: SourceLocation
    /// The first line of the code.
    public var codeLine: Int
    /// How many bytes of each code line the container's indentation took away.
    public var codeIndent: Int
    /// How many values of the chapter stand before this block: the program keeps document order.
    public var valuesBefore: Int
    /// The paragraph after the block that starts with a colon.
    public var caption: [Inline]?

    /// A block with these parts, by default without indentation and caption.
    public init(
        directive: Directive, arguments: String?, id: String?, code: String, location: SourceLocation, codeLine: Int,
        codeIndent: Int = 0, valuesBefore: Int, caption: [Inline]? = nil
    ) {
        self.directive = directive
        self.arguments = arguments
        self.id = id
        self.code = code
        self.location = location
        self.codeLine = codeLine
        self.codeIndent = codeIndent
        self.valuesBefore = valuesBefore
        self.caption = caption
    }
}

/// Inline code that starts with an equals sign: a Swift expression whose value stands in the text.
public struct InlineValue: Hashable, Sendable {
    /// The Swift source after the equals sign, on one line.
    public var expression: String
    /// The first character of the expression.
    public var location: SourceLocation

    /// An expression with the place where it begins.
    public init(expression: String, location: SourceLocation) {
        self.expression = expression
        self.location = location
    }
}
