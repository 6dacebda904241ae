public import FigureData
public import Drawing
public import Foundation
import LightMarkup

/// A laid-out figure: everything that will be drawn with its place, and the data it shows. Coordinates are CSS pixels
/// from the top left, rounded to hundredths. A scene knows roles of colours, not colours: the theme comes when it is
/// drawn.
public struct Scene: Hashable, Sendable {
    /// Something to draw.
    public enum Item: Hashable, Sendable {
        /// A filled or stroked path.
        case path(Path, fill: Paint?, stroke: Stroke?)
        /// One symbol at many places; a dense one becomes a picture in vector formats.
        case symbols(Symbol, size: Double, centers: [Point], fill: Paint, dense: Bool)
        /// Cells of a heat map.
        case cells(CellGrid)
        /// A picture that was made elsewhere.
        case picture(Picture)
        /// One line of text.
        case text(SceneText)
    }

    /// Something drawn, with the part of the figure that it is.
    public struct Element: Hashable, Sendable {
        /// Which chart of the figure it belongs to, counted from 1 in the order of drawing; 0 for the figure itself.
        public let chart: Int
        /// What it is in the chart, such as `x tick label` or `LineMark “loss”`. Several elements may share a name.
        public let part: String
        /// What is drawn.
        public internal(set) var item: Item
    }

    /// Width in CSS pixels.
    public let width: Double
    /// Height in CSS pixels.
    public let height: Double
    /// What is drawn, from back to front.
    public internal(set) var elements: [Element] = []
    /// The data of the marks, in their order.
    public internal(set) var series: [DataSeries] = []
    /// What could not be shown, such as values ≤ 0 on a logarithmic axis.
    public internal(set) var remarks: [FigureNote] = []
    /// The remarks as sentences.
    public var notes: [String] { remarks.map(\.description) }

    /// The charts, in the order of drawing: `panels[0]` is chart 1.
    public internal(set) var panels: [Panel] = []

    /// How many charts have begun; what is added belongs to the last.
    var chartCount: Int { panels.count }

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// Says which texts have letters that no font here has.
    mutating func noteMissingLetters() {
        for case .text(let text) in items where text.shaped.lacksLetters {
            let note = FigureNote(.letter, "No font here has all letters of “\(Markup(text.label).plain.brief)”.")
            if !remarks.contains(note) { remarks.append(note) }
        }
    }

    /// What is drawn, without the names of the parts.
    public var items: [Item] { elements.map(\.item) }

    /// Draws `item`, the part of the current chart that is called `part`, in front of what is there.
    mutating func add(_ item: Item, _ part: String) {
        elements.append(Element(chart: chartCount, part: part, item: item.quantised))
    }

    /// Begins a chart, to which belongs what is added from now on.
    mutating func begin(_ panel: Panel) {
        panels.append(panel)
    }

    /// Adds the data of a mark of the current chart.
    mutating func add(_ data: DataSeries) {
        var data = data
        data.chart = chartCount
        data.settleScales(panels)
        series.append(data)
    }

    /// One `<svg>` element for an HTML page, whose colours are custom properties named by ``ThemeStyleSheet`` with
    /// `theme`'s colours as fallback. Equal scenes give equal text. What belongs to one part of a chart is a `<g>` whose
    /// `data-part` names it.
    ///
    /// - Parameters:
    ///   - idPrefix: What every id begins with; unique within the page.
    ///   - title: What the figure is, in a few words; with nil, a chart's title or the kind of chart.
    ///   - alternative: What the figure shows, for readers who do not see it; ``draftAlternative`` with nil.
    public func svg(
        idPrefix: String, title: String? = nil, alternative: String? = nil, theme: Theme = .light
    ) -> String {
        svg(idPrefix: idPrefix, title: title, alternative: alternative, theme: theme, variables: "plot")
    }

    /// An SVG document that needs no style sheet: the theme's colours are written out. The rest is as in
    /// ``svg(idPrefix:title:alternative:theme:)``.
    public func standaloneSVG(
        idPrefix: String = "figure", title: String? = nil, alternative: String? = nil, theme: Theme = .light
    ) -> String {
        svg(idPrefix: idPrefix, title: title, alternative: alternative, theme: theme, variables: nil)
    }

    private func svg(
        idPrefix: String, title: String?, alternative: String?, theme: Theme, variables: String?
    ) -> String {
        var canvas = SVGCanvas(
            width: width, height: height, palette: theme.palette, idPrefix: idPrefix, variablePrefix: variables)
        Scene.draw(elements, on: &canvas)
        return canvas.svg(title: title ?? shortTitle, alternative: alternative ?? draftAlternative)
    }

    /// A PNG picture on the theme's paper, `scale` pixels to a CSS pixel.
    public func png(scale: Double = 2, theme: Theme = .light) throws -> Data {
        var canvas = try CairoCanvas.image(width: width, height: height, scale: scale, palette: theme.palette)
        canvas.draw(
            Path(Rect(x: 0, y: 0, width: width, height: height)), fill: Paint(.paper), stroke: nil)
        Scene.draw(elements, on: &canvas)
        return try canvas.pngData()
    }

    /// A PDF page of the figure's size, at three quarters of a point to a CSS pixel, without a background.
    public func pdf(theme: Theme = .print) throws -> Data {
        var canvas = try CairoCanvas.pdf(width: width, height: height, palette: theme.palette)
        Scene.draw(elements, on: &canvas)
        return try canvas.pdfData()
    }

    /// Draws elements in their order; each run of one part is a group.
    static func draw(_ elements: [Element], on canvas: inout some Canvas) {
        var current: (chart: Int, part: String)?
        for element in elements {
            if current?.chart != element.chart || current?.part != element.part {
                if current != nil { canvas.endGroup() }
                canvas.beginGroup([("data-part", element.part)])
                current = (element.chart, element.part)
            }
            switch element.item {
            case .path(let path, let fill, let stroke): canvas.draw(path, fill: fill, stroke: stroke)
            case .symbols(let symbol, let size, let centers, let fill, let dense):
                if dense {
                    canvas.drawDense(symbol, size: size, at: centers, fill: fill)
                } else {
                    canvas.draw(symbol, size: size, at: centers, fill: fill)
                }
            case .cells(let cells): canvas.draw(cells)
            case .picture(let picture): canvas.draw(picture)
            case .text(let text):
                let halo = text.hasHalo ? Stroke(Paint(.paper, opacity: 0.85), width: 3, cap: .round) : nil
                canvas.draw(text.shaped, at: text.origin, fill: text.fill, halo: halo)
            }
        }
        if current != nil { canvas.endGroup() }
    }
}

/// What a text in a chart names: a place among the data, and on which side of it the author wants the text.
public struct TextAnchor: Hashable, Sendable {
    /// The place, such as a point or the end of a curve, in CSS pixels.
    public let point: Point
    /// The side; `automatic` where the chart looks for the best room.
    public let side: AnnotationDirection
}

/// One line of text in a scene.
public struct SceneText: Hashable, Sendable {
    /// The label in light markup.
    public let label: String
    /// Its font.
    public let font: Font
    /// The left end of its base line.
    public let origin: Point
    /// What it takes: the advance width, and the line's height.
    public let bounds: Rect
    /// Its colour.
    public let fill: Paint
    /// Whether it is set off from what is below it.
    public let hasHalo: Bool
    /// Whether it is a further line of the text before it.
    public var isContinued = false
    /// What it is anchored to, for texts that look for a place around that.
    public var anchor: TextAnchor?
    /// The size that its font has, as a part of the one that was meant: less than 1 where it had to fit.
    public var step = 1.0

    /// The text with its upper left corner at `corner`.
    init(
        _ text: Typeset, at corner: Point, fill: Paint, hasHalo: Bool = false, isContinued: Bool = false,
        anchor: TextAnchor? = nil
    ) {
        self.isContinued = isContinued
        self.anchor = anchor.map { TextAnchor(point: quantised($0.point), side: $0.side) }
        step = text.step
        label = text.markup.source
        font = text.font
        origin = Point(quantised(corner.x), quantised(corner.y + text.shaped.ascent))
        bounds = Rect(
            x: quantised(corner.x), y: quantised(corner.y), width: quantised(text.width), height: quantised(text.height)
        )
        self.fill = fill
        self.hasHalo = hasHalo
    }

    /// A text whose place and measures are known.
    init(
        label: String, font: Font, origin: Point, bounds: Rect, fill: Paint, hasHalo: Bool, isContinued: Bool = false,
        anchor: TextAnchor? = nil, step: Double = 1
    ) {
        self.isContinued = isContinued
        self.anchor = anchor
        self.step = step
        self.label = label
        self.font = font
        self.origin = origin
        self.bounds = bounds
        self.fill = fill
        self.hasHalo = hasHalo
    }

    var shaped: ShapedText { TextShaper.shape(Markup(label).pango, font: font) }
}

/// A label with its measures.
struct Typeset {
    let markup: Markup
    let font: Font
    let shaped: ShapedText
    /// The font's size as a part of the one that was meant.
    var step = 1.0
    var width: Double { shaped.width }
    var height: Double { shaped.ascent + shaped.descent }

    init(_ label: String, font: Font) {
        markup = Markup(label)
        self.font = font
        shaped = TextShaper.shape(markup.pango, font: font)
    }

    /// The label in at most `width`: smaller by up to a quarter, and then cut off, ending in an ellipsis.
    init(_ label: String, font: Font, fitting width: Double) {
        self.init(label, font: font)
        var small = font
        for factor in TextBlock.steps.dropFirst() where self.width > width {
            small.size = font.size * factor
            self.init(label, font: small)
            step = factor
        }
        guard self.width > width else { return }
        let smallest = step
        let characters = Array(markup.plain)
        var (kept, tooMany) = (0, characters.count)
        while tooMany - kept > 1 {
            let middle = (kept + tooMany) / 2
            self.init(Markup.escaping(String(characters[..<middle])) + "…", font: small)
            if self.width <= width { kept = middle } else { tooMany = middle }
        }
        self.init(Markup.escaping(String(characters[..<kept])) + "…", font: small)
        step = smallest
    }
}

/// `value` rounded to hundredths.
func quantised(_ value: Double) -> Double {
    (value * 100).rounded() / 100
}

extension Scene.Item {
    /// The item with its coordinates rounded; a text has rounded its own.
    var quantised: Scene.Item {
        switch self {
        case .path(let path, let fill, let stroke):
            return .path(path.map { Plotting.quantised($0) }, fill: fill, stroke: stroke)
        case .symbols(let symbol, let size, let centers, let fill, let dense):
            return .symbols(
                symbol, size: Plotting.quantised(size), centers: centers.map { Plotting.quantised($0) }, fill: fill,
                dense: dense)
        case .cells(var cells):
            cells.frame = Plotting.quantised(cells.frame)
            return .cells(cells)
        case .picture(var picture):
            picture.frame = Plotting.quantised(picture.frame)
            picture.clip = Plotting.quantised(picture.clip)
            return .picture(picture)
        case .text: return self
        }
    }
}

func quantised(_ point: Point) -> Point {
    Point(quantised(point.x), quantised(point.y))
}

/// `rect` with its edges, rather than its size, rounded to hundredths, so that neighbours still touch.
func quantised(_ rect: Rect) -> Rect {
    let (x, y) = (quantised(rect.x), quantised(rect.y))
    return Rect(
        x: x, y: y, width: quantised(quantised(rect.maxX) - x), height: quantised(quantised(rect.maxY) - y))
}
