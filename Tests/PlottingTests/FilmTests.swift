import Drawing
import FigureData
import Foundation
import Testing

@testable import Plotting

@Suite("Films")
struct FilmTests {
    private func film(_ times: [Double] = [1, 2, 4]) throws -> Film {
        try Film(times) { time in
            VStack {
                Chart { LineMark(x: [1, 2, 3], y: [0, time, 2 * time], label: "line") }.title("a").xScale(label: "rank")
                Chart { PointMark(x: [0, time], y: [time, 0], label: "points") }.legend(.inside)
            }
        }
    }

    @Test("all frames have one size, one set of axes and one place for each plot")
    func sharedFrame() throws {
        let scenes = try film().scenes()
        #expect(scenes.count == 3)
        for scene in scenes {
            #expect(scene.panels == scenes[0].panels)
            #expect(scene.width == scenes[0].width && scene.height == scenes[0].height)
            func ticks(_ scene: Scene) -> [Scene.Element] {
                scene.elements.filter { $0.part.hasSuffix("tick label") || $0.part == "legend" || $0.part == "grid" }
            }
            #expect(ticks(scene) == ticks(scenes[0]))
        }
        // The last frame reaches farthest, and the united axis is its own.
        let last = try VStack { Chart { LineMark(x: [1, 2, 3], y: [0, 4, 8]) } }.scene()
        #expect(scenes[0].panels[0].axis("y")?.upper == last.panels[0].axis("y")?.upper)
    }

    @Test("categories of all frames are on the axis")
    func categories() throws {
        let film = try Film([1, 2]) { time in
            Chart { BarMark(categories: time == 1 ? ["a", "b"] : ["b", "c"], values: [1, time]) }
        }
        #expect(try film.scenes().map { $0.panels[0].axis("x")?.categories } == [["a", "b", "c"], ["a", "b", "c"]])
    }

    @Test("the page has what stands still once, and each frame as a group, the last one shown")
    func page() throws {
        let svg = try film().svg(idPrefix: "f", alternative: "A film.")
        #expect(svg.components(separatedBy: "<g class=\"frame\"").count == 4)
        #expect(svg.components(separatedBy: "display=\"none\"").count == 3)
        #expect(svg.contains("<g class=\"frame\" data-time=\"2\" data-caption=\"t = 2\" display=\"none\">"))
        #expect(svg.components(separatedBy: "data-part=\"grid\"").count == 3)
        #expect(svg.components(separatedBy: "data-part=\"LineMark “line”\"").count == 4)
        #expect(try svg == film().svg(idPrefix: "f", alternative: "A film."))
    }

    @Test("a heat map's film has one colour scale if it is given one")
    func heatMap() throws {
        let film = try Film([1, 2]) { time in
            Chart { RectangleMark(matrix: [[0, time]]) }.colorScale(domain: 0...2)
        }
        #expect(try film.scenes().map { $0.panels[0].axis("color")?.upper } == [2, 2])
    }

    @Test("a second y axis reaches as far in all frames")
    func trailingAxis() throws {
        let film = try Film([1, 5]) { time in
            Chart {
                LineMark([0, 1])
                LineMark([0, time]).axis(.trailing)
            }
        }
        let scenes = try film.scenes()
        #expect(scenes[0].panels == scenes[1].panels)
        #expect((scenes[0].panels[0].axis("trailing")?.upper ?? 0) >= 5)
    }

    @Test("what is equal in all frames lies below or above what moves, and nothing is lost")
    func layers() {
        func element(_ part: String, _ x: Double) -> Scene.Element {
            let path = Path(from: Point(x, 0), to: Point(x, 1))
            return Scene.Element(chart: 1, part: part, item: .path(path, fill: Paint(.ink), stroke: nil))
        }
        let layers = FilmLayers([
            [element("grid", 0), element("line", 1), element("base", 0)],
            [element("grid", 0), element("line", 2), element("line", 1), element("base", 0)],
        ])
        #expect(layers.below.map(\.part) == ["grid"])
        #expect(layers.above.map(\.part) == ["line", "base"])
        #expect(layers.moving.map { $0.map(\.part) } == [[], ["line"]])
    }

    @Test("forty frames of three hundred points stay small")
    func size() throws {
        var generator = DemonstrationFigures.Generator(state: 3)
        let points = (0..<300).map { _ in (generator.normal(), generator.normal()) }
        let film = try Film((1...40).map(Double.init)) { time in
            Chart { PointMark(x: points.map { $0.0 * time }, y: points.map { $0.1 * time.squareRoot() }) }
        }
        #expect(try film.svg(idPrefix: "f").utf8.count < 400_000)
    }

    @Test("a strip has evenly spread frames under their captions")
    func strip() throws {
        let film = try Film((0...9).map(Double.init), caption: { "epoch \(Int($0))" }) { time in
            Chart { LineMark([time, 1]) }
        }
        let scene = try film.strip().scene()
        #expect(scene.panels.map(\.title) == ["epoch 0", "epoch 3", "epoch 6", "epoch 9"])
        #expect(Set(scene.panels.map { $0.axis("y")?.upper }).count == 1)
        #expect(Set(scene.elements.filter { $0.part == "y tick label" }.map(\.chart)) == [1])
        #expect(try film.strip(count: 1).scene().panels.map(\.title) == ["epoch 9"])
        #expect(try film.strip(count: 99).size(width: 2000).scene().panels.count == 10)
    }

    @Test("a strip has its legend once, and plots of one size", arguments: [LegendPosition.automatic, .top, .trailing])
    func stripLegend(position: LegendPosition) throws {
        func film(_ names: @escaping (Double) -> [String]) throws -> Film {
            try Film([1, 2, 3]) { time in
                Chart { for name in names(time) { PointMark(x: [0, time], y: [time, 0], label: name) } }
                    .legend(position)
            }
        }
        func legends(_ scene: Scene) -> [Int] {
            Set(scene.elements.filter { $0.part == "legend" }.map(\.chart)).sorted()
        }
        let scene = try film { _ in ["near", "far"] }.strip().scene()
        #expect(legends(scene) == [1])
        #expect(Set(scene.panels.map(\.plot.height)).count == 1 && Set(scene.panels.map(\.plot.y)).count == 1)
        #expect(Set(scene.panels.map { ($0.plot.width * 4).rounded() }).count == 1)
        // A frame whose marks are others says what they are.
        #expect(try legends(film { $0 < 3 ? ["near", "far"] : ["near", "late"] }.strip().scene()) == [1, 3])
        #expect(try legends(film { _ in ["near", "far"] }.strip(count: 1).scene()) == [1])
    }

    @Test("the data of all frames have the time as their first column")
    func data() throws {
        let series = try film().series()
        #expect(series.map(\.name) == ["line", "points"])
        #expect(series[0].columns.map(\.name) == ["time", "rank", "y"])
        #expect(series[0].columns[0].cells == ["1", "1", "1", "2", "2", "2", "4", "4", "4"])
        #expect(series[0].columns[2].cells == ["0", "1", "2", "0", "2", "4", "0", "4", "8"])
    }

    @Test("films that cannot be shown say why")
    func errors() {
        func check(_ description: String, _ remedy: String, _ make: () throws -> Void) {
            let error = #expect(throws: FigureError.self, performing: make)
            #expect(error?.description == description)
            #expect(error?.remedy == remedy)
        }
        func chart(_ time: Double) -> Chart { Chart { LineMark([1, 2]) } }
        check("The film has no frames.", "Give it the times at which it shows something.") {
            _ = try Film([]) { chart($0) }
        }
        check("Time 2 of the film is nan.", "Give finite times.") { _ = try Film([1, .nan]) { chart($0) } }
        check("Time 1 of the film is inf.", "Give finite times.") { _ = try Film([.infinity]) { chart($0) } }
        check("The film's times do not rise: 2 comes after 2.", "Sort the times, and leave out those that occur twice.")
        { _ = try Film([1, 2, 2]) { chart($0) } }
        check("The film has 1001 frames.", "Choose at most 1000 of the times.") {
            _ = try Film((0...1000).map(Double.init)) { chart($0) }
        }
        check(
            "The film has nothing to draw at time 2.", "Let the frame's closure build a chart for every time."
        ) {
            _ = try Film([1, 2]) { if $0 == 1 { chart($0) } }
        }
        check("The strip has 0 frames.", "Ask for at least one.") { _ = try Film([1]) { chart($0) }.strip(count: 0) }
        check(
            "The film's frame at time 2 does not fit the first: the colour scale of chart 1 has another domain.",
            "Give .colorScale a domain that holds the values of all frames."
        ) {
            _ = try Film([1, 2]) { time in Chart { RectangleMark(matrix: [[0, time]]) } }.scenes()
        }
        check(
            "The film's frame at time 2 does not fit the first: an axis of chart 1 shows something else.",
            "Give all axes of the chart the same labels and domains in every frame."
        ) {
            _ = try Film([1, 2]) { time in chart(time).xScale(label: time == 1 ? "a" : "b") }.scenes()
        }
        check(
            "The film's frame at time 2 does not fit the first: there are 2 charts instead of 1.",
            "Give every frame the same charts."
        ) {
            _ = try Film([1, 2]) { time in for _ in 0..<Int(time) { chart(time) } }.scenes()
        }
        check(
            "The film's frame at time 2 does not fit the first: the y axis of chart 1 is logarithmic instead of linear.",
            "Give the chart the same .yScale type in every frame."
        ) {
            _ = try Film([1, 2]) { chart($0).yScale($0 == 1 ? .linear : .log) }.scenes()
        }
    }
}
