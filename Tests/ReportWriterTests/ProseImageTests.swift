import BookModel
import Foundation
import ReportWriter
import TestSupport
import Testing

@Suite("Images in prose") struct ProseImageTests {
    private static let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3])
    private static let svg = Data("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>".utf8)

    private func report(_ sources: [String], files: [String: Data]) async throws -> Report {
        try await withTemporaryFolder { folder in
            for (name, data) in files { try data.write(to: folder.appending(path: name)) }
            let blocks = sources.enumerated().map { index, source in
                SampleBook.paragraph(
                    index + 3,
                    .image(source: source, title: "", alternative: [.text("w")], SampleBook.place(index + 3, 2)))
            }
            return try await ReportWriter(options: ReportOptions(assetCache: PageTests.cache, imageFolder: folder))
                .html(
                    SampleBook.book([SampleBook.chapter([SampleBook.paragraph(1, .text("lead"))] + blocks)]))
        }
    }

    @Test("An image is what its bytes are, whatever it is called, of every kind that browsers show")
    func kinds() async throws {
        let files = [
            "a.png": Self.png, "b.JPG": Data([0xFF, 0xD8, 0xFF, 0xE0]), "größe.gif": Data("GIF89a1".utf8),
            "d e.webp": Data("RIFF0000WEBP1".utf8), "f.svg": Self.svg, "g.jpeg": Self.png,
        ]
        let report = try await report(
            ["a.png", "b.JPG", "gr%C3%B6%C3%9Fe.gif", "d%20e.webp", "f.svg", "g.jpeg"], files: files)
        #expect(report.diagnostics == [])
        let types = report.html.matches(of: /<img src="data:(.*?);base64,/).map { String($0.1) }
        #expect(types == ["png", "jpeg", "gif", "webp", "svg+xml", "png"].map { "image/\($0)" })
    }

    @Test("What is no image is an error at its line, and its words stand in the page")
    func noImages() async throws {
        let files = [
            "empty.png": Data(), "text.png": Data("not a picture".utf8), "bare.svg": Data("<svg></svg>".utf8),
            "a.pdf": Self.png,
        ]
        let report = try await report(
            ["empty.png", "text.png", "bare.svg", "a.pdf", "none.png", "https://example.org/a.png"], files: files)
        #expect(
            report.diagnostics.map(\.rendered) == [
                """
                chapters/01-steps.md:3:2: error: the image 'empty.png' is empty
                  Save it anew as PNG, JPEG, GIF, WebP or SVG.
                """,
                """
                chapters/01-steps.md:4:2: error: the image 'text.png' is none to a browser
                  Save it anew as PNG, JPEG, GIF, WebP or SVG.
                """,
                """
                chapters/01-steps.md:5:2: error: the image 'bare.svg' is none to a browser
                  Save it anew as PNG, JPEG, GIF, WebP or SVG.
                """,
            ]
                + [(6, "a.pdf"), (7, "none.png"), (8, "https://example.org/a.png")].map { line, name in
                    """
                    chapters/01-steps.md:\(line):2: error: the image '\(name)' cannot be embedded
                      Give the path of a PNG, JPEG, GIF, WebP or SVG file, relative to the chapter.
                    """
                })
        #expect(report.html.ranges(of: "<span class=\"broken\">w</span>").count == 6)
        #expect(!report.html.contains("<img"))
    }

    @Test("An image within the text is kept; one that is none is an error that does not repeat all of it")
    func addresses() async throws {
        let address = "data:image/png;base64,\(Self.png.base64EncodedString())"
        let drawing = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
        let broken = "data:image/png;base64,\(String(repeating: "QUJD", count: 5000))"
        let report = try await report([address, drawing, broken, "data:image/png"], files: [:])
        #expect(report.html.contains("<img src=\"\(address)\" alt=\"w\">"))
        let svg = Data("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8).base64EncodedString()
        #expect(report.html.contains("<img src=\"data:image/svg+xml;base64,\(svg)\" alt=\"w\">"))
        #expect(
            report.diagnostics.map(\.summary) == [
                "the image 'data:image/png;base64,QUJDQUJDQUJDQUJDQU…' is none to a browser",
                "the image 'data:image/png' cannot be embedded",
            ])
    }
}
