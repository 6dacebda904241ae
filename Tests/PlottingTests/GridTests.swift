import Drawing
import Testing

@testable import Plotting

@Suite("Grids, panel letters and shared axes")
struct GridTests {
    private func panel(_ top: Double = 10) -> Chart {
        Chart { LineMark(x: [0, 4], y: [0, top]) }.xScale(domain: 0...4, label: "time").yScale(domain: 0...top)
    }

    private func letters(_ scene: Scene) -> [String] {
        LayoutChecks.texts(scene).filter { $0.part == "panel letter" }.map(\.text.label)
    }

    @Test("a figure that spans two columns is as wide as both plots and what is between them")
    func spans() throws {
        let scene = try Grid(columns: 2) {
            panel().span(columns: 2)
            panel()
            panel()
        }.scene()
        let plots = LayoutChecks.plots(scene)
        #expect(plots.count == 3)
        #expect(plots[0].minX == plots[1].minX && plots[0].maxX == plots[2].maxX)
        #expect(plots[1].width == plots[2].width && plots[1].minY == plots[2].minY)
    }

    @Test("a figure that spans two rows ends with the lower of its neighbours, which fill the free cells")
    func rowSpans() throws {
        let scene = try Grid(columns: 2) {
            panel().span(rows: 2)
            panel()
            panel()
        }.scene()
        let plots = LayoutChecks.plots(scene)
        #expect(plots[0].minY == plots[1].minY && plots[0].maxY == plots[2].maxY)
        #expect(plots[1].minX == plots[2].minX && plots[2].minX > plots[0].maxX)
    }

    @Test("plots of columns have the widths that columnWidths asks for")
    func widths() throws {
        let scene = try Grid(columns: 2, columnWidths: [1, 3]) {
            panel()
            panel()
        }.scene()
        let plots = LayoutChecks.plots(scene)
        #expect(abs(plots[1].width - 3 * plots[0].width) < 0.05)
    }

    @Test("letters follow the reading order through nested stacks")
    func order() throws {
        let nested = HStack {
            panel()
            VStack {
                panel()
                panel()
            }
        }
        #expect(letters(try nested.panelLetters().scene()) == ["**a**", "**b**", "**c**"])
        #expect(letters(try nested.panelLetters(.uppercase).scene()) == ["**A**", "**B**", "**C**"])
        #expect(letters(try nested.scene()) == [])
        #expect(
            [0, 25, 26, 27, 701, 702].map { PanelLetters.lowercase.text($0) } == ["a", "z", "aa", "ab", "zz", "aaa"])
    }

    @Test("letters stand outside of the plots, in line with one another")
    func places() throws {
        let scene = try Grid(columns: 2) { for top in [1, 1000, 10, 1e6] { panel(top) } }.panelLetters().scene()
        let marks = LayoutChecks.texts(scene).filter { $0.part == "panel letter" }.map(\.text.bounds)
        let plots = LayoutChecks.plots(scene)
        #expect(marks.count == 4)
        #expect(marks[0].x == marks[2].x && marks[1].x == marks[3].x && marks[0].y == marks[1].y)
        for (mark, plot) in zip(marks, plots) { #expect(mark.maxX < plot.minX && mark.maxY < plot.minY) }
    }

    @Test("shared axes are labelled at the outermost panels only")
    func sharing() throws {
        let grid = Grid(columns: 2) { for top in [10.0, 20, 30] { panel(top) } }
        func labelled(_ axes: SharedAxes, _ part: String) throws -> [Int] {
            let texts = LayoutChecks.texts(try grid.sharedAxes(axes).scene())
            return Set(texts.filter { $0.part == part }.map(\.chart)).sorted()
        }
        // The second panel has none below it.
        #expect(try labelled(.both, "x tick label") == [2, 3])
        #expect(try labelled(.both, "y tick label") == [1, 3])
        #expect(try labelled(.rows, "y tick label") == [1, 3])
        #expect(try labelled(.columns, "x tick label") == [2, 3])
        #expect(try labelled([], "y tick label") == [1, 2, 3])
        let rows = LayoutChecks.texts(try grid.sharedAxes(.rows).scene())
        #expect(rows.filter { $0.part == "y tick label" && $0.chart == 1 }.last?.text.label == "20")
        #expect(rows.filter { $0.part == "y tick label" && $0.chart == 3 }.last?.text.label == "30")
    }

    @Test("a heading over a stack is above all panels")
    func headings() throws {
        for figure in [
            HStack { panel() }.title("Above", subtitle: "below it") as any Figure,
            VStack { panel() }.title("Above", subtitle: "below it"),
            Grid(columns: 1) { panel() }.title("Above", subtitle: "below it"),
        ] {
            let scene = try figure.scene()
            let texts = LayoutChecks.texts(scene)
            #expect(texts.prefix(2).map(\.text.label) == ["Above", "below it"])
            #expect(texts.prefix(2).map(\.chart) == [0, 0])
            #expect(LayoutChecks.faults(scene) == [])
            #expect(LayoutChecks.plots(scene)[0].minY > texts[1].text.bounds.maxY)
        }
    }
}
