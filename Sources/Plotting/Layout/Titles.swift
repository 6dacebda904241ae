import Drawing

/// The heading of a plot, the titles of its axes, the rows of its legend above it, and the panel's letter.
struct Titles {
    private let title: TextBlock?
    private let subtitle: TextBlock?
    private let x: TextBlock?
    private let y: TextBlock?
    private let trailing: TextBlock?
    private let letter: Typeset?
    private let legend: Legend
    private let rect: Rect
    private let panel: Rect
    /// How far the titles of the y axes reach to the right.
    private let rightOfRow: Double
    private let hasColorTitle: Bool
    /// How much of the row above the plot the title of the colours takes.
    private let overhang: Double
    private let colors: (y: ColorRole, trailing: ColorRole)
    private let lineHeight: Double

    private static let gapBetweenAxisTitles = 16.0
    private static let gapBelowHeading = 5.0
    private static let gapBelowRow = 4.0

    init(
        plan: ChartPlan, legend: Legend, colorBar: ColorBar?, rect: Rect, panel: Rect, roomForAxis: Double, theme: Theme
    ) {
        self.legend = legend
        self.rect = rect
        self.panel = panel
        lineHeight = Typeset("0", font: theme.labelFont).height
        let width = panel.maxX - rect.minX - 2
        title = plan.heading.title.map { TextBlock($0, font: theme.titleFont, width: width, maxLines: 3) }
        subtitle = plan.heading.subtitle.map { TextBlock($0, font: theme.tickFont, width: width, maxLines: 3) }
        letter = plan.letter.map { Typeset("**\($0)**", font: theme.titleFont) }
        let labelX = plan.x.isLabelled ? plan.x.label : nil
        x = labelX.map { TextBlock($0, font: theme.labelFont, width: panel.width - 4, maxLines: 2) }
        let labelY = plan.y.isLabelled ? plan.y.label : nil
        // The title of the colours begins above the plot.
        hasColorTitle = colorBar?.hasLabel ?? false
        overhang = hasColorTitle ? colorBar?.overhang ?? 0 : 0
        rightOfRow =
            plan.trailing != nil
            ? rect.maxX + roomForAxis - 2 - overhang
            : hasColorTitle ? rect.maxX - overhang : panel.maxX - 2
        let wanted = [labelY, plan.trailing?.label].map { label in
            label.map { Typeset($0, font: theme.labelFont).width } ?? 0
        }
        let available = rightOfRow - rect.minX
        let half = (available - Titles.gapBetweenAxisTitles) / 2
        let isTight = wanted[0] > 0 && wanted[1] > 0 && wanted[0] + wanted[1] + Titles.gapBetweenAxisTitles > available
        func room(_ own: Double, _ other: Double) -> Double {
            isTight ? max(half, available - Titles.gapBetweenAxisTitles - other) : available
        }
        y = labelY.map {
            TextBlock($0, font: theme.labelFont, width: room(wanted[0], wanted[1]), maxLines: 2)
        }
        trailing = plan.trailing?.label.map {
            TextBlock($0, font: theme.labelFont, width: room(wanted[1], wanted[0]), maxLines: 2)
        }
        colors = plan.axisColors
    }

    // MARK: Room

    /// The room that is needed between the plot's tick labels and the panel's upper edge.
    var heightAbove: Double {
        var height = heightOfHeading
        if hasRowAbovePlot { height += heightOfRow + Titles.gapBelowRow }
        if legendNeedsOwnRow { height += legend.height + Titles.gapBelowRow }
        if let letter { height = max(height, letter.height + Titles.gapBelowHeading) }
        return height
    }

    private var heightOfHeading: Double {
        let height = (title?.height ?? 0) + (subtitle?.height ?? 0)
        return height > 0 ? height + Titles.gapBelowHeading : 0
    }

    /// The room that is needed below the tick labels.
    var heightBelow: Double { x.map { $0.height + 3 } ?? 0 }

    /// The room that the panel's letter needs at the left of the plot.
    var widthAtLeft: Double { letter.map { $0.width + 8 } ?? 0 }

    private var hasLegendAbove: Bool { legend.place == .above && !legend.isEmpty }
    private var hasRowAbovePlot: Bool {
        y != nil || trailing != nil || hasColorTitle || (hasLegendAbove && !legendNeedsOwnRow)
    }
    private var heightOfRow: Double { max(lineHeight, y?.height ?? 0, trailing?.height ?? 0) }
    private var legendNeedsOwnRow: Bool {
        guard hasLegendAbove else { return false }
        guard trailing == nil else { return true }
        return (y.map { $0.width + 28 } ?? 0) + legend.widthOfOneRow > rect.width - overhang
    }

    // MARK: Drawing

    /// Draws from the plot upwards: the row of the axis titles and the legend, the legend's own row. The heading is at
    /// the top, so that headings side by side are in line.
    func drawAbove(into scene: inout Scene, bottom: Double) {
        if let y {
            y.draw(into: &scene, at: Point(rect.minX, bottom - y.height), Paint(colors.y), "y title")
        }
        if let trailing {
            let corner = Point(rightOfRow - trailing.width, bottom - trailing.height)
            trailing.draw(into: &scene, at: corner, Paint(colors.trailing), "trailing title", alignment: .right)
        }
        if hasLegendAbove {
            let base = legendNeedsOwnRow && hasRowAbovePlot ? bottom - heightOfRow - Titles.gapBelowRow : bottom
            legend.drawRows(
                into: &scene, at: Point(rect.minX, base - legend.height),
                within: rect.width - (legendNeedsOwnRow ? 0 : overhang),
                alignedRight: !legendNeedsOwnRow && y != nil)
        }
        let top = panel.minY + 2
        if let letter {
            scene.add(.text(SceneText(letter, at: Point(panel.minX + 1, top), fill: Paint(.ink))), "panel letter")
        }
        title?.draw(into: &scene, at: Point(rect.minX, top), Paint(.ink), "title")
        subtitle?.draw(into: &scene, at: Point(rect.minX, top + (title?.height ?? 0)), Paint(.soft), "subtitle")
    }

    func drawBelow(into scene: inout Scene, top: Double) {
        guard let x else { return }
        let centered = rect.minX + rect.width / 2 - x.width / 2
        let left = max(panel.minX + 2, min(centered, panel.maxX - 2 - x.width))
        x.draw(into: &scene, at: Point(left, top), Paint(.ink), "x title", alignment: .center)
    }
}

/// The title of a chart or of several, and a line below it.
struct Heading: Hashable, Sendable {
    var title: String?
    var subtitle: String?

    private static let gapBelow = 6.0

    private func blocks(within width: Double, theme: Theme) -> [(text: TextBlock, role: ColorRole)] {
        let texts = [(title, theme.titleFont, ColorRole.ink), (subtitle, theme.tickFont, .soft)]
        return texts.compactMap { label, font, role -> (text: TextBlock, role: ColorRole)? in
            guard let label else { return nil }
            return (TextBlock(label, font: font, width: width, maxLines: 3), role)
        }
    }

    /// The height with the gap below it; zero without texts.
    func height(within width: Double, theme: Theme) -> Double {
        let blocks = blocks(within: width - 4, theme: theme)
        return blocks.isEmpty ? 0 : blocks.map(\.text.height).reduce(0, +) + Heading.gapBelow
    }

    func draw(into scene: inout Scene, x: Double, y: Double, width: Double, theme: Theme) {
        var top = y + 2
        for (block, role) in blocks(within: width - 4, theme: theme) {
            block.draw(into: &scene, at: Point(x + 1, top), Paint(role), role == .ink ? "title" : "subtitle")
            top += block.height
        }
    }
}
