/// A stretch of text that holds inline markup: a paragraph, a heading or a row of a table.
struct InlineLeaf {
    enum Kind { case paragraph, heading, tableRow }

    var kind: Kind
    /// The text of each line without what its containers put before it, as offsets.
    var lines: [Range<Int>]

    /// The leaves of a document that was parsed from `text`, in the order of the text.
    static func leaves(of document: MarkdownDocument, in text: MappedText) -> [InlineLeaf] {
        var leaves: [InlineLeaf] = []
        for node in document.root.subtree where node.line > 0 {
            switch node.kind {
            case .paragraph: leaves.append(InlineLeaf(kind: .paragraph, lines: lines(of: node, in: text)))
            case .heading:
                var lines = lines(of: node, in: text)
                // A heading of more than one line is underlined.
                if lines.count > 1,
                    let underline = lines.lastIndex(where: { text.bytes[$0].allSatisfy { "=- \t".utf8.contains($0) } })
                {
                    lines.removeSubrange(underline...)
                }
                leaves.append(InlineLeaf(kind: .heading, lines: lines))
            case .table:
                leaves += lines(of: node, in: text).map { InlineLeaf(kind: .tableRow, lines: [$0]) }
            default: break
            }
        }
        leaves.removeAll { $0.lines.isEmpty }
        leaves.sort { $0.lines[0].lowerBound < $1.lines[0].lowerBound }
        var end = 0
        return leaves.filter { leaf in
            guard leaf.lines[0].lowerBound >= end else { return false }
            end = leaf.lines.last!.upperBound
            return true
        }
    }

    private static func lines(of node: MarkdownNode, in text: MappedText) -> [Range<Int>] {
        guard node.endLine >= node.line else { return [] }
        let quotes = quoteDepth(of: node)
        return (node.line...node.endLine).compactMap { line in
            let range = contentRange(ofLine: line, of: node, quoteDepth: quotes, in: text)
            return range.isEmpty ? nil : range
        }
    }

    /// How many quotes a node stands in.
    static func quoteDepth(of node: MarkdownNode) -> Int {
        var depth = 0
        var parent = node.parent
        while let container = parent {
            if container.kind == .quote { depth += 1 }
            parent = container.parent
        }
        return depth
    }

    /// The part of a line that belongs to a block: without indentation and the marks of the quotes around it.
    static func contentRange(
        ofLine line: Int, of block: MarkdownNode, quoteDepth: Int, in text: MappedText
    ) -> Range<Int> {
        let range = text.range(ofLine: line)
        if line == block.line {
            return min(range.lowerBound + max(0, block.column - 1), range.upperBound)..<range.upperBound
        }
        var start = range.lowerBound
        func skipBlanks() { while start < range.upperBound, Bytes.isBlank(text.bytes[start]) { start += 1 } }
        skipBlanks()
        for _ in 0..<quoteDepth {
            guard start < range.upperBound, text.bytes[start] == UInt8(ascii: ">") else { break }
            start += 1
            skipBlanks()
        }
        return start..<range.upperBound
    }
}
