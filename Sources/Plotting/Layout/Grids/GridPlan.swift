import Drawing

/// Planned figures in rows and columns. A row, a column and a grid are laid out alike: every column has one left and
/// one right margin and every row one top and one bottom margin, so that the plots in them are aligned.
struct GridPlan: Sendable {
    /// A figure and the cells that it takes.
    struct Cell: Sendable {
        var part: FigurePlan
        let columns: ClosedRange<Int>
        let rows: ClosedRange<Int>
    }

    let columnCount: Int
    let rowCount: Int
    let spacing: Double
    /// How wide the plots of the columns are relative to one another.
    let weights: [Double]
    /// Whether the plots of all rows are equally high, unless parts ask for heights.
    let hasEqualRows: Bool
    let heading: Heading
    var cells: [Cell]

    /// The largest number of charts in a figure.
    static let mostCharts = 400
    /// How deep stacks and grids may be within one another.
    static let mostLevels = 6
}

// MARK: - Sharing

extension GridPlan {
    /// Gives the parts one domain, and its labels only to the outermost: those without a part below them, or at their
    /// left.
    mutating func shareAmongParts(_ axis: AxisName) throws(FigureError) {
        try share(axis, amongst: Array(cells.indices))
        hideInnerLabels(axis)
    }

    /// Gives the parts of each column one x domain, or those of each row one y domain.
    mutating func shareWithinTracks(_ axis: AxisName) throws(FigureError) {
        for track in 0..<(axis == .x ? columnCount : rowCount) {
            let members = cells.indices.filter {
                (axis == .x ? cells[$0].columns : cells[$0].rows).lowerBound == track
            }
            if !members.isEmpty { try share(axis, amongst: members) }
        }
        hideInnerLabels(axis)
    }

    private mutating func share(_ axis: AxisName, amongst members: [Int]) throws(FigureError) {
        guard let first = members.first else { return }
        var domain = try cells[first].part.node.sharedDomain(axis)
        for index in members.dropFirst() {
            domain = try domain.union(cells[index].part.node.sharedDomain(axis), axis: axis)
        }
        for index in members { try cells[index].part.node.share(axis, domain) }
    }

    private mutating func hideInnerLabels(_ axis: AxisName) {
        for index in cells.indices {
            let cell = cells[index]
            let isInner = cells.contains { other in
                axis == .x
                    ? other.rows.lowerBound > cell.rows.upperBound && other.columns.overlaps(cell.columns)
                    : other.columns.upperBound < cell.columns.lowerBound && other.rows.overlaps(cell.rows)
            }
            if isInner { cells[index].part.node.hideLabels(axis) }
        }
    }
}

// MARK: - Layout

extension GridPlan: LayoutNode {
    var chartCount: Int { cells.map(\.part.node.chartCount).reduce(0, +) }
    var levels: Int { 1 + (cells.map(\.part.node.levels).max() ?? 0) }

    mutating func forEachChart(_ change: (inout ChartPlan) throws(FigureError) -> Void) throws(FigureError) {
        for index in cells.indices { try cells[index].part.node.forEachChart(change) }
    }

    mutating func share(_ axis: AxisName, _ domain: SharedDomain) throws(FigureError) {
        for index in cells.indices { try cells[index].part.node.share(axis, domain) }
    }

    func sharedDomain(_ axis: AxisName) throws(FigureError) -> SharedDomain {
        var domain = try cells[0].part.node.sharedDomain(axis)
        for cell in cells.dropFirst() { domain = try domain.union(cell.part.node.sharedDomain(axis), axis: axis) }
        return domain
    }

    mutating func hideLabels(_ axis: AxisName) {
        for index in cells.indices { cells[index].part.node.hideLabels(axis) }
    }

    func naturalHeight(width: Double, theme: Theme) -> Double {
        guard width > 0, width < 20_000 else { return 300 }
        let geometry = GridGeometry(self, width: width, height: nil, atLeast: Margins(), theme: theme)
        return geometry.height + heading.height(within: width, theme: theme)
    }

    func margins(width: Double, height: Double, atLeast: Margins, theme: Theme) -> Margins {
        let above = heading.height(within: width, theme: theme)
        var inner = atLeast
        inner.top = max(0, atLeast.top - above)
        let geometry = GridGeometry(self, width: width, height: height - above, atLeast: inner, theme: theme)
        var margins = geometry.margins
        margins.top += above
        return margins
    }

    func draw(
        into scene: inout Scene, x: Double, y: Double, width: Double, height: Double, atLeast: Margins, theme: Theme
    ) throws(FigureError) {
        let above = heading.height(within: width, theme: theme)
        heading.draw(into: &scene, x: x, y: y, width: width, theme: theme)
        var inner = atLeast
        inner.top = max(0, atLeast.top - above)
        let geometry = GridGeometry(self, width: width, height: height - above, atLeast: inner, theme: theme)
        for cell in cells {
            let place = geometry.place(of: cell)
            try cell.part.node.draw(
                into: &scene, x: x + place.x, y: y + above + place.y, width: place.width, height: place.height,
                atLeast: geometry.margins(of: cell), theme: theme)
        }
    }
}
