/// How the bars of several marks share a category.
public enum BarStacking: Hashable, Sendable {
    /// Side by side.
    case grouped
    /// On one another: values above zero upwards, those below it downwards.
    case stacked
    /// On one another as parts of the whole, which is the sum of the magnitudes in the category.
    case normalized
}

extension Chart {
    /// Sets how the categorical bars of several marks share a category, for all marks that were not told themselves.
    public func stacking(_ stacking: BarStacking) -> Chart {
        var copy = self
        copy.barStacking = stacking
        return copy
    }
}

/// Where a mark's bars are within the band of a category.
enum BarSlot: Hashable, Sendable {
    /// In a place of their own.
    case own
    /// In the place of the mark before, of which these are the bars in another colour.
    case previous
    /// On those of other marks.
    case stack(BarStacking, BarMark.Orientation)
}

/// A bar from one value to another.
struct BarSegment: Hashable, Sendable {
    let foot: Double
    let end: Double
}

/// Puts bars on one another.
enum BarStack {
    /// The layers with the segments of stacked bars settled, from the first mark outwards.
    static func stacked(_ layers: [any Layer], chart: BarStacking?) -> [any Layer] {
        var result = layers
        for index in result.indices {
            guard var bars = result[index] as? BarMark, bars.positions == nil else { continue }
            let stacking = bars.stacking ?? chart ?? .grouped
            if stacking != .grouped { bars.slot = .stack(stacking, bars.orientation) }
            result[index] = bars
        }
        for orientation in [BarMark.Orientation.vertical, .horizontal] {
            for stacking in [BarStacking.stacked, .normalized] { stack(&result, .stack(stacking, orientation)) }
        }
        return result
    }

    private static func stack(_ layers: inout [any Layer], _ slot: BarSlot) {
        var wholes: [String: Double] = [:]
        if case .stack(.normalized, _) = slot {
            for case let bars as BarMark in layers where bars.slot == slot {
                for (category, value) in zip(bars.categories, bars.values) where value.isFinite {
                    wholes[category, default: 0] += abs(value)
                }
            }
        }
        var above: [String: Double] = [:]
        var below: [String: Double] = [:]
        for index in layers.indices {
            guard var bars = layers[index] as? BarMark, bars.slot == slot else { continue }
            bars.segments = zip(bars.categories, bars.values).map { category, value in
                let whole = wholes[category] ?? 1
                let share = whole > 0 ? value / whole : 0
                guard share.isFinite else { return BarSegment(foot: 0, end: .nan) }
                let foot = (share < 0 ? below : above)[category] ?? 0
                if share < 0 { below[category] = foot + share } else { above[category] = foot + share }
                return BarSegment(foot: foot, end: foot + share)
            }
            layers[index] = bars
        }
    }

    /// Which of how many places within a category each layer's bars have.
    static func places(_ layers: [any Layer]) -> [(index: Int, count: Int)] {
        var slots: [BarSlot: Int] = [:]
        var count = 0
        let indices = layers.map { layer -> Int in
            guard let bars = layer as? BarMark, bars.positions == nil else { return 0 }
            if bars.slot == .previous, count > 0 { return count - 1 }
            if let known = slots[bars.slot] { return known }
            if bars.slot != .own { slots[bars.slot] = count }
            count += bars.occurrences.count
            return count - bars.occurrences.count
        }
        return indices.map { ($0, max(1, count)) }
    }
}
