import Foundation

/// An article of the documentation as a terminal shows it: its Markdown as it stands, but for what only DocC reads.
struct Article {
    /// The file's name in lower case with hyphens: `chapter-language`.
    let name: String
    /// The title, and what follows up to the first heading; then a section for each heading.
    let sections: [String]
    /// The paragraph below the title, in one line.
    let abstract: String

    /// All of it.
    var text: String { sections.joined(separator: "\n\n") }

    /// Reads an article.
    ///
    /// - Parameters:
    ///   - file: The file's name without its ending: `ChapterLanguage`.
    ///   - source: What is in it.
    init(_ file: String, source: String) {
        name = Self.name(ofFile: file)
        var sections: [[String]] = [[]]
        // The backticks that begin a block of code, until as many end it. A line of it is neither heading nor link.
        var fence: Substring?
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            let backticks = line.drop { $0 == " " }.prefix { $0 == "`" }
            if let open = fence {
                if backticks.count >= open.count, line.allSatisfy({ $0 == "`" || $0 == " " }) { fence = nil }
                sections[sections.count - 1].append(String(line))
                continue
            }
            if backticks.count >= 3 { fence = backticks }
            if line.hasPrefix("##") { sections.append([]) }
            sections[sections.count - 1].append(Self.plain(line))
        }
        self.sections = sections.map { $0.joined(separator: "\n").trimmingCharacters(in: .newlines) }
        abstract = sections[0].dropFirst().drop(while: \.isEmpty).prefix { !$0.isEmpty }.joined(separator: " ")
    }

    /// `ChapterLanguage` as `chapter-language`.
    private static func name(ofFile file: String) -> String {
        file.replacing(/([a-z0-9])([A-Z])/) { "\($0.1)-\($0.2)" }.lowercased()
    }

    /// A line with links to articles as the command that shows them, and with links to symbols as code.
    private static func plain(_ line: Substring) -> String {
        String(line).replacing(/<doc:(\w+)>/) { "`w2vbook docs \(name(ofFile: String($0.1)))`" }
            .replacing(/``([A-Za-z][\w\/()]*)``/) { "`\($0.1)`" }
    }
}
