import BookModel

/// The first step of reading: what is found line by line. Display equations are taken out, for their lines could be
/// anything to Markdown; footnotes are found, and bars in the code and the formulas of tables hidden.
struct LineScanner {
    private var context: ReadingContext
    private var result = MappedText()
    /// How much of the source has been copied to the result, or replaced.
    private var copied = 0
    /// Of the lines that have code or HTML, where that begins.
    private let literals: [Int: Int]
    private let footnotes: [FootnoteDefinition]
    /// The lines of paragraphs that may be tables.
    private let tableLines: Set<Int>

    /// The text without its display equations, and the footnotes that are defined in it.
    ///
    /// Footnotes have names in it that cmark knows, whatever the author's are made of; and it begins with a paragraph
    /// that refers to all of them, since cmark drops those that nobody refers to.
    static func scan(_ context: inout ReadingContext) -> (text: MappedText, footnotes: [FootnoteDefinition]) {
        let structure = BlockStructure(of: context)
        var scanner = LineScanner(context: context, structure: structure)
        scanner.result.write(FootnoteDefinition.preamble(for: structure.footnotes, context), for: 0)
        scanner.copyLines()
        context = scanner.context
        return (scanner.result, structure.footnotes)
    }

    private init(context: ReadingContext, structure: BlockStructure) {
        self.context = context
        literals = structure.literals
        footnotes = structure.footnotes
        tableLines = LineScanner.tableLines(of: context.source)
    }

    private var source: MappedText { context.source }

    /// Copies the text with its replacements.
    private mutating func copyLines() {
        var line = 1
        var nextFootnote = footnotes.makeIterator()
        var footnote = nextFootnote.next()
        while line <= source.lineStarts.count {
            defer { line += 1 }
            let range = source.range(ofLine: line)
            var content = LineStart.end(from: range.lowerBound, in: source.bytes[range])
            while let next = footnote, next.name.lowerBound < range.upperBound {
                replace(next.name, by: next.label(context))
                content = LineStart.end(from: next.content, in: source.bytes[range])
                footnote = nextFootnote.next()
            }
            let end = max(content, min(range.upperBound, literals[line] ?? range.upperBound))
            guard content < end else { continue }
            let text = source.bytes[content..<range.upperBound]
            checkFence(text)
            if text.starts(with: Array("$$".utf8)), let equation = equation(at: content, line: line) {
                let last = source.range(ofLine: equation.lastLine)
                replace(content..<last.upperBound, by: equation.replacement)
                line = equation.lastLine
                // A line within an equation that looks like a footnote is none.
                while let next = footnote, next.name.lowerBound < last.upperBound { footnote = nextFootnote.next() }
            } else if tableLines.contains(line) {
                for bar in CellScanner.hiddenBars(in: source.bytes[content..<end]) {
                    replace(bar..<(bar + 1), by: String(context.substitutions.bar))
                }
            }
        }
        result.copy(copied..<source.bytes.count, of: source)
    }

    private mutating func replace(_ range: Range<Int>, by text: String) {
        result.copy(copied..<range.lowerBound, of: source)
        result.write(text, for: range.lowerBound)
        copied = range.upperBound
    }

    /// The lines between blank ones among which one looks like the second line of a table.
    private static func tableLines(of source: MappedText) -> Set<Int> {
        var lines: Set<Int> = []
        var start = 1
        var isTable = false
        for line in 1...source.lineStarts.count {
            let text = source.bytes[source.range(ofLine: line)]
            if text.allSatisfy(Bytes.isBlank) {
                if isTable { lines.formUnion(start..<line) }
                start = line + 1
                isTable = false
            } else if CellScanner.isDelimiterRow(text[LineStart.end(from: text.startIndex, in: text)...]) {
                isTable = true
            }
        }
        if isTable { lines.formUnion(start...source.lineStarts.count) }
        return lines
    }

    /// The equation that begins at an offset and fills its lines to their ends; `nil` where none does, and the text
    /// is left to the inline scanner.
    private mutating func equation(at start: Int, line: Int) -> (replacement: String, lastLine: Int)? {
        let quoteMarks = source.bytes[source.range(ofLine: line).lowerBound..<start]
            .count { $0 == UInt8(ascii: ">") }
        var tex: [UInt8] = []
        var current = line
        var rest = source.bytes[(start + 2)..<source.range(ofLine: line).upperBound]
        while true {
            if let close = MathScanner.closingDollars(in: rest) {
                let location = context.location(of: start)
                // Only what fills the line is a display equation; a fault in its label is then worth reporting.
                let tail = rest[(close + 2)...].trimmed(while: Bytes.isBlank)
                guard tail.isEmpty || tail.first == UInt8(ascii: "{") else { return nil }
                let (other, label) = context.trailingLabel(
                    of: tail, prefix: "eq-", at: context.location(of: tail.startIndex))
                guard other.isEmpty else { return nil }
                tex += rest[..<close]
                let text = String(decoding: tex[...].trimmed(while: Bytes.isSpace), as: UTF8.self)
                check(text, label: label, at: location)
                let raw = String(
                    decoding: source.bytes[start..<source.range(ofLine: current).upperBound], as: UTF8.self)
                return context.substitutions
                    .replacement(for: .displayMath(tex: text, label: label), raw: raw, at: location)
                    .map { ($0, current) }
            }
            tex += rest + [UInt8(ascii: "\n")]
            current += 1
            guard current <= source.lineStarts.count else { return nil }
            rest = source.bytes[source.range(ofLine: current)]
            for _ in 0..<quoteMarks {
                let inner = rest.drop(while: Bytes.isBlank)
                guard inner.first == UInt8(ascii: ">") else { break }
                rest = inner.dropFirst()
            }
            guard !rest.allSatisfy(Bytes.isBlank) else { return nil }
        }
    }

    private mutating func check(_ tex: String, label: String?, at location: SourceLocation) {
        if tex.isEmpty {
            context.report(
                "the display equation is empty", at: location,
                remedy: "Write an equation between the dollars, or take them out.")
        }
        if let label, tex.contains(/\\tag\b/) {
            context.report(
                "the equation '\(label)' has two numbers: one of its label and one by '\\tag'", at: location,
                remedy: "Take '\\tag' out: what has a label is numbered by the book. Or take the label out.")
        }
    }

    /// A fence whose info string holds a backtick is none to Markdown, which would go unnoticed.
    private mutating func checkFence(_ text: ArraySlice<UInt8>) {
        let info = text.drop { $0 == UInt8(ascii: "`") }
        guard info.startIndex - text.startIndex >= 3, info.contains(UInt8(ascii: "`")),
            ["swift", "markdown"].contains(where: { info.drop(while: Bytes.isBlank).starts(with: Array($0.utf8)) }),
            info.contains(UInt8(ascii: "@"))
        else { return }
        context.report(
            "a backtick in its first line keeps this from being a directive block",
            at: context.location(of: text.startIndex),
            remedy: "Fence the block with ~~~ instead of ```, or leave the backticks out.")
    }
}

/// What stands on a line before its text: indentation, and the marks of quotes and lists.
enum LineStart {
    /// Where the text of a line begins after such marks, read from an offset on.
    static func end(from start: Int, in line: ArraySlice<UInt8>) -> Int {
        var offset = start
        while offset < line.endIndex {
            let rest = line[offset...]
            if Bytes.isBlank(rest[offset]) || rest[offset] == UInt8(ascii: ">") {
                offset += 1
            } else if let marker = listMarkerLength(rest) {
                offset += marker
            } else {
                break
            }
        }
        return offset
    }

    private static func listMarkerLength(_ bytes: ArraySlice<UInt8>) -> Int? {
        let digits = bytes.prefix(while: SwiftSource.isDigit).count
        guard digits <= 9, let mark = bytes.dropFirst(digits).first, let next = bytes.dropFirst(digits + 1).first,
            Bytes.isBlank(next)
        else { return nil }
        let marks = digits == 0 ? "-*+" : ".)"
        return marks.utf8.contains(mark) ? digits + 1 : nil
    }
}
