public import Drawing
import Foundation

extension ColorRamp {
    /// Colours for values from low, near the paper, to high, strong: the roles `heat1` to `heat32`.
    public static let heat = ColorRamp(name: "heat", count: 32)
    /// Colours for values on both sides of a middle, which is near the paper: the roles `div1` to `div31`.
    public static let diverging = ColorRamp(name: "div", count: 31)
}

/// How a theme shows values by colours.
///
/// Both ramps are walks through OKLCH (Ottosson, 2020) with even steps of lightness, by which they are read in gray
/// print and with a colour deficiency as well. The sequential one turns from yellow over green to violet-blue, the
/// diverging one has blue below the middle and orange above it, which all common deficiencies leave apart.
struct ValueColors {
    /// Lightness, chroma and hue of a colour.
    private struct Stop {
        let lightness: Double
        let chroma: Double
        let hue: Double
    }

    /// Beginning, middle and end of the sequential ramp.
    private let heat: [Stop]
    /// Both ends of the diverging ramp; the lightness of its middle.
    private let below: Stop
    private let above: Stop
    private let middle: Double

    /// Dark colours on light paper.
    static let day = ValueColors(
        heat: [
            Stop(lightness: 0.965, chroma: 0.022, hue: 98), Stop(lightness: 0.64, chroma: 0.105, hue: 200),
            Stop(lightness: 0.30, chroma: 0.135, hue: 285),
        ],
        below: Stop(lightness: 0.40, chroma: 0.125, hue: 256), above: Stop(lightness: 0.40, chroma: 0.125, hue: 40),
        middle: 0.965)

    /// Light colours on dark paper.
    static let night = ValueColors(
        heat: [
            Stop(lightness: 0.26, chroma: 0.035, hue: 285), Stop(lightness: 0.59, chroma: 0.105, hue: 205),
            Stop(lightness: 0.93, chroma: 0.105, hue: 102),
        ],
        below: Stop(lightness: 0.80, chroma: 0.11, hue: 248), above: Stop(lightness: 0.80, chroma: 0.13, hue: 58),
        middle: 0.255)

    /// The colours of both ramps.
    var entries: [Palette.Entry] { heatEntries + divergingEntries }

    private var heatEntries: [Palette.Entry] {
        let last = Double(ColorRamp.heat.count - 1)
        return (0..<ColorRamp.heat.count).map { level in
            let fraction = Double(level) / last
            let (low, mid, high) = (heat[0], heat[1], heat[2])
            // Lightness is even from end to end; chroma and hue turn at the middle, where their curve is smooth.
            let lightness = low.lightness + (high.lightness - low.lightness) * fraction
            let color = RGB(
                lightness: lightness, chroma: ValueColors.bend(low.chroma, mid.chroma, high.chroma, at: fraction),
                hue: ValueColors.bend(low.hue, mid.hue, high.hue, at: fraction))
            return Palette.Entry(ColorRamp.heat.role(level), color)
        }
    }

    private var divergingEntries: [Palette.Entry] {
        let half = ColorRamp.diverging.count / 2
        return (0..<ColorRamp.diverging.count).map { level in
            let end = level < half ? below : above
            let distance = abs(Double(level - half)) / Double(half)
            // The hue shows early, so that the sign of small values is seen.
            let color = RGB(
                lightness: middle + (end.lightness - middle) * distance, chroma: end.chroma * pow(distance, 0.75),
                hue: end.hue)
            return Palette.Entry(ColorRamp.diverging.role(level), color)
        }
    }

    /// The parabola through three values at 0, ½ and 1.
    private static func bend(_ first: Double, _ middle: Double, _ last: Double, at fraction: Double) -> Double {
        let (a, b) = (2 * first - 4 * middle + 2 * last, -3 * first + 4 * middle - last)
        return (a * fraction + b) * fraction + first
    }
}
