import BookModel

/// Lines of YAML between two of `---` at the beginning of a chapter, which other programs read. Here they are none of
/// the chapter's text: Markdown would take them for a line across the page and a heading.
enum FrontMatter {
    /// Blots such lines out, and says so.
    static func mask(in context: inout ReadingContext) {
        let source = context.source
        guard line(1, of: source) == "---",
            let last = source.lineStarts.indices.dropFirst().map({ $0 + 1 }).first(where: {
                ["---", "..."].contains(line($0, of: source))
            })
        else { return }
        let lines = (2..<last).map { line($0, of: source) }
        let keys = lines.compactMap { $0.prefixMatch(of: /([A-Za-z_][\w-]*)\s*:(\s|$)/)?.1 }
        let isYAML = lines.allSatisfy { $0.isEmpty || $0.contains(/^(\s|-\s|#|[A-Za-z_][\w-]*\s*:(\s|$))/) }
        guard let first = keys.first, isYAML, lines.first(where: { !$0.isEmpty })?.hasPrefix(first) == true else {
            return
        }
        context.report(
            "a chapter has no front matter", as: .warning, at: context.location(of: 0),
            explanation: "These lines are left out: \(keys.joined(separator: ", ")).",
            remedy: "Write the chapter's title as its heading, '# Title', and what is the whole book's in book.yml.")
        var bytes = source.bytes
        for index in 0..<source.range(ofLine: last).upperBound where bytes[index] != UInt8(ascii: "\n") {
            bytes[index] = UInt8(ascii: " ")
        }
        context.source = MappedText(source: bytes)
    }

    /// A line without the space at its end.
    private static func line(_ number: Int, of source: MappedText) -> String {
        let bytes = source.bytes[source.range(ofLine: number)].trimmingSuffix(while: Bytes.isBlank)
        return String(decoding: bytes, as: UTF8.self)
    }
}
