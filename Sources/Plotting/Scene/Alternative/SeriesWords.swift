import FigureData
import Foundation

/// A part of a sentence with a subject of its own.
struct Clause {
    let text: String
    /// Whether it begins with the name of a series, which stays as it is where a sentence begins.
    var beginsWithName = false

    /// The clause as the beginning of a sentence.
    var sentence: String { beginsWithName ? text : text.uppercasedFirst }
}

extension String {
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
    var uppercasedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// The data of a chart's marks in words, by kind of mark.
struct SeriesWords {
    let panel: Panel?
    /// What the values are where a series has no name of its own.
    let nameOfY: String

    /// How many series are described one by one.
    private static let most = 5

    /// One clause or sentence for each series, and one for those beyond the fifth.
    func clauses(_ series: [DataSeries]) -> [Clause] {
        let series = series.map(drawn)
        let lines = series.filter { SeriesWords.isCurve($0) }.flatMap(curves)
        let others = series.filter { !SeriesWords.isCurve($0) }.flatMap(clause)
        return describe(lines) + others.prefix(SeriesWords.most)
            + (others.count > SeriesWords.most
                ? [Clause(text: "there are \(others.count - SeriesWords.most) further series")] : [])
    }

    /// The series without numbers that their axis does not have, such as zero on a logarithmic one: what is not drawn is
    /// not described. An area reaches to the end of the axis there.
    private func drawn(_ series: DataSeries) -> DataSeries {
        guard series.mark != .area || series.columns.count == 2 else { return series }
        var drawn = series
        drawn.columns = series.columns.map { column in
            guard let axis = column.axis,
                let scale = panel?.axis(axis.rawValue)?.scale, scale == .log || scale == .squareRoot
            else { return column }
            return column.mapNumbers { scale.has($0) ? $0 : .nan }
        }
        return drawn
    }

    // MARK: Curves

    /// Whether a series is read from left to right: lines, areas, and points by rank.
    static func isCurve(_ series: DataSeries) -> Bool {
        switch series.mark {
        case .line: return true
        case .area: return series.columns.count == 2
        case .point:
            guard series.columns.count == 2, let x = series.columns[0].numbers, x.count > 2 else { return false }
            return zip(x, x.dropFirst()).allSatisfy { $0 < $1 }
        default: return false
        }
    }

    private func curves(_ series: DataSeries) -> [CurveSentence] {
        guard let x = series.columns.first?.numbers else { return [] }
        let values = series.columns.dropFirst().filter { $0.name != "color" }
        return values.compactMap { column in
            guard let y = column.numbers else { return nil }
            let named = series.isNamed ? series.name : nil
            let name = values.count == 1 ? named ?? nameOfY : column.name
            return CurveSentence(
                name: name, x: x, y: y, scales: (panel?.axis("x")?.scale ?? .linear, panel?.axis("y")?.scale ?? .linear)
            )
        }
    }

    private func describe(_ curves: [CurveSentence]) -> [Clause] {
        func clause(_ curve: CurveSentence) -> Clause { Clause(text: curve.text, beginsWithName: true) }
        guard curves.count > SeriesWords.most else { return curves.map(clause) }
        let shown = curves.prefix(3)
        var groups: [(does: (one: String, many: String), count: Int)] = []
        for curve in curves.dropFirst(3) {
            let does = SeriesWords.verb(curve.trend)
            if let index = groups.firstIndex(where: { $0.does.one == does.one }) {
                groups[index].count += 1
            } else {
                groups.append((does, 1))
            }
        }
        let counts = groups.map { "\(Words.count($0.count)) \($0.count == 1 ? $0.does.one : $0.does.many)" }
        let number = Words.count(curves.count - 3)
        let others =
            groups.count == 1
            ? "the \(number) others \(groups[0].does.many)" : "of the \(number) others \(Words.list(counts))"
        return shown.map(clause) + [Clause(text: others)]
    }

    private static func verb(_ trend: Trend?) -> (one: String, many: String) {
        switch trend {
        case .rises: ("rises", "rise")
        case .falls: ("falls", "fall")
        case .peak: ("rises and then falls", "rise and then fall")
        case .valley: ("falls and then rises", "fall and then rise")
        case .constant: ("stays as it is", "stay as they are")
        case .irregular: ("has no trend", "have no trend")
        case nil: ("has no values", "have no values")
        }
    }

    // MARK: Other marks

    private func clause(_ series: DataSeries) -> [Clause] {
        switch series.mark {
        case .bar: return bars(series).map { Clause(text: $0, beginsWithName: true) }
        case .histogram: return bins(series).map { Clause(text: $0, beginsWithName: true) }
        case .area: return band(series).map { Clause(text: $0) }
        case .point: return points(series).map { Clause(text: $0) }
        case .rectangle: return cells(series).map { Clause(text: $0) }
        case .rule: return rule(series).map { Clause(text: $0) }
        case .arrow:
            return [Clause(text: "there are \(Words.count(series.columns.first?.count ?? 0)) arrows")]
        case .image: return [Clause(text: "there is a picture")]
        case .text: return texts(series).map { Clause(text: $0) }
        case .line, .annotation: return []
        }
    }

    private func bars(_ series: DataSeries) -> [String] {
        guard let first = series.columns.first,
            let values = series.columns.dropFirst().first?.numbers
        else { return [] }
        let names = first.numbers.map { $0.map { Words.rounded($0) } } ?? first.cells
        let bars = zip(names, values).filter { $1.isFinite }
        let name = series.isNamed ? series.name : nameOfY
        guard let high = bars.max(by: { $0.1 < $1.1 }), let low = bars.min(by: { $0.1 < $1.1 }) else {
            return ["\(name) has no values"]
        }
        let digits = Words.digits(telling: low.1, high.1)
        func bar(_ bar: (String, Double)) -> String { "\(Words.rounded(bar.1, digits: digits)) for \(bar.0)" }
        guard bars.count > 1 else { return ["\(name) is \(bar(high))"] }
        guard low.1 < high.1 else { return ["\(name) is \(Words.rounded(low.1)) for all"] }
        return ["\(name) is largest, \(bar(high)), and smallest, \(bar(low))"]
    }

    /// An area between two curves.
    private func band(_ series: DataSeries) -> [String] {
        guard series.columns.count == 3, let x = series.columns[0].numbers, let lower = series.columns[1].numbers,
            let upper = series.columns[2].numbers
        else { return [] }
        let finite = x.indices.filter {
            $0 < lower.count && $0 < upper.count && x[$0].isFinite && lower[$0].isFinite && upper[$0].isFinite
        }
        let name = series.isNamed ? "the band of \(series.name)" : "a band"
        guard let first = finite.min(by: { x[$0] < x[$1] }), let last = finite.max(by: { x[$0] < x[$1] }) else {
            return ["\(name) has no values"]
        }
        func place(_ index: Int) -> String {
            "\(Words.rounded(lower[index]))…\(Words.rounded(upper[index])) at \(Words.rounded(x[index]))"
        }
        return ["\(name) goes from \(place(first)) to \(place(last))"]
    }

    private func points(_ series: DataSeries) -> [String] {
        guard series.columns.count >= 2, let x = series.columns[0].numbers, let y = series.columns[1].numbers else {
            return []
        }
        let pairs = zip(x, y).filter { $0.isFinite && $1.isFinite }
        let named = series.isNamed ? " of \(series.name)" : ""
        guard pairs.count > 1 else {
            guard let point = pairs.first else { return ["there are no points\(named)"] }
            return ["one point\(named) is at (\(Words.rounded(point.0)), \(Words.rounded(point.1)))"]
        }
        func transformed(_ values: [Double], _ axis: String) -> [Double] {
            let type = panel?.axis(axis)?.scale ?? .linear
            return values.map { Scale.transform($0, type) }
        }
        let shown = zip(transformed(pairs.map(\.0), "x"), transformed(pairs.map(\.1), "y"))
            .filter { $0.isFinite && $1.isFinite }
        let isTransformed = panel?.axes.prefix(2).contains { $0.scale != .linear } ?? false
        let correlation = Trend.correlation(shown.map(\.0), shown.map(\.1)).map { value in
            let subject = "whose coordinates\(isTransformed ? " as drawn" : "")"
            return ", \(subject) have the correlation \(Words.rounded((value * 100).rounded() / 100))"
        }
        return ["there are \(TickLabels.fixed(Double(pairs.count), decimals: 0)) points\(named)\(correlation ?? "")"]
    }

    /// A heat map: a column of row names, then a column for each column of cells.
    private func cells(_ series: DataSeries) -> [String] {
        guard let first = series.columns.first, !first.name.hasSuffix(", from") else {
            return ["there are \(Words.count(series.columns.first?.count ?? 0)) rectangles"]
        }
        var cells: [(row: Int, column: Int, value: Double)] = []
        for (column, values) in series.columns.dropFirst().enumerated() {
            for (row, value) in (values.numbers ?? []).enumerated() where value.isFinite {
                cells.append((row, column, value))
            }
        }
        guard let high = cells.max(by: { $0.value < $1.value }), let low = cells.min(by: { $0.value < $1.value }) else {
            return ["the cells have no values"]
        }
        let named = series.isNamed ? " of \(series.name)" : ""
        let size = "\(first.count) × \(series.columns.count - 1) cells\(named)"
        guard low.value < high.value else { return ["\(size) are all \(Words.rounded(low.value))"] }
        let digits = Words.digits(telling: low.value, high.value)
        func words(_ value: Double) -> String { Words.rounded(value, digits: digits) }
        let isSquare = first.count == series.columns.count - 1
        let diagonal = isSquare ? (high.row == high.column ? ", on the diagonal" : ", off the diagonal") : ""
        return [
            "\(size) lie between \(words(low.value)) and \(words(high.value)); "
                + "the largest is in row \(first.cell(high.row)), \(series.columns[high.column + 1].name)\(diagonal)"
        ]
    }

    private func bins(_ series: DataSeries) -> [String] {
        guard series.columns.count >= 3, let from = series.columns[0].numbers, let to = series.columns[1].numbers,
            let heights = series.columns[2].numbers,
            let top = heights.indices.filter({ heights[$0].isFinite }).max(by: { heights[$0] < heights[$1] }),
            top < from.count, top < to.count
        else { return [] }
        let digits = Words.digits(telling: from[top], to[top])
        let name = series.isNamed ? series.name : nameOfY
        return [
            "\(name) is largest, \(Words.rounded(heights[top])), between \(Words.rounded(from[top], digits: digits)) and "
                + "\(Words.rounded(to[top], digits: digits)), of \(Words.count(heights.count)) bins"
        ]
    }

    private func rule(_ series: DataSeries) -> [String] {
        guard let column = series.columns.first, let value = column.numbers?.first, !value.isNaN else {
            return []
        }
        let named = series.isNamed ? ", “\(series.name)”" : ""
        return ["a rule marks \(column.name) = \(Words.rounded(value))\(named)"]
    }

    private func texts(_ series: DataSeries) -> [String] {
        let texts = (series.columns.first?.cells ?? []).filter { !$0.isEmpty }
        guard !texts.isEmpty else { return [] }
        let shown = texts.count > 6 ? texts.prefix(5) + ["\(texts.count - 5) more"] : texts[...]
        return ["labelled \(texts.count == 1 ? "is" : "are") \(Words.list(Array(shown)))"]
    }
}
