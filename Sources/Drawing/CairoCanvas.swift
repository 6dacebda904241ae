import CCairo
public import Foundation

/// A drawing that Cairo could not begin or finish, with Cairo's own words for the reason.
public struct DrawingError: Error, CustomStringConvertible, Sendable {
    /// What failed and why.
    public let description: String
}

/// A canvas that Cairo paints: pixels for PNG, or a page for PDF.
public struct CairoCanvas: Canvas {
    let surface: CairoSurface
    let palette: Palette
    var context: OpaquePointer { surface.context }

    /// Transparent pixels, `scale` to a scene unit.
    public static func image(width: Double, height: Double, scale: Double, palette: Palette) throws -> CairoCanvas {
        let columns = Int32((width * scale).rounded(.up))
        let rows = Int32((height * scale).rounded(.up))
        let surface = try CairoSurface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, columns, rows), sink: nil)
        cairo_scale(surface.context, scale, scale)
        return CairoCanvas(surface: surface, palette: palette)
    }

    /// One channel of pixels, `scale` to a scene unit: how much ink there is, whatever its colour; written as grey
    /// levels.
    static func coverage(width: Double, height: Double, scale: Double) throws -> CairoCanvas {
        let columns = Int32((width * scale).rounded(.up))
        let rows = Int32((height * scale).rounded(.up))
        let surface = try CairoSurface(cairo_image_surface_create(CAIRO_FORMAT_A8, columns, rows), sink: nil)
        cairo_scale(surface.context, scale, scale)
        return CairoCanvas(surface: surface, palette: Palette([]))
    }

    /// One page of PDF; a scene unit, being a CSS pixel, is three quarters of a point. The date in it is always
    /// 2000-01-01, so that equal drawings give equal bytes.
    public static func pdf(width: Double, height: Double, palette: Palette) throws -> CairoCanvas {
        let sink = ByteSink()
        let raw = cairo_pdf_surface_create_for_stream(
            ByteSink.write, Unmanaged.passUnretained(sink).toOpaque(), width * 0.75, height * 0.75)
        let surface = try CairoSurface(raw, sink: sink)
        cairo_pdf_surface_set_metadata(raw, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
        cairo_scale(surface.context, 0.75, 0.75)
        return CairoCanvas(surface: surface, palette: palette)
    }

    init(surface: CairoSurface, palette: Palette) {
        self.surface = surface
        self.palette = palette
    }

    /// Fills and then strokes a path.
    public func draw(_ path: Path, fill: Paint?, stroke: Stroke?) {
        guard !path.elements.isEmpty else { return }
        trace(path)
        if let fill {
            set(fill)
            cairo_fill_preserve(context)
        }
        if let stroke { self.stroke(stroke) }
        cairo_new_path(context)
    }

    /// Draws one symbol at each of `centers`.
    public func draw(_ symbol: Symbol, size: Double, at centers: [Point], fill: Paint) {
        set(fill)
        let outline = symbol.outline(at: Point(0, 0), size: size)
        for center in centers {
            cairo_new_path(context)
            trace(outline.map { Point($0.x + center.x, $0.y + center.y) })
            cairo_fill(context)
        }
    }

    /// Draws symbols as one picture, or one by one where they spread over more than Cairo makes a picture of.
    public func drawDense(_ symbol: Symbol, size: Double, at centers: [Point], fill: Paint) {
        // Among pixels the picture has those of the canvas.
        var (pixels, across) = (1.0, 0.0)
        cairo_user_to_device_distance(context, &pixels, &across)
        let scale = surface.sink == nil ? pixels : nil
        guard let layer = DenseLayer(symbol, size: size, at: centers, scale: scale),
            let bytes = try? layer.coverage(opacity: fill.opacity),
            let mask = try? CairoSurface.gray(columns: layer.columns, rows: layer.rows, bytes)
        else { return draw(symbol, size: size, at: centers, fill: fill) }
        set(Paint(fill.role))
        cairo_save(context)
        cairo_translate(context, layer.frame.x, layer.frame.y)
        cairo_scale(context, 1 / layer.scale, 1 / layer.scale)
        cairo_mask_surface(context, mask.pointer, 0, 0)
        cairo_restore(context)
    }

    /// Draws text from the left end of its base line.
    public func draw(_ text: ShapedText, at origin: Point, fill: Paint, halo: Stroke?) {
        var index = 0
        while index < text.glyphs.count {
            let font = text.glyphs[index].glyph.font
            var run: [cairo_glyph_t] = []
            while index < text.glyphs.count, text.glyphs[index].glyph.font == font {
                let placed = text.glyphs[index]
                run.append(cairo_glyph_t(index: placed.glyph.index, x: origin.x + placed.x, y: origin.y + placed.y))
                index += 1
            }
            TextShaper.withFont(font) { cairo_set_scaled_font(context, $0) }
            if let halo {
                cairo_new_path(context)
                cairo_glyph_path(context, run, Int32(run.count))
                stroke(halo)
                cairo_new_path(context)
            }
            set(fill)
            cairo_show_glyphs(context, run, Int32(run.count))
        }
    }

    /// The pixels as PNG, without transparency where there is none.
    public func pngData() throws -> Data {
        if let pixels = opaquePixels {
            return try PNGWriter.png(pixels.bytes, columns: pixels.columns, rows: pixels.rows, .rgb)
        }
        let sink = ByteSink()
        let status = cairo_surface_write_to_png_stream(
            surface.pointer, ByteSink.write, Unmanaged.passUnretained(sink).toOpaque())
        try CairoSurface.check(status)
        return sink.bytes
    }

    /// Red, green and blue of every pixel; nil where one is translucent.
    private var opaquePixels: (bytes: [UInt8], columns: Int, rows: Int)? {
        let pointer = surface.pointer
        guard cairo_image_surface_get_format(pointer) == CAIRO_FORMAT_ARGB32 else { return nil }
        cairo_surface_flush(pointer)
        let (columns, rows) = (
            Int(cairo_image_surface_get_width(pointer)), Int(cairo_image_surface_get_height(pointer))
        )
        let stride = Int(cairo_image_surface_get_stride(pointer))
        guard let source = cairo_image_surface_get_data(pointer), columns > 0, rows > 0 else { return nil }
        var leastAlpha = UInt32.max
        let bytes = [UInt8](unsafeUninitializedCapacity: 3 * columns * rows) { target, count in
            count = 3 * columns * rows
            var place = 0
            for row in 0..<rows {
                source.advanced(by: row * stride).withMemoryRebound(to: UInt32.self, capacity: columns) { pixels in
                    for column in 0..<columns {
                        let pixel = pixels[column]
                        leastAlpha = min(leastAlpha, pixel)
                        target[place] = UInt8(truncatingIfNeeded: pixel >> 16)
                        target[place + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
                        target[place + 2] = UInt8(truncatingIfNeeded: pixel)
                        place += 3
                    }
                }
            }
        }
        return leastAlpha >= 0xFF00_0000 ? (bytes, columns, rows) : nil
    }

    /// The finished PDF; nothing can be drawn afterwards.
    public func pdfData() throws -> Data {
        cairo_show_page(context)
        cairo_surface_finish(surface.pointer)
        try CairoSurface.check(cairo_surface_status(surface.pointer))
        return surface.sink?.bytes ?? Data()
    }

    private func set(_ paint: Paint) {
        let color = palette[paint.role]
        cairo_set_source_rgba(
            context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255, paint.opacity)
    }

    private func stroke(_ stroke: Stroke) {
        set(stroke.paint)
        cairo_set_line_width(context, stroke.width)
        cairo_set_line_cap(context, stroke.cap == .round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        cairo_set_line_join(context, stroke.cap == .round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER)
        cairo_set_dash(context, stroke.dashes, Int32(stroke.dashes.count), 0)
        cairo_stroke_preserve(context)
    }

    private func trace(_ path: Path) {
        for element in path.elements {
            switch element {
            case .move(let point): cairo_move_to(context, point.x, point.y)
            case .line(let point): cairo_line_to(context, point.x, point.y)
            case .curve(let first, let second, let end):
                cairo_curve_to(context, first.x, first.y, second.x, second.y, end.x, end.y)
            case .close: cairo_close_path(context)
            }
        }
    }
}

/// Owns a Cairo surface with its context.
final class CairoSurface {
    let pointer: OpaquePointer
    let context: OpaquePointer
    let sink: ByteSink?

    init(_ raw: OpaquePointer?, sink: ByteSink?) throws {
        guard let raw else { throw DrawingError(description: "Cairo has no memory for a drawing surface.") }
        do {
            try CairoSurface.check(cairo_surface_status(raw))
        } catch {
            cairo_surface_destroy(raw)
            throw error
        }
        pointer = raw
        context = cairo_create(raw)
        self.sink = sink
    }

    deinit {
        cairo_destroy(context)
        // Finishing writes to the sink, which must still be there.
        cairo_surface_finish(pointer)
        cairo_surface_destroy(pointer)
    }

    static func check(_ status: cairo_status_t) throws {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw DrawingError(description: "Cairo could not draw: \(String(cString: cairo_status_to_string(status))).")
    }
}

/// Collects the bytes that Cairo writes.
final class ByteSink {
    var bytes = Data()

    static let write: cairo_write_func_t = { target, bytes, count in
        guard let target, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<ByteSink>.fromOpaque(target).takeUnretainedValue().bytes.append(bytes, count: Int(count))
        return CAIRO_STATUS_SUCCESS
    }
}
