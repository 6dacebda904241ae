import BookModel

/// The first step of reading: what is found line by line. Display equations are taken out, for their lines could be
/// anything to Markdown; definitions of footnotes are noted.
struct LineScanner {
    private var context: ReadingContext
    /// The lines that are code or HTML.
    private let literalLines: Set<Int>
    private var result = MappedText()
    private var footnotes: [String: SourceLocation] = [:]

    /// The text without its display equations, and the places where footnotes are defined.
    ///
    /// The text begins with a paragraph that refers to all footnotes, since cmark drops those that nobody refers to.
    static func scan(
        _ context: inout ReadingContext, literalLines: Set<Int>
    ) -> (text: MappedText, footnotes: [String: SourceLocation]) {
        var scanner = LineScanner(context: context, literalLines: literalLines)
        scanner.findFootnotes()
        if !scanner.footnotes.isEmpty {
            let marks = scanner.footnotes.keys.sorted().map { "[^\($0)]" }.joined()
            scanner.result.write(marks + "\n\n", for: 0)
        }
        scanner.takeEquationsOut()
        context = scanner.context
        return (scanner.result, scanner.footnotes)
    }

    private init(context: ReadingContext, literalLines: Set<Int>) {
        self.context = context
        self.literalLines = literalLines
    }

    private var source: MappedText { context.source }

    private mutating func findFootnotes() {
        for line in 1...source.lineStarts.count where !literalLines.contains(line) {
            let content = contentStart(ofLine: line)
            guard let name = LineScanner.footnoteName(in: source.bytes[content..<source.range(ofLine: line).upperBound])
            else { continue }
            let location = context.location(of: content)
            if let first = footnotes[name] {
                context.report(
                    "the footnote '\(name)' is defined twice", at: location,
                    remedy: "Rename one of them: the first is at \(first).")
            } else {
                footnotes[name] = location
            }
        }
    }

    /// The name in `[^name]:` at the start of the bytes.
    private static func footnoteName(in bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.starts(with: Array("[^".utf8)) else { return nil }
        let name = bytes.dropFirst(2).prefix(while: Label.isKeyByte)
        guard !name.isEmpty, bytes[name.endIndex...].starts(with: Array("]:".utf8)) else { return nil }
        return String(decoding: name, as: UTF8.self)
    }

    /// Where the text of a line begins after the marks of quotes and lists.
    private func contentStart(ofLine line: Int) -> Int {
        let range = source.range(ofLine: line)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let rest = source.bytes[offset..<range.upperBound]
            if Bytes.isBlank(rest[offset]) || rest[offset] == UInt8(ascii: ">") {
                offset += 1
            } else if let marker = LineScanner.listMarkerLength(rest) {
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

    private mutating func takeEquationsOut() {
        var line = 1
        var copied = 0
        while line <= source.lineStarts.count {
            defer { line += 1 }
            guard !literalLines.contains(line) else { continue }
            var content = contentStart(ofLine: line)
            let end = source.range(ofLine: line).upperBound
            if LineScanner.footnoteName(in: source.bytes[content..<end]) != nil,
                let colon = source.bytes[content..<end].firstIndex(of: UInt8(ascii: ":"))
            {
                content = source.bytes[(colon + 1)..<end].firstIndex { !Bytes.isBlank($0) } ?? end
            }
            let text = source.bytes[content..<end]
            checkFence(text)
            guard text.starts(with: Array("$$".utf8)), let equation = equation(at: content, line: line) else {
                continue
            }
            result.copy(copied..<content, of: source)
            result.write(equation.replacement, for: content)
            copied = source.range(ofLine: equation.lastLine).upperBound
            line = equation.lastLine
        }
        result.copy(copied..<source.bytes.count, of: source)
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
                if text.isEmpty {
                    context.report(
                        "the display equation is empty", at: location,
                        remedy: "Write an equation between the dollars, or take them out.")
                }
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

/// Where math ends.
enum MathScanner {
    /// The next two dollars that no backslash escapes.
    static func closingDollars(in bytes: ArraySlice<UInt8>) -> Int? {
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 2
            } else if bytes[index] == UInt8(ascii: "$"), bytes[index + 1] == UInt8(ascii: "$") {
                return index
            } else {
                index += 1
            }
        }
        return nil
    }

    /// The dollar that closes the math opened just before the bytes: not after a space, and not before a digit.
    static func closingDollar(in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.first, !Bytes.isSpace(first), first != UInt8(ascii: "$") else { return nil }
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 2
            } else if bytes[index] == UInt8(ascii: "$") {
                let isGood =
                    !Bytes.isSpace(bytes[index - 1])
                    && !(index + 1 < bytes.endIndex && SwiftSource.isDigit(bytes[index + 1]))
                return isGood ? index : nil
            } else {
                index += 1
            }
        }
        return nil
    }
}
