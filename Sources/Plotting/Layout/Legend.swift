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
    /// The height of its row.
    let height: Double

    private static let swatchWidth = 22.0
    private static let gapToText = 6.0
    private static let gapBetween = 18.0

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
        height = Typeset("0", font: theme.annotationFont).height
    }

    var isEmpty: Bool { entries.isEmpty }

    private func width(_ entry: Entry) -> Double { Legend.swatchWidth + Legend.gapToText + entry.text.width }

    /// The width of the row, as far as it fits.
    func width(within available: Double) -> Double {
        entries.map(width).reduce(0, +) + Legend.gapBetween * Double(max(0, entries.count - 1))
    }

    func draw(into scene: inout Scene, at corner: Point, width available: Double, alignedRight: Bool) {
        let start = alignedRight ? corner.x + available - width(within: available) : corner.x
        // More entries than a row holds move closer together.
        let scale = min(1, available / max(1, width(within: available)))
        var x = start
        for entry in entries {
            draw(entry, into: &scene, at: Point(x, corner.y), scale: scale)
            x += (width(entry) + Legend.gapBetween) * scale
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
            scene.items.append(.path(Path(box), fill: Paint(.paper, opacity: 0.85), stroke: nil))
        }
        for (row, entry) in entries.enumerated() {
            draw(entry, into: &scene, at: Point(box.x + 6, box.y + 5 + Double(row) * (height + 3)), scale: 1)
        }
        plot.taken.append(box)
    }

    private func draw(_ entry: Entry, into scene: inout Scene, at corner: Point, scale: Double) {
        let middle = corner.y + height / 2
        let paint = Paint(entry.color, opacity: entry.layer.style.opacity ?? 1)
        switch entry.swatch {
        case .line:
            let path = Path(from: Point(corner.x, middle), to: Point(corner.x + Legend.swatchWidth, middle))
            let stroke = entry.layer.stroke(entry.color, width: 1.6)
            scene.items.append(.path(path, fill: nil, stroke: stroke))
        case .point:
            let center = Point(corner.x + Legend.swatchWidth - 8, middle)
            let symbol = (entry.layer.style.symbol ?? .circle).drawn
            scene.items.append(.symbols(symbol, size: 6, centers: [center], fill: Paint(entry.color), dense: false))
        case .area:
            let box = Rect(x: corner.x + Legend.swatchWidth - 13, y: middle - 5, width: 13, height: 10)
            let fill = entry.layer is AreaMark ? Paint(entry.color, opacity: paint.opacity * 0.3) : paint
            scene.items.append(.path(Path(box), fill: fill, stroke: nil))
        }
        let origin = Point(corner.x + Legend.swatchWidth + Legend.gapToText, corner.y)
        scene.items.append(.text(SceneText(entry.text, at: origin, fill: Paint(.ink))))
    }
}
