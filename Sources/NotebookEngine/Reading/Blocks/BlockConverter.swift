import BookModel

/// Turns cmark's blocks into the blocks of a chapter: the last step of reading.
struct BlockConverter {
    private let context: ReadingContext
    private let text: MappedText
    private let exercises: ExerciseFences
    private var inlines: InlineConverter
    private(set) var cells: [Cell] = []
    private(set) var footnotes: [String: [Block]] = [:]
    private var faults: [Diagnostic] = []
    /// Where the chapter's title is.
    private var title: SourceLocation?

    init(context: ReadingContext, text: MappedText, exercises: ExerciseFences) {
        self.context = context
        self.text = text
        self.exercises = exercises
        inlines = InlineConverter(context: context, text: text)
    }

    /// What was found wrong in all steps so far.
    var diagnostics: [Diagnostic] { inlines.diagnostics + faults }

    /// The blocks of the document.
    ///
    /// - Parameters:
    ///   - hasPreamble: whether the first paragraph is not the author's and is dropped.
    ///   - footnoteNames: the footnotes by the offsets where their texts begin.
    mutating func convert(_ root: MarkdownNode, hasPreamble: Bool, footnoteNames: [Int: String]) -> [Block] {
        // cmark moves footnotes to the end; in the order of the source, cells and links are too.
        let nodes = root.children.dropFirst(hasPreamble ? 1 : 0).sorted { $0.line < $1.line }
        var blocks: [Block] = []
        var run: [MarkdownNode] = []
        for node in nodes {
            if node.kind == .footnoteDefinition {
                blocks += convert(run, depth: 0)
                run = []
                let children = convert(node.children, depth: 1)
                if let name = footnoteNames[offset(of: node)] { footnotes[name] = children }
            } else {
                run.append(node)
            }
        }
        let gathered = exercises.gathered(blocks + convert(run, depth: 0))
        faults += gathered.faults
        return gathered.blocks
    }

    private mutating func convert(_ nodes: [MarkdownNode], depth: Int) -> [Block] {
        var blocks: [Block] = []
        for node in nodes {
            guard depth <= InlineConverter.deepestNesting else {
                faults.append(
                    Diagnostic(
                        "lists and quotes are nested too deeply", at: location(of: node),
                        explanation: "What stands here is left out.",
                        remedy: "Keep to \(InlineConverter.deepestNesting) levels."))
                return blocks
            }
            for block in convert(node, depth: depth) where !takeCaption(block, after: blocks.last) {
                blocks.append(block)
            }
        }
        return blocks
    }

    private mutating func convert(_ node: MarkdownNode, depth: Int) -> [Block] {
        let place = location(of: node)
        switch node.kind {
        case .heading:
            let label = context.headingLabels[offset(of: node)]
            let title = inlines.inlines(of: node)
            checkHeading(title, level: node.headingLevel, at: place)
            return [Block(.heading(level: node.headingLevel, title: title, label: label), at: place)]
        case .paragraph:
            checkForTable(node)
            return inlines.parts(of: node).map { part in
                switch part {
                case .inlines(let inlines): Block(.paragraph(inlines), at: place)
                case .equation(let tex, let label, let location): Block(.math(tex: tex, label: label), at: location)
                }
            }
        case .list:
            let list = BlockList(
                start: node.isNumberedList ? node.listStart : nil, isTight: node.isTightList,
                items: node.children.map { convert($0.children, depth: depth + 1) })
            return [Block(.list(list), at: place)]
        case .quote: return [Block(quote(node, depth: depth), at: place)]
        case .codeBlock: return [codeBlock(node, at: place)]
        case .htmlBlock: return [Block(.html(context.substitutions.restored(node.literal)), at: place)]
        case .rule: return [Block(.rule, at: place)]
        case .table: return [Block(.table(table(node)), at: place)]
        default: return []
        }
    }

    private mutating func quote(_ node: MarkdownNode, depth: Int) -> Block.Content {
        let blocks = convert(node.children, depth: depth + 1)
        // A backslash before the bracket makes it text, which only the source shows.
        guard let first = node.children.first, context.source.bytes[offset(of: first)...].starts(with: "[!".utf8),
            let marker = CalloutMarker(blocks)
        else { return .quote(blocks) }
        switch marker.callout {
        case .success(let callout): return .callout(callout)
        case .failure(var fault):
            fault.location = context.location(of: offset(of: first))
            faults.append(fault)
            return .quote(blocks)
        }
    }

    private mutating func table(_ node: MarkdownNode) -> ProseTable {
        let alignments = node.tableAlignments.map { letter -> ColumnAlignment in
            switch letter {
            case UInt8(ascii: "c"): .center
            case UInt8(ascii: "r"): .right
            default: .left
            }
        }
        var table = ProseTable(alignments: alignments, header: [], rows: [])
        for row in node.children {
            checkCells(of: row, in: node)
            let cells = row.children.map { inlines.inlines(of: $0) }
            if row.kind == .tableHeader { table.header = cells } else { table.rows.append(cells) }
        }
        return table
    }

    // MARK: What Markdown leaves out or takes for something else

    private mutating func checkHeading(_ inlines: [Inline], level: Int, at place: SourceLocation) {
        if inlines.isEmpty {
            faults.append(
                Diagnostic(
                    .warning, "the heading is empty", at: place,
                    remedy: "Give it words, or take it out. For a number sign, write \\#."))
        }
        guard level == 1 else { return }
        if let title {
            faults.append(
                Diagnostic(
                    .warning, "the chapter has a second title", at: place,
                    explanation: "The first is at \(title). This one has no number and is not in the contents.",
                    remedy: "Write it with '##', or begin a chapter of its own in another file."))
        } else {
            title = place
        }
    }

    /// Cells beyond the columns of their table are in no page.
    private mutating func checkCells(of row: MarkdownNode, in table: MarkdownNode) {
        let columns = table.tableAlignments.count
        let cells = CellScanner.cells(ofRow: content(ofLine: row.line, of: table))
        guard cells.count > columns else { return }
        faults.append(
            Diagnostic(
                "the row has \(cells.count) cells, and its table \(columns) columns",
                at: context.location(of: text.source(of: cells[columns].startIndex)),
                explanation: "The cells from here on are left out.",
                remedy: "Give the table's first two lines more columns, or write \\| for a bar that ends no cell."))
    }

    /// A table whose first two lines have different numbers of cells is a paragraph to Markdown.
    private mutating func checkForTable(_ node: MarkdownNode) {
        guard node.endLine > node.line else { return }
        for line in (node.line + 1)...node.endLine {
            let delimiters = content(ofLine: line, of: node)
            let heading = content(ofLine: line - 1, of: node)
            guard CellScanner.isDelimiterRow(delimiters), heading.contains(UInt8(ascii: "|")) else { continue }
            let counts = [heading, delimiters].map { CellScanner.cells(ofRow: $0).count }
            faults.append(
                Diagnostic(
                    .warning, "this is no table: its first line has \(counts[0]) cells and its second \(counts[1])",
                    at: context.location(of: text.source(of: heading.startIndex)),
                    remedy: "Give both as many cells. For a bar that ends no cell, write \\|."))
        }
    }

    private func content(ofLine line: Int, of node: MarkdownNode) -> ArraySlice<UInt8> {
        let quotes = InlineLeaf.quoteDepth(of: node)
        return text.bytes[InlineLeaf.contentRange(ofLine: line, of: node, quoteDepth: quotes, in: text)]
    }

    // MARK: Places

    private func offset(of node: MarkdownNode) -> Int {
        let line = text.range(ofLine: node.line)
        return text.source(of: min(line.lowerBound + max(0, node.column - 1), line.upperBound))
    }

    private func location(of node: MarkdownNode) -> SourceLocation { context.location(of: offset(of: node)) }

    // MARK: Cells

    private mutating func codeBlock(_ node: MarkdownNode, at place: SourceLocation) -> Block {
        let code = context.substitutions.restored(node.literal)
        guard let length = node.fenceLength else { return Block(.code(language: nil, text: code), at: place) }
        let start = offset(of: node)
        let line = context.source.range(ofLine: place.line)
        let info = context.source.bytes[min(start + length, line.upperBound)..<line.upperBound]
        let isClosed = DirectiveReader.isClosed(
            node, fence: context.source.bytes[start..<(start + length)], in: text)
        switch DirectiveReader.read(info, in: context) {
        case .code(let language):
            if !isClosed { faults.append(DirectiveReader.notClosed(at: place)) }
            return Block(.code(language: language, text: code), at: place)
        case .fault(let fault):
            faults.append(fault)
            return Block(.code(language: "swift", text: code), at: place)
        case .directive(let directive, _, let at) where directive.language == .markdown:
            if !exercises.faultyLines.contains(place.line) {
                faults.append(
                    Diagnostic(
                        "the block of '\(directive)' stands within a list, a quote or another block",
                        at: context.location(of: at),
                        remedy: "Put it at the left margin of the chapter, after what it stands in."))
            }
            return Block(.code(language: "markdown", text: code), at: place)
        case .directive(let directive, let arguments, let at):
            let location = context.location(of: at)
            faults += DirectiveReader.faults(in: arguments, of: directive, at: location)
            if !isClosed {
                faults.append(DirectiveReader.notClosed(directive, at: location))
            }
            cells.append(
                Cell(
                    directive: directive, arguments: arguments?.text, id: arguments?.leadingString, code: code,
                    location: location, codeLine: place.line + 1, codeIndent: place.column - 1,
                    valuesBefore: context.values.count { $0.offset < at }))
            return Block(.cell(cells.count - 1), at: place)
        }
    }

    /// Gives a paragraph that begins with a colon to the figure or table before it.
    private mutating func takeCaption(_ block: Block, after previous: Block?) -> Bool {
        guard case .paragraph(var inlines) = block.content, case .text(let lead)? = inlines.first,
            lead.hasPrefix(": ") || lead == ":"
        else { return false }
        guard case .cell(let index)? = previous?.content,
            cells[index].directive.takesCaption, cells[index].caption == nil
        else {
            faults.append(
                Diagnostic(
                    .warning, "a caption follows no figure, table or claim", at: block.location,
                    remedy: "Put the paragraph directly after its block, or begin it without the colon."))
            return false
        }
        let text = lead.dropFirst().drop { $0 == " " }
        inlines.removeFirst()
        if !text.isEmpty { inlines.insert(.text(String(text)), at: 0) }
        if inlines.first == .softBreak { inlines.removeFirst() }
        cells[index].caption = inlines
        return true
    }
}
