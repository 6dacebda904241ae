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
        var parser = MarkupParser(source)
        parser.parse(until: parser.characters.count)
        pango = parser.pango
        plain = parser.plain
    }

    /// A part of a label that stays on one line, in light markup.
    struct Word: Hashable, Sendable {
        let text: String
        /// Whether a space is before it, unless it begins a line.
        let followsSpace: Bool
    }

    /// The words of a label: it may be broken at spaces outside of markup, and before Chinese, Japanese and Korean
    /// characters other than closing punctuation.
    static func words(_ source: String) -> [Word] {
        var parser = MarkupParser(source)
        parser.parse(until: parser.characters.count)
        var words: [Word] = []
        var (start, followsSpace) = (0, false)
        func finish(at end: Int) {
            guard start < end else { return }
            words.append(Word(text: String(parser.characters[start..<end]), followsSpace: followsSpace))
        }
        for position in parser.breaks {
            finish(at: position)
            followsSpace = parser.characters[position] == " "
            start = followsSpace ? position + 1 : position
        }
        finish(at: parser.characters.count)
        return words
    }
}

/// Reads markup from the left; a marker counts only where its partner follows.
private struct MarkupParser {
    let characters: [Character]
    var position = 0
    var pango = ""
    var plain = ""
    /// The positions, outside of markup, where a line may be broken.
    var breaks: [Int] = []
    private var depth = 0

    init(_ source: String) {
        characters = Array(source.filter { !$0.unicodeScalars.contains { $0.value < 0x20 } })
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
                if depth == 0, isBreak(characters[position]) { breaks.append(position) }
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
        depth += 1
        parse(until: end)
        depth -= 1
        position = end + skip
        pango += close
    }

    private func isBreak(_ character: Character) -> Bool {
        if character == " " { return true }
        guard let scalar = character.unicodeScalars.first?.value, scalar >= 0x2E80 else { return false }
        let isWide =
            scalar <= 0x9FFF || (0xAC00...0xD7AF).contains(scalar) || (0xF900...0xFAFF).contains(scalar)
            || (0x20000...0x3FFFF).contains(scalar)
        return isWide && !"、。〉》」』】〕〗".contains(character)
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
