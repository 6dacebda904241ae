import Foundation

/// A text with numbers in it, as tables and values have them.
enum NumberedText {
    /// Whether two texts are the same but for their numbers, and these agree to half a per cent of their size or to
    /// the last digit that is written.
    static func areEqual(_ before: String, _ after: String) -> Bool {
        if before == after { return true }
        let (was, now) = (parts(before), parts(after))
        guard was.words == now.words, was.numbers.count == now.numbers.count else { return false }
        return zip(was.numbers, now.numbers).allSatisfy { was, now in
            guard let before = Double(was), let after = Double(now) else { return was == now }
            // A rounded number may end on either side of a half; a whole one is a count.
            let lastDigit = max(unit(was), unit(now)) * 1.001
            return abs(after - before) <= max(Tolerance.share * abs(before), lastDigit)
        }
    }

    /// The numbers of a text in a form that reads as one, and what stands between them.
    private static func parts(_ text: String) -> (numbers: [String], words: [String]) {
        let pattern = /[0-9][0-9,]*(?:\.[0-9]+)?/
        let numbers = text.matches(of: pattern).map { $0.output.replacing(",", with: "") }
        return (
            numbers.map { String($0) },
            text.split(separator: pattern, omittingEmptySubsequences: false).map(String.init)
        )
    }

    /// What the last digit after the point counts; a number without a point is exact.
    private static func unit(_ number: String) -> Double {
        guard let point = number.firstIndex(of: ".") else { return 0 }
        return pow(10, -Double(number.distance(from: point, to: number.endIndex) - 1))
    }
}
