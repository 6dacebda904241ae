import Drawing
import Testing

@testable import Plotting

@Suite("Errors of figures")
struct FigureErrorTests {
    static let cases: [(figure: any Figure, description: String, remedy: String)] = [
        (
            Chart {}, "The chart has no marks.", "Add a mark such as LineMark(x: times, y: loss) to it."
        ),
        (
            Chart { LineMark(x: [1, 2, 3], y: [1, 2], label: "*loss*") },
            "LineMark “loss” has 3 x values and 2 y values.", "Give as many y values as x values."
        ),
        (
            Chart { LineMark(x: [1], series: [[1]], labels: ["a", "b"]) },
            "LineMark has 1 curves and 2 labels.", "Give at most one label to a curve."
        ),
        (
            Chart { BarMark(categories: ["a"], values: []) },
            "BarMark has 1 categories and 0 values.", "Give as many values as categories."
        ),
        (
            Chart { BarMark(categories: ["a"], values: [1], errors: [1, 2]) },
            "BarMark has 1 values and 2 errors.", "Give as many errors as values."
        ),
        (
            Chart { TextMark(x: [1], y: [1], text: []) },
            "TextMark has 1 points and 0 texts.", "Give as many texts as points."
        ),
        (
            Chart { AreaMark(x: [1, 2], lower: [1, 2], upper: [3]) },
            "AreaMark has 2 x values and 1 upper values.", "Give as many upper values as x values."
        ),
        (
            Chart { LineMark([]) }, "The chart's x axis has no finite value to show.",
            "Check the data for being empty or NaN, or give the axis a domain."
        ),
        (
            Chart { PointMark([.nan, .infinity]) }, "The chart's y axis has no finite value to show.",
            "Check the data for being empty or NaN, or give the axis a domain."
        ),
        (
            Chart { PointMark([-1, 0]) }.yScale(.log),
            "The chart's y axis is logarithmic, but no value on it is positive.",
            "Use .linear or .symlog(threshold:), or plot magnitudes."
        ),
        (
            Chart { PointMark([1, 2]) }.xScale(.log, domain: 0...10),
            "The chart's x axis is logarithmic, but its domain begins at 0.",
            "Begin the domain above zero, or use .linear or .symlog(threshold:)."
        ),
        (
            Chart { PointMark([1, 2]) }.xScale(domain: 1...1), "The domain of the chart's x axis has no extent.",
            "Give it two different ends."
        ),
        (
            Chart { PointMark([1, 2]) }.xScale(domain: 1...(.infinity)),
            "The domain of the chart's x axis is not finite.",
            "Give it two finite ends."
        ),
        (
            Chart { PointMark([1, 2]) }.yScale(.symlog(threshold: 0)),
            "The chart's y axis has the symlog threshold 0.",
            "Give a finite threshold above zero: the size below which the scale is linear."
        ),
        (
            Chart { PointMark([1, 2]) }.xScale(.categorical),
            "The chart's x axis is categorical, but no mark on it has categories.",
            "Use BarMark(categories:values:), or another scale."
        ),
        (
            Chart {
                BarMark(categories: ["a"], values: [1])
                PointMark([1, 2])
            },
            "The chart's x axis has both categories and numbers.",
            "Split the marks over two charts in a VStack or HStack."
        ),
        (
            Chart { RuleMark(y: .nan, label: "mean") }, "RuleMark “mean” has no finite position.",
            "Leave the rule out, or give it a number."
        ),
        (
            Chart { PointMark([1, 2]) }.size(width: 40, height: 30),
            "A panel of 40 × 30 leaves no room for its data.",
            "Enlarge the figure with .size(width:height:), or shorten its labels."
        ),
        (
            Chart { PointMark([1, 2]) }.size(width: .nan), "The figure's size is nan × 180.0 pixels.",
            "Give it a width and a height of 1 to 16,000 pixels, and at most 50 million pixels together."
        ),
        (VStack {}, "The stack has no charts.", "Put at least one Chart into it."),
        (
            HStack {
                Chart { PointMark([1, 2]) }.yScale(.log)
                Chart { PointMark([1, 2]) }.yScale(.linear)
            }.sharedAxes(.y),
            "The charts of a stack share their y axis, but their scales differ.",
            "Give each chart the same .yScale type."
        ),
    ]

    @Test("what cannot be drawn says what is wrong and what to do", arguments: cases.indices)
    func wording(index: Int) throws {
        let expected = Self.cases[index]
        let error = #expect(throws: FigureError.self) { try expected.figure.scene() }
        #expect(error?.description == expected.description)
        #expect(error?.remedy == expected.remedy)
    }

    @Test("odd data give a figure rather than an error")
    func oddData() throws {
        let odd: [[Double]] = [
            [5], [3, 3, 3], [0, 0], [1e-300, 1e300], [-1e308, 1e308], [.nan, 2, .infinity], [1e15, 1e15 + 1],
            [Double.leastNonzeroMagnitude], [-0.0],
        ]
        for values in odd {
            for type in [ScaleType.linear, .symlog(threshold: 1e-3)] {
                let chart = Chart {
                    LineMark(values, label: "a")
                    PointMark(values, label: "a")
                }.yScale(type)
                do {
                    _ = try chart.scene().png(scale: 1)
                } catch let error as FigureError {
                    #expect(
                        error.description
                            == "The chart's y axis is too long: the difference of its ends is beyond the largest number.",
                        "\(values)")
                }
            }
        }
        let positive = Chart { PointMark([1e-300, 1, 1e300]) }.yScale(.log)
        #expect(try positive.scene().series.count == 1)
    }

    @Test("two hundred curves, long labels, right-to-left and CJK texts are drawn")
    func extremes() throws {
        let curves = (0..<200).map { curve in (0..<50).map { Double($0 * curve) } }
        let chart = Chart {
            LineMark(x: ranks(50), series: curves, labels: (0..<200).map { "curve \($0)" }, label: "curves")
        }
        .title(String(repeating: "very long ", count: 1000))
        .xScale(label: "عربى").yScale(label: "中文標籤")
        let scene = try chart.scene()
        // Whether a font here has Chinese letters is the machine's business; where none has, a note says so.
        let note = "No font here has all letters of “中文標籤”."
        #expect(scene.notes.filter { $0 != note } == ["There is room for 17 of 200 labels at the curves' ends."])
        let texts = scene.items.compactMap { item -> SceneText? in
            if case .text(let text) = item, text.label.hasPrefix("curve ") { text } else { nil }
        }
        #expect(texts.count == 17)
        for (upper, lower) in zip(texts, texts.dropFirst()) { #expect(abs(upper.origin.y - lower.origin.y) > 14.9) }
    }
}
