import Drawing
import FigureData
public import LightMarkup

/// Which colours a chart shows values in.
public enum ColorScaleType: Hashable, Sendable {
    /// From near the paper for the least value to strong for the greatest.
    case sequential
    /// Two hues on both sides of a value, which itself is near the paper. Values equally far from it have colours
    /// equally strong.
    case diverging(around: Double)
}

/// What a chart asks of its colour scale.
struct ColorScaleRequest: Hashable, Sendable {
    var type = ColorScaleType.sequential
    var axis = AxisRequest()
}

/// A colour scale with its domain settled: values become levels of a ramp.
struct ColorScale: Hashable, Sendable {
    let axis: Axis
    let ramp: ColorRamp
    /// Which part of the ramp the domain takes, as fractions from its lower to its upper end.
    private let first: Double
    private let last: Double
    /// How much of the ramp on either side of its middle is left out.
    private let gap: Double

    /// Where the sequential ramp begins for marks that are not areas, which nobody would see in a colour near the paper.
    private static let firstOfThinMarks = 0.3
    /// How far from the middle of the diverging ramp the colours of such marks begin.
    private static let gapOfThinMarks = 0.15

    /// The scale for values of the given extent. `fillsAreas` is whether they are shown by areas alone.
    init(_ request: ColorScaleRequest, extent: Extent, fillsAreas: Bool = true) throws(FigureError) {
        guard request.axis.type != .categorical else {
            throw FigureError(
                description: "The chart's color scale is categorical.",
                remedy: "Colour marks by categories with .color(by: names), and leave the colour scale out.")
        }
        let axis = try extent.axis(request.axis, name: "color", padded: false)
        self.axis = axis
        guard case .diverging(let center) = request.type else {
            (ramp, first, last, gap) = (.heat, fillsAreas ? 0 : ColorScale.firstOfThinMarks, 1, 0)
            return
        }
        guard let middle = axis.scale.position(center), middle.isFinite else {
            throw FigureError(
                description: "The chart's color scale diverges around \(shortest(center)), which it does not have.",
                remedy: "Give a number that is on the scale, such as 0 for .linear and 1 for .log.")
        }
        // Half the ramp is as long as the domain's longer side.
        let reach = max(middle, 1 - middle)
        ramp = .diverging
        gap = fillsAreas ? 0 : ColorScale.gapOfThinMarks
        first = 0.5 - 0.5 * middle / reach
        last = 0.5 + 0.5 * (1 - middle) / reach
    }

    /// Whether the domain takes the whole ramp.
    var takesWholeRamp: Bool { first == 0 && last == 1 && gap == 0 }

    /// The level of `value`; beyond the domain that of its end, nil for a value that the scale does not have.
    func level(_ value: Double) -> UInt8? {
        axis.scale.position(value).map(level(at:))
    }

    /// The level at a position along the domain, 0 to 1.
    func level(at position: Double) -> UInt8 {
        let even = first + (last - first) * min(1, max(0, position))
        let fraction = even < 0.5 ? even * (1 - 2 * gap) : 1 - (1 - even) * (1 - 2 * gap)
        let level = min(Double(ramp.count - 1), max(0, (fraction * Double(ramp.count)).rounded(.down)))
        return level.isNaN ? 0 : UInt8(level)
    }

    /// The colour of `value`, nil for a value that the scale does not have.
    func role(_ value: Double) -> ColorRole? { level(value).map { ramp.role(Int($0)) } }
}

extension Chart {
    /// Sets the colours that marks with values for colours have: heat maps, and marks with ``Mark/color(by:)``. What
    /// is nil is chosen from the data. The scale stands as a bar at the right of the plot, unless the legend is
    /// hidden.
    ///
    /// - Parameters:
    ///   - type: Whether values go from low to high or to both sides of a middle.
    ///   - scale: How values become positions along the colours.
    ///   - domain: The values of the first and the last colour; values beyond have these colours.
    ///   - label: What the values are, above the bar.
    public func colorScale(
        _ type: ColorScaleType = .sequential, scale: ScaleType = .linear, domain: ClosedRange<Double>? = nil,
        label: Label? = nil
    ) -> Chart {
        var copy = self
        copy.colorScale = ColorScaleRequest(
            type: type, axis: AxisRequest(type: scale, domain: domain, label: label?.markup, ticks: nil))
        return copy
    }
}
