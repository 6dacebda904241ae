/// A curve in words.
struct CurveSentence {
    let name: String
    private let points: [(x: Double, y: Double)]
    private let missing: Int
    private let scales: (x: ScaleType, y: ScaleType)
    /// The curve through the finite ones of the points, taken in the order of x.
    init(name: String, x: [Double], y: [Double], scales: (x: ScaleType, y: ScaleType)) {
        self.name = name
        self.scales = scales
        let pairs = zip(x, y).filter { $0.isFinite && $1.isFinite }
        missing = min(x.count, y.count) - pairs.count
        points = pairs.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
            .map { (x: $0.element.0, y: $0.element.1) }
    }

    /// What the curve does, without its values: for counting curves that do alike.
    var trend: Trend? { points.isEmpty ? nil : Trend(points.map(\.y)) }

    /// A clause with the curve as its subject.
    var text: String {
        guard let first = points.first, let last = points.last, let trend else { return "\(name) has no values" }
        let gaps = missing > 0 ? ", with \(Words.count(missing)) value\(missing == 1 ? "" : "s") missing" : ""
        guard points.count > 1 else { return "\(name) is \(place(first))" + gaps }
        return name + " " + clause(trend, first, last) + gaps
    }

    private typealias Place = (x: Double, y: Double)

    /// `1 at 10`; with as many digits as tell it from `other`.
    private func place(_ point: Place, besides other: Place? = nil) -> String {
        let digits = Words.digits(telling: point.y, other?.y ?? point.y)
        let digitsOfX = Words.digits(telling: point.x, other?.x ?? point.x)
        return "\(Words.rounded(point.y, digits: digits)) at \(Words.rounded(point.x, digits: digitsOfX))"
    }

    private func way(_ start: Place, _ end: Place) -> String {
        "from \(place(start, besides: end)) to \(place(end, besides: start))"
    }

    private func clause(_ trend: Trend, _ first: Place, _ last: Place) -> String {
        switch trend {
        case .constant: return "stays at \(Words.rounded(first.y))"
        case .rises: return "rises \(way(first, last))" + steepest(1) + extreme(1, first, last)
        case .falls: return "falls \(way(first, last))" + steepest(-1) + extreme(-1, first, last)
        case .peak(let top):
            return "rises \(way(first, points[top])) and then falls to \(place(last))"
        case .valley(let bottom):
            return "falls \(way(first, points[bottom])) and then rises to \(place(last))"
        case .irregular:
            guard let low = points.min(by: { $0.y < $1.y }), let high = points.max(by: { $0.y < $1.y }) else {
                return ""
            }
            return "has no trend; it is least, \(place(low, besides: high)), and greatest, \(place(high, besides: low))"
        }
    }

    /// Where a curve of many points is steepest as drawn, if that stands out: at least a fifth of all the change within
    /// a twentieth of the width.
    private func steepest(_ sign: Double) -> String {
        let drawn = points.map { (x: Scale.transform($0.x, scales.x), y: Scale.transform($0.y, scales.y)) }
            .filter { $0.x.isFinite && $0.y.isFinite }
        guard drawn.count >= 20, let first = drawn.first, let last = drawn.last else { return "" }
        let (width, total) = ((last.x - first.x) / 20, sign * (last.y - first.y))
        var (best, place) = (0.0, first.x)
        var end = 0
        for start in drawn.indices {
            while end + 1 < drawn.count, drawn[end + 1].x - drawn[start].x <= width { end += 1 }
            let change = sign * (drawn[end].y - drawn[start].y)
            if change > best { (best, place) = (change, drawn[start].x / 2 + drawn[end].x / 2) }
        }
        guard total > 0, best >= 0.2 * total else { return "" }
        let value = Scale.inverse(place, scales.x)
        return "; its largest \(sign > 0 ? "rise" : "drop") is near \(Words.rounded(value))"
    }

    /// The extreme that a rising or falling curve has elsewhere than at its end, if it is clearly beyond the end.
    private func extreme(_ sign: Double, _ first: Place, _ last: Place) -> String {
        guard let beyond = points.max(by: { sign * $0.y < sign * $1.y }),
            sign * (beyond.y - last.y) > 0.05 * abs(last.y - first.y)
        else { return "" }
        return "; it is \(sign > 0 ? "greatest" : "least"), \(place(beyond))"
    }
}
