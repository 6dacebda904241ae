import Drawing

/// The axes of a plot in its place: grid, ticks and tick labels.
struct AxisDrawing {
    let x: Axis
    let y: Axis
    let rect: Rect
    let theme: Theme
    private let ticksX: [Tick]
    private let ticksY: [Tick]

    static let gapToLabels = 7.0

    init(x: Axis, y: Axis, rect: Rect, theme: Theme) {
        self.x = x
        self.y = y
        self.rect = rect
        self.theme = theme
        ticksX = x.ticks(length: rect.width, horizontal: true) { Typeset($0, font: theme.tickFont).width }
        let height = Typeset("0", font: theme.tickFont).height
        ticksY = y.ticks(length: rect.height, horizontal: false) { _ in height }
    }

    // MARK: Room

    /// The height of a line of tick labels.
    var lineHeight: Double { Typeset("0", font: theme.tickFont).height }

    /// The margins that the tick labels need.
    var needed: Margins {
        var margins = Margins(top: 8, left: 6, bottom: 8, right: 8)
        if y.isLabelled {
            let widest = ticksY.compactMap(\.label).map { Typeset($0, font: theme.tickFont).width }.max() ?? 0
            margins.left = widest + AxisDrawing.gapToLabels + 2
            margins.top = max(margins.top, lineHeight / 2)
        }
        if x.isLabelled {
            margins.bottom = AxisDrawing.gapToLabels + lineHeight + 2
            for tick in ticksX {
                guard let label = tick.label, let share = x.scale.position(tick.value) else { continue }
                let half = Typeset(label, font: theme.tickFont).width / 2
                margins.left = max(margins.left, half - share * rect.width + 1)
                margins.right = max(margins.right, half - (1 - share) * rect.width + 1)
            }
        }
        return margins
    }

    // MARK: Drawing

    func drawGrid(into scene: inout Scene) {
        var grid = Path()
        var minor = Path()
        for tick in ticksX where x.scale.type != .categorical {
            guard let x = placeX(tick) else { continue }
            if tick.label != nil {
                grid.append(through: [Point(x, rect.minY), Point(x, rect.maxY)])
            } else {
                minor.append(through: [Point(x, rect.maxY), Point(x, rect.maxY - 3.5)])
            }
        }
        for tick in ticksY where y.scale.type != .categorical {
            guard let y = placeY(tick) else { continue }
            if tick.label != nil {
                grid.append(through: [Point(rect.minX, y), Point(rect.maxX, y)])
            } else {
                minor.append(through: [Point(rect.minX, y), Point(rect.minX + 3.5, y)])
            }
        }
        let line = Stroke(Paint(.grid), width: 1)
        if !grid.elements.isEmpty { scene.add(.path(grid, fill: nil, stroke: line), "grid") }
        if !minor.elements.isEmpty {
            scene.add(.path(minor, fill: nil, stroke: Stroke(Paint(.soft, opacity: 0.55), width: 0.8)), "minor ticks")
        }
    }

    /// The line that bars stand on.
    func drawBase(into scene: inout Scene) {
        let line = Stroke(Paint(.soft), width: 1)
        if x.scale.type == .categorical, let share = y.scale.position(baseValue(y.scale)) {
            let y = rect.maxY - share * rect.height
            scene.add(
                .path(Path(from: Point(rect.minX, y), to: Point(rect.maxX, y)), fill: nil, stroke: line), "base line")
        }
        if y.scale.type == .categorical, let share = x.scale.position(baseValue(x.scale)) {
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

    private func placeY(_ tick: Tick) -> Double? {
        y.scale.position(tick.value).map {
            rect.minY + (y.scale.type == .categorical ? $0 : 1 - $0) * rect.height
        }
    }

    func drawTickLabels(into scene: inout Scene) {
        let band = x.scale.type == .categorical ? rect.width / max(1, x.scale.upper) - 6 : .infinity
        if x.isLabelled {
            for tick in ticksX {
                guard let label = tick.label, let x = placeX(tick) else { continue }
                let text = Typeset(label, font: theme.tickFont, fitting: max(12, band))
                let corner = Point(x - text.width / 2, rect.maxY + AxisDrawing.gapToLabels - 1)
                scene.add(.text(SceneText(text, at: corner, fill: Paint(.soft))), "x tick label")
            }
        }
        guard y.isLabelled else { return }
        for tick in ticksY {
            guard let label = tick.label, let y = placeY(tick) else { continue }
            let text = Typeset(label, font: theme.tickFont)
            let corner = Point(rect.minX - AxisDrawing.gapToLabels - text.width, y - text.height / 2)
            scene.add(.text(SceneText(text, at: corner, fill: Paint(.soft))), "y tick label")
        }
    }
}
