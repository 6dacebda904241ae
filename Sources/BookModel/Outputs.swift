public import struct Foundation.Data

/// Whether the page shows a cell's code open, folded away, or not at all.
public enum Echo: String, Codable, Hashable, Sendable { case show, fold, hide }

/// What one directive block produced.
public struct CellOutput: Codable, Hashable, Sendable {
    /// The index in `Chapter.cells`.
    public var cell: Int
    public var echo: Echo
    /// Empty for `@run`.
    public var content: Content?

    public enum Content: Codable, Hashable, Sendable {
        case figure(FigureOutput)
        case table(TableOutput)
        case claim(ClaimOutput)
    }

    public init(cell: Int, echo: Echo, content: Content? = nil) {
        self.cell = cell
        self.echo = echo
        self.content = content
    }
}

/// A drawn figure with its data.
public struct FigureOutput: Codable, Hashable, Sendable {
    /// The label within the book: `spectrum` is referred to as `@fig-spectrum`.
    public var id: String
    /// What the figure shows, in words.
    public var alternative: String
    /// One `<svg>` element whose colours are custom properties with a fallback, and whose ids begin with the
    /// figure's own.
    public var svg: String
    /// The figure in the light theme at two pixels a point.
    public var png: Data
    /// Width and height in points.
    public var width: Double
    public var height: Double
    /// What was drawn, in the order of the marks.
    public var series: [DataSeries]

    public init(
        id: String, alternative: String, svg: String, png: Data, width: Double, height: Double, series: [DataSeries]
    ) {
        self.id = id
        self.alternative = alternative
        self.svg = svg
        self.png = png
        self.width = width
        self.height = height
        self.series = series
    }
}

/// One series of a figure: named columns of equal length.
public struct DataSeries: Codable, Hashable, Sendable {
    public var name: String
    public var columns: [Column]

    public struct Column: Codable, Hashable, Sendable {
        public var name: String
        /// Numbers as the shortest text that reads back the same; texts as they are.
        public var cells: [String]

        public init(name: String, cells: [String]) {
            self.name = name
            self.cells = cells
        }
    }

    public init(name: String, columns: [Column]) {
        self.name = name
        self.columns = columns
    }
}

/// A computed table. Texts may carry the light markup of figure labels: `*k*` for italics, `_{}` and `^{}`.
public struct TableOutput: Codable, Hashable, Sendable {
    public var id: String
    public var columns: [Column]
    public var rows: [[String]]

    public struct Column: Codable, Hashable, Sendable {
        public var title: String
        public var alignment: ColumnAlignment

        public init(title: String, alignment: ColumnAlignment) {
            self.title = title
            self.alignment = alignment
        }
    }

    public init(id: String, columns: [Column], rows: [[String]]) {
        self.id = id
        self.columns = columns
        self.rows = rows
    }
}

/// A checked statement.
public struct ClaimOutput: Codable, Hashable, Sendable {
    public enum Verdict: String, Codable, Hashable, Sendable { case holds, fails, untestable }

    public var id: String
    public var statement: String
    public var verdict: Verdict
    /// The effect size in words: "median error 1.8%, at most 5% asked".
    public var measured: String
    /// What the paper reports, where it does.
    public var paper: String?
    /// Why the claim cannot be tested on this corpus.
    public var reason: String?

    public init(
        id: String, statement: String, verdict: Verdict, measured: String, paper: String? = nil, reason: String? = nil
    ) {
        self.id = id
        self.statement = statement
        self.verdict = verdict
        self.measured = measured
        self.paper = paper
        self.reason = reason
    }
}

/// Everything that a chapter's run produced.
public struct ChapterOutputs: Codable, Hashable, Sendable {
    public var cells: [CellOutput]
    /// The texts of the inline values, by their index in `Chapter.values`.
    public var values: [Int: String]

    public init(cells: [CellOutput] = [], values: [Int: String] = [:]) {
        self.cells = cells
        self.values = values
    }
}

/// What a running chapter says to the engine, one JSON object a line.
public enum RunEvent: Codable, Sendable {
    /// The cell with this index begins.
    case began(cell: Int)
    /// The value with this index is about to be computed.
    case evaluating(value: Int)
    case output(CellOutput)
    case value(index: Int, text: String)
    /// A long step: what it is, and how much of it is done (0 to 1) where that is known.
    case progress(step: String, fraction: Double?)
    /// A step that took time worth knowing, for `--timings`; `reused` when it was remembered.
    case timing(step: String, seconds: Double, reused: Bool)
    /// An error that the chapter's code threw, with its place where that is known.
    /// One about the corpus concerns the whole book, not the line that happened to read it first.
    case threw(message: String, remedy: String?, location: SourceLocation?, isAboutCorpus: Bool)
    case finished
}
