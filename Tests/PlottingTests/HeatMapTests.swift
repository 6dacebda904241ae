import Foundation
import Testing

@testable import Drawing
@testable import Plotting

@Suite("Heat maps")
struct HeatMapTests {
    private func grids(_ scene: Scene) -> [CellGrid] {
        scene.elements.compactMap { element in
            if case .cells(let cells) = element.item, element.part != "color bar" { cells } else { nil }
        }
    }

    static func matrix(_ rows: Int, _ columns: Int) -> [[Double]] {
        (0..<rows).map { row in (0..<columns).map { column in Double((row * 7919 + column * 104_729) % 997) } }
    }

    @Test("row 1 is at the top, the least value has the first level and the greatest the last")
    func levels() throws {
        let scene = try Chart { RectangleMark(matrix: [[0, 1], [2, 4]]) }.scene()
        let grid = try #require(grids(scene).first)
        #expect((grid.columns, grid.rows) == (2, 2))
        #expect(grid.levels == [0, 8, 16, 31])
        #expect(grid.ramp == .heat)
        let labels = scene.elements.filter { $0.part == "y tick label" }.compactMap { element -> (String, Double)? in
            if case .text(let text) = element.item { (text.label, text.origin.y) } else { nil }
        }
        try #require(labels.map(\.0) == ["1", "2"])
        #expect(labels[0].1 < labels[1].1)
    }

    @Test("cells are numbered with whole numbers, and the axes end where the cells do")
    func axes() throws {
        for size in [1, 2, 3, 5, 17, 64, 300] {
            let plan = try ChartPlan(Chart { RectangleMark(matrix: HeatMapTests.matrix(size, size)) })
            #expect(plan.x.scale.lower == 0.5 && plan.x.scale.upper == Double(size) + 0.5)
            let ticks = plan.x.ticks(length: 300, horizontal: true) { Double($0.count) * 7 }
            #expect(!ticks.isEmpty && ticks.allSatisfy { $0.value == $0.value.rounded() }, "\(size)")
            #expect(ticks.allSatisfy { $0.value >= 1 && $0.value <= Double(size) }, "\(size)")
        }
    }

    @Test("cells without a number are empty, and a note says how many")
    func empty() throws {
        let chart = Chart { RectangleMark(matrix: [[1, .nan], [.infinity, -3], [10, 100]], label: "counts") }
            .colorScale(scale: .log)
        let scene = try chart.scene()
        #expect(grids(scene).first?.levels == [0, 255, 255, 255, 16, 31])
        #expect(
            scene.notes == [
                "3 of 6 cells of RectangleMark “counts” have no value on the color scale and are left empty."
            ])
    }

    @Test("64 × 64 cells are shapes in less than 60 kB, one path for each level")
    func vector() throws {
        let svg = try Chart { RectangleMark(matrix: HeatMapTests.matrix(64, 64)) }.scene()
            .svg(idPrefix: "h", alternative: "Cells.")
        #expect(svg.utf8.count < 60_000)
        #expect(!svg.contains("<image"))
        #expect(svg.components(separatedBy: "shape-rendering=\"crispEdges\"").count == 3)
        #expect(svg.components(separatedBy: "<path stroke=\"var(--plot-heat7,").count == 3)
    }

    @Test("runs of one level are one line, in units of cells")
    func runs() {
        let frame = Rect(x: 10, y: 20, width: 30, height: 20)
        let cells = CellGrid(frame: frame, columns: 3, levels: [4, 4, 1, 255, 4, 4], ramp: .heat)
        var canvas = SVGCanvas(
            width: 50, height: 50, palette: Theme.light.palette, idPrefix: "c", variablePrefix: nil)
        canvas.draw(cells)
        let svg = canvas.svg(title: "t", alternative: "Cells.")
        #expect(svg.contains("transform=\"translate(10 20) scale(10 10) translate(0 .5)\""))
        #expect(svg.contains("d=\"m2 0h1\""))
        #expect(svg.contains("d=\"m0 0h2m-1 1h2\""))
    }

    @Test("more than 5,000 cells are pictures that follow the theme")
    func picture() throws {
        let svg = try Chart { RectangleMark(matrix: HeatMapTests.matrix(71, 71)) }.scene()
            .svg(idPrefix: "h", alternative: "Cells.")
        #expect(svg.contains("image-rendering=\"pixelated\""))
        #expect(svg.contains("fill=\"var(--plot-heat32,"))
        #expect(svg.contains("mask=\"url(#h-m1)\""))
    }

    @Test("layers over one another give each level its colour", arguments: [ColorRamp.heat, .diverging])
    func layers(ramp: ColorRamp) {
        let levels = (0..<ramp.count).map { UInt8($0) } + [CellGrid.empty]
        let frame = Rect(x: 0, y: 0, width: 1, height: 1)
        let cells = CellGrid(frame: frame, columns: levels.count, levels: levels, ramp: ramp)
        let palette = Theme.light.palette
        for (index, level) in levels.enumerated() {
            var color = [0.0, 0, 0]
            var covered = 0.0
            for layer in cells.layers {
                let share = Double(layer.coverage[index]) / 255
                let own = channels(palette[layer.role])
                for channel in 0..<3 { color[channel] = color[channel] * (1 - share) + own[channel] * share }
                covered = max(covered, share)
            }
            guard level != CellGrid.empty else {
                #expect(covered == 0)
                continue
            }
            let wanted = channels(palette[ramp.role(Int(level))])
            for channel in 0..<3 {
                #expect(abs(color[channel] - wanted[channel]) < 0.5, "\(ramp.name) level \(level)")
            }
        }
    }

    private func channels(_ color: RGB) -> [Double] { [color.red, color.green, color.blue].map(Double.init) }

    @Test("a domain that cuts cells cuts them at the plot's edge")
    func cut() throws {
        let scene = try Chart { RectangleMark(matrix: HeatMapTests.matrix(6, 6)) }.xScale(domain: 2...4).scene()
        #expect(grids(scene).isEmpty)
        for element in scene.elements where element.part == "RectangleMark" {
            guard case .path(let path, _, _) = element.item else { continue }
            for case .move(let point) in path.elements { #expect(point.x >= 0 && point.x <= scene.width) }
        }
    }

    @Test("a bar of colours with ticks and a title stands at the right, unless the legend is hidden")
    func colorBar() throws {
        let chart = Chart { RectangleMark(matrix: HeatMapTests.matrix(8, 8), label: "similarity") }
        let scene = try chart.scene()
        #expect(scene.elements.contains { $0.part == "color bar" })
        let texts = scene.elements.compactMap { element -> (String, SceneText)? in
            if case .text(let text) = element.item { (element.part, text) } else { nil }
        }
        #expect(texts.filter { $0.0 == "color title" }.map(\.1.label) == ["similarity"])
        #expect(texts.filter { $0.0 == "color tick label" }.count >= 3)
        let frame = Rect(x: 0, y: 0, width: scene.width, height: scene.height)
        for (index, text) in texts.enumerated() {
            #expect(frame.contains(text.1.bounds), "\(text.1.label)")
            for other in texts[(index + 1)...] {
                #expect(!text.1.bounds.insetBy(1.5).intersects(other.1.bounds.insetBy(1.5)))
            }
        }
        #expect(try !chart.legend(.hidden).scene().elements.contains { $0.part == "color bar" })
        let renamed = try chart.colorScale(label: "*s*_{ij}").scene()
        #expect(renamed.items.contains { if case .text(let text) = $0 { text.label == "*s*_{ij}" } else { false } })
    }
}
