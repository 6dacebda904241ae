import BookModel

/// Lines such as `[paper]: https://example.org`, which give `[text][paper]` its address, and are not shown themselves.
enum LinkReferenceDefinition {
    /// A warning for each such line that nothing refers to: its words would be lost without a sign.
    ///
    /// - Parameters:
    ///   - document: The chapter as parsed from `text`.
    static func unused(
        in document: MarkdownDocument, of text: MappedText, _ context: ReadingContext
    ) -> [Diagnostic] {
        let lines = lines(in: document, of: text)
        guard !lines.isEmpty else { return [] }
        let whole = String(decoding: text.bytes, as: UTF8.self)
        // Every label in brackets that no colon follows: more than are references, so that none is missed.
        let mentioned = Set(whole.matches(of: /\[([^\[\]]+)\](?!:)/).map { folded($0.1) })
        return lines.compactMap { line in
            let content = String(decoding: text.bytes[text.range(ofLine: line)], as: UTF8.self)
            guard let match = content.prefixMatch(of: pattern), !mentioned.contains(folded(match.label)) else {
                return nil
            }
            let start = text.range(ofLine: line).lowerBound + match.lead.utf8.count
            return Diagnostic(
                .warning, "the address '\(match.label)' is never referred to",
                at: context.location(of: text.source(of: start)),
                remedy: "Write [text][\(match.label)] where it belongs, or take the line out.")
        }
    }

    /// After what quotes, lists and footnotes put before it.
    private nonisolated(unsafe) static let pattern =
        /(?<lead>(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t]|\[\^[^\]\s]+\]:)*)\[(?<label>[^\[\]^][^\[\]]*)\]:[ \t]*\S/

    /// A label as Markdown compares them: without regard to capitals and to how much space there is.
    private static func folded(_ label: Substring) -> String {
        label.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }

    /// The lines that Markdown takes for definitions: of no block, or the first ones of a paragraph.
    private static func lines(in document: MarkdownDocument, of text: MappedText) -> [Int] {
        func matches(_ line: Int) -> Bool {
            String(decoding: text.bytes[text.range(ofLine: line)], as: UTF8.self).prefixMatch(of: pattern) != nil
        }
        var covered: Set<Int> = []
        var found: [Int] = []
        for node in document.root.subtree where node.line > 0 && node.endLine >= node.line {
            switch node.kind {
            case .paragraph:
                let first = (node.line...node.endLine).prefix(while: matches)
                found += first
                covered.formUnion(node.line...node.endLine)
            case .heading, .codeBlock, .htmlBlock, .table: covered.formUnion(node.line...node.endLine)
            default: break
            }
        }
        let last = text.position(of: text.bytes.count).line
        return (found + (1...last).filter { !covered.contains($0) && matches($0) }).sorted()
    }
}
