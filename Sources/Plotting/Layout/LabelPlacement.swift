import Drawing

/// A label within the plot, with the places where it could be.
struct LabelRequest {
    /// One place, the better the lower its cost.
    struct Candidate {
        let rect: Rect
        let cost: Double
        /// A thin line that ties a distant label to what it names.
        let leader: (Point, Point)?
    }

    let text: Typeset
    let fill: Paint
    let candidates: [Candidate]

    /// Around a point, in eight directions and ever farther away.
    static func near(_ anchor: Point, _ text: Typeset, _ fill: Paint, clearance: Double) -> LabelRequest {
        // Right and above first, as cartographers prefer (Imhof, 1975).
        let directions: [(dx: Double, dy: Double, cost: Double)] = [
            (1, -0.7, 0), (1, 0, 0.1), (-1, -0.7, 0.15), (0, -1, 0.2), (1, 0.7, 0.25), (0, 1, 0.3), (-1, 0, 0.3),
            (-1, 0.7, 0.35),
        ]
        var candidates: [Candidate] = []
        for (ring, distance) in [0.0, 7, 15, 25, 38, 55, 75].enumerated() {
            for direction in directions {
                let norm = (direction.dx * direction.dx + direction.dy * direction.dy).squareRoot()
                let reach = clearance + distance
                let (ox, oy) = (direction.dx / norm * reach, direction.dy / norm * reach)
                let x = anchor.x + ox + (direction.dx > 0 ? 0 : direction.dx < 0 ? -text.width : -text.width / 2)
                let y = anchor.y + oy + (direction.dy > 0 ? 0 : direction.dy < 0 ? -text.height : -text.height / 2)
                // A line's height includes room above and below the letters, which may come a little closer.
                let rect = Rect(x: x, y: y - direction.dy * 2.5, width: text.width, height: text.height)
                var leader: (Point, Point)?
                if ring > 1 {
                    let tip = Point(anchor.x + ox * 0.9, anchor.y + oy * 0.9)
                    let start = clearance / reach
                    leader = (Point(anchor.x + ox * start, anchor.y + oy * start), tip)
                }
                candidates.append(
                    Candidate(rect: rect, cost: direction.cost + 0.7 * Double(ring), leader: leader))
            }
        }
        return LabelRequest(text: text, fill: fill, candidates: candidates)
    }

    /// Beside a rule, from its `end` backwards.
    static func along(
        isVertical: Bool, end: Point, _ text: Typeset, _ fill: Paint, within rect: Rect
    ) -> LabelRequest {
        var candidates: [Candidate] = []
        for step in 0..<24 {
            let back = Double(step) * 12
            for side in [1.0, -1.0] {
                let place: Rect
                if isVertical {
                    place = Rect(
                        x: side > 0 ? end.x + 5 : end.x - 5 - text.width, y: end.y + back, width: text.width,
                        height: text.height)
                } else {
                    place = Rect(
                        x: end.x - text.width - back, y: side > 0 ? end.y - text.height - 1 : end.y + 1,
                        width: text.width, height: text.height)
                }
                candidates.append(
                    Candidate(rect: place, cost: Double(step) * 0.15 + (side > 0 ? 0 : 0.1), leader: nil))
            }
        }
        return LabelRequest(text: text, fill: fill, candidates: candidates)
    }
}

/// Finds places for labels.
enum LabelPlacement {
    /// Places along a line for labels of the given `height`, each as near as possible to its target: the sum of squared moves is
    /// the least that keeps the order of targets, the distance `height`, and all labels within `range`. Isotonic regression by
    /// pooling adjacent violators. Where `range` is too short for all, labels are spread over it and overlap.
    ///
    /// - Returns: The centres, in the order of `targets`.
    static func spread(_ targets: [Double], height: Double, within range: ClosedRange<Double>) -> [Double] {
        guard !targets.isEmpty else { return [] }
        let order = targets.indices.sorted { (targets[$0], $0) < (targets[$1], $1) }
        let room = range.upperBound - range.lowerBound - height
        let step = targets.count > 1 ? min(height, max(0, room) / Double(targets.count - 1)) : height
        // Without the steps between them the centres need only not decrease.
        var blocks: [(mean: Double, count: Int)] = []
        for (rank, index) in order.enumerated() {
            var block = (mean: targets[index] - Double(rank) * step, count: 1)
            while let last = blocks.last, last.mean >= block.mean {
                blocks.removeLast()
                let count = last.count + block.count
                block = (
                    (last.mean * Double(last.count) + block.mean * Double(block.count)) / Double(count), count
                )
            }
            blocks.append(block)
        }
        let low = range.lowerBound + height / 2
        let high = max(low, range.upperBound - height / 2 - Double(targets.count - 1) * step)
        var centers = Array(repeating: 0.0, count: targets.count)
        var rank = 0
        for block in blocks {
            for _ in 0..<block.count {
                centers[order[rank]] = min(max(block.mean, low), high) + Double(rank) * step
                rank += 1
            }
        }
        return centers
    }

    /// Chooses a candidate for each request, so that no chosen rectangles overlap each other or what is `taken`, and all are
    /// inside `bounds`. Greedy in the order given, then two rounds in which each label may move to where it is now better off.
    ///
    /// - Returns: The chosen candidates; nil for a label without room.
    static func place(_ requests: [LabelRequest], taken: [Rect], ink: InkMap, within bounds: Rect)
        -> [LabelRequest.Candidate?]
    {
        let scored = requests.map { request in
            request.candidates.filter { candidate in
                bounds.contains(candidate.rect) && !taken.contains { $0.intersects(candidate.rect) }
            }.map { (candidate: $0, cost: $0.cost + 3 * ink.density(in: $0.rect)) }
                .sorted { $0.cost < $1.cost }
        }
        var chosen: [LabelRequest.Candidate?] = Array(repeating: nil, count: requests.count)
        for _ in 0..<3 {
            for index in requests.indices {
                let others = chosen.indices.filter { $0 != index }.compactMap { chosen[$0] }
                chosen[index] =
                    scored[index].first { entry in
                        !others.contains { other in
                            other.rect.insetBy(-1).intersects(entry.candidate.rect)
                                || crosses(other.leader, entry.candidate.rect)
                                || crosses(entry.candidate.leader, other.rect)
                        }
                    }?.candidate
            }
        }
        return chosen
    }

    private static func crosses(_ leader: (Point, Point)?, _ rect: Rect) -> Bool {
        guard let leader else { return false }
        return !Clipping.polyline([leader.0, leader.1], to: rect).isEmpty
    }
}
