import Foundation

/// KaTeX's style sheet and fonts, cut down to what a page uses.
struct KaTeXStyle: Sendable {
    private struct Rule: Sendable {
        var selectors: [(text: String, classes: Set<String>)]
        var body: String
    }

    private let rules: [Rule]
    private let fonts: URL

    init(sheet: String, fonts: URL) {
        self.fonts = fonts
        let text = sheet.replacing(/\/\*(.|\n)*?\*\//, with: "")
        rules = text.split(separator: "}").compactMap { part in
            let halves = part.split(separator: "{", maxSplits: 1)
            guard halves.count == 2, !halves[0].contains("@") else { return nil }
            let selectors = halves[0].split(separator: ",").map { selector in
                let text = selector.trimmingCharacters(in: .whitespacesAndNewlines)
                return (text, Self.classes(in: text))
            }
            return Rule(selectors: selectors, body: halves[1].trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    /// The `@font-face` rules and the rules that can match an element of the given classes; empty without classes.
    ///
    /// - Returns: The style sheet, and the names of the font files that it would need and the system lacks.
    func reduced(to classes: Set<String>) -> (sheet: String, missing: [String]) {
        guard !classes.isEmpty else { return ("", []) }
        var kept = ""
        var faces: Set<String> = []
        for rule in rules {
            let selectors = rule.selectors.filter { !$0.classes.isEmpty && $0.classes.isSubset(of: classes) }
            guard !selectors.isEmpty else { continue }
            kept += selectors.map(\.text).joined(separator: ",") + "{" + rule.body + "}\n"
            if let face = Self.face(of: rule.body) { faces.insert(face) }
        }
        var missing: [String] = []
        var sheet = ""
        for face in faces.sorted() {
            let parts = face.split(separator: "-")
            guard let data = try? Data(contentsOf: fonts.appending(path: face + ".woff2")) else {
                missing.append(face)
                continue
            }
            sheet += fontFace(
                family: String(parts[0]), weight: parts[1].hasPrefix("Bold") ? 700 : 400,
                italic: parts[1].hasSuffix("Italic"), woff2: data)
        }
        return (sheet + kept, missing)
    }

    /// The names after the full stops of a selector: `a` and `b-c` of `.a > .b-c`.
    private static func classes(in selector: String) -> Set<String> {
        Set(
            selector.split(separator: ".", omittingEmptySubsequences: false).dropFirst().map { part in
                String(part.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
            })
    }

    /// The file that a rule's font declarations call for: `KaTeX_Main-Bold`.
    private static func face(of body: String) -> String? {
        let family = body.firstMatch(of: /KaTeX_\w+/).map { String($0.0) }
        let bold = body.contains(/font-weight:\s*(bold|700)/)
        let italic = body.contains(/font-style:\s*italic/)
        guard family != nil || bold || italic else { return nil }
        return (family ?? "KaTeX_Main") + "-" + (bold ? "Bold" : "") + (italic ? "Italic" : bold ? "" : "Regular")
    }
}

/// A rule that makes an embedded font known under its family's name.
func fontFace(family: String, weight: Int, italic: Bool, woff2: Data) -> String {
    "@font-face{font-family:\"\(family)\";font-weight:\(weight);font-style:\(italic ? "italic" : "normal");"
        + "src:url(data:font/woff2;base64,\(woff2.base64EncodedString())) format(\"woff2\")}\n"
}
