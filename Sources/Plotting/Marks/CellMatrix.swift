import FigureData
import Drawing
import LightMarkup

/// The numbers of a heat map.
struct CellMatrix: Sendable {
    let values: [[Double]]
    let rows: [String]?
    let columns: [String]?

    private var rowCount: Int { values.count }
    private var columnCount: Int { values.first?.count ?? 0 }

    func check(_ title: String) throws(FigureError) {
        guard columnCount > 0 else {
            throw FigureError(
                description: "The matrix of \(title) has no cells.", remedy: "Give it at least one row of one number.")
        }
        if let row = values.firstIndex(where: { $0.count != columnCount }) {
            throw FigureError(
                description:
                    "Row 1 of \(title) has \(columnCount) numbers and row \(row + 1) has \(values[row].count).",
                remedy: "Give all rows of the matrix the same length, with .nan where a number is missing.")
        }
        if let rows, rows.count != rowCount {
            throw FigureError.countsDiffer(title, rowCount, "rows", rows.count, "row names")
        }
        if let columns, columns.count != columnCount {
            throw FigureError.countsDiffer(title, columnCount, "columns", columns.count, "column names")
        }
        for (names, kind) in [(rows, "row"), (columns, "column")] {
            var seen: Set<String> = []
            for name in names ?? [] where !seen.insert(name).inserted {
                throw FigureError(
                    description: "Two \(kind)s of \(title) are called “\(Markup(name).plain)”.",
                    remedy: "Give every \(kind) a name of its own.")
            }
        }
    }

    func measure(x: inout Extent, y: inout Extent) {
        measure(columns, columnCount, &x)
        measure(rows, rowCount, &y)
    }

    private func measure(_ names: [String]?, _ count: Int, _ axis: inout Extent) {
        if let names { return axis.include(categories: names) }
        axis.include(0.5)
        axis.include(Double(count) + 0.5)
        axis.numbersCells = true
    }

    func draw(on plot: inout PlotArea, _ scale: ColorScale, title: String) {
        guard !plot.isTrial else { return }
        let across = edges(columns, columnCount, plot.x, plot)
        let down = edges(rows, rowCount, plot.y, plot)
        let levels = values.map { row in row.map { scale.level($0) ?? CellGrid.empty } }
        let empty = levels.map { $0.count { $0 == CellGrid.empty } }.reduce(0, +)
        if empty > 0 {
            plot.notes.append(
                FigureNote(
                    empty > values.joined().count(where: \.isNaN) ? .notOnScale : .missing,
                    "\(empty) of \(rowCount * columnCount) cells of \(title) have no value on the color scale"
                        + " and are left empty."))
        }
        if areEven(across, plot.x.scale), areEven(down, plot.y.scale), let first = across.first, let last = across.last,
            let top = down.first, let bottom = down.last,
            let frame = plot.box(x: (first.0, last.1), y: (top.0, bottom.1))
        {
            plot.cells(CellGrid(frame: frame, columns: columnCount, levels: levels.flatMap { $0 }, ramp: scale.ramp))
            return
        }
        var boxes: [[Rect]] = Array(repeating: [], count: scale.ramp.count)
        for (row, vertical) in zip(levels, down) {
            for (level, horizontal) in zip(row, across) where level != CellGrid.empty {
                guard let box = plot.box(x: horizontal, y: vertical) else { continue }
                boxes[Int(level)].append(box)
            }
        }
        for (level, boxes) in boxes.enumerated() { plot.boxes(boxes, Paint(scale.ramp.role(level))) }
    }

    /// From where to where rows or columns reach, in values of their axis.
    private func edges(_ names: [String]?, _ count: Int, _ axis: Axis, _ plot: PlotArea) -> [(Double, Double)] {
        guard let names else { return (0..<count).map { (Double($0) + 0.5, Double($0) + 1.5) } }
        let bands = plot.bands(of: axis)
        return names.map { name in bands[name].map { (Double($0), Double($0 + 1)) } ?? (.nan, .nan) }
    }

    /// Whether all rows or columns are seen whole, one after the other, and equally broad.
    private func areEven(_ edges: [(Double, Double)], _ scale: Scale) -> Bool {
        guard scale.type == .linear || scale.type == .categorical, let first = edges.first, let last = edges.last
        else { return false }
        return first.0 >= scale.lower && last.1 <= scale.upper
            && zip(edges, edges.dropFirst()).allSatisfy { $0.1 == $1.0 }
    }

    /// The numbers as columns of a table, the rows' names or numbers first.
    func columns(x nameX: String, y nameY: String) -> [DataSeries.Column] {
        let first =
            rows.map { DataSeries.Column(nameY, texts: $0.map { Markup($0).exact }, on: .y) }
            ?? DataSeries.Column(nameY, ranks(rowCount), on: .y)
        return [first]
            + (0..<columnCount).map { column in
                DataSeries.Column(
                    "\(nameX) \(columns.map { Markup($0[column]).exact } ?? String(column + 1))",
                    values.map { $0[column] }, on: .color)
            }
    }
}
