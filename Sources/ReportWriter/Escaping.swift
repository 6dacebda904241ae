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
