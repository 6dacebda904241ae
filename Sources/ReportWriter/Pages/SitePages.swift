import Foundation

/// What all pages of a split book say, as a script that a page loads when its reader searches or looks at a preview.
///
/// Pages that are opened from a disk cannot fetch one another, but may run a script that lies beside them.
struct SitePages {
    /// The addresses of the pages' files with their markup, in the order in which the search has them.
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

    /// What begins an element that is left out, and what ends it; none holds one of its own kind.
    private static let leftOut = [
        ("<details class=\"data\">", "</details>"), ("<details class=\"code\">", "</details>"),
        ("<template>", "</template>"),
    ].map { (opening: Array($0.0.utf8), closing: Array($0.1.utf8)) }

    /// One pass over the bytes: a page has megabytes.
    private static func text(of markup: String) -> String {
        let bytes = Array(markup.utf8)
        func find(_ tag: [UInt8], from start: Int) -> Int? {
            var index = start
            while let next = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
                if bytes[next...].starts(with: tag) { return next }
                index = next + 1
            }
            return nil
        }
        guard var index = find(Array("<main>".utf8), from: 0), let end = find(Array("</main>".utf8), from: index) else {
            return ""
        }
        var output: [UInt8] = []
        while index < end {
            let next = bytes[(index + 1)..<end].firstIndex(of: UInt8(ascii: "<")) ?? end
            if let element = leftOut.first(where: { bytes[index..<next].starts(with: $0.opening) }),
                let closing = find(element.closing, from: next)
            {
                index = closing + element.closing.count
            } else {
                output += bytes[index..<next]
                index = next
            }
        }
        return String(decoding: output, as: UTF8.self) + "</main>"
    }
}

/// Where the parts of a book that is split over several pages lead: a link within the book, `#id`, becomes one to the
/// page that has the element.
struct SiteLinks {
    private let files: [String: String]

    /// - Parameter pages: The addresses of the pages' files with their markup. An id that several have belongs to the first.
    init(_ pages: [(file: String, markup: String)]) {
        var files: [String: String] = [:]
        for page in pages {
            for id in values(ofAttribute: "id", in: page.markup) where files[id] == nil { files[id] = page.file }
        }
        self.files = files
    }

    /// The markup of a page with its links: what the page itself has stays `#id`, and so does what no page has.
    func rewritten(_ markup: String, of file: String) -> String {
        let opening = Array(" href=\"#".utf8)
        let own = values(ofAttribute: "id", in: markup)
        let bytes = Array(markup.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + 4096)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == opening[0], bytes[index...].starts(with: opening) else {
                output.append(bytes[index])
                index += 1
                continue
            }
            let value = bytes[(index + opening.count)...].prefix { $0 != UInt8(ascii: "\"") }
            let id = String(decoding: value, as: UTF8.self)
            let target = own.contains(id) ? nil : files[id]
            output += " href=\"\(escaped(target ?? ""))#".utf8
            output += value
            index = value.endIndex
        }
        return String(decoding: output, as: UTF8.self)
    }
}
