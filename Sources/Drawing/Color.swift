import Foundation

/// An opaque sRGB colour of eight bits a channel.
public struct RGB: Hashable, Sendable {
    /// The channels, 0 to 255.
    public let red: UInt8, green: UInt8, blue: UInt8

    /// The colour with the given channels.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// The colour written as the six hexadecimal digits of `value`: `0x1d1d1f`.
    public init(_ value: UInt32) {
        self.init(
            red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
            blue: UInt8(truncatingIfNeeded: value))
    }

    /// The colour nearest to an OKLCH one: lightness 0…1, chroma, hue in degrees. Outside the sRGB gamut the chroma is
    /// lowered until the colour fits, so lightness and hue are kept. (Ottosson, "A perceptual color space for image
    /// processing", 2020.)
    public init(lightness: Double, chroma: Double, hue: Double) {
        var chroma = chroma
        var linear = RGB.linear(lightness: lightness, chroma: chroma, hue: hue)
        while chroma > 0, linear.contains(where: { $0 < -0.0005 || $0 > 1.0005 }) {
            chroma = max(0, chroma - 0.005)
            linear = RGB.linear(lightness: lightness, chroma: chroma, hue: hue)
        }
        let channels = linear.map { value -> UInt8 in
            let clamped = min(1, max(0, value))
            let encoded = clamped <= 0.003_130_8 ? 12.92 * clamped : 1.055 * pow(clamped, 1 / 2.4) - 0.055
            return UInt8((255 * encoded).rounded())
        }
        self.init(red: channels[0], green: channels[1], blue: channels[2])
    }

    private static func linear(lightness: Double, chroma: Double, hue: Double) -> [Double] {
        let a = chroma * cos(hue * .pi / 180)
        let b = chroma * sin(hue * .pi / 180)
        let l = pow(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b, 3)
        let m = pow(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b, 3)
        let s = pow(lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b, 3)
        return [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ]
    }

    /// `#rrggbb`.
    public var hex: String {
        let digits = String(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue), radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Relative luminance as WCAG 2 defines it, 0 (black) to 1 (white).
    public var luminance: Double {
        func linear(_ channel: UInt8) -> Double {
            let value = Double(channel) / 255
            return value <= 0.040_45 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// WCAG 2 contrast ratio, 1 to 21.
    public func contrast(with other: RGB) -> Double {
        let (low, high) = (min(luminance, other.luminance), max(luminance, other.luminance))
        return (high + 0.05) / (low + 0.05)
    }
}
