import Foundation

/// Counts rounded to few levels: level 0 is the count 0, and the others are the different whole numbers among the
/// roundings of 2^(k/s), k = 0, 1, …, up to 2⁶³, with s steps an octave.
///
/// So small counts are exact; large ones are off by at most 2^(1/2s) − 1, or 2.9% at s = 12, and those between,
/// where the levels are the whole numbers themselves with gaps, by up to 4.6%.
struct LogarithmicGrid {
    let stepsPerOctave: Int
    /// The count of each level, ascending.
    let counts: [Int]
    /// The level of 2^(k/s), for every k up to the end of the grid.
    private let levels: [UInt16]

    init(stepsPerOctave: Int) {
        self.stepsPerOctave = stepsPerOctave
        var counts = [0]
        levels = (0...63 * stepsPerOctave).map { step in
            // 2⁶³ itself is one too many.
            let count = Int(exactly: exp2(Double(step) / Double(stepsPerOctave)).rounded()) ?? .max
            if count != counts.last { counts.append(count) }
            return UInt16(counts.count - 1)
        }
        self.counts = counts
    }

    /// The level whose count is nearest by ratio.
    func level(of count: Int) -> UInt16 {
        var low = 0
        var high = counts.count - 1
        while low < high {
            let middle = (low + high) / 2
            if counts[middle] < count { low = middle + 1 } else { high = middle }
        }
        // counts[low] is the first that is not smaller, or the last of all.
        guard low > 1, counts[low] > count else { return UInt16(low) }
        let isNearerBelow = Double(count) / Double(counts[low - 1]) < Double(counts[low]) / Double(count)
        return UInt16(isNearerBelow ? low - 1 : low)
    }

    /// The whole number nearest to s · log₂ of a count; 0 for the count 0.
    func step(of count: Int) -> Int {
        count == 0 ? 0 : Int((Double(stepsPerOctave) * log2(Double(count))).rounded())
    }

    /// The level at a step; level 0 below the first, the last level above the last.
    func level(atStep step: Int) -> UInt16 {
        step < 0 ? 0 : levels[min(step, levels.count - 1)]
    }
}
