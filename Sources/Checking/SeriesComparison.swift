import FigureData
import Foundation
import Plotting

/// Compares the data of a figure with what they were.
struct SeriesComparison {
    private let before: Scene
    private let after: Scene
    /// What is different, a line for each column of a series, with the numbers that are farthest apart.
    private(set) var findings: [(summary: String, changes: [Difference.Change])] = []
    /// How far the data are apart as a whole.
    private(set) var closeness = Tolerance.Closeness.same

    /// How many numbers are listed of a column.
    private static let listed = 8

    init(before: Scene, after: Scene) {
        self.before = before
        self.after = after
        compare()
    }

    /// A series among those of its chart.
    private struct Key: Hashable {
        let chart: Int
        let mark: DataSeries.Mark
        let name: String
        let occurrence: Int

        static func all(_ series: [DataSeries]) -> [Key] {
            var counts: [Key: Int] = [:]
            return series.map { series in
                let first = Key(chart: series.chart, mark: series.mark, name: series.name, occurrence: 0)
                let count = counts[first, default: 0]
                counts[first] = count + 1
                return Key(chart: first.chart, mark: first.mark, name: first.name, occurrence: count)
            }
        }

        var title: String { name == mark.rawValue ? name : "\(mark) “\(name)”" }
    }

    private mutating func compare() {
        let keys = (Key.all(before.series), Key.all(after.series))
        let was = Dictionary(uniqueKeysWithValues: zip(keys.0, before.series))
        let now = Dictionary(uniqueKeysWithValues: zip(keys.1, after.series))
        for key in keys.0 where now[key] == nil { report("the data of \(key.title) are gone", chart: key.chart) }
        for key in keys.1 where was[key] == nil { report("the data of \(key.title) are new", chart: key.chart) }
        for (index, panel) in after.panels.enumerated() {
            let pairs = keys.1.filter { $0.chart == index + 1 }.compactMap { key -> Pair? in
                guard let old = was[key], let new = now[key] else { return nil }
                return Pair(key: key, before: old, after: new)
            }
            compare(pairs, in: panel, freedom: index < before.panels.count ? panel.freedom : .none)
        }
    }

    private struct Pair {
        let key: Key
        let before: DataSeries
        let after: DataSeries

        /// What keeps the columns from being compared number by number; `nil` if nothing does.
        var mismatch: String? {
            let names = [after, before].map { $0.columns.map(\.name).joined(separator: ", ") }
            if names[0] != names[1] { return "the columns are now \(names[0]), before \(names[1])" }
            let rows = [after, before].map { $0.columns.map(\.count).max() ?? 0 }
            if rows[0] != rows[1] { return "there are now \(rows[0]) rows, before \(rows[1])" }
            for (was, now) in zip(before.columns, after.columns) {
                if was.isNumeric != now.isNumeric || was.count != now.count {
                    return "\(now.name) now has \(now.isNumeric ? "numbers" : "texts")"
                }
                if was.axis != now.axis {
                    let axes = [now, was].map { $0.axis.map { "the \($0.rawValue) axis" } ?? "no axis" }
                    return "\(now.name) now belongs to \(axes[0]), before \(axes[1])"
                }
            }
            return nil
        }

        /// The columns of positions, if they are the coordinates of points: x and y in turn.
        var coordinates: [Int] {
            let places = after.columns.indices.filter { index in
                let column = after.columns[index]
                return column.isNumeric && column.axis != nil && column.axis != .color
            }
            let pairs = SeriesComparison.pairs(places).filter { x, y in
                after.columns[x].axis == .x && after.columns[y].axis != .x
            }
            switch key.mark {
            case .point, .line, .text, .annotation: return places.count == 2 && pairs.count == 1 ? places : []
            case .arrow: return places.count == 4 && pairs.count == 2 ? places : []
            case .area, .bar, .histogram, .image, .rectangle, .rule: return []
            }
        }
    }

    private mutating func compare(_ pairs: [Pair], in panel: Panel, freedom: CoordinateFreedom) {
        let comparable = pairs.filter { pair in
            guard let mismatch = pair.mismatch else { return true }
            report("of \(pair.key.title) \(mismatch)", chart: pair.key.chart)
            return false
        }
        let alignment = freedom == .none ? nil : SeriesComparison.alignment(of: comparable, freedom: freedom)
        if let alignment, !alignment.isIdentity { closeness = max(closeness, .equal) }
        for pair in comparable {
            var after = pair.after.columns.map(\.numbers)
            var range: Double?
            if let alignment {
                for (x, y) in SeriesComparison.pairs(pair.coordinates) {
                    guard let xs = after[x], let ys = after[y] else { continue }
                    let points = zip(xs, ys).map { alignment.apply(($0, $1)) }
                    (after[x], after[y]) = (points.map(\.x), points.map(\.y))
                }
                // After a rotation there is no telling the axes' units apart.
                if freedom == .rotation {
                    range = pair.coordinates.compactMap { pair.before.columns[$0].numbers }.map {
                        Tolerance.range(of: $0)
                    }.max()
                }
            }
            for index in pair.after.columns.indices {
                compare(pair, column: index, after: after[index], in: panel, range: range)
            }
        }
    }

    private mutating func compare(
        _ pair: Pair, column: Int, after: [Double]?, in panel: Panel, range: Double?
    ) {
        let (was, now) = (pair.before.columns[column], pair.after.columns[column])
        let name = "\(now.name) of \(pair.key.title)"
        guard let before = was.numbers, let after else {
            let rows = zip(was.cells, now.cells).enumerated().filter { $1.0 != $1.1 }
            guard let first = rows.first else { return }
            report(
                "\(rows.count) of \(was.count) texts of \(name) changed (row \(first.offset + 1): "
                    + "“\(first.element.1)”, before “\(first.element.0)”)", chart: pair.key.chart,
                changes: rows.prefix(SeriesComparison.listed).map {
                    .init(name: name, row: $0.offset + 1, before: $0.element.0, after: $0.element.1)
                })
            return
        }
        let excesses = Tolerance.excesses(
            before, after, range: pair.coordinates.contains(column) ? range : nil,
            axis: now.axis.flatMap { panel.axis($0.rawValue) })
        closeness = max(closeness, Tolerance.closeness(excesses))
        let rows = excesses.indices.filter { excesses[$0] > 1 }
            .sorted { (-excesses[$0], $0) < (-excesses[$1], $1) }
        guard let worst = rows.first else { return }
        let size = excesses[worst] * Tolerance.share * 100
        let much = size.isFinite ? ", at most by \(Words.number(size, digits: 2))% of the range" : ""
        report(
            "\(rows.count) of \(before.count) values of \(name) changed\(much) "
                + "(row \(worst + 1): \(Words.number(after[worst])), before \(Words.number(before[worst])))",
            chart: pair.key.chart,
            changes: rows.prefix(SeriesComparison.listed).map {
                .init(
                    name: name, row: $0 + 1, before: Words.number(before[$0]), after: Words.number(after[$0]))
            })
    }

    private mutating func report(_ summary: String, chart: Int, changes: [Difference.Change] = []) {
        closeness = .different
        findings.append(
            (max(before.panels.count, after.panels.count) > 1 ? "chart \(chart): \(summary)" : summary, changes))
    }

    /// The change that is common to all points of a chart.
    private static func alignment(of pairs: [Pair], freedom: CoordinateFreedom) -> Alignment {
        func points(_ series: DataSeries, _ columns: [Int]) -> [(x: Double, y: Double)] {
            SeriesComparison.pairs(columns).flatMap { x, y in
                zip(series.columns[x].numbers ?? [], series.columns[y].numbers ?? []).map { ($0, $1) }
            }
        }
        return Alignment(
            pairs.flatMap { points($0.after, $0.coordinates) },
            onto: pairs.flatMap { points($0.before, $0.coordinates) },
            freedom: freedom)
    }

    private static func pairs(_ columns: [Int]) -> [(Int, Int)] {
        stride(from: 0, to: columns.count - columns.count % 2, by: 2).map { (columns[$0], columns[$0 + 1]) }
    }
}
