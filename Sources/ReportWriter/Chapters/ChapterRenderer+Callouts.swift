import BookModel

extension ChapterRenderer {
    /// The box of a callout, with its kind in words.
    func callout(_ callout: Callout) -> String {
        let kind = callout.kind.rawValue
        let name = kind.prefix(1).uppercased() + kind.dropFirst()
        let title = callout.title.isEmpty ? "" : "<p class=\"callout-title\">\(bold { inlines(callout.title) })</p>\n"
        let label = ([name] + (callout.title.isEmpty ? [] : [plainText(callout.title)])).joined(separator: ": ")
        return """
            <div class="callout \(kind)" role="note" aria-label="\(escaped(label))">
            <p class="callout-name">\(name)</p>
            \(title)\(blocks(callout.blocks))</div>

            """
    }
}
