import BookModel
import Yams

extension YAMLReader {
    /// The keys `date`, `url`, `licence` and `source` of a book.
    mutating func publication(_ fields: [String: Node]) -> Publication {
        Publication(
            date: date(fields["date"]), url: address(fields["url"], "url"),
            licence: string(fields["licence"], "licence")?.onOneLine,
            source: address(fields["source"], "source").map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
    }

    /// A date as `2026`, `2026-11` or `2026-11-23`.
    private mutating func date(_ node: Node?) -> Publication.Date? {
        guard let node, let text = string(node, "date") else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = zip(parts, [4, 2, 2]).compactMap { part, length in
            part.utf8.count == length && part.utf8.allSatisfy(SwiftSource.isDigit) ? Int(part) : nil
        }
        guard numbers.count == parts.count, Self.isDate(numbers) else {
            report(
                "'\(text)' is no date", at: node,
                remedy: "Write a year, a month or a day of the calendar: 2026, 2026-11 or 2026-11-23.")
            return nil
        }
        return Publication.Date(
            year: numbers[0], month: numbers.count > 1 ? numbers[1] : nil, day: numbers.count > 2 ? numbers[2] : nil)
    }

    /// Whether a year, a month and a day, as many as are given, are in the Gregorian calendar.
    private static func isDate(_ numbers: [Int]) -> Bool {
        guard let year = numbers.first, year > 0 else { return false }
        guard numbers.count > 1 else { return true }
        guard (1...12).contains(numbers[1]) else { return false }
        guard numbers.count > 2 else { return true }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[numbers[1] - 1]).contains(numbers[2])
    }

    /// An address of the web, which also BibTeX can take as it is.
    private mutating func address(_ node: Node?, _ name: String) -> String? {
        guard let node, let text = string(node, name) else { return nil }
        let isWhole = ["http://", "https://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
        guard isWhole, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"{}\"<>\\".utf8.contains($0) }) else {
            report(
                "'\(name)' is no address of the web: '\(text)'", at: node,
                remedy: "Write all of it, as https://example.org/book, with other characters than letters, digits and "
                    + "signs of addresses percent-encoded.")
            return nil
        }
        return text
    }
}
