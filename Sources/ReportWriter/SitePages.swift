import Foundation

/// What all pages of a split book say, as a script that a page loads when its reader searches or looks at a preview.
///
/// Pages that are opened from a disk cannot fetch one another, but may run a script that lies beside them.
struct SitePages {
    /// The pages' files with their markup, in the order in which the search has them.
    var pages: [(file: String, markup: String)]

    /// A script that sets `bookText` to pairs of a file and what stands in its `<main>`, without the data and the code
    /// of figures and without players of films, which neither the search nor the previews show.
    var script: String {
        let texts = pages.map { page in [page.file, Self.text(of: page.markup)] }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        // Texts always encode.
        let json = (try? encoder.encode(texts)) ?? Data("[]".utf8)
        return "globalThis.bookText = \(String(decoding: json, as: UTF8.self));\n"
    }

    private static func text(of markup: String) -> String {
        let bytes = markup.utf8
        guard let start = bytes.firstRange(of: "<main>".utf8) else { return "" }
        let rest = bytes[start.lowerBound...]
        guard let length = rest.firstRange(of: "</main>".utf8) else { return "" }
        var text = String(markup[start.lowerBound..<length.upperBound])
        for (opening, closing) in [
            ("<details class=\"data\">", "</details>"), ("<details class=\"code\">", "</details>"),
            ("<template>", "</template>"),
        ] {
            text = without(from: opening, to: closing, in: text)
        }
        return text
    }

    /// The markup without certain elements, which hold none of their own kind.
    private static func without(from opening: String, to closing: String, in markup: String) -> String {
        var output = ""
        var rest = markup[...]
        while let start = rest.utf8.firstRange(of: opening.utf8),
            let end = rest.utf8[start.upperBound...].firstRange(of: closing.utf8)
        {
            output += rest[..<start.lowerBound]
            rest = rest[end.upperBound...]
        }
        return output + rest
    }
}
