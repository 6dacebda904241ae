import BookModel

/// Reads the line that opens a fenced block: is it a directive, and a good one?
struct DirectiveReader {
    /// What stands behind a fence.
    enum Opening {
        /// A block that is only shown.
        case code(language: String?)
        case directive(name: String, arguments: SwiftSource.ArgumentList?, at: Int)
        /// Meant as a directive, but none.
        case fault(Diagnostic)
    }

    /// What the bytes behind a fence say; offsets are those of `bytes`.
    static func read(_ bytes: ArraySlice<UInt8>, location: (Int) -> SourceLocation) -> Opening {
        let info = bytes.trimmed(while: Bytes.isBlank)
        let word = info.prefix { !Bytes.isBlank($0) }
        let language = String(decoding: word, as: UTF8.self)
        if language.hasPrefix("swift@") || language.hasPrefix("@") {
            let directive = String(decoding: info[word.firstIndex(of: UInt8(ascii: "@"))!...], as: UTF8.self)
            return .fault(
                Diagnostic(
                    language.hasPrefix("@")
                        ? "the language is missing before '\(language)'" : "a space is missing before the directive",
                    at: location(word.firstIndex(of: UInt8(ascii: "@"))!), remedy: "Write: ```swift \(directive)"))
        }
        let rest = info[word.endIndex...].drop(while: Bytes.isBlank)
        guard language == "swift", rest.first == UInt8(ascii: "@") else {
            return .code(language: language.isEmpty ? nil : language)
        }
        let at = rest.startIndex
        let nameBytes = rest.dropFirst().prefix(while: SwiftSource.isIdentifierByte)
        let name = String(decoding: nameBytes, as: UTF8.self)
        guard SwiftSource.isIdentifier(name) else {
            return .fault(
                Diagnostic(
                    name.isEmpty
                        ? "the directive has no name" : "'\(name)' cannot be a directive's name", at: location(at),
                    remedy: "Name one after the at sign: @define, @run, @figure, @table or @claim."))
        }
        var tail = rest[nameBytes.endIndex...]
        var arguments: SwiftSource.ArgumentList?
        if tail.first == UInt8(ascii: "(") {
            guard let list = SwiftSource.argumentList(at: String(decoding: tail, as: UTF8.self)[...].utf8) else {
                return .fault(
                    Diagnostic(
                        "the parentheses of '@\(name)' are not balanced", at: location(tail.startIndex),
                        explanation: "The arguments of a directive stand on one line.",
                        remedy: "Close every parenthesis, bracket and quote on this line."))
            }
            arguments = list
            tail = tail.dropFirst(list.length)
        }
        let junk = tail.drop(while: Bytes.isBlank)
        guard junk.isEmpty else {
            return .fault(
                Diagnostic(
                    "unexpected '\(String(decoding: junk, as: UTF8.self))' after '@\(name)'",
                    at: location(junk.startIndex),
                    remedy: arguments == nil
                        ? "Put arguments in parentheses directly after the name: @\(name)(…)."
                        : "Take it out, or put it in the parentheses."))
        }
        return .directive(name: name, arguments: arguments, at: at)
    }

    /// What a directive that refers to something lacks.
    static func faults(
        in arguments: SwiftSource.ArgumentList?, of name: String, at location: SourceLocation
    ) -> [Diagnostic] {
        guard ["figure", "table", "claim"].contains(name) else { return [] }
        let sample = name == "figure" ? "@figure(\"spectrum\", alt: \"…\")" : "@\(name)(\"spectrum\")"
        guard let id = arguments?.leadingString else {
            return [
                Diagnostic(
                    "'@\(name)' has no id", at: location,
                    remedy: "Begin its arguments with a name in quotes: \(sample).")
            ]
        }
        var faults: [Diagnostic] = []
        if id.isEmpty || !id.utf8.allSatisfy(Label.isKeyByte) {
            faults.append(
                Diagnostic(
                    "'\(id)' cannot be the id of a \(name)", at: location,
                    remedy: "Make it of letters, digits, hyphens and underscores, so that the text can refer to it."))
        }
        if name == "figure", arguments?.labels.contains("alt") != true {
            faults.append(
                Diagnostic(
                    "figure '\(id)' has no alt text", at: location,
                    remedy: "Say in its arguments what it shows, for those who cannot see it: alt: \"…\"."))
        }
        return faults
    }
}
