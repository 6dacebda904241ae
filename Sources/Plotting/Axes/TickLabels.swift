import FigureData
import Foundation

/// Texts for numbers, in light markup, with true minus signs.
enum TickLabels {
    /// Labels of a linear axis: as many decimals as the step needs, thousands set off by commas, and powers of ten for
    /// numbers that would be long.
    static func linear(_ values: [Double], step: Double) -> [String] {
        let largest = values.map(abs).max() ?? 0
        if largest >= 1e7 || (largest > 0 && largest < 1e-3) {
            // Below 10⁻³⁰⁷ powers of ten lose their digits.
            let exponent = max(-307, Int(log10(largest).rounded(.down)))
            let unit = pow(10, Double(exponent))
            let decimals = decimals(step / unit)
            return values.map { $0 == 0 ? "0" : fixed($0 / unit, decimals: decimals) + "×" + power(exponent) }
        }
        let decimals = decimals(step)
        return values.map { fixed($0, decimals: decimals) }
    }

    /// Labels of a logarithmic axis: plain numbers if all lie within 0.01…10,000, else powers of ten.
    static func log(_ values: [Double]) -> [String] {
        let plain = values.allSatisfy { $0 == 0 || (abs($0) >= 0.00999 && abs($0) <= 10_001) }
        return values.map { value in
            if value == 0 { return "0" }
            let sign = value < 0 ? "−" : ""
            let magnitude = abs(value)
            let exponent = max(-307, Int((log10(magnitude) + 1e-9).rounded(.down)))
            if plain { return sign + fixed(magnitude, decimals: max(0, -exponent)) }
            let digit = (magnitude / pow(10, Double(exponent))).rounded()
            return sign + (digit == 1 ? "" : "\(Int(digit))×") + power(exponent)
        }
    }

    /// Labels of values that nobody rounded: those of a logarithmic axis where they say exactly what the values are,
    /// else all the digits that the values have.
    static func given(_ values: [Double], _ type: ScaleType) -> [String] {
        if type != .linear, values.allSatisfy(isDigitTimesPower) { return log(values) }
        return values.map { shortest($0).replacing("-", with: "−") }
    }

    /// Whether `value` is zero or, but for rounding, ± a whole digit times a power of ten.
    private static func isDigitTimesPower(_ value: Double) -> Bool {
        guard value != 0 else { return true }
        let magnitude = abs(value)
        let digit = magnitude / pow(10, (log10(magnitude) + 1e-9).rounded(.down))
        return abs(digit - digit.rounded()) <= 1e-9 * digit
    }

    /// All the digits that a value has, in light markup: `1000000000000000.2`, `5×10^{−324}`.
    static func exact(_ value: Double) -> String {
        let parts = shortest(value).split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return shortest(value).replacing("-", with: "−") }
        return parts[0].replacing("-", with: "−") + "×" + power(exponent)
    }

    /// A value beside its bar, in light markup: with the given decimals, and a power of ten where that would be a row
    /// of digits that no double has.
    static func value(_ value: Double, decimals: Int) -> String {
        let parts = String(format: "%.\(max(1, decimals))e", abs(value)).split(separator: "e")
        guard abs(value) >= 1e15, parts.count == 2, let exponent = Int(parts[1]) else {
            return fixed(value, decimals: decimals)
        }
        return (value < 0 ? "−" : "") + parts[0] + "×" + power(exponent)
    }

    /// `value` with the given decimals, a minus sign and commas between thousands.
    static func fixed(_ value: Double, decimals: Int) -> String {
        let text = String(format: "%.\(decimals)f", abs(value))
        let parts = text.split(separator: ".")
        var whole = ""
        for (index, digit) in parts[0].enumerated() {
            if index > 0, (parts[0].count - index) % 3 == 0, parts[0].count > 3 { whole += "," }
            whole.append(digit)
        }
        let negative = value < 0 && text.contains { ("1"..."9").contains($0) }
        return (negative ? "−" : "") + whole + (parts.count > 1 ? "." + parts[1] : "")
    }

    private static func power(_ exponent: Int) -> String {
        "10^{\(exponent < 0 ? "−" : "")\(abs(exponent))}"
    }

    private static func decimals(_ step: Double) -> Int {
        step > 0 && step.isFinite ? max(0, -Int((log10(step) + 1e-9).rounded(.down))) : 0
    }
}
