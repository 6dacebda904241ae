/// Colours in order, by which values are shown: the roles `name1`, `name2`, … of a palette.
public struct ColorRamp: Hashable, Sendable {
    /// What the names of the roles begin with.
    public let name: String
    /// How many colours there are, at most 255.
    public let count: Int

    /// The roles `name1` to `name`*count*.
    public init(name: String, count: Int) {
        self.name = name
        self.count = min(255, max(1, count))
    }

    /// The colour of a level, counted from 0; levels beyond the last have its colour.
    public func role(_ level: Int) -> ColorRole {
        ColorRole("\(name)\(min(count, max(1, level + 1)))")
    }
}

/// A rectangle divided into equal cells, each in a colour of a ramp or empty.
public struct CellGrid: Hashable, Sendable {
    /// The level of a cell that is not drawn.
    public static let empty: UInt8 = 255

    /// What all cells cover together.
    public var frame: Rect
    /// How many cells there are side by side.
    public let columns: Int
    /// How many cells there are below one another.
    public let rows: Int
    /// The level of each cell in the ramp, row by row from the top left; ``empty`` for none.
    public let levels: [UInt8]
    /// The colours of the levels.
    public let ramp: ColorRamp

    /// A grid of rows of `columns` cells; the last row is filled up with empty ones.
    public init(frame: Rect, columns: Int, levels: [UInt8], ramp: ColorRamp) {
        self.frame = frame
        self.columns = min(max(1, columns), max(1, levels.count))
        rows = max(1, (levels.count + self.columns - 1) / self.columns)
        self.levels = levels + Array(repeating: CellGrid.empty, count: rows * self.columns - levels.count)
        self.ramp = ramp
    }

    /// Cells of one level next to one another in a row.
    struct Run: Hashable {
        let level: UInt8
        let row: Int
        let column: Int
        let length: Int
    }

    /// The cells that are not empty, merged along rows, from the top left.
    var runs: [Run] {
        var runs: [Run] = []
        for row in 0..<rows {
            var column = 0
            while column < columns {
                let level = levels[row * columns + column]
                var end = column + 1
                while end < columns, levels[row * columns + end] == level { end += 1 }
                if level != CellGrid.empty {
                    runs.append(Run(level: level, row: row, column: column, length: end - column))
                }
                column = end
            }
        }
        return runs
    }

    /// Grids of more cells than this are pictures in SVG.
    static let mostShapes = 5000

    /// What to lay over one another, from the lowest level up: each layer covers the cells of its level and above.
    var layers: [(role: ColorRole, coverage: [UInt8])] {
        let present = Set(levels).subtracting([CellGrid.empty]).sorted()
        return present.map { level in
            let coverage = levels.map { $0 >= level && $0 != CellGrid.empty ? UInt8(255) : 0 }
            return (ramp.role(Int(level)), coverage)
        }
    }
}
