import ArgumentParser
import Foundation
import Plotting

extension Bench {
    /// Measures drawing: from numbers to the bytes of a file.
    struct Plot: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measure how long figures take to draw, and how large they are.",
            discussion: """
                Each figure is laid out and written anew each time, in one process, which has drawn it once before: \
                fonts are loaded and letters are shaped. The numbers are made up; those of Tests/Peers/plot.py are the \
                same.
                """)

        @Option(help: "How many times each figure is drawn.")
        var repetitions = 30

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            guard repetitions >= 1 else { throw ValidationError("--repetitions starts at 1.") }
        }

        /// One figure in one format.
        struct Line: Encodable {
            var figure: String
            var format: String
            /// Milliseconds: the median, the least and the most.
            var medianMilliseconds: Double
            var leastMilliseconds: Double
            var mostMilliseconds: Double
            var bytes: Int
        }

        func run() throws {
            let lines = try Self.figures.flatMap { name, figure in
                [
                    try measure(name, "svg") { Data(try figure.scene().svg(idPrefix: "f", alternative: "").utf8) },
                    try measure(name, "png") { try figure.scene().png() },
                    try measure(name, "pdf") { try figure.scene().pdf() },
                ]
            }
            if json { return try printJSON(lines) }
            printTable(
                lines.map { line in
                    (
                        "\(line.figure), \(line.format)",
                        String(
                            format: "%.2f ms (%.2f to %.2f), ", line.medianMilliseconds, line.leastMilliseconds,
                            line.mostMilliseconds) + line.bytes.asBytes
                    )
                })
        }

        private func measure(_ figure: String, _ format: String, _ draw: () throws -> Data) throws -> Line {
            var bytes = try draw().count
            let times = try (0..<repetitions).map { _ in
                let start = ContinuousClock.now
                bytes = try draw().count
                return (ContinuousClock.now - start) / .milliseconds(1)
            }
            return Line(
                figure: figure, format: format, medianMilliseconds: times.median, leastMilliseconds: times.min() ?? 0,
                mostMilliseconds: times.max() ?? 0, bytes: bytes)
        }

        /// The figures, each of a kind that the book has.
        private static var figures: [(name: String, figure: any Figure)] {
            let times = (0..<300).map { 0.6 * pow(8.8, Double($0) / 299) }
            let curves = (1...20).map { k in times.map { Double(21 - k) / (1 + exp(6 - 8 * $0 / Double(k))) } }
            let lines = Chart { LineMark(x: times, series: curves) }
                .xScale(.log, label: "training time *t*/*τ*_{1}").yScale(label: "singular value")
            // Low-discrepancy points, which every language makes alike.
            func cloud(_ count: Int) -> Chart {
                let x = (0..<count).map { (Double($0) * 0.754_877_666).truncatingRemainder(dividingBy: 1) }
                let y = (0..<count).map { (Double($0) * 0.569_840_291).truncatingRemainder(dividingBy: 1) }
                return Chart { PointMark(x: x, y: y) }.xScale(label: "first").yScale(label: "second")
            }
            let matrix = (0..<64).map { row in (0..<64).map { exp(-abs(Double(row - $0)) / 4) } }
            let heatMap = Chart { RectangleMark(matrix: matrix) }.aspectRatio(1).size(width: 420)
            return [
                ("20 lines of 300 points", lines), ("5,000 points", cloud(5000)), ("50,000 points", cloud(50_000)),
                ("heat map of 64×64", heatMap),
            ]
        }
    }
}
