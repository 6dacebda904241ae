/// Reading Swift as far as directives need it: identifiers, and where an argument list begins and ends. The compiler
/// checks the rest.
enum SwiftSource {
    /// Words that name nothing by themselves. Contextual keywords can be names and are not here.
    private static let keywords: Set<String> = [
        "Any", "Self", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer",
        "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard",
        "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup",
        "private", "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript",
        "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
    ]

    /// Whether the text is an ASCII identifier and no keyword.
    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, isIdentifierByte(first), !isDigit(first) else { return false }
        return text.utf8.allSatisfy(isIdentifierByte) && !keywords.contains(text) && text != "_"
    }

    static func isIdentifierByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: isDigit(byte)
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Every word of the source that could be an identifier, those in strings and comments included: an
    /// interpolation names things too.
    static func words(in source: String) -> Set<String> {
        Set(
            source.utf8.split { !isIdentifierByte($0) }
                .filter { !isDigit($0.first!) }
                .map { String(decoding: $0, as: UTF8.self) })
    }

    /// A text as it stands within the quotes of a string literal.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case _ where scalar.value < 0x20: escaped += "\\u{\(String(scalar.value, radix: 16))}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// An argument list between its parentheses.
    struct ArgumentList: Hashable {
        /// What stands between the parentheses.
        var text: String
        /// The first argument where it is a plain string literal.
        var leadingString: String?
        /// The labels of the arguments, in their order.
        var labels: [String]
        /// How many bytes the list takes, its parentheses included.
        var length: Int
    }

    /// Reads an argument list at the start of `source`, or returns `nil` where it is not closed.
    static func argumentList(at source: Substring.UTF8View) -> ArgumentList? {
        let bytes = Array(source)
        guard bytes.first == UInt8(ascii: "(") else { return nil }
        var depth = 0
        var position = 0
        var labels: [String] = []
        // Where the current top-level argument begins, and the first string literal if nothing else stands beside it.
        var argumentStart = 1
        var leading: (text: String, start: Int, end: Int)?
        var argumentEnds: [Int] = []
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 {
                    guard byte == UInt8(ascii: ")") else { return nil }
                    argumentEnds.append(position)
                    return ArgumentList(
                        text: String(decoding: bytes[1..<position], as: UTF8.self),
                        leadingString: leading.flatMap { literal in
                            isBlank(bytes[1..<literal.start]) && isBlank(bytes[literal.end..<argumentEnds[0]])
                                ? literal.text : nil
                        },
                        labels: labels, length: position + 1)
                }
            case UInt8(ascii: ",") where depth == 1:
                argumentEnds.append(position)
                argumentStart = position + 1
            case UInt8(ascii: ":") where depth == 1:
                let words = bytes[argumentStart..<position].split {
                    $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
                }
                if words.count == 1, words[0].allSatisfy(isIdentifierByte) {
                    labels.append(String(decoding: words[0], as: UTF8.self))
                }
            case UInt8(ascii: "\""), UInt8(ascii: "#"):
                if let literal = StringLiteral(at: position, in: bytes) {
                    if literal.isClosed, leading == nil, argumentEnds.isEmpty, let text = literal.plainText {
                        leading = (text, position, literal.end)
                    }
                    guard literal.isClosed else { return nil }
                    position = literal.end - 1
                }
            case UInt8(ascii: "/") where bytes[position...].starts(with: [byte, UInt8(ascii: "*")]):
                guard let end = endOfComment(at: position, in: bytes) else { return nil }
                position = end - 1
            default: break
            }
            position += 1
        }
        return nil
    }

    private static func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    private static func endOfComment(at start: Int, in bytes: [UInt8]) -> Int? {
        var position = start + 2
        while position + 1 < bytes.count {
            if bytes[position] == UInt8(ascii: "*"), bytes[position + 1] == UInt8(ascii: "/") { return position + 2 }
            position += 1
        }
        return nil
    }
}

/// A one-line string literal, raw or not, with its interpolations skipped.
private struct StringLiteral {
    /// Past the closing delimiter, or past the text where there is none.
    var end: Int
    var isClosed: Bool
    /// The value where the literal has no escapes.
    var plainText: String?

    /// The literal at `start`, or `nil` where none begins (a `#` alone).
    init?(at start: Int, in bytes: [UInt8]) {
        var open = start
        while open < bytes.count, bytes[open] == UInt8(ascii: "#") { open += 1 }
        let pounds = open - start
        guard open < bytes.count, bytes[open] == UInt8(ascii: "\"") else { return nil }
        let fence = Array(repeating: UInt8(ascii: "#"), count: pounds)
        let quotes: [UInt8] =
            bytes[open...].starts(with: Array(repeating: UInt8(ascii: "\""), count: 3))
            ? Array(repeating: UInt8(ascii: "\""), count: 3) : [UInt8(ascii: "\"")]
        let closing = quotes + fence
        var position = open + quotes.count
        let textStart = position
        var hasEscapes = quotes.count > 1
        while position < bytes.count {
            if bytes[position...].starts(with: closing) {
                end = position + closing.count
                isClosed = true
                plainText = hasEscapes ? nil : String(decoding: bytes[textStart..<position], as: UTF8.self)
                return
            }
            if bytes[position] == UInt8(ascii: "\\"), bytes[(position + 1)...].starts(with: fence) {
                hasEscapes = true
                position += 1 + pounds
                if position < bytes.count, bytes[position] == UInt8(ascii: "(") {
                    position = StringLiteral.endOfInterpolation(at: position, in: bytes)
                    continue
                }
            }
            position += 1
        }
        end = bytes.count
        isClosed = false
    }

    private static func endOfInterpolation(at start: Int, in bytes: [UInt8]) -> Int {
        var depth = 0
        var position = start
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return position + 1 }
            case UInt8(ascii: "\""):
                if let literal = StringLiteral(at: position, in: bytes) { position = literal.end - 1 }
            default: break
            }
            position += 1
        }
        return bytes.count
    }
}
