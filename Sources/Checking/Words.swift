import BookModel
import Foundation

/// Numbers and bounds in messages.
enum Words {
    /// A number with up to `digits` significant digits; nothing for one that is not a number.
    static func number(_ value: Double?, digits: Int = 4) -> String {
        guard let value, !value.isNaN else { return "nothing" }
        return String(format: "%.\(digits)g", value).replacing("-", with: "−")
    }

    /// What is asked of a number: `at most 0.05 asked`.
    static func bounds(_ bound: Criterion.Bound) -> String {
        switch (bound.least, bound.most) {
        case (let least?, let most?): "between \(number(least)) and \(number(most)) asked"
        case (let least?, nil): "at least \(number(least)) asked"
        case (nil, let most?): "at most \(number(most)) asked"
        case (nil, nil): "no bound asked"
        }
    }
}
