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
