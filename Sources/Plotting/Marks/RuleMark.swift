import FigureData
import Drawing
public import LightMarkup

/// Straight lines along an axis: one across the whole plot with its label beside it, or several between two values each,
/// such as error bars. A line across the plot does not stretch the axes' domains beyond including its value.
public struct RuleMark: Mark {
    private enum Extent: Sendable {
        case plot
        case values(start: [Double], end: [Double])
    }

    /// The look so far.
    public var style = MarkStyle()
    private(set) var label: String?
    private var places: [Double]
    private var extent: Extent
    private let isVertical: Bool
    private var capWidth = 0.0

    /// A vertical line at `x` across the whole plot.
    public init(x: Double, label: Label? = nil) {
        (places, extent, isVertical) = ([x], .plot, true)
        self.label = label?.markup
    }

    /// A horizontal line at `y` across the whole plot.
    public init(y: Double, label: Label? = nil) {
        (places, extent, isVertical) = ([y], .plot, false)
        self.label = label?.markup
    }

    /// Vertical lines at `x[i]` from `yStart[i]` to `yEnd[i]`. One with a value that is not finite is left out.
    public init(x: [Double], yStart: [Double], yEnd: [Double], label: Label? = nil) {
        (places, extent, isVertical) = (x, .values(start: yStart, end: yEnd), true)
        self.label = label?.markup
    }

    /// Horizontal lines at `y[i]` from `xStart[i]` to `xEnd[i]`. One with a value that is not finite is left out.
    public init(y: [Double], xStart: [Double], xEnd: [Double], label: Label? = nil) {
        (places, extent, isVertical) = (y, .values(start: xStart, end: xEnd), false)
        self.label = label?.markup
    }

    /// Ends lines between values with short strokes across, `width` pixels long, as error bars have them.
    public func caps(_ width: Double = 6) -> RuleMark {
        var copy = self
        copy.capWidth = width.isFinite ? max(0, width) : 0
        return copy
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

extension RuleMark: Layer {
    var kind: DataSeries.Mark { .rule }
    private var isAcross: Bool { if case .plot = extent { true } else { false } }
    var colorDemand: ColorDemand { isAcross || label == nil ? .fixed(isAcross ? .soft : .ink) : .series }
    var swatch: Swatch? { isAcross ? nil : .line }
    var parts: (count: Int, name: String)? { isAcross ? nil : (places.count, "lines") }

    func check() throws(FigureError) {
        guard case .values(let start, let end) = extent else {
            guard places.allSatisfy(\.isFinite) else {
                throw FigureError(
                    description: "\(title) has no finite position.",
                    remedy: "Leave the rule out, or give it a number.")
            }
            return
        }
        let (place, other) = isVertical ? ("x values", "y") : ("y values", "x")
        for (values, name) in [(start, "\(other)Start values"), (end, "\(other)End values")]
        where values.count != places.count {
            throw FigureError.countsDiffer(title, places.count, place, values.count, name)
        }
    }

    func selecting(_ indices: [Int], label: String, isFirst: Bool) -> any Layer {
        guard case .values(let start, let end) = extent else { return self }
        var part = self
        part.label = label
        part.places = places.at(indices)
        part.extent = .values(start: start.at(indices), end: end.at(indices))
        return part
    }

    func measure(x: inout Plotting.Extent, y: inout Plotting.Extent) {
        if isVertical { x.include(places) } else { y.include(places) }
        guard case .values(let start, let end) = extent else { return }
        if isVertical { y.include(start + end) } else { x.include(start + end) }
        if isVertical { x.wantsMargin = true } else { y.wantsMargin = true }
    }

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        guard case .values(let start, let end) = extent else { return drawAcross(&plot, context) }
        for (color, indices) in partsByColor(places.count, context) {
            var path = Path()
            for index in indices {
                let place = places[index]
                let ends =
                    isVertical
                    ? (plot.point(place, start[index]), plot.point(place, end[index]))
                    : (plot.point(start[index], place), plot.point(end[index], place))
                guard let low = ends.0, let high = ends.1 else { continue }
                for piece in Clipping.polyline([low, high], to: plot.rect.insetBy(-0.5)) {
                    guard let first = piece.first, let last = piece.last else { continue }
                    // An end that is cut off has no cap.
                    var line = PlotArea.interval(low, high, isVertical: isVertical, cap: capWidth)
                    if first != low || last != high {
                        line = Path(from: first, to: last)
                    }
                    path.elements += line.elements
                    plot.ink.add(polyline: [first, last])
                }
            }
            var stroke = stroke(color, width: 1.2)
            if stroke.dashes.isEmpty { stroke.cap = .butt }
            plot.path(path, stroke: stroke)
        }
    }

    private func drawAcross(_ plot: inout PlotArea, _ context: LayerContext) {
        let axis = isVertical ? plot.x : plot.y
        guard let value = places.first, let position = axis.scale.position(value),
            (-1e-9...1 + 1e-9).contains(position)
        else { return }
        let rect = plot.rect
        let line: (Point, Point)
        if isVertical {
            let x = rect.minX + position * rect.width
            line = (Point(x, rect.maxY), Point(x, rect.minY))
        } else {
            let y = rect.minY + (axis.isFromTop ? position : 1 - position) * rect.height
            line = (Point(rect.minX, y), Point(rect.maxX, y))
        }
        var dashed = self
        dashed.style.line = style.line ?? .dashed
        plot.line([[line.0, line.1]], stroke: dashed.stroke(context.color, width: 1.2))
        if let label { plot.labelRule(label, end: line.1, isVertical: isVertical, color: context.color) }
    }

    func data(x nameX: String, y nameY: String) -> DataSeries {
        let (place, other) = isVertical ? (nameX, nameY) : (nameY, nameX)
        let (across, along): (DataSeries.Column.Axis, DataSeries.Column.Axis) = isVertical ? (.x, .y) : (.y, .x)
        var columns = [DataSeries.Column(place, places, on: across)]
        if case .values(let start, let end) = extent {
            columns += [
                DataSeries.Column("\(other), from", start, on: along),
                DataSeries.Column("\(other), to", end, on: along),
            ]
        }
        if let colors = style.colorValues { columns.append(DataSeries.Column("color", colors, on: .color)) }
        return DataSeries(name: dataName, columns: columns, mark: kind)
    }
}
