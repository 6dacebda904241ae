import BookModel

/// Reads the line that opens a fenced block: is it a directive, and a good one?
struct DirectiveReader {
    /// What stands behind a fence.
    enum Opening {
        /// A block that is only shown.
        case code(language: String?)
        case directive(Directive, arguments: SwiftSource.ArgumentList?, at: Int)
        /// Meant as a directive, but none.
        case fault(Diagnostic)
    }

    /// What the bytes behind a fence say; offsets are those of the context's source.
    static func read(_ bytes: ArraySlice<UInt8>, in context: ReadingContext) -> Opening {
        let location = context.location(of:)
        let info = bytes.trimmed(while: Bytes.isBlank)
        let word = info.prefix { !Bytes.isBlank($0) }
        let language = String(decoding: word, as: UTF8.self)
        if language.hasPrefix("swift@") || language.hasPrefix("markdown@") || language.hasPrefix("@") {
            let directive = String(decoding: info[word.firstIndex(of: UInt8(ascii: "@"))!...], as: UTF8.self)
            return .fault(
                Diagnostic(
                    language.hasPrefix("@")
                        ? "the language is missing before '\(language)'" : "a space is missing before the directive",
                    at: location(word.firstIndex(of: UInt8(ascii: "@"))!),
                    remedy: "Write: \(sampleFence(of: directive)) \(directive)"))
        }
        let rest = info[word.endIndex...].drop(while: Bytes.isBlank)
        guard ["swift", "markdown"].contains(language), rest.first == UInt8(ascii: "@") else {
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
                    remedy: "Name one after the at sign: @define, @run, @figure, @film, @table or @claim."))
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
        let directive = Directive(name, words: context.directiveWords)
        guard language == directive.language.rawValue else {
            return .fault(
                Diagnostic(
                    "'\(directive)' holds \(directive.language == .swift ? "no Markdown" : "Markdown and no Swift")",
                    at: location(at),
                    remedy: directive.language == .swift
                        ? "Write ```swift \(directive); only @exercise and @solution hold Markdown."
                        : "Write: ````markdown \(directive)(\"\(arguments?.leadingString ?? "id")\")"))
        }
        return .directive(directive, arguments: arguments, at: at)
    }

    /// The fence with the language that a directive takes.
    private static func sampleFence(of directive: String) -> String {
        let name = directive.dropFirst().prefix { $0.isLetter }
        return Directive(String(name)).language == .swift ? "```swift" : "````markdown"
    }

    // MARK: Faults

    /// Whether the last line of a fenced block is its closing fence: cmark ends blocks where the text or what holds
    /// them ends, too.
    static func isClosed(_ node: MarkdownNode, fence: ArraySlice<UInt8>, in text: MappedText) -> Bool {
        guard node.endLine > node.line else { return false }
        let last = text.bytes[text.range(ofLine: node.endLine)]
        let content = last.drop { Bytes.isBlank($0) || $0 == UInt8(ascii: ">") }.trimmingSuffix(while: Bytes.isBlank)
        return content.count >= fence.count && content.allSatisfy { $0 == fence.first }
    }

    /// About code that is only shown: a fence that closes it elsewhere opens another block, up to the chapter's end.
    static func notClosed(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .warning, "the code block is not closed", at: location,
            explanation:
                "All that follows is taken for code, to the end of the chapter or of what the block stands in.",
            remedy: "End it with a line of the same fence as its first, at the same indentation.")
    }

    static func notClosed(_ directive: Directive, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            "the block of '\(directive)' is not closed", at: location,
            remedy: "End it with a line of the same fence as its first, at the same indentation.")
    }

    /// What a directive that refers to something lacks.
    static func faults(
        in arguments: SwiftSource.ArgumentList?, of directive: Directive, at location: SourceLocation
    ) -> [Diagnostic] {
        guard directive.needsID else { return [] }
        let sample = "\(directive)(\"spectrum\"\(directive.needsAlternative ? ", alt: \"…\"" : ""))"
        guard let id = arguments?.leadingString else {
            return [
                Diagnostic(
                    "'\(directive)' has no id", at: location,
                    remedy: "Begin its arguments with a name in quotes: \(sample).")
            ]
        }
        var faults: [Diagnostic] = []
        if !Numbering.isID(id) {
            faults.append(
                Diagnostic(
                    "'\(id)' cannot be the id of \("aeiou".contains(directive.name.first!) ? "an" : "a") \(directive.name)",
                    at: location,
                    remedy: "Make it of letters, digits, hyphens and underscores, so that the text can refer to it."))
        }
        func withoutSpaces(_ text: String) -> String { text.filter { $0 != " " } }
        if directive.language == .markdown,
            withoutSpaces(arguments?.text ?? "") != withoutSpaces("\"\(id)\"")
        {
            faults.append(
                Diagnostic(
                    "'\(directive)' takes nothing but an id", at: location, remedy: "Write: \(directive)(\"\(id)\")"))
        }
        if directive.needsAlternative, arguments?.labels.contains("alt") != true {
            faults.append(
                Diagnostic(
                    "\(directive.name) '\(id)' has no alt text", at: location,
                    remedy: "Say in its arguments what it shows, for those who cannot see it: alt: \"…\"."))
        }
        return faults
    }
}
