import FigureData
import Drawing
public import LightMarkup

/// The area between two curves, such as a band of uncertainty. A value that is not finite leaves a gap.
public struct AreaMark: Mark {
    /// The look so far.
    public var style = MarkStyle()
    private(set) var x: [Double]
    private(set) var lower: [Double]
    private(set) var upper: [Double]
    private(set) var label: String?
    var interpolation = InterpolationMethod.linear
    private let fromZero: Bool

    /// The area between (`x[i]`, `lower[i]`) and (`x[i]`, `upper[i]`).
    public init(x: [Double], lower: [Double], upper: [Double], label: Label? = nil) {
        self.x = x
        self.lower = lower
        self.upper = upper
        self.label = label?.markup
        fromZero = false
    }

    /// The area between zero and (`x[i]`, `y[i]`); where the domain does not have zero, it stands on the end of the
    /// domain nearest to it.
    public init(x: [Double], y: [Double], label: Label? = nil) {
        self.x = x
        lower = y.map { _ in 0 }
        upper = y
        self.label = label?.markup
        fromZero = true
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

extension AreaMark: Layer {
    var kind: DataSeries.Mark { .area }
    var colorDemand: ColorDemand { .series }
    var swatch: Swatch? { .area }
    var areaOpacity: Double { 0.22 }

    func check() throws(FigureError) {
        guard x.count == lower.count else {
            throw FigureError.countsDiffer(
                title, x.count, "x values", lower.count, fromZero ? "y values" : "lower values")
        }
        guard x.count == upper.count else {
            throw FigureError.countsDiffer(title, x.count, "x values", upper.count, "upper values")
        }
    }

    /// Categories divide an area by its points.
    var parts: (count: Int, name: String)? { style.colorCategories == nil ? nil : (x.count, "points") }

    func selecting(_ indices: [Int], label: String, isFirst: Bool) -> any Layer {
        var part = self
        part.label = label
        (part.x, part.lower, part.upper) = (x.at(indices), lower.at(indices), upper.at(indices))
        return part
    }

    func measure(x extentX: inout Extent, y extentY: inout Extent) {
        extentX.include(x)
        extentY.include(upper)
        if fromZero { extentY.standsOnZero = true } else { extentY.include(lower) }
    }

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        var top: [Point] = []
        var bottom: [Point] = []
        func finish() {
            plot.area(top: top, bottom: bottom, fill: Paint(context.color, opacity: style.opacity ?? areaOpacity))
            (top, bottom) = ([], [])
        }
        let floor = plot.foot(horizontal: false)
        for index in x.indices {
            guard let high = plot.point(x[index], upper[index]),
                let low = plot.point(x[index], fromZero ? floor : lower[index])
            else {
                finish()
                continue
            }
            if interpolation == .step, let lastHigh = top.last, let lastLow = bottom.last {
                top.append(Point(high.x, lastHigh.y))
                bottom.append(Point(low.x, lastLow.y))
            }
            top.append(high)
            bottom.append(low)
        }
        finish()
    }

    func data(x nameX: String, y nameY: String) -> DataSeries {
        var columns = [DataSeries.Column(nameX, x, on: .x)]
        if !fromZero { columns.append(DataSeries.Column("\(nameY), lower", lower, on: .y)) }
        columns.append(DataSeries.Column(fromZero ? nameY : "\(nameY), upper", upper, on: .y))
        return DataSeries(name: dataName, columns: columns, mark: kind)
    }
}
