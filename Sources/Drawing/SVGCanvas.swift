import Foundation

/// A canvas that writes one `<svg>` element. Colours are custom properties with the palette's colour as fallback, so
/// the page around it decides how they look; there are no `style` attributes; glyphs are outlines, so no font is
/// needed; every id begins with the given prefix.
///
/// Written here rather than by Cairo's own SVG surface because that one knows neither roles of colours nor
/// attributes instead of styles, and spends three times the bytes; shapes, text and pixels still come from Cairo and
/// Pango.
public struct SVGCanvas: Canvas {
    private let width: Double
    private let height: Double
    private let palette: Palette
    let idPrefix: String
    private let variablePrefix: String?
    var definitions = SVGText()
    var body = SVGText()
    private var glyphNumbers: [ShapedText.Glyph: Int] = [:]
    private var inkedGlyphs = 0
    var layers = 0

    /// An empty drawing.
    ///
    /// - Parameters:
    ///   - idPrefix: What ids begin with; characters other than letters, digits, `-` and `_` become `-`.
    ///   - variablePrefix: What the names of custom properties begin with: `plot` gives `var(--plot-ink,#1d1d1f)`.
    ///     With nil, colours are written out, for files that stand alone.
    public init(width: Double, height: Double, palette: Palette, idPrefix: String, variablePrefix: String?) {
        self.width = width
        self.height = height
        self.palette = palette
        self.idPrefix = String(
            idPrefix.unicodeScalars.map { scalar -> Character in
                let plain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                return plain || scalar == "-" || scalar == "_" ? Character(scalar) : "-"
            })
        self.variablePrefix = variablePrefix
    }

    /// Fills and then strokes a path.
    public mutating func draw(_ path: Path, fill: Paint?, stroke: Stroke?) {
        guard !path.elements.isEmpty else { return }
        body.add("<path")
        attributes(fill: fill, stroke: stroke)
        body.add(" d=\"")
        body.add(path)
        body.add("\"/>\n")
    }

    /// Draws one symbol at each of `centers`.
    public mutating func draw(_ symbol: Symbol, size: Double, at centers: [Point], fill: Paint) {
        guard !centers.isEmpty else { return }
        // Symbols of one path do not add up where they overlap, which only shows where they are translucent.
        let layers = fill.opacity == 1 ? [centers] : SymbolLayers.apart(centers, size: size)
        body.add("<g")
        // A line of no length with round ends is a disc, and much shorter to write; the others are traced.
        if symbol == .circle {
            attributes(fill: nil, stroke: Stroke(fill, width: size, cap: .round))
        } else {
            attributes(fill: fill, stroke: nil)
        }
        body.add(">")
        for centers in layers {
            body.add("<path d=\"")
            body.add(
                Path(
                    centers.flatMap { center in
                        (symbol == .circle ? Path(from: center, to: center) : symbol.outline(at: center, size: size))
                            .elements
                    }))
            body.add("\"/>")
        }
        body.add("</g>\n")
    }

    /// Draws symbols as one picture, or one by one where they spread over more than Cairo makes a picture of.
    public mutating func drawDense(_ symbol: Symbol, size: Double, at centers: [Point], fill: Paint) {
        // The picture is a mask over the paint, so that the colour still follows the page.
        guard let layer = DenseLayer(symbol, size: size, at: centers),
            let bytes = try? layer.coverage(opacity: fill.opacity),
            let png = try? CairoCanvas.grayPNG(columns: layer.columns, rows: layer.rows, bytes)
        else { return draw(symbol, size: size, at: centers, fill: fill) }
        layers += 1
        let frame = layer.frame
        let id = "\(idPrefix)-m\(layers)"
        let box = SVGText.box(frame)
        definitions.add("<mask id=\"\(id)\" maskUnits=\"userSpaceOnUse\"\(box)>")
        definitions.add("<image\(box) preserveAspectRatio=\"none\" href=\"data:image/png;base64,")
        definitions.add(png.base64EncodedString())
        definitions.add("\"/></mask>\n")
        // Short of the mask's edge, where browsers print a seam.
        body.add("<rect\(SVGText.box(frame.insetBy(1))) mask=\"url(#\(id))\"")
        attributes(fill: Paint(fill.role), stroke: nil)
        body.add("/>\n")
    }

    /// Draws text from the left end of its base line.
    public mutating func draw(_ text: ShapedText, at origin: Point, fill: Paint, halo: Stroke?) {
        guard !text.glyphs.isEmpty else { return }
        body.add("<g")
        attributes(fill: fill, stroke: halo)
        if halo != nil { body.add(" paint-order=\"stroke\"") }
        body.add(">")
        for placed in text.glyphs {
            let number = define(placed.glyph)
            guard number > 0 else { continue }
            body.add("<use href=\"#\(idPrefix)-g\(number)\" x=\"")
            body.add(number: origin.x + placed.x)
            body.add("\" y=\"")
            body.add(number: origin.y + placed.y)
            body.add("\"/>")
        }
        body.add("</g>\n")
    }

    /// The number of a glyph's definition, 0 for a glyph without ink such as a space.
    private mutating func define(_ glyph: ShapedText.Glyph) -> Int {
        if let known = glyphNumbers[glyph] { return known }
        let outline = TextShaper.outline(of: glyph)
        guard !outline.elements.isEmpty else {
            glyphNumbers[glyph] = 0
            return 0
        }
        inkedGlyphs += 1
        glyphNumbers[glyph] = inkedGlyphs
        definitions.add("<path id=\"\(idPrefix)-g\(inkedGlyphs)\" d=\"")
        definitions.add(outline)
        definitions.add("\"/>\n")
        return inkedGlyphs
    }

    /// Begins a `<g>` with the given attributes, whose values are escaped.
    public mutating func beginGroup(_ attributes: [(name: String, value: String)]) {
        body.add("<g" + attributes.map { " \($0.name)=\"\(SVGText.escaped($0.value))\"" }.joined() + ">\n")
    }

    /// Ends the group.
    public mutating func endGroup() {
        body.add("</g>\n")
    }

    /// The finished element, an image to readers that do not see.
    ///
    /// - Parameters:
    ///   - title: What the figure is, in a few words; browsers show it to the pointer.
    ///   - alternative: What the figure shows.
    public func svg(title: String, alternative: String) -> String {
        var text = SVGText()
        text.add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        text.add(number: width)
        text.add("\" height=\"")
        text.add(number: height)
        text.add("\" viewBox=\"0 0 ")
        text.add(number: width)
        text.add(" ")
        text.add(number: height)
        text.add("\" role=\"img\" aria-labelledby=\"\(idPrefix)-title\" aria-describedby=\"\(idPrefix)-desc\">\n")
        text.add("<title id=\"\(idPrefix)-title\">\(SVGText.escaped(title))</title>\n")
        text.add("<desc id=\"\(idPrefix)-desc\">\(SVGText.escaped(alternative))</desc>\n")
        if !definitions.bytes.isEmpty {
            text.add("<defs>\n")
            text.bytes += definitions.bytes
            text.add("</defs>\n")
        }
        text.bytes += body.bytes
        text.add("</svg>")
        return String(decoding: text.bytes, as: UTF8.self)
    }

    mutating func attributes(fill: Paint?, stroke: Stroke?) {
        if let fill {
            attribute("fill", fill)
        } else {
            body.add(" fill=\"none\"")
        }
        guard let stroke else { return }
        attribute("stroke", stroke.paint)
        body.add(" stroke-width=\"")
        body.add(number: stroke.width)
        body.add("\"")
        if stroke.cap == .round { body.add(" stroke-linecap=\"round\" stroke-linejoin=\"round\"") }
        guard !stroke.dashes.isEmpty else { return }
        body.add(" stroke-dasharray=\"")
        for (index, length) in stroke.dashes.enumerated() {
            if index > 0 { body.add(" ") }
            body.add(number: length)
        }
        body.add("\"")
    }

    /// The attribute of a line in the role's colour, whose other attributes are usual.
    mutating func attributes(stroke role: ColorRole) { attribute("stroke", Paint(role)) }

    private mutating func attribute(_ name: String, _ paint: Paint) {
        let color = palette[paint.role].hex
        let value = variablePrefix.map { "var(--\($0)-\(paint.role.name),\(color))" } ?? color
        body.add(" \(name)=\"\(value)\"")
        guard paint.opacity < 1 else { return }
        body.add(" \(name)-opacity=\"")
        body.add(number: paint.opacity)
        body.add("\"")
    }
}
