import FigureData
import Drawing
public import LightMarkup

/// One curve, or several over the same x values. A value that is not a finite number, or not positive on a
/// logarithmic axis, leaves a gap.
public struct LineMark: Mark {
    /// The look so far.
    public var style = MarkStyle()
    private(set) var x: [Double]
    private(set) var curves: [[Double]]
    private(set) var label: String?
    private(set) var curveLabels: [String]
    var interpolation = InterpolationMethod.linear
    /// Whether these are the curves of one category.
    private var isPartOfFamily = false

    /// The curve through (`x[i]`, `y[i]`). The label is written at its end, or in the legend.
    public init(x: [Double], y: [Double], label: Label? = nil) {
        self.x = x
        curves = [y]
        self.label = label?.markup
        curveLabels = []
    }

    /// The curve through (1, `values[0]`), (2, `values[1]`), …
    public init(_ values: [Double], label: Label? = nil) {
        self.init(x: ranks(values.count), y: values, label: label)
    }

    /// The curve through (1, `values[0]`), (2, `values[1]`), …
    public init(values: [Double], label: Label? = nil) {
        self.init(values, label: label)
    }

    /// Several curves over the same x, coloured along the sequential ramp from the first to the last.
    ///
    /// - Parameters:
    ///   - x: The x values that all curves share.
    ///   - series: The curves, each as long as `x`.
    ///   - labels: What is written at the ends of the first curves; an empty text writes nothing.
    ///   - label: What all of them are called in the legend.
    public init(x: [Double], series: [[Double]], labels: [any LabelText]? = nil, label: Label? = nil) {
        self.x = x
        curves = series
        self.label = label?.markup
        curveLabels = (labels ?? []).map(\.label.markup)
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

/// 1, 2, 3, … as numbers.
func ranks(_ count: Int) -> [Double] {
    (0..<count).map { Double($0 + 1) }
}

extension LineMark: Layer {
    var kind: DataSeries.Mark { .line }
    /// Broken lines are lighter, as befits what they are compared with.
    private var isGuide: Bool { style.line == .dotted || style.line == .dashed }
    var isFamily: Bool { curves.count != 1 || !curveLabels.isEmpty }
    var colorDemand: ColorDemand { isFamily && !isPartOfFamily ? .ramp : .series }
    var swatch: Swatch? { .line }
    var canBeLabelledDirectly: Bool { !isFamily }
    var edgeLabels: [String] { curveLabels.filter { !$0.isEmpty } }

    func check() throws(FigureError) {
        for curve in curves where curve.count != x.count {
            throw FigureError.countsDiffer(title, x.count, "x values", curve.count, "y values")
        }
        guard curveLabels.count <= curves.count else {
            throw FigureError(
                description: "\(title) has \(curves.count) curves and \(curveLabels.count) labels.",
                remedy: "Give at most one label to a curve.")
        }
    }

    /// Of a family its curves; of one curve its points, which only categories can colour.
    var parts: (count: Int, name: String)? {
        if isFamily { return (curves.count, "curves") }
        return style.colorCategories == nil ? nil : (x.count, "points")
    }

    func selecting(_ indices: [Int], label: String, isFirst: Bool) -> any Layer {
        var part = self
        part.label = label
        if isFamily {
            part.curves = curves.at(indices)
            part.curveLabels = indices.map { $0 < curveLabels.count ? curveLabels[$0] : "" }
            part.isPartOfFamily = true
        } else {
            part.x = x.at(indices)
            part.curves = curves.map { $0.at(indices) }
        }
        return part
    }

    func measure(x extentX: inout Extent, y extentY: inout Extent) {
        extentX.include(x)
        for curve in curves { extentY.include(curve) }
    }

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        let width = curves.count > 6 ? 1.4 : 1.8
        for (index, curve) in curves.enumerated() {
            guard let color = color(of: index, context) else { continue }
            let endLabel = index < curveLabels.count ? curveLabels[index] : context.isLabelledDirectly ? label : nil
            if plot.isTrial, endLabel?.isEmpty ?? true { continue }
            let runs = plot.runs(x, curve, interpolation)
            plot.line(runs, stroke: stroke(color, width: isGuide ? 1.4 : width))
            if let endLabel, !endLabel.isEmpty { plot.labelEnd(of: runs, endLabel, color: color) }
        }
    }

    /// The colour of a curve, nil where the colour scale does not have its value.
    private func color(of index: Int, _ context: LayerContext) -> ColorRole? {
        if let values = style.colorValues, let scale = context.colorScale { return scale.role(values[index]) }
        guard isFamily, !isPartOfFamily, style.color == nil else { return context.color }
        return .ramp(curves.count > 1 ? Double(index) / Double(curves.count - 1) : 0)
    }

    func data(x nameX: String, y nameY: String) -> DataSeries {
        let names = curves.indices.map { index in
            if index < curveLabels.count, !curveLabels[index].isEmpty { return Markup(curveLabels[index]).exact }
            return curves.count == 1 ? nameY : "\(nameY) \(index + 1)"
        }
        return DataSeries(
            name: dataName,
            columns: [DataSeries.Column(nameX, x, on: .x)]
                + zip(names, curves).map { DataSeries.Column($0, $1, on: .y) }, mark: kind)
    }
}
