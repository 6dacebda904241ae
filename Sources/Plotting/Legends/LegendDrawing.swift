import Drawing

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
