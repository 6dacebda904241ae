import Drawing

/// Points. More than 2,000 are drawn as one picture in vector formats. Values that are not finite, or not positive on a
/// logarithmic axis, are left out.
public struct PointMark: Mark {
    /// The look so far.
    public var style = MarkStyle()
    let x: [Double]
    let y: [Double]
    let label: String?
    /// Whether the points follow one another, so that they have an end to label.
    private let isSequence: Bool

    /// A point at each (`x[i]`, `y[i]`).
    public init(x: [Double], y: [Double], label: String? = nil) {
        self.x = x
        self.y = y
        self.label = label
        isSequence = false
    }

    /// Points at (1, `values[0]`), (2, `values[1]`), …: values by rank.
    public init(_ values: [Double], label: String? = nil) {
        x = ranks(values.count)
        y = values
        self.label = label
        isSequence = true
    }

    /// Points at (1, `values[0]`), (2, `values[1]`), …: values by rank.
    public init(values: [Double], label: String? = nil) {
        self.init(values, label: label)
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

extension PointMark: Layer {
    /// More points than this are one picture rather than shapes.
    static let denseCount = 2000

    var kind: String { "PointMark" }
    var colorDemand: ColorDemand { .series }
    var swatch: Swatch? { .point }
    var canBeLabelledDirectly: Bool { isSequence }

    func check() throws(FigureError) {
        guard x.count == y.count else {
            throw FigureError.countsDiffer(title, x.count, "x values", y.count, "y values")
        }
    }

    func measure(x extentX: inout Extent, y extentY: inout Extent) {
        extentX.include(x)
        extentY.include(y)
        extentX.wantsMargin = true
        extentY.wantsMargin = true
    }

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        let centers = zip(x, y).compactMap { plot.visiblePoint($0, $1) }
        let size = style.symbolSize ?? (x.count > 1000 ? 2.2 : x.count > 200 ? 3.2 : 4.5)
        let opacity = style.opacity ?? (x.count > 1000 ? 0.55 : 1)
        plot.symbols((style.symbol ?? .circle).drawn, size: size, at: centers, Paint(context.color, opacity: opacity))
        if let label, context.isLabelledDirectly { plot.labelEnd(of: [centers], label, color: context.color) }
    }

    func data(x nameX: String, y nameY: String) -> PlotSeries {
        PlotSeries(name: dataName, columns: [PlotSeries.Column(nameX, x), PlotSeries.Column(nameY, y)])
    }
}
