import Drawing
import Testing

@testable import Plotting

@Suite("Legends, titles and wrapped texts")
struct LegendTests {
    private func legend(_ scene: Scene) -> [SceneText] {
        LayoutChecks.texts(scene).filter { $0.part == "legend" }.map(\.text)
    }

    private func chart(_ curves: [[Double]]) -> Chart {
        Chart { for (index, curve) in curves.enumerated() { LineMark(curve, label: "curve \(index + 1)") } }
    }

    @Test("a trailing legend is a column at the right of the plot, and above it in a narrow panel")
    func trailing() throws {
        let figure = chart([[1, 2], [2, 4], [3, 5]]).legend(.trailing)
        let scene = try figure.scene()
        let names = legend(scene)
        #expect(names.map(\.label) == ["curve 1", "curve 2", "curve 3"])
        #expect(Set(names.map(\.origin.x)).count == 1)
        for name in names { #expect(name.bounds.minX > LayoutChecks.plots(scene)[0].maxX) }
        let narrow = try figure.size(width: 280).scene()
        for name in legend(narrow) { #expect(name.bounds.maxY < LayoutChecks.plots(narrow)[0].minY) }
    }

    @Test("a legend goes inside only where a corner is nearly empty")
    func inside() throws {
        let falling = (0..<100).map { 1 / Double($0 + 1) }
        let empty = try chart([falling]).legend(.inside).scene()
        let plot = LayoutChecks.plots(empty)[0]
        #expect(plot.contains(legend(empty)[0].bounds))
        let full = (0..<40).map { start in (0..<100).map { Double(($0 * 7 + start * 13) % 40) } }
        let crowded = try Chart { LineMark(x: ranks(100), series: full, label: "all") }.legend(.inside).scene()
        #expect(legend(crowded)[0].bounds.maxY < LayoutChecks.plots(crowded)[0].minY)
    }

    @Test(
        "of two hundred names the legend shows what fits, and says how many more there are",
        arguments: [LegendPosition.top, .trailing, .inside, .automatic])
    func manyNames(position: LegendPosition) throws {
        let figure = chart((0..<200).map { [Double($0), Double($0 + 1)] }).legend(position)
        let scene = try figure.scene()
        let names = legend(scene)
        #expect(names.count > 5 && names.count < 100)
        #expect(names.last?.label == "and \(201 - names.count) more")
        #expect(scene.notes == ["The legend has room for \(names.count - 1) of 200 names."])
        #expect(LayoutChecks.faults(scene) == [])
        #expect(LayoutChecks.plots(scene)[0].height > 100)
    }

    @Test("a text is broken at spaces outside of markup, at line breaks, and between Chinese characters")
    func wrapping() {
        let font = Theme.light.labelFont
        func lines(_ text: String, _ width: Double, _ most: Int = 5) -> [String] {
            TextBlock(text, font: font, width: width, maxLines: most).lines.map(\.markup.source)
        }
        #expect(lines("one two", 500) == ["one two"])
        #expect(lines("one\ntwo", 500) == ["one", "two"])
        #expect(lines("one two three", 55) == ["one two", "three"])
        #expect(lines("one *two three*", 75) == ["one", "*two three*"])
        #expect(lines("", 50) == [""])
        #expect(lines("  one  ", 50) == ["one"])
        let chinese = lines(String(repeating: "字", count: 30), 120, 9)
        #expect(chinese.count > 1 && chinese.joined() == String(repeating: "字", count: 30))
        #expect(chinese.dropFirst().allSatisfy { !"、。".contains($0.first ?? "。") })
    }

    @Test("a text that does not fit gets smaller, by a quarter at most, and then ends in an ellipsis")
    func shrinking() {
        let font = Theme.light.titleFont
        for length in [1, 10, 100, 10_000] {
            for width in [5.0, 60, 300] {
                for lines in [1, 2, 3] {
                    let text = Array(repeating: "long words", count: length).joined(separator: " ")
                    let block = TextBlock(text, font: font, width: width, maxLines: lines)
                    #expect(block.lines.count <= lines)
                    #expect(block.width <= max(width, 12) + 0.01)
                    #expect(block.isCut == (block.lines.last?.markup.source.hasSuffix("…") ?? false))
                    #expect(block.lines.allSatisfy { $0.font.size >= font.size * 0.75 })
                }
            }
        }
    }

    @Test("titles take at most three lines, and what is below them moves down")
    func titles() throws {
        let long = String(repeating: "a title of many words ", count: 60)
        let plain = try chart([[1, 2]]).size(height: 300).scene()
        let scene = try chart([[1, 2]]).title(long, subtitle: "quiet").size(height: 300).scene()
        let titles = LayoutChecks.texts(scene).filter { $0.part == "title" }
        #expect(titles.count == 3 && titles.last?.text.label.hasSuffix("…") == true)
        let subtitle = try #require(LayoutChecks.texts(scene).first { $0.part == "subtitle" })
        #expect(subtitle.text.fill.role == .soft && subtitle.text.bounds.minY >= titles[2].text.bounds.maxY - 0.02)
        #expect(LayoutChecks.plots(scene)[0].minY > LayoutChecks.plots(plain)[0].minY + 40)
    }
}
