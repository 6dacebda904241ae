/// A chart, or charts arranged together.
public protocol Figure: Sendable {
    /// The figure with its scales settled, ready to be laid out.
    func plan(theme: Theme) throws -> FigurePlan
}

extension Figure {
    /// Makes the figure take several cells of the ``Grid`` that it is in.
    public func span(columns: Int = 1, rows: Int = 1) -> some Figure {
        SpanningFigure(figure: self, columns: columns, rows: rows)
    }

    /// Lays the figure out. Throws a ``FigureError`` for data that cannot be shown.
    public func scene(theme: Theme = .light) throws -> Scene {
        let plan = try plan(theme: theme)
        let width = plan.size.width ?? FigurePlan.defaultWidth
        let height = plan.size.height ?? plan.node.naturalHeight(width: width, theme: theme)
        try FigurePlan.check(width: width, height: height)
        var scene = Scene(width: quantised(width), height: quantised(height))
        try plan.node.draw(
            into: &scene, x: 0, y: 0, width: scene.width, height: scene.height, atLeast: Margins(), theme: theme)
        scene.noteMissingLetters()
        return scene
    }
}

/// A figure that takes several cells of a grid.
private struct SpanningFigure: Figure {
    let figure: any Figure
    let columns: Int
    let rows: Int

    func plan(theme: Theme) throws -> FigurePlan {
        var plan = try figure.plan(theme: theme)
        (plan.size.columnSpan, plan.size.rowSpan) = (columns, rows)
        return plan
    }
}

/// A figure whose scales are settled. Made by ``Figure/plan(theme:)``; figures made of others pass theirs on.
public struct FigurePlan: Sendable {
    static let defaultWidth = 640.0

    /// Whether a figure can be as large: at two pixels of its picture to one of its own, the picture must be one that
    /// Cairo can draw, and have room in memory.
    static func check(width: Double, height: Double) throws(FigureError) {
        guard width > 0, height > 0, width <= 16_000, height <= 16_000, width * height <= 50e6 else {
            throw FigureError.badSize(width: width, height: height)
        }
    }

    var size = SizeRequest()
    var node: any LayoutNode
}

/// What a figure asks for its size.
struct SizeRequest: Hashable, Sendable {
    var width: Double?
    var height: Double?
    /// Shares of the surrounding stack.
    var widthShare: Double?
    var heightShare: Double?
    /// How many cells of a grid it takes.
    var columnSpan = 1
    var rowSpan = 1
}

/// Room around a plot for ticks, titles and labels.
struct Margins: Hashable, Sendable {
    var top = 0.0
    var left = 0.0
    var bottom = 0.0
    var right = 0.0

    func union(_ other: Margins) -> Margins {
        Margins(
            top: max(top, other.top), left: max(left, other.left), bottom: max(bottom, other.bottom),
            right: max(right, other.right))
    }
}

/// A part of a figure that takes a rectangle.
protocol LayoutNode: Sendable {
    /// The height that suits a width.
    func naturalHeight(width: Double, theme: Theme) -> Double
    /// The room around the outermost plots if the node had the given size, no smaller than asked.
    func margins(width: Double, height: Double, atLeast: Margins, theme: Theme) -> Margins
    /// Draws into a rectangle, with margins that are no smaller than asked.
    func draw(
        into scene: inout Scene, x: Double, y: Double, width: Double, height: Double, atLeast: Margins, theme: Theme
    ) throws(FigureError)
    /// Gives every chart in the node the same domain on an axis.
    mutating func share(_ axis: AxisName, _ domain: SharedDomain) throws(FigureError)
    /// The domain that shows the data of all charts in the node.
    func sharedDomain(_ axis: AxisName) throws(FigureError) -> SharedDomain
    /// Takes tick labels and title off an axis.
    mutating func hideLabels(_ axis: AxisName)
    /// How many charts there are in the node.
    var chartCount: Int { get }
    /// How many stacks are within one another.
    var levels: Int { get }
    /// Lets `change` work on every chart in the node, in the order of drawing.
    mutating func forEachChart(_ change: (inout ChartPlan) throws(FigureError) -> Void) throws(FigureError)
}

enum AxisName: String, Sendable { case x, y }

/// What several charts show along an axis that they have in common.
struct SharedDomain: Hashable, Sendable {
    /// The data of all of them.
    var extent: Extent
    /// The scale type and the domain that any of them asks for.
    var request: AxisRequest

    func union(_ other: SharedDomain, axis: AxisName) throws(FigureError) -> SharedDomain {
        var result = self
        result.extent.include(other.extent)
        if let type = request.type, let otherType = other.request.type, type != otherType {
            throw FigureError.sharedKindsDiffer(axis: axis.rawValue)
        }
        result.request.type = request.type ?? other.request.type
        if let domain = request.domain, let otherDomain = other.request.domain {
            result.request.domain =
                min(domain.lowerBound, otherDomain.lowerBound)...max(domain.upperBound, otherDomain.upperBound)
        } else {
            result.request.domain = request.domain ?? other.request.domain
        }
        return result
    }
}
