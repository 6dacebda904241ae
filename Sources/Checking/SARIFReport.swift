import BookModel
public import Foundation

extension Comparison {
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
            Rule(id: Level.words.rawValue, shortDescription: Text(text: "Words are not as accepted.")),
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
