import BookModel

/// Turns cmark's inline nodes into the inlines of a book, with everything put back that was taken out.
struct InlineConverter {
    private var context: ReadingContext
    /// The text that cmark parsed.
    private let text: MappedText
    /// The first of the link starts that no link has taken yet.
    private var nextLink = 0
    /// The block whose inlines are being converted, and how many quotes it stands in.
    private var block: (node: MarkdownNode, quoteDepth: Int)?

    init(context: ReadingContext, text: MappedText) {
        self.context = context
        self.text = text
    }

    var diagnostics: [Diagnostic] { context.diagnostics }

    /// How deep markup may nest. More has no meaning, and would exhaust the stack here or in the report.
    static let deepestNesting = 64

    /// A run of inlines, or a display equation that stands between two.
    enum Part {
        case inlines([Inline])
        case equation(tex: String, label: String?, SourceLocation)
    }

    /// The inlines of a heading, a table's cell or the like, where an equation is not set on lines of its own.
    mutating func inlines(of block: MarkdownNode) -> [Inline] {
        parts(of: block).reduce(into: []) { result, part in
            switch part {
            case .inlines(let inlines): result += inlines
            case .equation(let tex, _, let location): result.append(.math(tex: tex, location))
            }
        }
    }

    /// The inlines of a paragraph, cut at its display equations.
    mutating func parts(of block: MarkdownNode) -> [Part] {
        self.block = (block, InlineLeaf.quoteDepth(of: block))
        var parts: [Part] = []
        var run: [Piece] = []
        for piece in pieces(of: block, depth: 0) {
            if case .equation(let tex, let label, let location) = piece {
                parts.append(.inlines(trimmed(folded(run))))
                parts.append(.equation(tex: tex, label: label, location))
                run = []
            } else {
                run.append(piece)
            }
        }
        parts.append(.inlines(parts.isEmpty ? folded(run) : trimmed(folded(run))))
        return parts.filter { part in
            if case .inlines(let inlines) = part { return !inlines.isEmpty }
            return true
        }
    }

    private func trimmed(_ inlines: [Inline]) -> [Inline] {
        var slice = inlines[...]
        while slice.first == .softBreak || slice.first == .lineBreak { slice.removeFirst() }
        while slice.last == .softBreak || slice.last == .lineBreak { slice.removeLast() }
        return Array(slice)
    }

    // MARK: Pieces

    /// An inline, or a mark that the inlines around it are to be folded by.
    private enum Piece {
        case inline(Inline)
        case equation(tex: String, label: String?, SourceLocation)
        case noteStart(SourceLocation)
        case noteEnd
    }

    private mutating func pieces(of parent: MarkdownNode, depth: Int) -> [Piece] {
        var pieces: [Piece] = []
        var plain = ""
        func flush(_ converter: InlineConverter) {
            guard !plain.isEmpty else { return }
            pieces += converter.context.substitutions.parts(of: plain).map(InlineConverter.piece)
            plain = ""
        }
        for node in parent.children {
            switch node.kind {
            case .text: plain += node.literal
            default:
                flush(self)
                pieces.append(.inline(inline(node, depth: depth)))
            }
        }
        flush(self)
        return pieces
    }

    private static func piece(_ part: Substitutions.Part) -> Piece {
        guard case .entry(let entry) = part else {
            guard case .text(let text) = part else { return .inline(.text("")) }
            return .inline(.text(text))
        }
        switch entry.content {
        case .math(let tex): return .inline(.math(tex: tex, entry.location))
        case .displayMath(let tex, let label): return .equation(tex: tex, label: label, entry.location)
        case .value(let index): return .inline(.value(index))
        case .reference(let label): return .inline(.reference(label: label, entry.location))
        case .citation(let keys): return .inline(.citation(keys: keys, entry.location))
        case .footnote(let name): return .inline(.footnote(name: name, entry.location))
        case .noteStart: return .noteStart(entry.location)
        case .noteEnd: return .noteEnd
        }
    }

    /// The inlines of pieces, with what stands between the marks of a margin note in the note.
    private mutating func folded(_ pieces: [Piece]) -> [Inline] {
        var levels: [(inlines: [Inline], start: SourceLocation?)] = [([], nil)]
        func append(_ inline: Inline) {
            let top = levels.count - 1
            if case .text(let text) = inline, case .text(let before)? = levels[top].inlines.last {
                levels[top].inlines[levels[top].inlines.count - 1] = .text(before + text)
            } else {
                levels[top].inlines.append(inline)
            }
        }
        for piece in pieces {
            switch piece {
            case .inline(let inline): append(inline)
            case .equation(let tex, _, let location): append(.math(tex: tex, location))
            case .noteStart(let location): levels.append(([], location))
            case .noteEnd where levels.count > 1: append(.marginNote(levels.removeLast().inlines))
            case .noteEnd: append(.text("]"))
            }
        }
        while levels.count > 1 {
            let level = levels.removeLast()
            if let start = level.start {
                context.report(
                    "the margin note crosses the emphasis or the link around it", at: start,
                    remedy: "Close within the note what begins in it, and outside what begins outside.")
            }
            append(.text("^["))
            level.inlines.forEach(append)
        }
        return levels[0].inlines
    }

    // MARK: Nodes

    private mutating func inline(_ node: MarkdownNode, depth: Int) -> Inline {
        switch node.kind {
        case .softBreak: return .softBreak
        case .lineBreak: return .lineBreak
        case .code: return .code(context.substitutions.restored(node.literal))
        case .html: return .html(context.substitutions.restored(node.literal))
        case .emphasis: return .emphasis(inner(node, depth))
        case .strong: return .strong(inner(node, depth))
        case .strikethrough: return .strikethrough(inner(node, depth))
        case .link:
            let location = linkLocation(node)
            let destination = restored(node.destination, "the address of a link", at: location)
            let title = restored(node.title, "the title of a link", at: location)
            return .link(destination: destination, title: title, inner(node, depth), location)
        case .image:
            let location = linkLocation(node)
            let source = restored(node.destination, "the address of an image", at: location)
            let title = restored(node.title, "the title of an image", at: location)
            let alternative = inner(node, depth)
            checkAlternative(alternative, at: location)
            return .image(source: source, title: title, alternative: alternative, location)
        default: return .text(context.substitutions.restored(node.literal))
        }
    }

    /// A text that is no prose as the author wrote it. A value that stands in it is a fault.
    private mutating func restored(_ text: String, _ what: String, at location: SourceLocation) -> String {
        let value = context.substitutions.parts(of: text).lazy.compactMap { part -> SourceLocation? in
            if case .entry(let entry) = part, case .value = entry.content { entry.location } else { nil }
        }.first
        let restored = context.substitutions.restored(text)
        if value != nil || restored.contains(/`=[^=>`]/) {
            context.report(
                "a value stands in \(what)", at: value ?? location,
                explanation: "Values are set in text only; this is taken as it is written.",
                remedy: "Write what it is to say, or put the value into the text.")
        }
        return restored
    }

    /// Notes and citations lead somewhere, which the words that stand for an image cannot.
    private mutating func checkAlternative(_ inlines: [Inline], at location: SourceLocation) {
        for inline in inlines {
            switch inline {
            case .footnote, .marginNote, .citation:
                context.report(
                    "a note or a citation stands in the words for an image", at: location,
                    explanation: "It is left out: these words are read aloud where the image cannot be seen.",
                    remedy: "Put it behind the image.")
            case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(_, _, let inner, _):
                checkAlternative(inner, at: location)
            default: break
            }
        }
    }

    private mutating func inner(_ node: MarkdownNode, _ depth: Int) -> [Inline] {
        guard depth < InlineConverter.deepestNesting else {
            let text = node.subtree.filter { $0.kind == .text || $0.kind == .code }.map(\.literal).joined()
            return [.text(context.substitutions.restored(text))]
        }
        return folded(pieces(of: node, depth: depth + 1))
    }

    // MARK: Places of links

    /// Where a link or an image begins.
    ///
    /// cmark counts columns as if every line of a paragraph were indented like its first, and loses count after a
    /// destination on a line of its own. So its place only says which of the starts that the scanner saw is meant.
    private mutating func linkLocation(_ node: MarkdownNode) -> SourceLocation {
        let starts = context.linkStarts
        let kinds: [ReadingContext.LinkStart.Kind] = node.kind == .image ? [.image] : [.bracket, .address]
        guard let estimate = estimatedOffset(of: node) else {
            // Where cmark knows no place, of addresses and in some tables, links come in their order.
            let isBare = node.kind == .link && node.destination.hasSuffix(node.children.first?.literal ?? "")
            guard !isBare,
                let next = starts.indices.dropFirst(nextLink).first(where: { kinds.contains(starts[$0].kind) })
            else { return addressLocation(node) }
            nextLink = next + 1
            return context.location(of: starts[next].offset)
        }
        var best: Int?
        for index in starts.indices.dropFirst(nextLink) where kinds.contains(starts[index].kind) {
            if let best, abs(starts[best].offset - estimate) <= abs(starts[index].offset - estimate) { break }
            best = index
        }
        // Addresses of mail stand bare too, which the scanner does not look for.
        let isMail = node.destination == "mailto:" + (node.children.first?.literal ?? "")
        guard let best, !isMail || starts[best].offset == estimate else {
            if isMail { return addressLocation(node) }
            return context.location(of: nearest(node.kind == .image ? ["!["] : ["[", "<"], to: estimate))
        }
        nextLink = best + 1
        return context.location(of: starts[best].offset)
    }

    /// Where an address that stands bare in the text begins; cmark gives no place for it.
    private mutating func addressLocation(_ node: MarkdownNode) -> SourceLocation {
        let address = Array(context.substitutions.restored(node.children.first?.literal ?? "").utf8)
        let starts = context.linkStarts
        if let index = starts.indices.dropFirst(nextLink).first(where: {
            starts[$0].kind == .address && context.source.bytes[starts[$0].offset...].starts(with: address)
        }) {
            nextLink = index + 1
            return context.location(of: starts[index].offset)
        }
        guard let block else { return context.location(of: 0) }
        let start = offset(line: block.node.line, column: block.node.column)
        let mark = node.kind == .image ? "![" : String(decoding: address, as: UTF8.self)
        let found = nearest([mark], to: text.source(of: start))
        let isInAngles = found > 0 && context.source.bytes[found - 1] == UInt8(ascii: "<")
        return context.location(of: isInAngles ? found - 1 : found)
    }

    /// Where the nearest of the marks stands about an offset of the source, where cmark's place is all that is known; it may
    /// be off by what the scanner took out, and counts the first row of a table below a line of text from that line.
    private func nearest(_ marks: [String], to offset: Int) -> Int {
        let bytes = context.source.bytes
        let near = bytes[max(0, min(offset, bytes.count) - 4000)..<min(bytes.count, offset + 4000)]
        let places = marks.filter { !$0.isEmpty }.flatMap { near.ranges(of: Array($0.utf8)) }.map(\.lowerBound)
        return places.min { (abs($0 - offset), $0) < (abs($1 - offset), $1) } ?? offset
    }

    /// About where in the source a link begins. The line of one over several lines is that of its end, so the
    /// place of what it holds is taken; `nil` where cmark knows nothing.
    private func estimatedOffset(of node: MarkdownNode) -> Int? {
        let child = node.children.first { $0.line > 0 }
        guard let block, let place = child ?? (node.line > 0 ? node : nil) else { return nil }
        let lead = child == nil ? 0 : node.kind == .image ? 2 : 1
        let column = max(1, place.column - lead)
        guard place.line > block.node.line, place.line <= block.node.endLine else {
            return text.source(of: offset(line: block.node.line, column: column))
        }
        let content = InlineLeaf.contentRange(
            ofLine: place.line, of: block.node, quoteDepth: block.quoteDepth, in: text)
        return text.source(of: content.lowerBound + max(0, column - block.node.column))
    }

    /// An offset in the text that cmark parsed.
    private func offset(line: Int, column: Int) -> Int {
        min(text.range(ofLine: line).lowerBound + max(0, column - 1), text.bytes.count)
    }
}
