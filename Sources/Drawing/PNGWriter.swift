import CPNG
import Foundation

/// Writes pixels as PNG with little compression, which takes a fifth of the time of the usual one and a few per cent more
/// bytes: figures are flat.
enum PNGWriter {
    /// What the bytes of a pixel are.
    enum Pixels {
        /// One byte of grey.
        case gray
        /// Red, green and blue.
        case rgb

        fileprivate var channels: Int { self == .gray ? 1 : 3 }
    }

    /// The file of a picture, row by row from the top.
    ///
    /// - Throws: ``DrawingError`` with libpng's words.
    static func png(_ pixels: [UInt8], columns: Int, rows: Int, _ kind: Pixels) throws -> Data {
        precondition(pixels.count == columns * rows * kind.channels, "the picture has all its pixels")
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        image.width = png_uint_32(columns)
        image.height = png_uint_32(rows)
        image.format = kind == .gray ? 0 : png_uint_32(PNG_FORMAT_FLAG_COLOR)
        image.flags = png_uint_32(PNG_IMAGE_FLAG_FAST)
        // Even what cannot be compressed grows by little: a byte a row, five a block of 16 kB, and the file's frame.
        let bound = pixels.count + rows + pixels.count / 1000 + 4096
        var data = Data(count: bound)
        var size = bound
        let isWritten = data.withUnsafeMutableBytes { target in
            pixels.withUnsafeBytes {
                png_image_write_to_memory(&image, target.baseAddress, &size, 0, $0.baseAddress, 0, nil)
            }
        }
        defer { png_image_free(&image) }
        guard isWritten != 0 else {
            let reason = withUnsafeBytes(of: image.message) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            throw DrawingError(description: "libpng could not write a picture: \(reason).")
        }
        return data.prefix(size)
    }
}
