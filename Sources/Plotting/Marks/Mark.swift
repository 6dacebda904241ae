/// What the closure of a ``Chart`` gives: one mark or several.
public protocol ChartContent: Sendable {
    /// The marks, from back to front.
    var marks: [AnyMark] { get }
}

/// A mark whose look can be changed.
public protocol Mark: ChartContent {
    /// The look so far; what is nil is chosen by the chart.
    var style: MarkStyle { get set }
}

/// A mark of any kind.
public struct AnyMark: Sendable {
    let layer: any Layer

    init(_ layer: any Layer) { self.layer = layer }
}

/// How a mark looks, where it was told.
public struct MarkStyle: Hashable, Sendable {
    var color: MarkColor?
    var opacity: Double?
    var line: LineStyle?
    var lineWidth: Double?
    var symbol: PointSymbol?
    var symbolSize: Double?
    var axis = YAxisPosition.leading
    var colorValues: [Double]?
    var colorCategories: [String]?

    /// Everything is left to the chart.
    public init() {}
}

/// Which of a chart's y axes a mark is drawn against.
public enum YAxisPosition: Hashable, Sendable {
    /// The axis at the left.
    case leading
    /// A second axis at the right.
    case trailing
}

/// The colour of a mark, by its part in the figure; the theme says which colour that is.
public enum MarkColor: Hashable, Sendable {
    /// The colour of a figure that needs only one.
    case accent
    /// The colour of text.
    case ink
    /// A quiet gray, for guides.
    case gray
    /// One of eight categorical colours, from 1.
    case series(Int)
    /// A colour of the sequential ramp, from 0 (blue) to 1 (red).
    case sequential(Double)
}

/// How a line is broken.
public enum LineStyle: Hashable, Sendable {
    /// Unbroken.
    case solid
    /// Long dashes.
    case dashed
    /// Round dots.
    case dotted
}

/// The shape of a point.
public enum PointSymbol: Hashable, Sendable {
    /// A disc.
    case circle
    /// A square.
    case square
    /// A triangle, point up.
    case triangle
    /// A square on its corner.
    case diamond
}

extension Mark {
    private func with(_ change: (inout MarkStyle) -> Void) -> Self {
        var copy = self
        change(&copy.style)
        return copy
    }

    /// Sets the colour.
    public func color(_ color: MarkColor) -> Self { with { $0.color = color } }
    /// Sets the opacity, 0 (invisible) to 1.
    public func opacity(_ opacity: Double) -> Self {
        with { $0.opacity = opacity.isNaN ? nil : min(1, max(0, opacity)) }
    }
    /// Sets how lines are broken.
    public func style(_ style: LineStyle) -> Self { with { $0.line = style } }
    /// Sets the width of lines in pixels.
    public func lineWidth(_ width: Double) -> Self {
        with { $0.lineWidth = width.isFinite ? min(1000, max(0, width)) : nil }
    }
    /// Sets the shape of points, and their diameter in pixels.
    public func symbol(_ symbol: PointSymbol, size: Double? = nil) -> Self {
        with {
            $0.symbol = symbol
            $0.symbolSize = size.flatMap { $0.isFinite ? min(1000, max(0, $0)) : nil } ?? $0.symbolSize
        }
    }
    /// Sets the y axis that the mark is drawn against; see ``Chart/trailingScale(_:domain:label:ticks:)``.
    public func axis(_ position: YAxisPosition) -> Self { with { $0.axis = position } }
    /// Sets the diameter of points in pixels.
    public func symbolSize(_ size: Double) -> Self {
        with { $0.symbolSize = size.isFinite ? min(1000, max(0, size)) : nil }
    }
}

/// Builds the marks of a chart; takes `if`, `switch` and `for`.
@resultBuilder
public enum ChartBuilder {
    /// Marks made by the builder.
    public struct Content: ChartContent {
        /// The marks, from back to front.
        public let marks: [AnyMark]
    }

    /// One part.
    public static func buildExpression(_ content: some ChartContent) -> Content { Content(marks: content.marks) }
    /// Parts one after the other.
    public static func buildBlock(_ parts: Content...) -> Content { Content(marks: parts.flatMap(\.marks)) }
    /// A part that an `if` may leave out.
    public static func buildOptional(_ part: Content?) -> Content { part ?? Content(marks: []) }
    /// One branch of a condition.
    public static func buildEither(first: Content) -> Content { first }
    /// The other branch of a condition.
    public static func buildEither(second: Content) -> Content { second }
    /// The parts of a loop.
    public static func buildArray(_ parts: [Content]) -> Content { Content(marks: parts.flatMap(\.marks)) }
}
