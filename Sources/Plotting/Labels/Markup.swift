/// The light markup of labels: `*k*` italic, `**b**` bold, `_{k}` subscript, `^{2}` superscript. Everything else is
/// literal, markers without a partner included; there are no escapes, and scripts do not nest.
struct Markup: Hashable, Sendable {
    /// The label as written.
    let source: String
    /// The label as Pango markup.
    let pango: String
    /// The label without its markup, for data and messages.
    let plain: String

    init(_ source: String) {
        self.source = source
        var parser = MarkupParser(characters: Array(source.filter { !$0.unicodeScalars.contains { $0.value < 0x20 } }))
        parser.parse(until: parser.characters.count)
        pango = parser.pango
        plain = parser.plain
    }
}

/// Reads markup from the left; a marker counts only where its partner follows.
private struct MarkupParser {
    let characters: [Character]
    var position = 0
    var pango = ""
    var plain = ""

    init(characters: [Character]) {
        self.characters = characters
    }

    mutating func parse(until end: Int) {
        while position < end {
            if let inner = span("**", "**", end) {
                wrap("<span weight=\"700\">", "</span>", from: position + 2, to: inner, skip: 2)
            } else if let inner = span("*", "*", end) {
                wrap("<i>", "</i>", from: position + 1, to: inner, skip: 1)
            } else if let inner = span("_{", "}", end) {
                wrap("<sub>", "</sub>", from: position + 2, to: inner, skip: 1)
            } else if let inner = span("^{", "}", end) {
                wrap("<sup>", "</sup>", from: position + 2, to: inner, skip: 1)
            } else {
                literal(characters[position])
                position += 1
            }
        }
    }

    /// Where the text between `open`, which must be here, and the next `close` ends.
    private func span(_ open: String, _ close: String, _ end: Int) -> Int? {
        let (open, close) = (Array(open), Array(close))
        let start = position + open.count
        guard start < end, characters[position..<start].elementsEqual(open) else { return nil }
        var here = start + 1
        while here + close.count <= end {
            if characters[here..<here + close.count].elementsEqual(close) { return here }
            here += 1
        }
        return nil
    }

    private mutating func wrap(_ open: String, _ close: String, from start: Int, to end: Int, skip: Int) {
        pango += open
        position = start
        parse(until: end)
        position = end + skip
        pango += close
    }

    private mutating func literal(_ character: Character) {
        plain.append(character)
        switch character {
        case "&": pango += "&amp;"
        case "<": pango += "&lt;"
        case ">": pango += "&gt;"
        default: pango.append(character)
        }
    }
}
