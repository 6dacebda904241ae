import Drawing
import Foundation
import Testing

@testable import Plotting

@Suite("Layout of many figures")
struct LayoutMatrixTests {
    static let legends: [LegendPosition] = [.automatic, .top, .inside, .trailing, .hidden]
    static let names = ["b", "a longer name of a curve", "曲线的名称", "اسم المنحنى", String(repeating: "long ", count: 40)]

    /// A chart of random walks.
    static func chart(
        _ generator: inout DemonstrationFigures.Generator, series: Int, name: String, isTwin: Bool
    ) -> Chart {
        let x = (0..<40).map(Double.init)
        let curves = (0..<series).map { _ in
            var value = generator.normal()
            return x.map { _ -> Double in
                value += generator.normal() / 3
                return value
            }
        }
        return Chart {
            for (index, curve) in curves.enumerated() {
                let line = LineMark(x: x, y: curve, label: series == 1 ? name : "\(name) \(index + 1)")
                if isTwin, index % 2 == 1 { line.axis(.trailing) } else { line }
            }
        }
    }

    @Test("nothing overlaps or leaves the figure, wherever the legend is", arguments: legends, [220.0, 390, 640, 900])
    func charts(legend: LegendPosition, width: Double) throws {
        var generator = DemonstrationFigures.Generator(state: 77)
        let cases = [(1, false), (3, false), (4, true), (9, false), (40, true), (40, false), (2, true), (5, false)]
        for (index, (series, isTwin)) in cases.enumerated() {
            let name = Self.names[(index + Int(width)) % Self.names.count]
            var chart = Self.chart(&generator, series: series, name: name, isTwin: isTwin)
                .xScale(label: name).yScale(label: "value of " + name).legend(legend).size(width: width)
            if isTwin { chart = chart.trailingScale(label: "other " + name) }
            if index % 3 != 1 { chart = chart.title("Title with " + name, subtitle: name) }
            let faults = LayoutChecks.faults(try chart.scene())
            try #require(faults.isEmpty, "\(series) series, \(name.prefix(9)), twin \(isTwin): \(faults.prefix(4))")
        }
    }

    @Test("insets and annotations keep clear of all other texts", arguments: [220.0, 390, 640, 900])
    func insets(width: Double) throws {
        var generator = DemonstrationFigures.Generator(state: 5)
        for round in 0..<8 {
            let inner = Self.chart(&generator, series: 2, name: "in", isTwin: false).xScale(label: "small *x*")
            let words = (0..<6).map { "word \($0)" }
            let chart = Chart {
                for line in Self.chart(&generator, series: 1 + round % 3, name: "curve", isTwin: false).content {
                    AnyContent(marks: [line])
                }
                TextMark(
                    x: words.map { _ in Double.random(in: 0...39, using: &generator) },
                    y: words.map { _ in generator.normal() }, text: words)
                AnnotationMark("what is\nhere", x: Double.random(in: 0...39, using: &generator), y: generator.normal())
            }
            .inset(inner).legend(round % 2 == 0 ? .automatic : .inside).size(width: width)
            let scene = try chart.scene()
            let faults = LayoutChecks.faults(scene)
            try #require(faults.isEmpty, "round \(round): \(faults.prefix(4))")
            let isShown = scene.elements.contains { $0.part == "inset" }
            try #require(isShown != scene.notes.contains("There is no room for an inset."))
        }
    }

    private struct AnyContent: ChartContent {
        let marks: [AnyMark]
    }

    @Test(
        "names of categories are wrapped, shrunk and thinned so that none overlap", arguments: [220.0, 390, 640, 900],
        [BarMark.Orientation.vertical, .horizontal])
    func bars(width: Double, orientation: BarMark.Orientation) throws {
        for count in [1, 2, 5, 30, 200] {
            for name in [Self.names[count % 4], Self.names[4]] {
                let categories = (0..<count).map { "\(name) \($0)" }
                let values = (0..<count).map { Double($0 % 9) - 2 }
                let bars = BarMark(categories: categories, values: values, orientation: orientation).showingValues()
                let scene = try Chart { bars }.size(width: width).scene()
                let faults = LayoutChecks.faults(scene)
                try #require(faults.isEmpty, "\(count) of \(name.prefix(9)): \(faults.prefix(4))")
            }
        }
    }

    @Test("nested stacks and grids keep texts apart and plots aligned", arguments: [640.0, 900, 1200])
    func arrangements(width: Double) throws {
        var generator = DemonstrationFigures.Generator(state: 31)
        for round in 0..<4 {
            func panel(_ scale: Double, series: Int = 2) -> Chart {
                Chart { LineMark(x: [0, 4], y: [0, 10 * scale], label: series > 1 ? "curve" : nil) }
                    .xScale(domain: 0...4, label: "*x*").yScale(domain: 0...(10 * scale), label: "value")
                    .title(round % 2 == 0 ? "Panel" : "A panel with a title that may need more than one line")
            }
            let scales = (0..<4).map { _ in pow(10, Double(Int.random(in: -4...6, using: &generator))) }
            let grid = Grid(columns: 2) { for scale in scales { panel(scale) } }
                .panelLetters().title("Four", subtitle: "in a grid").size(width: width)
            let scene = try grid.scene()
            try #require(LayoutChecks.faults(scene) == [])
            let plots = LayoutChecks.plots(scene)
            try #require(plots.count == 4)
            for (one, other) in [(0, 2), (1, 3)] {
                try #require(abs(plots[one].minX - plots[other].minX) < 0.02)
                try #require(abs(plots[one].maxX - plots[other].maxX) < 0.02)
            }
            for (one, other) in [(0, 1), (2, 3)] {
                try #require(abs(plots[one].minY - plots[other].minY) < 0.02)
                try #require(abs(plots[one].maxY - plots[other].maxY) < 0.02)
            }
            let nested = HStack {
                panel(scales[0])
                VStack {
                    panel(scales[1])
                    HStack {
                        panel(scales[2], series: 1)
                        panel(scales[3], series: 1)
                    }
                }
            }.panelLetters().size(width: width)
            let deep = try nested.scene()
            try #require(LayoutChecks.faults(deep) == [])
            let inner = LayoutChecks.plots(deep)
            // The tall panel begins with the upper and ends with the lower ones.
            try #require(abs(inner[0].minY - inner[1].minY) < 0.02 && abs(inner[0].maxY - inner[2].maxY) < 0.02)
            try #require(abs(inner[1].minX - inner[2].minX) < 0.02 && abs(inner[1].maxX - inner[3].maxX) < 0.02)
        }
    }
}
