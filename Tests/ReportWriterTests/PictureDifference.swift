import BrowserDriver
import Foundation

/// How far two pictures differ to the eye.
///
/// Each picture is averaged over cells of 4 × 4 pixels, and a cell counts as changed when a channel of its mean differs
/// by more than 12 of 255. The reason for the cells: where a letter's edge falls between two pixels is rounding, and moves
/// ink between neighbours; a cell's mean hardly feels it, nor a level or two of the quantisation. The reason for 12: it is
/// a twentieth of the way from black to white, somewhat more than the eye sees side by side, while a letter that is gone
/// or stands a pixel lower changes its cells by 30 and more. Pictures pass while fewer than `tolerance` of the cells have
/// changed: in a picture of 700 × 700 pixels six cells, less than one word.
struct PictureDifference: Decodable, Sendable {
    /// The share of cells that may have changed.
    static let tolerance = 0.0002

    /// Width and height of the picture that is kept, and of the new one, in pixels.
    var sizes: [[Int]]
    /// The changed cells, of all.
    var share: Double
    /// Left, top, right and bottom of what changed, in pixels; empty when nothing did.
    var box: [Int]

    /// Whether both are the same to the eye.
    var isNone: Bool { sizes[0] == sizes[1] && share < Self.tolerance }

    /// What differs, in words.
    var words: String {
        var parts: [String] = []
        if sizes[0] != sizes[1] {
            let names = sizes.map { "\($0[0]) × \($0[1])" }
            parts.append("the picture is \(names[1]) pixels large instead of \(names[0])")
        }
        if !box.isEmpty {
            let percent = (share * 100).formatted(
                .number.precision(.significantDigits(2)).locale(Locale(identifier: "en")))
            parts.append("\(percent)% differ, from (\(box[0]), \(box[1])) to (\(box[2]), \(box[3]))")
        }
        return parts.isEmpty ? "nothing differs" : parts.joined(separator: "; ")
    }

    /// Compares two pictures in PNG, which the browser reads. What is in one only counts as changed.
    init(kept: Data, new: Data, in page: Page) async throws {
        self = try await page.evaluate(
            """
            (async () => {
                const side = 4, threshold = 12;
                const read = async (text) => {
                    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
                    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
                    const canvas = new OffscreenCanvas(image.width, image.height);
                    const brush = canvas.getContext("2d", { willReadFrequently: true });
                    brush.drawImage(image, 0, 0);
                    return brush.getImageData(0, 0, image.width, image.height);
                };
                const pictures = await Promise.all(["\(kept.base64EncodedString())", "\(new.base64EncodedString())"]
                    .map(read));
                const [columns, rows] = ["width", "height"]
                    .map((name) => Math.ceil(Math.max(...pictures.map((p) => p[name])) / side));
                const means = pictures.map((p) => {
                    const sums = new Float64Array(columns * rows * 3), counts = new Float64Array(columns * rows);
                    for (let y = 0; y < p.height; y++) for (let x = 0; x < p.width; x++) {
                        const cell = Math.floor(y / side) * columns + Math.floor(x / side);
                        counts[cell]++;
                        for (let c = 0; c < 3; c++) sums[cell * 3 + c] += p.data[(y * p.width + x) * 4 + c];
                    }
                    return sums.map((sum, i) => counts[Math.floor(i / 3)] ? sum / counts[Math.floor(i / 3)] : -256);
                });
                let changed = 0;
                const box = [Infinity, Infinity, -Infinity, -Infinity];
                for (let i = 0; i < columns * rows; i++) {
                    if ([0, 1, 2].every((c) => Math.abs(means[0][i * 3 + c] - means[1][i * 3 + c]) <= threshold)) continue;
                    changed++;
                    const [x, y] = [i % columns, Math.floor(i / columns)];
                    box.splice(0, 4, Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y));
                }
                return {
                    sizes: pictures.map((p) => [p.width, p.height]), share: changed / (columns * rows),
                    box: changed ? [box[0] * side, box[1] * side, (box[2] + 1) * side, (box[3] + 1) * side] : [],
                };
            })()
            """)
    }
}
