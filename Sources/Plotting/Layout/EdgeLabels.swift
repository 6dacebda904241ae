import Drawing

/// The labels at the right edge of a plot, beside the ends of the data.
struct EdgeLabels {
    private let labels: [EdgeLabel]
    private let rect: Rect
    private let theme: Theme
    /// How many labels there would be if there were room.
    private let wanted: Int

    private static let gapToPlot = 9.0
    private static let lengthOfLeaders = 14.0

    init(_ labels: [EdgeLabel], rect: Rect, theme: Theme) {
        wanted = labels.count
        let room = Int((rect.height + 12) / ChartPlan.edgeLabelHeight)
        self.labels = Array(labels.prefix(room))
        self.rect = rect
        self.theme = theme
    }

    /// The room that the labels need at the right of the plot in a panel of the given width.
    func needed(within width: Double) -> Double {
        guard !labels.isEmpty else { return 0 }
        let widest = labels.map { Typeset($0.label, font: theme.directFont, fitting: max(60, width * 0.4)).width }
        return gap + (widest.max() ?? 0) + 4
    }

    private var centers: [Double] {
        LabelPlacement.spread(
            labels.map(\.end.y), height: ChartPlan.edgeLabelHeight,
            within: (rect.minY - 6)...max(rect.minY - 5, rect.maxY + 6))
    }

    /// Labels that had to move away from their data are tied to it, which takes room.
    private var gap: Double {
        let moved = zip(labels, centers).contains { abs($0.end.y - $1) > 4 }
        return EdgeLabels.gapToPlot + (moved ? EdgeLabels.lengthOfLeaders : 0)
    }

    func draw(into scene: inout Scene, rightEdge: Double) {
        if labels.count < wanted {
            scene.notes.append("There is room for \(labels.count) of \(wanted) labels at the curves' ends.")
        }
        let gap = gap
        let isTied = gap > EdgeLabels.gapToPlot
        for (label, center) in zip(labels, centers) {
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
}
