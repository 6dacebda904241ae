import Drawing

/// The marks of a chart with their names.
struct Legend {
    private struct Entry {
        let text: Typeset
        let swatch: Swatch
        let layer: any Layer
        let color: ColorRole
    }

    private let entries: [Entry]
    /// Whether it is a row above the plot.
    let isAbove: Bool
    /// The width of the widest swatch, so that texts below one another are in line.
    private let swatchWidth: Double
    /// The height of a row.
    let height: Double

    private static let gapToText = 6.0
    private static let gapBetween = 18.0
    private static let gapBetweenRows = 3.0

    init(_ layers: [any Layer], _ contexts: [LayerContext], position: LegendPosition, theme: Theme) {
        var seen: Set<String> = []
        var entries: [Entry] = []
        // A label that is written at the data of one mark needs no entry for another.
        let direct = Set(zip(layers, contexts).filter(\.1.isLabelledDirectly).compactMap(\.0.label))
        for (layer, context) in zip(layers, contexts) where position != .hidden {
            guard let label = layer.label, let swatch = layer.swatch, !direct.contains(label),
                seen.insert(label).inserted
            else { continue }
            let text = Typeset(label, font: theme.annotationFont, fitting: 260)
            entries.append(Entry(text: text, swatch: swatch, layer: layer, color: context.color))
        }
        self.entries = entries
        isAbove = position != .inside
        swatchWidth =
            entries.map { entry in
                switch entry.swatch {
                case .line: 22
                case .area: 13
                case .point: 7
                }
            }.max() ?? 0
        height = Typeset("0", font: theme.annotationFont).height
    }

    var isEmpty: Bool { entries.isEmpty }

    private func width(_ entry: Entry) -> Double { swatchWidth + Legend.gapToText + entry.text.width }

    /// The entries in as few rows as hold them; a row has at least one.
    private func rows(within available: Double) -> [[Entry]] {
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

    private func width(_ row: [Entry]) -> Double {
        row.map(width).reduce(0, +) + Legend.gapBetween * Double(max(0, row.count - 1))
    }

    /// The width of all entries in one row.
    var widthOfOneRow: Double { width(entries) }

    /// The height of the rows that hold all entries.
    func height(within available: Double) -> Double {
        let count = Double(rows(within: available).count)
        return count * height + max(0, count - 1) * Legend.gapBetweenRows
    }

    func draw(into scene: inout Scene, at corner: Point, width available: Double, alignedRight: Bool) {
        for (index, row) in rows(within: available).enumerated() {
            var x = alignedRight ? corner.x + available - width(row) : corner.x
            for entry in row {
                draw(entry, into: &scene, at: Point(x, corner.y + Double(index) * (height + Legend.gapBetweenRows)))
                x += width(entry) + Legend.gapBetween
            }
        }
    }

    /// Draws the entries below one another in the corner of the plot with the least ink.
    func drawInside(_ plot: inout PlotArea, into scene: inout Scene) {
        guard !isEmpty else { return }
        let size = (
            width: (entries.map(width).max() ?? 0) + 12, height: Double(entries.count) * (height + 3) + 8
        )
        let rect = plot.rect
        let corners = [
            Rect(x: rect.maxX - size.width - 4, y: rect.maxY - size.height - 4, width: size.width, height: size.height),
            Rect(x: rect.maxX - size.width - 4, y: rect.minY + 4, width: size.width, height: size.height),
            Rect(x: rect.minX + 4, y: rect.minY + 4, width: size.width, height: size.height),
            Rect(x: rect.minX + 4, y: rect.maxY - size.height - 4, width: size.width, height: size.height),
        ]
        let densities = corners.map { plot.ink.density(in: $0) }
        guard let least = densities.min(), let index = densities.firstIndex(of: least) else { return }
        let box = corners[index]
        // Only where there is something to set it off from.
        if least > 0 {
            scene.add(.path(Path(box), fill: Paint(.paper, opacity: 0.85), stroke: nil), "legend")
        }
        for (row, entry) in entries.enumerated() {
            draw(entry, into: &scene, at: Point(box.x + 6, box.y + 5 + Double(row) * (height + 3)))
        }
        plot.taken.append(box)
    }

    private func draw(_ entry: Entry, into scene: inout Scene, at corner: Point) {
        let middle = corner.y + height / 2
        switch entry.swatch {
        case .line:
            let path = Path(from: Point(corner.x, middle), to: Point(corner.x + swatchWidth, middle))
            let stroke = entry.layer.stroke(entry.color, width: 1.6)
            scene.add(.path(path, fill: nil, stroke: stroke), "legend")
        case .point:
            let center = Point(corner.x + swatchWidth / 2, middle)
            let symbol = (entry.layer.style.symbol ?? .circle).drawn
            scene.add(.symbols(symbol, size: 6, centers: [center], fill: Paint(entry.color), dense: false), "legend")
        case .area:
            let box = Rect(x: corner.x + (swatchWidth - 13) / 2, y: middle - 5, width: 13, height: 10)
            let opacity = entry.layer.style.opacity ?? entry.layer.areaOpacity
            scene.add(.path(Path(box), fill: Paint(entry.color, opacity: opacity), stroke: nil), "legend")
        }
        let origin = Point(corner.x + swatchWidth + Legend.gapToText, corner.y)
        scene.add(.text(SceneText(entry.text, at: origin, fill: Paint(.ink))), "legend")
    }
}
