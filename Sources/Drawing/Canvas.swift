/// The shape that a point of a chart is drawn as.
public enum Symbol: String, Hashable, Sendable {
    /// A filled disc.
    case circle
    /// A filled square.
    case square
    /// A filled triangle, point up.
    case triangle
    /// A filled square on its corner.
    case diamond

    /// The outline around `center`; every shape has about the area of a disc of the given diameter.
    public func outline(at center: Point, size: Double) -> Path {
        let radius = size / 2
        switch self {
        case .circle:
            let k = radius * 0.552_284_75  // control distance of the usual four-arc circle
            let (x, y) = (center.x, center.y)
            return Path([
                .move(Point(x + radius, y)),
                .curve(Point(x + radius, y + k), Point(x + k, y + radius), Point(x, y + radius)),
                .curve(Point(x - k, y + radius), Point(x - radius, y + k), Point(x - radius, y)),
                .curve(Point(x - radius, y - k), Point(x - k, y - radius), Point(x, y - radius)),
                .curve(Point(x + k, y - radius), Point(x + radius, y - k), Point(x + radius, y)), .close,
            ])
        case .square:
            let half = radius * 0.89
            return Path(Rect(x: center.x - half, y: center.y - half, width: 2 * half, height: 2 * half))
        case .triangle:
            let side = radius * 1.35
            return Path(
                through: [
                    Point(center.x, center.y - side), Point(center.x + side * 0.866, center.y + side / 2),
                    Point(center.x - side * 0.866, center.y + side / 2),
                ], closed: true)
        case .diamond:
            let half = radius * 1.25
            return Path(
                through: [
                    Point(center.x, center.y - half), Point(center.x + half, center.y),
                    Point(center.x, center.y + half), Point(center.x - half, center.y),
                ], closed: true)
        }
    }
}

/// Something to draw on. Coordinates are scene units, y downwards.
public protocol Canvas {
    /// Fills and then strokes a path.
    mutating func draw(_ path: Path, fill: Paint?, stroke: Stroke?)
    /// Draws one symbol at each of `centers`; where they overlap, translucent symbols add up.
    mutating func draw(_ symbol: Symbol, size: Double, at centers: [Point], fill: Paint)
    /// Draws symbols as one picture, for so many that single shapes would be a burden to the reader's machine.
    mutating func drawDense(_ symbol: Symbol, size: Double, at centers: [Point], fill: Paint)
    /// Draws cells, each in its colour, without seams.
    mutating func draw(_ cells: CellGrid)
    /// Draws a picture.
    mutating func draw(_ picture: Picture)
    /// Draws text from the left end of its base line, over a halo that sets it off from what is below.
    mutating func draw(_ text: ShapedText, at origin: Point, fill: Paint, halo: Stroke?)
    /// Begins a group of drawings with attributes, for formats that know them.
    mutating func beginGroup(_ attributes: [(name: String, value: String)])
    /// Ends the group that was begun last.
    mutating func endGroup()
}

extension Canvas {
    /// Does nothing: pixels and pages have no groups.
    public mutating func beginGroup(_ attributes: [(name: String, value: String)]) {}
    /// Does nothing: pixels and pages have no groups.
    public mutating func endGroup() {}
}
