public import Foundation

// What other programs read of a comparison.

extension Comparison {
    /// The comparison as JUnit has test results, which CI systems show: a suite for each chapter, a case for each item.
    public var junit: String {
        func attribute(_ text: String) -> String { Markup.escaped(text) }
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        let failed = Set(differences.map(\.item))
        lines.append("<testsuites name=\"w2vbook check\" tests=\"\(items.count)\" failures=\"\(failed.count)\">")
        var chapters: [String] = []
        for item in items where !chapters.contains(item.chapter ?? "") { chapters.append(item.chapter ?? "") }
        for chapter in chapters {
            let own = items.filter { ($0.chapter ?? "") == chapter }
            let name = attribute(chapter.isEmpty ? "gone" : chapter)
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

    /// The comparison in the format SARIF 2.1.0, which code hosts show beside the lines.
    ///
    /// - Parameters:
    ///   - version: The program's version.
    ///   - prefix: What chapters' files are to begin with, such as the book's folder within a repository.
    public func sarif(version: String, prefix: String = "") throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(SARIF(self, version: version, prefix: prefix))
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

/// The parts of SARIF that are needed here.
private struct SARIF: Encodable {
    let schema = "https://json.schemastore.org/sarif-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version
        case runs
    }

    struct Run: Encodable {
        let tool: Tool
        let results: [Result]
    }

    struct Tool: Encodable { let driver: Driver }

    struct Driver: Encodable {
        let name = "w2vbook"
        let version: String
        let rules: [Rule]
    }

    struct Rule: Encodable {
        let id: String
        let shortDescription: Text
    }

    struct Text: Encodable { let text: String }

    struct Result: Encodable {
        let ruleId: String
        let level = "error"
        let message: Text
        let locations: [Location]
    }

    struct Location: Encodable { let physicalLocation: Place }

    struct Place: Encodable {
        let artifactLocation: File
        let region: Region
    }

    struct File: Encodable { let uri: String }

    struct Region: Encodable {
        let startLine: Int
        let startColumn: Int
    }

    init(_ comparison: Comparison, version: String, prefix: String) {
        let rules = [
            Rule(id: Level.claims.rawValue, shortDescription: Text(text: "A claim is not as accepted.")),
            Rule(id: Level.data.rawValue, shortDescription: Text(text: "Numbers are not as accepted.")),
            Rule(id: Level.scene.rawValue, shortDescription: Text(text: "A figure looks different.")),
        ]
        let results = comparison.differences.map { difference in
            let places = difference.location.map { place in
                let path = prefix + place.file
                let uri = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
                return Location(
                    physicalLocation: Place(
                        artifactLocation: File(uri: uri),
                        region: Region(startLine: place.line, startColumn: place.column)))
            }
            return Result(
                ruleId: difference.level.rawValue, message: Text(text: difference.message),
                locations: places.map { [$0] } ?? [])
        }
        runs = [Run(tool: Tool(driver: Driver(version: version, rules: rules)), results: results)]
    }
}
