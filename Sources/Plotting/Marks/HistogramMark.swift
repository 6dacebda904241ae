import FigureData
import Drawing
import Foundation
public import LightMarkup

/// Into which intervals a histogram sorts values.
public enum HistogramBins: Hashable, Sendable {
    /// Of equal width: twice the interquartile range divided by the cube root of the number of values (Freedman and
    /// Diaconis, 1981), but at most 200. Where half of the values are equal, as many as Sturges's rule (1926) gives.
    case automatic
    /// So many of equal width, from the least value to the greatest.
    case count(Int)
    /// Of this width, with edges at its multiples.
    case width(Double)
    /// Between neighbours among these numbers, which must ascend. Values beyond are left out.
    case edges([Double])

    /// The edges of the intervals for `values`, which are finite and ascend; none for no values. `mark` is what errors
    /// call the histogram.
    func edges(_ values: [Double], mark: String) throws(FigureError) -> [Double] {
        if case .edges(let edges) = self {
            let ascend = zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }
            guard edges.count > 1, ascend, edges.allSatisfy(\.isFinite) else {
                throw FigureError(
                    description: "The edges of \(mark) are not two or more ascending finite numbers.",
                    remedy: "Sort them, and leave out repetitions.")
            }
            return edges
        }
        guard let low = values.first, let high = values.last else { return [] }
        guard (high - low).isFinite else {
            throw FigureError(
                description: "The values of \(mark) are too far apart to be sorted into bins.",
                remedy: "Give .edges, or plot logarithms.")
        }
        switch self {
        case .count(let count):
            guard (1...10_000).contains(count) else {
                throw HistogramBins.tooMany("\(count)", mark, "Ask for 1 to 10,000 bins.")
            }
            return HistogramBins.even(low, high, count)
        case .width(let width):
            guard width > 0, width.isFinite else {
                throw FigureError(
                    description: "\(mark) has the bin width \(named(width)).",
                    remedy: "Give a finite width above zero.")
            }
            let (first, last) = ((low / width).rounded(.down), (high / width).rounded(.down) + 1)
            guard last - first <= 10_000, abs(first) < 1e15, abs(last) < 1e15 else {
                throw HistogramBins.tooMany("more than 10,000", mark, "Give a greater width.")
            }
            return (0...Int(last - first)).map { (first + Double($0)) * width }
        case .automatic, .edges:
            return HistogramBins.even(low, high, HistogramBins.usualCount(values, low, high))
        }
    }

    private static func tooMany(_ count: String, _ mark: String, _ remedy: String) -> FigureError {
        FigureError(description: "\(mark) would have \(count) bins.", remedy: remedy)
    }

    private static func usualCount(_ values: [Double], _ low: Double, _ high: Double) -> Int {
        func quantile(_ share: Double) -> Double {
            let place = share * Double(values.count - 1)
            let below = Int(place)
            let above = min(below + 1, values.count - 1)
            return values[below] + (values[above] - values[below]) * (place - Double(below))
        }
        let width = 2 * (quantile(0.75) - quantile(0.25)) / cbrt(Double(values.count))
        let count = width > 0 ? ((high - low) / width).rounded(.up) : (log2(Double(values.count)) + 1).rounded(.up)
        return Int(min(200, max(1, count)))
    }

    /// Intervals of equal width; one around equal values.
    private static func even(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
        guard low < high else {
            let half = low == 0 ? 0.5 : abs(low) * 0.05
            return [low - half, low + half]
        }
        // The greatest value itself is the last edge, which rounding could put below it.
        let edges = (0..<count).map { low + (high - low) * (Double($0) / Double(count)) } + [high]
        // Where numbers are too coarse for so many intervals, some edges are the same.
        return edges.enumerated().filter { $0 == 0 || edges[$0 - 1] < $1 }.map(\.element)
    }
}

/// How often values fall into intervals, as bars over the intervals. An interval has its lower edge and not its upper
/// one; the last has both. Values that are not finite are left out, and a note says so.
public struct HistogramMark: Mark {
    /// The look so far.
    public var style = MarkStyle()
    let label: String?
    private let values: [Double]
    private let bins: HistogramBins
    private let isDensity: Bool

    /// The histogram of `values`.
    ///
    /// - Parameter isDensity: Whether areas, rather than heights, show how many values an interval has: all bars
    ///   together then have the area 1.
    public init(
        _ values: [Double], bins: HistogramBins = .automatic, isDensity: Bool = false, label: Label? = nil
    ) {
        self.values = values
        self.bins = bins
        self.isDensity = isDensity
        self.label = label?.markup
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

extension HistogramMark: Layer {
    var kind: DataSeries.Mark { .histogram }
    var colorDemand: ColorDemand { .series }
    var swatch: Swatch? { .area }
    var areaOpacity: Double { 0.75 }

    /// The intervals, how high their bars are, and how many values they have together.
    private var counted: (edges: [Double], heights: [Double], total: Int) {
        let sorted = values.filter(\.isFinite).sorted()
        guard let edges = try? bins.edges(sorted, mark: title), edges.count > 1 else { return ([], [], 0) }
        var counts = Array(repeating: 0, count: edges.count - 1)
        var bin = 0
        for value in sorted where value >= edges[0] && value <= edges[edges.count - 1] {
            while bin < counts.count - 1, value >= edges[bin + 1] { bin += 1 }
            counts[bin] += 1
        }
        let total = counts.reduce(0, +)
        let heights = counts.indices.map { index -> Double in
            guard isDensity, total > 0 else { return Double(counts[index]) }
            return Double(counts[index]) / Double(total) / (edges[index + 1] - edges[index])
        }
        return (edges, heights, total)
    }

    func check() throws(FigureError) {
        _ = try bins.edges(values.filter(\.isFinite).sorted(), mark: title)
    }

    func measure(x: inout Extent, y: inout Extent) {
        let (edges, heights, _) = counted
        x.include(edges)
        y.include(heights)
        y.standsOnZero = true
    }

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        let (edges, heights, total) = counted
        let foot = plot.foot(horizontal: false)
        var boxes: [Rect] = []
        for (index, height) in heights.enumerated() where height > 0 && height.isFinite {
            guard var box = plot.box(x: (edges[index], edges[index + 1]), y: (foot, height)) else { continue }
            // A hair of paper between broad bars shows where one ends.
            if box.width > 4 { (box.x, box.width) = (box.x + 0.4, box.width - 0.8) }
            boxes.append(box)
        }
        plot.boxes(boxes, Paint(context.color, opacity: style.opacity ?? areaOpacity))
        let left = values.count - total
        if left > 0 {
            plot.notes.append(
                FigureNote(
                    left > values.count(where: \.isNaN) ? .outside : .missing,
                    "\(left) of \(values.count) values of \(title) are in no bin and are left out."))
        }
    }

    func data(x nameX: String, y nameY: String) -> DataSeries {
        let (edges, heights, _) = counted
        return DataSeries(
            name: dataName,
            columns: [
                DataSeries.Column("\(nameX), from", Array(edges.dropLast()), on: .x),
                DataSeries.Column("\(nameX), to", Array(edges.dropFirst()), on: .x),
                DataSeries.Column(nameY, heights, on: .y),
            ], mark: kind)
    }
}
