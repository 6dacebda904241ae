import BookModel
import Foundation
import ReportWriter

/// The outcome of a build for programs: `output/results.json`, as `assets/results.schema.json` has it.
struct Results: Encodable {
    /// Of the form: it rises where a reader of an earlier one would be misled.
    let version = 2
    /// Absent of a book that needs none.
    let corpus: CorpusSummary?
    let profile: String
    let parameters: [String: Setting]
    let claims: [PlacedClaim]
    let figures: [Figure]
    let chapters: [Chapter]
    let diagnostics: [Diagnostic]

    /// A parameter's value as JSON has it: a number, a truth value or a text.
    struct Setting: Encodable {
        var value: ParameterValue

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch value {
            case .integer(let number): try container.encode(number)
            case .real(let number): try container.encode(number)
            case .boolean(let isTrue): try container.encode(isTrue)
            case .text(let text): try container.encode(text)
            }
        }
    }

    /// A claim with where it is.
    struct PlacedClaim: Encodable {
        var id: String
        var chapter: String
        var claim: Claim

        private enum Key: String, CodingKey { case id, chapter }

        func encode(to encoder: any Encoder) throws {
            try claim.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(id, forKey: .id)
            try container.encode(chapter, forKey: .chapter)
        }
    }

    struct Figure: Encodable {
        var id: String
        var chapter: String
        var data: [JSONData.Series]
    }

    struct Chapter: Encodable {
        var name: String
        var status: BuiltChapter.Status
        var seconds: Double
        var reused: Bool
    }

    init(_ book: BuiltBook, diagnostics: [Diagnostic]) {
        corpus = book.corpus
        profile = book.profile
        parameters = Dictionary(uniqueKeysWithValues: book.parameters.map { ($0.name, Setting(value: $0.value)) })
        var claims: [PlacedClaim] = []
        var figures: [Figure] = []
        for built in book.chapters {
            for output in built.outputs.cells {
                switch output.content {
                case .claim(let id, let claim):
                    claims.append(PlacedClaim(id: id, chapter: built.chapter.name, claim: claim))
                case .figure(let figure):
                    figures.append(
                        Figure(
                            id: figure.id, chapter: built.chapter.name, data: figure.series.map(JSONData.Series.init)))
                case .table, nil: break
                }
            }
        }
        self.claims = claims
        self.figures = figures
        chapters = book.chapters.map {
            Chapter(name: $0.chapter.name, status: $0.status, seconds: $0.seconds, reused: $0.isReused)
        }
        self.diagnostics = diagnostics
    }

    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// One line for the terminal, and a line for each claim that does not hold.
    var summary: String {
        func count(_ verdict: Claim.Verdict) -> Int { claims.count { $0.claim.verdict == verdict } }
        var lines = [
            "\(claims.count) claims\(corpus.map { " on \($0.name)" } ?? ""): \(count(.holds)) hold, \(count(.fails)) fail, "
                + "\(count(.untestable)) cannot be tested"
        ]
        lines += claims.filter { $0.claim.verdict == .fails }.map {
            "  fails: \($0.id) (\($0.chapter)): \($0.claim.measured)"
        }
        return lines.joined(separator: "\n")
    }
}
