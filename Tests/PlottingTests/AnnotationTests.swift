import Drawing
import Foundation
import Testing

@testable import Plotting

@Suite("Annotations, insets and twin axes")
struct AnnotationTests {
    private func texts(_ scene: Scene, _ part: String) -> [SceneText] {
        LayoutChecks.texts(scene).filter { $0.part == part }.map(\.text)
    }

    /// The tips of all arrow heads.
    private func tips(_ scene: Scene) -> [Point] {
        scene.elements.compactMap { element in
            guard element.part == "leader", case .path(let path, _?, nil) = element.item,
                case .move(let tip)? = path.elements.first
            else { return nil }
            return tip
        }
    }

    private static let square = Chart { LineMark(x: [0, 10], y: [0, 0]) }
        .xScale(domain: 0...10).yScale(domain: 0...10).size(width: 400, height: 400)

    @Test("an annotation stands on the side that was asked for, its arrow at the point")
    func directions() throws {
        let sides: [(AnnotationDirection, (Rect, Point) -> Bool)] = [
            (.up, { $0.maxY < $1.y }), (.down, { $0.minY > $1.y }), (.left, { $0.maxX < $1.x }),
            (.right, { $0.minX > $1.x }), (.upLeft, { $0.maxX < $1.x && $0.minY < $1.y }),
            (.upRight, { $0.minX > $1.x && $0.minY < $1.y }), (.downLeft, { $0.maxX < $1.x && $0.maxY > $1.y }),
            (.downRight, { $0.minX > $1.x && $0.maxY > $1.y }),
        ]
        for (direction, holds) in sides {
            let chart = Chart {
                LineMark(x: [0, 10], y: [0, 0])
                AnnotationMark("what\nis here", x: 5, y: 5, toward: direction)
            }.xScale(domain: 0...10).yScale(domain: 0...10).size(width: 400, height: 400)
            let scene = try chart.scene()
            let labels = texts(scene, "label")
            #expect(labels.map(\.label) == ["what", "is here"])
            let tip = try #require(tips(scene).first)
            for label in labels { #expect(holds(label.bounds, tip), "\(direction)") }
            let plot = LayoutChecks.plots(scene)[0]
            let middle = Point(plot.minX + plot.width / 2, plot.minY + plot.height / 2)
            #expect(abs(hypot(tip.x - middle.x, tip.y - middle.y) - 4) < 0.05)
        }
    }

    @Test("an annotation without room is left out, and a note says so")
    func noRoom() throws {
        let scene = try Chart {
            LineMark(x: [0, 1], y: [0, 1])
            AnnotationMark("above the top", x: 1, y: 1, toward: .up)
            AnnotationMark("elsewhere", x: 0.5, y: 7)
        }.yScale(domain: 0...1).scene()
        #expect(tips(scene).isEmpty)
        #expect(
            scene.notes.sorted() == [
                "AnnotationMark “elsewhere” points at a place outside of the plot.",
                "There is no room for the label “above the top”.",
            ])
    }

    @Test("an arrow to a bar ends before the bar's value", arguments: [BarMark.Orientation.vertical, .horizontal])
    func bars(orientation: BarMark.Orientation) throws {
        let scene = try Chart {
            AnnotationMark("the best", category: "b", value: 2)
            BarMark(categories: ["a", "b", "c"], values: [3, 2, 4], orientation: orientation).showingValues()
        }.scene()
        #expect(scene.notes == [])
        let tip = try #require(tips(scene).first)
        for value in LayoutChecks.texts(scene) where value.part.hasPrefix("BarMark") {
            #expect(!value.text.bounds.insetBy(1).contains(tip))
        }
        #expect(LayoutChecks.faults(scene) == [])
    }

    @Test("an inset lies where it was put, with axes of its own, and nothing of the outer chart is over it")
    func inset() throws {
        let inner = Chart { LineMark([1, 2, 3]) }.xScale(label: "inner")
        let scene = try Self.square.inset(inner, x: 0.5...0.9, y: 0.4...0.9).scene()
        let plot = LayoutChecks.plots(scene)[0]
        let frames = scene.elements.compactMap { element -> Rect? in
            guard element.part == "inset", case .path(let path, _, _) = element.item,
                case .move(let corner)? = path.elements.first, case .line(let end)? = path.elements.dropFirst(2).first
            else { return nil }
            return Rect(x: corner.x, y: corner.y, width: end.x - corner.x, height: end.y - corner.y)
        }
        let box = try #require(frames.first)
        #expect(abs(box.minX - plot.minX - 0.5 * plot.width) < 0.02 && abs(box.width - 0.4 * plot.width) < 0.02)
        #expect(abs(plot.maxY - box.maxY - 0.4 * plot.height) < 0.02 && abs(box.height - 0.5 * plot.height) < 0.02)
        for text in LayoutChecks.texts(scene) {
            #expect(text.chart == 2 ? box.contains(text.text.bounds) : !box.intersects(text.text.bounds))
        }
        #expect(scene.series.count == 2)
    }

    @Test("an automatic inset takes the emptiest corner")
    func emptiest() throws {
        let falling = Chart { LineMark(x: [0, 0, 10], y: [10, 0, 0]) }
            .inset(Chart { LineMark([1, 2]) }).size(width: 600, height: 400)
        let scene = try falling.scene()
        let plots = LayoutChecks.plots(scene)
        #expect(plots[1].minX > plots[0].minX + plots[0].width / 2)
        #expect(plots[1].maxY < plots[0].minY + plots[0].height / 2)
        #expect(scene.notes == [])
    }

    @Test("marks of the trailing axis follow its scale; its ticks and title are at the right and have no grid")
    func twin() throws {
        let scene = try Chart {
            LineMark(x: [0, 1], y: [0, 1]).color(.series(1))
            LineMark(x: [0, 1], y: [0, 500]).color(.series(2)).axis(.trailing)
        }
        .yScale(domain: 0...1, label: "left").trailingScale(domain: 0...1000, label: "right").scene()
        let plot = LayoutChecks.plots(scene)[0]
        let lines = scene.elements.compactMap { element -> Point? in
            guard element.part == "LineMark", case .path(let path, nil, _) = element.item,
                case .line(let end)? = path.elements.last
            else { return nil }
            return end
        }
        #expect(abs(lines[0].y - plot.minY) < 0.02)
        #expect(abs(lines[1].y - (plot.minY + plot.height / 2)) < 0.02)
        let ticks = texts(scene, "trailing tick label")
        #expect(ticks.first?.label == "0" && ticks.last?.label == "1,000")
        for tick in ticks { #expect(tick.bounds.minX > plot.maxX) }
        let title = try #require(texts(scene, "trailing title").first)
        #expect(title.fill.role == .series(2) && texts(scene, "y title").first?.fill.role == .series(1))
        #expect(title.bounds.maxY <= plot.minY && title.bounds.maxX > plot.maxX)
    }
}
