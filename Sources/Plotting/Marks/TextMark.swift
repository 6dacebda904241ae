import Drawing

/// Labelled points: a dot and a text beside it for each, moved so that texts cover neither one another nor the dots.
/// A text for which there is no room is left out, and a note in the scene says so; earlier texts come first.
public struct TextMark: Mark {
    /// The look so far.
    public var style = MarkStyle()
    let x: [Double]
    let y: [Double]
    let text: [String]
    var label: String? { nil }

    /// `text[i]` beside the point (`x[i]`, `y[i]`).
    public init(x: [Double], y: [Double], text: [String]) {
        self.x = x
        self.y = y
        self.text = text
    }

    /// `text` beside the point (`x`, `y`).
    public init(x: Double, y: Double, text: String) {
        self.init(x: [x], y: [y], text: [text])
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

extension TextMark: Layer {
    var kind: String { "TextMark" }
    var colorDemand: ColorDemand { .fixed(.ink) }

    func check() throws(FigureError) {
        guard x.count == y.count else {
            throw FigureError.countsDiffer(title, x.count, "x values", y.count, "y values")
        }
        guard x.count == text.count else {
            throw FigureError.countsDiffer(title, x.count, "points", text.count, "texts")
        }
    }

    func measure(x extentX: inout Extent, y extentY: inout Extent) {
        extentX.include(x)
        extentY.include(y)
        extentX.wantsMargin = true
        extentY.wantsMargin = true
    }

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        let size = style.symbolSize ?? 4.2
        let paint = Paint(context.color, opacity: style.opacity ?? 1)
        for index in x.indices {
            guard let center = plot.visiblePoint(x[index], y[index]) else { continue }
            plot.labelPoint(
                text[index], at: center, paint, (style.symbol ?? .circle).drawn, size: size)
        }
    }

    func data(x nameX: String, y nameY: String) -> PlotSeries {
        PlotSeries(
            name: dataName,
            columns: [
                PlotSeries.Column("text", texts: text.map { Markup($0).plain }), PlotSeries.Column(nameX, x),
                PlotSeries.Column(nameY, y),
            ])
    }
}
