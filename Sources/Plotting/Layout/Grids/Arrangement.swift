/// What stacks and grids have in common: figures, and how they are put together.
struct Arrangement: Sendable {
    enum Shape: Hashable, Sendable {
        case row
        case column
        case grid(columns: Int, widths: [Double]?)
    }

    let shape: Shape
    let spacing: Double
    let figures: [any Figure]
    var shared: SharedAxes = []
    var heading = Heading()
    var letters: PanelLetters?
    var size = SizeRequest()

    mutating func setSize(_ width: Double?, _ height: Double?) {
        size.width = width ?? size.width
        size.height = height ?? size.height
    }

    func plan(theme: Theme) throws -> FigurePlan {
        guard !figures.isEmpty else { throw FigureError.emptyStack }
        guard figures.count <= GridPlan.mostCharts else { throw FigureError.tooManyCharts(figures.count) }
        guard (0...1000).contains(spacing) else { throw FigureError.badSpacing(spacing) }
        let parts = try figures.map { try $0.plan(theme: theme) }
        let columns = try columnCount()
        let cells = try placed(parts, columns: columns)
        var node = GridPlan(
            columnCount: columns, rowCount: 1 + (cells.map(\.rows.upperBound).max() ?? 0), spacing: spacing,
            weights: try weights(columns), hasEqualRows: hasEqualRows(parts), heading: heading, cells: cells)
        guard node.chartCount <= GridPlan.mostCharts else { throw FigureError.tooManyCharts(node.chartCount) }
        guard node.levels <= GridPlan.mostLevels else { throw FigureError.tooManyLevels(node.levels) }
        if shared.contains(.x) {
            try node.shareAmongParts(.x)
        } else if shared.contains(.columns) {
            try node.shareWithinTracks(.x)
        }
        if shared.contains(.y) {
            try node.shareAmongParts(.y)
        } else if shared.contains(.rows) {
            try node.shareWithinTracks(.y)
        }
        if let letters {
            var next = 0
            try node.forEachChart { chart throws(FigureError) in
                chart.letter = letters.text(next)
                next += 1
            }
        }
        return FigurePlan(size: size, node: node)
    }

    private func columnCount() throws(FigureError) -> Int {
        switch shape {
        case .row: return figures.count
        case .column: return 1
        case .grid(let columns, _):
            guard (1...GridPlan.mostCharts).contains(columns) else { throw FigureError.badColumnCount(columns) }
            return columns
        }
    }

    /// The rows of a grid are alike unless a chart has a height or a shape of its own.
    private func hasEqualRows(_ parts: [FigurePlan]) -> Bool {
        guard case .grid = shape else { return false }
        return parts.allSatisfy { ($0.node as? ChartPlan)?.aspect == nil && $0.size.height == nil }
    }

    private func weights(_ columns: Int) throws(FigureError) -> [Double] {
        guard case .grid(_, let widths?) = shape else { return Array(repeating: 1, count: columns) }
        guard widths.count == columns, widths.allSatisfy({ $0.isFinite && $0 > 0 && $0 <= 1e6 }) else {
            throw FigureError.badColumnWidths(widths.count, columns: columns)
        }
        return widths
    }

    /// Gives each part its cells: the next free ones in reading order.
    private func placed(_ parts: [FigurePlan], columns: Int) throws(FigureError) -> [GridPlan.Cell] {
        guard case .grid = shape else {
            return try parts.enumerated().map { index, part throws(FigureError) in
                guard part.size.columnSpan == 1, part.size.rowSpan == 1 else { throw FigureError.spanOutsideGrid }
                let (column, row) = shape == .row ? (index, 0) : (0, index)
                return GridPlan.Cell(part: part, columns: column...column, rows: row...row)
            }
        }
        var taken: Set<Int> = []
        var next = 0
        return try parts.map { part throws(FigureError) in
            let (width, height) = (part.size.columnSpan, part.size.rowSpan)
            guard (1...columns).contains(width), (1...GridPlan.mostCharts).contains(height) else {
                throw FigureError.badSpan(columns: width, rows: height, of: columns)
            }
            func cells(at start: Int) -> [Int] {
                (0..<height).flatMap { row in (0..<width).map { start + row * columns + $0 } }
            }
            while next % columns + width > columns || cells(at: next).contains(where: taken.contains) { next += 1 }
            taken.formUnion(cells(at: next))
            let (column, row) = (next % columns, next / columns)
            next += width
            return GridPlan.Cell(
                part: part, columns: column...(column + width - 1), rows: row...(row + height - 1))
        }
    }
}

/// How the panels of a figure are lettered.
public enum PanelLetters: Hashable, Sendable {
    /// **a**, **b**, **c**, …
    case lowercase
    /// **A**, **B**, **C**, …
    case uppercase

    /// The letters of the panel `number`, counted from 0: after the last letter of the alphabet follow aa, ab, …
    func text(_ number: Int) -> String {
        var rest = number + 1
        var letters = ""
        while rest > 0 {
            let (quotient, remainder) = (rest - 1).quotientAndRemainder(dividingBy: 26)
            let first: UInt8 = self == .lowercase ? 97 : 65
            letters = String(UnicodeScalar(first + UInt8(remainder))) + letters
            rest = quotient
        }
        return letters
    }
}
