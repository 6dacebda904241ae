/// A text in light markup, taken apart: the one grammar of figures, tables and claims. Figures set it by Pango, pages
/// in HTML.
///
/// `*k*` is italic, `**b**` bold, `_{k}` a subscript, `^{2}` a superscript, `$x$` a formula, which only pages set: a
/// figure shows it as written. What is not closed stays as it is, and so does an asterisk that touches no word on its
/// inner side, or a word on its outer one: in "M* and PMI*" nothing is italic. A backslash takes the meaning from the
/// next of `\ * _ ^ $ }`.
public struct Markup: Hashable, Sendable {
    /// A part of the text.
    public indirect enum Piece: Hashable, Sendable {
        /// Characters as they are.
        case text(String)
        /// Italic.
        case emphasis([Piece])
        /// Bold.
        case strong([Piece])
        /// Lowered.
        case low([Piece])
        /// Raised.
        case high([Piece])
        /// A formula in TeX.
        case formula(String)
    }

    /// The text as written.
    public let source: String
    /// What it says.
    public let pieces: [Piece]
    /// The text without its markup: exactly the text that ``escaping(_:)`` was given.
    public let exact: String
    /// The text without its markup on one line, for sentences: line breaks are spaces, and other control characters are
    /// left out.
    public var plain: String { Markup.line(exact) }
    /// The positions in `source`, in characters and outside of markup, where a line may be broken.
    private let breaks: [Int]

    /// Takes a text apart. Costs time in proportion to its length, but for markers without a partner, each of which is
    /// looked for to the end.
    public init(_ source: String) {
        self.source = source
        var parser = MarkupParser(source)
        pieces = parser.pieces(until: parser.characters.count)
        exact = Markup.exact(pieces)
        breaks = parser.breaks
    }

    /// Light markup that says `text` and nothing else.
    public static func escaping(_ text: String) -> String {
        guard text.contains(where: MarkupParser.isSpecial) else { return text }
        var source = ""
        for character in text {
            if MarkupParser.isSpecial(character) { source.append("\\") }
            source.append(character)
        }
        return source
    }

    /// A text on one line: its line breaks become spaces, other control characters go.
    public static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 0x20 }) else { return text }
        return String(
            String.UnicodeScalarView(
                text.replacing("\r\n", with: "\n").unicodeScalars.compactMap { scalar in
                    scalar.value >= 0x20 ? scalar : scalar.properties.isWhitespace ? " " : nil
                }))
    }

    private static func exact(_ pieces: [Piece]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .formula(let tex): "$\(tex)$"
            case .emphasis(let inner), .strong(let inner), .low(let inner), .high(let inner): exact(inner)
            }
        }.joined()
    }

    /// A part of a label that stays on one line, in light markup.
    public struct Word: Hashable, Sendable {
        /// The part.
        public let text: String
        /// Whether a space is before it, unless it begins a line.
        public let followsSpace: Bool
    }

    /// The words of a label: it may be broken at spaces outside of markup, and before Chinese, Japanese and Korean
    /// characters other than closing punctuation.
    public var words: [Word] {
        let characters = Array(source)
        var words: [Word] = []
        var (start, followsSpace) = (0, false)
        func finish(at end: Int) {
            guard start < end else { return }
            words.append(Word(text: String(characters[start..<end]), followsSpace: followsSpace))
        }
        for position in breaks {
            finish(at: position)
            followsSpace = characters[position] == " "
            start = followsSpace ? position + 1 : position
        }
        finish(at: characters.count)
        return words
    }
}
