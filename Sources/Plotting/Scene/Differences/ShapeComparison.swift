import Drawing
import Foundation

/// Compares the outlines of two items of a kind.
enum ShapeComparison {
    /// What is different, in words: `12 of 300 points moved, at most 3.2 px`; nil within the tolerance.
    static func summary(_ old: Scene.Item, _ new: Scene.Item, tolerance: Double) -> String? {
        switch (old, new) {
        case (.path(let was, _, _), .path(let now, _, _)): compare(was, now, tolerance)
        case (.symbols(_, _, let was, _, _), .symbols(_, _, let now, _, _)):
            was.count == now.count ? moved(was, now, tolerance) : "\(now.count) points, before \(was.count)"
        case (.cells(let was), .cells(let now)): compare(was, now, tolerance)
        case (.picture(let was), .picture(let now)):
            moved(corners(was.frame) + corners(was.clip), corners(now.frame) + corners(now.clip), tolerance)
        default: nil
        }
    }

    private static func compare(_ old: CellGrid, _ new: CellGrid, _ tolerance: Double) -> String? {
        guard old.columns == new.columns, old.rows == new.rows else {
            return "\(new.rows) × \(new.columns) cells, before \(old.rows) × \(old.columns)"
        }
        let count = zip(old.levels, new.levels).count { $0 != $1 }
        if count > 0 { return "\(count) of \(old.levels.count) cells have another colour" }
        return moved(corners(old.frame), corners(new.frame), tolerance)
    }

    private static func corners(_ rect: Rect) -> [Point] {
        [Point(rect.minX, rect.minY), Point(rect.maxX, rect.maxY)]
    }

    private static func compare(_ old: Path, _ new: Path, _ tolerance: Double) -> String? {
        guard old != new else { return nil }
        let kinds = (old.elements.map(kind), new.elements.map(kind))
        let vertices = (old.elements.flatMap(points), new.elements.flatMap(points))
        let count: String
        if kinds.0 == kinds.1 {
            guard let change = moved(vertices.0, vertices.1, tolerance) else { return nil }
            count = change
        } else {
            count = "\(vertices.1.count) points, before \(vertices.0.count)"
        }
        // A curve with other points may be the same curve, for points that nobody would miss are left out.
        let (was, now) = (pieces(old), pieces(new))
        guard !(kinds.0 + kinds.1).contains("C"), was.count == now.count,
            kinds.0.contains("Z") == kinds.1.contains("Z"),
            zip(was, now).map({ $0.count * $1.count }).reduce(0, +) <= 4_000_000
        else { return count }
        let apart = zip(was, now).map { max(distance($0, to: $1), distance($1, to: $0)) }.max() ?? 0
        // Twice, because both curves were simplified.
        if apart <= 2 * tolerance { return nil }
        return kinds.0 == kinds.1 ? count : "\(count); it moved by at most \(Words.pixels(apart))"
    }

    private static func moved(_ old: [Point], _ new: [Point], _ tolerance: Double) -> String? {
        var (count, farthest) = (0, 0.0)
        for (was, now) in zip(old, new) where was != now {
            let distance = hypot(was.x - now.x, was.y - now.y)
            guard !(distance <= tolerance) else { continue }
            count += 1
            farthest = max(farthest, distance)
        }
        guard count > 0 else { return nil }
        let noun = old.count == 1 ? "point" : "points"
        return "\(count) of \(old.count) \(noun) moved, at most \(Words.pixels(farthest))"
    }

    /// How far a vertex of `points` is at most from the polyline through `line`.
    private static func distance(_ points: [Point], to line: [Point]) -> Double {
        guard let first = line.first else { return points.isEmpty ? 0 : .infinity }
        let ends = line.count > 1 ? Array(line.dropFirst()) : [first]
        return points.map { point -> Double in
            zip(line, ends).map { start, end -> Double in
                let (dx, dy) = (end.x - start.x, end.y - start.y)
                let length = dx * dx + dy * dy
                let along = length > 0 ? ((point.x - start.x) * dx + (point.y - start.y) * dy) / length : 0
                let share = min(1, max(0, along))
                return hypot(point.x - start.x - share * dx, point.y - start.y - share * dy)
            }.min() ?? .infinity
        }.max() ?? 0
    }

    /// The vertices piece by piece; those of a closed one end where they begin.
    private static func pieces(_ path: Path) -> [[Point]] {
        var pieces: [[Point]] = []
        for element in path.elements {
            switch element {
            case .move(let point): pieces.append([point])
            case .close: if let piece = pieces.last, let first = piece.first { pieces[pieces.count - 1].append(first) }
            default:
                if pieces.isEmpty { pieces.append([]) }
                pieces[pieces.count - 1] += points(element)
            }
        }
        return pieces
    }

    private static func kind(_ element: Path.Element) -> Character {
        switch element {
        case .move: "M"
        case .line: "L"
        case .curve: "C"
        case .close: "Z"
        }
    }

    private static func points(_ element: Path.Element) -> [Point] {
        switch element {
        case .move(let point), .line(let point): [point]
        case .curve(let first, let second, let end): [first, second, end]
        case .close: []
        }
    }
}
