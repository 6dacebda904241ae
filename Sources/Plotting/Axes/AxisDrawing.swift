import Drawing

/// The axes of a plot in its place: grid, ticks and tick labels.
struct AxisDrawing {
    let x: Axis
    let y: Axis
    /// The second y axis, at the right.
    let trailing: Axis?
    let rect: Rect
    private let labelsX: AxisLabels
    private let labelsY: AxisLabels
    private let labelsTrailing: AxisLabels?
    /// The height of a line of tick labels.
    private let lineHeight: Double

    private static let gapToLabels = 7.0

    init(plan: ChartPlan, rect: Rect, panel: Rect, theme: Theme) {
        (x, y, trailing) = (plan.x, plan.y, plan.trailing)
        self.rect = rect
        lineHeight = Typeset("0", font: theme.tickFont).height
        labelsX = AxisLabels(x, length: rect.width, isHorizontal: true, panelWidth: panel.width, theme: theme)
        func vertical(_ axis: Axis) -> AxisLabels {
            AxisLabels(axis, length: rect.height, isHorizontal: false, panelWidth: panel.width, theme: theme)
        }
        labelsY = vertical(y)
        labelsTrailing = trailing.map(vertical)
    }

    // MARK: Room

    /// The margins that the tick labels need.
    var needed: Margins {
        var margins = Margins(top: 8, left: 6, bottom: 8, right: 8)
        if y.isLabelled {
            margins.left = labelsY.width + AxisDrawing.gapToLabels + 2
            margins.top = max(margins.top, lineHeight / 2)
        }
        if let labelsTrailing { margins.right = labelsTrailing.width + AxisDrawing.gapToLabels + 2 }
        if x.isLabelled {
            margins.bottom = heightBelow + 2
            for (text, place) in labelsX.texts {
                margins.left = max(margins.left, text.width / 2 - place + 1)
                margins.right = max(margins.right, text.width / 2 - (rect.width - place) + 1)
            }
        }
        return margins
    }

    /// How far tick labels reach below the plot.
    var heightBelow: Double {
        x.isLabelled ? AxisDrawing.gapToLabels + max(lineHeight, labelsX.height) : 0
    }

    /// What could not be shown, in sentences.
    var notes: [FigureNote] {
        [("x", labelsX), ("y", labelsY)].compactMap { name, labels in
            guard labels.omitted > 0 else { return nil }
            let count = labels.texts.count + labels.omitted
            return FigureNote(
                .categories, "There is room for \(labels.texts.count) of \(count) category names on the \(name) axis.")
        }
    }

    // MARK: Drawing

    func drawGrid(into scene: inout Scene) {
        var grid = Path()
        var minor = Path()
        for tick in labelsX.ticks where x.hasGrid {
            guard let x = placeX(tick) else { continue }
            if tick.label != nil {
                grid.append(through: [Point(x, rect.minY), Point(x, rect.maxY)])
            } else {
                minor.append(through: [Point(x, rect.maxY), Point(x, rect.maxY - 3.5)])
            }
        }
        for tick in labelsY.ticks where y.hasGrid {
            guard let y = placeY(tick, y) else { continue }
            if tick.label != nil {
                grid.append(through: [Point(rect.minX, y), Point(rect.maxX, y)])
            } else {
                minor.append(through: [Point(rect.minX, y), Point(rect.minX + 3.5, y)])
            }
        }
        let line = Stroke(Paint(.grid), width: 1)
        let short = Stroke(Paint(.soft, opacity: 0.55), width: 0.8)
        if !grid.elements.isEmpty { scene.add(.path(grid, fill: nil, stroke: line), "grid") }
        if !minor.elements.isEmpty { scene.add(.path(minor, fill: nil, stroke: short), "minor ticks") }
        guard let trailing, let labelsTrailing else { return }
        // A second grid would be read as the first one's.
        var ticks = Path()
        for tick in labelsTrailing.ticks {
            guard let y = placeY(tick, trailing) else { continue }
            let inner = tick.label == nil ? rect.maxX - 3.5 : rect.maxX
            ticks.append(through: [Point(inner, y), Point(tick.label == nil ? rect.maxX : rect.maxX + 4, y)])
        }
        if !ticks.elements.isEmpty { scene.add(.path(ticks, fill: nil, stroke: short), "trailing ticks") }
    }

    /// The line that bars stand on.
    func drawBase(into scene: inout Scene) {
        let line = Stroke(Paint(.soft), width: 1)
        // Cells fill the plot; nothing stands on its edges.
        if x.scale.type == .categorical, !y.isFromTop, let share = y.scale.position(baseValue(y.scale)) {
            let y = rect.maxY - share * rect.height
            scene.add(
                .path(Path(from: Point(rect.minX, y), to: Point(rect.maxX, y)), fill: nil, stroke: line), "base line")
        }
        if y.scale.type == .categorical, !x.isFromTop, let share = x.scale.position(baseValue(x.scale)) {
            let x = rect.minX + share * rect.width
            scene.add(
                .path(Path(from: Point(x, rect.minY), to: Point(x, rect.maxY)), fill: nil, stroke: line), "base line")
        }
    }

    private func baseValue(_ scale: Scale) -> Double {
        scale.type == .log ? scale.lower : min(max(0, scale.lower), scale.upper)
    }

    private func placeX(_ tick: Tick) -> Double? {
        x.scale.position(tick.value).map { rect.minX + $0 * rect.width }
    }

    private func placeY(_ tick: Tick, _ axis: Axis) -> Double? {
        axis.scale.position(tick.value).map {
            rect.minY + (axis.isFromTop ? $0 : 1 - $0) * rect.height
        }
    }

    func drawTickLabels(into scene: inout Scene) {
        let fill = Paint(.soft)
        for (text, place) in labelsX.texts {
            let corner = Point(rect.minX + place - text.width / 2, rect.maxY + AxisDrawing.gapToLabels - 1)
            text.draw(into: &scene, at: corner, fill, "x tick label", alignment: .center)
        }
        for (text, place) in labelsY.texts {
            let left = rect.minX - AxisDrawing.gapToLabels - text.width
            let corner = Point(left, rect.maxY - place - text.height / 2)
            text.draw(into: &scene, at: corner, fill, "y tick label", alignment: .right)
        }
        for (text, place) in labelsTrailing?.texts ?? [] {
            let corner = Point(rect.maxX + AxisDrawing.gapToLabels, rect.maxY - place - text.height / 2)
            text.draw(into: &scene, at: corner, fill, "trailing tick label")
        }
    }
}
