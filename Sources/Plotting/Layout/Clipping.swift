import Drawing

/// Cuts shapes off at a rectangle.
enum Clipping {
    /// The pieces of a polyline that lie within `rect`, each segment cut by Liang and Barsky's method (1984).
    static func polyline(_ points: [Point], to rect: Rect) -> [[Point]] {
        if points.allSatisfy(rect.contains) { return points.isEmpty ? [] : [points] }
        var pieces: [[Point]] = []
        var current: [Point] = []
        for (start, end) in zip(points, points.dropFirst()) {
            guard let (enter, leave) = visiblePart(start, end, rect) else {
                if !current.isEmpty { pieces.append(current) }
                current = []
                continue
            }
            func at(_ share: Double) -> Point {
                // Of very distant ends, rounding leaves more than the rectangle is wide.
                let cut = between(start, end, share)
                return Point(min(max(cut.x, rect.minX), rect.maxX), min(max(cut.y, rect.minY), rect.maxY))
            }
            if current.isEmpty || enter > 0 {
                if !current.isEmpty { pieces.append(current) }
                current = [enter > 0 ? at(enter) : start]
            }
            current.append(leave < 1 ? at(leave) : end)
            if leave < 1 {
                pieces.append(current)
                current = []
            }
        }
        if !current.isEmpty { pieces.append(current) }
        return pieces
    }

    /// The parameters between which a segment is inside.
    private static func visiblePart(_ start: Point, _ end: Point, _ rect: Rect) -> (Double, Double)? {
        var (enter, leave) = (0.0, 1.0)
        // Halves, because the difference of the largest numbers is not a number.
        let (runX, runY) = (end.x / 2 - start.x / 2, end.y / 2 - start.y / 2)
        let sides = [
            (-runX, start.x / 2 - rect.minX / 2), (runX, rect.maxX / 2 - start.x / 2),
            (-runY, start.y / 2 - rect.minY / 2), (runY, rect.maxY / 2 - start.y / 2),
        ]
        for (direction, distance) in sides {
            if direction == 0 {
                if distance < 0 { return nil }
            } else if direction < 0 {
                enter = max(enter, distance / direction)
            } else {
                leave = min(leave, distance / direction)
            }
        }
        return enter <= leave ? (enter, leave) : nil
    }

    /// The point at `share` of the way from `start` to `end`.
    private static func between(_ start: Point, _ end: Point, _ share: Double) -> Point {
        Point((1 - share) * start.x + share * end.x, (1 - share) * start.y + share * end.y)
    }

    /// The part of a polygon within `rect`, cut side by side by Sutherland and Hodgman's method (1974). A polygon
    /// that leaves and comes back keeps edges along the rectangle's side.
    static func polygon(_ points: [Point], to rect: Rect) -> [Point] {
        var result = points
        let sides: [(axis: WritableKeyPath<Point, Double>, bound: Double, sign: Double)] = [
            (\.x, rect.minX, 1), (\.x, rect.maxX, -1), (\.y, rect.minY, 1), (\.y, rect.maxY, -1),
        ]
        for (axis, bound, sign) in sides {
            func inside(_ point: Point) -> Double { sign * (point[keyPath: axis] / 2 - bound / 2) }
            let input = result
            result = []
            guard var previous = input.last else { break }
            for point in input {
                let (before, now) = (inside(previous), inside(point))
                if (before < 0) != (now < 0) {
                    var crossing = between(previous, point, before / (before - now))
                    crossing[keyPath: axis] = bound
                    result.append(crossing)
                }
                if now >= 0 { result.append(point) }
                previous = point
            }
        }
        return result
    }
}

/// Leaves out points of a polyline that nobody would miss.
enum Simplification {
    /// A polyline that is nowhere farther than `tolerance` from `points` (Douglas and Peucker, 1973). Expected cost is
    /// O(n log n); of very long lines, which would take longer, only the extremes in each tenth of a pixel are looked
    /// at.
    static func simplified(_ points: [Point], tolerance: Double) -> [Point] {
        guard points.count > 2 else { return points }
        let points = points.count > 20_000 ? extremes(points) : points
        var keep = Array(repeating: false, count: points.count)
        keep[0] = true
        keep[points.count - 1] = true
        var pending = [(0, points.count - 1)]
        while let (first, last) = pending.popLast() {
            guard last - first > 1 else { continue }
            let (start, end) = (points[first], points[last])
            let (dx, dy) = (end.x - start.x, end.y - start.y)
            let length = (dx * dx + dy * dy).squareRoot()
            var (worst, distance) = (first, tolerance)
            for index in (first + 1)..<last {
                let (px, py) = (points[index].x - start.x, points[index].y - start.y)
                let along = length > 0 ? (px * dx + py * dy) / length : 0
                let apart: Double
                if length == 0 || along < 0 {
                    apart = (px * px + py * py).squareRoot()
                } else if along > length {
                    let (qx, qy) = (points[index].x - end.x, points[index].y - end.y)
                    apart = (qx * qx + qy * qy).squareRoot()
                } else {
                    apart = abs(px * dy - py * dx) / length
                }
                if apart > distance { (worst, distance) = (index, apart) }
            }
            guard worst != first else { continue }
            keep[worst] = true
            pending.append((first, worst))
            pending.append((worst, last))
        }
        return zip(points, keep).filter(\.1).map(\.0)
    }

    /// First, lowest, highest and last point of each stretch that stays within a tenth of a pixel across.
    private static func extremes(_ points: [Point]) -> [Point] {
        var result: [Point] = []
        var start = 0
        while start < points.count {
            var (end, low, high) = (start, start, start)
            while end + 1 < points.count, abs(points[end + 1].x - points[start].x) < 0.1 {
                end += 1
                if points[end].y < points[low].y { low = end }
                if points[end].y > points[high].y { high = end }
            }
            var previous = -1
            for index in [start, min(low, high), max(low, high), end] where index > previous {
                result.append(points[index])
                previous = index
            }
            start = end + 1
        }
        return result
    }
}
