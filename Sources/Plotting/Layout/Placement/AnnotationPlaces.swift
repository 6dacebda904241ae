import Drawing

/// The side of its point on which an annotation stands.
public enum AnnotationDirection: String, Hashable, Sendable, CaseIterable {
    /// Where there is the best room.
    case automatic
    /// Above the point.
    case up
    /// Below it.
    case down
    /// At its left.
    case left
    /// At its right.
    case right
    /// Above, at the left.
    case upLeft
    /// Above, at the right.
    case upRight
    /// Below, at the left.
    case downLeft
    /// Below, at the right.
    case downRight

    /// Unit steps, y downwards, with what the direction costs when the chart may choose.
    fileprivate static let steps: [(direction: AnnotationDirection, dx: Double, dy: Double, cost: Double)] = [
        (.upRight, 0.8, -0.6, 0), (.upLeft, -0.8, -0.6, 0.1), (.right, 1, 0, 0.2), (.up, 0, -1, 0.2),
        (.downRight, 0.8, 0.6, 0.25), (.left, -1, 0, 0.3), (.down, 0, 1, 0.3), (.downLeft, -0.8, 0.6, 0.35),
    ]
}

extension LabelRequest {
    /// Away from a point, with an arrow back to it: in one direction or in all, at growing distances. The arrow ends
    /// before what stands at the point, such as the value of a bar.
    static func annotation(
        of anchor: Point, _ text: TextBlock, _ fill: Paint, toward direction: AnnotationDirection, past taken: [Rect]
    ) -> LabelRequest {
        let obstacles = taken.filter { $0.insetBy(-4).contains(anchor) }
        let steps = AnnotationDirection.steps.filter { direction == .automatic || $0.direction == direction }
        let line = text.lines.first?.height ?? text.height
        var candidates: [Candidate] = []
        for (ring, length) in [20.0, 13, 29, 40, 54, 71, 91, 116, 146].enumerated() {
            for step in steps {
                func away(_ distance: Double) -> Point {
                    Point(anchor.x + step.dx * distance, anchor.y + step.dy * distance)
                }
                var clearance = 4.0
                while clearance < 60, obstacles.contains(where: { $0.insetBy(-1).contains(away(clearance)) }) {
                    clearance += 2
                }
                let (tip, end) = (away(clearance), away(clearance + length))
                let x = step.dx > 0 ? end.x + 3 : step.dx < 0 ? end.x - 3 - text.width : end.x - text.width / 2
                let y: Double
                switch (step.dx, step.dy) {
                case (_, 0): y = end.y - text.height / 2
                case (0, let dy): y = dy < 0 ? end.y - text.height : end.y
                case (_, let dy): y = dy < 0 ? end.y - text.height + line / 2 : end.y - line / 2
                }
                candidates.append(
                    Candidate(
                        rect: Rect(x: x, y: y, width: text.width, height: text.height),
                        cost: step.cost + 0.5 * Double(ring), leader: (tip, end),
                        alignment: step.dx > 0 ? .left : step.dx < 0 ? .right : .center))
            }
        }
        return LabelRequest(
            text: text, fill: fill, anchor: TextAnchor(point: anchor, side: direction), candidates: candidates,
            hasArrow: true)
    }

    /// A small arrow head at the beginning of a leader.
    static func arrowHead(_ leader: (Point, Point)) -> Path {
        let (tip, end) = leader
        let length = max(0.01, ((end.x - tip.x) * (end.x - tip.x) + (end.y - tip.y) * (end.y - tip.y)).squareRoot())
        let (dx, dy) = ((end.x - tip.x) / length, (end.y - tip.y) / length)
        let base = Point(tip.x + 5.5 * dx, tip.y + 5.5 * dy)
        return Path(
            through: [tip, Point(base.x - 2.1 * dy, base.y + 2.1 * dx), Point(base.x + 2.1 * dy, base.y - 2.1 * dx)],
            closed: true)
    }
}
