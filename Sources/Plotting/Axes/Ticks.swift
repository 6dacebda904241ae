import Foundation

/// A marked place on an axis.
struct Tick: Hashable, Sendable {
    let value: Double
    /// Light markup; nil for a minor tick.
    let label: String?
}

/// Chooses ticks as a person would: round numbers, few enough to be read.
enum Ticks {
    /// Ticks of a linear axis: multiples of 1, 2 or 5 times a power of ten, at most `limit` (at least two) of them, and
    /// no closer than `smallest`.
    static func linear(_ lower: Double, _ upper: Double, limit: Int, smallest: Double = 0) -> [Tick] {
        let step = max(smallest, linearStep(lower, upper, limit: max(2, limit)))
        guard step > 0, step.isFinite else { return [] }
        let first = (lower / step - 1e-9).rounded(.up)
        let last = (upper / step + 1e-9).rounded(.down)
        // Beyond 2⁵³ steps from zero neighbouring ticks are the same number.
        guard last >= first, abs(first) < 9e15, abs(last) < 9e15 else { return [] }
        // Dividing by a whole inverse step is exact where multiplying by 0.1 is not.
        let inverse = (1 / step).rounded()
        let values = (0...Int(last - first)).map { index -> Double in
            let multiple = first + Double(index)
            let value = step < 1 && inverse < 1e15 ? multiple / inverse : multiple * step
            return min(max(value, lower), upper) + 0  // no negative zero
        }
        return zip(values, TickLabels.linear(values, step: step)).map { Tick(value: $0, label: $1) }
    }

    /// The smallest of 1, 2, 5 × 10ᵏ that gives at most `limit` ticks.
    static func linearStep(_ lower: Double, _ upper: Double, limit: Int) -> Double {
        let rough = upper / Double(limit) - lower / Double(limit)
        guard rough > 0, rough.isFinite else { return 0 }
        let exponent = Int(log10(rough).rounded(.down)) - 1
        for power in exponent...(exponent + 3) {
            for factor in [1.0, 2, 5] {
                let step = decimal(factor, power)
                guard step > 0 else { continue }
                let count = (upper / step + 1e-9).rounded(.down) - (lower / step - 1e-9).rounded(.up) + 1
                if count <= Double(limit) { return step }
            }
        }
        return 0
    }

    /// Ticks of a logarithmic axis. `fits` says whether labels of the given ticks have room; the densest family that
    /// has is taken: every digit within a decade, then fewer, 1–2–5, then powers of ten, every second power, and so
    /// on. Where powers alone are labelled, the digits between become minor ticks.
    static func log(_ lower: Double, _ upper: Double, fits: ([Tick]) -> Bool) -> [Tick] {
        let decades = log10(upper) - log10(lower)
        let (first, last) = (Int(log10(lower).rounded(.down)), Int(log10(upper).rounded(.up)))
        func values(_ digits: [Double], stride: Int = 1) -> [Double] {
            var values: [Double] = []
            for exponent in first...last where exponent % stride == 0 {
                for digit in digits {
                    let value = decimal(digit, exponent)
                    if value.isFinite, value >= lower * (1 - 1e-12), value <= upper * (1 + 1e-12) {
                        values.append(value)
                    }
                }
            }
            return values
        }
        let digits = (1...9).map(Double.init)
        var families: [[Double]] = []
        if decades < 1.05 { families += [values(digits), values([1, 2, 3, 4, 5]), values([1, 2, 3, 5])] }
        if decades < 2.6 { families += [values([1, 2, 5]), values([1, 3])] }
        families += [1, 2, 3, 5, 10, 20, 50, 100, 200, 300].map { values([1], stride: $0) }
        for family in families where family.count >= 2 {
            let labelled = zip(family, TickLabels.log(family)).map { Tick(value: $0, label: $1) }
            guard fits(labelled) else { continue }
            guard decades < 12 else { return labelled }
            let minor = values(digits).filter { !family.contains($0) }.map { Tick(value: $0, label: nil) }
            return (labelled + minor).sorted { $0.value < $1.value }
        }
        // Less than a decade without two round digits in it, or an axis too short for two labels.
        return fitting(lower, upper, fits: fits)
    }

    /// `digit` × 10^`exponent`; for negative exponents by division, which is exact more often.
    private static func decimal(_ digit: Double, _ exponent: Int) -> Double {
        exponent < 0 ? digit / pow(10, Double(-exponent)) : digit * pow(10, Double(exponent))
    }

    /// Ticks of a symmetric logarithmic axis: zero and powers of ten from the threshold on, thinned until they fit; the
    /// digits between powers become minor ticks. A domain with fewer than two of them has the ticks of a linear axis.
    static func symlog(_ lower: Double, _ upper: Double, threshold: Double, fits: ([Tick]) -> Bool) -> [Tick] {
        let smallest = Int((log10(threshold) - 1e-9).rounded(.up))
        let largest = Int((log10(max(abs(lower), abs(upper))) + 1e-9).rounded(.down))
        guard largest >= smallest else { return fitting(lower, upper, fits: fits) }
        func inside(_ magnitudes: [Double]) -> [Double] {
            (magnitudes.map { -$0 } + magnitudes).filter { $0 != 0 && $0.isFinite && $0 >= lower && $0 <= upper }
                .sorted()
        }
        let zero = lower <= 0 && upper >= 0 ? [0.0] : []
        for stride in [1, 2, 3, 5, 10, 20, 50, 100, 200, 500] where stride <= max(1, 2 * (largest - smallest)) {
            let powers = (smallest...largest).filter { $0 % stride == 0 }.map { decimal(1, $0) }
            let values = (inside(powers) + zero).sorted()
            guard values.count >= 2 else { break }
            let ticks = zip(values, TickLabels.log(values)).map { Tick(value: $0, label: $1) }
            guard fits(ticks) else { continue }
            guard largest - smallest < 12 else { return ticks }
            let between = (smallest...largest).flatMap { power in (1...9).map { decimal(Double($0), power) } }
            let minor = inside(between).filter { !values.contains($0) }.map { Tick(value: $0, label: nil) }
            return (ticks + minor).sorted { $0.value < $1.value }
        }
        return fitting(lower, upper, fits: fits)
    }

    /// Ticks of a square-root axis: those of a linear axis, and below the first that is not zero 1, 2 and 5 times
    /// powers of ten while they fit, because the scale stretches small values.
    static func squareRoot(_ ticks: [Tick], from lower: Double, fits: ([Tick]) -> Bool) -> [Tick] {
        var values = ticks.map(\.value)
        guard var first = values.first(where: { $0 > 0 }), first.isNormal else { return ticks }
        let span = (values.last ?? first).squareRoot()
        var best = ticks
        var power = Int(log10(first).rounded(.down))
        let least = power - 4
        while first.squareRoot() > 0.25 * span, power > least {
            for factor in [5.0, 2, 1] {
                let value = decimal(factor, power)
                guard value < 0.6 * first, value > lower, first.squareRoot() > 0.25 * span else { continue }
                let more = (values + [value]).sorted()
                let labels = TickLabels.linear(more, step: value)
                let denser = zip(more, labels).map { Tick(value: $0, label: $1) }
                guard fits(denser) else { continue }
                (values, best, first) = (more, denser, value)
            }
            power -= 1
        }
        return best
    }

    /// The ticks of a linear axis, few enough to fit.
    private static func fitting(_ lower: Double, _ upper: Double, fits: ([Tick]) -> Bool) -> [Tick] {
        for limit in [6, 5, 4, 3] {
            let ticks = linear(lower, upper, limit: limit)
            if fits(ticks) { return ticks }
        }
        return linear(lower, upper, limit: 2)
    }

    /// The ticks with as many labels, counted from the first, as fit: on an axis shorter than two labels, one.
    static func thinned(_ ticks: [Tick], fits: ([Tick]) -> Bool) -> [Tick] {
        let labelled = ticks.filter { $0.label != nil }
        guard labelled.count > 1, !fits(labelled) else { return ticks }
        var shown: [Tick] = []
        for tick in labelled where shown.isEmpty || fits(shown + [tick]) { shown.append(tick) }
        let values = Set(shown.map(\.value))
        return ticks.map { Tick(value: $0.value, label: values.contains($0.value) ? $0.label : nil) }
    }
}
