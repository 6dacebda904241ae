import Computation

/// A chapter made at random from all that its language has, and from signs that look like it. Its words are markers,
/// each of which occurs once.
struct RandomChapter {
    /// Where a marker is to be found.
    enum Kind: String, CaseIterable {
        /// In the text of the page and of its print.
        case text = "mk"
        /// In an attribute: a title, an address, the words for an image.
        case attribute = "at"
        /// In code that the page folds, and its print leaves out.
        case folded = "fc"
    }

    private var generator: SeededGenerator
    private(set) var markers: [(word: String, kind: Kind)] = []
    /// Footnotes that were referred to, whose definitions have still to come.
    private var footnotes: [String] = []
    private var labels = 0
    private var definitions: [String] = []
    private var solutions: [String] = []
    /// Whether the text may have marks that open and close nothing.
    private let isWild: Bool
    /// The text of the chapter.
    private(set) var text = ""

    init(seed: UInt64, isWild: Bool = true) {
        generator = SeededGenerator(seed: seed)
        self.isWild = isWild
        var lines = ["# \(inlines(2))", ""]
        for _ in 0..<int(2...8) {
            lines += top() + [""]
            while !footnotes.isEmpty, chance(0.6) { lines += definition() + [""] }
        }
        while !footnotes.isEmpty { lines += definition() + [""] }
        for id in solutions { lines += ["````markdown @solution(\"\(id)\")"] + blocks(1...2, depth: 1) + ["````", ""] }
        lines += definitions
        text = lines.joined(separator: "\n") + (chance(0.5) ? "\n" : "")
        // Of alternatives that were not taken, the words are in no text.
        markers.removeAll { [text] marker in !text.contains(marker.word) }
    }

    // MARK: Chance

    private mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    private mutating func chance(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &generator) < probability
    }
    private mutating func one(_ texts: String...) -> String { texts.randomElement(using: &generator)! }

    private mutating func marker(_ kind: Kind = .text) -> String {
        // Without letters that fonts join.
        let letters = Array("abcdeghkmnoprsuvwxz")
        var number = markers.count
        var word = kind.rawValue
        for _ in 0..<3 {
            word.append(letters[number % letters.count])
            number /= letters.count
        }
        word += "q"
        markers.append((word, kind))
        return word
    }

    // MARK: Blocks

    private mutating func top() -> [String] {
        switch int(0...9) {
        case 0:
            labels += 1
            return [
                "\(one("##", "###", "######")) \(inlines(2))" + (chance(0.3) ? " {#sec-s\(labels)}" : one("", " ##"))
            ]
        case 1: return [inlines(2), one("---", "===")]
        case 2:
            labels += 1
            let id = "e\(labels)"
            // A wild text may end the exercise before its fence does, and then the solution has none.
            if !isWild, chance(0.5) { solutions.append(id) }
            return ["````markdown @exercise(\"\(id)\")"] + blocks(1...2, depth: 1) + ["````"]
        default: return block(depth: 0)
        }
    }

    private mutating func blocks(_ count: ClosedRange<Int>, depth: Int) -> [String] {
        var lines: [String] = []
        for index in 0..<int(count) { lines += (index == 0 ? [] : [""]) + block(depth: depth) }
        return lines
    }

    private mutating func block(depth: Int) -> [String] {
        switch int(0...(depth > 2 ? 7 : 11)) {
        case 0...2: return (0..<int(1...3)).map { _ in line() }
        case 3: return fence()
        case 4: return table()
        case 5: return cell()
        case 6: return equation()
        case 7:
            switch int(0...3) {
            case 0: return ["<div class=\"a\">", marker() + " <b>" + marker() + "</b>", "</div>"]
            case 1: return ["    \(marker()) `\(marker()) *a", "    $\(marker())$ [^a]: b"]
            case 2: return [": " + inlines(2)]
            default: return ["***"]
            }
        case 8, 9:
            let mark = one("- ", "* ", "1. ", "7) ")
            let isLoose = chance(0.4)
            let items = (0..<int(1...3)).map { _ in
                indented(blocks(1...2, depth: depth + 1), first: mark, by: String(repeating: " ", count: mark.count))
            }
            return Array(items.joined(separator: isLoose ? [""] : []))
        case 10: return indented(blocks(1...2, depth: depth + 1), first: "> ", by: "> ")
        default:
            let head =
                "[!\(one("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"))]" + (chance(0.5) ? " \(inlines(1))" : "")
            return indented([head] + blocks(1...2, depth: depth + 1), first: "> ", by: "> ")
        }
    }

    private func indented(_ lines: [String], first: String, by indent: String) -> [String] {
        lines.enumerated().map { index, line in
            let text = (index == 0 ? first : indent) + line
            return line.isEmpty && !indent.contains(">") ? "" : text
        }
    }

    private mutating func fence() -> [String] {
        let fence = one("```", "~~~", "~~~~~")
        let isOpen = isWild && chance(0.05)
        return [fence + one("", "text", "swift", "c++", "nosuch", " python")]
            + ["let \(marker()) = \"$\(marker())$ | `\(marker())` <b> [^a] \\\\\"", "", "  \(marker()) // *a*"]
            + (isOpen ? [] : [fence])
    }

    private mutating func table() -> [String] {
        let columns = int(1...3)
        func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
        var lines = [row((0..<columns).map { _ in tableCell() })]
        lines.append(row((0..<columns).map { _ in one("---", ":--", "--:", ":-:") }))
        for _ in 0..<int(1...3) {
            let count = isWild && chance(0.1) ? int(1...4) : columns
            lines.append(row((0..<count).map { _ in tableCell() }))
        }
        return lines
    }

    private mutating func tableCell() -> String {
        switch int(0...5) {
        case 0: "`\(marker())|\(marker())`"
        case 1: "$|\\text{\(marker())}|$"
        case 2: "\(marker()) \\| \(marker())"
        case 3: "`= \"\(marker())\"`"
        default: inlines(1)
        }
    }

    private mutating func cell() -> [String] {
        labels += 1
        let (name, id) = (one("figure", "table", "claim", "run", "define"), "c\(labels)")
        let arguments =
            switch name {
            case "figure": "(\"\(id)\", alt: \"a\")"
            case "table", "claim": "(\"\(id)\")"
            default: ""
            }
        var lines = ["```swift @\(name)\(arguments)", "let \(marker(.folded)) = 1", "```"]
        if !arguments.isEmpty, chance(0.7) { lines += ["", ": " + inlines(2)] }
        return lines
    }

    private mutating func equation() -> [String] {
        labels += 1
        let label = chance(0.4) ? " {#eq-q\(labels)}" : ""
        switch int(0...2) {
        case 0: return ["$$\\text{\(marker())} = x$$" + label]
        case 1: return ["$$", "\\mbox{\(marker()) $y$ \(marker())}", "- \\text{\(marker())}", "$$" + label]
        default: return [line(), "$$ a \\quad \\text{\(marker())} $$" + label, line()]
        }
    }

    private mutating func definition() -> [String] {
        let name = footnotes.removeFirst()
        return indented(blocks(1...2, depth: 2), first: "[^\(name)]: ", by: "    ")
    }

    // MARK: Inlines

    private mutating func line() -> String { inlines(int(1...5)) + one("", "", "", "\\", "  ") }

    private mutating func inlines(_ count: Int, depth: Int = 0) -> String {
        (0..<count).map { _ in inline(depth: depth) }.joined(separator: chance(0.85) ? " " : "")
    }

    private mutating func inline(depth: Int) -> String {
        switch int(0...(isWild ? 25 : 22)) {
        case 0 where depth < 3: "*\(inlines(2, depth: depth + 1))*"
        case 1 where depth < 3: "**\(inlines(2, depth: depth + 1))**"
        case 2 where depth < 3: "~~\(inlines(1, depth: depth + 1))~~"
        case 3 where depth < 3: "^[\(inlines(2, depth: depth + 1))]"
        case 4 where depth < 3:
            "[\(inlines(1, depth: depth + 1))](https://\(marker(.attribute)).org/a_b \"\(marker(.attribute)) *b*\")"
        case 5 where depth < 3: reference(depth: depth)
        case 6: "![\(marker(.attribute)) *\(marker(.attribute))*](\(Self.image) '\(marker(.attribute))')"
        case 7: "`\(marker())`"
        case 8: "`` a`|\(marker()) ``"
        case 9: "$\\text{\(marker())}_1$"
        case 10: "$\\text{\(marker()) $x$ and \\$5}$"
        case 11: "`= \"\(marker())\"`"
        case 12: footnote()
        case 13: "[@\(one("karkada2025", "mikolov2013"))] \(marker())"
        case 14: "<b>\(marker())</b>"
        case 15: "&amp;\(marker())&lt;&copy;"
        case 16: "\\*\(marker())\\* \\[\(marker())\\] \\$\(marker())"
        case 17: "<https://example.org/\(marker())> www.\(marker()).org"
        case 18: "US$5 \(marker()), 10$, $7 \(marker()) and $8"
        case 19: "\"\(marker())\" -- '\(marker())'..."
        case 20: "@sec-\(marker())"
        case 23:
            one("*", "**", "_", "`", "$", "$$", "[", "]", "^[", "![", "(", "<", "~~", "|", "[^", "@", "\\", "{#")
                + marker()
        case 24: marker() + one("*", "_", "`", "$", "]", "](", "](a b)", ">", "|", "{#sec-a}", "\\", "^", "$$")
        case 25:
            one("[^\(marker())]", "![a](\(marker()) b.png)", "<!-- \(marker())", "[\(marker())][no]", "- \(marker())")
        default: marker()
        }
    }

    /// A link whose address stands elsewhere.
    private mutating func reference(depth: Int) -> String {
        labels += 1
        // An address that nobody refers to is no text, and wild marks may take the reference away.
        let (host, title) = isWild ? ("example", "a") : (marker(.attribute), marker(.attribute))
        definitions.append("[r\(labels)]: https://\(host).org '\(title)'")
        return "[\(inlines(1, depth: depth + 1))][r\(labels)]"
    }

    private mutating func footnote() -> String {
        labels += 1
        let name = one("n", "naïve", "日本", "a:b", "a/b", "a`b", "a$b", "_a*", "a|b", "a&b", "^x!") + "\(labels)"
        footnotes.append(name)
        return "\(marker())[^\(name)]"
    }

    /// A drawing of nothing.
    private static let image = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
}
