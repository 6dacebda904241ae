import LightMarkup

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
