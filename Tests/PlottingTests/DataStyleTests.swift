import Drawing
import FigureData
import Foundation
import Testing

@testable import Plotting

@Suite("Looks that follow data")
struct DataStyleTests {
    private func symbols(_ scene: Scene) -> [(size: Double, count: Int, role: String)] {
        scene.elements.compactMap { element in
            guard element.part != "legend", case .symbols(_, let size, let centers, let fill, _) = element.item else {
                return nil
            }
            return (size, centers.count, fill.role.name)
        }
    }

    @Test("points have the colours of their values, none too near the paper, the greatest in front")
    func values() throws {
        let scene = try Chart { PointMark(x: [1, 2, 3, 4], y: [1, 1, 1, 1]).color(by: [9, 0, .nan, 0]) }.scene()
        #expect(symbols(scene).map(\.role) == ["heat10", "heat32"])
        #expect(symbols(scene).map(\.count) == [2, 1])
        #expect(
            scene.notes == ["1 of 4 points of PointMark have no value on the color scale and are left out."])
        #expect(scene.series.first?.columns.map(\.name) == ["x", "y", "color"])
    }

    @Test("categories have colours in the order of appearance, and entries in the legend")
    func categories() throws {
        let scene = try Chart {
            PointMark(x: [1, 2, 3, 4], y: [1, 2, 3, 4]).color(by: ["verb", "noun", "verb", "name"])
            PointMark(x: [2], y: [1], label: "noun")
        }.scene()
        #expect(symbols(scene).map(\.role) == ["series1", "series2", "series3", "series2"])
        let texts = scene.elements.compactMap { element -> String? in
            if element.part == "legend", case .text(let text) = element.item { text.label } else { nil }
        }
        #expect(texts == ["verb", "noun", "name"])
    }

    @Test("a line becomes a line for each category, through the points that have it")
    func lines() throws {
        let layers = try Chart {
            LineMark(x: [1, 2, 3, 4], y: [5, 6, 7, 8]).color(by: ["b", "a", "b", "a"])
        }.preparedLayers().compactMap { $0 as? LineMark }
        #expect(layers.map(\.label) == ["b", "a"])
        #expect(layers.map(\.x) == [[1, 3], [2, 4]])
        #expect(layers.map(\.curves) == [[[5, 7]], [[6, 8]]])
    }

    @Test("curves of a family have the colours of their values")
    func families() throws {
        let scene = try Chart {
            LineMark(x: [1, 2], series: [[1, 2], [2, 3], [3, 4]]).color(by: [0, 10, 5])
        }.colorScale(.diverging(around: 5)).scene()
        let roles = scene.elements.compactMap { element -> String? in
            if element.part == "LineMark", case .path(_, _, let stroke?) = element.item {
                stroke.paint.role.name
            } else {
                nil
            }
        }
        #expect(roles == ["div1", "div31", "div21"])
    }

    @Test("areas of points go with values, and large points are at the back")
    func sizes() throws {
        let scene = try Chart {
            PointMark(x: [1, 2, 3, 4, 5], y: [1, 2, 3, 4, 5]).symbolSize(20).symbolSize(by: [1, 4, 0, -1, 4])
        }.scene()
        #expect(symbols(scene).map(\.size) == [20, 10])
        #expect(symbols(scene).map(\.count) == [2, 1])
        #expect(
            scene.notes == [
                "1 of 5 points of PointMark have no size that is a number of at least 0 and are left out."
            ])
    }

    @Test("bars of one mark stay in their places when categories colour them")
    func bars() throws {
        let alone = try Chart {
            BarMark(categories: ["x", "y"], values: [1, 2]).color(by: ["old", "new"])
        }.preparedLayers()
        #expect(BarStack.places(alone).map(\.count) == [1, 1])
        let together = try Chart {
            BarMark(categories: ["x", "x"], values: [1, 2]).color(by: ["old", "new"])
        }.preparedLayers()
        #expect(BarStack.places(together).map(\.index) == [0, 1])
    }

    @Test("a series has its style wherever its label is, but for what a mark was told")
    func series() throws {
        let layers = try Chart {
            LineMark([1, 2], label: "loss").lineWidth(3)
            PointMark([1, 2], label: "loss")
            LineMark([1, 2], label: "other")
        }.seriesStyle("loss", color: .accent, line: .dashed, symbol: .square, lineWidth: 1).preparedLayers()
        #expect(layers.map(\.style.color) == [.accent, .accent, nil])
        #expect(layers.map(\.style.lineWidth) == [3, 1, nil])
        #expect(layers.map(\.style.symbol) == [.square, .square, nil])
        #expect(layers.map(\.style.line) == [.dashed, .dashed, nil])
    }

    @Test("labelled points have the colours of their categories")
    func texts() throws {
        let scene = try Chart {
            TextMark(x: [1, 2, 3], y: [1, 2, 3], text: ["Rome", "eat", "Paris"]).color(by: ["city", "verb", "city"])
        }.scene()
        let texts = scene.elements.compactMap { element -> String? in
            if element.part == "label", case .text(let text) = element.item {
                "\(text.label) \(text.fill.role.name)"
            } else {
                nil
            }
        }
        #expect(texts == ["Rome series1-text", "Paris series1-text", "eat series2-text"])
    }

    @Test("steps hold a value until the next")
    func steps() {
        let scale = Scale(.linear, lower: 0, upper: 2)
        let axis = Axis(scale: scale)
        let area = PlotArea(rect: Rect(x: 0, y: 0, width: 2, height: 2), x: axis, y: axis, theme: .light)
        #expect(
            area.runs([0, 1, 2], [0, 2, 1], .step)
                == [[Point(0, 2), Point(1, 2), Point(1, 0), Point(2, 0), Point(2, 1)]])
    }

    @Test("arrows have heads of one size, and one of no length is nothing")
    func arrows() throws {
        let scene = try Chart {
            ArrowMark(fromX: [0, 0, 5, 1], fromY: [0, 0, 5, .nan], toX: [1, 10, 5, 2], toY: [1, 10, 5, 1])
        }.scene()
        let heads = scene.elements.compactMap { element -> Path? in
            if element.part == "ArrowMark", case .path(let path, _?, nil) = element.item { path } else { nil }
        }
        #expect(heads.count == 1)
        let points = heads[0].elements.compactMap { element -> Point? in
            switch element {
            case .move(let point), .line(let point): point
            default: nil
            }
        }
        #expect(points.count == 8)
        func reach(_ first: Int) -> Double {
            let (dx, dy) = (points[first].x - points[first + 2].x, points[first].y - points[first + 2].y)
            return (dx * dx + dy * dy).squareRoot()
        }
        #expect(abs(reach(0) - reach(4)) < 0.02)
    }
}
