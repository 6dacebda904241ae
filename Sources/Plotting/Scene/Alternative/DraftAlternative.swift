import FigureData
import LightMarkup

extension Scene {
    /// A description of the figure for readers who do not see it, computed from its data and axes: the kind of each
    /// chart, what its axes are, and what each series does (see ``Trend`` for the rule). Numbers have three significant
    /// digits. An author may accept it or write a better one: it knows nothing of what the figure is to prove.
    public var draftAlternative: String { Markup.line(draft) }

    private var draft: String {
        let charts = panels.indices.map { index in
            ChartWords(panels[index], among: panels, series.filter { $0.chart == index + 1 })
        }
        guard charts.count > 1, let first = charts.first else {
            return charts.first.map { sentences([$0.heading + $0.count] + $0.clauses.map(\.sentence)) }
                ?? "An empty figure."
        }
        let (kinds, axes) = (Set(charts.map(\.kind)), Set(charts.map(\.axes)))
        let shared =
            (kinds.count == 1 ? ", each \(first.kind == "Area chart" ? "an" : "a") \(first.kind.lowercasedFirst)" : "")
            + (axes.count == 1 && !first.axes.isEmpty ? " of \(first.axes)" : "")
        var parts = ["\(Words.count(charts.count).uppercasedFirst) charts\(shared)"]
        for (index, chart) in charts.enumerated() {
            let title = panels[index].title.map { " (“\(Markup($0).plain)”)" } ?? ""
            let own =
                kinds.count == 1
                ? (axes.count == 1 ? "" : chart.axes)
                : (axes.count == 1 ? chart.kind : chart.heading).lowercasedFirst
            let body = ([own] + chart.clauses.map(\.text)).filter { !$0.isEmpty }
            parts.append("Chart \(index + 1)\(title): " + body.joined(separator: "; "))
        }
        return sentences(parts)
    }

    /// What the figure is in a few words: the only chart's title or kind, or how many charts there are.
    var shortTitle: String {
        guard panels.count == 1, let panel = panels.first else {
            return panels.isEmpty ? "Empty figure" : "\(Words.count(panels.count).uppercasedFirst) charts"
        }
        return panel.title.map { Markup($0).plain } ?? ChartWords(panel, among: panels, series).kind
    }

    private func sentences(_ parts: [String]) -> String {
        parts.map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
    }
}

/// What is said of one chart.
private struct ChartWords {
    /// `Line chart`.
    let kind: String
    /// `loss (0.5 to 1) against time (logarithmic, 1 to 10)`.
    let axes: String
    /// The kind with the axes.
    var heading: String { axes.isEmpty ? kind : "\(kind) of \(axes)" }
    /// `, two series`.
    let count: String
    /// What the series do.
    let clauses: [Clause]

    init(_ panel: Panel, among panels: [Panel], _ series: [DataSeries]) {
        let marks = series.map(\.mark)
        kind = ChartWords.kind(marks)
        let (x, y) = (panel.axis("x"), panel.axis("y"))
        let isSideways = y?.scale == .categorical && x?.scale != .categorical
        let (across, up) = isSideways ? (y, x) : (x, y)
        axes = [up, across].compactMap { $0 }.map { ChartWords.words($0, among: panels) }
            .joined(separator: " against ")
        let shown = series.filter { ![.rule, .text].contains($0.mark) }
        let number = shown.map { $0.mark == .line ? max(1, $0.columns.count - 1) : 1 }.reduce(0, +)
        count = kind == "Heat map" || number == 0 ? "" : ", \(Words.count(number)) series"
        clauses = SeriesWords(panel: panel, nameOfY: up.map(ChartWords.name) ?? "y").clauses(series)
    }

    private static func kind(_ marks: [DataSeries.Mark]) -> String {
        let kinds: [(mark: DataSeries.Mark, kind: String)] = [
            (.rectangle, "Heat map"), (.histogram, "Histogram"), (.bar, "Bar chart"),
        ]
        if let known = kinds.first(where: { marks.contains($0.mark) }) { return known.kind }
        switch (marks.contains(.line), marks.contains(.point), marks.contains(.area)) {
        case (true, true, _): return "Chart of lines and points"
        case (true, false, _): return "Line chart"
        case (false, true, _): return "Scatter plot"
        case (false, false, true): return "Area chart"
        case (false, false, false): return "Chart"
        }
    }

    private static func name(_ axis: Panel.Axis) -> String {
        axis.label.map { Markup($0).plain } ?? axis.name
    }

    /// `rank k (logarithmic, 1 to 128)`.
    private static func words(_ axis: Panel.Axis, among panels: [Panel]) -> String {
        guard axis.scale != .categorical else {
            let count = axis.categories.count
            let hasCommas = axis.categories.contains { $0.contains(",") }
            let names = axis.categories.map { Markup($0).plain }.map { hasCommas ? "“\($0)”" : $0 }
            let categories = count > 6 ? "\(count) categories" : Words.list(names)
            return axis.label == nil ? categories : "\(name(axis)) (\(categories))"
        }
        let digits = Words.digits(telling: axis.lower, axis.upper)
        let range = "\(Words.rounded(axis.lower, digits: digits)) to \(Words.rounded(axis.upper, digits: digits))"
        // A shared axis has its label on another chart.
        let twin = panels.compactMap { $0.axis(axis.name) }.first {
            $0.label != nil && $0.scale == axis.scale && $0.lower == axis.lower && $0.upper == axis.upper
        }
        let named = axis.label == nil ? name(twin ?? axis) : name(axis)
        return "\(named) (\(axis.scale == .linear ? "" : axis.scale.words + ", ")\(range))"
    }
}
