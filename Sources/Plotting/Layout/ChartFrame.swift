import Drawing

/// A chart in its place: the plot, and the room that everything around it takes.
struct ChartFrame {
    private let plan: ChartPlan
    private let contexts: [LayerContext]
    private let rect: Rect
    private let theme: Theme
    private let axes: AxisDrawing
    private let titles: Titles
    private let legend: Legend

    init(plan: ChartPlan, contexts: [LayerContext], rect: Rect, theme: Theme) {
        self.plan = plan
        self.contexts = contexts
        self.rect = rect
        self.theme = theme
        axes = AxisDrawing(x: plan.x, y: plan.y, rect: rect, theme: theme)
        legend = Legend(plan.layers, contexts, position: plan.legend, theme: theme)
        titles = Titles(plan: plan, legend: legend, rect: rect, theme: theme)
    }

    // MARK: Room

    /// The margins that everything around the plot needs.
    func needed(width: Double) -> Margins {
        var margins = axes.needed
        margins.top += titles.heightAbove
        margins.bottom += titles.heightBelow
        margins.right = max(margins.right, trialEdgeLabels().needed(within: width))
        return margins
    }

    /// The labels that the marks will write at the right edge.
    private func trialEdgeLabels() -> EdgeLabels {
        var trial = PlotArea(rect: rect, x: plan.x, y: plan.y, theme: theme, isTrial: true)
        for (layer, context) in zip(plan.layers, contexts)
        where context.isLabelledDirectly || !layer.edgeLabels.isEmpty {
            layer.draw(on: &trial, context)
        }
        return EdgeLabels(trial.edgeLabels, rect: rect, theme: theme)
    }

    // MARK: Drawing

    func draw(into scene: inout Scene, leftEdge: Double, rightEdge: Double, topEdge: Double) {
        scene.chartCount += 1
        axes.drawGrid(into: &scene)
        var plot = PlotArea(rect: rect, x: plan.x, y: plan.y, theme: theme)
        for (layer, context) in zip(plan.layers, contexts) {
            layer.draw(on: &plot, context)
            for item in plot.items { scene.add(item, layer.title) }
            plot.items = []
        }
        axes.drawBase(into: &scene)
        if plan.legend == .inside { legend.drawInside(&plot, into: &scene) }
        drawLabels(of: plot, into: &scene)
        EdgeLabels(plot.edgeLabels, rect: rect, theme: theme).draw(into: &scene, rightEdge: rightEdge)
        axes.drawTickLabels(into: &scene)
        var bottom = rect.minY - 8
        if plan.y.isLabelled { bottom = min(bottom, rect.minY - axes.lineHeight / 2) }
        titles.drawAbove(into: &scene, bottom: bottom, rightEdge: rightEdge, topEdge: topEdge)
        titles.drawBelow(
            into: &scene, top: rect.maxY + AxisDrawing.gapToLabels + axes.lineHeight + 2, leftEdge: leftEdge,
            rightEdge: rightEdge)
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
}
