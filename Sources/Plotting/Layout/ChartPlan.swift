import Drawing

/// A chart whose scales and colours are settled.
struct ChartPlan: Sendable {
    var x: Axis
    var y: Axis
    let colorScale: ColorScale?
    let layers: [any Layer]
    private(set) var contexts: [LayerContext]
    var title: String?
    var legend: LegendPosition
    let size: SizeRequest
    let aspect: Double?
    let hasEqualScales: Bool
    private let domains: (x: SharedDomain, y: SharedDomain)
    let notes: [String]

    init(_ chart: Chart) throws(FigureError) {
        layers = try chart.preparedLayers()
        guard !layers.isEmpty else { throw FigureError.nothingToDraw }
        var (extentX, extentY) = (Extent(), Extent())
        for layer in layers { layer.measure(x: &extentX, y: &extentY) }
        // A curve over time fills the width; values keep some air above and below.
        x = try extentX.axis(chart.x, name: "x", padded: false)
        y = try extentY.axis(chart.y, name: "y", padded: true)
        domains = (SharedDomain(extent: extentX, request: chart.x), SharedDomain(extent: extentY, request: chart.y))
        colorScale = try chart.settledColorScale(layers)
        contexts = ChartPlan.contexts(layers, colorScale)
        title = chart.title
        legend = chart.legend
        size = chart.size
        hasEqualScales = chart.hasEqualScales && x.scale.type == .linear && y.scale.type == .linear
        aspect = hasEqualScales ? 1 : chart.aspect
        notes = [extentX.note(on: x, name: "x"), extentY.note(on: y, name: "y")].compactMap { $0 }
        if hasEqualScales { equaliseScales() }
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

    /// Settles which labels are written at the data, given the height there is for them.
    private func contexts(plotHeight: Double) -> [LayerContext] {
        guard legend == .automatic else { return contexts }
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
}

// MARK: - Layout

extension ChartPlan: LayoutNode {
    func naturalHeight(width: Double, theme: Theme) -> Double {
        if let height = size.height { return height }
        guard let aspect else { return min(360, max(180, width * 0.5625)) }
        let margins = margins(width: width, height: width, theme: theme)
        return max(40, width - margins.left - margins.right) * aspect + margins.top + margins.bottom
    }

    func margins(width: Double, height: Double, theme: Theme) -> Margins {
        // Ticks depend on the plot's size, and the plot's size on the ticks: from a guess, two rounds settle both.
        var margins = Margins(top: 26, left: 40, bottom: 40, right: 12)
        for _ in 0..<2 {
            margins = frame(width: width, height: height, margins: margins, theme: theme).needed(width: width)
        }
        return margins
    }

    private func frame(width: Double, height: Double, margins: Margins, theme: Theme, x: Double = 0, y: Double = 0)
        -> ChartFrame
    {
        let rect = Rect(
            x: quantised(x + margins.left), y: quantised(y + margins.top),
            width: quantised(max(1, width - margins.left - margins.right)),
            height: quantised(max(1, height - margins.top - margins.bottom)))
        return ChartFrame(plan: self, contexts: contexts(plotHeight: rect.height), rect: rect, theme: theme)
    }

    func draw(
        into scene: inout Scene, x originX: Double, y originY: Double, width: Double, height: Double,
        atLeast: Margins, theme: Theme
    ) throws(FigureError) {
        let margins = margins(width: width, height: height, theme: theme).union(atLeast)
        guard width - margins.left - margins.right >= 24, height - margins.top - margins.bottom >= 16 else {
            throw FigureError.noRoom(width: width, height: height)
        }
        let frame = frame(
            width: width, height: height, margins: margins, theme: theme, x: originX, y: originY)
        frame.draw(into: &scene, leftEdge: originX, rightEdge: originX + width, topEdge: originY)
        scene.notes += notes
        let names = (
            self.x.label.map { Markup($0).plain } ?? "x", self.y.label.map { Markup($0).plain } ?? "y"
        )
        for layer in layers { scene.add(layer.data(x: names.0, y: names.1), of: layer.kind) }
    }

    mutating func share(_ axis: AxisName, _ domain: SharedDomain) throws(FigureError) {
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
