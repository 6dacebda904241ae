import Foundation

// How numbers read in prose and tables: the same in every locale, so that a build does not depend on where it runs.

extension Double {
    /// So many significant digits: 878.4, 0.0123, 3,000, 1.2·10⁻⁹.
    ///
    /// Numbers of at least a million or below a ten-thousandth are written with a power of ten.
    public func formatted(digits: Int) -> String {
        guard isFinite, self != 0 else { return isNaN ? "not a number" : self == 0 ? "0" : self < 0 ? "−∞" : "∞" }
        // The magnitude after rounding decides: 999.96 with four digits is 1,000.
        let scientific = String(format: "%.*e", max(0, digits - 1), abs(self))
        let parts = scientific.split(separator: "e")
        let exponent = Int(parts[1])!
        let sign = self < 0 ? "−" : ""
        if exponent >= 6 || exponent < -4 { return "\(sign)\(parts[0])·10\(exponent.superscript)" }
        return sign + abs(self).fixedDigits(max(0, digits - 1 - exponent)).groupedThousands
    }

    /// So many decimals: 0.764.
    public func fixed(_ decimals: Int) -> String {
        guard isFinite else { return formatted(digits: 1) }
        let text = abs(self).fixedDigits(decimals)
        // A rounded zero has no sign.
        let isZero = !text.contains { $0 != "0" && $0 != "." }
        return (self < 0 && !isZero ? "−" : "") + text.groupedThousands
    }

    /// A fraction as per cent: 0.742 is 74.2%.
    public func percent(_ decimals: Int = 1) -> String { (self * 100).fixed(decimals) + "%" }

    /// Four significant digits, without zeros and factors that say nothing: 0.5, 10⁻⁹.
    public var inProse: String {
        formatted(digits: 4).replacing(/(\.\d*?)0+(?!\d)/) { $0.output.1 == "." ? "" : $0.output.1 }
            .replacing("1·10", with: "10", maxReplacements: isAPowerOfTen ? 1 : 0)
    }

    private func fixedDigits(_ decimals: Int) -> String { String(format: "%.*f", decimals, self) }
}

extension Double {
    fileprivate var isAPowerOfTen: Bool { formatted(digits: 4).drop { $0 == "−" }.hasPrefix("1.000·10") }
}

extension Int {
    /// With commas between thousands: 24,667.
    public var grouped: String { (self < 0 ? "−" : "") + String(magnitude).groupedThousands }

    /// As an exponent: ⁻⁹.
    var superscript: String {
        String(String(self).map { $0 == "-" ? "⁻" : Array("⁰¹²³⁴⁵⁶⁷⁸⁹")[$0.wholeNumberValue!] })
    }
}

extension String {
    /// The digits before the point in groups of three. Expects an unsigned decimal number.
    fileprivate var groupedThousands: String {
        let point = firstIndex(of: ".") ?? endIndex
        var grouped = ""
        for (offset, digit) in self[..<point].reversed().enumerated() {
            if offset > 0, offset.isMultiple(of: 3) { grouped.append(",") }
            grouped.append(digit)
        }
        return String(grouped.reversed()) + self[point...]
    }
}
