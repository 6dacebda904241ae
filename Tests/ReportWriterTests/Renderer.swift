import BrowserDriver
import Foundation
import Testing

/// What draws the letters of a picture: the browser's version, and the fonts by the width of a line in each.
struct Renderer: Codable, Equatable {
    /// The first number of Chromium's version.
    var chromium: Int
    /// The width of a line of many letters in each family, in CSS pixels at 100 pixels a letter, to a tenth.
    var widths: [String: Double]

    /// The browser of an open page, and the fonts of the system where the page has no others.
    init(of page: Page) async throws {
        chromium = try await page.browserMajorVersion
        widths = try await page.evaluate(
            """
            (() => {
                const brush = new OffscreenCanvas(1, 1).getContext("2d");
                return Object.fromEntries(["Charis SIL", "Inter", "JetBrains Mono", "KaTeX_Main"].map((family) => {
                    brush.font = `100px "${family}"`;
                    return [family, Math.round(brush.measureText("Hamburgefonstiv 0123456789").width * 10) / 10];
                }));
            })()
            """)
    }

    private static func file(in folder: URL) -> URL { folder.appending(path: "renderer.json") }

    /// The renderer that drew the pictures of a folder.
    init(from folder: URL) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: Self.file(in: folder)))
    }

    /// Writes down that this renderer drew the pictures of a folder.
    func write(to folder: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try (encoder.encode(self) + Data("\n".utf8)).write(to: Self.file(in: folder))
    }

    /// How grave it is when a picture differs from one of the recorded renderer.
    func severity(recorded: Renderer) -> Issue.Severity { self == recorded ? .error : .warning }

    /// The renderer in words.
    var words: String {
        let fonts = widths.sorted { $0.key < $1.key }.map { "\($0.key) of width \($0.value)" }
        return "Chromium \(chromium) with \(fonts.joined(separator: ", "))"
    }
}
