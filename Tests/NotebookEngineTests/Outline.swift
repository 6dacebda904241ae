import BookModel
import NotebookEngine

/// Reads a text as the chapter `chapters/x.md`.
func read(_ text: String) -> (chapter: Chapter, diagnostics: [Diagnostic]) {
    ChapterReader.read(text: text, name: "x", file: "chapters/x.md")
}

/// The blocks of a chapter as lines of text, each with its place: what tests compare.
func outline(_ text: String) -> String { outline(read(text).chapter) }

func outline(_ chapter: Chapter) -> String {
    var lines: [String] = []
    func place(_ location: SourceLocation) -> String { "\(location.line):\(location.column)" }
    func visit(_ blocks: [Block], _ indent: String) {
        for block in blocks {
            let lead = indent + place(block.location) + " "
            switch block.content {
            case .heading(let level, let title, let label):
                lines.append(lead + "h\(level)\(label.map { " #\($0)" } ?? "") " + outline(title))
            case .paragraph(let inlines): lines.append(lead + "p " + outline(inlines))
            case .list(let list):
                lines.append(
                    lead + (list.start.map { "list from \($0)" } ?? "list") + (list.isTight ? "" : ", loose"))
                for item in list.items {
                    lines.append(indent + "  -")
                    visit(item, indent + "    ")
                }
            case .quote(let inner):
                lines.append(lead + "quote")
                visit(inner, indent + "  ")
            case .callout(let callout):
                let title = callout.title.isEmpty ? "" : " " + outline(callout.title)
                lines.append(lead + "callout \(callout.kind.rawValue)\(title)")
                visit(callout.blocks, indent + "  ")
            case .code(let language, let text):
                lines.append(lead + "code \(language ?? "none") \(text.debugDescription)")
            case .table(let table):
                lines.append(lead + "table " + table.alignments.map(\.rawValue).joined(separator: " "))
                lines.append(indent + "  " + table.header.map(outline).joined(separator: " | "))
                for row in table.rows { lines.append(indent + "  " + row.map(outline).joined(separator: " | ")) }
            case .math(let tex, let label):
                lines.append(lead + "math\(label.map { " #\($0)" } ?? "") \(tex.debugDescription)")
            case .html(let html): lines.append(lead + "html \(html.debugDescription)")
            case .rule: lines.append(lead + "rule")
            case .exercise(let exercise):
                lines.append(lead + "exercise \(exercise.id), at \(place(exercise.location))")
                visit(exercise.blocks, indent + "  ")
                if let solution = exercise.solution {
                    lines.append(indent + "solution")
                    visit(solution, indent + "  ")
                }
            case .cell(let index):
                let cell = chapter.cells[index]
                let head = "\(cell.directive)" + (cell.arguments.map { "(\($0))" } ?? "")
                let facts = [
                    "id \(cell.id ?? "none")", "at \(place(cell.location))", "code at \(cell.codeLine)",
                    "indent \(cell.codeIndent)", "values \(cell.valuesBefore)",
                ]
                lines.append(lead + head + " " + facts.joined(separator: ", ") + " " + cell.code.debugDescription)
                if let caption = cell.caption { lines.append(indent + "  caption " + outline(caption)) }
            }
        }
    }
    visit(chapter.blocks, "")
    for name in chapter.footnotes.keys.sorted() {
        lines.append("footnote \(name)")
        visit(chapter.footnotes[name]!, "  ")
    }
    for (index, value) in chapter.values.enumerated() {
        lines.append("value \(index) \(place(value.location)) \(value.expression.debugDescription)")
    }
    return lines.joined(separator: "\n")
}

func outline(_ inlines: [Inline]) -> String {
    func place(_ location: SourceLocation) -> String { "\(location.line):\(location.column)" }
    func quoted(_ title: String) -> String { title.isEmpty ? "" : " \(title.debugDescription)" }
    return inlines.map { inline in
        switch inline {
        case .text(let text): text
        case .emphasis(let inner): "<em \(outline(inner))>"
        case .strong(let inner): "<strong \(outline(inner))>"
        case .strikethrough(let inner): "<del \(outline(inner))>"
        case .code(let code): "<code \(code)>"
        case .math(let tex, let location): "<math \(place(location)) \(tex)>"
        case .link(let destination, let title, let inner, let location):
            "<link \(place(location)) \(destination)\(quoted(title)) \(outline(inner))>"
        case .image(let source, let title, let inner, let location):
            "<image \(place(location)) \(source)\(quoted(title)) \(outline(inner))>"
        case .html(let html): "<html \(html)>"
        case .softBreak: "⏎"
        case .lineBreak: "⏎⏎"
        case .value(let index): "<value \(index)>"
        case .reference(let label, let location): "<ref \(place(location)) \(label)>"
        case .citation(let keys, let location): "<cite \(place(location)) \(keys.joined(separator: " "))>"
        case .footnote(let name, let location): "<footnote \(place(location)) \(name)>"
        case .marginNote(let inner): "<note \(outline(inner))>"
        }
    }.joined()
}

/// The diagnostics of a text, each as `line:column severity: summary`.
func faults(_ text: String) -> [String] { faults(read(text).diagnostics) }

func faults(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.map { diagnostic in
        let place = diagnostic.location.map { "\($0.line):\($0.column) " } ?? ""
        return "\(place)\(diagnostic.severity.rawValue): \(diagnostic.summary)"
    }
}
