// Who draws figures writes labels.
@_exported public import LightMarkup

// A text that is a `String`, such as a name from data, is shown as it is. Literals are labels with markup: for them the
// compiler prefers the functions that these stand beside. (It would not where a parameter is a plain `String`, which it
// tries first for a literal; hence `some StringProtocol`.)

extension LineMark {
    /// The curve through (`x[i]`, `y[i]`), with its label as it is.
    @_disfavoredOverload
    public init(x: [Double], y: [Double], label: String?) {
        self.init(x: x, y: y, label: label.map(Label.init(verbatim:)))
    }

    /// The curve through (1, `values[0]`), …, with its label as it is.
    @_disfavoredOverload
    public init(_ values: [Double], label: String?) { self.init(values, label: label.map(Label.init(verbatim:))) }

    /// The curve through (1, `values[0]`), …, with its label as it is.
    @_disfavoredOverload
    public init(values: [Double], label: String?) { self.init(values, label: label.map(Label.init(verbatim:))) }

    /// Several curves over the same x, with their label as it is.
    @_disfavoredOverload
    public init(x: [Double], series: [[Double]], labels: [any LabelText]? = nil, label: String?) {
        self.init(x: x, series: series, labels: labels, label: label.map(Label.init(verbatim:)))
    }
}

extension PointMark {
    /// A point at each (`x[i]`, `y[i]`), with their label as it is.
    @_disfavoredOverload
    public init(x: [Double], y: [Double], label: String?) {
        self.init(x: x, y: y, label: label.map(Label.init(verbatim:)))
    }

    /// Points at (1, `values[0]`), …, with their label as it is.
    @_disfavoredOverload
    public init(_ values: [Double], label: String?) { self.init(values, label: label.map(Label.init(verbatim:))) }

    /// Points at (1, `values[0]`), …, with their label as it is.
    @_disfavoredOverload
    public init(values: [Double], label: String?) { self.init(values, label: label.map(Label.init(verbatim:))) }
}

extension BarMark {
    /// A bar for each category, with their label as it is.
    @_disfavoredOverload
    public init(
        categories: [any LabelText], values: [Double], errors: [Double]? = nil, label: String?,
        orientation: Orientation = .vertical
    ) {
        self.init(
            categories: categories, values: values, errors: errors, label: label.map(Label.init(verbatim:)),
            orientation: orientation)
    }

    /// An upright bar around each `x[i]`, with their label as it is.
    @_disfavoredOverload
    public init(x: [Double], y: [Double], width: Double? = nil, label: String?) {
        self.init(x: x, y: y, width: width, label: label.map(Label.init(verbatim:)))
    }
}

extension AreaMark {
    /// The area between two curves, with its label as it is.
    @_disfavoredOverload
    public init(x: [Double], lower: [Double], upper: [Double], label: String?) {
        self.init(x: x, lower: lower, upper: upper, label: label.map(Label.init(verbatim:)))
    }

    /// The area between zero and a curve, with its label as it is.
    @_disfavoredOverload
    public init(x: [Double], y: [Double], label: String?) {
        self.init(x: x, y: y, label: label.map(Label.init(verbatim:)))
    }
}

extension HistogramMark {
    /// The histogram of `values`, with its label as it is.
    @_disfavoredOverload
    public init(_ values: [Double], bins: HistogramBins = .automatic, isDensity: Bool = false, label: String?) {
        self.init(values, bins: bins, isDensity: isDensity, label: label.map(Label.init(verbatim:)))
    }
}

extension RectangleMark {
    /// A heat map, with its label as it is.
    @_disfavoredOverload
    public init(matrix: [[Double]], rows: [any LabelText]? = nil, columns: [any LabelText]? = nil, label: String?) {
        self.init(matrix: matrix, rows: rows, columns: columns, label: label.map(Label.init(verbatim:)))
    }

    /// Rectangles, with their label as it is.
    @_disfavoredOverload
    public init(xStart: [Double], xEnd: [Double], yStart: [Double], yEnd: [Double], label: String?) {
        self.init(xStart: xStart, xEnd: xEnd, yStart: yStart, yEnd: yEnd, label: label.map(Label.init(verbatim:)))
    }
}

extension RuleMark {
    /// A vertical line across the whole plot, with its label as it is.
    @_disfavoredOverload
    public init(x: Double, label: String?) { self.init(x: x, label: label.map(Label.init(verbatim:))) }

    /// A horizontal line across the whole plot, with its label as it is.
    @_disfavoredOverload
    public init(y: Double, label: String?) { self.init(y: y, label: label.map(Label.init(verbatim:))) }

    /// Vertical lines between two values each, with their label as it is.
    @_disfavoredOverload
    public init(x: [Double], yStart: [Double], yEnd: [Double], label: String?) {
        self.init(x: x, yStart: yStart, yEnd: yEnd, label: label.map(Label.init(verbatim:)))
    }

    /// Horizontal lines between two values each, with their label as it is.
    @_disfavoredOverload
    public init(y: [Double], xStart: [Double], xEnd: [Double], label: String?) {
        self.init(y: y, xStart: xStart, xEnd: xEnd, label: label.map(Label.init(verbatim:)))
    }
}

extension ArrowMark {
    /// Arrows, with their label as it is.
    @_disfavoredOverload
    public init(fromX: [Double], fromY: [Double], toX: [Double], toY: [Double], label: String?) {
        self.init(fromX: fromX, fromY: fromY, toX: toX, toY: toY, label: label.map(Label.init(verbatim:)))
    }
}

extension TextMark {
    /// `text` as it is beside the point (`x`, `y`).
    @_disfavoredOverload
    public init(x: Double, y: Double, text: some StringProtocol) {
        self.init(x: x, y: y, text: Label(verbatim: String(text)))
    }
}

extension AnnotationMark {
    /// `text` as it is with an arrow to the point (`x`, `y`).
    @_disfavoredOverload
    public init(_ text: some StringProtocol, x: Double, y: Double, toward direction: AnnotationDirection = .automatic) {
        self.init(Label(verbatim: String(text)), x: x, y: y, toward: direction)
    }

    /// `text` as it is with an arrow to a category.
    @_disfavoredOverload
    public init(
        _ text: some StringProtocol, category: any LabelText, value: Double,
        toward direction: AnnotationDirection = .automatic
    ) {
        self.init(Label(verbatim: String(text)), category: category, value: value, toward: direction)
    }
}

extension Chart {
    /// Sets the x axis, with its title as it is; see ``xScale(_:domain:label:ticks:)``.
    @_disfavoredOverload
    public func xScale(
        _ type: ScaleType? = nil, domain: ClosedRange<Double>? = nil, label: String?, ticks: [Double]? = nil
    ) -> Chart {
        xScale(type, domain: domain, label: label.map(Label.init(verbatim:)), ticks: ticks)
    }

    /// Sets the y axis, with its title as it is; see ``yScale(_:domain:label:ticks:)``.
    @_disfavoredOverload
    public func yScale(
        _ type: ScaleType? = nil, domain: ClosedRange<Double>? = nil, label: String?, ticks: [Double]? = nil
    ) -> Chart {
        yScale(type, domain: domain, label: label.map(Label.init(verbatim:)), ticks: ticks)
    }

    /// Sets the trailing axis, with its title as it is; see ``trailingScale(_:domain:label:ticks:)``.
    @_disfavoredOverload
    public func trailingScale(
        _ type: ScaleType? = nil, domain: ClosedRange<Double>? = nil, label: String?, ticks: [Double]? = nil
    ) -> Chart {
        trailingScale(type, domain: domain, label: label.map(Label.init(verbatim:)), ticks: ticks)
    }

    /// Sets the colours of values, with their title as it is; see ``colorScale(_:scale:domain:label:)``.
    @_disfavoredOverload
    public func colorScale(
        _ type: ColorScaleType = .sequential, scale: ScaleType = .linear, domain: ClosedRange<Double>? = nil,
        label: String?
    ) -> Chart {
        colorScale(type, scale: scale, domain: domain, label: label.map(Label.init(verbatim:)))
    }

    /// Sets the look of all marks with the label `name` as it is; see
    /// ``seriesStyle(_:color:line:symbol:lineWidth:)``.
    @_disfavoredOverload
    public func seriesStyle(
        _ name: String, color: MarkColor? = nil, line: LineStyle? = nil, symbol: PointSymbol? = nil,
        lineWidth: Double? = nil
    ) -> Chart {
        seriesStyle(Label(verbatim: name), color: color, line: line, symbol: symbol, lineWidth: lineWidth)
    }
}

/// A figure that can have a heading.
public protocol TitledFigure: Figure {
    /// Writes a heading above the figure, and a quieter line below it.
    func title(_ title: Label, subtitle: Label?) -> Self
}

extension TitledFigure {
    /// Writes a heading above the figure as it is, and a quieter line below it.
    @_disfavoredOverload
    public func title(_ title: some StringProtocol, subtitle: Label? = nil) -> Self {
        self.title(Label(verbatim: String(title)), subtitle: subtitle)
    }

    /// Writes a heading above the figure, and a quieter line below it as it is.
    @_disfavoredOverload
    public func title(_ title: Label, subtitle: String?) -> Self {
        self.title(title, subtitle: subtitle.map(Label.init(verbatim:)))
    }

    /// Writes a heading above the figure, and a quieter line below it, both as they are.
    @_disfavoredOverload
    public func title(_ title: some StringProtocol, subtitle: String?) -> Self {
        self.title(Label(verbatim: String(title)), subtitle: subtitle.map(Label.init(verbatim:)))
    }
}
