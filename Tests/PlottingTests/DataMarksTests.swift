import Drawing
import FigureData
import Foundation
import Testing

@testable import Plotting

@Suite("Histograms and bars")
struct BarKindsTests {
    @Test("every value is in a bin, the greatest too")
    func complete() throws {
        var generator = DemonstrationFigures.Generator(state: 8)
        for count in 1...60 {
            let values = (0..<30).map { _ in 15 * Double.random(in: 0...1, using: &generator) }
            let series = try Chart { HistogramMark(values, bins: .count(count)) }.scene().series
            #expect(series[0].columns.last?.numbers?.reduce(0, +) == 30, "\(count) bins")
        }
    }

    @Test(
        "values fall into bins as the bins say",
        arguments: [
            (HistogramBins.count(2), ["0", "2"], ["2", "4"], ["2", "3"]),
            (.width(2), ["0", "2", "4"], ["2", "4", "6"], ["2", "2", "1"]),
            (.edges([1, 2, 4]), ["1", "2"], ["2", "4"], ["1", "3"]),
            // The interquartile range is 2, and 2 · 2 / ∛5 = 2.34.
            (.automatic, ["0", "2"], ["2", "4"], ["2", "3"]),
        ])
    func bins(bins: HistogramBins, from: [String], to: [String], counts: [String]) throws {
        let series = try Chart { HistogramMark([0, 1, 2, 3, 4], bins: bins) }.scene().series
        #expect(series.first?.columns.map(\.cells) == [from, to, counts])
    }

    @Test("a density has the area 1, and counts add up to the number of values")
    func density() throws {
        var generator = DemonstrationFigures.Generator(state: 31)
        for count in [2, 10, 1000] {
            let values = (0..<count).map { _ in generator.normal() }
            func columns(_ isDensity: Bool) throws -> [[Double]] {
                let series = try Chart { HistogramMark(values, isDensity: isDensity) }.scene().series
                return try #require(series.first).columns.map { $0.cells.compactMap { Double($0) } }
            }
            let dense = try columns(true)
            let area = zip(zip(dense[0], dense[1]), dense[2]).map { ($0.1 - $0.0) * $1 }.reduce(0, +)
            #expect(abs(area - 1) < 1e-12)
            #expect(try columns(false)[2].reduce(0, +) == Double(count))
        }
    }

    @Test("values outside the bins are left out, and a note says so")
    func outside() throws {
        let scene = try Chart { HistogramMark([0, 1, .nan, 7], bins: .edges([0, 2]), label: "*x*") }.scene()
        #expect(scene.notes == ["2 of 4 values of HistogramMark “x” are in no bin and are left out."])
    }

    @Test("at most 200 bins are chosen, and equal values get one")
    func limits() throws {
        let far = (0..<999).map { Double($0) * 1e-6 } + [1e6]
        let series = try Chart { HistogramMark(far) }.scene().series
        #expect(series.first?.columns[0].cells.count == 200)
        let equal = try Chart { HistogramMark([3, 3, 3]) }.scene().series
        #expect(equal.first?.columns.map(\.cells) == [["2.85"], ["3.15"], ["3"]])
    }

    private func bars(_ stacking: BarStacking) throws -> [BarMark] {
        let chart = Chart {
            BarMark(categories: ["a", "b"], values: [3, -1], label: "one")
            BarMark(categories: ["b", "a"], values: [-3, 1], label: "two")
            BarMark(categories: ["a", "b"], values: [.nan, 4], label: "three")
        }.stacking(stacking)
        return try chart.preparedLayers().compactMap { $0 as? BarMark }
    }

    @Test("stacked bars begin where those before end, negative ones downwards")
    func stacked() throws {
        let bars = try bars(.stacked)
        #expect(bars[0].segments == [BarSegment(foot: 0, end: 3), BarSegment(foot: 0, end: -1)])
        #expect(bars[1].segments == [BarSegment(foot: -1, end: -4), BarSegment(foot: 3, end: 4)])
        #expect(bars[2].segments?.last == BarSegment(foot: 0, end: 4))
        #expect(BarStack.places(bars).map(\.count) == [1, 1, 1])
        #expect(try self.bars(.grouped).allSatisfy { $0.segments == nil })
        #expect(BarStack.places(try self.bars(.grouped)).map(\.index) == [0, 1, 2])
    }

    @Test("normalized bars are parts of the sum of magnitudes")
    func normalized() throws {
        let bars = try bars(.normalized)
        #expect(bars[0].segments == [BarSegment(foot: 0, end: 0.75), BarSegment(foot: 0, end: -0.125)])
        #expect(bars[1].segments == [BarSegment(foot: -0.125, end: -0.5), BarSegment(foot: 0.75, end: 1)])
    }

    @Test("a mark's own stacking counts more than the chart's")
    func ownStacking() throws {
        let layers = try Chart {
            BarMark(categories: ["a"], values: [1]).stacking(.grouped)
            BarMark(categories: ["a"], values: [1])
            BarMark(categories: ["a"], values: [1])
        }.stacking(.stacked).preparedLayers()
        #expect(BarStack.places(layers).map(\.index) == [0, 1, 1])
    }

    @Test("numeric bars are four fifths as wide as the values are apart")
    func numeric() throws {
        #expect(BarMark.usualWidth([1, 2, 4]) == 0.8)
        #expect(BarMark.usualWidth([5, 5, .nan]) == 0.8)
        let plan = try ChartPlan(Chart { BarMark(x: [0, 10], y: [1, 2]) })
        #expect(plan.x.scale.lower <= -4 && plan.x.scale.upper >= 14)
        #expect(plan.y.scale.lower == 0)
    }
}
