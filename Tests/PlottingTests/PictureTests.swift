import Drawing
import Foundation
import Testing

@testable import Plotting

@Suite("Pictures and dense points")
struct PictureTests {
    /// A picture of a few pixels, made by the library itself.
    private func png() throws -> Data {
        let canvas = try CairoCanvas.image(width: 4, height: 3, scale: 1, palette: Theme.light.palette)
        canvas.draw(Path(Rect(x: 0, y: 0, width: 2, height: 3)), fill: Paint(.accent), stroke: nil)
        return try canvas.pngData()
    }

    @Test("a picture keeps its bytes, and is cut off at the plot's edge")
    func picture() throws {
        let bytes = try png()
        let scene = try Chart { ImageMark(png: bytes, x: 0...4, y: 0...3).interpolation(.nearest) }
            .xScale(domain: 1...9).yScale(domain: 0...3).scene()
        let pictures = scene.items.compactMap { item -> Picture? in
            if case .picture(let picture) = item { picture } else { nil }
        }
        let picture = try #require(pictures.first)
        #expect((picture.columns, picture.rows) == (4, 3))
        #expect(picture.png == bytes)
        #expect(!picture.isSmooth)
        #expect(picture.frame.minX < picture.clip.minX && abs(picture.frame.maxX - picture.clip.maxX) < 0.02)
        let svg = scene.svg(idPrefix: "p", alternative: "A picture.")
        #expect(svg.contains("data:image/png;base64,\(bytes.base64EncodedString())"))
        #expect(svg.contains("image-rendering=\"pixelated\""))
        #expect(try scene.png(scale: 1) != Chart { ImageMark(png: bytes, x: 0...4, y: 0...3) }.scene().png(scale: 1))
        #expect(try scene.pdf().count > 1000)
    }

    @Test("what is not a whole PNG picture is refused")
    func broken() throws {
        let bytes = try png()
        #expect(try Picture.checkedSize(of: bytes) == (4, 3))
        for broken in [Data(), bytes.prefix(20), bytes.prefix(40), Data("GIF89a, and not a picture at all".utf8)] {
            #expect(throws: DrawingError.self) { try Picture.checkedSize(of: Data(broken)) }
        }
        var huge = bytes
        // The width in the header.
        for place in 16..<20 { huge[huge.startIndex + place] = 0x7F }
        let error = #expect(throws: DrawingError.self) { try Picture.checkedSize(of: huge) }
        #expect(error?.description == "the picture is 2139062143 × 3 pixels large")
    }

    @Test("the pixels of a heat map have the colours of their levels, up to the cells' edges")
    func pixels() throws {
        let cells = CellGrid(
            frame: Rect(x: 0, y: 0, width: 8, height: 4), columns: 2, levels: [0, 31], ramp: .heat)
        let canvas = try CairoCanvas.image(width: 8, height: 4, scale: 1, palette: Theme.light.palette)
        canvas.draw(cells)
        let expected = try CairoCanvas.image(width: 8, height: 4, scale: 1, palette: Theme.light.palette)
        for (x, level) in [(0.0, 0), (4, 31)] {
            let half = Rect(x: x, y: 0, width: 4, height: 4)
            expected.draw(Path(half), fill: Paint(ColorRamp.heat.role(level)), stroke: nil)
        }
        #expect(try canvas.pngData() == expected.pngData())
    }

    @Test("50,000 points are one picture of at most 150 kB")
    func cloud() throws {
        var generator = DemonstrationFigures.Generator(state: 77)
        let x = (0..<50_000).map { _ in generator.normal() }
        let y = (0..<50_000).map { _ in generator.normal() }
        let svg = try Chart { PointMark(x: x, y: y) }.scene().svg(idPrefix: "p", alternative: "Points.")
        #expect(svg.components(separatedBy: "<image").count == 2)
        #expect(svg.utf8.count < 150_000)
    }

    @Test("many points with colours of values are a picture for each of a few colours")
    func coloredCloud() throws {
        let x = (0..<4000).map { Double($0 * 7919 % 4001) }
        let y = (0..<4000).map { Double($0 * 104_729 % 4001) }
        let scene = try Chart { PointMark(x: x, y: y).color(by: x) }.scene()
        let groups = scene.items.compactMap { item -> (Int, Bool)? in
            if case .symbols(_, _, let centers, _, let dense) = item { (centers.count, dense) } else { nil }
        }
        #expect(groups.count == 6)
        #expect(groups.allSatisfy { $0.1 })
        #expect(groups.map(\.0).reduce(0, +) == 4000)
    }
}
