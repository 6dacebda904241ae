import BookModel
import Foundation

// What other programs read of a comparison.

extension Comparison {
    /// The comparison as JUnit has test results, which CI systems show: a suite for each chapter, a case for each item.
    public var junit: String {
        func attribute(_ text: String) -> String { Markup.escaped(text) }
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        let failed = Set(differences.map(\.item))
        lines.append("<testsuites name=\"w2vbook check\" tests=\"\(items.count)\" failures=\"\(failed.count)\">")
        var chapters: [String] = []
        func suite(_ item: Item) -> String { item.chapter ?? (item.kind == .book ? "the book" : "gone") }
        for item in items where !chapters.contains(suite(item)) { chapters.append(suite(item)) }
        for chapter in chapters {
            let own = items.filter { suite($0) == chapter }
            let name = attribute(chapter)
            let failures = own.count(where: failed.contains)
            lines.append("  <testsuite name=\"\(name)\" tests=\"\(own.count)\" failures=\"\(failures)\">")
            for item in own {
                let place = item.location.map { " file=\"\(attribute($0.file))\" line=\"\($0.line)\"" } ?? ""
                let head = "    <testcase name=\"\(attribute(item.description))\" classname=\"\(name)\"\(place)"
                let found = differences(of: item)
                guard let first = found.first else {
                    lines.append(head + "/>")
                    continue
                }
                let text = found.map { Markup.escaped($0.message) }.joined(separator: "\n")
                lines.append(head + ">")
                lines.append(
                    "      <failure type=\"\(first.level.rawValue)\" message=\"\(attribute(first.summary))\">"
                        + "\(text)</failure>")
                lines.append("    </testcase>")
            }
            lines.append("  </testsuite>")
        }
        return (lines + ["</testsuites>", ""]).joined(separator: "\n")
    }

    /// Commands to GitHub Actions, one a difference: they annotate the lines of the chapters.
    public func annotations(prefix: String = "") -> [String] {
        /// As the runner wants data, and stricter in properties.
        func escaped(_ text: String, isProperty: Bool = false) -> String {
            let data = text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
            return isProperty ? data.replacing(":", with: "%3A").replacing(",", with: "%2C") : data
        }
        return differences.map { difference in
            let place =
                difference.location.map {
                    "file=\(escaped(prefix + $0.file, isProperty: true)),line=\($0.line),"
                } ?? ""
            let title = escaped(difference.item.description, isProperty: true)
            return "::error \(place)title=\(title)::\(escaped("\(difference.level.rawValue): \(difference.summary)"))"
        }
    }
}
