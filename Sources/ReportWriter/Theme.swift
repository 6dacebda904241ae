import BookModel
import Foundation
import Mustache

/// How pages look and what they do beyond being read: a template, style sheets and scripts, each of one idea.
struct Theme: Sendable {
    /// The page with holes for a `PageModel`.
    let template: MustacheTemplate
    /// All style sheets in a fixed order: `base` first, since others build upon it; then by their names; `narrow` and
    /// `print` last, since they change what the others say.
    let style: String
    /// All scripts by their names. Each is a closed function that works without the others.
    let script: String

    /// The theme that comes with the program.
    init() throws {
        let folder = Bundle.module.bundleURL.appending(path: "Theme")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        func text(_ name: String) throws -> String {
            try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }
        template = try MustacheTemplate(string: text("page.mustache"))
        style = try Self.ordered(names.filter { $0.hasSuffix(".css") }).map(text).joined(separator: "\n")
        script = try Self.ordered(names.filter { $0.hasSuffix(".js") }).map(text).joined(separator: "\n")
    }

    /// File names in the order in which the page has them.
    static func ordered(_ names: [String]) -> [String] {
        func rank(_ name: String) -> Int {
            switch name {
            case "base.css": 0
            case "narrow.css": 2
            case "print.css": 3
            default: 1
            }
        }
        return names.sorted { (rank($0), $0) < (rank($1), $1) }
    }
}
