import Drawing

/// Where an inset is in its plot.
public enum InsetPosition: Hashable, Sendable {
    /// In the emptiest corner.
    case automatic
    /// Above, at the left.
    case topLeading
    /// Above, at the right.
    case topTrailing
    /// Below, at the left.
    case bottomLeading
    /// Below, at the right.
    case bottomTrailing
}

/// A chart within the plot of another.
struct Inset: Sendable {
    enum Place: Hashable, Sendable {
        /// Shares of the plot, from the left and from below.
        case box(x: ClosedRange<Double>, y: ClosedRange<Double>)
        case corner(InsetPosition, width: Double, height: Double)
    }

    let chart: Chart
    let place: Place
}

extension Chart {
    /// Puts a small chart into the plot, on the paper's colour. Labels keep away from it; marks do not.
    ///
    /// - Parameters:
    ///   - chart: The inset.
    ///   - x: Where it begins and ends, as shares (0…1) of the plot's width from the left.
    ///   - y: Where it begins and ends, as shares (0…1) of the plot's height from below.
    public func inset(_ chart: Chart, x: ClosedRange<Double>, y: ClosedRange<Double>) -> Chart {
        var copy = self
        copy.insets.append(Inset(chart: chart, place: .box(x: x, y: y)))
        return copy
    }

    /// Puts a small chart into a corner of the plot. An inset that covers data, or for which the plot is too small, is
    /// said in the scene's notes; the latter is left out.
    ///
    /// - Parameters:
    ///   - chart: The inset.
    ///   - position: Which corner; the emptiest if not told.
    ///   - width: Its width as a share (0…1) of the plot's.
    ///   - height: Its height as a share (0…1) of the plot's.
    public func inset(
        _ chart: Chart, at position: InsetPosition = .automatic, width: Double = 0.36, height: Double = 0.36
    ) -> Chart {
        var copy = self
        copy.insets.append(Inset(chart: chart, place: .corner(position, width: width, height: height)))
        return copy
    }
}

/// An inset whose scales are settled.
struct PlannedInset: Sendable {
    private let plan: ChartPlan
    private let place: Inset.Place

    /// In a corner an inset is at least this large, if the plot allows.
    private static let least = (width: 128.0, height: 92.0)
    /// The largest part of a plot's width or height that an inset may grow to.
    private static let mostOfPlot = 0.6
    private static let padding = 5.0
    /// More ink than this below an inset means that it covers data.
    private static let nearlyEmpty = 0.02

    init(_ inset: Inset) throws(FigureError) {
        plan = try ChartPlan(inset.chart)
        place = inset.place
        let shares: [Double] =
            switch place {
            case .box(let x, let y): [x.lowerBound, x.upperBound, y.lowerBound, y.upperBound]
            case .corner(_, let width, let height): [width, height]
            }
        guard shares.allSatisfy({ (0...1).contains($0) }) else { throw FigureError.badInset }
        if case .corner(_, let width, let height) = place, width == 0 || height == 0 { throw FigureError.badInset }
    }

    /// The inset's box in a plot whose marks are drawn; nil where there is no room.
    func box(in plot: PlotArea, theme: Theme) throws(FigureError) -> Rect? {
        let rect = plot.rect
        switch place {
        case .box(let x, let y):
            let box = Rect(
                x: rect.minX + x.lowerBound * rect.width, y: rect.maxY - y.upperBound * rect.height,
                width: (x.upperBound - x.lowerBound) * rect.width, height: (y.upperBound - y.lowerBound) * rect.height)
            guard hasRoom(in: box, theme) else {
                throw FigureError.insetTooSmall(width: box.width, height: box.height)
            }
            return box
        case .corner(let position, let width, let height):
            func extent(_ share: Double, _ whole: Double, _ least: Double) -> Double {
                max(share * whole, min(least, PlannedInset.mostOfPlot * whole))
            }
            let size = (
                width: extent(width, rect.width, PlannedInset.least.width),
                height: extent(height, rect.height, PlannedInset.least.height)
            )
            let boxes = Corners.boxes(in: rect, width: size.width, height: size.height)
            let box: Rect? =
                switch position {
                case .automatic: Corners.emptiest(of: plot, width: size.width, height: size.height)?.box
                case .bottomTrailing: boxes[0]
                case .topTrailing: boxes[1]
                case .topLeading: boxes[2]
                case .bottomLeading: boxes[3]
                }
            guard let box, rect.contains(box), hasRoom(in: box, theme) else { return nil }
            return box
        }
    }

    static func coversData(_ box: Rect, of plot: PlotArea) -> Bool {
        plot.ink.density(in: box) > nearlyEmpty || plot.taken.contains(where: box.intersects)
    }

    private func hasRoom(in box: Rect, _ theme: Theme) -> Bool {
        let inner = box.insetBy(PlannedInset.padding)
        return plan.hasRoom(width: inner.width, height: inner.height, theme: theme.compact)
    }

    func draw(into scene: inout Scene, in box: Rect, theme: Theme) throws(FigureError) {
        let frame = Stroke(Paint(.grid), width: 1)
        scene.add(.path(Path(box), fill: Paint(.paper), stroke: frame), "inset")
        let inner = box.insetBy(PlannedInset.padding)
        try plan.draw(
            into: &scene, x: inner.x, y: inner.y, width: inner.width, height: inner.height, atLeast: Margins(),
            theme: theme.compact)
    }
}
