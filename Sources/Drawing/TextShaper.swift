import CCairo
import Foundation
import Synchronization

/// A typeface at a size.
public struct Font: Hashable, Sendable {
    /// Names of families by preference, separated by commas: `Inter, sans-serif`.
    public var family: String
    /// The size in scene units.
    public var size: Double
    /// 100 (thin) to 900 (black); 400 is regular.
    public var weight: Int

    /// The font with the given family, size and weight.
    public init(family: String, size: Double, weight: Int = 400) {
        self.family = family
        self.size = size
        self.weight = weight
    }
}

/// Text with every glyph in its place.
public struct ShapedText: Sendable {
    /// A shape of some font, known to the shaper that made it.
    struct Glyph: Hashable, Sendable {
        let font: Int
        let index: UInt
    }

    /// A glyph and where its origin is, from the left end of the base line.
    struct Placed: Sendable {
        let glyph: Glyph
        let x: Double
        let y: Double
    }

    /// Advance width.
    public let width: Double
    /// Height of the line above the base line.
    public let ascent: Double
    /// Depth of the line below the base line.
    public let descent: Double
    /// Whether no font here has some of its letters, which are then left blank.
    public let lacksLetters: Bool
    let glyphs: [Placed]
}

/// Shapes text with Pango, without hinting, so that a text has the same proportions at every scale. Safe to use from
/// several threads, which wait for one another.
public struct TextShaper: Sendable {
    private init() {}

    private static let engine = Mutex<PangoEngine>(PangoEngine())

    /// Places the glyphs of one line of Pango markup. Results are kept, so a text costs its shaping once.
    public static func shape(_ markup: String, font: Font) -> ShapedText {
        engine.withLock { $0.shape(markup, font: font) }
    }

    /// The outline of a glyph around its origin.
    static func outline(of glyph: ShapedText.Glyph) -> Path {
        engine.withLock { $0.outline(of: glyph) }
    }

    /// Lends a glyph's Cairo font, for the time of the call.
    static func withFont<Result>(_ font: Int, _ body: (OpaquePointer) -> sending Result) -> sending Result {
        engine.withLock { body($0.scaledFonts[font]) }
    }
}

/// Owns Pango's font map and context and the fonts that were used.
private final class PangoEngine {
    private struct Key: Hashable {
        let markup: String
        let font: Font
    }

    private let fontMap: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private let layout: OpaquePointer
    private let scratch: OpaquePointer
    private var texts: [Key: ShapedText] = [:]
    private var outlines: [ShapedText.Glyph: Path] = [:]
    private var fontNumbers: [OpaquePointer: Int] = [:]
    private(set) var scaledFonts: [OpaquePointer] = []
    private let keptTexts = 8192

    init() {
        fontMap = pango_cairo_font_map_new()
        context = pango_font_map_create_context(fontMap)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(context, 0)
        layout = pango_layout_new(context)
        pango_layout_set_single_paragraph_mode(layout, 1)
        let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)
        scratch = cairo_create(surface)
        cairo_surface_destroy(surface)
    }

    deinit {
        for font in scaledFonts { cairo_scaled_font_destroy(font) }
        cairo_destroy(scratch)
        g_object_unref(UnsafeMutableRawPointer(layout))
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(fontMap)
    }

    func shape(_ markup: String, font: Font) -> ShapedText {
        let key = Key(markup: markup, font: font)
        if let known = texts[key] { return known }
        let description = pango_font_description_new()
        pango_font_description_set_family(description, font.family)
        pango_font_description_set_absolute_size(description, font.size * Double(PANGO_SCALE))
        pango_font_description_set_weight(description, PangoWeight(UInt32(font.weight)))
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        pango_layout_set_attributes(layout, nil)
        pango_layout_set_markup(layout, markup, -1)

        let unit = Double(PANGO_SCALE)
        var logical = PangoRectangle()
        pango_layout_get_extents(layout, nil, &logical)
        let baseline = pango_layout_get_baseline(layout)
        let shaped = ShapedText(
            width: Double(logical.width) / unit, ascent: Double(baseline - logical.y) / unit,
            descent: Double(logical.y + logical.height - baseline) / unit,
            lacksLetters: pango_layout_get_unknown_glyphs_count(layout) > 0,
            glyphs: placedGlyphs(baseline: baseline))
        if texts.count >= keptTexts { texts.removeAll() }
        texts[key] = shaped
        return shaped
    }

    private func placedGlyphs(baseline: Int32) -> [ShapedText.Placed] {
        let unit = Double(PANGO_SCALE)
        var placed: [ShapedText.Placed] = []
        let iterator = pango_layout_get_iter(layout)
        defer { pango_layout_iter_free(iterator) }
        repeat {
            guard let run = pango_layout_iter_get_run_readonly(iterator)?.pointee, let item = run.item?.pointee,
                let string = run.glyphs?.pointee, let font = item.analysis.font,
                let scaled = pango_cairo_font_get_scaled_font(OpaquePointer(font))
            else { continue }
            let number = number(of: scaled)
            var extents = PangoRectangle()
            pango_layout_iter_get_run_extents(iterator, nil, &extents)
            let runBaseline = pango_layout_iter_get_run_baseline(iterator)
            var x = extents.x
            for position in 0..<Int(string.num_glyphs) {
                let info = string.glyphs[position]
                // Pango marks empty and unknown glyphs in the upper bits; neither has an outline to draw.
                if info.glyph & 0xF000_0000 == 0 {
                    placed.append(
                        ShapedText.Placed(
                            glyph: ShapedText.Glyph(font: number, index: UInt(info.glyph)),
                            x: Double(x + info.geometry.x_offset) / unit,
                            y: Double(runBaseline - baseline + info.geometry.y_offset) / unit))
                }
                x += info.geometry.width
            }
        } while pango_layout_iter_next_run(iterator) != 0
        return placed
    }

    private func number(of font: OpaquePointer) -> Int {
        if let known = fontNumbers[font] { return known }
        scaledFonts.append(cairo_scaled_font_reference(font))
        fontNumbers[font] = scaledFonts.count - 1
        return scaledFonts.count - 1
    }

    func outline(of glyph: ShapedText.Glyph) -> Path {
        if let known = outlines[glyph] { return known }
        cairo_new_path(scratch)
        cairo_set_scaled_font(scratch, scaledFonts[glyph.font])
        var raw = cairo_glyph_t(index: glyph.index, x: 0, y: 0)
        cairo_glyph_path(scratch, &raw, 1)
        let path = copiedPath()
        outlines[glyph] = path
        return path
    }

    /// The scratch context's current path.
    private func copiedPath() -> Path {
        guard let raw = cairo_copy_path(scratch) else { return Path() }
        defer { cairo_path_destroy(raw) }
        var path = Path()
        var index = 0
        while index < Int(raw.pointee.num_data), let data = raw.pointee.data {
            func point(_ offset: Int) -> Point {
                Point(data[index + offset].point.x, data[index + offset].point.y)
            }
            switch data[index].header.type {
            case CAIRO_PATH_MOVE_TO: path.elements.append(.move(point(1)))
            case CAIRO_PATH_LINE_TO: path.elements.append(.line(point(1)))
            case CAIRO_PATH_CURVE_TO: path.elements.append(.curve(point(1), point(2), point(3)))
            default: path.elements.append(.close)
            }
            index += Int(data[index].header.length)
        }
        // Cairo leaves a lone move behind every closed subpath.
        path.elements = path.elements.enumerated().filter { position, element in
            guard case .move = element else { return true }
            guard position + 1 < path.elements.count else { return false }
            if case .move = path.elements[position + 1] { return false }
            return true
        }.map(\.element)
        return path
    }
}
