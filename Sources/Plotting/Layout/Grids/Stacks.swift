public import LightMarkup

/// Builds the figures of a stack; takes `if`, `switch` and `for`.
@resultBuilder
public enum FigureBuilder {
    /// One part.
    public static func buildExpression(_ figure: some Figure) -> [any Figure] { [figure] }
    /// Parts one after the other.
    public static func buildBlock(_ parts: [any Figure]...) -> [any Figure] { parts.flatMap { $0 } }
    /// A part that an `if` may leave out.
    public static func buildOptional(_ part: [any Figure]?) -> [any Figure] { part ?? [] }
    /// One branch of a condition.
    public static func buildEither(first: [any Figure]) -> [any Figure] { first }
    /// The other branch of a condition.
    public static func buildEither(second: [any Figure]) -> [any Figure] { second }
    /// The parts of a loop.
    public static func buildArray(_ parts: [[any Figure]]) -> [any Figure] { parts.flatMap { $0 } }
}

/// Axes that the charts of a stack or grid have in common.
public struct SharedAxes: OptionSet, Sendable {
    /// One bit for each axis.
    public let rawValue: Int
    /// The axes whose bits are set.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// One x domain. Only charts without another below them label it.
    public static let x = SharedAxes(rawValue: 1)
    /// One y domain. Only charts without another at their left label it.
    public static let y = SharedAxes(rawValue: 2)
    /// Both.
    public static let both: SharedAxes = [.x, .y]
    /// One x domain for each column, labelled at its lowest chart.
    public static let columns = SharedAxes(rawValue: 4)
    /// One y domain for each row, labelled at its leftmost chart.
    public static let rows = SharedAxes(rawValue: 8)
}

/// Figures below one another, the left and right edges of their plots aligned.
public struct VStack: TitledFigure {
    var arrangement: Arrangement

    /// The figures from top to bottom.
    ///
    /// - Parameter spacing: Pixels between them.
    public init(spacing: Double = 10, @FigureBuilder _ content: () throws -> [any Figure]) rethrows {
        arrangement = Arrangement(shape: .column, spacing: spacing, figures: try content())
    }

    /// Gives the charts axes in common.
    public func sharedAxes(_ axes: SharedAxes) -> VStack { with { $0.shared = axes } }
    /// Writes a heading above the whole, and a quieter line below it; long ones take up to three lines each.
    public func title(_ title: Label, subtitle: Label? = nil) -> VStack {
        with { $0.heading = Heading(title: title.markup, subtitle: subtitle?.markup) }
    }
    /// Writes a bold letter at the upper left corner of each chart, in reading order and through nested stacks.
    public func panelLetters(_ style: PanelLetters = .lowercase) -> VStack { with { $0.letters = style } }
    /// Sets the size in pixels; what is nil is chosen.
    public func size(width: Double? = nil, height: Double? = nil) -> VStack { with { $0.setSize(width, height) } }
    /// Sets the part of a surrounding HStack's width that the stack takes, 0…1.
    public func width(_ share: Double) -> VStack { with { $0.size.widthShare = share } }
    /// Sets the part of a surrounding VStack's height that the stack takes, 0…1.
    public func height(_ share: Double) -> VStack { with { $0.size.heightShare = share } }

    private func with(_ change: (inout Arrangement) -> Void) -> VStack {
        var copy = self
        change(&copy.arrangement)
        return copy
    }

    /// Settles scales and colours. Throws a ``FigureError`` for data that cannot be shown, or an arrangement that is
    /// impossible.
    public func plan(theme: Theme) throws -> FigurePlan { try arrangement.plan(theme: theme) }
}

/// Figures side by side, their plots of one width and aligned at top and bottom.
public struct HStack: TitledFigure {
    var arrangement: Arrangement

    /// The figures from left to right.
    ///
    /// - Parameter spacing: Pixels between them.
    public init(spacing: Double = 18, @FigureBuilder _ content: () throws -> [any Figure]) rethrows {
        arrangement = Arrangement(shape: .row, spacing: spacing, figures: try content())
    }

    /// Gives the charts axes in common.
    public func sharedAxes(_ axes: SharedAxes) -> HStack { with { $0.shared = axes } }
    /// Writes a heading above the whole, and a quieter line below it; long ones take up to three lines each.
    public func title(_ title: Label, subtitle: Label? = nil) -> HStack {
        with { $0.heading = Heading(title: title.markup, subtitle: subtitle?.markup) }
    }
    /// Writes a bold letter at the upper left corner of each chart, in reading order and through nested stacks.
    public func panelLetters(_ style: PanelLetters = .lowercase) -> HStack { with { $0.letters = style } }
    /// Sets the size in pixels; what is nil is chosen.
    public func size(width: Double? = nil, height: Double? = nil) -> HStack { with { $0.setSize(width, height) } }
    /// Sets the part of a surrounding HStack's width that the stack takes, 0…1.
    public func width(_ share: Double) -> HStack { with { $0.size.widthShare = share } }
    /// Sets the part of a surrounding VStack's height that the stack takes, 0…1.
    public func height(_ share: Double) -> HStack { with { $0.size.heightShare = share } }

    private func with(_ change: (inout Arrangement) -> Void) -> HStack {
        var copy = self
        change(&copy.arrangement)
        return copy
    }

    /// Settles scales and colours. Throws a ``FigureError`` for data that cannot be shown, or an arrangement that is
    /// impossible.
    public func plan(theme: Theme) throws -> FigurePlan { try arrangement.plan(theme: theme) }
}

/// Figures in rows and columns, filled from left to right and from the top; the plots of a column are aligned at left
/// and right, those of a row at top and bottom. A figure takes several cells with ``Figure/span(columns:rows:)``.
public struct Grid: TitledFigure {
    var arrangement: Arrangement

    /// A grid of `columns` columns and as many rows as the figures need.
    ///
    /// - Parameters:
    ///   - columns: How many columns there are, at least one.
    ///   - spacing: Pixels between columns and between rows.
    ///   - columnWidths: How wide the plots of the columns are relative to one another; equally wide if nil.
    public init(
        columns: Int, spacing: Double = 18, columnWidths: [Double]? = nil,
        @FigureBuilder _ content: () throws -> [any Figure]
    ) rethrows {
        arrangement = Arrangement(
            shape: .grid(columns: columns, widths: columnWidths), spacing: spacing, figures: try content())
    }

    /// Gives the charts axes in common.
    public func sharedAxes(_ axes: SharedAxes) -> Grid { with { $0.shared = axes } }
    /// Writes a heading above the whole, and a quieter line below it; long ones take up to three lines each.
    public func title(_ title: Label, subtitle: Label? = nil) -> Grid {
        with { $0.heading = Heading(title: title.markup, subtitle: subtitle?.markup) }
    }
    /// Writes a bold letter at the upper left corner of each chart, in reading order and through nested stacks.
    public func panelLetters(_ style: PanelLetters = .lowercase) -> Grid { with { $0.letters = style } }
    /// Sets the size in pixels; what is nil is chosen.
    public func size(width: Double? = nil, height: Double? = nil) -> Grid { with { $0.setSize(width, height) } }
    /// Sets the part of a surrounding HStack's width that the grid takes, 0…1.
    public func width(_ share: Double) -> Grid { with { $0.size.widthShare = share } }
    /// Sets the part of a surrounding VStack's height that the grid takes, 0…1.
    public func height(_ share: Double) -> Grid { with { $0.size.heightShare = share } }

    private func with(_ change: (inout Arrangement) -> Void) -> Grid {
        var copy = self
        change(&copy.arrangement)
        return copy
    }

    /// Settles scales and colours. Throws a ``FigureError`` for data that cannot be shown, or an arrangement that is
    /// impossible.
    public func plan(theme: Theme) throws -> FigurePlan { try arrangement.plan(theme: theme) }
}
