import BookModel
import LightMarkup

/// A page's markup with U+FFFD for each character that HTML does not allow, not even written as a reference: control
/// characters but for white space, and those that Unicode has set aside as none.
///
/// Authors paste them and data has them. The whole page is looked through at once, whoever wrote its parts.
func permitted(_ markup: String) -> String {
    let bytes = Array(markup.utf8)
    var output: [UInt8] = []
    var copied = 0
    /// The length of the character at an index where it is one of those.
    func forbiddenLength(at index: Int) -> Int? {
        func next(_ distance: Int) -> UInt8 { index + distance < bytes.count ? bytes[index + distance] : 0 }
        switch bytes[index] {
        case 0x09, 0x0A, 0x0C, 0x0D: return nil
        case 0..<0x20, 0x7F: return 1
        case 0xC2: return next(1) < 0xA0 ? 2 : nil
        // U+FDD0 to U+FDEF, U+FFFE and U+FFFF.
        case 0xEF:
            return next(1) == 0xB7 && (0x90...0xAF).contains(next(2)) || next(1) == 0xBF && next(2) >= 0xBE ? 3 : nil
        // The last two of each further plane.
        case 0xF0...0xF4: return next(1) & 0xF == 0xF && next(2) == 0xBF && next(3) >= 0xBE ? 4 : nil
        default: return nil
        }
    }
    var index = 0
    while index < bytes.count {
        // Nearly all of a page.
        if 0x20..<0x7F ~= bytes[index] {
            index += 1
            continue
        }
        guard let length = forbiddenLength(at: index) else {
            index += 1
            continue
        }
        output += bytes[copied..<index]
        output += "\u{FFFD}".utf8
        index += length
        copied = index
    }
    guard copied > 0 else { return markup }
    output += bytes[copied...]
    return String(decoding: output, as: UTF8.self)
}

/// Text as it stands between tags and in quoted attributes of HTML.
func escaped(_ text: String) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "&"): output += "&amp;".utf8
        case UInt8(ascii: "<"): output += "&lt;".utf8
        case UInt8(ascii: ">"): output += "&gt;".utf8
        case UInt8(ascii: "\""): output += "&quot;".utf8
        case UInt8(ascii: "'"): output += "&#39;".utf8
        default: output.append(byte)
        }
    }
    return String(decoding: output, as: UTF8.self)
}

/// A text as a CSS string with its quotes; characters that could end the string or the style element are escaped.
func cssString(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\", "<", ">", "&", "\u{0}"..<"\u{20}": output += "\\" + String(scalar.value, radix: 16) + " "
        default: output.unicodeScalars.append(scalar)
        }
    }
    return output + "\""
}

/// Hands out the ids of a page's elements, each once.
struct Anchors {
    private var taken: Set<String>

    /// Anchors of a page in which some ids are already spoken for.
    init(reserved: Set<String>) { taken = reserved }

    /// A new id: the proposal in lower case with hyphens, and a number behind it where that is taken.
    mutating func unique(_ proposal: String) -> String {
        let slug = Self.slug(proposal)
        var candidate = slug
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(slug)-\(number)"
            number += 1
        }
        return candidate
    }

    /// The words of a text, in lower case, with hyphens between: `The target matrix` is `the-target-matrix`.
    static func slug(_ text: String) -> String {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return words.isEmpty ? "part" : words.joined(separator: "-")
    }
}

/// The values of an attribute in a piece of markup, written with a space before it and double quotes.
/// A plain scan: formulas and drawings make most of a page.
func values(ofAttribute name: String, in markup: String) -> Set<String> {
    let opening = Array(" \(name)=\"".utf8)
    let bytes = Array(markup.utf8)
    var values: Set<ArraySlice<UInt8>> = []
    var index = 0
    while let start = bytes[index...].firstIndex(of: opening[0]) {
        index = start + 1
        guard bytes[start...].starts(with: opening) else { continue }
        let value = bytes[(start + opening.count)...].prefix { $0 != UInt8(ascii: "\"") }
        values.insert(value)
        index = value.endIndex
    }
    return Set(values.map { String(decoding: $0, as: UTF8.self) })
}

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
