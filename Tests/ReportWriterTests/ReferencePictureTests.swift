import BrowserDriver
import Foundation
import Testing

/// Pictures of three typical pages as a reader sees them, kept in References and compared with a tolerance
/// (``PictureDifference``).
///
/// After a change of the look that is meant, take the new pictures over by one command, and look at what git shows:
///
///     W2VBOOK_ACCEPT_PICTURES=1 swift test --filter ReferencePictureTests
///
/// Letters are drawn a little differently by other versions of the browser and of the fonts. References/renderer.json
/// says which ones drew the pictures; with others a difference is a warning.
@Suite("Reference pictures", .serialized, .browser, .needsBrowser) struct ReferencePictureTests {
    /// How a reader sees a page.
    enum Look: String, CaseIterable {
        case desktop, phone, dark, print

        /// The window's width in CSS pixels; in print that of the text on A4.
        var width: Int { [.phone: 390, .print: 635][self] ?? 1400 }
        /// How far down the pictures reach, in CSS pixels.
        var maximalHeight: Int { self == .phone ? 2200 : 2000 }
        /// The pictures' scale, by which they stay small: half the size is enough to see what moved.
        var scale: Double { width > 700 ? 0.5 : 0.75 }
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "References")
    static let accepts = ProcessInfo.processInfo.environment["W2VBOOK_ACCEPT_PICTURES"] == "1"

    /// A page open in a look while a closure looks at it.
    private func withPage<Value: Sendable>(
        _ page: ReferencePage, _ look: Look, _ body: (Page) async throws -> Value
    ) async throws -> Value {
        try await ReportWriterTests.withPage(
            try await page.html(), width: look.width, scheme: look == .dark ? .dark : .light
        ) { page in
            if look == .print { try await page.showPrint() }
            // A font that is still on its way would leave its letters to another one.
            try await page.run("await Promise.all([...document.fonts].map((font) => font.load()));")
            try await page.run("await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            return try await body(page)
        }
    }

    /// What draws here. The page has no fonts of its own, so that those of the system are measured.
    private func renderer() async throws -> Renderer {
        try await ReportWriterTests.withPage("<!doctype html><title>Fonts</title>") { try await Renderer(of: $0) }
    }

    private func picture(_ page: Page, _ look: Look) async throws -> Data {
        // With 31 levels a channel instead of 256 the files are half as large, which does not show.
        try await page.picture(maximalHeight: look.maximalHeight).redrawn(
            in: page, scale: look.scale,
            "for (let i = 0; i < data.length; i++) data[i] = Math.round(data[i] / 8.5) * 8.5;")
    }

    @Test("Three typical pages look as they did", arguments: ReferencePage.allCases, Look.allCases)
    func unchanged(name: ReferencePage, look: Look) async throws {
        let file = Self.folder.appending(path: "\(name.rawValue)-\(look.rawValue).png")
        try await withPage(name, look) { page in
            let new = try await picture(page, look)
            if Self.accepts {
                try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
                try new.write(to: file)
                try await renderer().write(to: Self.folder)
                return
            }
            let kept = try Data(contentsOf: file)
            let difference = try await PictureDifference(kept: kept, new: new, in: page)
            guard !difference.isNone else { return }
            let folder = FileManager.default.temporaryDirectory.appending(path: "w2vbook-new-pictures")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let place = folder.appending(path: file.lastPathComponent)
            try new.write(to: place)
            let (recorded, renderer) = (try Renderer(from: Self.folder), try await renderer())
            Issue.record(
                """
                \(file.lastPathComponent): \(difference.words). The new picture is \(place.path). \
                If it is as it shall be, take it over: W2VBOOK_ACCEPT_PICTURES=1 swift test --filter ReferencePictureTests\
                \(renderer == recorded ? "" : "\nThe pictures were drawn by \(recorded.words), these by \(renderer.words).")
                """, severity: renderer.severity(recorded: recorded))
        }
    }

    /// The difference that a script makes to the chapter on a desktop.
    private func difference(after script: String) async throws -> (PictureDifference, box: [Int]) {
        try await withPage(.chapter, .desktop) { page in
            let before = try await picture(page, .desktop)
            let boxes: [Double] = try await page.evaluate(
                """
                (() => { const b = document.querySelector("figure").getBoundingClientRect();
                    return [b.left, b.top, b.right, b.bottom]; })()
                """)
            try await page.run(script)
            let after = try await picture(page, .desktop)
            return (
                try await PictureDifference(kept: before, new: after, in: page),
                boxes.map { Int($0 * Look.desktop.scale) }
            )
        }
    }

    @Test("A page that is drawn again differs by nothing")
    func again() async throws {
        let (difference, _) = try await difference(after: "")
        #expect(difference.isNone && difference.box.isEmpty)
        #expect(difference.words == "nothing differs")
    }

    @Test(
        "A missing drawing, a moved block, another colour of links and wider words are noticed",
        arguments: [
            "document.querySelector('figure .drawing').style.visibility = 'hidden'",
            "document.querySelector('figure .drawing').style.transform = 'translateX(3px)'",
            "document.documentElement.style.setProperty('--accent', '#a03020')",
            "document.querySelectorAll('.chapter p')[1].style.wordSpacing = '1px'",
        ])
    func noticed(script: String) async throws {
        let (difference, box) = try await difference(after: script)
        #expect(!difference.isNone, "\(difference.words)")
        guard script.contains("figure") else { return }
        let slack = 8
        #expect(difference.box[0] >= box[0] - slack && difference.box[1] >= box[1] - slack)
        #expect(difference.box[2] <= box[2] + slack && difference.box[3] <= box[3] + slack)
    }

    @Test("A longer page is noticed by its size")
    func longer() async throws {
        let (difference, _) = try await difference(after: "document.querySelector('.chapter > p').remove()")
        #expect(!difference.isNone)
        #expect(difference.words.contains(" pixels large instead of ") || difference.share > 0.01)
    }

    @Test("Edges of letters that are drawn a little differently are not noticed")
    func noise() async throws {
        try await withPage(.chapter, .desktop) { page in
            let before = try await picture(page, .desktop)
            let after = try await before.redrawn(
                in: page,
                """
                // Every pixel of an edge becomes lighter or darker by up to 24 levels, by a fixed sequence.
                let state = 15;
                for (let i = 4; i < data.length; i += 4) {
                    if (Math.abs(data[i] - data[i - 4]) < 24) continue;
                    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
                    const shift = (state / 2 ** 32 - 0.5) * 48;
                    for (let c = 0; c < 3; c++) data[i + c] += shift;
                }
                """)
            #expect(before != after)
            let difference = try await PictureDifference(kept: before, new: after, in: page)
            #expect(difference.isNone, "\(difference.words)")
        }
    }

    @Test("A difference is an error where the same browser and fonts drew both, else a warning")
    func severity() async throws {
        let recorded = try Renderer(from: Self.folder)
        #expect(try await self.renderer() == self.renderer())
        var renderer = recorded
        #expect(renderer.severity(recorded: recorded) == .error)
        renderer.chromium += 1
        #expect(renderer.severity(recorded: recorded) == .warning)
        renderer = recorded
        renderer.widths["Inter"] = 1
        #expect(renderer.severity(recorded: recorded) == .warning)
    }

    @Test("The words say how much differs and where")
    func words() throws {
        let json = Data(#"{"sizes": [[700, 500], [700, 480]], "share": 0.01234, "box": [4, 8, 120, 40]}"#.utf8)
        let difference = try JSONDecoder().decode(PictureDifference.self, from: json)
        #expect(
            difference.words
                == "the picture is 700 × 480 pixels large instead of 700 × 500; 1.2% differ, from (4, 8) to (120, 40)")
        #expect(!difference.isNone)
    }
}

extension Data {
    /// A picture in PNG, scaled, after a script has changed `data`, its levels of red, green, blue and opacity.
    func redrawn(in page: Page, scale: Double = 1, _ script: String) async throws -> Data {
        let text: String = try await page.evaluate(
            """
            (async () => {
                const bytes = Uint8Array.from(atob("\(base64EncodedString())"), (c) => c.charCodeAt(0));
                const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
                const canvas = new OffscreenCanvas(image.width * \(scale), image.height * \(scale));
                const brush = canvas.getContext("2d", { willReadFrequently: true });
                brush.imageSmoothingQuality = "high";
                brush.drawImage(image, 0, 0, canvas.width, canvas.height);
                const pixels = brush.getImageData(0, 0, canvas.width, canvas.height);
                const data = pixels.data;
                \(script)
                brush.putImageData(pixels, 0, 0);
                const written = await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer();
                return btoa(Array.from(new Uint8Array(written), (b) => String.fromCharCode(b)).join(""));
            })()
            """)
        return Data(base64Encoded: text) ?? Data()
    }
}
