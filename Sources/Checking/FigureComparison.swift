import Plotting

/// Compares a figure with what it was: its data, and then how it looks.
struct FigureComparison {
    let before: Scene
    let after: Scene

    /// What is different, the data first.
    ///
    /// Where things stand follows from the data. So places count only while the data are the same but for rounding:
    /// beyond that, the tolerance of the data has the say.
    func differences(of item: Item, prefix: String = "") -> [Difference] {
        let data = SeriesComparison(before: before, after: after)
        let looks = after.visibleDifferences(from: before).filter {
            $0.kind != .data && ($0.kind != .place || data.closeness == .same)
        }
        return data.findings.map { Difference(item, .data, prefix + $0.summary, changes: $0.changes) }
            + looks.map { Difference(item, .scene, prefix + (after.panels.count > 1 ? $0.description : $0.summary)) }
    }
}
