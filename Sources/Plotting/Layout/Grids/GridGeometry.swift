import Drawing

/// Where the columns and rows of a grid are.
///
/// Margins depend on the sizes of plots, and these on the margins. Sizes are settled by rounds in which margins only
/// grow, until they hold for all parts; then all plots of a column or row are aligned.
struct GridGeometry {
    /// A column or a row: the plot, and the room before and after it.
    struct Track: Hashable {
        var before = 0.0
        var plot = 0.0
        var after = 0.0
        var extent: Double { before + plot + after }
    }

    private(set) var columns: [Track]
    private(set) var rows: [Track]
    private let plan: GridPlan
    private let theme: Theme

    private static let mostRounds = 6
    /// No figure is larger.
    private static let mostPixels = 20_000.0

    /// The geometry of a grid of the given size; the height is chosen where it is nil.
    init(_ plan: GridPlan, width: Double, height: Double?, atLeast: Margins, theme: Theme) {
        self.plan = plan
        self.theme = theme
        let cellWidth = max(1, width - plan.spacing * Double(plan.columnCount - 1)) / Double(plan.columnCount)
        let cellHeight = height.map { max(1, $0 - plan.spacing * Double(plan.rowCount - 1)) / Double(plan.rowCount) }
        columns = Array(repeating: Track(plot: cellWidth), count: plan.columnCount)
        rows = Array(repeating: Track(plot: cellHeight ?? 240), count: plan.rowCount)
        (columns[0].before, columns[plan.columnCount - 1].after) = (atLeast.left, atLeast.right)
        (rows[0].before, rows[plan.rowCount - 1].after) = (atLeast.top, atLeast.bottom)
        columns[0].plot = max(1, cellWidth - atLeast.left)
        columns[plan.columnCount - 1].plot = max(1, columns[plan.columnCount - 1].plot - atLeast.right)
        var natural: [Double]?
        for round in 0..<GridGeometry.mostRounds {
            let grown = growMargins()
            if round > 0, !grown { break }
            settleColumns(width)
            if plan.rowCount > 1 || height == nil {
                let plots = natural ?? naturalPlots()
                if round > 0 { natural = plots }
                settleRows(height, natural: plots)
            } else if let height {
                rows[0].plot = max(0, height - rows[0].before - rows[0].after)
            }
        }
    }

    /// Grows the margins to what the parts need in their places.
    private mutating func growMargins() -> Bool {
        let (oldColumns, oldRows) = (columns, rows)
        let needed = plan.cells.map { cell in
            let place = place(of: cell)
            return cell.part.node.margins(
                width: place.width, height: place.height, atLeast: margins(of: cell), theme: theme)
        }
        func grow(_ room: inout Double, _ wanted: Double) { room = max(room, wanted) }
        for (cell, margins) in zip(plan.cells, needed) {
            grow(&columns[cell.columns.lowerBound].before, margins.left)
            grow(&columns[cell.columns.upperBound].after, margins.right)
            grow(&rows[cell.rows.lowerBound].before, margins.top)
            grow(&rows[cell.rows.upperBound].after, margins.bottom)
        }
        func differ(_ old: [Track], _ new: [Track]) -> Bool {
            zip(old, new).contains { $1.before - $0.before > 0.01 || $1.after - $0.after > 0.01 }
        }
        return differ(oldColumns, columns) || differ(oldRows, rows)
    }

    // MARK: Columns

    /// Gives all plots without a wish of their own the same width, or what their weights say.
    private mutating func settleColumns(_ width: Double) {
        let room = max(1, width - plan.spacing * Double(columns.count - 1))
        var fixed = columns.indices.map { column in
            wish(plan.cells.filter { $0.columns == column...column }.map(\.part.size), room, \.widthShare, \.width)
        }
        let free = columns.indices.filter { fixed[$0] == nil }
        let taken = fixed.compactMap { $0 }.reduce(0, +)
        if free.isEmpty, taken > 0 { fixed = fixed.map { ($0 ?? 0) * room / taken } }
        let sides = free.map { columns[$0].before + columns[$0].after }.reduce(0, +)
        let weight = free.map { plan.weights[$0] }.reduce(0, +)
        for column in columns.indices {
            let own = columns[column].before + columns[column].after
            columns[column].plot =
                fixed[column].map { max(0, $0 - own) } ?? max(0, room - taken - sides) * plan.weights[column] / weight
        }
    }

    // MARK: Rows

    /// The heights that suit the plots of the rows.
    private func naturalPlots() -> [Double] {
        let plots = rows.indices.map { row in
            let heights = plan.cells.filter { $0.rows == row...row }.map { cell -> Double in
                let width = place(of: cell).width
                var height = cell.part.size.height ?? cell.part.node.naturalHeight(width: width, theme: theme)
                if cell.part.size.height == nil, cell.part.node is ChartPlan, rows.count > 1 {
                    height = min(height, 280)
                }
                height = height.isFinite ? min(max(0, height), GridGeometry.mostPixels) : 240
                let margins = cell.part.node.margins(width: width, height: height, atLeast: Margins(), theme: theme)
                return height - margins.top - margins.bottom
            }
            return max(60, heights.max() ?? 140)
        }
        guard plan.hasEqualRows else { return plots }
        return plots.map { _ in plots.reduce(0, +) / Double(plots.count) }
    }

    private mutating func settleRows(_ height: Double?, natural: [Double]) {
        let shares = rows.indices.map { row in
            wish(plan.cells.filter { $0.rows == row...row }.map(\.part.size), 1, \.heightShare, nil)
        }
        let sides = rows.map { $0.before + $0.after }
        let free = rows.indices.filter { shares[$0] == nil }
        let shared = shares.compactMap { $0 }.reduce(0, +)
        let wanted = free.map { sides[$0] + natural[$0] }.reduce(0, +)
        let room: Double
        if let height {
            room = max(1, height - plan.spacing * Double(rows.count - 1))
        } else {
            // The rows without a share are what the shares leave over.
            room = free.isEmpty ? max(300, 190 * Double(rows.count)) : wanted / max(0.2, 1 - shared)
        }
        let left = max(0, room * (1 - shared) - free.map { sides[$0] }.reduce(0, +))
        let sum = free.map { natural[$0] }.reduce(0, +)
        for row in rows.indices {
            if let share = shares[row] {
                let extent = free.isEmpty ? share * room / max(0.01, shared) : share * room
                rows[row].plot = max(0, extent - sides[row])
            } else {
                rows[row].plot = left * natural[row] / sum
            }
        }
    }

    /// The largest extent that parts ask for, by their share of `room` or in pixels.
    private func wish(
        _ sizes: [SizeRequest], _ room: Double, _ share: KeyPath<SizeRequest, Double?>,
        _ pixels: KeyPath<SizeRequest, Double?>?
    ) -> Double? {
        sizes.compactMap { size -> Double? in
            if let share = size[keyPath: share], share.isFinite { return min(1, max(0, share)) * room }
            guard let pixels, let extent = size[keyPath: pixels], extent.isFinite else { return nil }
            return min(max(0, extent), GridGeometry.mostPixels)
        }.max()
    }

    // MARK: Places

    private func start(_ tracks: [Track], _ index: Int) -> Double {
        tracks[..<index].map { $0.extent + plan.spacing }.reduce(0, +)
    }

    private func extent(_ tracks: [Track], _ range: ClosedRange<Int>) -> Double {
        tracks[range].map(\.extent).reduce(0, +) + plan.spacing * Double(range.count - 1)
    }

    /// The height of the whole grid.
    var height: Double { extent(rows, 0...(rows.count - 1)) }

    /// The margins of the outermost plots.
    var margins: Margins {
        Margins(
            top: rows[0].before, left: columns[0].before, bottom: rows[rows.count - 1].after,
            right: columns[columns.count - 1].after)
    }

    /// The cell's rectangle from the grid's upper left corner.
    func place(of cell: GridPlan.Cell) -> Rect {
        Rect(
            x: start(columns, cell.columns.lowerBound), y: start(rows, cell.rows.lowerBound),
            width: extent(columns, cell.columns), height: extent(rows, cell.rows))
    }

    /// The margins that align the cell's plot with others.
    func margins(of cell: GridPlan.Cell) -> Margins {
        Margins(
            top: rows[cell.rows.lowerBound].before, left: columns[cell.columns.lowerBound].before,
            bottom: rows[cell.rows.upperBound].after, right: columns[cell.columns.upperBound].after)
    }
}
