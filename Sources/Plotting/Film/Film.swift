public import FigureData
public import LightMarkup

/// A figure that changes over time: one frame for each time, all of one size, with the same axes.
///
///     try Film(times) { time in
///         Chart { PointMark(x: positions(at: time).x, y: positions(at: time).y) }
///     }
///
/// The domain of each axis is united over all frames, chart by chart. Frames have to have the same charts with the same
/// kinds of axes. A legend inside the plot, which would wander with the data, is above it.
public struct Film: Sendable {
    /// One moment.
    struct Frame: Sendable {
        let time: Double
        let caption: String
        let figure: any Figure
    }

    /// The times that are shown, rising.
    public var times: [Double] { frames.map(\.time) }
    let frames: [Frame]

    /// At most so many frames are taken.
    public static let mostFrames = 1000

    /// `*t* = ` and the time with three significant digits.
    public static func caption(_ time: Double) -> Label { "*t* = \(Words.rounded(time))" }

    /// A film of the figures that `frame` makes for `times`.
    ///
    /// Throws what `frame` throws, and a ``FigureError`` for no times, for times that do not rise or are not finite,
    /// and for a time without a figure.
    ///
    /// - Parameters:
    ///   - times: The times, rising.
    ///   - caption: What is written over a frame of a strip, in light markup.
    ///   - frame: The figure at a time; several stand below one another.
    public init(
        _ times: [Double], caption: (Double) -> Label = Film.caption,
        @FigureBuilder frame: (Double) throws -> [any Figure]
    ) throws {
        guard !times.isEmpty else { throw FigureError.emptyFilm }
        guard times.count <= Film.mostFrames else { throw FigureError.longFilm(times.count) }
        if let index = times.firstIndex(where: { !$0.isFinite }) {
            throw FigureError.filmTimeNotFinite(index + 1, times[index])
        }
        for (before, after) in zip(times, times.dropFirst()) where before >= after {
            throw FigureError.filmTimesDoNotRise(before, after)
        }
        frames = try times.map { time in
            let figures = try frame(time)
            guard let first = figures.first else { throw FigureError.emptyFrame(time) }
            return Frame(
                time: time, caption: caption(time).markup,
                figure: figures.count == 1 ? first : VStack { for figure in figures { figure } })
        }
    }

    /// The frames laid out. Throws a ``FigureError`` for data that cannot be shown, and for frames whose charts, axes
    /// or plots are not those of the first frame.
    public func scenes(theme: Theme = .light) throws -> [Scene] {
        let plans = try FilmPlan(self, theme: theme).frames
        let width = plans.compactMap(\.size.width).first ?? FigurePlan.defaultWidth
        let height =
            plans.compactMap(\.size.height).first
            ?? plans.map { $0.node.naturalHeight(width: width, theme: theme) }.max() ?? 0
        try FigurePlan.check(width: width, height: height)
        let margins = plans.map { $0.node.margins(width: width, height: height, atLeast: Margins(), theme: theme) }
            .reduce(Margins()) { $0.union($1) }
        let scenes = try plans.map { plan in
            var scene = Scene(width: quantised(width), height: quantised(height))
            try plan.node.draw(
                into: &scene, x: 0, y: 0, width: scene.width, height: scene.height, atLeast: margins, theme: theme)
            scene.noteMissingLetters()
            return scene
        }
        for (time, scene) in zip(times, scenes) {
            for (chart, (panel, first)) in zip(scene.panels, scenes[0].panels).enumerated() {
                guard panel.plot == first.plot else {
                    throw FigureError.framesDiffer(
                        time, "the plot of chart \(chart + 1) has another place or size",
                        remedy: "Put legends above the plots with .legend(.top), so that no label takes room.")
                }
                guard panel.axes == first.axes else {
                    throw FigureError.framesDiffer(
                        time, "an axis of chart \(chart + 1) shows something else",
                        remedy: "Give all axes of the chart the same labels and domains in every frame.")
                }
            }
        }
        return scenes
    }

    /// Frames side by side for print, evenly spread from the first to the last, under their captions. In a film of
    /// single charts only the first labels the y axis and has the legend, if all frames have the same one.
    ///
    /// - Parameter count: How many; fewer if the film has fewer, and the last one alone for 1.
    public func strip(count: Int = 4) throws -> HStack {
        guard count > 0 else { throw FigureError.emptyStrip(count) }
        let plans = try FilmPlan(self, theme: .light).frames
        let shown = min(count, plans.count)
        let indices = shown == 1 ? [plans.count - 1] : (0..<shown).map { $0 * (plans.count - 1) / (shown - 1) }
        var legend: [String?] = []
        let figures = try indices.enumerated().map { position, index in
            var plan = plans[index]
            plan.size = SizeRequest()
            var charts = 0
            try plan.node.forEachChart { chart throws(FigureError) in
                charts += 1
                guard charts == 1 else { return }
                chart.title = chart.title.map { "\(frames[index].caption)  \($0)" } ?? frames[index].caption
            }
            if charts == 1 {
                if position > 0 { plan.node.hideLabels(.y) }
                try plan.node.forEachChart { chart throws(FigureError) in
                    if position == 0 {
                        legend = chart.legendLabels
                    } else if !chart.mayLabelDirectly, chart.legendLabels == legend {
                        chart.legend = .hidden
                    }
                }
            }
            return PlannedFigure(plan: plan)
        }
        return HStack { for figure in figures { figure } }
    }

    /// The data of all frames: the series of the charts, each with a first column `time` and the rows of all frames
    /// below one another.
    public func series() throws -> [DataSeries] { series(of: try scenes()) }

    func series(of scenes: [Scene]) -> [DataSeries] {
        struct Key: Hashable {
            let series: [String]
            let columns: [String]
            let occurrence: Int
        }
        var numbers: [Key: Int] = [:]
        var result: [DataSeries] = []
        for (time, scene) in zip(times, scenes) {
            var seen: [[String]: Int] = [:]
            for series in scene.series {
                let name = ["\(series.chart)", series.mark.rawValue, series.name]
                let key = Key(series: name, columns: series.columns.map(\.name), occurrence: seen[name, default: 0])
                seen[name, default: 0] += 1
                let rows = series.columns.map(\.count).max() ?? 0
                let timed = [DataSeries.Column("time", Array(repeating: time, count: rows))] + series.columns
                guard let number = numbers[key] else {
                    numbers[key] = result.count
                    result.append(
                        DataSeries(name: series.name, columns: timed, mark: series.mark, chart: series.chart))
                    continue
                }
                result[number].columns = zip(result[number].columns, timed).map { $0.appending($1) }
            }
        }
        return result
    }
}

/// A figure whose scales are settled already.
private struct PlannedFigure: Figure {
    let plan: FigurePlan

    func plan(theme: Theme) -> FigurePlan { plan }
}
