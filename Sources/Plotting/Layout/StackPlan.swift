/// Planned figures in a row or a column.
struct StackPlan: LayoutNode {
    let isVertical: Bool
    let spacing: Double
    var parts: [FigurePlan]

    private var gaps: Double { spacing * Double(parts.count - 1) }

    // MARK: Sharing

    /// Gives the parts one domain, and its labels only to the outermost.
    mutating func shareAmongParts(_ axis: AxisName) throws(FigureError) {
        try share(axis, try sharedDomain(axis))
        guard isVertical == (axis == .x) else { return }
        for index in parts.indices where index != (isVertical ? parts.count - 1 : 0) {
            parts[index].node.hideLabels(axis)
        }
    }

    mutating func share(_ axis: AxisName, _ domain: SharedDomain) throws(FigureError) {
        for index in parts.indices { try parts[index].node.share(axis, domain) }
    }

    func sharedDomain(_ axis: AxisName) throws(FigureError) -> SharedDomain {
        var domain = try parts[0].node.sharedDomain(axis)
        for part in parts.dropFirst() { domain = try domain.union(part.node.sharedDomain(axis), axis: axis) }
        return domain
    }

    mutating func hideLabels(_ axis: AxisName) {
        for index in parts.indices { parts[index].node.hideLabels(axis) }
    }

    mutating func forEachChart(_ change: (inout ChartPlan) throws(FigureError) -> Void) throws(FigureError) {
        for index in parts.indices { try parts[index].node.forEachChart(change) }
    }

    // MARK: Sizes

    func naturalHeight(width: Double, theme: Theme) -> Double {
        guard isVertical else {
            let widths = widths(width, theme: theme)
            // Plots are aligned, so the tallest margins count for all.
            let parts = zip(parts, widths).map { part, width -> (Margins, Double) in
                let height = part.size.height ?? part.node.naturalHeight(width: width, theme: theme)
                return (part.node.margins(width: width, height: height, theme: theme), height)
            }
            let plot = parts.map { $1 - $0.top - $0.bottom }.max() ?? 0
            return plot + (parts.map(\.0.top).max() ?? 0) + (parts.map(\.0.bottom).max() ?? 0)
        }
        let fixed = parts.filter { $0.size.heightShare == nil }.map { natural($0, width: width, theme: theme) }
        let shares = parts.compactMap(\.size.heightShare).reduce(0, +)
        if fixed.isEmpty { return max(300, 190 * Double(parts.count)) + gaps }
        // The parts without a share are what the shares leave over.
        return fixed.reduce(0, +) / max(0.2, 1 - shares) + gaps
    }

    private func natural(_ part: FigurePlan, width: Double, theme: Theme) -> Double {
        if let height = part.size.height { return height }
        return min(part.node.naturalHeight(width: width, theme: theme), part.node is ChartPlan ? 280 : .infinity)
    }

    private func heights(_ total: Double, width: Double, theme: Theme) -> [Double] {
        let room = max(1, total - gaps)
        let wanted = parts.map { part in
            part.size.heightShare.map { max(0, $0) * room } ?? natural(part, width: width, theme: theme)
        }
        let shared = zip(parts, wanted).filter { $0.0.size.heightShare != nil }.map(\.1).reduce(0, +)
        let flexible = zip(parts, wanted).filter { $0.0.size.heightShare == nil }.map(\.1).reduce(0, +)
        if flexible == 0 { return wanted.map { $0 * room / max(1, shared) } }
        let factor = max(0, room - shared) / flexible
        return zip(parts, wanted).map { $0.size.heightShare == nil ? $1 * factor : $1 }
    }

    /// The widths that give all plots without a wish of their own the same width.
    private func widths(_ total: Double, theme: Theme) -> [Double] {
        let room = max(1, total - gaps)
        let fixed = parts.map { part in part.size.widthShare.map { max(0, $0) * room } ?? part.size.width }
        let free = parts.indices.filter { fixed[$0] == nil }
        let left = max(1, room - fixed.compactMap { $0 }.reduce(0, +))
        guard !free.isEmpty else {
            let sum = max(1, fixed.compactMap { $0 }.reduce(0, +))
            return fixed.map { ($0 ?? 0) * room / sum }
        }
        var widths = fixed.map { $0 ?? left / Double(free.count) }
        for _ in 0..<2 {
            let sides = parts.indices.map { index -> Double in
                let part = parts[index]
                let height = part.size.height ?? 240
                let margins = part.node.margins(width: widths[index], height: height, theme: theme)
                return margins.left + margins.right
            }
            let plot = max(1, left - free.map { sides[$0] }.reduce(0, +)) / Double(free.count)
            for index in free { widths[index] = sides[index] + plot }
        }
        return widths
    }

    // MARK: Layout

    func margins(width: Double, height: Double, theme: Theme) -> Margins {
        let all = partMargins(width: width, height: height, theme: theme)
        guard let first = all.first, let last = all.last else { return Margins() }
        let most = all.reduce(Margins()) { $0.union($1) }
        return isVertical
            ? Margins(top: first.top, left: most.left, bottom: last.bottom, right: most.right)
            : Margins(top: most.top, left: first.left, bottom: most.bottom, right: last.right)
    }

    private func partMargins(width: Double, height: Double, theme: Theme) -> [Margins] {
        if isVertical {
            let heights = heights(height, width: width, theme: theme)
            return zip(parts, heights).map { $0.node.margins(width: width, height: $1, theme: theme) }
        }
        let widths = widths(width, theme: theme)
        return zip(parts, widths).map { $0.node.margins(width: $1, height: height, theme: theme) }
    }

    func draw(
        into scene: inout Scene, x: Double, y: Double, width: Double, height: Double, atLeast: Margins, theme: Theme
    ) throws(FigureError) {
        let most = partMargins(width: width, height: height, theme: theme).reduce(atLeast) { $0.union($1) }
        let extents =
            isVertical ? heights(height, width: width, theme: theme) : widths(width, theme: theme)
        var offset = 0.0
        for (index, part) in parts.enumerated() {
            var margins =
                isVertical
                ? Margins(left: most.left, right: most.right) : Margins(top: most.top, bottom: most.bottom)
            // Alignment with what is around the stack concerns its outermost parts.
            if isVertical, index == 0 { margins.top = atLeast.top }
            if isVertical, index == parts.count - 1 { margins.bottom = atLeast.bottom }
            if !isVertical, index == 0 { margins.left = atLeast.left }
            if !isVertical, index == parts.count - 1 { margins.right = atLeast.right }
            try part.node.draw(
                into: &scene, x: isVertical ? x : x + offset, y: isVertical ? y + offset : y,
                width: isVertical ? width : extents[index], height: isVertical ? extents[index] : height,
                atLeast: margins, theme: theme)
            offset += extents[index] + spacing
        }
    }
}
