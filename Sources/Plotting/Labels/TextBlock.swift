import Drawing
import LightMarkup

/// A label of one or more lines with its measures.
struct TextBlock {
    let lines: [Typeset]
    /// The label without its markup.
    let plain: String
    /// Whether the end was cut off.
    let isCut: Bool

    var width: Double { lines.map(\.width).max() ?? 0 }
    var height: Double { lines.map(\.height).reduce(0, +) }

    /// A label on one line.
    init(_ line: Typeset) {
        lines = [line]
        plain = line.markup.plain
        isCut = false
    }

    /// A label that is broken into at most `maxLines` lines of at most `width`, smaller by up to a quarter where that
    /// helps, and at last cut off with an ellipsis. A line break in the label always breaks it.
    init(_ label: String, font: Font, width: Double, maxLines: Int) {
        self = TextBlock.fitted([label], font: font, width: width, maxLines: maxLines)[0]
    }

    private init(lines: [Typeset], plain: String, isCut: Bool) {
        self.lines = lines
        self.plain = plain
        self.isCut = isCut
    }

    /// The sizes, as parts of the font's own, that are tried one after the other until texts fit.
    static let steps = [1, 0.92, 0.84, 0.76]

    /// Labels that belong together, in one size: the largest, down to three quarters, in which all fit.
    static func fitted(_ labels: [String], font: Font, width: Double, maxLines: Int) -> [TextBlock] {
        let paragraphs = labels.map { label in
            // Where there is one line only, a line break is a space.
            let lines = maxLines == 1 ? [Substring(Markup.line(label))] : label.split(whereSeparator: \.isNewline)
            return lines.prefix(maxLines + 1).map { Markup(shortened(String($0))).words }.filter { !$0.isEmpty }
        }
        var small = font
        var broken: [(lines: [Typeset], isCut: Bool)] = []
        for factor in TextBlock.steps {
            small.size = font.size * factor
            broken = paragraphs.map { lines(of: $0, font: small, width: width, maxLines: maxLines) }
            for index in broken.indices {
                for line in broken[index].lines.indices { broken[index].lines[line].step = factor }
            }
            if !broken.contains(where: \.isCut) { break }
        }
        return zip(labels, broken).map {
            TextBlock(lines: $1.lines, plain: Markup(shortened($0)).plain, isCut: $1.isCut)
        }
    }

    /// Longer labels than anybody reads are cut before they are measured.
    private static func shortened(_ label: String) -> String {
        let limit = 1500
        let characters = label.prefix(limit + 1)
        return characters.count > limit ? String(characters.prefix(limit)) + "…" : label
    }

    private static func lines(
        of paragraphs: [[Markup.Word]], font: Font, width: Double, maxLines: Int
    ) -> (lines: [Typeset], isCut: Bool) {
        var lines: [Typeset] = []
        let space = Typeset("n n", font: font).width - Typeset("nn", font: font).width
        for (index, words) in paragraphs.enumerated() {
            var next = 0
            while next < words.count {
                let isLast = lines.count == maxLines - 1
                var text = words[next].text
                var used = Typeset(text, font: font).width
                next += 1
                while next < words.count {
                    let gap = words[next].followsSpace ? space : 0
                    let more = gap + Typeset(words[next].text, font: font).width
                    guard used + more <= width else { break }
                    text += (words[next].followsSpace ? " " : "") + words[next].text
                    used += more
                    next += 1
                }
                let isOver = isLast && (next < words.count || index < paragraphs.count - 1)
                let line = Typeset(text, font: font)
                if isOver || line.width > width + 0.01 {
                    let rest = isLast ? words[next...].map { ($0.followsSpace ? " " : "") + $0.text }.joined() : ""
                    lines.append(cut(Markup(text + rest).plain, font: font, width: width))
                    return (lines, true)
                }
                lines.append(line)
            }
        }
        return (lines.isEmpty ? [Typeset("", font: font)] : lines, false)
    }

    /// As much of `text` as fits before an ellipsis.
    private static func cut(_ text: String, font: Font, width: Double) -> Typeset {
        // No letter that shows is narrower than this.
        let characters = Array(text.prefix(Int(max(0, min(width, 20_000)) / (0.15 * font.size)) + 2))
        var (kept, tooMany) = (0, characters.count + 1)
        func line(_ count: Int) -> Typeset {
            var shown = characters[..<count]
            while shown.last == " " || shown.last == "…" { shown.removeLast() }
            return Typeset(Markup.escaping(String(shown)) + "…", font: font)
        }
        while tooMany - kept > 1 {
            let middle = (kept + tooMany) / 2
            if line(middle).width <= width { kept = middle } else { tooMany = middle }
        }
        return line(kept)
    }

    /// Where texts of several lines have their edge.
    enum Alignment { case left, center, right }

    /// Draws the lines below one another, the block's upper left corner at `corner`.
    func draw(
        into scene: inout Scene, at corner: Point, _ fill: Paint, _ part: String, alignment: Alignment = .left,
        hasHalo: Bool = false, anchor: TextAnchor? = nil
    ) {
        var y = corner.y
        for (index, line) in lines.enumerated() {
            let indent =
                switch alignment {
                case .left: 0.0
                case .center: (width - line.width) / 2
                case .right: width - line.width
                }
            let text = SceneText(
                line, at: Point(corner.x + indent, y), fill: fill, hasHalo: hasHalo, isContinued: index > 0,
                anchor: anchor)
            scene.add(.text(text), part)
            y += line.height
        }
    }
}

extension Markup {
    /// The text as Pango markup, on one line.
    var pango: String { Markup.pango(pieces) }

    private static func pango(_ pieces: [Piece]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): escaped(text)
            case .formula(let tex): escaped("$\(tex)$")
            case .emphasis(let inner): "<i>\(pango(inner))</i>"
            case .strong(let inner): "<span weight=\"700\">\(pango(inner))</span>"
            case .low(let inner): "<sub>\(pango(inner))</sub>"
            case .high(let inner): "<sup>\(pango(inner))</sup>"
            }
        }.joined()
    }

    private static func escaped(_ text: String) -> String {
        let line = line(text)
        guard line.contains(where: { $0 == "&" || $0 == "<" || $0 == ">" }) else { return line }
        return line.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
