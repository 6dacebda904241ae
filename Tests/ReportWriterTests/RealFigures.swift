import BookModel
import Foundation
import LightMarkup
import Plotting
import ReportWriter

/// Figures and a film that Plotting draws, as a real book has them, of data that never changes.
enum RealFigures {
    /// A writer with the colours of real figures in each theme.
    static let writer = Result {
        try ReportWriter(
            options: ReportOptions(
                plotStyleSheet: ReportOptions.switching(
                    light: ThemeStyleSheet.declarations(of: .light), dark: ThemeStyleSheet.declarations(of: .dark),
                    print: ThemeStyleSheet.declarations(of: .print)),
                assetCache: PageTests.cache))
    }

    private static let times = (0..<60).map { Double($0) / 5 }

    private static func height(_ mode: Int, _ time: Double) -> Double {
        (30 - 4 * Double(mode)) / (1 + exp(-3 * (time - 2.4 * Double(mode))))
    }

    /// Lines with labels at their ends, titles, ticks and an annotation.
    static func steps() throws -> FigureOutput {
        try output(
            "steps", "Four singular values rise one after the other.",
            Chart {
                for mode in 1...4 {
                    LineMark(x: times, y: times.map { height(mode, $0) }, label: "mode \(mode)")
                }
                AnnotationMark("the first step", x: 2.4, y: 13, toward: .upLeft)
            }
            .title("One concept at a time").xScale(label: "training time *t*").yScale(label: "*s*_{k}(*t*)"))
    }

    /// Bars of two series with a legend.
    static func bars() throws -> FigureOutput {
        try output(
            "bars", "Bars of two kinds of analogies.",
            Chart {
                BarMark(categories: ["capital", "currency", "gender"], values: [74, 31, 58], label: "this build")
                BarMark(categories: ["capital", "currency", "gender"], values: [66, 28, 61], label: "paper")
            }
            .yScale(label: "analogies, %"))
    }

    /// A matrix with names of rows and columns and a bar of its colours.
    static func matrix() throws -> FigureOutput {
        var cells: [[Double]] = []
        for row in 0..<5 { cells.append((0..<8).map { column in Double((column * 5 + row * 7) % 13) - 5 }) }
        return try output(
            "matrix", "A matrix of five relations and eight directions.",
            Chart {
                RectangleMark(
                    matrix: cells, rows: ["capital", "currency", "gender", "plural", "tense"],
                    columns: (1...8).map { Label("*v*_{\($0)}") })
            }
            .colorScale(.diverging(around: 0), label: "change of *λ*_{k}^{2}"))
    }

    /// Five moments of the rising values.
    static func film() throws -> FigureOutput {
        let film = try Film([1, 3, 5, 7, 9]) { time in
            Chart { BarMark(categories: ["1", "2", "3", "4"], values: (1...4).map { height($0, time) }) }
                .xScale(label: "mode *k*").yScale(label: "*s*_{k}")
        }
        let alternative = "Four bars grow one after the other."
        var strip = try output("growth", alternative, film.strip())
        let size = try film.scenes()[0]
        strip.film = FilmOutput(
            svg: try film.svg(idPrefix: "film-growth", alternative: alternative), width: size.width,
            height: size.height)
        return strip
    }

    private static func output(_ id: String, _ alternative: String, _ figure: any Figure) throws -> FigureOutput {
        let scene = try figure.scene()
        return FigureOutput(
            id: id, alternative: alternative, svg: scene.svg(idPrefix: "fig-\(id)", alternative: alternative),
            png: Data(), width: scene.width, height: scene.height,
            series: scene.series)
    }
}
