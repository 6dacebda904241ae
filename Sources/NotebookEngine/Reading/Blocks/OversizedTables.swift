/// Tables whose rows leave most of their cells out.
///
/// Markdown fills such rows up: a first line of some thousand bars and as many lines of one cell are a few kilobytes,
/// and millions of cells. Later versions of cmark-gfm stop filling; here the author is told.
enum OversizedTables {
    /// How many cells the tables of a chapter may leave out.
    static let mostFilled = 200_000

    /// Blots out what makes a table of the lines that go beyond the limit, and says so.
    static func mask(in context: inout ReadingContext) {
        let source = context.source
        /// The cells of a line, behind the marks of quotes and lists.
        func content(_ line: Int) -> ArraySlice<UInt8> {
            let text = source.bytes[source.range(ofLine: line)]
            return text[LineStart.end(from: text.startIndex, in: text)...]
        }
        var filled = 0
        var bytes = source.bytes
        var line = 1
        while line <= source.lineStarts.count {
            defer { line += 1 }
            let delimiters = content(line)
            guard CellScanner.isDelimiterRow(delimiters) else { continue }
            let first = line
            let columns = CellScanner.cells(ofRow: delimiters).count
            var missing = 0
            while line < source.lineStarts.count {
                let row = content(line + 1)
                if row.allSatisfy(Bytes.isBlank) { break }
                missing += max(0, columns - CellScanner.cells(ofRow: row).count)
                line += 1
            }
            guard filled + missing > mostFilled else {
                filled += missing
                continue
            }
            context.report(
                "the rows of this table leave out \(missing) of its cells",
                at: context.location(of: source.range(ofLine: max(1, first - 1)).lowerBound),
                explanation: "A chapter's tables may leave out \(mostFilled) in all. This one is shown as text.",
                remedy: "Give its first two lines fewer columns, or its rows all their cells.")
            for index in source.range(ofLine: first) { bytes[index] = UInt8(ascii: " ") }
        }
        context.source = MappedText(source: bytes)
    }
}
