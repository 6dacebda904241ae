public import Foundation

/// A PNG picture stretched over a rectangle.
public struct Picture: Hashable, Sendable {
    /// The bytes of the PNG file.
    public let png: Data
    /// Pixels across.
    public let columns: Int
    /// Pixels down.
    public let rows: Int
    /// What the picture is stretched over.
    public var frame: Rect
    /// The part of the drawing that it is seen in.
    public var clip: Rect
    /// Whether colours run into one another where pixels are enlarged; otherwise pixels stay sharp.
    public let isSmooth: Bool

    /// The picture of `png`, which is decoded to see that it is one. Throws a ``DrawingError`` for anything but a PNG
    /// file of at most 50 million pixels.
    public init(png: Data, frame: Rect, clip: Rect, isSmooth: Bool) throws {
        (columns, rows) = try Picture.checkedSize(of: png)
        self.png = png
        self.frame = frame
        self.clip = clip
        self.isSmooth = isSmooth
    }

    /// Whether a picture of the same size looks about the same: the means of 8 × 8 parts differ by less than an eighth of
    /// what a channel can hold. So letters of another font in it are no difference, and another drawing is one.
    public func looksLike(_ other: Picture) -> Bool {
        guard columns == other.columns, rows == other.rows,
            let own = try? CairoCanvas.means(of: png, parts: 8),
            let others = try? CairoCanvas.means(of: other.png, parts: 8)
        else { return false }
        return zip(own, others).allSatisfy { abs($0 - $1) < 32 }
    }

    /// The width and height of a PNG picture in pixels, as decoding it finds. Throws as
    /// ``init(png:frame:clip:isSmooth:)`` does.
    public static func checkedSize(of png: Data) throws -> (columns: Int, rows: Int) {
        let bytes = [UInt8](png.prefix(24))
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard bytes.count == 24, bytes.starts(with: signature) else {
            throw DrawingError(description: "the data do not begin as a PNG file does")
        }
        // The header is read before the pixels, which could be more than the memory holds.
        func number(_ start: Int) -> Int { bytes[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) } }
        let (columns, rows) = (number(16), number(20))
        guard columns > 0, rows > 0, columns * rows <= 50_000_000 else {
            throw DrawingError(description: "the picture is \(columns) × \(rows) pixels large")
        }
        return try CairoCanvas.sizeOfPicture(png)
    }
}
