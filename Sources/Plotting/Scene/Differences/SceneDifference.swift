/// One way in which a scene differs from another, in words.
public struct SceneDifference: Hashable, Sendable, CustomStringConvertible {
    /// What a difference is about.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The categories of axes.
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

/// What another version of a font may move: a little more than a line of text, and a part of what there is.
struct FontTolerance {
    /// How far an edge may move in a figure that is `size` wide or high.
    func room(_ size: Double) -> Double { 20 + 0.05 * size }
}

extension Scene {
    /// How this scene differs from `old` to a reader.
    ///
    /// Letters of another version of a font have other widths and heights, and much follows from these: how large plots
    /// are, where texts stand, how they are broken into lines, how many ticks there are. Where texts of the same words
    /// and style take another room than they did, the scenes are compared as they are read:
    ///
    /// - texts by their words, style and what they are anchored to: a tick's value, the end of a curve, a point; their
    ///   places only so far as fonts do not move them. Where around its anchor a label stands that looks for room
    ///   itself, and whether there is room for it, is left to the fonts; which side an author asked for is not;
    /// - marks in the coordinates of their plot, and by their style;
    /// - axes by their scales, domains and titles, and by their ticks where the author chose them.
    ///
    /// Otherwise this is ``differences(from:tolerance:)``, so that on one system every move is seen.
    public func visibleDifferences(from old: Scene) -> [SceneDifference] {
        let hasOtherLetters = SceneComparison.hasOtherLetters(old, self)
        var comparison = SceneComparison(
            old: old, new: self, tolerance: hasOtherLetters ? 0.6 : 0.05,
            fontTolerance: hasOtherLetters ? FontTolerance() : nil)
        comparison.compare()
        return comparison.differences
    }

    /// How what is drawn differs from `old`: first the figure and its axes, then its elements. The series behind the marks
    /// are not compared; which of their numbers count as equal is for those to say who keep them.
    ///
    /// Elements correspond if they belong to the same chart and part and are equal, or else have the same text, or
    /// else stand between the same neighbours. What a chart has lost or gained as a whole is said once, and many alike
    /// differences are counted. The differences of a chart are listed in the order in which its parts are drawn.
    ///
    /// - Parameters:
    ///   - old: The scene to compare with.
    ///   - tolerance: How far coordinates may be apart, in CSS pixels. Texts have to be equal.
    /// - Returns: Nothing exactly if the scenes but for their series are equal within the tolerance, whichever is compared
    ///   with the other.
    public func differences(from old: Scene, tolerance: Double = 0.05) -> [SceneDifference] {
        var comparison = SceneComparison(old: old, new: self, tolerance: tolerance)
        comparison.compare()
        return comparison.differences
    }
}
