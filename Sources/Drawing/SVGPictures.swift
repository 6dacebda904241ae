import Foundation

// Cells, and pictures made elsewhere.
extension SVGCanvas {
    /// Draws cells: as lines as broad as a row, one path for each level, or where they are many as pictures. In both
    /// the colours follow the page.
    public mutating func draw(_ cells: CellGrid) {
        guard cells.levels.count > CellGrid.mostShapes else { return drawShapes(cells) }
        for (index, layer) in cells.layers.enumerated() {
            // The first layer is everywhere, unless cells are empty.
            guard index > 0 || layer.coverage.contains(where: { $0 < 255 }) else {
                draw(Path(cells.frame), fill: Paint(layer.role), stroke: nil)
                continue
            }
            guard let png = try? CairoCanvas.grayPNG(columns: cells.columns, rows: cells.rows, layer.coverage) else {
                return drawShapes(cells)
            }
            layers += 1
            let id = "\(idPrefix)-m\(layers)"
            // The mask reaches farther than the cells, because browsers print a seam at its edge.
            definitions.add("<mask id=\"\(id)\" maskUnits=\"userSpaceOnUse\"\(SVGText.box(cells.frame.insetBy(-1)))>")
            definitions.add("<image\(SVGText.box(cells.frame)) preserveAspectRatio=\"none\"")
            definitions.add(" image-rendering=\"pixelated\" href=\"data:image/png;base64,")
            definitions.add(png.base64EncodedString())
            definitions.add("\"/></mask>\n")
            // Covered by the mask alone at the edges, which many layers would darken otherwise.
            body.add("<rect\(SVGText.box(cells.frame.insetBy(-0.5))) mask=\"url(#\(id))\"")
            attributes(fill: Paint(layer.role), stroke: nil)
            body.add("/>\n")
        }
    }

    private mutating func drawShapes(_ cells: CellGrid) {
        let (width, height) = (cells.frame.width / Double(cells.columns), cells.frame.height / Double(cells.rows))
        // In units of cells a run is a few characters long; the base line of a row is at its middle.
        body.add("<g fill=\"none\" shape-rendering=\"crispEdges\" transform=\"translate(")
        body.add(number: cells.frame.x)
        body.add(" ")
        body.add(number: cells.frame.y)
        body.add(") scale(\(SVGCanvas.factor(width)) \(SVGCanvas.factor(height))) translate(0 .5)\">\n")
        let runs = Dictionary(grouping: cells.runs) { $0.level }
        for level in runs.keys.sorted() {
            body.add("<path")
            attributes(stroke: cells.ramp.role(Int(level)))
            body.add(" d=\"")
            var (row, column) = (0, 0)
            for run in runs[level] ?? [] {
                let (right, down) = (run.column - column, run.row - row)
                body.add("m\(right)\(down < 0 ? "" : " ")\(down)h\(run.length)")
                (row, column) = (run.row, run.column + run.length)
            }
            body.add("\"/>\n")
        }
        body.add("</g>\n")
    }

    /// A factor with six digits behind the point, of which trailing zeros are left out.
    private static func factor(_ value: Double) -> String {
        var text = String(format: "%.6f", value)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// Draws a picture, whose bytes become part of the document.
    public mutating func draw(_ picture: Picture) {
        guard picture.clip.width > 0, picture.clip.height > 0 else { return }
        var view = SVGText()
        for (index, value) in [picture.clip.x, picture.clip.y, picture.clip.width, picture.clip.height].enumerated() {
            if index > 0 { view.add(" ") }
            view.add(number: value)
        }
        body.add("<svg\(SVGText.box(picture.clip)) viewBox=\"\(String(decoding: view.bytes, as: UTF8.self))\">")
        body.add("<image\(SVGText.box(picture.frame)) preserveAspectRatio=\"none\"")
        if !picture.isSmooth { body.add(" image-rendering=\"pixelated\"") }
        body.add(" href=\"data:image/png;base64,")
        body.add(picture.png.base64EncodedString())
        body.add("\"/></svg>\n")
    }
}
