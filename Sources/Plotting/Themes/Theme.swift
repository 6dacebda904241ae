public import Drawing

extension ColorRole {
    /// Text and what is most important.
    public static let ink = ColorRole("ink")
    /// Tick labels and guides.
    public static let soft = ColorRole("soft")
    /// Grid lines.
    public static let grid = ColorRole("grid")
    /// The background.
    public static let paper = ColorRole("paper")
    /// The one colour of a figure that needs only one.
    public static let accent = ColorRole("accent")

    /// How many categorical colours there are.
    public static let seriesCount = 8
    /// How many steps the sequential ramp has.
    public static let rampCount = 24

    /// The categorical colour `number`, counted from 1; after the eighth they begin again.
    public static func series(_ number: Int) -> ColorRole {
        let wrapped = ((number - 1) % seriesCount + seriesCount) % seriesCount
        return ColorRole("series\(wrapped + 1)")
    }

    /// The colour at `fraction` (0…1) of the sequential ramp.
    public static func ramp(_ fraction: Double) -> ColorRole {
        let clamped = fraction.isNaN ? 0 : min(1, max(0, fraction))
        return ColorRole("seq\(1 + Int((clamped * Double(rampCount - 1)).rounded()))")
    }

    /// What text about something of this colour is written in: the colour itself where text in it is easy to read, and
    /// for series a tone of it that is.
    var forText: ColorRole {
        name.hasPrefix("series") || name.hasPrefix("seq") || self == .accent ? ColorRole(name + "-text") : self
    }
}

/// Colours and typefaces of figures.
///
/// The categorical colours differ in lightness as well as in hue, so that readers with a colour deficiency tell them
/// apart, and have a contrast of at least 3 : 1 with their theme's paper, as the sequential ramp has. The ramp walks
/// evenly through the hues of OKLCH from blue over green and ochre to red.
public struct Theme: Hashable, Sendable {
    /// The theme's name.
    public let name: String
    /// The colour of each role.
    public let palette: Palette
    /// Families for all text, by preference.
    public private(set) var fontFamily: String
    /// How large texts are, relative to those of a whole figure.
    private var textScale = 1.0
    private var scaleWithinCharts = 1.0

    /// The theme with smaller texts, for charts within charts.
    var compact: Theme {
        var copy = self
        copy.scaleWithinCharts = 0.83
        return copy
    }

    /// The theme with all texts larger or smaller, or in another family.
    func setting(textScale factor: Double = 1, family: String? = nil) -> Theme {
        var copy = self
        copy.textScale *= factor
        copy.fontFamily = family ?? fontFamily
        return copy
    }

    /// The page by day.
    public static let light = Theme(
        name: "light", ink: 0x1d1d1f, soft: 0x5d5d66, grid: 0xe4dfd3, paper: 0xfffdf8, accent: 0x1a5e9a,
        series: [0x2068ad, 0xc85018, 0x389379, 0x5c2a73, 0x897344, 0xd75e98, 0x4a91c4, 0x5b4a42],
        rampLightness: (0.40, 0.63), rampChroma: 0.125, values: .day)

    /// The page by night.
    public static let dark = Theme(
        name: "dark", ink: 0xe8e6e1, soft: 0xa3a29c, grid: 0x34353a, paper: 0x17181b, accent: 0x7fb4e6,
        series: [0x5d9fde, 0xec7a48, 0x75e2b9, 0xd6b8fe, 0xd5aa3b, 0xe85f9f, 0xb4ddf7, 0x93877e],
        rampLightness: (0.66, 0.80), rampChroma: 0.12, values: .night)

    /// White paper: the colours of the day with darker grid lines.
    public static let print = Theme(
        name: "print", ink: 0x111113, soft: 0x4a4a52, grid: 0xd4d2cc, paper: 0xffffff, accent: 0x1a5e9b,
        series: [0x2068ad, 0xc85018, 0x389379, 0x5c2a73, 0x897344, 0xd75e98, 0x4a91c4, 0x5b4a42],
        rampLightness: (0.40, 0.63), rampChroma: 0.125, values: .day)

    private init(
        name: String, ink: UInt32, soft: UInt32, grid: UInt32, paper: UInt32, accent: UInt32, series: [UInt32],
        rampLightness: (Double, Double), rampChroma: Double, values: ValueColors
    ) {
        self.name = name
        fontFamily = "Inter, sans-serif"
        var entries = [
            Palette.Entry(.ink, RGB(ink)), Palette.Entry(.soft, RGB(soft)), Palette.Entry(.grid, RGB(grid)),
            Palette.Entry(.paper, RGB(paper)), Palette.Entry(.accent, RGB(accent)),
        ]
        entries += series.enumerated().map { Palette.Entry(.series($0 + 1), RGB($1)) }
        let steps = ColorRole.rampCount
        entries += (0..<steps).map { step in
            let fraction = Double(step) / Double(steps - 1)
            let color = RGB(
                lightness: rampLightness.0 + (rampLightness.1 - rampLightness.0) * fraction, chroma: rampChroma,
                hue: 262 - 225 * fraction)
            return Palette.Entry(.ramp(fraction), color)
        }
        let texts = entries.filter { $0.role.forText != $0.role }.map { entry in
            Palette.Entry(entry.role.forText, entry.color.readable(on: RGB(paper), towards: RGB(ink)))
        }
        palette = Palette(entries + texts + values.entries)
    }

    private func font(_ size: Double, weight: Int = 400) -> Font {
        Font(family: fontFamily, size: size * textScale * scaleWithinCharts, weight: weight)
    }

    var tickFont: Font { font(11.5) }
    var labelFont: Font { font(12, weight: 500) }
    var titleFont: Font { font(12.5, weight: 600) }
    var directFont: Font { font(11.5, weight: 600) }
    var annotationFont: Font { font(11.5, weight: 500) }
}

extension RGB {
    /// The colour, or as little of another mixed in as gives it the contrast that WCAG 2 asks of text.
    fileprivate func readable(on paper: RGB, towards ink: RGB) -> RGB {
        let mixtures = stride(from: 0.0, through: 1, by: 0.02).lazy.map { part in
            func mix(_ a: UInt8, _ b: UInt8) -> UInt8 { UInt8((Double(a) * (1 - part) + Double(b) * part).rounded()) }
            return RGB(red: mix(red, ink.red), green: mix(green, ink.green), blue: mix(blue, ink.blue))
        }
        return mixtures.first { $0.contrast(with: paper) >= 4.5 } ?? ink
    }
}

/// The custom properties that figures are coloured with.
public enum ThemeStyleSheet {
    /// The declarations of one theme, such as `--plot-ink:#1d1d1f;`; which theme holds when is the page's business.
    public static func declarations(of theme: Theme) -> String {
        theme.palette.entries.map { "--plot-\($0.role.name):\($0.color.hex);" }.joined()
    }
}
