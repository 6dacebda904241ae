/// Reads light markup from the left; a marker counts only where its partner follows.
struct MarkupParser {
    let characters: [Character]
    private var position = 0
    /// The positions, outside of markup, where a line may be broken.
    private(set) var breaks: [Int] = []
    private var depth = 0

    init(_ source: String) { characters = Array(source) }

    /// Whether a backslash takes the meaning from the character.
    static func isSpecial(_ character: Character) -> Bool {
        switch character {
        case "\\", "*", "_", "^", "$", "}": true
        default: false
        }
    }

    /// What is from here to `end`.
    mutating func pieces(until end: Int) -> [Markup.Piece] {
        let start = position
        var pieces: [Markup.Piece] = []
        var text = ""
        while position < end {
            if let span = span(from: start, until: end) {
                if !text.isEmpty { pieces.append(.text(text)) }
                text = ""
                pieces.append(piece(span))
                continue
            }
            if isEscape(position, end) { position += 1 }
            if depth == 0, isBreak(characters[position]) { breaks.append(position) }
            text.append(characters[position])
            position += 1
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        return pieces
    }

    private enum Kind { case emphasis, strong, low, high, formula }

    /// A marked span: what is marked, and where what follows begins.
    private struct Span {
        let kind: Kind
        let content: Range<Int>
        let next: Int
    }

    /// The span that begins here.
    private func span(from start: Int, until end: Int) -> Span? {
        switch characters[position] {
        case "*":
            let width = position + 1 < end && characters[position + 1] == "*" ? 2 : 1
            guard position == start || !isWord(characters[position - 1]),
                let close = asterisks(width, after: position + width, end)
            else { return nil }
            return Span(
                kind: width == 2 ? .strong : .emphasis, content: position + width..<close, next: close + width)
        case "_", "^":
            guard position + 1 < end, characters[position + 1] == "{",
                let close = closing("}", after: position + 2, end)
            else { return nil }
            let kind = characters[position] == "_" ? Kind.low : .high
            return Span(kind: kind, content: position + 2..<close, next: close + 1)
        case "$":
            return closing("$", after: position + 1, end).map {
                Span(kind: .formula, content: position + 1..<$0, next: $0 + 1)
            }
        default: return nil
        }
    }

    private mutating func piece(_ span: Span) -> Markup.Piece {
        position = span.content.lowerBound
        defer { position = span.next }
        if span.kind == .formula { return .formula(String(characters[span.content])) }
        depth += 1
        let inner = pieces(until: span.content.upperBound)
        depth -= 1
        switch span.kind {
        case .emphasis: return .emphasis(inner)
        case .strong: return .strong(inner)
        case .low: return .low(inner)
        case .high, .formula: return .high(inner)
        }
    }

    /// Where the marker stands that closes a span which begins at `start` and is not empty.
    private func closing(_ marker: Character, after start: Int, _ end: Int) -> Int? {
        var index = start
        while index < end {
            if characters[index] == marker { return index > start ? index : nil }
            index += isEscape(index, end) ? 2 : 1
        }
        return nil
    }

    /// Where the asterisks stand that close a span whose content begins at `start`.
    private func asterisks(_ width: Int, after start: Int, _ end: Int) -> Int? {
        guard start < end, !characters[start].isWhitespace, characters[start] != "*" else { return nil }
        var index = start + (isEscape(start, end) ? 2 : 1)
        while index + width <= end {
            if isEscape(index, end) {
                index += 2
                continue
            }
            let run = characters[index..<end].prefix { $0 == "*" }.count
            if run >= width, !characters[index - 1].isWhitespace { return index }
            index += max(1, run)
        }
        return nil
    }

    private func isEscape(_ index: Int, _ end: Int) -> Bool {
        characters[index] == "\\" && index + 1 < end && MarkupParser.isSpecial(characters[index + 1])
    }

    private func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }

    private func isBreak(_ character: Character) -> Bool {
        if character == " " { return true }
        guard let scalar = character.unicodeScalars.first?.value, scalar >= 0x2E80 else { return false }
        let isWide =
            scalar <= 0x9FFF || (0xAC00...0xD7AF).contains(scalar) || (0xF900...0xFAFF).contains(scalar)
            || (0x20000...0x3FFFF).contains(scalar)
        return isWide && !"、。〉》」』】〕〗".contains(character)
    }
}
