import FigureData
import Drawing
import LightMarkup

/// Which colour a mark takes if it was not told.
enum ColorDemand: Hashable, Sendable {
    /// The next categorical colour.
    case series
    /// Each of its curves a step of the sequential ramp.
    case ramp
    /// A fixed one.
    case fixed(ColorRole)
}

/// What stands for a mark in the legend.
enum Swatch: Hashable, Sendable {
    case line
    case point
    case area
}

/// What a chart settles for a mark before it is drawn.
struct LayerContext: Sendable {
    var color: ColorRole = .ink
    /// The colours of values, where marks have values for colours.
    var colorScale: ColorScale?
    /// Which of how many bars a bar is within its category.
    var bar = (index: 0, count: 1)
    /// Whether the label is written at the data rather than in the legend.
    var isLabelledDirectly = false
}

/// What the chart knows of a mark.
protocol Layer: Sendable {
    /// For data and error messages: `LineMark “loss”`.
    var kind: DataSeries.Mark { get }
    var label: String? { get }
    var style: MarkStyle { get set }
    var colorDemand: ColorDemand { get }
    var swatch: Swatch? { get }
    /// Whether the label may be written at the end of the data.
    var canBeLabelledDirectly: Bool { get }
    /// How opaque its areas are if it was not told.
    var areaOpacity: Double { get }
    /// Finds faults in what the mark was given.
    func check() throws(FigureError)
    /// Finds faults that show only once the axes are settled.
    func check(x: Axis, y: Axis) throws(FigureError)
    func measure(x: inout Extent, y: inout Extent)
    func draw(on plot: inout PlotArea, _ context: LayerContext)
    func data(x: String, y: String) -> DataSeries
    /// The labels, apart from the mark's own, that will be written at the right edge.
    var edgeLabels: [String] { get }
    /// What could be coloured one by one: how many there are, and what they are called.
    var parts: (count: Int, name: String)? { get }
    /// The values that the mark shows by colour.
    var colorData: [Double]? { get }
    /// The mark with only some of its parts, under another label.
    func selecting(_ indices: [Int], label: String, isFirst: Bool) -> any Layer
}

extension Layer {
    var canBeLabelledDirectly: Bool { false }
    var edgeLabels: [String] { [] }
    var swatch: Swatch? { nil }
    func check(x: Axis, y: Axis) throws(FigureError) {}
    var areaOpacity: Double { 1 }
    var parts: (count: Int, name: String)? { nil }
    var colorData: [Double]? { style.colorValues }
    func selecting(_ indices: [Int], label: String, isFirst: Bool) -> any Layer { self }

    /// The mark as messages call it.
    var title: String { label.map { "\(kind) “\(Markup($0).plain)”" } ?? kind.rawValue }
    var dataName: String { label.map { Markup($0).exact } ?? kind.rawValue }

    /// The mark's parts by the colour that they are drawn in: all in the mark's own, or by level of the colour scale,
    /// the highest in front. Parts without a level are left out.
    func partsByColor(_ count: Int, _ context: LayerContext) -> [(color: ColorRole, indices: [Int])] {
        guard let values = style.colorValues, let scale = context.colorScale else {
            return [(context.color, Array(0..<count))]
        }
        var groups: [[Int]] = Array(repeating: [], count: scale.ramp.count)
        // A dense cloud is a picture for each colour; every fourth tells as much there.
        let coarseness = count > PointMark.denseCount ? 4 : 1
        for (index, value) in values.enumerated() {
            guard let level = scale.level(value) else { continue }
            let group = Int(level) / coarseness * coarseness + coarseness / 2
            groups[min(group, scale.ramp.count - 1)].append(index)
        }
        return groups.enumerated().filter { !$0.element.isEmpty }.map { (scale.ramp.role($0.offset), $0.element) }
    }

    /// What to say of parts that have no colour.
    func noteOnColors(_ context: LayerContext) -> FigureNote? {
        guard let values = style.colorValues, let scale = context.colorScale, let parts else { return nil }
        let missing = values.count { scale.level($0) == nil }
        guard missing > 0 else { return nil }
        return FigureNote(
            missing > values.count(where: \.isNaN) ? .notOnScale : .missing,
            "\(missing) of \(values.count) \(parts.name) of \(title) have no value on the color scale"
                + " and are left out.")
    }

    func stroke(_ color: ColorRole, width: Double) -> Stroke {
        let paint = Paint(color, opacity: style.opacity ?? 1)
        let width = style.lineWidth ?? width
        switch style.line ?? .solid {
        case .solid: return Stroke(paint, width: width, cap: .round)
        case .dashed: return Stroke(paint, width: width, dashes: [3.4 * width, 2.4 * width])
        case .dotted: return Stroke(paint, width: width, dashes: [0.01, 2.4 * width], cap: .round)
        }
    }
}

extension PointSymbol {
    var drawn: Symbol {
        switch self {
        case .circle: .circle
        case .square: .square
        case .triangle: .triangle
        case .diamond: .diamond
        }
    }
}

extension MarkColor {
    var role: ColorRole {
        switch self {
        case .accent: .accent
        case .ink: .ink
        case .gray: .soft
        case .series(let number): .series(number)
        case .sequential(let fraction): .ramp(fraction)
        }
    }
}
