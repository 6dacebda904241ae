import Testing

@testable import Plotting

@Suite("Notes of a figure")
struct FigureNoteTests {
    private static let zeroes: [Double] = [10, 0, -5, 3, 1]

    @Test(
        "what a figure leaves out has a note with a remedy, and what its author left out has none",
        arguments: [
            (
                Chart { LineMark(x: [1, 2, 3, 4, 5], y: zeroes) }.yScale(.log),
                "2 of 5 values are not positive and are left out of the logarithmic y axis.", true
            ),
            (
                Chart { PointMark(x: zeroes, y: [1, 2, 3, 4, 5]) }.xScale(.log),
                "2 of 5 values are not positive and are left out of the logarithmic x axis.", true
            ),
            (
                Chart { BarMark(categories: ["a", "b"], values: [0, 2]) }.yScale(.log),
                "1 of 2 values are not positive and are left out of the logarithmic y axis.", true
            ),
            (
                Chart {
                    LineMark([1, 2])
                    LineMark([0, 2]).axis(.trailing)
                }.trailingScale(.log),
                "1 of 2 values are not positive and are left out of the logarithmic trailing axis.", true
            ),
            (
                Chart { PointMark([4, -1, 9]) }.yScale(.squareRoot),
                "1 of 3 values are negative and are left out of the square-root y axis.", true
            ),
            (
                Chart { HistogramMark([1, 2, 9], bins: .edges([0, 1, 2])) },
                "1 of 3 values of HistogramMark are in no bin and are left out.", true
            ),
            (
                Chart { HistogramMark([1, 2, .nan]) },
                "1 of 3 values of HistogramMark are in no bin and are left out.", false
            ),
            (
                Chart { RectangleMark(matrix: [[1, .nan], [2, 3]]) },
                "1 of 4 cells of RectangleMark have no value on the color scale and are left empty.", false
            ),
            (
                Chart { RectangleMark(matrix: [[1, 0], [2, 3]]) }.colorScale(scale: .log),
                "1 of 4 cells of RectangleMark have no value on the color scale and are left empty.", true
            ),
            (
                Chart { PointMark(x: [1, 2], y: [1, 2]).color(by: [1, .nan]) },
                "1 of 2 points of PointMark have no value on the color scale and are left out.", false
            ),
            (
                Chart { PointMark(x: [1, 2], y: [1, 2]).symbolSize(by: [1, -1]) },
                "1 of 2 points of PointMark have no size that is a number of at least 0 and are left out.", true
            ),
            (
                Chart { PointMark([1, 2]) }.title("\u{10FFFD}"), "No font here has all letters of “\u{10FFFD}”.", true
            ),
            (
                Chart { TextMark(x: [1, 2], y: [1, 2], text: ["a", "\u{10FFFD}"]) },
                "No font here has all letters of “\u{10FFFD}”.", true
            ),
        ])
    func kinds(chart: Chart, note: String, isAdvised: Bool) throws {
        let remarks = try chart.scene().remarks
        #expect(remarks.map(\.description).contains(note), "\(remarks)")
        #expect(remarks.first { $0.description == note }?.remedy == nil ? !isAdvised : isAdvised)
    }

    @Test("labels without room are named if they are few, and counted if they are many")
    func labels() throws {
        func scene(_ count: Int) throws -> Scene {
            try Chart {
                TextMark(
                    x: (0..<count).map { Double($0 % 7) / 100 }, y: (0..<count).map { Double($0 % 11) / 100 },
                    text: (0..<count).map { "word\($0)" })
            }.scene()
        }
        let remarks = try scene(400).remarks
        let shown = try scene(400).elements.count { $0.part == "label" }
        #expect(shown < 390)
        #expect(remarks.map(\.description) == ["There is room for \(shown) of 400 labels."])
        #expect(remarks.allSatisfy { $0.remedy != nil })
        #expect(try scene(5).remarks == [])
    }

    @Test(
        "of texts at one place the first are kept, and one is left out only where the earlier ones leave no room",
        arguments: [2, 12, 40, 90])
    func order(count: Int) throws {
        let chart = Chart {
            TextMark(
                x: Array(repeating: 0.5, count: count), y: Array(repeating: 0.5, count: count),
                text: (0..<count).map { "word\($0 + 100)" })
        }.xScale(domain: 0...1).yScale(domain: 0...1)
        let kept = try chart.scene().elements.compactMap { element -> String? in
            if element.part == "label", case .text(let text) = element.item { text.label } else { nil }
        }
        #expect(kept.sorted() == (0..<kept.count).map { "word\($0 + 100)" })
        #expect(kept.count == count || kept.count >= 8)
    }

    @Test("a note of a film is said once, with how many frames have it, and letters of frames are looked at")
    func films() throws {
        let film = try Film([1, 2, 3, 4]) { time in
            Chart { LineMark([time - 2, time, 5], label: time < 4 ? "a" : "\u{10FFFD}") }.yScale(.log)
        }
        #expect(
            film.notes(of: try film.scenes()).map(\.description) == [
                "1 of 3 values are not positive and are left out of the logarithmic y axis"
                    + " (in 2 of 4 frames, first at 1).",
                "No font here has all letters of “\u{10FFFD}” (in 1 of 4 frames, first at 4).",
            ])
    }

    @Test("notes are read back from a scene's text")
    func roundTrip() throws {
        let scene = try Chart { LineMark(x: [1, 2, 3, 4, 5], y: Self.zeroes) }.yScale(.log).scene()
        #expect(try Scene(text: scene.text) == scene)
    }
}
