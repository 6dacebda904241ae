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
            var limit = max(2, Int(length / (horizontal ? 80 : 42)) + 1)
            var ticks = Ticks.linear(scale.lower, scale.upper, limit: limit)
            // Two ticks say little about an axis.
            while ticks.count < 3, limit < 8 {
                limit += 1
                ticks = Ticks.linear(scale.lower, scale.upper, limit: limit)
            }
            while limit > 2, !fits(ticks) {
                limit -= 1
                ticks = Ticks.linear(scale.lower, scale.upper, limit: limit)
            }
            return ticks
        case .log: return Ticks.log(scale.lower, scale.upper, fits: fits)
        case .symlog(let threshold):
            return Ticks.symlog(scale.lower, scale.upper, threshold: threshold, fits: fits)
        }
    }
}
