import Drawing

/// A label within the plot, with the places where it could be.
struct LabelRequest {
    /// One place, the better the lower its cost.
    struct Candidate {
        let rect: Rect
        let cost: Double
        /// A thin line that ties a distant label to what it names.
        let leader: (Point, Point)?
        /// Where lines of different length have their common edge.
        var alignment = TextBlock.Alignment.left
    }

    let text: TextBlock
    let fill: Paint
    /// What the label names.
    let anchor: TextAnchor
    let candidates: [Candidate]
    /// Whether the leader is an arrow to its first point.
    var hasArrow = false
    /// Whether nothing is said where there is no room for it.
    var isOptional = false

    /// Around a point, in eight directions and ever farther away.
    static func near(_ anchor: Point, _ text: TextBlock, _ fill: Paint, clearance: Double) -> LabelRequest {
        // Right and above first, as cartographers prefer (Imhof, 1975).
        let directions: [(dx: Double, dy: Double, cost: Double)] = [
            (1, -0.7, 0), (1, 0, 0.1), (-1, -0.7, 0.15), (0, -1, 0.2), (1, 0.7, 0.25), (0, 1, 0.3), (-1, 0, 0.3),
            (-1, 0.7, 0.35),
        ]
        var candidates: [Candidate] = []
        for (ring, distance) in [0.0, 6, 13, 21, 31, 43, 58, 76, 98].enumerated() {
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
                    Candidate(rect: rect, cost: direction.cost + 0.8 * Double(ring), leader: leader))
            }
        }
        return LabelRequest(
            text: text, fill: fill, anchor: TextAnchor(point: anchor, side: .automatic), candidates: candidates)
    }

    /// Beside a rule, from its `end` backwards.
    static func along(
        isVertical: Bool, end: Point, _ text: TextBlock, _ fill: Paint, within rect: Rect
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
        return LabelRequest(
            text: text, fill: fill, anchor: TextAnchor(point: end, side: .automatic), candidates: candidates)
    }
}

/// Finds places for labels.
enum LabelPlacement {
    /// Places along a line for labels of the given `height`, each as near as possible to its target: the sum of
    /// squared moves is the least that keeps the order of targets, the distance `height`, and all labels within
    /// `range`. Isotonic regression by pooling adjacent violators. Where `range` is too short for all, labels are
    /// spread over it and overlap.
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

    /// Chooses a candidate for each request, so that no chosen rectangles overlap each other or what is `taken`, and
    /// all are inside `bounds`. Each label in turn takes its best free place; one that finds none pushes out those in
    /// the way of its best place, which look for others, for a limited number of times. Then each may move to where
    /// it is now better off. At last a label without a place takes that of later ones, where it has none otherwise:
    /// what is left out has no room beside the earlier labels alone. Labels with arrows come before all others.
    ///
    /// - Returns: The chosen candidates; nil for a label without room.
    static func place(_ requests: [LabelRequest], taken: [Rect], ink: InkMap, within bounds: Rect)
        -> [LabelRequest.Candidate?]
    {
        let scored = requests.map { request in
            request.candidates.filter { candidate in
                bounds.contains(candidate.rect) && !taken.contains { $0.intersects(candidate.rect) }
            }.map { candidate in
                // A line across a dot would seem to name it; one along ink would not be seen.
                let crossed = Double(taken.count { crosses(candidate.leader, $0) }) * (request.hasArrow ? 3 : 1)
                let hidden = candidate.leader.map { ink.length(from: $0, to: $1) } ?? 0
                // The root, because the first stroke under a text disturbs more than the tenth.
                let covered = ink.density(in: candidate.rect).squareRoot()
                return (candidate: candidate, cost: candidate.cost + 2.2 * covered + crossed + 0.05 * hidden)
            }.sorted { $0.cost < $1.cost }
        }
        var chosen: [LabelRequest.Candidate?] = Array(repeating: nil, count: requests.count)
        func inTheWay(of candidate: LabelRequest.Candidate, except index: Int) -> [Int] {
            chosen.indices.filter { other in other != index && chosen[other].map { conflict($0, candidate) } ?? false }
        }
        var waiting = Array(requests.indices.reversed())
        var pushes = Array(repeating: 0, count: requests.count)
        while let index = waiting.popLast() {
            let free = scored[index].first { inTheWay(of: $0.candidate, except: index).isEmpty }
            if let free {
                chosen[index] = free.candidate
            } else if pushes[index] < 12, !scored[index].isEmpty {
                // Another place each time, lest two labels push each other for ever.
                let place = scored[index][pushes[index] % scored[index].count].candidate
                pushes[index] += 1
                let pushed = inTheWay(of: place, except: index)
                for other in pushed { chosen[other] = nil }
                chosen[index] = place
                waiting += pushed.reversed()
            }
        }
        for index in requests.indices where chosen[index] != nil {
            chosen[index] = scored[index].first { inTheWay(of: $0.candidate, except: index).isEmpty }?.candidate
        }
        let ranked =
            requests.indices.filter { requests[$0].hasArrow } + requests.indices.filter { !requests[$0].hasArrow }
        var ranks = Array(repeating: 0, count: requests.count)
        for (rank, index) in ranked.enumerated() { ranks[index] = rank }
        for index in ranked where chosen[index] == nil {
            var best: (candidate: LabelRequest.Candidate, displaced: [Int])?
            for (candidate, _) in scored[index] {
                let displaced = inTheWay(of: candidate, except: index)
                guard displaced.allSatisfy({ ranks[$0] > ranks[index] }) else { continue }
                if displaced.count < best?.displaced.count ?? .max { best = (candidate, displaced) }
                if displaced.isEmpty { break }
            }
            guard let best else { continue }
            for other in best.displaced { chosen[other] = nil }
            chosen[index] = best.candidate
        }
        return chosen
    }

    private static func conflict(_ first: LabelRequest.Candidate, _ second: LabelRequest.Candidate) -> Bool {
        // Words in line need a gap wider than a space; the height of a line already has one.
        var roomy = first.rect
        (roomy.x, roomy.width) = (roomy.x - 6, roomy.width + 12)
        if roomy.intersects(second.rect) { return true }
        if crosses(first.leader, second.rect) || crosses(second.leader, first.rect) { return true }
        guard let one = first.leader, let other = second.leader else { return false }
        func side(_ a: Point, _ b: Point, _ c: Point) -> Bool { (b.x - a.x) * (c.y - a.y) > (b.y - a.y) * (c.x - a.x) }
        return side(one.0, one.1, other.0) != side(one.0, one.1, other.1)
            && side(other.0, other.1, one.0) != side(other.0, other.1, one.1)
    }

    private static func crosses(_ leader: (Point, Point)?, _ rect: Rect) -> Bool {
        guard let leader else { return false }
        return !Clipping.polyline([leader.0, leader.1], to: rect).isEmpty
    }
}
