import Drawing

/// The heading of a plot, the titles of its axes, and the rows of its legend above it.
struct Titles {
    let title: String?
    let x: String?
    let y: String?
    let legend: Legend
    let rect: Rect
    let theme: Theme

    init(plan: ChartPlan, legend: Legend, rect: Rect, theme: Theme) {
        title = plan.title
        x = plan.x.isLabelled ? plan.x.label : nil
        y = plan.y.isLabelled ? plan.y.label : nil
        self.legend = legend
        self.rect = rect
        self.theme = theme
    }

    private var lineHeight: Double { Typeset("0", font: theme.labelFont).height }

    // MARK: Room

    /// The room that is needed between the plot's tick labels and the panel's upper edge.
    var heightAbove: Double {
        var height = 0.0
        if title != nil { height += Typeset("0", font: theme.titleFont).height + 5 }
        if hasRowAbovePlot { height += lineHeight + 4 }
        if legendNeedsOwnRow { height += legend.height(within: rect.width) + 4 }
        return height
    }

    /// The room that is needed below the tick labels.
    var heightBelow: Double { x == nil ? 0 : lineHeight + 3 }

    private var hasLegendAbove: Bool { legend.isAbove && !legend.isEmpty }
    private var hasRowAbovePlot: Bool { y != nil || (hasLegendAbove && !legendNeedsOwnRow) }
    private var legendNeedsOwnRow: Bool {
        guard hasLegendAbove else { return false }
        let label = y.map { Typeset($0, font: theme.labelFont).width + 28 } ?? 0
        return label + legend.widthOfOneRow > rect.width
    }

    // MARK: Drawing

    /// Draws from the plot upwards: the row of the axis title and the legend, the legend's own row. The heading is at
    /// the top, so that headings side by side are in line.
    func drawAbove(into scene: inout Scene, bottom: Double, rightEdge: Double, topEdge: Double) {
        if let y {
            let text = Typeset(y, font: theme.labelFont, fitting: rightEdge - rect.minX - 2)
            scene.add(.text(SceneText(text, at: Point(rect.minX, bottom - text.height), fill: Paint(.ink))), "y title")
        }
        if hasLegendAbove {
            if legendNeedsOwnRow {
                let bottom = hasRowAbovePlot ? bottom - lineHeight - 4 : bottom
                legend.draw(
                    into: &scene, at: Point(rect.minX, bottom - legend.height(within: rect.width)), width: rect.width,
                    alignedRight: false)
            } else {
                legend.draw(
                    into: &scene, at: Point(rect.minX, bottom - legend.height), width: rect.width,
                    alignedRight: y != nil)
            }
        }
        guard let title else { return }
        let text = Typeset(title, font: theme.titleFont, fitting: rightEdge - rect.minX - 2)
        scene.add(.text(SceneText(text, at: Point(rect.minX, topEdge + 2), fill: Paint(.ink))), "title")
    }

    func drawBelow(into scene: inout Scene, top: Double, leftEdge: Double, rightEdge: Double) {
        guard let x else { return }
        let text = Typeset(x, font: theme.labelFont, fitting: rightEdge - leftEdge - 4)
        let centered = rect.minX + rect.width / 2 - text.width / 2
        let left = min(max(centered, leftEdge + 2), rightEdge - 2 - text.width)
        scene.add(.text(SceneText(text, at: Point(left, top), fill: Paint(.ink))), "x title")
    }
}
