import Foundation
import LinearAlgebra

/// How modes are learned: for each mode, the share of its final squared singular value that it has at each time.
///
/// Between times, the logit of a share, `ln(p/(1 − p))`, is taken as linear in time, which is exact for a mode that grows
/// as in ``ClosedForm``.
public struct LearningCurves: Hashable, Sendable {
    /// Ascending, in any unit.
    public let times: [Double]
    /// For each mode, its share at each of ``times``: 0 before it is learned, 1 after it. Zeros for a mode of no height.
    public let shares: [[Double]]

    /// Curves of singular values.
    ///
    /// - Parameters:
    ///   - times: Ascending.
    ///   - singularValues: For each mode, a value for each time.
    ///   - heights: For each mode, the square of its singular value once it is learned, such as its eigenvalue.
    public init(times: [Double], singularValues: [[Double]], heights: [Double]) {
        precondition(singularValues.count == heights.count, "each mode needs its height")
        precondition(singularValues.allSatisfy { $0.count == times.count }, "each time needs a value of each mode")
        self.times = times
        shares = zip(singularValues, heights).map { values, height in
            values.map { height > 0 ? $0 * $0 / height : 0 }
        }
    }

    /// When each mode first has half of its height; nil for one that never has. For one that has it at the first time,
    /// the first time.
    public var learningTimes: [Double?] {
        shares.map { shares in
            guard let passed = shares.firstIndex(where: { $0 >= 0.5 }) else { return nil }
            guard passed > 0 else { return times[0] }
            let (before, after) = (logit(shares[passed - 1]), logit(shares[passed]))
            let part = after > before ? -before / (after - before) : 1
            return times[passed - 1] + part * (times[passed] - times[passed - 1])
        }
    }

    /// How cleanly modes are learned one after another: when the next mode is half learned, the share of a mode that has
    /// been learned, less the share of the next mode when this one is half learned; the mean over all pairs of neighbours
    /// that are both learned.
    ///
    /// One where each mode is complete before the next begins, zero where all rise together, less where the order is
    /// another. It depends on neither the unit nor the pace of time. NaN without such a pair. A measure of ours, not of
    /// the paper.
    public var sequentiality: Double {
        let halves = learningTimes
        let gaps = zip(shares.indices, shares.indices.dropFirst()).compactMap { mode, next -> Double? in
            guard let half = halves[mode], let nextHalf = halves[next] else { return nil }
            return share(of: mode, at: nextHalf) - share(of: next, at: half)
        }
        return gaps.reduce(0, +) / Double(gaps.count)
    }

    /// A mode's share at a time up to the last one, at most one.
    private func share(of mode: Int, at time: Double) -> Double {
        let shares = shares[mode]
        guard let after = times.firstIndex(where: { $0 >= time }) else { return 1 }
        guard after > 0 else { return min(1, shares[0]) }
        let part = (time - times[after - 1]) / (times[after] - times[after - 1])
        return 1 / (1 + exp(-(1 - part) * logit(shares[after - 1]) - part * logit(shares[after])))
    }

    /// Finite for every share: one that has overshot counts as all but complete.
    private func logit(_ share: Double) -> Double {
        let share = min(max(share, 1e-300), 1 - 1e-9)
        return log(share / (1 - share))
    }
}

extension TrainingRun {
    /// When the k-th largest singular value reached half its final height: when `s_k²` first passed half of
    /// `heights[k]`; nil for a mode that did not, or has no height. See ``LearningCurves`` for times between recordings.
    ///
    /// The heights are the eigenvalues of the target, or other plateaus.
    public func learningTimes(heights: [Double]) -> [Double?] {
        let modes = 0..<min(heights.count, singularValues.columns)
        return LearningCurves(
            times: times, singularValues: modes.map(singularValues.column), heights: Array(heights.prefix(modes.count))
        ).learningTimes
    }
}
