import Foundation

/// Many symbols as one transparent picture: the symbol is drawn once for each of sixteen places within a pixel, and then
/// stamped, which costs a small part of filling a path for each.
struct DenseLayer {
    /// Pixels to a scene unit in vector formats: sharp on common displays and in print, and for many points, whose
    /// picture takes the more bytes the more there are, a little less so.
    static func usualScale(count: Int) -> Double { count > 4000 ? 1.75 : 2.5 }
    /// Places within a pixel along x and along y.
    private static let places = 4
    /// Cairo's pictures are no wider.
    private static let widest = 32_767.0

    /// What the picture covers.
    let frame: Rect
    /// Pixels across and down.
    let columns: Int
    let rows: Int
    /// Pixels to a scene unit.
    let scale: Double
    private let symbol: Symbol
    private let size: Double
    private let centers: [Point]

    /// The layer of the given symbols, or nothing where there is none or Cairo's pictures are too small for it.
    init?(_ symbol: Symbol, size: Double, at centers: [Point], scale: Double? = nil) {
        let centers = centers.filter { $0.x.isFinite && $0.y.isFinite }
        let scale = scale ?? DenseLayer.usualScale(count: centers.count)
        guard let first = centers.first, size.isFinite, scale > 0 else { return nil }
        var (left, right, top, bottom) = (first.x, first.x, first.y, first.y)
        for center in centers {
            left = min(left, center.x)
            right = max(right, center.x)
            top = min(top, center.y)
            bottom = max(bottom, center.y)
        }
        // With more room than the symbols need, so that nothing is cut off at the picture's edges; on units that are
        // whole pixels at the usual scales.
        let room = size + 3
        let unit = 4.0
        let (x, y) = (((left - room) / unit).rounded(.down) * unit, ((top - room) / unit).rounded(.down) * unit)
        frame = Rect(
            x: x, y: y, width: ((right + room - x) / unit).rounded(.up) * unit,
            height: ((bottom + room - y) / unit).rounded(.up) * unit)
        let (width, height) = ((frame.width * scale).rounded(.up), (frame.height * scale).rounded(.up))
        guard width <= DenseLayer.widest, height <= DenseLayer.widest, size * scale < 1000 else { return nil }
        (columns, rows) = (Int(width), Int(height))
        self.scale = scale
        self.symbol = symbol
        self.size = size
        self.centers = centers
    }

    /// How much ink is where, row by row; in sixteen levels, which nobody tells apart in a cloud and which take half the
    /// bytes.
    func coverage(opacity: Double) throws -> [UInt8] {
        let width = Int((1.5 * size * scale).rounded(.up)) + 4
        let stamps = try stamps(width: width, opacity: opacity)
        var ink = [UInt8](repeating: 0, count: columns * rows)
        let places = DenseLayer.places
        ink.withUnsafeMutableBufferPointer { ink in
            stamps.withUnsafeBufferPointer { stamps in
                for center in centers {
                    let x = Int(((center.x - frame.x) * scale * Double(places)).rounded())
                    let y = Int(((center.y - frame.y) * scale * Double(places)).rounded())
                    let stamp = (y % places * places + x % places) * width * width
                    let (left, top) = (x / places - width / 2, y / places - width / 2)
                    for row in max(0, -top)..<max(max(0, -top), min(width, rows - top)) {
                        for column in max(0, -left)..<max(max(0, -left), min(width, columns - left)) {
                            let more = Int(stamps[stamp + row * width + column])
                            guard more > 0 else { continue }
                            let place = (top + row) * columns + left + column
                            let there = Int(ink[place])
                            ink[place] = UInt8(there + ((255 - there) * more + 127) / 255)
                        }
                    }
                }
            }
            for place in ink.indices { ink[place] = UInt8((Int(ink[place]) + 8) / 17 * 17) }
        }
        return ink
    }

    /// The symbol at each place within a pixel, in squares of `width` pixels.
    private func stamps(width: Int, opacity: Double) throws -> [UInt8] {
        var stamps: [UInt8] = []
        for y in 0..<DenseLayer.places {
            for x in 0..<DenseLayer.places {
                let side = Double(width) / scale
                let canvas = try CairoCanvas.coverage(width: side, height: side, scale: scale)
                func coordinate(_ place: Int) -> Double {
                    (Double(width / 2) + Double(place) / Double(DenseLayer.places)) / scale
                }
                let center = Point(coordinate(x), coordinate(y))
                canvas.draw(symbol, size: size, at: [center], fill: Paint(ColorRole("ink"), opacity: opacity))
                stamps += canvas.coverage(columns: width, rows: width)
            }
        }
        return stamps
    }
}
