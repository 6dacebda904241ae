import FigureData

// The wording of errors in arrangements, apart from where they are found.
extension FigureError {
    static func tooManyCharts(_ count: Int) -> FigureError {
        FigureError(
            description: "The figure has \(count) charts.",
            remedy: "Show at most \(GridPlan.mostCharts) in one figure.")
    }

    static func tooManyLevels(_ count: Int) -> FigureError {
        FigureError(
            description: "Stacks and grids are nested \(count) deep.",
            remedy: "Nest at most \(GridPlan.mostLevels); a Grid with .span(columns:rows:) often needs no nesting.")
    }

    static func badSpacing(_ spacing: Double) -> FigureError {
        FigureError(
            description: "The spacing of a stack is \(spacing) pixels.",
            remedy: "Give 0 to 1000 pixels.")
    }

    static func badColumnCount(_ count: Int) -> FigureError {
        FigureError(
            description: "The grid has \(count) columns.", remedy: "Give it 1 to \(GridPlan.mostCharts) columns.")
    }

    static func badColumnWidths(_ count: Int, columns: Int) -> FigureError {
        FigureError(
            description: "A grid of \(columns) columns cannot take the \(count) columnWidths that it was given.",
            remedy: "Give one finite width above zero for each column, or leave columnWidths out.")
    }

    static func badSpan(columns: Int, rows: Int, of count: Int) -> FigureError {
        FigureError(
            description: "A figure spans \(columns) columns and \(rows) rows of a grid with \(count) columns.",
            remedy: "Let it span at least one cell, and no more columns than the grid has.")
    }

    static let spanOutsideGrid = FigureError(
        description: "A figure in a stack spans several cells.",
        remedy: "Put it into a Grid, or remove .span(columns:rows:).")

    static let trailingScaleUnused = FigureError(
        description: "The chart has a trailing scale, but no mark uses it.",
        remedy: "Add .axis(.trailing) to a mark, or remove .trailingScale.")

    static let leadingScaleUnused = FigureError(
        description: "All marks of the chart use the trailing axis.",
        remedy: "Leave .axis(.trailing) out of at least one mark.")

    static let sharedTwinAxes = FigureError(
        description: "The charts of a stack share their y axis, but one of them has a trailing axis too.",
        remedy: "Share only the x axes with .sharedAxes(.x), or remove .axis(.trailing).")

    static let badInset = FigureError(
        description: "An inset does not lie within its plot.",
        remedy: "Give shares of the plot between 0 and 1, such as x: 0.5...0.95 or width: 0.36.")

    static func insetTooSmall(width: Double, height: Double) -> FigureError {
        FigureError(
            description: "An inset of \(shortest(width.rounded())) × \(shortest(height.rounded())) leaves no room for"
                + " its data.",
            remedy: "Give it a larger part of the plot, or enlarge the figure with .size(width:height:).")
    }

    static func unknownCategory(_ mark: String, _ category: String) -> FigureError {
        FigureError(
            description: "\(mark) points at the category “\(category.brief)”, which the chart does not have.",
            remedy: "Name a category of a mark in the same chart.")
    }
}

extension String {
    /// The text as messages quote it: the whole of a short one, the beginning of a long one.
    var brief: String {
        let beginning = prefix(61)
        return beginning.count > 60 ? String(beginning.prefix(60)) + "…" : self
    }
}
