import FigureData
import Drawing
import LightMarkup

extension BarMark: Layer {
    var kind: DataSeries.Mark { .bar }
    var colorDemand: ColorDemand { .series }
    var swatch: Swatch? { .area }
    var parts: (count: Int, name: String)? { (values.count, "bars") }
    private var isVertical: Bool { orientation == .vertical }

    func check() throws(FigureError) {
        if let positions {
            guard positions.count == values.count else {
                throw FigureError.countsDiffer(title, positions.count, "x values", values.count, "y values")
            }
            if let width, !(width > 0 && width.isFinite) {
                throw FigureError(
                    description: "\(title) has the bar width \(named(width)).",
                    remedy: "Give a finite width above zero, in units of x, or none.")
            }
            return
        }
        guard categories.count == values.count else {
            throw FigureError.countsDiffer(title, categories.count, "categories", values.count, "values")
        }
        if let errors, errors.count != values.count {
            throw FigureError.countsDiffer(title, values.count, "values", errors.count, "errors")
        }
    }

    /// Four fifths of the least distance between two values, and of 1 where there are no two.
    static func usualWidth(_ positions: [Double]) -> Double {
        let sorted = positions.filter(\.isFinite).sorted()
        let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }.filter { $0 > 0 && $0.isFinite }
        return 0.8 * (gaps.min() ?? 1)
    }

    /// For each bar, how many bars before it have the same category, and how many bars stand side by side in a category
    /// therefore. Bars on one another need one place.
    var occurrences: (numbers: [Int], count: Int) {
        guard positions == nil, segments == nil else { return ([], 1) }
        var seen: [String: Int] = [:]
        let numbers = categories.map { category in
            defer { seen[category, default: 0] += 1 }
            return seen[category, default: 0]
        }
        return (numbers, max(1, seen.values.max() ?? 1))
    }

    // MARK: Extent

    func measure(x: inout Extent, y: inout Extent) {
        if let positions {
            let half = (width ?? BarMark.usualWidth(positions)) / 2
            for position in positions {
                x.include(position)
                // A bar that reaches to zero or below it still has a place on a logarithmic axis.
                if position - half > 0 || position <= 0 { x.include(position - half) }
                x.include(position + half)
            }
            measure(values: &y)
        } else if isVertical {
            x.include(categories: categories)
            measure(values: &y)
        } else {
            y.include(categories: categories)
            measure(values: &x)
        }
    }

    private func measure(values axis: inout Extent) {
        for index in values.indices {
            let reach = reach(index)
            axis.include(reach.end)
            guard let error = reach.error else { continue }
            axis.include(reach.end - error)
            axis.include(reach.end + error)
        }
        axis.standsOnZero = true
        axis.wantsMargin = true
        if valueDigits != nil, segments == nil { axis.textShare = isVertical ? 0.12 : 0.14 }
    }

    /// Where a bar begins, if not at zero, where it ends, and how uncertain that is.
    private func reach(_ index: Int) -> (foot: Double?, end: Double, error: Double?) {
        guard let segments else { return (nil, values[index], errors?[index]) }
        let segment = segments[index]
        // The error shrinks as the value did.
        let factor = values[index] == 0 ? 1 : (segment.end - segment.foot) / values[index]
        return (segment.foot == 0 ? nil : segment.foot, segment.end, errors.map { $0[index] * abs(factor) })
    }

    // MARK: Drawing

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        let bands = bands(plot, context)
        for (color, indices) in partsByColor(values.count, context) {
            for index in indices { draw(index, on: &plot, color, bands: bands) }
        }
    }

    /// From where to where each bar reaches across its length, in values of that axis.
    private func bands(_ plot: PlotArea, _ context: LayerContext) -> (Int) -> (Double, Double)? {
        if let positions {
            let half = (width ?? BarMark.usualWidth(positions)) / 2
            return { index in positions[index].isFinite ? (positions[index] - half, positions[index] + half) : nil }
        }
        let known = plot.bands(of: isVertical ? plot.x : plot.y)
        let share = 0.68 / Double(context.bar.count)
        let numbers = occurrences.numbers
        return { index in
            guard let band = known[categories[index]] else { return nil }
            let place = context.bar.index + (index < numbers.count ? numbers[index] : 0)
            let start = Double(band) + 0.16 + share * Double(place)
            // Bars of one category keep a hair of paper between them.
            return (start + share * 0.03, start + share * 0.97)
        }
    }

    private func draw(
        _ index: Int, on plot: inout PlotArea, _ color: ColorRole, bands: (Int) -> (Double, Double)?
    ) {
        let reach = reach(index)
        guard reach.end.isFinite, let (low, high) = bands(index) else { return }
        let foot = reach.foot ?? plot.foot(horizontal: !isVertical)
        let scale = isVertical ? plot.y.scale : plot.x.scale
        guard scale.type.has(reach.end),
            let box = isVertical
                ? plot.box(x: (low, high), y: (foot, reach.end)) : plot.box(x: (foot, reach.end), y: (low, high))
        else { return }
        plot.bar(box, Paint(color, opacity: style.opacity ?? 1))
        let middle = isVertical ? box.x + box.width / 2 : box.y + box.height / 2
        if let error = reach.error, error.isFinite { drawWhisker(on: &plot, middle, reach.end, error) }
        guard let valueDigits else { return }
        let text = TickLabels.value(values[index], decimals: valueDigits)
        if segments != nil { return plot.valueLabel(text, within: box) }
        let farthest = reach.end + (values[index] < 0 ? -1 : 1) * max(0, reach.error ?? 0)
        guard let tip = end(plot, middle, farthest) else { return }
        let direction: PlotArea.Direction =
            isVertical ? (values[index] < 0 ? .down : .up) : (values[index] < 0 ? .left : .right)
        plot.valueLabel(text, at: tip, towards: direction)
    }

    /// The point at a value, moved into the plot, on the line across the axis at `middle`.
    private func end(_ plot: PlotArea, _ middle: Double, _ value: Double) -> Point? {
        guard let share = plot.share(value, on: isVertical ? plot.y.scale : plot.x.scale) else { return nil }
        return isVertical
            ? Point(middle, plot.rect.maxY - share * plot.rect.height)
            : Point(plot.rect.minX + share * plot.rect.width, middle)
    }

    private func drawWhisker(on plot: inout PlotArea, _ middle: Double, _ value: Double, _ error: Double) {
        guard let low = end(plot, middle, value - error), let high = end(plot, middle, value + error) else { return }
        plot.path(PlotArea.interval(low, high, isVertical: isVertical, cap: 6), stroke: Stroke(Paint(.ink), width: 1.1))
    }

    func data(x nameX: String, y nameY: String) -> DataSeries {
        let (category, value) = isVertical ? (nameX, nameY) : (nameY, nameX)
        let (across, along): (DataSeries.Column.Axis, DataSeries.Column.Axis) = isVertical ? (.x, .y) : (.y, .x)
        var columns = [
            positions.map { DataSeries.Column(category, $0, on: across) }
                ?? DataSeries.Column(category, texts: categories.map { Markup($0).exact }, on: across),
            DataSeries.Column(value, values, on: along),
        ]
        if let errors { columns.append(DataSeries.Column("error", errors)) }
        if let colors = style.colorValues { columns.append(DataSeries.Column("color", colors, on: .color)) }
        return DataSeries(name: dataName, columns: columns, mark: kind)
    }
}
