import FigureData
import Drawing
import LightMarkup

/// A chart whose scales and colours are settled.
struct ChartPlan: Sendable {
    var x: Axis
    var y: Axis
    /// The second y axis, if a mark uses it.
    var trailing: Axis?
    let colorScale: ColorScale?
    let layers: [any Layer]
    private(set) var contexts: [LayerContext]
    private(set) var heading: Heading
    /// The panel's letter.
    var letter: String?
    let insets: [PlannedInset]
    var legend: LegendPosition
    let size: SizeRequest
    let aspect: Double?
    let hasEqualScales: Bool
    /// What the coordinates are known up to.
    let freedom: CoordinateFreedom
    private let domains: (x: SharedDomain, y: SharedDomain)
    let notes: [FigureNote]

    init(_ chart: Chart) throws(FigureError) {
        layers = try chart.preparedLayers()
        guard !layers.isEmpty else { throw FigureError.nothingToDraw }
        var (extentX, extentY, extentTrailing) = (Extent(), Extent(), Extent())
        for layer in layers {
            switch layer.style.axis {
            case .leading: layer.measure(x: &extentX, y: &extentY)
            case .trailing: layer.measure(x: &extentX, y: &extentTrailing)
            }
        }
        let isTwin = layers.contains { $0.style.axis == .trailing }
        guard isTwin || chart.trailing == AxisRequest() else { throw FigureError.trailingScaleUnused }
        guard layers.contains(where: { $0.style.axis == .leading }) else { throw FigureError.leadingScaleUnused }
        // A curve over time fills the width; values keep some air above and below.
        x = try extentX.axis(chart.x, name: "x", padded: false)
        y = try extentY.axis(chart.y, name: "y", padded: true)
        trailing = isTwin ? try extentTrailing.axis(chart.trailing, name: "trailing", padded: true) : nil
        domains = (SharedDomain(extent: extentX, request: chart.x), SharedDomain(extent: extentY, request: chart.y))
        colorScale = try chart.settledColorScale(layers)
        contexts = ChartPlan.contexts(layers, colorScale)
        heading = chart.heading
        insets = try chart.insets.map { inset throws(FigureError) in try PlannedInset(inset) }
        legend = chart.legend
        size = chart.size
        hasEqualScales = chart.hasEqualScales && x.scale.type == .linear && y.scale.type == .linear
        aspect = hasEqualScales ? 1 : chart.aspect
        freedom = chart.freedom
        let notesOfAxes = [extentX.note(on: x, name: "x"), extentY.note(on: y, name: "y")]
        notes = (notesOfAxes + [trailing.flatMap { extentTrailing.note(on: $0, name: "trailing") }]).compactMap { $0 }
        if hasEqualScales { equaliseScales() }
        // Two titles in the colours of their marks say what a legend would.
        if isTwin, legend == .automatic, y.label != nil, trailing?.label != nil, axisColors.y != .ink,
            axisColors.trailing != .ink
        {
            legend = .hidden
        }
        for layer in layers { try layer.check(x: x, y: axis(of: layer)) }
    }

    /// The first line of the heading.
    var title: String? {
        get { heading.title }
        set { heading.title = newValue }
    }

    /// The y axis of a mark.
    func axis(of layer: any Layer) -> Axis {
        layer.style.axis == .trailing ? trailing ?? y : y
    }

    /// The colours of the y axes' titles: those of their marks where a chart has two axes and the marks of one have a
    /// colour in common.
    var axisColors: (y: ColorRole, trailing: ColorRole) {
        guard trailing != nil else { return (.ink, .ink) }
        func common(_ position: YAxisPosition) -> ColorRole {
            let own = zip(layers, contexts).filter { layer, _ in
                layer.style.axis == position && (layer.colorDemand == .series || layer.style.color != nil)
            }.map(\.1.color)
            guard let first = own.first, own.allSatisfy({ $0 == first }) else { return .ink }
            return first
        }
        return (common(.leading), common(.trailing))
    }

    /// Colours by order of appearance; marks with the same label share one.
    private static func contexts(_ layers: [any Layer], _ colorScale: ColorScale?) -> [LayerContext] {
        var numbers: [String: Int] = [:]
        var next = 1
        let bars = BarStack.places(layers)
        return layers.enumerated().map { index, layer in
            var context = LayerContext()
            context.colorScale = colorScale
            context.bar = bars[index]
            switch (layer.style.color, layer.colorDemand) {
            case (let color?, _): context.color = color.role
            case (nil, .fixed(let role)): context.color = role
            case (nil, .ramp): context.color = .ink
            case (nil, .series) where layer.style.colorValues != nil: context.color = .soft
            case (nil, .series):
                if let label = layer.label, let known = numbers[label] {
                    context.color = .series(known)
                } else {
                    context.color = .series(next)
                    if let label = layer.label { numbers[label] = next }
                    next += 1
                }
            }
            return context
        }
    }

    /// Widens the shorter domain about its middle.
    mutating func equaliseScales() {
        let span = max(x.scale.upper - x.scale.lower, y.scale.upper - y.scale.lower)
        func widened(_ scale: Scale) -> Scale {
            let middle = scale.lower / 2 + scale.upper / 2
            return Scale(.linear, lower: middle - span / 2, upper: middle + span / 2)
        }
        x.scale = widened(x.scale)
        y.scale = widened(y.scale)
    }

    /// What a legend would name, mark by mark.
    var legendLabels: [String?] { layers.map { $0.swatch == nil ? nil : $0.label } }

    /// Whether labels may be written at the data instead of in a legend.
    var mayLabelDirectly: Bool { legend == .automatic && layers.contains(where: \.canBeLabelledDirectly) }

    /// Settles which labels are written at the data, given the height there is for them.
    private func contexts(plotHeight: Double) -> [LayerContext] {
        // A second axis is where the labels would be.
        guard legend == .automatic, trailing == nil else { return contexts }
        let names = layers.filter(\.canBeLabelledDirectly).compactMap(\.label)
        let count = Set(names).count + layers.flatMap(\.edgeLabels).count
        guard Double(count) * ChartPlan.edgeLabelHeight <= plotHeight else { return contexts }
        // Of marks with one label the last carries it.
        var seen: Set<String> = []
        var result = contexts
        for index in layers.indices.reversed() where layers[index].canBeLabelledDirectly {
            guard let label = layers[index].label else { continue }
            result[index].isLabelledDirectly = seen.insert(label).inserted
        }
        return result
    }

    static let edgeLabelHeight = 15.0
    private static let leastWidthForTrailingLegend = 300.0
}

// MARK: - Layout

extension ChartPlan: LayoutNode {
    func naturalHeight(width: Double, theme: Theme) -> Double {
        if let height = size.height { return height }
        guard let aspect else {
            let usual = min(360, max(180, width * 0.5625))
            guard width > 0, width < 20_000 else { return usual }
            let margins = margins(width: width, height: usual, atLeast: Margins(), theme: theme)
            // Long titles and legends do not take the room of the data.
            return max(usual, margins.top + margins.bottom + min(120, usual / 2))
        }
        let margins = margins(width: width, height: width, atLeast: Margins(), theme: theme)
        return max(40, width - margins.left - margins.right) * aspect + margins.top + margins.bottom
    }

    func margins(width: Double, height: Double, atLeast: Margins, theme: Theme) -> Margins {
        settled(width: width, height: height, atLeast: atLeast, theme: theme).margins
    }

    /// Settles the margins and where the legend is. Ticks depend on the plot's size, and the plot's size on the ticks:
    /// from a guess, two rounds settle both; in further ones margins only grow, until everything fits.
    private func settled(
        width: Double, height: Double, atLeast: Margins, theme: Theme
    ) -> (margins: Margins, legend: Legend.Place?) {
        let panel = Rect(x: 0, y: 0, width: width, height: height)
        var margins = Margins(top: 26, left: 40, bottom: 40, right: 12).union(atLeast)
        var place: Legend.Place? =
            switch legend {
            case .automatic, .top: .above
            case .inside: .inside
            case .trailing: width >= ChartPlan.leastWidthForTrailingLegend ? .trailing : .above
            case .hidden: nil
            }
        for round in 0..<5 {
            var trial = frame(panel, margins, place, theme)
            if place == .inside, round > 0, !trial.hasRoomForLegendInside {
                place = .above
                trial = frame(panel, margins, place, theme)
            }
            let needed = trial.needed.union(atLeast)
            let next = round < 2 ? needed : margins.union(needed)
            if next == margins { break }
            margins = next
        }
        return (margins, place)
    }

    private func frame(_ panel: Rect, _ margins: Margins, _ legend: Legend.Place?, _ theme: Theme) -> ChartFrame {
        let rect = Rect(
            x: quantised(panel.x + margins.left), y: quantised(panel.y + margins.top),
            width: quantised(max(1, panel.width - margins.left - margins.right)),
            height: quantised(max(1, panel.height - margins.top - margins.bottom)))
        return ChartFrame(
            plan: self, contexts: contexts(plotHeight: rect.height), rect: rect, panel: panel, legend: legend,
            theme: theme)
    }

    /// Whether a panel of this size leaves room for data.
    func hasRoom(width: Double, height: Double, theme: Theme) -> Bool {
        let margins = margins(width: width, height: height, atLeast: Margins(), theme: theme)
        return hasRoom(width, height, margins)
    }

    private func hasRoom(_ width: Double, _ height: Double, _ margins: Margins) -> Bool {
        width - margins.left - margins.right >= 24 && height - margins.top - margins.bottom >= 16
    }

    func draw(
        into scene: inout Scene, x originX: Double, y originY: Double, width: Double, height: Double,
        atLeast: Margins, theme: Theme
    ) throws(FigureError) {
        let (margins, legend) = settled(width: width, height: height, atLeast: atLeast, theme: theme)
        guard hasRoom(width, height, margins) else { throw FigureError.noRoom(width: width, height: height) }
        let panel = Rect(x: originX, y: originY, width: width, height: height)
        try frame(panel, margins, legend, theme).draw(into: &scene)
    }

    /// Adds the data of the marks to a scene, and what cannot be shown of them.
    func describe(in scene: inout Scene) {
        scene.remarks += notes
        func name(_ axis: Axis, _ other: String) -> String { axis.label.map { Markup($0).exact } ?? other }
        for layer in layers {
            let nameOfY = name(axis(of: layer), layer.style.axis == .leading ? "y" : "trailing y")
            var data = layer.data(x: name(x, "x"), y: nameOfY)
            settleAxes(of: &data, layer)
            scene.add(data)
        }
    }

    /// What a mark cannot know of its columns: which y axis it is drawn against, and which axis has its category.
    private func settleAxes(of data: inout DataSeries, _ layer: any Layer) {
        // A mark at a category lies along x, unless it is y that has categories.
        let isTurned = x.scale.type != .categorical && data.columns.contains { $0.axis == .x && !$0.isNumeric }
        for index in data.columns.indices {
            if isTurned, data.columns[index].axis == .x || data.columns[index].axis == .y {
                data.columns[index].axis = data.columns[index].axis == .x ? .y : .x
            }
            if layer.style.axis == .trailing, data.columns[index].axis == .y { data.columns[index].axis = .trailing }
        }
    }

    var chartCount: Int { 1 }
    var levels: Int { 0 }

    mutating func share(_ axis: AxisName, _ domain: SharedDomain) throws(FigureError) {
        guard axis == .x || trailing == nil else { throw FigureError.sharedTwinAxes }
        let own = axis == .x ? x : y
        var shared = try domain.extent.axis(domain.request, name: axis.rawValue, padded: axis == .y)
        (shared.label, shared.fixedTicks, shared.isLabelled) = (own.label, own.fixedTicks, own.isLabelled)
        if axis == .x { x = shared } else { y = shared }
        if hasEqualScales { equaliseScales() }
    }

    mutating func forEachChart(_ change: (inout ChartPlan) throws(FigureError) -> Void) throws(FigureError) {
        try change(&self)
    }

    func sharedDomain(_ axis: AxisName) -> SharedDomain {
        axis == .x ? domains.x : domains.y
    }

    mutating func hideLabels(_ axis: AxisName) {
        switch axis {
        case .x: x.isLabelled = false
        case .y: y.isLabelled = false
        }
    }
}
