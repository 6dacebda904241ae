import Drawing

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
    /// Which of how many bars a bar is within its category.
    var bar = (index: 0, count: 1)
    /// Whether the label is written at the data rather than in the legend.
    var isLabelledDirectly = false
}

/// What the chart knows of a mark.
protocol Layer: Sendable {
    /// For data and error messages: `LineMark “loss”`.
    var kind: String { get }
    var label: String? { get }
    var style: MarkStyle { get }
    var colorDemand: ColorDemand { get }
    var swatch: Swatch? { get }
    /// Whether the label may be written at the end of the data.
    var canBeLabelledDirectly: Bool { get }
    /// Finds faults in what the mark was given.
    func check() throws(FigureError)
    /// Finds faults that show only once the axes are settled.
    func check(x: Axis, y: Axis) throws(FigureError)
    func measure(x: inout Extent, y: inout Extent)
    func draw(on plot: inout PlotArea, _ context: LayerContext)
    func data(x: String, y: String) -> PlotSeries
    /// The labels, apart from the mark's own, that will be written at the right edge.
    var edgeLabels: [String] { get }
}

extension Layer {
    var canBeLabelledDirectly: Bool { false }
    var edgeLabels: [String] { [] }
    var swatch: Swatch? { nil }
    func check(x: Axis, y: Axis) throws(FigureError) {}

    /// The mark as messages call it.
    var title: String { label.map { "\(kind) “\(Markup($0).plain)”" } ?? kind }
    var dataName: String { label.map { Markup($0).plain } ?? kind }

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
