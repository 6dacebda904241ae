import Drawing

/// The labels at the right edge of a plot, beside the ends of the data.
struct EdgeLabels {
    private let labels: [EdgeLabel]
    private let texts: [TextBlock]
    private let rect: Rect
    /// How many labels there would be if there were room.
    private let wanted: Int

    private static let gapToPlot = 9.0
    private static let lengthOfLeaders = 14.0

    /// The part of a panel's width that the labels may take.
    private static let mostOfPanel = 0.4

    init(_ labels: [EdgeLabel], rect: Rect, panel: Rect, theme: Theme) {
        wanted = labels.count
        let room = Int((rect.height + 12) / ChartPlan.edgeLabelHeight)
        self.labels = Array(labels.prefix(room))
        self.rect = rect
        let width = max(48, panel.width * EdgeLabels.mostOfPanel)
        texts = self.labels.map { TextBlock($0.label, font: theme.directFont, width: width, maxLines: 1) }
    }

    /// The room that the labels need at the right of the plot.
    var needed: Double {
        labels.isEmpty ? 0 : gap + (texts.map(\.width).max() ?? 0) + 4
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

    func draw(into scene: inout Scene) {
        if labels.count < wanted {
            scene.remarks.append(
                FigureNote(.endLabels, "There is room for \(labels.count) of \(wanted) labels at the curves' ends."))
        }
        let gap = gap
        let isTied = gap > EdgeLabels.gapToPlot
        for ((label, text), center) in zip(zip(labels, texts), centers) {
            let corner = Point(rect.maxX + gap, center - text.height / 2)
            if isTied {
                let path = Path(through: [
                    Point(label.end.x + 3, label.end.y), Point(rect.maxX + 6, label.end.y),
                    Point(corner.x - 6, center), Point(corner.x - 3, center),
                ])
                scene.add(
                    .path(path, fill: nil, stroke: Stroke(Paint(label.color, opacity: 0.6), width: 0.8)), "leader")
            }
            text.draw(
                into: &scene, at: corner, Paint(label.color.forText), "label at an end",
                anchor: TextAnchor(point: label.end, side: .automatic))
        }
    }
}
