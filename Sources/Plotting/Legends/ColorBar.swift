import Drawing

/// The colours of values beside a plot: a bar as high as the plot with ticks at its right, and what the values are above
/// it.
struct ColorBar {
    private let scale: ColorScale
    private let height: Double
    private let ticks: [(tick: Tick, text: Typeset)]
    private let label: Typeset?

    private static let gap = 14.0
    private static let breadth = 11.0
    private static let gapToText = 6.0
    private static let gapToEdge = 5.0

    /// The bar of `scale` beside a plot of the given height, in a chart that is `width` wide.
    init(_ scale: ColorScale, height: Double, width: Double, theme: Theme) {
        self.scale = scale
        self.height = height
        let line = Typeset("0", font: theme.tickFont).height
        ticks = scale.axis.ticks(length: height, horizontal: false) { _ in line }.compactMap { tick in
            tick.label.map { (tick, Typeset($0, font: theme.tickFont, fitting: max(20, width * 0.25))) }
        }
        label = scale.axis.label.map { Typeset($0, font: theme.labelFont, fitting: max(40, width * 0.6)) }
    }

    /// The room that the bar takes at the right of the plot, with the gap before it.
    var width: Double {
        let widest = ticks.map(\.text.width).max() ?? 0
        return ColorBar.gap + ColorBar.breadth + ColorBar.gapToText + widest + ColorBar.gapToEdge
    }

    /// Whether there is a row above the plot for what the values are.
    var hasLabel: Bool { label != nil }

    /// How much of the row above the plot the label takes, apart from what is above the bar.
    var overhang: Double { max(0, (label.map { $0.width + 16 } ?? 0) - width) }

    /// Draws the bar beside a plot that reaches from `top` down and, with its labels, to `left`; the label ends above
    /// the right end of the ticks, and its line at `bottomOfLabel`.
    func draw(into scene: inout Scene, left: Double, top: Double, bottomOfLabel: Double) {
        let x = left + ColorBar.gap
        let frame = Rect(x: x, y: top, width: ColorBar.breadth, height: height)
        // Where the domain takes only a part of the ramp, steps of the bar and of the ramp do not coincide.
        let rows = scale.takesWholeRamp ? scale.ramp.count : 2 * scale.ramp.count
        let levels = (0..<rows).map { scale.level(at: 1 - (Double($0) + 0.5) / Double(rows)) }
        scene.add(.cells(CellGrid(frame: frame, columns: 1, levels: levels, ramp: scale.ramp)), "color bar")
        scene.add(
            .path(Path(frame), fill: nil, stroke: Stroke(Paint(.soft, opacity: 0.5), width: 0.6)), "color bar")
        var marks = Path()
        for (tick, text) in ticks {
            guard let share = scale.axis.scale.position(tick.value) else { continue }
            let y = top + (1 - share) * height
            marks.append(through: [Point(frame.maxX, y), Point(frame.maxX + 3, y)])
            let corner = Point(frame.maxX + ColorBar.gapToText, y - text.height / 2)
            scene.add(.text(SceneText(text, at: corner, fill: Paint(.soft))), "color tick label")
        }
        if !marks.elements.isEmpty {
            scene.add(
                .path(marks, fill: nil, stroke: Stroke(Paint(.soft, opacity: 0.55), width: 0.8)), "color ticks")
        }
        guard let label else { return }
        let right = left + width - ColorBar.gapToEdge
        let corner = Point(min(x, right - label.width), bottomOfLabel - label.height)
        scene.add(.text(SceneText(label, at: corner, fill: Paint(.ink))), "color title")
    }
}
