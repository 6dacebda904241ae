import FigureData

/// The frames of a film with their axes in common.
struct FilmPlan {
    private(set) var frames: [FigurePlan]

    init(_ film: Film, theme: Theme) throws {
        frames = try film.frames.map { try $0.figure.plan(theme: theme) }
        var charts: [ChartPlan] = []
        for index in frames.indices {
            var own: [ChartPlan] = []
            try frames[index].node.forEachChart { chart throws(FigureError) in own.append(chart) }
            if index == 0 { charts = own }
            guard own.count == charts.count else {
                throw FigureError.framesDiffer(
                    film.times[index], "there are \(own.count) charts instead of \(charts.count)",
                    remedy: "Give every frame the same charts.")
            }
            for chart in own.indices {
                let time = film.times[index]
                if let first = charts[chart].colorScale, own[chart].colorScale != first {
                    throw FigureError.framesDiffer(
                        time, "the colour scale of chart \(chart + 1) has another domain",
                        remedy: "Give .colorScale a domain that holds the values of all frames.")
                }
                charts[chart].x = try FilmPlan.union(charts[chart].x, own[chart].x, "x", chart: chart + 1, time: time)
                charts[chart].y = try FilmPlan.union(charts[chart].y, own[chart].y, "y", chart: chart + 1, time: time)
                if let first = charts[chart].trailing, let trailing = own[chart].trailing {
                    charts[chart].trailing = try FilmPlan.union(
                        first, trailing, "trailing", chart: chart + 1, time: time)
                }
                if let first = charts[chart].trailing, let second = own[chart].trailing {
                    charts[chart].trailing = try FilmPlan.union(
                        first, second, "trailing", chart: chart + 1, time: time)
                }
            }
        }
        for index in frames.indices {
            var next = 0
            try frames[index].node.forEachChart { chart throws(FigureError) in
                chart.x = FilmPlan.axis(chart.x, reaching: charts[next].x)
                chart.y = FilmPlan.axis(chart.y, reaching: charts[next].y)
                if let whole = charts[next].trailing {
                    chart.trailing = chart.trailing.map { FilmPlan.axis($0, reaching: whole) }
                }
                if let own = chart.trailing, let whole = charts[next].trailing {
                    chart.trailing = FilmPlan.axis(own, reaching: whole)
                }
                if chart.hasEqualScales { chart.equaliseScales() }
                if chart.legend == .inside { chart.legend = .top }
                next += 1
            }
        }
    }

    /// The axis that shows what both show.
    private static func union(
        _ first: Axis, _ second: Axis, _ name: String, chart: Int, time: Double
    ) throws(FigureError) -> Axis {
        guard first.scale.type == second.scale.type else {
            throw FigureError.framesDiffer(
                time,
                "the \(name) axis of chart \(chart) is \(second.scale.type.words) instead of"
                    + " \(first.scale.type.words)",
                remedy: "Give the chart the same .\(name)Scale type in every frame.")
        }
        var result = first
        result.categories += second.categories.filter { !first.categories.contains($0) }
        let isCategorical = first.scale.type == .categorical
        let lower = isCategorical ? 0 : min(first.scale.lower, second.scale.lower)
        let upper = isCategorical ? Double(result.categories.count) : max(first.scale.upper, second.scale.upper)
        guard (upper - lower).isFinite else { throw FigureError.domainTooWide(axis: name) }
        result.scale = Scale(first.scale.type, lower: lower, upper: upper)
        return result
    }

    private static func axis(_ axis: Axis, reaching whole: Axis) -> Axis {
        var result = axis
        (result.scale, result.categories) = (whole.scale, whole.categories)
        return result
    }
}

// The wording, apart from where the errors are found.
extension FigureError {
    static let emptyFilm = FigureError(
        description: "The film has no frames.", remedy: "Give it the times at which it shows something.")

    static func longFilm(_ count: Int) -> FigureError {
        FigureError(
            description: "The film has \(count) frames.", remedy: "Choose at most \(Film.mostFrames) of the times.")
    }

    static func filmTimeNotFinite(_ number: Int, _ time: Double) -> FigureError {
        FigureError(description: "Time \(number) of the film is \(time).", remedy: "Give finite times.")
    }

    static func filmTimesDoNotRise(_ before: Double, _ after: Double) -> FigureError {
        FigureError(
            description: "The film's times do not rise: \(shortest(after)) comes after \(shortest(before)).",
            remedy: "Sort the times, and leave out those that occur twice.")
    }

    static func emptyFrame(_ time: Double) -> FigureError {
        FigureError(
            description: "The film has nothing to draw at time \(shortest(time)).",
            remedy: "Let the frame's closure build a chart for every time.")
    }

    static func emptyStrip(_ count: Int) -> FigureError {
        FigureError(description: "The strip has \(count) frames.", remedy: "Ask for at least one.")
    }

    static func framesDiffer(_ time: Double, _ reason: String, remedy: String) -> FigureError {
        FigureError(
            description: "The film's frame at time \(shortest(time)) does not fit the first: \(reason).",
            remedy: remedy)
    }
}
