/// Reads the lines of tables: where their cells end.
enum CellScanner {
    /// The bars in the code spans and the formulas of a line, which are not to end a cell. Those with a backslash
    /// before them end none anyway.
    static func hiddenBars(in line: ArraySlice<UInt8>) -> [Int] {
        guard line.contains(UInt8(ascii: "|")) else { return [] }
        var bars: [Int] = []
        var index = line.startIndex
        while index < line.endIndex {
            switch line[index] {
            case UInt8(ascii: "\\"): index += 2
            case UInt8(ascii: "`"):
                let fence = line[index...].prefix { $0 == UInt8(ascii: "`") }
                index = fence.endIndex
                if let close = CodeScanner.closingFence(of: fence.count, in: line[index...]) {
                    bars += unescapedBars(in: line[index..<close.lowerBound])
                    index = close.upperBound
                }
            case UInt8(ascii: "$"):
                let close = MathScanner.closingDollar(ofFormulaAt: index, in: line)
                if let close { bars += unescapedBars(in: line[index..<close]) }
                index = (close ?? index) + 1
            default: index += 1
            }
        }
        return bars
    }

    /// The cells of a row, without the blanks around them; bars at its ends begin and end no cell.
    static func cells(ofRow row: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        let row = row.trimmed(while: Bytes.isBlank)
        let bars = unescapedBars(in: row)
        var starts = [row.startIndex] + bars.map { $0 + 1 }
        var ends = bars + [row.endIndex]
        if bars.first == row.startIndex {
            starts.removeFirst()
            ends.removeFirst()
        }
        if starts.last == row.endIndex, starts.count > 1 || !bars.isEmpty {
            starts.removeLast()
            ends.removeLast()
        }
        return zip(starts, ends).map { row[$0..<$1].trimmed(while: Bytes.isBlank) }
    }

    /// Whether a line looks like the second line of a table: `|:--|--:|`.
    static func isDelimiterRow(_ line: ArraySlice<UInt8>) -> Bool {
        guard "|-".utf8.allSatisfy(line.contains),
            line.allSatisfy({ Bytes.isBlank($0) || "|:-".utf8.contains($0) })
        else { return false }
        return cells(ofRow: line).allSatisfy { cell in
            let dashes = cell.trimmed { $0 == UInt8(ascii: ":") }
            return !dashes.isEmpty && dashes.allSatisfy { $0 == UInt8(ascii: "-") }
                && dashes.startIndex - cell.startIndex <= 1 && cell.endIndex - dashes.endIndex <= 1
        }
    }

    private static func unescapedBars(in bytes: ArraySlice<UInt8>) -> [Int] {
        var bars: [Int] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "|") { bars.append(index) }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return bars
    }
}

/// Where code spans end.
enum CodeScanner {
    /// The next run of exactly so many backticks.
    static func closingFence(of length: Int, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        var index = bytes.startIndex
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "`")) {
            let run = bytes[start...].prefix { $0 == UInt8(ascii: "`") }
            if run.count == length { return run.indices }
            index = run.endIndex
        }
        return nil
    }
}
