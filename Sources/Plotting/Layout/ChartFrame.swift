import Drawing

/// A chart in its place: the plot, and the room that everything around it takes.
struct ChartFrame {
    private let plan: ChartPlan
    private let contexts: [LayerContext]
    private let rect: Rect
    private let panel: Rect
    private let theme: Theme
    private let axes: AxisDrawing
    private let roomForAxes: Margins
    private let titles: Titles
    private let legend: Legend
    private let colorBar: ColorBar?

    private static let gapToLegend = 14.0

    init(
        plan: ChartPlan, contexts: [LayerContext], rect: Rect, panel: Rect, legend place: Legend.Place?, theme: Theme
    ) {
        self.plan = plan
        self.contexts = contexts
        self.rect = rect
        self.panel = panel
        self.theme = theme
        axes = AxisDrawing(plan: plan, rect: rect, panel: panel, theme: theme)
        roomForAxes = axes.needed
        legend = Legend(plan: plan, contexts, place: place, rect: rect, panel: panel, theme: theme)
        let colorScale = plan.legend == .hidden ? nil : plan.colorScale
        colorBar = colorScale.map { ColorBar($0, height: rect.height, width: rect.width, theme: theme) }
        titles = Titles(
            plan: plan, legend: legend, colorBar: colorBar, rect: rect, panel: panel, roomForAxis: roomForAxes.right,
            theme: theme)
    }

    // MARK: Room

    /// The margins that everything around the plot needs.
    var needed: Margins {
        var margins = roomForAxes
        margins.top += titles.heightAbove
        margins.bottom += titles.heightBelow
        margins.left = max(margins.left, titles.widthAtLeft)
        let edgeLabels = trialEdgeLabels()
        margins.right = max(margins.right, edgeLabels.needed)
        if let colorBar { margins.right = max(margins.right, leftOfColorBar(edgeLabels) + colorBar.width) }
        if legend.place == .trailing, !legend.isEmpty { margins.right += ChartFrame.gapToLegend + legend.width + 2 }
        return margins
    }

    /// Where the bar of colours begins, from the right edge of the plot: beyond the second axis, or the labels at the
    /// data's ends.
    private func leftOfColorBar(_ labels: EdgeLabels) -> Double {
        plan.trailing == nil ? labels.needed : roomForAxes.right
    }

    private func area(isTrial: Bool = false) -> PlotArea {
        PlotArea(rect: rect, x: plan.x, y: plan.y, theme: theme, hasEdge: plan.trailing == nil, isTrial: isTrial)
    }

    /// The labels that the marks will write at the right edge.
    private func trialEdgeLabels() -> EdgeLabels {
        var trial = area(isTrial: true)
        for (layer, context) in zip(plan.layers, contexts)
        where context.isLabelledDirectly || !layer.edgeLabels.isEmpty {
            trial.y = plan.axis(of: layer)
            layer.draw(on: &trial, context)
        }
        return EdgeLabels(trial.edgeLabels, rect: rect, panel: panel, theme: theme)
    }

    /// Whether a corner of the plot is empty enough for the legend.
    var hasRoomForLegendInside: Bool {
        var plot = area()
        drawMarks(on: &plot) { _, _ in }
        // An inset that does not fit is an error when it is drawn.
        _ = try? boxesOfInsets(&plot)
        return legend.isEmpty || legend.emptyCorner(of: plot) != nil
    }

    // MARK: Drawing

    private func drawMarks(on plot: inout PlotArea, _ add: (Scene.Item, any Layer) -> Void) {
        for (layer, context) in zip(plan.layers, contexts) {
            plot.y = plan.axis(of: layer)
            layer.draw(on: &plot, context)
            for item in plot.items { add(item, layer) }
            plot.items = []
            plot.notes += [layer.noteOnColors(context)].compactMap { $0 }
        }
    }

    func draw(into scene: inout Scene) throws(FigureError) {
        scene.begin(plan.panel(in: rect))
        axes.drawGrid(into: &scene)
        var plot = area()
        drawMarks(on: &plot) { item, layer in scene.add(item, layer.title) }
        axes.drawBase(into: &scene)
        let edgeLabels = EdgeLabels(plot.edgeLabels, rect: rect, panel: panel, theme: theme)
        let insets = try boxesOfInsets(&plot)
        if legend.place == .inside, let box = legend.emptyCorner(of: plot) {
            legend.draw(into: &scene, inside: box)
            plot.taken.append(box)
        } else if legend.place == .trailing {
            let roomForBar = colorBar.map { leftOfColorBar(edgeLabels) + $0.width } ?? 0
            let left = rect.maxX + max(roomForAxes.right, edgeLabels.needed, roomForBar) + ChartFrame.gapToLegend
            legend.drawRows(into: &scene, at: Point(left, rect.minY), within: legend.width, alignedRight: false)
        }
        drawLabels(of: plot, into: &scene)
        edgeLabels.draw(into: &scene)
        colorBar?.draw(
            into: &scene, left: rect.maxX + leftOfColorBar(edgeLabels), top: rect.minY,
            bottomOfLabel: rect.minY - roomForAxes.top)
        axes.drawTickLabels(into: &scene)
        titles.drawAbove(into: &scene, bottom: rect.minY - roomForAxes.top)
        titles.drawBelow(into: &scene, top: rect.maxY + axes.heightBelow + 2)
        if plot.values.omitted > 0 {
            let shown = plot.values.all - plot.values.omitted
            scene.remarks.append(
                FigureNote(.values, "There is room for \(shown) of \(plot.values.all) values at the bars."))
        }
        scene.remarks += plot.notes + axes.notes + [legend.note].compactMap { $0 }
        plan.describe(in: &scene)
        // A chart of its own in the scene, so it comes when this one is complete.
        for (inset, box) in insets { try inset.draw(into: &scene, in: box, theme: theme) }
    }

    private func boxesOfInsets(_ plot: inout PlotArea) throws(FigureError) -> [(PlannedInset, Rect)] {
        var boxes: [(PlannedInset, Rect)] = []
        for inset in plan.insets {
            guard let box = try inset.box(in: plot, theme: theme), !boxes.contains(where: { $0.1.intersects(box) })
            else {
                plot.notes.append(FigureNote(.inset, "There is no room for an inset."))
                continue
            }
            if PlannedInset.coversData(box, of: plot) {
                plot.notes.append(FigureNote(.inset, "An inset covers some of the data."))
            }
            plot.taken.append(box)
            boxes.append((inset, box))
        }
        return boxes
    }

    /// What to say of labels without a place: a few are named, many are counted.
    private func notes(on labels: [(LabelRequest, LabelRequest.Candidate?)]) -> [FigureNote] {
        let omitted = labels.filter { $1 == nil }.map(\.0)
        guard omitted.count > 3 else {
            return omitted.map { FigureNote(.label, "There is no room for the label “\($0.text.plain.brief)”.") }
        }
        return [FigureNote(.labels, "There is room for \(labels.count - omitted.count) of \(labels.count) labels.")]
    }

    private func drawLabels(of plot: PlotArea, into scene: inout Scene) {
        let requests = plot.requests
        let places = LabelPlacement.place(requests, taken: plot.taken, ink: plot.ink, within: rect)
        scene.remarks += notes(on: zip(requests, places).filter { !$0.0.isOptional })
        let thinned = zip(requests, places).filter(\.0.isOptional)
        let shown = thinned.count { $1 != nil }
        if shown < thinned.count {
            scene.remarks.append(
                FigureNote(.thinned, "Of \(thinned.count) names \(shown) are shown, where there is room."))
        }
        let line = Paint(.soft, opacity: 0.8)
        for (request, place) in zip(requests, places) {
            guard let leader = place?.leader else { continue }
            let path = Path(from: leader.0, to: leader.1)
            scene.add(.path(path, fill: nil, stroke: Stroke(line, width: 0.8)), "leader")
            if request.hasArrow { scene.add(.path(LabelRequest.arrowHead(leader), fill: line, stroke: nil), "leader") }
        }
        for (request, place) in zip(requests, places) {
            guard let place else { continue }
            request.text.draw(
                into: &scene, at: Point(place.rect.x, place.rect.y), request.fill, "label",
                alignment: place.alignment, hasHalo: true, anchor: request.anchor)
        }
    }
}
