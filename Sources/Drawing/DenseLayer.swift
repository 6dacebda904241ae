import Foundation

/// Many symbols as one transparent picture.
struct DenseLayer {
    /// Pixels to a scene unit: sharp on common displays and in print, at a bearable size.
    static let scale = 2.5

    /// What the picture covers.
    let frame: Rect
    private let symbol: Symbol
    private let size: Double
    private let centers: [Point]

    /// The layer of the given symbols, or nothing where there is none.
    init?(_ symbol: Symbol, size: Double, at centers: [Point]) {
        guard let first = centers.first else { return nil }
        var (left, right, top, bottom) = (first.x, first.x, first.y, first.y)
        for center in centers {
            left = min(left, center.x)
            right = max(right, center.x)
            top = min(top, center.y)
            bottom = max(bottom, center.y)
        }
        // On whole units, with more room than the symbols need, so that nothing is cut off at the picture's edges.
        let room = size + 2
        let (x, y) = ((left - room).rounded(.down), (top - room).rounded(.down))
        frame = Rect(x: x, y: y, width: (right + room).rounded(.up) - x, height: (bottom + room).rounded(.up) - y)
        self.symbol = symbol
        self.size = size
        self.centers = centers
    }

    /// How much ink is where.
    func coverage(opacity: Double) throws -> CairoCanvas {
        let canvas = try CairoCanvas.coverage(
            width: frame.width, height: frame.height, scale: DenseLayer.scale)
        let local = centers.map { Point($0.x - frame.x, $0.y - frame.y) }
        canvas.draw(symbol, size: size, at: local, fill: Paint(ColorRole("ink"), opacity: opacity))
        return canvas
    }
}
