import Drawing
import Testing

@testable import Plotting

@Suite("Extreme and equal values")
struct ExtremeValueTests {
    private func labels(_ chart: Chart, _ part: String) throws -> [String] {
        try chart.scene().elements.compactMap { element in
            if element.part == part, case .text(let text) = element.item { text.label } else { nil }
        }
    }

    /// Values as close as numbers can be, or nearly.
    private static let dense: [[Double]] = [
        [1_000_000_000_000_000.25, 1_000_000_000_000_000.5, 1_000_000_000_000_000.75], [5e-324, 0, 1e-323],
        [1e300, 1e300.nextUp], [-1_000_000_000_000_000.25, -1_000_000_000_000_000.5], [1, 1.0.nextUp],
        [1e16, 1e16.nextUp, 1e16.nextUp.nextUp],
    ]

    @Test("what a logarithmic axis does not have is not in the drafted words either")
    func words() throws {
        let chart = Chart { LineMark(x: [0, 1, 10], y: [-1, 1, 10]) }.xScale(.log).yScale(.log)
        #expect(
            try chart.scene().draftAlternative
                == "Line chart of y (logarithmic, 0.891 to 11.2) against x (logarithmic, 1 to 10), one series."
                + " y rises from 1 at 1 to 10 at 10, with one value missing.")
        let bars = Chart { BarMark(categories: ["a", "b", "c"], values: [0, 2, 3]) }.yScale(.log)
        #expect(try bars.scene().draftAlternative.hasSuffix("y is largest, 3 for c, and smallest, 2 for b."))
        let points = Chart { PointMark(x: [3, 1, 2], y: [0, 1, 2]) }.yScale(.log)
        #expect(try points.scene().draftAlternative.contains("There are 2 points"))
    }

    @Test("words have as many digits as tell values apart")
    func digits() throws {
        let close = (0..<10).map { 1 + (Double($0 % 3) - 1) * 4e-15 }
        let draft = try Chart { PointMark(close) }.scene().draftAlternative
        #expect(draft.contains("least, 0.999999999999996 at 1, and greatest, 1.000000000000004 at 3"), "\(draft)")
        #expect(!draft.contains("(1 to 1)"))
        #expect(Words.digits(telling: 1, 2) == 3 && Words.digits(telling: 1, 1) == 3)
        #expect(Words.digits(telling: 1, 1.0001) == 6 && Words.digits(telling: 1, 1.0.nextUp) == 17)
        #expect(Words.rounded(1.0.nextUp, digits: 17) == "1.0000000000000002")
    }

    @Test(
        "an axis whose values have no round numbers between them has labels that tell its ends apart",
        arguments: dense)
    func ticks(values: [Double]) throws {
        let labels = try labels(Chart { LineMark(values) }, "y tick label")
        #expect(labels.count >= 2 && Set(labels).count == labels.count, "\(labels)")
    }

    @Test("what is too far apart to be drawn is an error that says so")
    func tooFar() {
        let most = Double.greatestFiniteMagnitude
        for chart in [
            Chart { LineMark([-most, most]) }, Chart { LineMark([1, 2]) }.yScale(domain: -most...most),
        ] {
            let error = #expect(throws: FigureError.self) { try chart.scene() }
            #expect(
                error?.description
                    == "The chart's y axis is too long: the difference of its ends is beyond the largest number.")
            #expect(error?.remedy == "Leave the largest values out, or divide all of them by a number.")
        }
    }

    @Test(
        "a value at a bar is written shortly",
        arguments: [
            (Double.greatestFiniteMagnitude, 1, "1.8×10^{308}"), (-2.5e20, 2, "−2.50×10^{20}"),
            (1e15, 0, "1.0×10^{15}"),
            (123_456_789, 0, "123,456,789"), (0.25, 2, "0.25"),
        ])
    func values(value: Double, digits: Int, text: String) throws {
        #expect(TickLabels.value(value, decimals: digits) == text)
        let chart = Chart {
            BarMark(categories: ["a", "b"], values: [value, value / 2]).showingValues(digits: digits)
        }
        let scene = try chart.scene()
        for case .text(let text) in scene.items {
            #expect(text.bounds.minX >= 0 && text.bounds.maxX <= scene.width, "\(text.label)")
        }
    }

    @Test(
        "bars of one category stand side by side", arguments: [BarMark.Orientation.vertical, .horizontal])
    func repeated(orientation: BarMark.Orientation) throws {
        let scene = try Chart {
            BarMark(categories: ["a", "a", "b"], values: [1, 2, 3], orientation: orientation)
            BarMark(categories: ["a"], values: [4], label: "other", orientation: orientation)
        }.scene()
        let bars = scene.elements.compactMap { element -> Path? in
            if element.part.hasPrefix("BarMark"), case .path(let path, _?, _) = element.item { path } else { nil }
        }.map(Self.box)
        #expect(bars.count == 4)
        for (index, bar) in bars.enumerated() {
            for other in bars[(index + 1)...] { #expect(!bar.insetBy(0.1).intersects(other.insetBy(0.1))) }
        }
    }

    private static func box(_ path: Path) -> Rect {
        let points = path.elements.compactMap { step -> Point? in
            switch step {
            case .move(let point), .line(let point): point
            default: nil
            }
        }
        let (xs, ys) = (points.map(\.x), points.map(\.y))
        let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
        return Rect(x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
    }

    @Test(
        "a size that cannot be drawn is an error with the sizes that can",
        arguments: [(20_000.0, 20_000.0), (16_001, 10), (16_000, 4000), (0, 0), (.infinity, 100), (-5, 100)])
    func sizes(width: Double, height: Double) {
        let error = #expect(throws: FigureError.self) {
            try Chart { LineMark([1, 2]) }.size(width: width, height: height).scene()
        }
        #expect(error?.description == "The figure's size is \(width) × \(height) pixels.")
        #expect(
            error?.remedy
                == "Give it a width and a height of 1 to 16,000 pixels, and at most 50 million pixels together.")
    }
}
