/// One way in which a scene differs from another, in words.
public struct SceneDifference: Hashable, Sendable, CustomStringConvertible {
    /// What a difference is about.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The numbers and names behind the marks.
        case data
        /// Colours, lines, fonts and symbols.
        case appearance
        /// What is written: labels, titles, ticks, notes.
        case text
        /// Sizes, the axes' scales, and which elements there are.
        case layout
        /// Where things stand, how far axes reach, and their ticks: what follows from the data where the author says
        /// nothing of it.
        case place
    }

    /// What it is about.
    public let kind: Kind
    /// Which chart it is in, counted from 1; 0 for the figure itself.
    public let chart: Int
    /// What differs: `y tick label 3 moved from (12, 40) to (12, 44)`.
    public let summary: String

    /// The summary after the chart's number.
    public var description: String { chart == 0 ? "figure: \(summary)" : "chart \(chart): \(summary)" }
}

extension Scene {
    /// How this scene differs from `old`: first the figure and its axes, then its elements, then its data.
    ///
    /// Elements correspond if they belong to the same chart and part and are equal, or else have the same text, or
    /// else stand between the same neighbours. What a chart has lost or gained as a whole is said once, and many alike
    /// differences are counted. The differences of a chart are listed in the order in which its parts are drawn.
    ///
    /// - Parameters:
    ///   - old: The scene to compare with.
    ///   - tolerance: How far coordinates may be apart, in CSS pixels. Data and texts have to be equal.
    /// - Returns: Nothing exactly if the scenes are equal within the tolerance, whichever is compared with the other.
    public func differences(from old: Scene, tolerance: Double = 0.05) -> [SceneDifference] {
        var comparison = SceneComparison(old: old, new: self, tolerance: tolerance)
        comparison.compare()
        return comparison.differences
    }
}
