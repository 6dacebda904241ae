import FigureData
import Foundation
import Testing

@testable import Plotting

@Suite("Draft alternative texts")
struct DraftAlternativeTests {
    private func draft(_ chart: Chart) throws -> String { try chart.scene().draftAlternative }

    @Test("a falling curve says whence and whither")
    func falling() throws {
        let chart = Chart { LineMark(x: [0.6, 1, 2, 5.3], y: [1, 0.9, 0.7, 0.55]) }
            .xScale(.log, label: "training time *t*").yScale(domain: 0.5...1.1, label: "loss")
        #expect(
            try draft(chart)
                == "Line chart of loss (0.5 to 1.1) against training time t (logarithmic, 0.6 to 5.3), one series."
                + " loss falls from 1 at 0.6 to 0.55 at 5.3.")
    }

    @Test("a step says where it is")
    func step() throws {
        let x = (0..<41).map(Double.init)
        let y = x.map { -tanh(($0 - 20) / 2) }
        #expect(
            try draft(Chart { LineMark(x: x, y: y, label: "loss") }.yScale(domain: -1...1))
                == "Line chart of y (−1 to 1) against x (0 to 40), one series."
                + " loss falls from 1 at 0 to −1 at 40; its largest drop is near 20.")
    }

    @Test(
        "a curve has the trend of its ranks, or turns at an extreme inside",
        arguments: [
            ([1, 2, 3, 4, 5], Trend.rises), ([5, 4, 3, 1, 2], .falls), ([2, 2, 2], .constant), ([7], .constant),
            ([1, 2, 4, 8, 5, 3, 1], .peak(3)), ([8, 5, 2, 1, 3, 6, 9], .valley(3)),
            ([1, 5, 2, 6, 1, 5, 2], .irregular),
            ([1, 1, 1, 2], .irregular), ([1, 1, 2, 2, 3, 3], .rises), ([-1e308, 0, 1e308], .rises),
            ([1e-300, 2e-300], .rises),
        ])
    func trends(values: [Double], trend: Trend) {
        #expect(Trend(values) == trend)
        #expect(Trend(values.map { -$0 }) == trend.opposite)
    }

    @Test("points have a correlation, on the scales that they are drawn on")
    func points() throws {
        let x = [1.0, 100, 10, 1000]
        #expect(
            try draft(
                Chart { PointMark(x: x, y: x.map { 3 / $0 }) }.xScale(.log, domain: 1...1000).yScale(
                    .log, domain: 0.001...10))
                == "Scatter plot of y (logarithmic, 0.001 to 10) against x (logarithmic, 1 to 1,000), one series."
                + " There are 4 points, whose coordinates as drawn have the correlation −1.")
        #expect(Trend.correlation([1, 2, 3], [1, 1, 1]) == nil)
        #expect(abs((Trend.correlation([1e300, 2e300, 4e300], [1, 3, 2]) ?? 0) - 0.3273) < 1e-3)
    }

    @Test("bars say the largest and the smallest, with true minus signs")
    func bars() throws {
        let chart = Chart {
            BarMark(categories: ["MEN", "analogies", "rare"], values: [76.44, .nan, -21.1], label: "ours")
        }
        .yScale(domain: -50...100, label: "score")
        #expect(
            try draft(chart)
                == "Bar chart of score (−50 to 100) against MEN, analogies and rare, one series."
                + " ours is largest, 76.4 for MEN, and smallest, −21.1 for rare.")
    }

    @Test("of many curves three are described and the others counted")
    func families() throws {
        let x = [1.0, 2, 3]
        let rising = (0..<8).map { curve in x.map { $0 * Double(curve + 1) } }
        let chart = Chart { LineMark(x: x, series: rising + [[3, 2, 1]], labels: ["a"]) }.yScale(domain: 0...24)
        #expect(
            try draft(chart)
                == "Line chart of y (0 to 24) against x (1 to 3), nine series. a rises from 1 at 1 to 3 at 3."
                + " y 2 rises from 2 at 1 to 6 at 3. y 3 rises from 3 at 1 to 9 at 3."
                + " Of the six others five rise and one falls.")
    }

    @Test("gaps, rules and labelled points are told")
    func others() throws {
        let chart = Chart {
            LineMark(x: [1, 2, 3], y: [2, .nan, 2])
            RuleMark(x: 2.5, label: "half")
            TextMark(x: [1], y: [2], text: ["*k* = 1"] as [Label])
        }.xScale(domain: 1...3).yScale(domain: 0...4)
        #expect(
            try draft(chart)
                == "Line chart of y (0 to 4) against x (1 to 3), one series. y stays at 2, with one value missing."
                + " A rule marks x = 2.5, “half”. Labelled is k = 1.")
    }

    @Test("several charts are told one by one, what they share but once")
    func severalCharts() throws {
        func chart(_ values: [Double]) -> Chart {
            Chart { LineMark(values) }.xScale(domain: 1...2).yScale(domain: 0...4)
        }
        #expect(
            try HStack {
                chart([1, 2]).title("*a*"); chart([3, 0])
            }.scene().draftAlternative
                == "Two charts, each a line chart of y (0 to 4) against x (1 to 2)."
                + " Chart 1 (“a”): y rises from 1 at 1 to 2 at 2. Chart 2: y falls from 3 at 1 to 0 at 2.")
    }

    @Test("heat maps say their range and where the largest cell is, histograms their highest bin, bands their ends")
    func otherMarks() {
        func words(_ mark: DataSeries.Mark, _ columns: [DataSeries.Column]) -> [String] {
            let series = DataSeries(name: mark.rawValue, columns: columns, mark: mark, chart: 1)
            return SeriesWords(panel: nil, nameOfY: "count").clauses([series]).map(\.sentence)
        }
        let cells = [
            DataSeries.Column("word", texts: ["a", "b"]), DataSeries.Column("mode 1", [0.5, -2]),
            DataSeries.Column("mode 2", [.nan, 1.2345]),
        ]
        #expect(
            words(.rectangle, cells) == [
                "2 × 2 cells lie between −2 and 1.23; the largest is in row b, mode 2, on the diagonal"
            ])
        let bins = [
            DataSeries.Column("x, from", [0, 1]), DataSeries.Column("x, to", [1, 2]),
            DataSeries.Column("count", [3, 9]),
        ]
        #expect(words(.histogram, bins) == ["count is largest, 9, between 1 and 2, of two bins"])
        let band = [
            DataSeries.Column("x", [2, 1, .nan]), DataSeries.Column("y, lower", [0, 0.5, 0]),
            DataSeries.Column("y, upper", [1, 1.5, 9]),
        ]
        #expect(words(.area, band) == ["A band goes from 0.5…1.5 at 1 to 0…1 at 2"])
        #expect(words(.rectangle, []) == ["There are no rectangles"])
    }

    @Test("a power law has no largest drop, and a shared axis its label from another chart")
    func logarithmicAxes() throws {
        let x = (1...64).map(Double.init)
        let law = Chart { LineMark(x: x, y: x.map { 1 / $0 }) }.xScale(.log, label: "rank").yScale(
            .log, domain: 0.01...1)
        #expect(
            try draft(law)
                == "Line chart of y (logarithmic, 0.01 to 1) against rank (logarithmic, 1 to 64), one series."
                + " y falls from 1 at 1 to 0.0156 at 64.")
        let stack = VStack {
            Chart { LineMark([1, 2]) }.yScale(domain: 0...2)
            Chart { LineMark([2, 1]) }.xScale(label: "time").yScale(domain: 0...2)
        }.sharedAxes(.x)
        #expect(
            try stack.scene().draftAlternative
                == "Two charts, each a line chart of y (0 to 2) against time (1 to 2)."
                + " Chart 1: y rises from 1 at 1 to 2 at 2. Chart 2: y falls from 2 at 1 to 1 at 2.")
    }

    @Test(
        "every demonstration has a draft of plain sentences",
        arguments: (DemonstrationFigures.all + DemonstrationFigures.marks).map(\.name))
    func demonstrations(name: String) throws {
        let draft = try #require((DemonstrationFigures.all + DemonstrationFigures.marks).first { $0.name == name })
            .figure.scene().draftAlternative
        #expect(draft.hasSuffix(".") && draft.count > 60 && draft.count < 1500)
        #expect(!draft.contains("*") && !draft.contains("_{") && !draft.contains("nan") && !draft.contains("-0"))
    }

    @Test(
        "numbers have three significant digits",
        arguments: [
            (0.0, "0"), (-1234.5, "−1,230"), (0.012345, "0.0123"), (9.999, "10"), (76.44, "76.4"), (1e7, "1×10⁷"),
            (-2.5e-9, "−2.5×10⁻⁹"), (0.9999, "1"), (1e300, "1×10³⁰⁰"), (150, "150"), (.infinity, "inf"),
        ])
    func numbers(value: Double, words: String) {
        #expect(Words.rounded(value) == words)
    }
}

extension Trend {
    fileprivate var opposite: Trend {
        switch self {
        case .rises: .falls
        case .falls: .rises
        case .peak(let index): .valley(index)
        case .valley(let index): .peak(index)
        case .constant, .irregular: self
        }
    }
}
