import Drawing

/// Bars, one for each category. Several BarMarks in a chart stand side by side.
///
/// Bars stand on zero. Where the domain does not have it, they stand on the end of the domain nearest to it, which on
/// a logarithmic axis is always the lower end; their lengths then do not compare as the values do. A linear domain
/// that is not given includes zero, a symmetric logarithmic one need not. Bars are cut off at the domain's ends. A
/// value that is not finite, or not positive on a logarithmic axis, has no bar.
public struct BarMark: Mark {
    /// Which way bars grow.
    public enum Orientation: Hashable, Sendable {
        /// Upwards, the categories along x.
        case vertical
        /// To the right, the categories along y from the top.
        case horizontal
    }

    /// The look so far.
    public var style = MarkStyle()
    let categories: [String]
    let values: [Double]
    let errors: [Double]?
    let label: String?
    let orientation: Orientation
    private var valueDigits: Int?

    /// A bar of length `values[i]` for each of `categories`, with whiskers of ± `errors[i]`.
    public init(
        categories: [String], values: [Double], errors: [Double]? = nil, label: String? = nil,
        orientation: Orientation = .vertical
    ) {
        self.categories = categories
        self.values = values
        self.errors = errors
        self.label = label
        self.orientation = orientation
    }

    /// Writes each value at the end of its bar, with `digits` decimals.
    public func showingValues(digits: Int = 1) -> BarMark {
        var copy = self
        copy.valueDigits = min(12, max(0, digits))
        return copy
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

extension BarMark: Layer {
    var kind: String { "BarMark" }
    var colorDemand: ColorDemand { .series }
    var swatch: Swatch? { .area }

    func check() throws(FigureError) {
        guard categories.count == values.count else {
            throw FigureError.countsDiffer(title, categories.count, "categories", values.count, "values")
        }
        if let errors, errors.count != values.count {
            throw FigureError.countsDiffer(title, values.count, "values", errors.count, "errors")
        }
    }

    func measure(x: inout Extent, y: inout Extent) {
        switch orientation {
        case .vertical: measure(categories: &x, values: &y)
        case .horizontal: measure(categories: &y, values: &x)
        }
    }

    private func measure(categories axis: inout Extent, values other: inout Extent) {
        axis.include(categories: categories)
        other.include(values)
        for (value, error) in zip(values, errors ?? []) {
            other.include(value - error)
            other.include(value + error)
        }
        other.standsOnZero = true
        other.wantsMargin = true
        if valueDigits != nil { other.textShare = orientation == .vertical ? 0.08 : 0.14 }
    }

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        let axis = orientation == .vertical ? plot.x : plot.y
        let known = Dictionary(
            axis.categories.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, value) in values.enumerated() {
            guard let band = known[categories[index]], value.isFinite else { continue }
            let share = 0.68 / Double(context.bar.count)
            let start = Double(band) + 0.16 + share * Double(context.bar.index)
            // Bars of one category keep a hair of paper between them.
            let (low, high) = (start + share * 0.03, start + share * 0.97)
            guard let foot = corner(plot, low, plot.foot(horizontal: orientation == .horizontal)),
                let end = corner(plot, high, value)
            else { continue }
            let rect = Rect(
                x: min(foot.x, end.x), y: min(foot.y, end.y), width: abs(foot.x - end.x), height: abs(foot.y - end.y))
            plot.bar(rect, Paint(context.color, opacity: style.opacity ?? 1))
            let error = errors?[index]
            if let error, error.isFinite { drawWhisker(on: &plot, (low + high) / 2, value, error) }
            guard let valueDigits else { continue }
            let reach = value < 0 ? value - max(0, error ?? 0) : value + max(0, error ?? 0)
            guard let tip = corner(plot, (low + high) / 2, reach) else { continue }
            plot.valueLabel(
                TickLabels.fixed(value, decimals: valueDigits), at: tip,
                towards: orientation == .vertical ? (value < 0 ? .down : .up) : (value < 0 ? .left : .right))
        }
    }

    private func corner(_ plot: PlotArea, _ band: Double, _ value: Double) -> Point? {
        orientation == .vertical ? plot.clampedPoint(band, value) : plot.clampedPoint(value, band)
    }

    private func drawWhisker(on plot: inout PlotArea, _ band: Double, _ value: Double, _ error: Double) {
        guard let low = corner(plot, band, value - error), let high = corner(plot, band, value + error) else { return }
        let isVertical = orientation == .vertical
        var path = Path(from: low, to: high)
        for end in [low, high] {
            path.append(through: [
                Point(end.x - (isVertical ? 3 : 0), end.y - (isVertical ? 0 : 3)),
                Point(end.x + (isVertical ? 3 : 0), end.y + (isVertical ? 0 : 3)),
            ])
        }
        plot.path(path, stroke: Stroke(Paint(.ink), width: 1.1))
    }

    func data(x nameX: String, y nameY: String) -> PlotSeries {
        let (category, value) = orientation == .vertical ? (nameX, nameY) : (nameY, nameX)
        var columns = [
            PlotSeries.Column(category, texts: categories), PlotSeries.Column(value, values),
        ]
        if let errors { columns.append(PlotSeries.Column("error", errors)) }
        return PlotSeries(name: dataName, columns: columns)
    }
}
