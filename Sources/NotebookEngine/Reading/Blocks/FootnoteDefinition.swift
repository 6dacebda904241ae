import BookModel

/// A place where a footnote is defined: `[^name]: text`.
struct FootnoteDefinition {
    /// What the author calls it: anything without spaces and `]`.
    var text: String
    /// Where the name stands in the source.
    var name: Range<Int>
    /// Where the footnote's own text begins.
    var content: Int
    /// The how-manieth it is in the chapter.
    var index: Int

    /// Where the bracket stands before the name.
    var start: Int { name.lowerBound - 2 }

    /// The name that cmark is given for it: cmark folds cases, and this can be no name of the author's.
    func label(_ context: ReadingContext) -> String { "\(context.substitutions.bar)\(index)" }

    /// A paragraph that refers to all of them; nothing where there are none.
    static func preamble(for definitions: [FootnoteDefinition], _ context: ReadingContext) -> String {
        definitions.isEmpty ? "" : definitions.map { "[^\($0.label(context))]" }.joined() + "\n\n"
    }

    /// Without a limit, brackets that never close would be followed to the end of the paragraph again and again.
    private static let longestName = 300

    /// The name in `[^name]` that begins at an offset, or nothing. Its grammar is cmark's.
    static func name(at start: Int, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard bytes[start...].starts(with: "[^".utf8) else { return nil }
        let name = bytes[(start + 2)...].prefix(longestName).prefix {
            !Bytes.isSpace($0) && $0 != UInt8(ascii: "]") && $0 != 0
        }
        guard !name.isEmpty, name.endIndex < bytes.endIndex, bytes[name.endIndex] == UInt8(ascii: "]") else {
            return nil
        }
        return name.indices
    }

    /// What looks like a definition, on any line of the source; one may follow another directly.
    static func candidates(in source: MappedText) -> [FootnoteDefinition] {
        var definitions: [FootnoteDefinition] = []
        for line in 1...source.lineStarts.count {
            let text = source.bytes[source.range(ofLine: line)]
            var offset = LineStart.end(from: text.startIndex, in: text)
            while let name = name(at: offset, in: text), text[(name.upperBound + 1)...].first == UInt8(ascii: ":") {
                let content = text[(name.upperBound + 2)...].firstIndex { !Bytes.isBlank($0) } ?? text.endIndex
                definitions.append(
                    FootnoteDefinition(
                        text: String(decoding: text[name], as: UTF8.self), name: name, content: content,
                        index: definitions.count))
                offset = LineStart.end(from: content, in: text)
            }
        }
        return definitions
    }
}

/// What cmark makes of a source line by line, before anything is taken out of it.
struct BlockStructure {
    /// The definitions of footnotes, in the order of the source.
    private(set) var footnotes: [FootnoteDefinition] = []
    /// Of the lines that have code or HTML, the offset where that begins: there nothing means anything.
    private(set) var literals: [Int: Int] = [:]

    init(of context: ReadingContext) {
        let source = context.source
        let candidates = FootnoteDefinition.candidates(in: source)
        // With names that cmark knows, its tree shows which of them are definitions.
        var text = MappedText()
        text.write(FootnoteDefinition.preamble(for: candidates, context), for: 0)
        var copied = 0
        for candidate in candidates {
            text.copy(copied..<candidate.name.lowerBound, of: source)
            text.write(candidate.label(context), for: candidate.name.lowerBound)
            copied = candidate.name.upperBound
        }
        text.copy(copied..<source.bytes.count, of: source)
        guard let document = MarkdownDocument(text.bytes) else { return }
        let byContent = Dictionary(uniqueKeysWithValues: candidates.map { ($0.content, $0) })
        for node in document.root.subtree where node.line > 0 {
            switch node.kind {
            case .footnoteDefinition:
                if let footnote = byContent[Self.source(of: node, in: text)] { footnotes.append(footnote) }
            case .codeBlock, .htmlBlock:
                let first = Self.source(of: node, in: text)
                let firstLine = source.position(of: first).line
                literals[firstLine] = first
                guard node.endLine > node.line else { continue }
                for line in (firstLine + 1)...(firstLine + node.endLine - node.line) {
                    literals[line] = source.range(ofLine: line).lowerBound
                }
            default: break
            }
        }
        footnotes.sort { $0.content < $1.content }
        for index in footnotes.indices { footnotes[index].index = index }
    }

    /// Where a block begins in the source.
    private static func source(of node: MarkdownNode, in text: MappedText) -> Int {
        let line = text.range(ofLine: node.line)
        return text.source(of: min(line.lowerBound + max(0, node.column - 1), line.upperBound))
    }
}
