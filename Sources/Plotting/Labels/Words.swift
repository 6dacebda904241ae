import FigureData
import Foundation

/// Numbers within sentences, with true minus signs.
enum Words {
    /// All the digits that the value has.
    static func exact(_ value: Double) -> String {
        value.isNaN ? "nothing" : shortest(value).replacing("-", with: "−")
    }

    /// How many significant digits tell two values apart: three, or where these are the same, one more than their
    /// difference needs; at most 17, which tell all numbers apart.
    static func digits(telling first: Double, _ second: Double) -> Int {
        guard first != second, rounded(first) == rounded(second) else { return 3 }
        let needed = log10(max(abs(first), abs(second)) / abs(first - second)).rounded(.up) + 1
        return needed.isFinite ? Int(min(17, max(3, needed))) : 17
    }

    /// Three significant digits, or as many as asked: `1,230`, `0.0123`, `1.23×10⁷`.
    static func rounded(_ value: Double, digits count: Int = 3) -> String {
        guard value.isFinite, value != 0 else { return exact(value + 0) }
        let digits = String(format: "%.\(count - 1)e", abs(value)).split(separator: "e")
        guard digits.count == 2, let mantissa = Double(digits[0]), let exponent = Int(digits[1]) else {
            return exact(value)
        }
        let sign = value < 0 ? "−" : ""
        guard (-4..<7).contains(exponent) else { return sign + shortest(mantissa) + "×10" + superscript(exponent) }
        let plain = TickLabels.fixed(mantissa * pow(10, Double(exponent)), decimals: max(0, count - 1 - exponent))
        guard plain.contains(".") else { return sign + plain }
        var trimmed = plain
        while trimmed.last == "0" { trimmed.removeLast() }
        if trimmed.last == "." { trimmed.removeLast() }
        return sign + trimmed
    }

    /// A distance: `3.2 px`.
    static func pixels(_ value: Double) -> String {
        exact((value * 100).rounded() / 100) + " px"
    }

    /// `one`, `two`, … `nine`, `10`.
    static func count(_ count: Int) -> String {
        let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
        return words.indices.contains(count) ? words[count] : TickLabels.fixed(Double(count), decimals: 0)
    }

    /// `a`, `a and b`, `a, b and c`.
    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    private static func superscript(_ exponent: Int) -> String {
        let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        let raised = "\(abs(exponent))".compactMap(\.wholeNumberValue).map { digits[$0] }
        return (exponent < 0 ? "⁻" : "") + String(raised)
    }
}
