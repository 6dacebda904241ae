import BookModel

/// The light markup of figure labels, table cells and claims, as HTML: `*italic*`, `**bold**`, `_{low}`, `^{high}`
/// and `$TeX$`. What is not closed, and an asterisk that touches no word on its inner side, stays as it is:
/// in "M* and PMI*" nothing is italic. A backslash takes the meaning from the next character.
struct LabelMarkup {
    private let characters: [Character]
    private let math: (String) -> String

    /// The text as HTML; `math` sets a formula.
    static func html(_ text: String, math: @escaping (String) -> String) -> String {
        let markup = LabelMarkup(characters: Array(text), math: math)
        return markup.render(0..<markup.characters.count)
    }

    private func render(_ range: Range<Int>) -> String {
        var output = ""
        var index = range.lowerBound
        while index < range.upperBound {
            if let (html, end) = span(at: index, until: range.upperBound) {
                output += html
                index = end
            } else {
                if characters[index] == "\\", index + 1 < range.upperBound, "\\*_^$".contains(characters[index + 1]) {
                    index += 1
                }
                output += escaped(String(characters[index]))
                index += 1
            }
        }
        return output
    }

    /// The marked span that begins at an index, and where it ends.
    private func span(at index: Int, until end: Int) -> (html: String, end: Int)? {
        switch characters[index] {
        case "*":
            let width = index + 1 < end && characters[index + 1] == "*" ? 2 : 1
            guard index == 0 || !isWord(characters[index - 1]), let close = closing(index + width, width, end) else {
                return nil
            }
            let tag = width == 2 ? "strong" : "em"
            return ("<\(tag)>\(render(index + width..<close))</\(tag)>", close + width)
        case "_", "^":
            guard index + 1 < end, characters[index + 1] == "{",
                let close = characters[index + 2..<end].firstIndex(of: "}")
            else { return nil }
            let tag = characters[index] == "_" ? "sub" : "sup"
            return ("<\(tag)>\(render(index + 2..<close))</\(tag)>", close + 1)
        case "$":
            guard index + 1 < end, let close = characters[index + 1..<end].firstIndex(of: "$"), close > index + 1 else {
                return nil
            }
            return (math(String(characters[index + 1..<close])), close + 1)
        default: return nil
        }
    }

    /// Where the asterisks stand that close a span whose content begins at `start`.
    private func closing(_ start: Int, _ width: Int, _ end: Int) -> Int? {
        guard start < end, !characters[start].isWhitespace, characters[start] != "*" else { return nil }
        var index = start + 1
        while index + width <= end {
            let run = characters[index..<end].prefix { $0 == "*" }.count
            if run >= width, !characters[index - 1].isWhitespace { return index }
            index += max(1, run)
        }
        return nil
    }

    private func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
