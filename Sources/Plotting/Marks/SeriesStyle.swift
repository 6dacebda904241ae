public import LightMarkup

/// The look of all marks with one label.
struct SeriesStyle: Hashable, Sendable {
    /// The label without its markup.
    let name: String
    let color: MarkColor?
    let line: LineStyle?
    let symbol: PointSymbol?
    let lineWidth: Double?
}

extension Chart {
    /// Sets the look of all marks whose label is `name`, categories of ``Mark/color(by:)`` included. What a mark was
    /// told itself stays.
    public func seriesStyle(
        _ name: Label, color: MarkColor? = nil, line: LineStyle? = nil, symbol: PointSymbol? = nil,
        lineWidth: Double? = nil
    ) -> Chart {
        var copy = self
        copy.seriesStyles.append(
            SeriesStyle(
                name: name.description, color: color, line: line, symbol: symbol,
                lineWidth: lineWidth.flatMap { $0.isFinite ? min(1000, max(0, $0)) : nil }))
        return copy
    }

    /// The marks as they are drawn: checked, taken apart by category, with the looks of their series, and stacked.
    func preparedLayers() throws(FigureError) -> [any Layer] {
        var layers: [any Layer] = []
        for mark in content {
            let layer = mark.layer
            try layer.check()
            try layer.checkColors()
            layers += layer.splitByCategory()
        }
        for index in layers.indices {
            for style in seriesStyles where style.name == layers[index].label.map({ Markup($0).exact }) {
                layers[index].style.color = layers[index].style.color ?? style.color
                layers[index].style.line = layers[index].style.line ?? style.line
                layers[index].style.symbol = layers[index].style.symbol ?? style.symbol
                layers[index].style.lineWidth = layers[index].style.lineWidth ?? style.lineWidth
            }
        }
        return BarStack.stacked(layers, chart: barStacking)
    }

    /// The scale of all values that marks show by colour, if there are any.
    func settledColorScale(_ layers: [any Layer]) throws(FigureError) -> ColorScale? {
        guard layers.contains(where: { $0.colorData != nil }) else { return nil }
        var extent = Extent()
        for layer in layers { extent.include(layer.colorData ?? []) }
        var request = colorScale
        // A heat map's name says what its colours are.
        request.axis.label =
            request.axis.label ?? layers.first { $0.colorData != nil && $0.swatch == nil }.flatMap(\.label)
        let fillsAreas = layers.allSatisfy { $0.colorData == nil || $0 is RectangleMark }
        return try ColorScale(request, extent: extent, fillsAreas: fillsAreas)
    }
}

extension Layer {
    /// Finds counts of colours that differ from the mark's parts.
    fileprivate func checkColors() throws(FigureError) {
        guard
            let (count, name) = style.colorValues.map({ ($0.count, "color values") })
                ?? style.colorCategories.map({ ($0.count, "color categories") })
        else { return }
        guard let parts else { throw FigureError.cannotBeColored(title) }
        guard parts.count == count else {
            throw FigureError.countsDiffer(title, parts.count, parts.name, count, name)
        }
    }

    /// One mark for each category that colours it, in the order of appearance.
    fileprivate func splitByCategory() -> [any Layer] {
        guard let categories = style.colorCategories, !categories.isEmpty else { return [self] }
        var order: [String] = []
        var members: [String: [Int]] = [:]
        for (index, category) in categories.enumerated() {
            if members[category] == nil { order.append(category) }
            members[category, default: []].append(index)
        }
        return order.enumerated().map { number, category in
            var part = selecting(members[category] ?? [], label: category, isFirst: number == 0)
            (part.style.colorCategories, part.style.color) = (nil, nil)
            return part
        }
    }
}
