import Drawing

/// The rectangle that marks draw into, with its axes: it places values, clips, and remembers where ink is, so that
/// labels can keep away from it.
struct PlotArea {
    let rect: Rect
    let x: Axis
    /// The y axis of the mark that draws: the leading or the trailing one.
    var y: Axis
    let theme: Theme
    /// A trial draws nothing: it only finds out which labels there will be.
    let isTrial: Bool
    var items: [Scene.Item] = []
    var ink: InkMap
    /// Labels at the right edge, and where their data end.
    var edgeLabels: [EdgeLabel] = []
    /// Labels within the plot.
    var labels: [LabelRequest] = []
    private var annotations: [(Point, TextBlock, Paint, AnnotationDirection)] = []
    /// What labels within the plot must not cover.
    var taken: [Rect] = []
    /// What could not be shown, in sentences.
    var notes: [FigureNote] = []
    /// How many values there was no room to write at their bars, and how many were to be written.
    private(set) var values = (omitted: 0, all: 0)
    /// Whether labels may be written at the right edge: not where a second axis is.
    private let hasEdge: Bool

    init(rect: Rect, x: Axis, y: Axis, theme: Theme, hasEdge: Bool = true, isTrial: Bool = false) {
        self.rect = rect
        self.x = x
        self.y = y
        self.hasEdge = hasEdge
        self.theme = theme
        self.isTrial = isTrial
        ink = InkMap(frame: rect, isUsed: !isTrial)
    }

    // MARK: Places

    /// Where (`x`, `y`) is, inside the plot or not; nil for values that the scales do not have.
    func point(_ valueX: Double, _ valueY: Double) -> Point? {
        guard let across = x.scale.position(valueX), let up = y.scale.position(valueY) else { return nil }
        // Categories and the rows of matrices read from the top.
        let down = y.isFromTop ? up : 1 - up
        let point = Point(rect.minX + across * rect.width, rect.minY + down * rect.height)
        return point.x.isFinite && point.y.isFinite ? point : nil
    }

    /// Where (`x`, `y`) is if that is inside the plot.
    func visiblePoint(_ valueX: Double, _ valueY: Double) -> Point? {
        point(valueX, valueY).flatMap { rect.insetBy(-0.5).contains($0) ? $0 : nil }
    }

    /// Where (`x`, `y`) is, moved to the plot's edge if it is outside.
    func clampedPoint(_ valueX: Double, _ valueY: Double) -> Point? {
        point(valueX, valueY).map {
            Point(min(max($0.x, rect.minX), rect.maxX), min(max($0.y, rect.minY), rect.maxY))
        }
    }

    /// The value that bars and areas stand on: zero, or the domain's lower end on a logarithmic axis.
    func foot(horizontal: Bool) -> Double {
        let scale = horizontal ? x.scale : y.scale
        return scale.type == .log ? scale.lower : min(max(0, scale.lower), scale.upper)
    }

    /// The unbroken stretches of a curve.
    func runs(_ xs: [Double], _ ys: [Double], _ interpolation: InterpolationMethod = .linear) -> [[Point]] {
        var runs: [[Point]] = []
        var current: [Point] = []
        current.reserveCapacity(xs.count)
        for index in xs.indices {
            if let point = point(xs[index], ys[index]) {
                if interpolation == .step, let last = current.last { current.append(Point(point.x, last.y)) }
                current.append(point)
            } else if !current.isEmpty {
                runs.append(current)
                current = []
            }
        }
        if !current.isEmpty { runs.append(current) }
        return runs
    }

    // MARK: Ink

    /// Draws curves, clipped to the plot. A stretch of a single point becomes a dot.
    mutating func line(_ runs: [[Point]], stroke: Stroke) {
        guard !isTrial else { return }
        var path = Path()
        for run in runs {
            let points = run.count == 1 ? [run[0], run[0]] : run
            for piece in Clipping.polyline(points, to: rect.insetBy(-0.5)) {
                let simple = Simplification.simplified(piece, tolerance: 0.05)
                path.append(through: simple)
                ink.add(polyline: simple)
            }
        }
        if !path.elements.isEmpty { items.append(.path(path, fill: nil, stroke: stroke)) }
    }

    /// Draws points. `total` is how many points the mark has, also those in other colours.
    mutating func symbols(_ symbol: Symbol, size: Double, at centers: [Point], _ fill: Paint, total: Int) {
        guard !isTrial, !centers.isEmpty else { return }
        for center in centers { ink.add(center) }
        let dense = total > PointMark.denseCount
        items.append(.symbols(symbol, size: size, centers: centers, fill: fill, dense: dense))
    }

    mutating func bar(_ rect: Rect, _ fill: Paint) {
        guard !isTrial, rect.width > 0, rect.height > 0 else { return }
        ink.add(rect)
        let outline = Path(rect)
        // Grid lines do not show through a pale bar.
        if fill.opacity < 1 { items.append(.path(outline, fill: Paint(.paper), stroke: nil)) }
        items.append(.path(outline, fill: fill, stroke: nil))
    }

    /// Draws a path that lies within the plot.
    mutating func path(_ path: Path, fill: Paint? = nil, stroke: Stroke? = nil) {
        guard !isTrial, !path.elements.isEmpty else { return }
        items.append(.path(path, fill: fill, stroke: stroke))
    }

    /// Draws the area between two curves whose points lie above one another.
    mutating func area(top: [Point], bottom: [Point], fill: Paint) {
        guard !isTrial, top.count > 1 else { return }
        for (high, low) in zip(top, bottom) {
            for piece in Clipping.polyline([high, low], to: rect) { ink.add(polyline: piece) }
        }
        path(Path(through: Clipping.polygon(top + bottom.reversed(), to: rect), closed: true), fill: fill)
    }

    // MARK: Labels

    /// Asks for a label where curves end. Near the plot's right edge it goes into the margin, else it stays near the
    /// end.
    mutating func labelEnd(of runs: [[Point]], _ label: String, color: ColorRole) {
        let visible = rect.insetBy(-0.5)
        let ends = runs.reversed().compactMap { $0.last { visible.contains($0) } }
        guard let end = ends.first else { return }
        taken.append(Rect(x: end.x - 2, y: end.y - 2, width: 4, height: 4))
        if hasEdge, end.x >= rect.maxX - 34 {
            edgeLabels.append(EdgeLabel(label: label, end: end, color: color))
        } else if !isTrial {
            let text = TextBlock(label, font: theme.directFont, width: rect.width * 0.6, maxLines: 1)
            labels.append(.near(end, text, Paint(color.forText), clearance: 5))
        }
    }

    mutating func labelRule(_ label: String, end: Point, isVertical: Bool, color: ColorRole) {
        guard !isTrial else { return }
        let text = TextBlock(label, font: theme.annotationFont, width: rect.width, maxLines: 1)
        labels.append(.along(isVertical: isVertical, end: end, text, Paint(color.forText), within: rect))
    }

    /// Draws a dot and asks for a label beside it.
    mutating func labelPoint(
        _ label: String, at center: Point, _ paint: Paint, _ symbol: Symbol, size: Double, isOptional: Bool
    ) {
        guard !isTrial else { return }
        items.append(.symbols(symbol, size: size, centers: [center], fill: paint, dense: false))
        let half = size / 2 + 0.5
        taken.append(Rect(x: center.x - half, y: center.y - half, width: 2 * half, height: 2 * half))
        let lines = min(8, max(1, label.split(whereSeparator: \.isNewline).count))
        let text = TextBlock(label, font: theme.annotationFont, width: rect.width, maxLines: lines)
        let fill = Paint(paint.role.forText, opacity: paint.opacity)
        var request = LabelRequest.near(center, text, fill, clearance: size / 2 + 2)
        request.isOptional = isOptional
        labels.append(request)
    }

    /// Asks for a text at a distance from a point, with an arrow from the text to the point.
    mutating func annotate(_ point: Point, _ text: String, _ paint: Paint, toward direction: AnnotationDirection) {
        guard !isTrial else { return }
        let block = TextBlock(text, font: theme.annotationFont, width: max(80, rect.width * 0.6), maxLines: 8)
        annotations.append((point, block, paint, direction))
    }

    /// All labels within the plot that want a place, once all marks are drawn.
    var requests: [LabelRequest] {
        labels
            + annotations.map { point, text, paint, direction in
                .annotation(of: point, text, paint, toward: direction, past: taken)
            }
    }

    /// Writes a value at the end of a bar, unless it would cover another.
    mutating func valueLabel(_ label: String, at tip: Point, towards direction: Direction) {
        guard !isTrial else { return }
        var font = theme.tickFont
        font.size = 10.5
        let text = Typeset(label, font: font)
        let corner: Point
        switch direction {
        case .up: corner = Point(tip.x - text.width / 2, tip.y - text.height - 1)
        case .down: corner = Point(tip.x - text.width / 2, tip.y + 1)
        case .left: corner = Point(tip.x - text.width - 4, tip.y - text.height / 2)
        case .right: corner = Point(tip.x + 4, tip.y - text.height / 2)
        }
        // Where the domain leaves no room beyond the bar, the text moves onto it.
        let inside = Point(
            max(rect.minX, min(corner.x, rect.maxX - text.width)),
            max(rect.minY, min(corner.y, rect.maxY - text.height)))
        let placed = SceneText(text, at: inside, fill: Paint(.ink), hasHalo: inside != corner)
        values.all += 1
        // Letters are less high than their line.
        guard !taken.contains(where: placed.bounds.insetBy(1.5).intersects) else {
            values.omitted += 1
            return
        }
        taken.append(placed.bounds)
        items.append(.text(placed))
    }

    /// Where a value's text is from the tip of its bar.
    enum Direction { case up, down, left, right }
}

/// A label in the right margin.
struct EdgeLabel {
    let label: String
    /// Where the data end.
    let end: Point
    let color: ColorRole
}
