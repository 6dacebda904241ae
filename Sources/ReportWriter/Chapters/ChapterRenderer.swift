import BookModel
import Foundation

/// One chapter as HTML: its prose, and what its cells produced, each at its place.
final class ChapterRenderer {
    /// A section that the contents list.
    struct Section {
        var anchor: String
        var number: String
        var title: String
    }

    let page: PageContext
    let built: BuiltChapter
    let number: Int
    let anchor: String
    /// What each cell produced, by its index; nothing of one that did not run.
    let outputs: [Int: [CellOutput]]
    private(set) var sections: [Section] = []
    private(set) var claims: [ClaimLine] = []
    /// The solutions of the chapter's exercises as HTML, in the order of the exercises.
    private(set) var solutions: [String] = []
    /// The footnotes in the order of their first mention, with the number of their mentions.
    private(set) var mentions: [(name: String, count: Int)] = []
    /// The chapter's title as its heading, with links and notes; empty until the body is written.
    private(set) var heading = ""
    /// The notes of a link's text that is being written.
    var notesBehindLink = ""
    private var isFailureShown = false
    private var boldDepth = 0

    var chapter: Chapter { built.chapter }

    init(_ built: BuiltChapter, number: Int, page: PageContext) {
        self.built = built
        self.number = number
        self.page = page
        anchor = page.chapterAnchors[built.chapter.name] ?? page.anchors.unique(built.chapter.name)
        outputs = Dictionary(grouping: built.outputs.cells, by: \.cell)
    }

    /// Whether the page has something to say about the chapter's build.
    var hasFault: Bool { built.status == .failed || built.diagnostics.contains { $0.severity == .error } }

    /// The title with math and emphasis, without links and notes.
    func title() -> String { bold { inlines(chapter.title, .none) } }

    /// All of the chapter beneath its title. Fills `heading`, `sections`, `claims` and `solutions`.
    func body() -> String {
        heading = bold { inlines(chapter.title) }
        var output = ""
        if built.status == .skipped {
            output += "<p class=\"skipped\" role=\"note\">This chapter was not built: another one was asked for.</p>\n"
        }
        let firstGap = chapter.cells.indices.first { outputs[$0] == nil }
        if hasFault, built.status == .complete || firstGap == nil { output += failure() }
        var blocks = chapter.blocks[...]
        if let title = blocks.firstIndex(where: \.isTitle) {
            output += self.blocks(blocks[..<title])
            blocks = blocks[(title + 1)...]
        }
        if case .paragraph(let lead)? = blocks.first?.content {
            output += "<p class=\"lead\">\(inlines(lead))</p>\n"
            blocks.removeFirst()
        }
        output += origin()
        output += self.blocks(blocks)
        return output + footnotes()
    }

    /// What may stand in an address, the per cent sign among it: the folder's address is whole already.
    private static let inAddresses = CharacterSet.urlQueryAllowed.union(CharacterSet(charactersIn: "%#"))

    private func origin() -> String {
        let corpus = page.book.corpus.map { " on <b>\(escaped($0.name))</b>: \(escaped($0.description))" } ?? ""
        let profile = page.book.profile.isEmpty ? "" : " in the profile <b>\(escaped(page.book.profile))</b>"
        let values =
            chapter.values.isEmpty
            ? "" : " Every underlined number was computed by the chapter’s own code in this build."
        let settings = built.parameters.isEmpty ? "" : " Its parameters: \(escaped(built.settings(in: page.book)))."
        let source = page.book.publication.source.map { folder in
            let address = "\(folder)/\(chapter.name).md".addingPercentEncoding(withAllowedCharacters: Self.inAddresses)
            return " <a href=\"\(escaped(address ?? folder))\">The chapter’s source</a>."
        }
        return """
            <p class="margin-note" role="note">Built\(corpus)\(profile).\(settings)\(values)\(source ?? "")</p>

            """
    }

    // MARK: Blocks

    func blocks(_ blocks: some Sequence<Block>) -> String {
        blocks.map(block).joined()
    }

    private func block(_ block: Block) -> String {
        switch block.content {
        case .heading(let level, let title, let label):
            return heading(level, title, label, at: block.location)
        case .paragraph(let inlines):
            return "<p>\(self.inlines(inlines))</p>\n"
        case .list(let list):
            let tag = list.start == nil ? "ul" : "ol"
            let start = list.start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
            let items = list.items.map { "<li>\(item($0, tight: list.isTight))</li>\n" }.joined()
            return "<\(tag)\(start)>\n\(items)</\(tag)>\n"
        case .quote(let inner):
            return "<blockquote>\n\(blocks(inner))</blockquote>\n"
        case .callout(let callout):
            return self.callout(callout)
        case .code(let language, let text):
            return page.code(text, language: language)
        case .table(let table):
            return self.table(table)
        case .math(let tex, let label):
            return equation(tex, label, at: block.location)
        case .html(let source):
            if page.book.allowsRawHTML { return source }
            return isComment(source) ? "" : "<pre class=\"scroll\"><code>\(escaped(source))</code></pre>\n"
        case .rule:
            return "<hr>\n"
        case .cell(let index):
            return cell(index)
        case .exercise(let exercise):
            return self.exercise(exercise)
        }
    }

    private func heading(_ level: Int, _ title: [Inline], _ label: String?, at location: SourceLocation) -> String {
        let text = bold { inlines(title) }
        let id = page.headingAnchors[location] ?? page.anchors.unique(plainText(title))
        var lead = ""
        var name = "this section"
        if level == 2, let number = page.numbering.target(at: location)?.number {
            sections.append(Section(anchor: id, number: number, title: bold { inlines(title, .none) }))
            lead = "<span class=\"number\">\(number)</span> "
            name = "section \(number)"
        }
        // The book's title is the page's first level, the chapters' titles are its second.
        let tag = "h\(min(level + 1, 6))"
        // What the link shows is the style sheet's, so that the heading's text is the heading.
        let link = "<a class=\"anchor\" href=\"#\(escaped(id))\" aria-label=\"Link to \(name)\"></a>"
        return "<\(tag) id=\"\(escaped(id))\">\(lead)\(text)\(link)</\(tag)>\n"
    }

    private func item(_ blocks: [Block], tight: Bool) -> String {
        blocks.map { block in
            if tight, case .paragraph(let inlines) = block.content { return self.inlines(inlines) }
            return self.block(block)
        }.joined(separator: tight ? "\n" : "")
    }

    private func table(_ table: ProseTable) -> String {
        func row(_ cells: [[Inline]], _ tag: String, _ attributes: String) -> String {
            let cells = cells.enumerated().map { index, cell in
                let alignment = index < table.alignments.count ? table.alignments[index] : .left
                return "<\(tag)\(attributes) class=\"\(alignment.rawValue)\">\(inlines(cell))</\(tag)>"
            }
            return "<tr>\(cells.joined())</tr>\n"
        }
        return """
            <div class="scroll prose-table"><table>
            <thead>
            \(row(table.header, "th", " scope=\"col\""))</thead>
            <tbody>
            \(table.rows.map { row($0, "td", "") }.joined())</tbody>
            </table></div>

            """
    }

    private func equation(_ tex: String, _ label: String?, at location: SourceLocation) -> String {
        let formula = "<div class=\"formula scroll\">\(page.math(tex, display: true, at: location))</div>"
        guard let target = page.numbering.target(at: location), target.kind == .equation else {
            return "<div class=\"equation\">\(formula)</div>\n"
        }
        let id = page.anchor(label: label, at: location, proposal: "eq-\(target.number)")
        return """
            <div class="equation" id="\(escaped(id))">\(formula)<span class="number">(\(target.number))</span></div>

            """
    }

    // MARK: Notes

    /// The mark of a footnote in the text.
    func mark(ofFootnote name: String) -> String {
        let index = mentions.firstIndex { $0.name == name } ?? mentions.count
        if index == mentions.count { mentions.append((name, 0)) }
        mentions[index].count += 1
        let id = footnoteID(index, mention: mentions[index].count)
        return """
            <sup class="mark"><a id="\(id)" href="#\(footnoteID(index))" \
            aria-label="Footnote \(index + 1)">\(index + 1)</a></sup>
            """
    }

    private func footnoteID(_ index: Int, mention: Int? = nil) -> String {
        // Colons do not occur in slugs, so these ids are free.
        "\(anchor):note-\(index + 1)" + (mention.map { ":mark-\($0)" } ?? "")
    }

    private func footnotes() -> String {
        var items = ""
        var index = 0
        // A footnote may mention further ones: the list grows while it is written.
        while index < mentions.count {
            let body = blocks(chapter.footnotes[mentions[index].name] ?? [])
            let links = (1...mentions[index].count).map { mention in
                """
                <a class="back" href="#\(footnoteID(index, mention: mention))" \
                aria-label="Back to the text of footnote \(index + 1)">↩</a>
                """
            }
            items +=
                "<li id=\"\(footnoteID(index))\">\(body)<p class=\"backs\">\(links.joined(separator: " "))</p></li>\n"
            index += 1
        }
        guard !items.isEmpty else { return "" }
        return """
            <section class="footnotes" aria-label="Footnotes of chapter \(number)"><ol>
            \(items)</ol></section>

            """
    }

    // MARK: Faults

    /// The box that says what went wrong; empty after the first time.
    func failure() -> String {
        guard hasFault, !isFailureShown else { return "" }
        isFailureShown = true
        let messages = built.diagnostics.map { diagnostic in
            let place = diagnostic.location.map { "<span class=\"place\">\(escaped($0.description))</span> " } ?? ""
            let severity = "<b>\(diagnostic.severity.rawValue):</b>"
            let source = diagnostic.sourceLine.map { "<pre class=\"scroll\"><code>\(escaped($0))</code></pre>" } ?? ""
            let rest = [diagnostic.explanation, diagnostic.remedy].compactMap { $0 }.map { "<p>\(escaped($0))</p>" }
            return "<li>\(place)\(severity) \(escaped(diagnostic.summary))\(source)\(rest.joined())</li>\n"
        }
        let what =
            built.status == .failed
            ? "This chapter did not finish. What is missing below was not computed." : "This chapter has faults."
        return """
            <section class="failure" aria-label="What went wrong"><p class="verdict">\(what)</p>
            <ul>
            \(messages.joined())</ul></section>

            """
    }

    /// Adds a line to the board of claims.
    func add(_ claim: ClaimLine) { claims.append(claim) }

    /// Adds a solution to the end of the book.
    func add(solution: String) { solutions.append(solution) }

    /// Renders what stands inside bold text.
    func bold(_ body: () -> String) -> String {
        boldDepth += 1
        defer { boldDepth -= 1 }
        return body()
    }

    var isBold: Bool { boldDepth > 0 }
}

/// Whether raw HTML is only comments, which are for the author and not for the page.
func isComment(_ html: String) -> Bool {
    var rest = html.trimmingPrefix(while: \.isWhitespace)
    guard !rest.isEmpty else { return false }
    while !rest.isEmpty {
        guard rest.hasPrefix("<!--"), let end = rest.dropFirst(4).firstRange(of: "-->") else { return false }
        rest = rest[end.upperBound...].trimmingPrefix(while: \.isWhitespace)
    }
    return true
}
