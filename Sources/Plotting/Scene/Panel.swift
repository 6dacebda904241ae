import FigureData
public import Drawing

/// One chart of a scene: where its plot is, and what its axes show.
public struct Panel: Hashable, Sendable {
    /// One axis of a chart.
    public struct Axis: Hashable, Sendable {
        /// Which axis: `x` or `y`, or what a further one is called, such as `color` for the scale of colours.
        public let name: String
        /// How values become positions.
        public let scale: ScaleType
        /// The value at the axis's beginning; 0 on a categorical one.
        public let lower: Double
        /// The value at the axis's end; the number of categories on a categorical one.
        public let upper: Double
        /// The title in light markup, also where it is not written because a neighbour has it.
        public let label: String?
        /// The categories in light markup, in their order; empty on an axis of numbers.
        public let categories: [String]
        /// The values at which the author wants ticks; nil where the chart chooses them.
        public internal(set) var ticks: [Double]?
    }

    /// The rectangle between the axes, in CSS pixels rounded to hundredths.
    public let plot: Rect
    /// The heading in light markup.
    public let title: String?
    /// The axes: x, then y, then further ones.
    public let axes: [Axis]
    /// What the coordinates are known up to.
    public internal(set) var freedom = CoordinateFreedom.none

    /// The axis called `name`.
    public func axis(_ name: String) -> Axis? { axes.first { $0.name == name } }
}

extension Panel {
    /// The panel of a chart whose axes are settled.
    init(plot: Rect, title: String?, axes: [(name: String, axis: Plotting.Axis)]) {
        self.init(
            plot: plot, title: title,
            axes: axes.map { name, axis in
                Axis(
                    name: name, scale: axis.scale.type, lower: axis.scale.lower, upper: axis.scale.upper,
                    label: axis.label, categories: axis.categories, ticks: axis.fixedTicks)
            })
    }
}

extension DataSeries {
    /// Names the scale of each column that is shown along an axis, by the panel of the series' chart.
    mutating func settleScales(_ panels: [Panel]) {
        guard panels.indices.contains(chart - 1) else { return }
        for index in columns.indices {
            let axis = columns[index].axis.flatMap { panels[chart - 1].axis($0.rawValue) }
            columns[index].scale = axis.map { DataSeries.Column.Scale($0.scale) }
        }
    }
}

extension DataSeries.Column.Scale {
    fileprivate init(_ type: ScaleType) {
        self =
            switch type {
            case .linear: .linear
            case .log: .log
            case .symlog: .symlog
            case .squareRoot: .squareRoot
            case .categorical: .categorical
            }
    }
}

extension ChartPlan {
    /// What a scene knows of the chart in the given plot.
    func panel(in plot: Rect) -> Panel {
        let further = [trailing.map { ("trailing", $0) }, colorScale.map { ("color", $0.axis) }].compactMap { $0 }
        var panel = Panel(plot: plot, title: title, axes: [("x", x), ("y", y)] + further)
        panel.freedom = freedom
        return panel
    }
}

/// What the coordinates of a chart are known up to, for comparisons of two builds.
///
/// An eigenvector has no sign of its own, and within the space of equal eigenvalues any rotation of the eigenvectors is
/// as good: points on such axes are the same result when one such change takes them into the other.
public enum CoordinateFreedom: String, Hashable, Sendable, CaseIterable {
    /// Nothing: the coordinates mean what they are.
    case none
    /// The sign of each axis: eigenvectors with eigenvalues of their own.
    case signs
    /// A rotation or reflection of the plane: two eigenvectors with one eigenvalue between them.
    case rotation

    /// The freedom in words.
    var words: String {
        switch self {
        case .none: "known exactly"
        case .signs: "known up to their signs"
        case .rotation: "known up to a rotation"
        }
    }
}
