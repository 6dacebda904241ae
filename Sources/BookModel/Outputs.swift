public import FigureData
public import struct Foundation.Data

/// Whether the page shows a cell's code open, folded away, or not at all.
public enum Echo: String, Codable, Hashable, Sendable { case show, fold, hide }

/// One thing that a directive block produced: a block that makes several has several of these.
public struct CellOutput: Codable, Hashable, Sendable {
    /// The index in `Chapter.cells`.
    public var cell: Int
    /// How the page shows the block's code.
    public var echo: Echo
    /// Empty for `@run`.
    public var content: Content?

    /// What the page shows beneath the code.
    public enum Content: Codable, Hashable, Sendable {
        /// A drawing, from `@figure` or `@film`.
        case figure(FigureOutput)
        /// A computed table, from `@table`.
        case table(TableOutput)
        /// A checked statement, from `@claim`, and its label within the book.
        case claim(id: String, Claim)

        /// The name that its directive gives it, of letters, digits, hyphens and underscores.
        public var id: String {
            switch self {
            case .figure(let figure): figure.id
            case .table(let table): table.id
            case .claim(let id, _): id
            }
        }

        /// As what it is numbered.
        public var kind: Numbering.Target.Kind {
            switch self {
            case .figure: .figure
            case .table: .table
            case .claim: .claim
            }
        }
    }

    /// What the cell with this index produced; without content it only ran.
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
    /// Width in points.
    public var width: Double
    /// Height in points.
    public var height: Double
    /// What was drawn, in the order of the marks.
    public var series: [DataSeries]
    /// The laid-out figure in the text form of `Scene`, for comparisons; empty where it is not known.
    public var scene: String
    /// The frames of a film, of which the figure itself is a strip; `nil` for a figure that does not move.
    public var film: FilmOutput?

    /// A figure with its drawings and its data; `width` and `height` are in points.
    public init(
        id: String, alternative: String, svg: String, png: Data, width: Double, height: Double, series: [DataSeries],
        scene: String = "", film: FilmOutput? = nil
    ) {
        self.id = id
        self.alternative = alternative
        self.svg = svg
        self.png = png
        self.width = width
        self.height = height
        self.series = series
        self.scene = scene
        self.film = film
    }
}

/// All frames of a film in one drawing, for a page that shows one at a time.
public struct FilmOutput: Codable, Hashable, Sendable {
    /// One `<svg>` element with a `<g class="frame">` for each frame in the order of their times; its `data-time` and
    /// `data-caption` say which moment it shows. All but the last have `display="none"`. Ids begin with the film's own.
    public var svg: String
    /// Width in points.
    public var width: Double
    /// Height in points.
    public var height: Double
    /// What the frames come to in the text form of `Scene`, for comparisons; empty where it is not known.
    public var scene: String

    /// A film with its frames; `width` and `height` are in points.
    public init(svg: String, width: Double, height: Double, scene: String = "") {
        self.svg = svg
        self.width = width
        self.height = height
        self.scene = scene
    }
}

/// A computed table. Texts are in the light markup of figure labels: `*k*` for italics, `_{}` and `^{}`; what comes from
/// data is escaped in it.
public struct TableOutput: Codable, Hashable, Sendable {
    /// The label within the book: `benchmarks` is referred to as `@tbl-benchmarks`.
    public var id: String
    /// The headings, from left to right.
    public var columns: [Column]
    /// The texts of the cells, row by row, each row with a text for every column.
    public var rows: [[String]]

    /// The heading of a column, and how its cells are set.
    public struct Column: Codable, Hashable, Sendable {
        /// The text of the heading, with light markup.
        public var title: String
        /// How heading and cells are set.
        public var alignment: ColumnAlignment

        /// A column with its heading.
        public init(title: String, alignment: ColumnAlignment) {
            self.title = title
            self.alignment = alignment
        }
    }

    /// A table whose rows are as long as `columns`, which is not checked.
    public init(id: String, columns: [Column], rows: [[String]]) {
        self.id = id
        self.columns = columns
        self.rows = rows
    }
}

/// Everything that a chapter's run produced.
public struct ChapterOutputs: Codable, Hashable, Sendable {
    /// What the blocks produced, in the order of `Chapter.cells`, of each in the order in which it was made; blocks that did
    /// not run are missing.
    public var cells: [CellOutput]
    /// The texts of the inline values, by their index in `Chapter.values`.
    public var values: [Int: String]

    /// The outputs of a run; by default of one that produced nothing.
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
    /// This is read now, or was asked for.
    case read(RunInput)
    /// A cell has produced what the page shows of it.
    case output(CellOutput)
    /// The value with this index, as the text that stands in the prose.
    case value(index: Int, text: String)
    /// A long step: what it is, and how much of it is done (0 to 1) where that is known.
    case progress(step: String, fraction: Double?)
    /// A step that took time worth knowing, for `--timings`; `reused` when it was remembered.
    case timing(step: String, seconds: Double, reused: Bool)
    /// What the author should know although work went on: of an input, such as parts that were skipped, or of what the
    /// cell with this index produced. The message is one line.
    case warned(message: String, remedy: String?, cell: Int?)
    /// An error that the chapter's code threw, with its place where that is known.
    /// One about the corpus concerns the whole book, not the line that happened to read it first.
    case threw(message: String, remedy: String?, location: SourceLocation?, isAboutCorpus: Bool)
    /// All cells and values are done; nothing follows.
    case finished
}
