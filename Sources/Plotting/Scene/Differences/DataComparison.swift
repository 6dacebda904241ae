import Foundation

extension SceneComparison {
    private struct SeriesKey: Hashable {
        let chart: Int
        let mark: String
        let name: String
        let occurrence: Int
    }

    /// Compares the data of marks with the same chart, kind and name.
    mutating func compareData() {
        let (before, now) = (keys(old.series), keys(new.series))
        let oldSeries = Dictionary(uniqueKeysWithValues: zip(before, old.series))
        let newSeries = Dictionary(uniqueKeysWithValues: zip(now, new.series))
        for key in before {
            guard let was = oldSeries[key] else { continue }
            if let series = newSeries[key] {
                compare(was, series)
            } else {
                add(.data, key.chart, "data of \(title(was)) are gone")
            }
        }
        for key in now where oldSeries[key] == nil {
            if let series = newSeries[key] { add(.data, key.chart, "data of \(title(series)) are new") }
        }
        if Set(before) == Set(now), before != now { add(.data, 0, "the series are in another order") }
    }

    private func keys(_ series: [PlotSeries]) -> [SeriesKey] {
        var counts: [[String]: Int] = [:]
        return series.map { series in
            let count = counts[["\(series.chart)", series.mark, series.name], default: 0]
            counts[["\(series.chart)", series.mark, series.name]] = count + 1
            return SeriesKey(chart: series.chart, mark: series.mark, name: series.name, occurrence: count)
        }
    }

    private func title(_ series: PlotSeries) -> String {
        series.name == series.mark ? series.mark : "\(series.mark) “\(series.name)”"
    }

    private mutating func compare(_ old: PlotSeries, _ new: PlotSeries) {
        guard old.columns != new.columns else { return }
        let names = (old.columns.map(\.name), new.columns.map(\.name))
        guard names.0 == names.1 else {
            let lists = [names.1, names.0].map { SceneComparison.list($0) }
            return add(.data, new.chart, "data of \(title(new)) now have the columns \(lists[0]), before \(lists[1])")
        }
        let rows = [new, old].map { $0.columns.map(\.count).max() ?? 0 }
        guard rows[0] == rows[1] else {
            return add(.data, new.chart, "data of \(title(new)) now have \(rows[0]) rows, before \(rows[1])")
        }
        for (was, now) in zip(old.columns, new.columns) where was != now {
            if was.axis != now.axis {
                add(
                    .data, new.chart,
                    "data of \(title(new)): \(now.name) now belongs to \(words(now.axis)), before \(words(was.axis))")
            }
            if was.cells != now.cells || was.isNumeric != now.isNumeric {
                add(.data, new.chart, "data of \(title(new)): \(change(was, now))")
            }
        }
    }

    private func words(_ axis: PlotSeries.Column.Axis?) -> String {
        switch axis {
        case nil: "no axis"
        case .color?: "the scale of colours"
        case let axis?: "the \(axis.rawValue) axis"
        }
    }

    /// `3 of 300 values of loss changed, at most by 0.1 (row 12: 3.1, before 3)`.
    private func change(_ old: PlotSeries.Column, _ new: PlotSeries.Column) -> String {
        let (before, after) = (old.cells, new.cells)
        let rows = before.indices.filter { $0 >= after.count || before[$0] != after[$0] }
        guard old.isNumeric == new.isNumeric, before.count == after.count, var worst = rows.first else {
            return "\(new.name) now are \(new.isNumeric ? "numbers" : "texts")"
        }
        var size = ""
        if let was = old.numbers, let now = new.numbers {
            var largest = 0.0
            for row in rows {
                let change = abs(now[row] - was[row])
                if change.isNaN || change > largest { (worst, largest) = (row, change.isNaN ? .infinity : change) }
            }
            if largest.isFinite { size = ", at most by \(Words.rounded(largest))" }
        }
        func cell(_ cells: [String]) -> String {
            let cell = cells[worst]
            return new.isNumeric ? (cell.isEmpty ? "nothing" : cell.replacing("-", with: "−")) : "“\(cell)”"
        }
        let count = before.count == 1 ? "the value" : "\(rows.count) of \(before.count) values"
        return "\(count) of \(new.name) changed\(size) (row \(worst + 1): \(cell(after)), before \(cell(before)))"
    }
}
