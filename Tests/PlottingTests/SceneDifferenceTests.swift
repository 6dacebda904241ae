import Drawing
import Foundation
import Testing

@testable import Plotting

@Suite("Differences of scenes")
struct SceneDifferenceTests {
    private func text(_ x: Double, _ y: Double, _ label: String) -> Scene.Item {
        let font = Font(family: "Inter", size: 11)
        let bounds = Rect(x: x, y: y - 10, width: 20, height: 12)
        return .text(
            SceneText(label: label, font: font, origin: Point(x, y), bounds: bounds, fill: Paint(.soft), hasHalo: false)
        )
    }

    private func line(_ points: [Point], _ role: ColorRole = .series(1), width: Double = 1.8) -> Scene.Item {
        .path(Path(through: points), fill: nil, stroke: Stroke(Paint(role), width: width, cap: .round))
    }

    private func scene(_ items: [(Scene.Item, String)], x upper: Double = 10) -> Scene {
        var scene = Scene(width: 100, height: 80)
        let axis = Panel.Axis(name: "x", scale: .linear, lower: 0, upper: upper, label: "*t*", categories: [])
        scene.begin(Panel(plot: Rect(x: 10, y: 10, width: 80, height: 60), title: nil, axes: [axis]))
        for (item, part) in items { scene.add(item, part) }
        return scene
    }

    private func words(_ old: Scene, _ new: Scene) -> [String] { new.differences(from: old).map(\.description) }

    @Test("a tick that is put in is new, and the others stay what they were")
    func insertedTick() {
        func ticks(_ labels: [String]) -> Scene {
            scene(labels.map { (text(Double($0) ?? 0, 75, $0), "x tick label") })
        }
        #expect(words(ticks(["0", "10"]), ticks(["0", "5", "10"])) == ["chart 1: x tick label “5” is new"])
        #expect(words(ticks(["0", "5", "10"]), ticks(["0", "10"])) == ["chart 1: x tick label “5” is gone"])
        #expect(
            words(ticks(["0", "5", "10"]), ticks(["0", "2", "4", "6", "8", "10"]))
                == ["chart 1: x tick labels are now 0, 2, 4, 6, 8, 10, before 0, 5, 10"])
    }

    @Test("texts that moved say whence and whither; many together say how many")
    func moves() {
        func ticks(_ offset: (Int) -> Double) -> Scene {
            scene((0..<5).map { (text(12, 20 + Double($0) * 10 + offset($0), "\($0)"), "y tick label") })
        }
        #expect(
            words(ticks { _ in 0 }, ticks { $0 == 2 ? 4 : 0 })
                == ["chart 1: y tick label 3 moved from (12, 40) to (12, 44)"])
        #expect(
            words(ticks { _ in 0 }, ticks { _ in -1.5 })
                == ["chart 1: 5 of 5 texts of y tick label moved, by (0, −1.5)"])
        #expect(
            words(ticks { _ in 0 }, ticks { Double($0) }) == [
                "chart 1: 4 of 5 texts of y tick label moved, at most 4 px"
            ])
        #expect(words(ticks { _ in 0 }, ticks { _ in 0.04 }) == [])
    }

    @Test("axes, texts and parts that changed are told in words")
    func axesAndParts() {
        let items = [(text(1, 1, "queen"), "label"), (text(5, 5, "loss"), "legend"), (text(3, 3, "*t*"), "x title")]
        let old = scene(items)
        #expect(words(old, scene(items, x: 20)) == ["chart 1: x axis now reaches 0…20, before 0…10"])
        #expect(
            words(old, scene(items + [(text(9, 9, "king"), "label")])) == ["chart 1: label “king” is new"])
        #expect(words(old, scene([items[0], items[2]])) == ["chart 1: legend is gone"])
        #expect(
            words(old, scene([items[0], items[1], (text(3, 3, "*s*"), "x title")]))
                == ["chart 1: x title now reads “s”, before “t”"])
        #expect(words(old, scene([items[1], items[0], items[2]])) == ["figure: elements are drawn in another order"])
    }

    @Test("a curve says how many of its points moved, and what it looks like now")
    func curves() {
        let points = (0..<300).map { Point(Double($0) / 4, 40) }
        let moved = points.enumerated().map { $0 < 12 ? Point($1.x, $1.y + ($0 == 5 ? 3.2 : 1)) : $1 }
        let old = scene([(line(points), "LineMark “loss”")])
        #expect(
            words(old, scene([(line(moved), "LineMark “loss”")]))
                == ["chart 1: LineMark “loss” changed: 12 of 300 points moved, at most 3.2 px"])
        #expect(
            words(old, scene([(line(points, .series(2)), "LineMark “loss”")]))
                == ["chart 1: colour of LineMark “loss” is now series2, before series1"])
        #expect(
            words(old, scene([(line(points, width: 2), "LineMark “loss”")]))
                == ["chart 1: line width of LineMark “loss” is now 2 px, before 1.8 px"])
        // The same straight line through fewer points is the same line.
        #expect(words(old, scene([(line([points[0], points[299]]), "LineMark “loss”")])) == [])
        #expect(
            words(old, scene([(line([points[0], Point(40, 45), points[299]]), "LineMark “loss”")]))
                == ["chart 1: LineMark “loss” changed: 3 points, before 300; it moved by at most 5 px"])
    }

    @Test("cells say how many have another colour")
    func cells() {
        func grid(_ levels: [UInt8], _ name: String = "heat", columns: Int = 2) -> Scene {
            let frame = Rect(x: 0, y: 0, width: 10, height: 10)
            let ramp = ColorRamp(name: name, count: 24)
            return scene([
                (.cells(CellGrid(frame: frame, columns: columns, levels: levels, ramp: ramp)), "RectangleMark")
            ])
        }
        #expect(
            words(grid([1, 2, 3, 4]), grid([1, 9, 3, 9]))
                == ["chart 1: RectangleMark changed: 2 of 4 cells have another colour"])
        #expect(
            words(grid([1, 2, 3, 4]), grid([1, 2, 3, 4], columns: 4))
                == ["chart 1: RectangleMark changed: 1 × 4 cells, before 2 × 2"])
        #expect(
            words(grid([1]), grid([1], "cold"))
                == ["chart 1: colours of RectangleMark are now cold in 24 steps, before heat in 24 steps"])
    }

    @Test("a chart that is new is said once")
    func charts() throws {
        let chart = Chart { PointMark([1, 2]) }
        let (one, two) = (
            try VStack { chart }.size(height: 400).scene(),
            try VStack {
                chart; chart
            }.size(height: 400).scene()
        )
        let kinds = two.differences(from: one).filter { $0.chart == 2 }
        #expect(kinds.map(\.description) == ["chart 2: it is new"])
        #expect(one.differences(from: two).filter { $0.chart == 2 }.first?.description == "chart 2: it is gone")
    }

    @Test("equal scenes do not differ, and different ones do both ways")
    func symmetry() throws {
        let scenes = try DemonstrationFigures.all.map { try $0.figure.scene() }
        for (index, scene) in scenes.enumerated() {
            #expect(try scene.differences(from: Scene(text: scene.text)).isEmpty)
            for other in scenes[..<index] {
                #expect(!scene.differences(from: other).isEmpty && !other.differences(from: scene).isEmpty)
            }
        }
    }

    @Test("whatever changes in a scene's text but its series is found, whichever of the two is old")
    func mutations() throws {
        var generator = DemonstrationFigures.Generator(state: 21)
        let scene = try #require(DemonstrationFigures.all.first { $0.name == "scores" }).figure.scene()
        let lines = scene.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var found = 0
        for _ in 0..<200 {
            var changed = lines
            let index = Int.random(in: changed.indices, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: changed[index] = changed[index].replacing("1", with: "7")
            case 1: changed.swapAt(index, Int.random(in: changed.indices, using: &generator))
            default: changed.remove(at: index)
            }
            guard var other = try? Scene(text: changed.joined(separator: "\n")) else { continue }
            other.series = scene.series
            guard other != scene else { continue }
            found += 1
            // A digit may be one of hundredths, which usually do not count.
            let forth = scene.differences(from: other, tolerance: 0)
            let back = other.differences(from: scene, tolerance: 0)
            try #require(forth.isEmpty == back.isEmpty)
            try #require(!forth.isEmpty, "line \(index + 1): \(changed[min(index, changed.count - 1)])")
        }
        #expect(found > 20)
    }
}
