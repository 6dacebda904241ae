import FigureData
import Drawing
public import LightMarkup

/// Labelled points: a dot and a text beside it for each, moved so that texts cover neither one another nor the dots.
/// A text for which the earlier ones leave no room is left out, and a note says so.
public struct TextMark: Mark {
    /// The look so far.
    public var style = MarkStyle()
    private(set) var x: [Double]
    private(set) var y: [Double]
    private(set) var text: [String]
    /// Whether it is no fault if there is no room for a text.
    private(set) var isThinned = false
    /// The category of the points, where categories colour them.
    private(set) var label: String?

    /// `text[i]` beside the point (`x[i]`, `y[i]`). Strings are shown as they are; a line break begins a line.
    public init(x: [Double], y: [Double], text: [any LabelText]) {
        self.x = x
        self.y = y
        self.text = text.map(\.label.markup)
    }

    /// `text` beside the point (`x`, `y`).
    public init(x: Double, y: Double, text: Label) {
        self.init(x: [x], y: [y], text: [text])
    }

    /// Labels as many of the points as there is room for, earlier ones first, and says nothing of the others: for words
    /// that stand for many.
    public func thinned() -> TextMark {
        var copy = self
        copy.isThinned = true
        return copy
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

extension TextMark: Layer {
    var kind: DataSeries.Mark { .text }
    var colorDemand: ColorDemand { label == nil ? .fixed(.ink) : .series }
    var swatch: Swatch? { label == nil ? nil : .point }
    var parts: (count: Int, name: String)? { (x.count, "points") }

    func selecting(_ indices: [Int], label: String, isFirst: Bool) -> any Layer {
        var part = self
        part.label = label
        (part.x, part.y, part.text) = (x.at(indices), y.at(indices), text.at(indices))
        return part
    }

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
        for (color, indices) in partsByColor(x.count, context) {
            let paint = Paint(color, opacity: style.opacity ?? 1)
            for index in indices {
                guard let center = plot.visiblePoint(x[index], y[index]) else { continue }
                plot.labelPoint(
                    text[index], at: center, paint, (style.symbol ?? .circle).drawn, size: size, isOptional: isThinned)
            }
        }
    }

    func data(x nameX: String, y nameY: String) -> DataSeries {
        DataSeries(
            name: dataName,
            columns: [
                DataSeries.Column("text", texts: text.map { Markup($0).exact }), DataSeries.Column(nameX, x, on: .x),
                DataSeries.Column(nameY, y, on: .y),
            ], mark: kind)
    }
}
