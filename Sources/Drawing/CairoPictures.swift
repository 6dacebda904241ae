import CCairo
import Foundation

// Pixels: cells, and pictures made elsewhere.
extension CairoCanvas {
    /// Draws cells without seams: as a picture whose pixels are the cells.
    public func draw(_ cells: CellGrid) {
        // Readers of PDF that smooth enlarged pictures would blur cells of one pixel.
        let zoom = surface.sink == nil ? 1 : max(1, min(8, 2000 / max(cells.columns, cells.rows)))
        let (columns, rows) = (cells.columns * zoom, cells.rows * zoom)
        guard let columnCount = Int32(exactly: columns), let rowCount = Int32(exactly: rows),
            let image = try? CairoSurface(
                cairo_image_surface_create(CAIRO_FORMAT_ARGB32, columnCount, rowCount), sink: nil),
            let bytes = cairo_image_surface_get_data(image.pointer)
        else { return drawShapes(cells) }
        let colors = (0..<cells.ramp.count).map { level -> UInt32 in
            let color = palette[cells.ramp.role(level)]
            return 0xFF00_0000 | UInt32(color.red) << 16 | UInt32(color.green) << 8 | UInt32(color.blue)
        }
        cairo_surface_flush(image.pointer)
        let stride = Int(cairo_image_surface_get_stride(image.pointer))
        for row in 0..<rows {
            let line = UnsafeMutableRawPointer(bytes + row * stride)
            for column in 0..<columns {
                let level = cells.levels[row / zoom * cells.columns + column / zoom]
                let color = level == CellGrid.empty ? 0 : colors[min(Int(level), colors.count - 1)]
                line.storeBytes(of: color, toByteOffset: 4 * column, as: UInt32.self)
            }
        }
        cairo_surface_mark_dirty(image.pointer)
        paint(image, columns: columns, rows: rows, frame: cells.frame, clip: cells.frame, isSmooth: false)
    }

    /// Draws cells one by one, where they are more than Cairo makes a picture of.
    private func drawShapes(_ cells: CellGrid) {
        let (width, height) = (cells.frame.width / Double(cells.columns), cells.frame.height / Double(cells.rows))
        for run in cells.runs {
            let rect = Rect(
                x: cells.frame.x + Double(run.column) * width, y: cells.frame.y + Double(run.row) * height,
                width: Double(run.length) * width, height: height)
            draw(Path(rect), fill: Paint(cells.ramp.role(Int(run.level))), stroke: nil)
        }
    }

    /// Draws a picture.
    public func draw(_ picture: Picture) {
        guard let image = try? CairoSurface.reading(picture.png) else { return }
        paint(
            image, columns: picture.columns, rows: picture.rows, frame: picture.frame, clip: picture.clip,
            isSmooth: picture.isSmooth)
    }

    private func paint(_ image: CairoSurface, columns: Int, rows: Int, frame: Rect, clip: Rect, isSmooth: Bool) {
        guard frame.width > 0, frame.height > 0 else { return }
        cairo_save(context)
        cairo_rectangle(context, clip.x, clip.y, clip.width, clip.height)
        cairo_clip(context)
        cairo_translate(context, frame.x, frame.y)
        cairo_scale(context, frame.width / Double(columns), frame.height / Double(rows))
        cairo_set_source_surface(context, image.pointer, 0, 0)
        let source = cairo_get_source(context)
        cairo_pattern_set_filter(source, isSmooth ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST)
        // The colour at the edge does not fade into what is outside.
        cairo_pattern_set_extend(source, CAIRO_EXTEND_PAD)
        cairo_rectangle(context, 0, 0, Double(columns), Double(rows))
        cairo_fill(context)
        cairo_restore(context)
    }

    /// The size of a PNG picture that Cairo can decode.
    static func sizeOfPicture(_ png: Data) throws -> (columns: Int, rows: Int) {
        let image = try CairoSurface.reading(png)
        return (
            Int(cairo_image_surface_get_width(image.pointer)), Int(cairo_image_surface_get_height(image.pointer))
        )
    }

    /// The means of the channels of a PNG picture in `parts` × `parts` parts of it, premultiplied, 0 to 255.
    static func means(of png: Data, parts: Int) throws -> [Double] {
        let image = try CairoSurface.reading(png)
        cairo_surface_flush(image.pointer)
        let format = cairo_image_surface_get_format(image.pointer)
        guard format == CAIRO_FORMAT_ARGB32 || format == CAIRO_FORMAT_RGB24,
            let pixels = cairo_image_surface_get_data(image.pointer)
        else { throw DrawingError(description: "the picture's pixels have another form") }
        let stride = Int(cairo_image_surface_get_stride(image.pointer))
        let (columns, rows) = (
            Int(cairo_image_surface_get_width(image.pointer)), Int(cairo_image_surface_get_height(image.pointer))
        )
        // RGB24 leaves the fourth byte undefined.
        let channels = format == CAIRO_FORMAT_ARGB32 ? 4 : 3
        var sums = [Double](repeating: 0, count: parts * parts * channels)
        var counts = [Double](repeating: 0, count: parts * parts)
        for row in 0..<rows {
            for column in 0..<columns {
                let part = row * parts / rows * parts + column * parts / columns
                counts[part] += 1
                for channel in 0..<channels {
                    sums[part * channels + channel] += Double(pixels[row * stride + 4 * column + channel])
                }
            }
        }
        return sums.indices.map { sums[$0] / max(1, counts[$0 / channels]) }
    }

    /// A grey picture of the given bytes, row by row, as PNG.
    static func grayPNG(columns: Int, rows: Int, _ bytes: [UInt8]) throws -> Data {
        try PNGWriter.png(bytes, columns: columns, rows: rows, .gray)
    }

    /// The bytes of a canvas of one channel, row by row; of pixels that it does not have, none.
    func coverage(columns: Int, rows: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: columns * rows)
        cairo_surface_flush(surface.pointer)
        guard let source = cairo_image_surface_get_data(surface.pointer) else { return bytes }
        let stride = Int(cairo_image_surface_get_stride(surface.pointer))
        let width = min(columns, Int(cairo_image_surface_get_width(surface.pointer)))
        for row in 0..<min(rows, Int(cairo_image_surface_get_height(surface.pointer))) {
            for column in 0..<width { bytes[row * columns + column] = source[row * stride + column] }
        }
        return bytes
    }
}

/// Gives Cairo bytes to read.
private final class ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: Data) { self.bytes = [UInt8](bytes) }

    static let read: cairo_read_func_t = { source, target, count in
        guard let source, let target else { return CAIRO_STATUS_READ_ERROR }
        let reader = Unmanaged<ByteSource>.fromOpaque(source).takeUnretainedValue()
        let end = reader.position + Int(count)
        guard end <= reader.bytes.count else { return CAIRO_STATUS_READ_ERROR }
        for index in 0..<Int(count) { target[index] = reader.bytes[reader.position + index] }
        reader.position = end
        return CAIRO_STATUS_SUCCESS
    }
}

extension CairoSurface {
    /// The pixels of a PNG file.
    fileprivate static func reading(_ png: Data) throws -> CairoSurface {
        let source = ByteSource(png)
        let raw = withExtendedLifetime(source) {
            cairo_image_surface_create_from_png_stream(ByteSource.read, Unmanaged.passUnretained(source).toOpaque())
        }
        return try CairoSurface(raw, sink: nil)
    }

    /// One channel of the given bytes, row by row.
    static func gray(columns: Int, rows: Int, _ bytes: [UInt8]) throws -> CairoSurface {
        guard let width = Int32(exactly: columns), let height = Int32(exactly: rows), bytes.count == columns * rows
        else { throw DrawingError(description: "A picture of \(columns) × \(rows) pixels is too large.") }
        let surface = try CairoSurface(cairo_image_surface_create(CAIRO_FORMAT_A8, width, height), sink: nil)
        cairo_surface_flush(surface.pointer)
        guard let target = cairo_image_surface_get_data(surface.pointer) else { return surface }
        let stride = Int(cairo_image_surface_get_stride(surface.pointer))
        bytes.withUnsafeBufferPointer { source in
            for row in 0..<rows {
                for column in 0..<columns { target[row * stride + column] = source[row * columns + column] }
            }
        }
        cairo_surface_mark_dirty(surface.pointer)
        return surface
    }
}
