import Drawing

/// A straight line across the whole plot at one x or one y, with its label beside it. It does not stretch the axes'
/// domains beyond including its value.
public struct RuleMark: Mark {
    /// The look so far.
    public var style = MarkStyle()
    let label: String?
    private let value: Double
    private let isVertical: Bool

    /// A vertical line at `x`.
    public init(x: Double, label: String? = nil) {
        value = x
        isVertical = true
        self.label = label
    }

    /// A horizontal line at `y`.
    public init(y: Double, label: String? = nil) {
        value = y
        isVertical = false
        self.label = label
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

extension RuleMark: Layer {
    var kind: String { "RuleMark" }
    var colorDemand: ColorDemand { .fixed(.soft) }

    func check() throws(FigureError) {
        guard value.isFinite else {
            throw FigureError(
                description: "\(title) has no finite position.", remedy: "Leave the rule out, or give it a number.")
        }
    }

    func measure(x: inout Extent, y: inout Extent) {
        if isVertical { x.include(value) } else { y.include(value) }
    }

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        let scale = isVertical ? plot.x.scale : plot.y.scale
        guard let position = scale.position(value), (-1e-9...1 + 1e-9).contains(position) else { return }
        let rect = plot.rect
        let line: (Point, Point)
        if isVertical {
            let x = rect.minX + position * rect.width
            line = (Point(x, rect.maxY), Point(x, rect.minY))
        } else {
            let y = rect.maxY - position * rect.height
            line = (Point(rect.minX, y), Point(rect.maxX, y))
        }
        var dashed = self
        dashed.style.line = style.line ?? .dashed
        plot.line([[line.0, line.1]], stroke: dashed.stroke(context.color, width: 1.2))
        if let label { plot.labelRule(label, end: line.1, isVertical: isVertical, color: context.color) }
    }

    func data(x nameX: String, y nameY: String) -> PlotSeries {
        PlotSeries(name: dataName, columns: [PlotSeries.Column(isVertical ? nameX : nameY, [value])])
    }
}
