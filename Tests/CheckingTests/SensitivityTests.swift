import FigureData
import Foundation
import Testing

@testable import Checking
@testable import Plotting

/// What a check sees of a figure's data: every mark, along every axis that it has, on every scale.
@Suite("Which changes of data are seen")
struct SensitivityTests {
    typealias Axis = DataSeries.Column.Axis

    static let scales: [ScaleType] = [.linear, .log, .symlog(threshold: 10), .squareRoot]

    /// Marks by the axes along which they show numbers.
    static let marks: [(name: String, axes: [Axis])] = [
        ("points", [.x, .y, .trailing, .color]), ("curve", [.x, .y, .trailing]), ("area", [.x, .y, .trailing]),
        ("lower edge of an area", [.y, .trailing]), ("bars", [.y, .trailing, .color]), ("lying bars", [.x]),
        ("bars at numbers", [.y, .trailing]), ("boxes", [.x, .y, .trailing, .color]),
        ("rule", [.x, .y, .trailing]), ("intervals", [.x, .y, .trailing]), ("words", [.x, .y, .trailing]),
        ("annotation", [.x, .y, .trailing]), ("annotation of a bar", [.y]), ("annotation of a lying bar", [.x]),
        ("arrows", [.x, .y, .trailing]), ("heat map", [.color]),
    ]

    struct Case: CustomTestStringConvertible, Sendable {
        let mark: String
        let axis: Axis
        let scale: ScaleType

        var testDescription: String { "\(mark) along \(axis.rawValue), \(scale)" }
    }

    static let cases = marks.flatMap { mark in
        mark.axes.flatMap { axis in scales.map { Case(mark: mark.name, axis: axis, scale: $0) } }
    }

    /// Ten numbers, evenly spaced on the scale; the fifth is `shift` of their range farther than that.
    private func numbers(_ scale: ScaleType, shift: Double = 0) -> [Double] {
        let low: Double = if case .symlog = scale { -300 } else { 2 }
        let ends = [low, 900].map { Scale.transform($0, scale) }
        return (0..<10).map { index in
            let share = Double(index) / 9 + (index == 4 ? shift : 0)
            return Scale.inverse(ends[0] + share * (ends[1] - ends[0]), scale)
        }
    }

    private func scene(_ check: Case, shift: Double) throws -> Scene {
        let values = numbers(check.scale, shift: shift)
        let all = numbers(check.scale)
        let plain = (1...10).map(Double.init)
        let (x, y) = check.axis == .x ? (values, plain) : (plain, check.axis == .color ? plain : values)
        let names = plain.map { "item \(Int($0))" }
        let side: YAxisPosition = check.axis == .trailing ? .trailing : .leading
        let isAcross = check.axis == .x
        let frame = isAcross ? PointMark(x: all, y: plain) : PointMark(x: plain, y: check.axis == .color ? plain : all)
        let chart = Chart {
            // A chart with a second axis has marks on both.
            if check.axis == .trailing {
                if check.mark == "bars" {
                    BarMark(categories: names, values: plain)
                } else {
                    PointMark(x: plain, y: plain)
                }
            }
            switch check.mark {
            case "points":
                if check.axis == .color {
                    PointMark(x: x, y: y).color(by: values)
                } else {
                    PointMark(x: x, y: y).axis(side)
                }
            case "curve": LineMark(x: x, y: y).axis(side)
            case "area": AreaMark(x: x, lower: y.map { $0 / 2 }, upper: y).axis(side)
            case "lower edge of an area": AreaMark(x: x, lower: y, upper: all.map { max($0, 1) * 3 }).axis(side)
            case "bars":
                if check.axis == .color {
                    BarMark(categories: names, values: plain).color(by: values)
                } else {
                    BarMark(categories: names, values: y).axis(side)
                }
            case "lying bars": BarMark(categories: names, values: x, orientation: .horizontal)
            case "bars at numbers": BarMark(x: x, y: y).axis(side)
            case "boxes":
                let box = RectangleMark(
                    xStart: isAcross ? x : plain.map { $0 - 0.5 }, xEnd: isAcross ? x.map { $0 + 1 } : plain,
                    yStart: isAcross || check.axis == .color ? plain : y.map { $0 / 2 },
                    yEnd: isAcross || check.axis == .color ? plain.map { $0 + 1 } : y)
                if check.axis == .color { box.color(by: values) } else { box.axis(side) }
            case "rule":
                frame.axis(side)
                if isAcross { RuleMark(x: values[4]) } else { RuleMark(y: values[4]).axis(side) }
            case "intervals":
                if isAcross {
                    RuleMark(y: plain, xStart: x, xEnd: all.map { $0 + 1 })
                } else {
                    RuleMark(x: plain, yStart: y, yEnd: all.map { $0 + 1 }).axis(side)
                }
            case "words": TextMark(x: x, y: y, text: names).axis(side)
            case "annotation":
                frame.axis(side)
                AnnotationMark("here", x: x[4], y: y[4]).axis(side)
            case "annotation of a bar":
                BarMark(categories: names, values: all)
                AnnotationMark("here", category: names[4], value: values[4])
            case "annotation of a lying bar":
                BarMark(categories: names, values: all, orientation: .horizontal)
                AnnotationMark("here", category: names[4], value: values[4])
            case "arrows":
                frame.axis(side)
                ArrowMark(fromX: x, fromY: y, toX: isAcross ? all : plain, toY: isAcross ? plain : all).axis(side)
            default: RectangleMark(matrix: [Array(values[..<5]), Array(values[5...])])
            }
        }
        switch check.axis {
        case .x: return try chart.xScale(check.scale).scene()
        case .y: return try chart.yScale(check.scale).scene()
        case .trailing: return try chart.trailingScale(check.scale).scene()
        case .color: return try chart.colorScale(scale: check.scale).scene()
        }
    }

    private func differences(_ before: Scene, _ after: Scene) -> [Difference] {
        let item = Item(kind: .figure, id: "figure", chapter: nil, location: nil)
        return FigureComparison(before: before, after: after).differences(of: item)
    }

    @Test("two per cent of the range of one value is seen among the data, and a millionth is not", arguments: cases)
    func sensitivity(_ check: Case) throws {
        let scene = try scene(check, shift: 0)
        let (large, small) = (try self.scene(check, shift: 0.02), try self.scene(check, shift: 1e-6))
        for (before, after) in [(scene, large), (large, scene)] {
            #expect(differences(before, after).contains { $0.level == .data }, "not seen")
        }
        #expect(differences(scene, small).isEmpty, "\(differences(scene, small).map(\.message))")
    }

    @Test("every number that a mark shows along an axis says which one")
    func columns() throws {
        for check in Self.cases {
            let series = try #require(scene(check, shift: 0).series.last)
            let numbers = series.columns.filter(\.isNumeric)
            #expect(numbers.contains { $0.axis == check.axis }, "\(check.testDescription)")
            #expect(numbers.allSatisfy { $0.axis != nil }, "\(check.testDescription)")
        }
    }

    @Test("a bar that is ten times as long on a logarithmic axis is seen, as are its error and its category")
    func bars() throws {
        func chart(_ factor: Double = 1, error: Double = 1, name: String = "two") throws -> Scene {
            try Chart {
                BarMark(
                    categories: ["one", name, "three"], values: [2, 5 * factor, 900], errors: [0.5, error, 40])
            }.yScale(.log).scene()
        }
        let before = try chart()
        for after in [try chart(10), try chart(error: 2), try chart(name: "zwei")] {
            #expect(differences(before, after).contains { $0.level == .data })
        }
    }
}
