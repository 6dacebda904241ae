import Foundation
import Plotting

/// Figures with the marks that show matrices, distributions and directions, on made-up data.
extension DemonstrationFigures {
    static let marks: [(name: String, figure: any Figure)] = [
        ("heat", heat), ("differences", differences), ("colors", colors), ("distributions", distributions),
        ("stacks", stacks), ("flow", flow),
    ]

    static var heat: any Figure {
        var generator = Generator(state: 15)
        var matrix: [[Double]] = []
        for row in 0..<40 {
            let similarities = (0..<40).map { column -> Double in
                exp(-Double(abs(row - column)) / 9) + 0.05 * generator.normal()
            }
            matrix.append(similarities)
        }
        matrix[5][30] = .nan
        return Chart { RectangleMark(matrix: matrix, label: "cosine *s*_{ij}") }
            .xScale(label: "word *j*").yScale(label: "word *i*").aspectRatio(1).size(width: 420)
    }

    static var differences: any Figure {
        let relations = ["capital", "currency", "gender", "plural", "tense"]
        var matrix: [[Double]] = []
        for row in 0..<5 { matrix.append((0..<8).map { column in Double((column * 5 + row * 7) % 13) - 5 }) }
        return Chart {
            RectangleMark(matrix: matrix, rows: relations, columns: (1...8).map { Label("*v*_{\($0)}") })
        }
        .colorScale(.diverging(around: 0), label: "change of *λ*_{k}^{2}")
    }

    static var colors: any Figure {
        var generator = Generator(state: 16)
        let x = (0..<150).map { _ in generator.normal() }
        let y = (0..<150).map { _ in generator.normal() }
        let kinds = x.map { $0 < -0.4 ? "animals" : $0 < 0.5 ? "countries" : "verbs" }
        return HStack {
            Chart { PointMark(x: x, y: y).color(by: x.map { pow(10, $0) }) }
                .colorScale(scale: .log, label: "frequency").xScale(label: "first").yScale(label: "second")
            Chart { PointMark(x: x, y: y).color(by: kinds).symbolSize(by: y.map(abs)) }.xScale(label: "first")
        }
        .size(width: 760)
    }

    static var distributions: any Figure {
        var generator = Generator(state: 17)
        let values = (0..<1500).map { _ in generator.normal() }
        let times = (0..<12).map(Double.init)
        let losses = times.map { 4 * exp(-$0 / 5) + 1 }
        return VStack {
            Chart {
                HistogramMark(values, label: "all words")
                HistogramMark(values.filter { $0 > 1 }, label: "similar words")
            }
            .xScale(label: "similarity").yScale(.squareRoot, label: "words")
            Chart {
                AreaMark(x: times, y: losses).interpolation(.step)
                LineMark(x: times, y: losses, label: "loss").interpolation(.step)
                RuleMark(x: times, yStart: losses.map { $0 - 0.3 }, yEnd: losses.map { $0 + 0.3 }).caps()
            }
            .seriesStyle("loss", color: .accent, lineWidth: 2)
        }
        .size(height: 480)
    }

    static var stacks: any Figure {
        let years = ["2006", "2010", "2014", "2018"]
        func chart(_ stacking: BarStacking) -> Chart {
            Chart {
                BarMark(categories: years, values: [30, 50, 70, 20], label: "syntactic")
                BarMark(categories: years, values: [20, -30, 40, 60], label: "semantic")
            }
            .stacking(stacking).yScale(label: "questions")
        }
        return HStack {
            chart(.grouped)
            chart(.stacked)
            chart(.normalized)
        }
        .size(width: 760, height: 240)
    }

    static var flow: any Figure {
        let angles = (0..<24).map { Double($0) / 12 * Double.pi }
        return HStack {
            Chart {
                ArrowMark(
                    fromX: angles.map { 0.4 * cos($0) }, fromY: angles.map { 0.4 * sin($0) }, toX: angles.map(cos),
                    toY: angles.map(sin)
                ).color(by: angles)
            }
            .colorScale(.diverging(around: .pi), label: "angle *φ*").equalScales()
            Chart { BarMark(x: angles, y: angles.map(sin)).color(by: angles.map(sin)) }.colorScale(label: "sin *φ*")
        }
        .size(width: 760)
    }
}
