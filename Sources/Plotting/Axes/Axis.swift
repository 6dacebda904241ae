/// What a chart asks of one of its axes.
struct AxisRequest: Hashable, Sendable {
    var type: ScaleType?
    var domain: ClosedRange<Double>?
    var label: String?
    var ticks: [Double]?
}

/// An axis with its domain settled.
struct Axis: Hashable, Sendable {
    var scale: Scale
    var categories: [String] = []
    var label: String?
    var fixedTicks: [Double]?
    /// Whether tick labels and the title are shown; they are not on inner panels that share an axis.
    var isLabelled = true
    /// Whether cells numbered from 1 lie along it: a y axis then counts from the top, ticks are whole numbers, and
    /// there is no grid.
    var numbersCells = false

    /// Whether a y axis begins at the top.
    var isFromTop: Bool { scale.type == .categorical || numbersCells }

    /// Whether lines at its ticks cross the plot.
    var hasGrid: Bool { !isFromTop }

    /// The ticks for an axis of `length` pixels. `extent` measures a label along the axis.
    func ticks(length: Double, horizontal: Bool, extent: (String) -> Double) -> [Tick] {
        if scale.type == .categorical {
            return categories.enumerated().map { Tick(value: Double($0) + 0.5, label: $1) }
        }
        if let fixedTicks {
            let values = fixedTicks.filter { $0 >= scale.lower && $0 <= scale.upper }.sorted()
            return zip(values, TickLabels.given(values, scale.type)).map { Tick(value: $0, label: $1) }
        }
        let gap: Double = horizontal ? 16 : 12
        func fits(_ ticks: [Tick]) -> Bool {
            var previousEnd = -Double.infinity
            for tick in ticks {
                guard let label = tick.label, let position = scale.position(tick.value) else { continue }
                let half = extent(label) / 2
                if position * length - half < previousEnd + gap { return false }
                previousEnd = position * length + half
            }
            return Double(ticks.count) <= max(2, length / (horizontal ? 34 : 22))
        }
        switch scale.type {
        case .linear, .categorical:
            return Ticks.thinned(linearTicks(length: length, horizontal: horizontal, fits: fits), fits: fits)
        case .squareRoot:
            let ticks = linearTicks(length: length, horizontal: horizontal, fits: fits)
            return Ticks.thinned(Ticks.squareRoot(ticks, from: scale.lower, fits: fits), fits: fits)
        case .log: return Ticks.thinned(Ticks.log(scale.lower, scale.upper, fits: fits), fits: fits)
        case .symlog(let threshold):
            return Ticks.thinned(
                Ticks.symlog(scale.lower, scale.upper, threshold: threshold, fits: fits), fits: fits)
        }
    }

    private func linearTicks(length: Double, horizontal: Bool, fits: ([Tick]) -> Bool) -> [Tick] {
        let smallest: Double = numbersCells ? 1 : 0
        func ticks(_ limit: Int) -> [Tick] { Ticks.linear(scale.lower, scale.upper, limit: limit, smallest: smallest) }
        var limit = max(2, Int(min(length, 20_000) / (horizontal ? 80 : 42)) + 1)
        // Cells are counted one by one where there is room.
        if numbersCells { limit = max(limit, min(12, Int(min(length, 20_000) / (horizontal ? 34 : 32)))) }
        var best = ticks(limit)
        // Two ticks say little about an axis.
        while best.count < 3, limit < 8 {
            limit += 1
            best = ticks(limit)
        }
        while limit > 2, !fits(best) {
            limit -= 1
            best = ticks(limit)
        }
        // Where numbers are too coarse for round ticks, the ends say what is shown.
        guard best.isEmpty, !numbersCells else { return best }
        return [scale.lower, scale.upper].map { Tick(value: $0, label: TickLabels.exact($0)) }
    }
}
