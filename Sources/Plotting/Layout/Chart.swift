public import LightMarkup

/// Where a chart's legend is.
public enum LegendPosition: Hashable, Sendable {
    /// At the data's ends where there is room for labels, otherwise above the plot.
    case automatic
    /// Above the plot; labels of marks are not written at the data.
    case top
    /// In the emptiest corner of the plot if next to nothing is there, otherwise above the plot.
    case inside
    /// In a column at the right of the plot; above it in a panel narrower than 300 pixels.
    case trailing
    /// Nowhere.
    case hidden
}

/// Marks on a pair of axes.
///
///     Chart {
///         PointMark(eigenvalues, label: "M⋆")
///         LineMark(x: [1, 128], y: [800, 8], label: "power law").style(.dotted)
///     }
///     .xScale(.log, label: "rank *k*").yScale(.log, label: "eigenvalue *λ*_{k}")
///
/// Labels take light markup: `*italic*`, `**bold**`, `_{subscript}`, `^{superscript}`; what comes from data is shown as it
/// is (``Label``). Axes without a domain show all
/// data, with a little room around points. The first mark is at the back.
public struct Chart: TitledFigure {
    var content: [AnyMark]
    var x = AxisRequest()
    var y = AxisRequest()
    var trailing = AxisRequest()
    var heading = Heading()
    var insets: [Inset] = []
    var legend = LegendPosition.automatic
    var size = SizeRequest()
    var hasEqualScales = false
    var aspect: Double?
    var colorScale = ColorScaleRequest()
    var barStacking: BarStacking?
    var seriesStyles: [SeriesStyle] = []
    var freedom = CoordinateFreedom.none

    /// A chart of the given marks.
    public init(@ChartBuilder _ content: () throws -> ChartBuilder.Content) rethrows {
        self.content = try content().marks
    }

    private func with(_ change: (inout Chart) -> Void) -> Chart {
        var copy = self
        change(&copy)
        return copy
    }

    /// Sets the x axis; what is nil is chosen from the data.
    ///
    /// - Parameters:
    ///   - type: How values become positions.
    ///   - domain: The values at both ends; marks beyond it are cut off.
    ///   - label: The title of the axis, below it.
    ///   - ticks: Where ticks are, instead of the ones that would be chosen.
    public func xScale(
        _ type: ScaleType? = nil, domain: ClosedRange<Double>? = nil, label: Label? = nil, ticks: [Double]? = nil
    ) -> Chart {
        with { $0.x = $0.x.updated(type, domain, label?.markup, ticks) }
    }

    /// Sets the y axis as ``xScale(_:domain:label:ticks:)`` does the x axis; its title is above it, in reading
    /// direction.
    public func yScale(
        _ type: ScaleType? = nil, domain: ClosedRange<Double>? = nil, label: Label? = nil, ticks: [Double]? = nil
    ) -> Chart {
        with { $0.y = $0.y.updated(type, domain, label?.markup, ticks) }
    }

    /// Sets the second y axis, at the right, of the marks with ``Mark/axis(_:)`` `.trailing`; its title is above it, at
    /// the right, in the colour of these marks if they have one in common. It has ticks, but no grid.
    public func trailingScale(
        _ type: ScaleType? = nil, domain: ClosedRange<Double>? = nil, label: Label? = nil, ticks: [Double]? = nil
    ) -> Chart {
        with { $0.trailing = $0.trailing.updated(type, domain, label?.markup, ticks) }
    }

    /// Sets where the legend is. What there is no room for is counted in its last entry and in a note of the scene.
    public func legend(_ position: LegendPosition) -> Chart { with { $0.legend = position } }
    /// Writes a heading above the chart, and a quieter line below it; long ones take up to three lines each.
    public func title(_ title: Label, subtitle: Label? = nil) -> Chart {
        with { $0.heading = Heading(title: title.markup, subtitle: subtitle?.markup) }
    }
    /// Sets the size in pixels; what is nil is chosen.
    public func size(width: Double? = nil, height: Double? = nil) -> Chart {
        with {
            $0.size.width = width ?? $0.size.width
            $0.size.height = height ?? $0.size.height
        }
    }
    /// Sets the part of a VStack's height that the chart takes, 0…1.
    public func height(_ share: Double) -> Chart { with { $0.size.heightShare = share } }
    /// Sets the part of an HStack's width that the chart takes, 0…1.
    public func width(_ share: Double) -> Chart { with { $0.size.widthShare = share } }
    /// Makes a unit as long on the y axis as on the x axis, and the plot a square.
    public func equalScales() -> Chart { with { $0.hasEqualScales = true } }
    /// Sets the height of the plot, without titles and ticks, as a multiple of its width.
    public func aspectRatio(_ ratio: Double) -> Chart { with { $0.aspect = ratio } }

    /// Says that the coordinates are principal ones, on eigenvectors, which are known only up to `freedom`. It changes
    /// nothing of the drawing; a comparison with another build takes points for equal that differ by no more.
    public func coordinates(knownUpTo freedom: CoordinateFreedom) -> Chart { with { $0.freedom = freedom } }

    /// Settles scales and colours. Throws a ``FigureError`` for data that cannot be shown.
    public func plan(theme: Theme) throws -> FigurePlan {
        FigurePlan(size: size, node: try ChartPlan(self))
    }
}

extension AxisRequest {
    func updated(
        _ type: ScaleType?, _ domain: ClosedRange<Double>?, _ label: String?, _ ticks: [Double]?
    ) -> AxisRequest {
        AxisRequest(
            type: type ?? self.type, domain: domain ?? self.domain, label: label ?? self.label,
            ticks: ticks ?? self.ticks)
    }
}
