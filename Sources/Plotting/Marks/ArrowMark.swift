import FigureData
import Drawing
public import LightMarkup

/// Arrows from points to points. Heads have the same size whatever the arrow's length, unless it is shorter than its
/// head; an arrow of no length, or with a value that is not finite, is nothing. Arrows are cut off at the plot's edges,
/// and those whose tip is outside have no head.
public struct ArrowMark: Mark {
    /// The look so far.
    public var style = MarkStyle()
    private(set) var label: String?
    private var fromX: [Double]
    private var fromY: [Double]
    private var toX: [Double]
    private var toY: [Double]

    /// An arrow from each (`fromX[i]`, `fromY[i]`) to (`toX[i]`, `toY[i]`).
    public init(fromX: [Double], fromY: [Double], toX: [Double], toY: [Double], label: Label? = nil) {
        self.fromX = fromX
        self.fromY = fromY
        self.toX = toX
        self.toY = toY
        self.label = label?.markup
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

extension ArrowMark: Layer {
    var kind: DataSeries.Mark { .arrow }
    var colorDemand: ColorDemand { .series }
    var swatch: Swatch? { .line }
    var parts: (count: Int, name: String)? { (fromX.count, "arrows") }

    func check() throws(FigureError) {
        for (values, name) in [(fromY, "fromY values"), (toX, "toX values"), (toY, "toY values")]
        where values.count != fromX.count {
            throw FigureError.countsDiffer(title, fromX.count, "fromX values", values.count, name)
        }
    }

    func selecting(_ indices: [Int], label: String, isFirst: Bool) -> any Layer {
        var part = self
        part.label = label
        (part.fromX, part.fromY) = (fromX.at(indices), fromY.at(indices))
        (part.toX, part.toY) = (toX.at(indices), toY.at(indices))
        return part
    }

    func measure(x: inout Extent, y: inout Extent) {
        x.include(fromX + toX)
        y.include(fromY + toY)
        x.wantsMargin = true
        y.wantsMargin = true
    }

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        let width = style.lineWidth ?? 1.3
        for (color, indices) in partsByColor(fromX.count, context) {
            var shafts = Path()
            var heads = Path()
            for index in indices {
                guard let start = plot.point(fromX[index], fromY[index]), let tip = plot.point(toX[index], toY[index])
                else { continue }
                draw(from: start, to: tip, length: 4.5 + 2.2 * width, on: &plot, &shafts, &heads)
            }
            plot.path(shafts, stroke: stroke(color, width: width))
            plot.path(heads, fill: Paint(color, opacity: style.opacity ?? 1))
        }
    }

    private func draw(
        from start: Point, to tip: Point, length: Double, on plot: inout PlotArea, _ shafts: inout Path,
        _ heads: inout Path
    ) {
        let frame = plot.rect.insetBy(-0.5)
        let (dx, dy) = (tip.x - start.x, tip.y - start.y)
        let distance = (dx * dx + dy * dy).squareRoot()
        guard distance > 0.01 else { return }
        var end = tip
        // Of an arrow from very far away the direction is not known.
        if frame.contains(tip), distance.isFinite {
            let head = min(length, distance)
            let (ux, uy) = (dx / distance, dy / distance)
            let back = Point(tip.x - ux * head, tip.y - uy * head)
            let half = 0.38 * head
            heads.append(
                through: [
                    tip, Point(back.x - uy * half, back.y + ux * half),
                    // A notch, up to which the shaft reaches.
                    Point(back.x + ux * 0.22 * head, back.y + uy * 0.22 * head),
                    Point(back.x + uy * half, back.y - ux * half),
                ], closed: true)
            end = Point(back.x + ux * 0.22 * head, back.y + uy * 0.22 * head)
            plot.ink.add(polyline: [back, tip])
            guard distance > head else { return }
        }
        for piece in Clipping.polyline([start, end], to: frame) {
            shafts.append(through: piece)
            plot.ink.add(polyline: piece)
        }
    }

    func data(x nameX: String, y nameY: String) -> DataSeries {
        var columns = [
            DataSeries.Column("\(nameX), from", fromX, on: .x), DataSeries.Column("\(nameY), from", fromY, on: .y),
            DataSeries.Column("\(nameX), to", toX, on: .x), DataSeries.Column("\(nameY), to", toY, on: .y),
        ]
        if let colors = style.colorValues { columns.append(DataSeries.Column("color", colors, on: .color)) }
        return DataSeries(name: dataName, columns: columns, mark: kind)
    }
}
