import BookModel
import LightMarkup

extension Markup {
    /// The text as HTML, a line break where the text has one; `math` sets a formula.
    func html(math: (String) -> String) -> String { Markup.html(pieces, math) }

    private static func html(_ pieces: [Piece], _ math: (String) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text):
                text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { escaped(String($0)) }
                    .joined(separator: "<br>")
            case .formula(let tex): math(tex)
            case .emphasis(let inner): "<em>\(html(inner, math))</em>"
            case .strong(let inner): "<strong>\(html(inner, math))</strong>"
            case .low(let inner): "<sub>\(html(inner, math))</sub>"
            case .high(let inner): "<sup>\(html(inner, math))</sup>"
            }
        }.joined()
    }
}
