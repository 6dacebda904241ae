import Drawing

/// A chart in its place: grid, ticks, titles, marks, labels and legend.
struct ChartFrame {
    private let plan: ChartPlan
    private let contexts: [LayerContext]
    private let rect: Rect
    private let theme: Theme
    private let ticksX: [Tick]
    private let ticksY: [Tick]
    private let legend: Legend
    private let colorBar: ColorBar?

    private static let gapToTickLabels = 7.0
    private static let gapToEdgeLabels = 9.0
    private static let lengthOfLeaders = 14.0

    init(plan: ChartPlan, contexts: [LayerContext], rect: Rect, theme: Theme) {
        self.plan = plan
        self.contexts = contexts
        self.rect = rect
        self.theme = theme
        ticksX = plan.x.ticks(length: rect.width, horizontal: true) { Typeset($0, font: theme.tickFont).width }
        let height = Typeset("0", font: theme.tickFont).height
        ticksY = plan.y.ticks(length: rect.height, horizontal: false) { _ in height }
        legend = Legend(plan.layers, contexts, position: plan.legend, theme: theme)
        let colorScale = plan.legend == .hidden ? nil : plan.colorScale
        colorBar = colorScale.map { ColorBar($0, height: rect.height, width: rect.width, theme: theme) }
    }

    // MARK: Room

    /// The margins that everything around the plot needs.
    func needed(width: Double) -> Margins {
        var margins = Margins(top: 8, left: 6, bottom: 8, right: 8)
        let line = Typeset("0", font: theme.tickFont).height
        if plan.y.isLabelled {
            let widest = ticksY.compactMap(\.label).map { Typeset($0, font: theme.tickFont).width }.max() ?? 0
            margins.left = widest + ChartFrame.gapToTickLabels + 2
            margins.top = max(margins.top, line / 2)
        }
        if plan.x.isLabelled {
            margins.bottom = ChartFrame.gapToTickLabels + line + 2
            if plan.x.label != nil { margins.bottom += Typeset("0", font: theme.labelFont).height + 3 }
            for tick in ticksX {
                guard let label = tick.label, let share = plan.x.scale.position(tick.value) else { continue }
                let half = Typeset(label, font: theme.tickFont).width / 2
                margins.left = max(margins.left, half - share * rect.width + 1)
                margins.right = max(margins.right, half - (1 - share) * rect.width + 1)
            }
        }
        margins.top += heightOfHeader
        let labels = edgeLabels()
        if !labels.isEmpty { margins.right = max(margins.right, room(for: labels, within: width)) }
        if let colorBar { margins.right = max(margins.right, leftOfColorBar(labels, within: width) + colorBar.width) }
        return margins
    }

    private func room(for labels: [EdgeLabel], within width: Double) -> Double {
        guard !labels.isEmpty else { return 0 }
        return gap(beforeAnyOf: labels) + (labels.map { typeset($0, within: width).width }.max() ?? 0) + 4
    }

    /// Where the bar of colours begins, from the right edge of the plot: beyond the labels at the data's ends.
    private func leftOfColorBar(_ labels: [EdgeLabel], within width: Double) -> Double {
        room(for: labels, within: width)
    }

    private var heightOfHeader: Double {
        var height = 0.0
        if plan.title != nil { height += Typeset("0", font: theme.titleFont).height + 5 }
        if hasRowAbovePlot { height += Typeset("0", font: theme.labelFont).height + 4 }
        if legendNeedsOwnRow { height += legend.height(within: rect.width) + 4 }
        return height
    }

    private var labelOfY: String? { plan.y.isLabelled ? plan.y.label : nil }
    private var hasLegendAbove: Bool { legend.isAbove && !legend.isEmpty }
    private var hasRowAbovePlot: Bool {
        labelOfY != nil || (hasLegendAbove && !legendNeedsOwnRow) || (colorBar?.hasLabel ?? false)
    }
    /// The part of the row above the plot that the title of the colours leaves.
    private var widthOfRow: Double { rect.width - (colorBar?.overhang ?? 0) }
    private var legendNeedsOwnRow: Bool {
        guard hasLegendAbove else { return false }
        let label = labelOfY.map { Typeset($0, font: theme.labelFont).width + 28 } ?? 0
        return label + legend.widthOfOneRow > widthOfRow
    }

    // MARK: Labels at the right edge

    private func edgeLabels() -> [EdgeLabel] {
        var trial = PlotArea(rect: rect, x: plan.x, y: plan.y, theme: theme, isTrial: true)
        guard zip(plan.layers, contexts).contains(where: { $1.isLabelledDirectly || !$0.edgeLabels.isEmpty }) else {
            return []
        }
        for (layer, context) in zip(plan.layers, contexts)
        where context.isLabelledDirectly || !layer.edgeLabels.isEmpty {
            layer.draw(on: &trial, context)
        }
        return Array(trial.edgeLabels.prefix(roomForEdgeLabels))
    }

    /// How many labels fit below one another.
    private var roomForEdgeLabels: Int { Int((rect.height + 12) / ChartPlan.edgeLabelHeight) }

    private func typeset(_ label: EdgeLabel, within width: Double) -> Typeset {
        Typeset(label.label, font: theme.directFont, fitting: max(60, width * 0.4))
    }

    private func spread(_ labels: [EdgeLabel]) -> [Double] {
        LabelPlacement.spread(
            labels.map(\.end.y), height: ChartPlan.edgeLabelHeight,
            within: (rect.minY - 6)...max(rect.minY - 5, rect.maxY + 6))
    }

    /// Labels that had to move away from their data are tied to it, which takes room.
    private func gap(beforeAnyOf labels: [EdgeLabel]) -> Double {
        let moved = zip(labels, spread(labels)).contains { abs($0.end.y - $1) > 4 }
        return ChartFrame.gapToEdgeLabels + (moved ? ChartFrame.lengthOfLeaders : 0)
    }

    private func drawEdgeLabels(_ labels: [EdgeLabel], into scene: inout Scene, rightEdge: Double) {
        let gap = gap(beforeAnyOf: labels)
        let isTied = gap > ChartFrame.gapToEdgeLabels
        for (label, center) in zip(labels, spread(labels)) {
            let text = Typeset(label.label, font: theme.directFont, fitting: max(24, rightEdge - rect.maxX - gap))
            let corner = Point(rect.maxX + gap, center - text.height / 2)
            if isTied {
                let path = Path(through: [
                    Point(label.end.x + 3, label.end.y), Point(rect.maxX + 6, label.end.y),
                    Point(corner.x - 6, center), Point(corner.x - 3, center),
                ])
                scene.add(
                    .path(path, fill: nil, stroke: Stroke(Paint(label.color, opacity: 0.6), width: 0.8)), "leader")
            }
            scene.add(.text(SceneText(text, at: corner, fill: Paint(label.color))), "label at an end")
        }
    }

    // MARK: Drawing

    func draw(into scene: inout Scene, leftEdge: Double, rightEdge: Double, topEdge: Double) {
        scene.begin(plan.panel(in: rect))
        drawGrid(into: &scene)
        var plot = PlotArea(rect: rect, x: plan.x, y: plan.y, theme: theme)
        for (layer, context) in zip(plan.layers, contexts) {
            layer.draw(on: &plot, context)
            for item in plot.items { scene.add(item, layer.title) }
            plot.items = []
            plot.notes += [layer.noteOnColors(context)].compactMap { $0 }
        }
        scene.notes += plot.notes
        drawBase(into: &scene)
        if plan.legend == .inside { legend.drawInside(&plot, into: &scene) }
        drawLabels(of: plot, into: &scene)
        let shown = Array(plot.edgeLabels.prefix(roomForEdgeLabels))
        if shown.count < plot.edgeLabels.count {
            scene.notes.append(
                "There is room for \(shown.count) of \(plot.edgeLabels.count) labels at the curves' ends.")
        }
        let width = rightEdge - leftEdge
        drawEdgeLabels(shown, into: &scene, rightEdge: rightEdge - (colorBar?.width ?? 0))
        colorBar?.draw(
            into: &scene, left: rect.maxX + leftOfColorBar(shown, within: width), top: rect.minY,
            bottomOfLabel: bottomOfRow)
        drawTickLabels(into: &scene)
        drawTitles(into: &scene, leftEdge: leftEdge, rightEdge: rightEdge, topEdge: topEdge)
    }

    private func drawLabels(of plot: PlotArea, into scene: inout Scene) {
        let places = LabelPlacement.place(plot.labels, taken: plot.taken, ink: plot.ink, within: rect)
        for (request, place) in zip(plot.labels, places) {
            guard let place else {
                scene.notes.append("There is no room for the label “\(request.text.markup.plain)”.")
                continue
            }
            if let leader = place.leader {
                scene.add(
                    .path(
                        Path(from: leader.0, to: leader.1), fill: nil,
                        stroke: Stroke(Paint(.soft, opacity: 0.8), width: 0.8)), "leader")
            }
        }
        for (request, place) in zip(plot.labels, places) {
            guard let place else { continue }
            let corner = Point(place.rect.x, place.rect.y)
            scene.add(.text(SceneText(request.text, at: corner, fill: request.fill, hasHalo: true)), "label")
        }
    }

    private func drawGrid(into scene: inout Scene) {
        var grid = Path()
        var minor = Path()
        for tick in ticksX where plan.x.hasGrid {
            guard let x = placeX(tick) else { continue }
            if tick.label != nil {
                grid.append(through: [Point(x, rect.minY), Point(x, rect.maxY)])
            } else {
                minor.append(through: [Point(x, rect.maxY), Point(x, rect.maxY - 3.5)])
            }
        }
        for tick in ticksY where plan.y.hasGrid {
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
    private func drawBase(into scene: inout Scene) {
        let line = Stroke(Paint(.soft), width: 1)
        if plan.x.scale.type == .categorical, let share = plan.y.scale.position(baseValue(plan.y.scale)) {
            let y = rect.maxY - share * rect.height
            scene.add(
                .path(Path(from: Point(rect.minX, y), to: Point(rect.maxX, y)), fill: nil, stroke: line), "base line")
        }
        if plan.y.scale.type == .categorical, let share = plan.x.scale.position(baseValue(plan.x.scale)) {
            let x = rect.minX + share * rect.width
            scene.add(
                .path(Path(from: Point(x, rect.minY), to: Point(x, rect.maxY)), fill: nil, stroke: line), "base line")
        }
    }

    private func baseValue(_ scale: Scale) -> Double {
        scale.type == .log ? scale.lower : min(max(0, scale.lower), scale.upper)
    }

    private func placeX(_ tick: Tick) -> Double? {
        plan.x.scale.position(tick.value).map { rect.minX + $0 * rect.width }
    }

    private func placeY(_ tick: Tick) -> Double? {
        plan.y.scale.position(tick.value).map {
            rect.minY + (plan.y.isFromTop ? $0 : 1 - $0) * rect.height
        }
    }

    private func drawTickLabels(into scene: inout Scene) {
        let band = plan.x.scale.type == .categorical ? rect.width / Double(max(1, ticksX.count)) - 6 : .infinity
        if plan.x.isLabelled {
            for tick in ticksX {
                guard let label = tick.label, let x = placeX(tick) else { continue }
                let text = Typeset(label, font: theme.tickFont, fitting: max(12, band))
                let corner = Point(x - text.width / 2, rect.maxY + ChartFrame.gapToTickLabels - 1)
                scene.add(.text(SceneText(text, at: corner, fill: Paint(.soft))), "x tick label")
            }
        }
        guard plan.y.isLabelled else { return }
        for tick in ticksY {
            guard let label = tick.label, let y = placeY(tick) else { continue }
            let text = Typeset(label, font: theme.tickFont)
            let corner = Point(rect.minX - ChartFrame.gapToTickLabels - text.width, y - text.height / 2)
            scene.add(.text(SceneText(text, at: corner, fill: Paint(.soft))), "y tick label")
        }
    }

    private var bottomOfRow: Double {
        let bottom = rect.minY - 8
        return plan.y.isLabelled ? min(bottom, rect.minY - Typeset("0", font: theme.tickFont).height / 2) : bottom
    }

    private func drawTitles(into scene: inout Scene, leftEdge: Double, rightEdge: Double, topEdge: Double) {
        // From the plot upwards: the row of the axis title and the legend, the legend's own row. The heading is at the
        // top, so that headings side by side are in line.
        var bottom = bottomOfRow
        let rowBottom = bottom
        if let label = labelOfY {
            let titleWidth = colorBar.map { _ in widthOfRow } ?? rightEdge - rect.minX - 2
            let text = Typeset(label, font: theme.labelFont, fitting: titleWidth)
            scene.add(.text(SceneText(text, at: Point(rect.minX, bottom - text.height), fill: Paint(.ink))), "y title")
        }
        if hasRowAbovePlot { bottom -= Typeset("0", font: theme.labelFont).height + 4 }
        if hasLegendAbove {
            if legendNeedsOwnRow {
                legend.draw(
                    into: &scene, at: Point(rect.minX, bottom - legend.height(within: rect.width)), width: rect.width,
                    alignedRight: false)
            } else {
                legend.draw(
                    into: &scene, at: Point(rect.minX, rowBottom - legend.height), width: widthOfRow,
                    alignedRight: labelOfY != nil)
            }
        }
        if let title = plan.title {
            let text = Typeset(title, font: theme.titleFont, fitting: rightEdge - rect.minX - 2)
            scene.add(.text(SceneText(text, at: Point(rect.minX, topEdge + 2), fill: Paint(.ink))), "title")
        }
        guard plan.x.isLabelled, let label = plan.x.label else { return }
        let text = Typeset(label, font: theme.labelFont, fitting: rightEdge - leftEdge - 4)
        let centered = rect.minX + rect.width / 2 - text.width / 2
        let x = min(max(centered, leftEdge + 2), rightEdge - 2 - text.width)
        let tickLine = Typeset("0", font: theme.tickFont).height
        let corner = Point(x, rect.maxY + ChartFrame.gapToTickLabels + tickLine + 2)
        scene.add(.text(SceneText(text, at: corner, fill: Paint(.ink))), "x title")
    }
}
