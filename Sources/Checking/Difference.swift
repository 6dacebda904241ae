public import BookModel

/// Of what authority a difference is, the highest first.
public enum Level: String, Hashable, Sendable, CaseIterable {
    /// What is claimed: verdicts and bounds.
    case claims
    /// Numbers: of figures, claims, tables and texts, and which of these there are.
    case data
    /// How a figure looks.
    case scene
    /// What is written: titles, headings, captions, alt texts, statements, and the order of chapters.
    case words
}

/// One way in which a build is not as its baseline.
public struct Difference: Hashable, Sendable {
    /// A number, or a text, that is another one.
    public struct Change: Hashable, Sendable {
        /// Whose it is: the series and its column.
        public let name: String
        /// The row, from 1.
        public let row: Int
        /// What it was.
        public let before: String
        /// What it is.
        public let after: String
    }

    /// What differs.
    public let item: Item
    /// Of what authority the difference is.
    public let level: Level
    /// What is different, in one line.
    public let summary: String
    /// Where, if the difference has a place of its own; otherwise where the item is.
    public let location: SourceLocation?
    /// The numbers that are farthest apart, for a table; empty where there are none.
    public let changes: [Change]

    init(
        _ item: Item, _ level: Level, _ summary: String, at location: SourceLocation? = nil, changes: [Change] = []
    ) {
        self.item = item
        self.level = level
        self.summary = summary
        self.location = location ?? item.location
        self.changes = changes
    }

    /// What differs and how: `figure 'spectrum', data: …`.
    public var message: String { "\(item), \(level.rawValue): \(summary)" }
}
