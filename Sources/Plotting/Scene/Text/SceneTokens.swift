/// A text that is not a scene's.
public struct SceneTextError: Error, CustomStringConvertible, Hashable, Sendable {
    /// The line that is wrong, counted from 1.
    public let line: Int
    /// What is wrong, in a sentence that names the line.
    public let description: String

    init(line: Int, _ problem: String) {
        self.line = line
        description = "Line \(line) of the scene's text \(problem)."
    }
}

/// The words of one line of a scene's text, read from the left.
struct SceneTokens {
    private enum Token {
        case word(Substring)
        case quoted(String)
    }

    /// The line's number, counted from 1.
    let line: Int
    private var tokens: ArraySlice<Token>

    init(_ text: Substring, line: Int) throws(SceneTextError) {
        self.line = line
        var tokens: [Token] = []
        var rest = text.unicodeScalars[...]
        while true {
            rest = rest.drop { $0 == " " }
            guard let first = rest.first else { break }
            if first == "\"" {
                rest = rest.dropFirst()
                tokens.append(.quoted(try SceneTokens.unquote(&rest, line: line)))
            } else {
                let word = rest.prefix { $0 != " " && $0 != "\"" }
                tokens.append(.word(Substring(word)))
                rest = rest[word.endIndex...]
            }
        }
        self.tokens = tokens[...]
    }

    /// Reads up to the closing quote.
    private static func unquote(_ rest: inout Substring.UnicodeScalarView, line: Int) throws(SceneTextError) -> String {
        var result = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return String(result)
            case "\\":
                switch rest.popFirst() {
                case "\"": result.append("\"")
                case "\\": result.append("\\")
                case "n": result.append("\n")
                case "u":
                    let digits = rest.dropFirst().prefix { $0 != "}" }
                    guard rest.first == "{", digits.endIndex != rest.endIndex,
                        let value = UInt32(String(digits), radix: 16), let escaped = Unicode.Scalar(value)
                    else { throw SceneTextError(line: line, "has an escape that is not a character") }
                    result.append(escaped)
                    rest = rest[digits.endIndex...].dropFirst()
                default: throw SceneTextError(line: line, "has an unknown escape")
                }
            default: result.append(scalar)
            }
        }
        throw SceneTextError(line: line, "has a text without a closing quote")
    }

    var isEmpty: Bool { tokens.isEmpty }

    func error(_ problem: String) -> SceneTextError { SceneTextError(line: line, problem) }

    /// The first token if it is a word, which is not read.
    var nextWord: String? {
        if case .word(let word)? = tokens.first { String(word) } else { nil }
    }

    /// Reads `keyword` if it is next.
    mutating func accept(_ keyword: String) -> Bool {
        guard nextWord == keyword else { return false }
        tokens.removeFirst()
        return true
    }

    mutating func expect(_ keyword: String) throws(SceneTextError) {
        guard accept(keyword) else { throw error("lacks “\(keyword)”") }
    }

    mutating func word() throws(SceneTextError) -> String {
        guard case .word(let word)? = tokens.popFirst() else { throw error("lacks a word") }
        return String(word)
    }

    mutating func quoted() throws(SceneTextError) -> String {
        guard case .quoted(let text)? = tokens.popFirst() else { throw error("lacks a text in quotes") }
        return text
    }

    mutating func number() throws(SceneTextError) -> Double {
        let word = try word()
        guard let value = Double(word) else { throw error("has “\(word)” where a number should be") }
        return value
    }

    mutating func count() throws(SceneTextError) -> Int {
        let word = try word()
        guard let value = Int(word), value >= 0 else { throw error("has “\(word)” where a count should be") }
        return value
    }

    /// Reads `count` numbers with commas between them.
    mutating func numbers(_ count: Int) throws(SceneTextError) -> [Double] {
        let word = try word()
        let values = word.split(separator: ",", omittingEmptySubsequences: false).compactMap { Double($0) }
        guard values.count == count, word.count(where: { $0 == "," }) == count - 1 else {
            throw error("has “\(word)” where \(count) numbers should be")
        }
        return values
    }

    func end() throws(SceneTextError) {
        guard isEmpty else { throw error("goes on where it should end") }
    }
}
