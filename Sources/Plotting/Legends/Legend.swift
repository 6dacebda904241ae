import Drawing

/// The marks of a chart with their names.
struct Legend {
    /// Where it is.
    enum Place: Hashable {
        /// In rows above the plot.
        case above
        /// In a column within the plot.
        case inside
        /// In a column at the right.
        case trailing
    }

    struct Entry {
        let text: Typeset
        let swatch: Swatch?
        let layer: any Layer
        let color: ColorRole
    }

    let place: Place?
    /// The rows, as many as there is room for; in a column each has one entry.
    let rows: [[Entry]]
    /// How many names there are, and how many of them have an entry.
    private let counts: (all: Int, shown: Int)
    /// The width of the widest swatch, so that texts below one another are in line.
    let swatchWidth: Double
    let lineHeight: Double

    static let gapToText = 6.0
    static let gapBetween = 18.0
    static let gapBetweenRows = 3.0
    static let padding = 6.0
    /// The part of a panel that a legend outside of the plot may take: of the height above it, of the width beside it.
    static let mostOfPanel = (height: 0.3, width: 0.35)
    /// The most ink, by ``InkMap/density(in:)``, in a corner that still has room for a legend.
    static let nearlyEmpty = 0.04

    init(plan: ChartPlan, _ contexts: [LayerContext], place: Place?, rect: Rect, panel: Rect, theme: Theme) {
        self.place = place
        var seen: Set<String> = []
        // A label that is written at the data of one mark needs no entry for another.
        let direct = Set(zip(plan.layers, contexts).filter(\.1.isLabelledDirectly).compactMap(\.0.label))
        let shown = zip(plan.layers, contexts).filter { layer, _ in
            guard place != nil, layer.swatch != nil, let label = layer.label else { return false }
            return !direct.contains(label) && seen.insert(label).inserted
        }
        let swatchWidth = shown.compactMap(\.0.swatch).map(\.width).max() ?? 0
        let lineHeight = Typeset("0", font: theme.annotationFont).height
        let room = place == .trailing ? Legend.mostOfPanel.width * panel.width : rect.width
        let roomForText = max(24, min(260, room - swatchWidth - Legend.gapToText))
        let entries = shown.map { layer, context in
            let text = TextBlock(layer.label ?? "", font: theme.annotationFont, width: roomForText, maxLines: 1)
            return Entry(text: text.lines[0], swatch: layer.swatch, layer: layer, color: context.color)
        }
        let most: Double
        switch place {
        case .trailing, .inside: most = rect.height
        default: most = Legend.mostOfPanel.height * panel.height
        }
        let rowCount = max(1, Int((most + Legend.gapBetweenRows) / (lineHeight + Legend.gapBetweenRows)))
        let width = place == .above ? rect.width : 0
        func flow(_ entries: [Entry]) -> [[Entry]] {
            Legend.flow(entries, within: width) { Legend.width($0, swatchWidth: swatchWidth) }
        }
        var rows = flow(entries)
        var kept = entries.count
        if rows.count > rowCount {
            kept = min(kept, rows.prefix(rowCount).map(\.count).reduce(0, +))
            repeat {
                kept -= 1
                let text = Typeset("and \(entries.count - kept) more", font: theme.annotationFont)
                let more = Entry(text: text, swatch: nil, layer: entries[0].layer, color: .soft)
                rows = flow(entries[..<kept] + [more])
            } while rows.count > rowCount && kept > 0
        }
        self.rows = rows
        self.swatchWidth = swatchWidth
        self.lineHeight = lineHeight
        counts = (entries.count, kept)
    }

    var isEmpty: Bool { rows.isEmpty }

    /// What could not be shown, in a sentence.
    var note: FigureNote? {
        guard counts.shown < counts.all else { return nil }
        return FigureNote(.legend, "The legend has room for \(counts.shown) of \(counts.all) names.")
    }

    // MARK: Room

    static func width(_ entry: Entry, swatchWidth: Double) -> Double {
        (entry.swatch == nil ? 0 : swatchWidth + gapToText) + entry.text.width
    }

    /// The entries in as few rows as hold them; a row has at least one.
    private static func flow(
        _ entries: [Entry], within available: Double, width: (Entry) -> Double
    ) -> [[Entry]] {
        var rows: [[Entry]] = []
        var used = Double.infinity
        for entry in entries {
            if used + Legend.gapBetween + width(entry) > available {
                rows.append([entry])
                used = width(entry)
            } else {
                rows[rows.count - 1].append(entry)
                used += Legend.gapBetween + width(entry)
            }
        }
        return rows
    }

    func width(_ row: [Entry]) -> Double {
        row.map { Legend.width($0, swatchWidth: swatchWidth) }.reduce(0, +)
            + Legend.gapBetween * Double(max(0, row.count - 1))
    }

    /// The width of the widest row.
    var width: Double { rows.map(width).max() ?? 0 }

    /// The width of all entries in one row.
    var widthOfOneRow: Double { width(rows.flatMap { $0 }) }

    /// The height of the rows.
    var height: Double {
        Double(rows.count) * lineHeight + Double(max(0, rows.count - 1)) * Legend.gapBetweenRows
    }

    /// The corner of the plot with the least ink, if the legend fits there and next to nothing is below it.
    func emptyCorner(of plot: PlotArea) -> Rect? {
        let size = (width: width + 2 * Legend.padding, height: height + 2 * Legend.padding)
        guard counts.shown == counts.all,
            let corner = Corners.emptiest(of: plot, width: size.width, height: size.height),
            corner.density <= Legend.nearlyEmpty
        else { return nil }
        return corner.box
    }
}

extension Legend {
    /// Draws the rows below one another, as wide as `available`.
    func drawRows(into scene: inout Scene, at corner: Point, within available: Double, alignedRight: Bool) {
        var y = corner.y
        for row in rows {
            var x = alignedRight ? corner.x + available - width(row) : corner.x
            for entry in row {
                draw(entry, into: &scene, at: Point(x, y))
                x += Legend.width(entry, swatchWidth: swatchWidth) + Legend.gapBetween
            }
            y += lineHeight + Legend.gapBetweenRows
        }
    }

    /// Draws the column in a box within the plot.
    func draw(into scene: inout Scene, inside box: Rect) {
        // Grid lines do not run through its words.
        scene.add(.path(Path(box), fill: Paint(.paper, opacity: 0.85), stroke: nil), "legend")
        let corner = Point(box.x + Legend.padding, box.y + Legend.padding)
        drawRows(into: &scene, at: corner, within: box.width, alignedRight: false)
    }

    private func draw(_ entry: Entry, into scene: inout Scene, at corner: Point) {
        guard let swatch = entry.swatch else {
            scene.add(.text(SceneText(entry.text, at: corner, fill: Paint(.soft))), "legend")
            return
        }
        let middle = corner.y + lineHeight / 2
        switch swatch {
        case .line:
            let path = Path(from: Point(corner.x, middle), to: Point(corner.x + swatchWidth, middle))
            let stroke = entry.layer.stroke(entry.color, width: 1.6)
            scene.add(.path(path, fill: nil, stroke: stroke), "legend")
        case .point:
            let center = Point(corner.x + swatchWidth / 2, middle)
            let symbol = (entry.layer.style.symbol ?? .circle).drawn
            scene.add(.symbols(symbol, size: 6, centers: [center], fill: Paint(entry.color), dense: false), "legend")
        case .area:
            let width = Swatch.area.width
            let box = Rect(x: corner.x + (swatchWidth - width) / 2, y: middle - 5, width: width, height: 10)
            let opacity = entry.layer.style.opacity ?? entry.layer.areaOpacity
            scene.add(.path(Path(box), fill: Paint(entry.color, opacity: opacity), stroke: nil), "legend")
        }
        let origin = Point(corner.x + swatchWidth + Legend.gapToText, corner.y)
        scene.add(.text(SceneText(entry.text, at: origin, fill: Paint(.ink))), "legend")
    }
}

extension Swatch {
    var width: Double {
        switch self {
        case .line: 22
        case .area: 13
        case .point: 7
        }
    }
}
