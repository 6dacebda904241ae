import Drawing
import FigureData
import Foundation
import Testing

@testable import Plotting

@Suite("Scenes")
struct SceneTests {
    /// The polylines that a chart's marks are drawn as, apart from the grid.
    private func lines(_ scene: Scene) -> [Path] {
        scene.items.compactMap { item in
            if case .path(let path, _, let stroke?) = item, stroke.cap == .round { path } else { nil }
        }
    }

    private func moves(_ path: Path) -> Int {
        path.elements.count { if case .move = $0 { true } else { false } }
    }

    @Test("equal figures give equal bytes in every format", arguments: DemonstrationFigures.all.map(\.name))
    func stability(name: String) throws {
        let figure = try #require(DemonstrationFigures.all.first { $0.name == name }).figure
        let (first, second) = (try figure.scene(), try figure.scene())
        #expect(first == second)
        #expect(first.svg(idPrefix: "a", alternative: "b") == second.svg(idPrefix: "a", alternative: "b"))
        #expect(try first.png() == second.png())
        #expect(try first.pdf() == second.pdf())
        #expect(try first.png() != first.png(theme: .dark))
    }

    @Test("coordinates are whole hundredths")
    func quantisation() throws {
        for (name, figure) in DemonstrationFigures.all {
            for item in try figure.scene().items {
                let points: [Point]
                switch item {
                case .path(let path, _, _):
                    points = path.elements.flatMap { element -> [Point] in
                        switch element {
                        case .move(let point), .line(let point): [point]
                        case .curve(let first, let second, let end): [first, second, end]
                        case .close: []
                        }
                    }
                case .symbols(_, _, let centers, _, _): points = centers
                case .text(let text): points = [text.origin]
                case .cells(let cells): points = [Point(cells.frame.x, cells.frame.y)]
                case .picture(let picture): points = [Point(picture.frame.x, picture.frame.y)]
                }
                #expect(points.allSatisfy { quantised($0) == $0 }, "\(name)")
            }
        }
    }

    @Test("NaN and infinities leave gaps")
    func gaps() throws {
        let scene = try Chart {
            LineMark(x: [1, 2, 3, 4, 5, 6, 7], y: [1, 3, .nan, 2, 5, .infinity, 1])
        }.scene()
        let line = try #require(lines(scene).first)
        #expect(moves(line) == 3)
        let points = try Chart { PointMark(x: [1, .nan, 3], y: [1, 2, -.infinity]) }.scene()
        #expect(points.items.contains { if case .symbols(_, _, let c, _, _) = $0 { c.count == 1 } else { false } })
    }

    @Test("values without a logarithm leave gaps, and a note says how many")
    func logarithmicGaps() throws {
        let scene = try Chart { LineMark([10, 5, 0, 2, -1, 1]) }.yScale(.log).scene()
        #expect(moves(try #require(lines(scene).first)) == 3)
        #expect(scene.notes == ["2 of 6 values are not positive and are left out of the logarithmic y axis."])
    }

    @Test("values far beyond the domain are cut off", arguments: [1e12, 1e20, 1e300, 5e305])
    func farBeyond(value: Double) throws {
        let x = [0.0, 1, 2, 3]
        let scene = try Chart {
            AreaMark(x: x, lower: [0, -value / 3, 0, -value], upper: [1, value, value, value], label: "band")
            AreaMark(x: x, y: [0.5, value, -value, value])
            LineMark(x: x, y: [-value / 3, value, -value, 0.5], label: "line")
            PointMark(x: x, y: [0.5, value, -value, 0.2], label: "points")
            RuleMark(y: value)
            TextMark(x: x, y: [0.5, value, -value, 0.2], text: ["a", "b", "c", "d"])
        }.yScale(domain: 0...1).scene()
        try expectInside(scene)
        try expectInside(
            Chart { BarMark(categories: ["a", "b"], values: [value, -value], errors: [value, 1]).showingValues() }
                .yScale(domain: 0...1).scene())
    }

    private func expectInside(_ scene: Scene) throws {
        let frame = Rect(x: 0, y: 0, width: scene.width, height: scene.height).insetBy(-2)
        for case .path(let path, _, _) in scene.items {
            for element in path.elements {
                switch element {
                case .move(let point), .line(let point): try #require(frame.contains(point), "\(point)")
                case .curve(_, _, let end): try #require(frame.contains(end), "\(end)")
                case .close: break
                }
            }
        }
    }

    @Test("an area between bounds far outside the domain covers the whole plot")
    func coveredPlot() {
        let rect = Rect(x: 0, y: 0, width: 10, height: 10)
        let corners = [Point(0, -1.5e308), Point(10, -1.5e308), Point(10, 1.5e308), Point(0, 1.5e308)]
        let clipped = Clipping.polygon(corners, to: rect)
        #expect(Set(clipped) == [Point(0, 0), Point(10, 0), Point(10, 10), Point(0, 10)])
        #expect(
            Clipping.polyline([Point(5, -1.5e308), Point(5, 1.5e308)], to: rect).joined().allSatisfy(rect.contains))
    }

    @Test("a line is cut off at the domain's edges")
    func clipping() throws {
        let scene = try Chart { LineMark(x: [0, 10], y: [-100, 100]) }.yScale(domain: -10...10).scene()
        for path in lines(scene) {
            for case .line(let point) in path.elements {
                #expect(point.y >= 0 && point.y <= scene.height)
            }
        }
        #expect(
            Clipping.polyline([Point(-5, 5), Point(15, 5)], to: Rect(x: 0, y: 0, width: 10, height: 10))
                == [[Point(0, 5), Point(10, 5)]])
        #expect(Clipping.polyline([Point(-5, 20), Point(15, 20)], to: Rect(x: 0, y: 0, width: 10, height: 10)) == [])
    }

    @Test("leaving out points keeps a curve within the tolerance")
    func simplification() {
        let points = (0...1000).map { Point(Double($0) * 0.5, 100 + 50 * sin(Double($0) / 60)) }
        let simple = Simplification.simplified(points, tolerance: 0.05)
        #expect(simple.count < 200)
        #expect(simple.first == points.first && simple.last == points.last)
        for point in points {
            let near = zip(simple, simple.dropFirst()).contains { start, end in
                guard start.x <= point.x, point.x <= end.x else { return false }
                let y = start.y + (end.y - start.y) * (point.x - start.x) / (end.x - start.x)
                return abs(y - point.y) < 0.08
            }
            #expect(near)
        }
    }

    @Test("the data of the marks come with the scene, in shortest numbers")
    func series() throws {
        let scene = try Chart {
            LineMark(x: [1, 2, 0.1], y: [1e-7, .nan, 3], label: "*k*")
            BarMarkless.points
        }
        .xScale(label: "rank *k*").yScale(label: "*λ*_{k}").scene()
        #expect(scene.series.map(\.name) == ["k", "PointMark"])
        #expect(scene.series[0].columns.map(\.name) == ["rank k", "λk"])
        #expect(scene.series[0].columns.map(\.cells) == [["1", "2", "0.1"], ["1e-07", "", "3"]])
    }

    private enum BarMarkless {
        static var points: PointMark { PointMark([2, 4]) }
    }

    @Test("a builder takes conditions and loops")
    func builder() throws {
        let extra = true
        let chart = Chart {
            for power in 1...3 { LineMark((1...5).map { pow(Double($0), Double(power)) }, label: "x^{\(power)}") }
            if extra { RuleMark(y: 3) } else { RuleMark(x: 1) }
        }
        #expect(try chart.scene().series.map(\.name) == ["x1", "x2", "x3", "RuleMark"])
        let stack = HStack {
            for _ in 0..<2 { chart }
            if extra { chart }
        }
        #expect(try stack.scene().series.count == 12)
    }

    @Test("plots in a stack are aligned, and share an axis on demand")
    func stacks() throws {
        let stack = VStack {
            Chart { LineMark([1000, 100_000]) }
            Chart { LineMark(x: [0.5, 30], y: [1, 2]) }.xScale(.log)
        }.sharedAxes(.x)
        let scene = try stack.scene()
        let grids = scene.items.compactMap { item -> Path? in
            if case .path(let path, nil, let stroke?) = item, stroke.paint.role == .grid { path } else { nil }
        }
        #expect(grids.count == 2)
        func columns(_ path: Path) -> Set<Double> {
            Set(path.elements.compactMap { if case .move(let point) = $0 { point.x } else { nil } })
        }
        #expect(columns(grids[0]) == columns(grids[1]))
    }
}
