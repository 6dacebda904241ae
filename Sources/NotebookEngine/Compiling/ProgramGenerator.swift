public import BookModel

/// Turns a chapter into one Swift source file, whose compile errors come out at the chapter's own lines and columns.
///
/// What the book shares and `@define` blocks stand at file scope; everything else stands in one throwing function in
/// document order, so that what a `@run` declares is visible further down. Every piece of the chapter is put at the
/// column that it has in the chapter and marked with `#sourceLocation`.
public struct ProgramGenerator {
    private let chapter: Chapter
    private var text = ""

    /// What a chapter's code can name without importing anything.
    public static let modules = [
        "ChapterRuntime", "Computation", "Embeddings", "Foundation", "LinearAlgebra", "Plotting", "TextStatistics",
    ]

    /// The program of a chapter.
    ///
    /// - Parameters:
    ///   - parameters: the book's parameters; each becomes a property of `Book`. Their values do not occur in the text,
    ///     so that one program serves all of them.
    ///   - shared: what the book declares for all its chapters.
    public static func source(of chapter: Chapter, parameters: [Parameter], shared: [SharedCode] = []) -> String {
        var generator = ProgramGenerator(chapter: chapter)
        generator.write(parameters, shared)
        return generator.text
    }

    private init(chapter: Chapter) { self.chapter = chapter }

    private mutating func write(_ parameters: [Parameter], _ shared: [SharedCode]) {
        text = ProgramGenerator.modules.map { "import \($0)\n" }.joined() + "\n"
        if !parameters.isEmpty {
            text += "extension Book {\n"
            for parameter in parameters.sorted(by: { $0.name < $1.name }) {
                text += "    var \(parameter.name): \(parameter.value.swiftType) { parameter(\"\(parameter.name)\") }\n"
            }
            text += "}\n\n"
        }
        for code in shared {
            writeLocation(file: code.file, line: 1)
            text += code.text + "\n#sourceLocation()\n"
        }
        for cell in chapter.cells where cell.directive == .define { writeCode(of: cell) }
        text += "func __chapter(_ book: Book) throws {\n"
        for step in chapter.steps {
            switch step {
            case .cell(let index): writeCell(index)
            case .value(let index): writeValue(index)
            }
        }
        text += """
            }

            @_cdecl("w2vbook_chapter")
            public func __entry(_ context: UnsafeRawPointer) { runChapter(context, __chapter) }

            """
    }

    private mutating func writeCell(_ index: Int) {
        let cell = chapter.cells[index]
        if cell.directive == .define, cell.arguments == nil { return }
        text += "beginCell(\(index))\n"
        switch cell.directive {
        case .define: writeCall(of: cell, end: "\n")
        case .run:
            if cell.arguments != nil { writeCall(of: cell, end: "\n") }
            writeCode(of: cell)
        default:
            writeCall(of: cell, end: " {\n")
            writeCode(of: cell)
            text += "}\n"
        }
    }

    /// The directive as a call, with its name at the column where it stands in the chapter.
    private mutating func writeCall(of cell: Cell, end: String) {
        writeLocation(line: cell.location.line)
        let call = cell.directive.name + (cell.arguments.map { "(\($0))" } ?? "")
        text += padded("try ", toColumn: cell.location.column + 1) + call + end
        text += "#sourceLocation()\n"
    }

    /// The code of a cell, each line at its column in the chapter.
    private mutating func writeCode(of cell: Cell) {
        guard !cell.code.isEmpty else { return }
        writeLocation(line: cell.codeLine)
        let indent = String(repeating: " ", count: cell.codeIndent)
        var lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        for line in lines { text += (line.isEmpty ? "" : indent + line) + "\n" }
        text += "#sourceLocation()\n"
    }

    private mutating func writeValue(_ index: Int) {
        let value = chapter.values[index]
        text += "try inlineValue(\(index)) {\n"
        writeLocation(line: value.location.line)
        text += padded("", toColumn: value.location.column) + value.expression
        // The brace stands in the value's line, so that what an unfinished value lacks is missed there; a comment would
        // hide it.
        text += value.expression.contains("//") ? "\n#sourceLocation()\n}\n" : " }\n#sourceLocation()\n"
    }

    /// Opens a stretch of text that the compiler takes to begin at this line of the chapter.
    private mutating func writeLocation(line: Int) { writeLocation(file: chapter.file, line: line) }

    private mutating func writeLocation(file: String, line: Int) {
        text += "#sourceLocation(file: \"\(SwiftSource.escaped(file))\", line: \(max(1, line)))\n"
    }

    /// The lead with spaces before it, so that what follows stands at `column`; as it is where there is no room.
    private func padded(_ lead: String, toColumn column: Int) -> String {
        String(repeating: " ", count: max(0, column - 1 - lead.utf8.count)) + lead
    }
}
