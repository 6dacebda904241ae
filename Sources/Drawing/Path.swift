/// A path of lines and cubic curves in scene units.
public struct Path: Hashable, Sendable {
    /// One step of a path.
    public enum Element: Hashable, Sendable {
        /// Begin a new subpath.
        case move(Point)
        /// A straight line to the point.
        case line(Point)
        /// A cubic Bézier curve with two control points and its end.
        case curve(Point, Point, Point)
        /// A straight line back to the beginning of the subpath.
        case close
    }

    /// The steps in drawing order.
    public var elements: [Element]

    /// A path of the given steps.
    public init(_ elements: [Element] = []) {
        self.elements = elements
    }

    /// A polyline through `points`, closed on demand.
    public init(through points: [Point], closed: Bool = false) {
        elements = []
        elements.reserveCapacity(points.count + 1)
        append(through: points, closed: closed)
    }

    /// A rectangle.
    public init(_ rect: Rect) {
        self.init(
            through: [
                Point(rect.minX, rect.minY), Point(rect.maxX, rect.minY), Point(rect.maxX, rect.maxY),
                Point(rect.minX, rect.maxY),
            ], closed: true)
    }

    /// A straight line.
    public init(from start: Point, to end: Point) {
        self.init([.move(start), .line(end)])
    }

    /// Adds a polyline through `points` as a subpath of its own.
    public mutating func append(through points: [Point], closed: Bool = false) {
        guard let first = points.first else { return }
        elements.append(.move(first))
        for point in points.dropFirst() { elements.append(.line(point)) }
        if closed { elements.append(.close) }
    }

    /// The path with every coordinate replaced by `transform` of it.
    public func map(_ transform: (Point) -> Point) -> Path {
        Path(
            elements.map { element in
                switch element {
                case .move(let point): .move(transform(point))
                case .line(let point): .line(transform(point))
                case .curve(let first, let second, let end): .curve(transform(first), transform(second), transform(end))
                case .close: .close
                }
            })
    }
}
