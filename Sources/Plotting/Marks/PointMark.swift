import FigureData
import Drawing
public import LightMarkup

/// Points. More than 2,000 are drawn as one picture in vector formats. Values that are not finite, or not positive on a
/// logarithmic axis, are left out.
public struct PointMark: Mark {
    /// The look so far.
    public var style = MarkStyle()
    private(set) var x: [Double]
    private(set) var y: [Double]
    private(set) var label: String?
    /// What the areas of the points go with.
    var sizeValues: [Double]? { didSet { largestSize = sizeValues?.filter(\.isFinite).max() } }
    /// The value of the largest point, also of those in other colours.
    private var largestSize: Double?
    /// Whether the points follow one another, so that they have an end to label.
    private var isSequence: Bool

    /// A point at each (`x[i]`, `y[i]`).
    public init(x: [Double], y: [Double], label: Label? = nil) {
        self.x = x
        self.y = y
        self.label = label?.markup
        isSequence = false
    }

    /// Points at (1, `values[0]`), (2, `values[1]`), …: values by rank.
    public init(_ values: [Double], label: Label? = nil) {
        x = ranks(values.count)
        y = values
        self.label = label?.markup
        isSequence = true
    }

    /// Points at (1, `values[0]`), (2, `values[1]`), …: values by rank.
    public init(values: [Double], label: Label? = nil) {
        self.init(values, label: label)
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

extension PointMark: Layer {
    /// More points than this are one picture rather than shapes.
    static let denseCount = 2000

    var kind: DataSeries.Mark { .point }
    var colorDemand: ColorDemand { .series }
    var swatch: Swatch? { .point }
    var canBeLabelledDirectly: Bool { isSequence }

    var parts: (count: Int, name: String)? { (x.count, "points") }

    func check() throws(FigureError) {
        guard x.count == y.count else {
            throw FigureError.countsDiffer(title, x.count, "x values", y.count, "y values")
        }
        if let sizeValues, sizeValues.count != x.count {
            throw FigureError.countsDiffer(title, x.count, "points", sizeValues.count, "size values")
        }
    }

    func selecting(_ indices: [Int], label: String, isFirst: Bool) -> any Layer {
        var part = self
        part.label = label
        (part.x, part.y) = (x.at(indices), y.at(indices))
        part.sizeValues = sizeValues?.at(indices)
        part.largestSize = largestSize
        part.isSequence = false
        return part
    }

    func measure(x extentX: inout Extent, y extentY: inout Extent) {
        extentX.include(x)
        extentY.include(y)
        extentX.wantsMargin = true
        extentY.wantsMargin = true
    }

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        let size = style.symbolSize ?? (x.count > 1000 ? 2.2 : x.count > 200 ? 3.2 : 4.5)
        let opacity = style.opacity ?? (x.count > 1000 ? 0.55 : sizeValues == nil ? 1 : 0.7)
        let symbol = (style.symbol ?? .circle).drawn
        for (color, indices) in partsByColor(x.count, context) {
            for (diameter, members) in partsBySize(indices, size) {
                let centers = members.compactMap { plot.visiblePoint(x[$0], y[$0]) }
                plot.symbols(
                    symbol, size: diameter, at: centers, Paint(color, opacity: opacity),
                    total: sizeValues == nil ? x.count : centers.count)
            }
        }
        if let sizeValues, !plot.isTrial {
            let missing = sizeValues.count { !($0 >= 0 && $0.isFinite) }
            if missing > 0 {
                plot.notes.append(
                    FigureNote(
                        sizeValues.contains { $0 < 0 || $0.isInfinite } ? .notOnScale : .missing,
                        "\(missing) of \(sizeValues.count) points of \(title) have no size that is a number of at least 0"
                            + " and are left out."))
            }
        }
        if let label, context.isLabelledDirectly {
            let centers = zip(x, y).compactMap { plot.visiblePoint($0, $1) }
            plot.labelEnd(of: [centers], label, color: context.color)
        }
    }

    /// Points of the same size, to a tenth of a pixel, the largest at the back.
    private func partsBySize(_ indices: [Int], _ size: Double) -> [(size: Double, indices: [Int])] {
        guard let sizeValues else { return [(size, indices)] }
        let largest = largestSize ?? 0
        var groups: [Double: [Int]] = [:]
        for index in indices where sizeValues[index] > 0 && sizeValues[index].isFinite && largest > 0 {
            let diameter = (style.symbolSize ?? 14) * (sizeValues[index] / largest).squareRoot()
            groups[(diameter * 10).rounded() / 10, default: []].append(index)
        }
        return groups.keys.sorted(by: >).filter { $0 > 0 }.map { ($0, groups[$0] ?? []) }
    }

    func data(x nameX: String, y nameY: String) -> DataSeries {
        var columns = [DataSeries.Column(nameX, x, on: .x), DataSeries.Column(nameY, y, on: .y)]
        if let sizeValues { columns.append(DataSeries.Column("size", sizeValues)) }
        if let colors = style.colorValues { columns.append(DataSeries.Column("color", colors, on: .color)) }
        return DataSeries(name: dataName, columns: columns, mark: kind)
    }
}
