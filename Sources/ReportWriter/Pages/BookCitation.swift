import BookModel
import Foundation

/// How others cite the book: in words, and as an entry of BibTeX. Nothing in it comes from the clock.
struct BookCitation {
    private let authors: [String]
    private let title: String
    private let publication: Publication

    init(_ book: BuiltBook) {
        authors = book.authors
        let separator = book.title.hasSuffix("?") || book.title.hasSuffix("!") ? " " : ": "
        title = [book.title, book.subtitle].compactMap { $0 }.joined(separator: separator)
        publication = book.publication
    }

    /// "Ada Example and Ben Sample (2026). *A book: Its subtitle*. https://example.org/": as HTML.
    var sentence: String {
        let year = publication.date.map { "\($0.year)" }
        let names = escaped(Self.list(authors))
        let lead = [names, year.map { names.isEmpty ? $0 : "(\($0))" } ?? ""].filter { !$0.isEmpty }
        let ending = title.hasSuffix("?") || title.hasSuffix("!") || title.hasSuffix(".") ? "" : "."
        let url = publication.url.map { " <a href=\"\(escaped($0))\">\(escaped($0))</a>" } ?? ""
        let before = lead.isEmpty ? "" : lead.joined(separator: " ") + ". "
        return "\(before)<cite>\(escaped(title))</cite>\(ending)\(url)"
    }

    /// An entry of the type `misc`, which asks for no publisher.
    var bibTeX: String {
        var fields: [(String, String)] = []
        if !authors.isEmpty { fields.append(("author", "{\(authors.map(Self.name).joined(separator: " and "))}")) }
        // The second braces keep capitals as they are.
        fields.append(("title", "{{\(Self.tex(title))}}"))
        if let date = publication.date {
            fields.append(("year", "{\(date.year)}"))
            if let month = date.month { fields.append(("month", Self.months[month - 1])) }
        }
        if let url = publication.url { fields.append(("url", "{\(url)}")) }
        let width = fields.map(\.0.count).max() ?? 0
        let lines = fields.map { name, value in
            "  \(name)\(String(repeating: " ", count: width - name.count)) = \(value)"
        }
        return "@misc{\(key),\n\(lines.joined(separator: ",\n"))\n}"
    }

    /// The first author's family name, the year and the title's first word, as far as they are in ASCII.
    private var key: String {
        func plain(_ word: some StringProtocol) -> String {
            String(
                decoding: word.decomposedStringWithCanonicalMapping.lowercased().utf8.filter(Self.isWordByte),
                as: UTF8.self)
        }
        let family = authors.first.map { name in
            name.split(separator: ",").count > 1
                ? name.prefix { $0 != "," } : name.split(separator: " ").last ?? name[...]
        }
        let word = title.split(separator: " ").map { plain($0) }.first { !$0.isEmpty } ?? ""
        let key = plain(family ?? "") + (publication.date.map { "\($0.year)" } ?? "") + word
        return key.isEmpty ? "book" : key
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Month macros of BibTeX's styles.
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// A name for BibTeX. Those of groups stand in braces, or would be taken apart: "The w2vbook project". They are
    /// known by a "The" before them or by a last word in lower case, which no family name is.
    private static func name(_ name: String) -> String {
        let isGroup = name.hasPrefix("The ") || name.split(separator: " ").last?.first?.isLowercase == true
        // The word "and" parts authors.
        return isGroup || name.contains(" and ") ? "{\(tex(name))}" : tex(name)
    }

    /// A text with the characters that TeX would take for its own written out.
    private static func tex(_ text: String) -> String {
        text.map { character in
            switch character {
            case "&", "%", "$", "#", "_", "{", "}": "\\\(character)"
            case "~": "\\textasciitilde{}"
            case "^": "\\textasciicircum{}"
            case "\\": "\\textbackslash{}"
            default: String(character)
            }
        }.joined()
    }

    static func list(_ names: [String]) -> String {
        names.formatted(.list(type: .and).locale(Locale(identifier: "en_GB")))
    }
}

extension Publication.Date {
    /// `23 November 2026`, `November 2026` or `2026`.
    var words: String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return [day.map { "\($0)" }, month.map { names[$0 - 1] }, "\(year)"].compactMap { $0 }.joined(separator: " ")
    }
}
