import BookModel

/// The second step of reading: takes math and the book's own marks out of prose, so that cmark sees none of them.
///
/// It reads a paragraph as cmark will: from left to right, past escapes, code spans, HTML and the destinations of
/// links.
struct InlineScanner {
    private var context: ReadingContext
    private let footnotes: Set<String>
    private let text: MappedText
    private var edits: [Edit] = []

    private var leaf = InlineLeaf(kind: .paragraph, lines: [])
    /// The leaf's text, its lines joined, and the offset of each byte.
    private var bytes: [UInt8] = []
    private var offsets: [Int] = []
    private var index = 0
    private var brackets: [Bracket] = []
    /// Whether a comment of the leaf is not closed.
    private var hasOpenComment = false

    private struct Edit {
        var range: Range<Int>
        var replacement: String
    }

    private enum Bracket {
        /// One that may be a link's or an image's, with its index.
        case link(Int)
        /// One too many to be a note's.
        case plain
        /// A margin note that is open, with the index of its mark.
        case note(Int)
    }

    /// The text with everything replaced that cmark must not see.
    static func scan(
        _ context: inout ReadingContext, text: MappedText, leaves: [InlineLeaf], footnotes: Set<String>
    ) -> MappedText {
        var scanner = InlineScanner(context: context, footnotes: footnotes, text: text)
        for leaf in leaves { scanner.scan(leaf) }
        context = scanner.context
        var result = MappedText()
        var copied = 0
        for edit in scanner.edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            result.copy(copied..<edit.range.lowerBound, of: text)
            result.write(edit.replacement, for: text.source(of: edit.range.lowerBound))
            copied = edit.range.upperBound
        }
        result.copy(copied..<text.bytes.count, of: text)
        return result
    }

    private init(context: ReadingContext, footnotes: Set<String>, text: MappedText) {
        self.context = context
        self.footnotes = footnotes
        self.text = text
    }

    private func sourceOffset(_ index: Int) -> Int { text.source(of: offsets[index]) }

    private func location(_ index: Int) -> SourceLocation { context.location(of: sourceOffset(index)) }

    /// Replaces a part of the leaf.
    private mutating func replace(_ range: Range<Int>, by content: Substitutions.Content) {
        let raw = String(decoding: bytes[range], as: UTF8.self)
        let place = location(range.lowerBound)
        guard let replacement = context.substitutions.replacement(for: content, raw: raw, at: place) else { return }
        edits.append(
            Edit(range: offsets[range.lowerBound]..<(offsets[range.upperBound - 1] + 1), replacement: replacement))
    }

    /// A part of the leaf as the author wrote it.
    private func written(_ range: Range<Int>) -> String {
        context.substitutions.restored(String(decoding: bytes[range], as: UTF8.self))
    }

    private func byte(_ index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }

    private func starts(with text: String, at index: Int) -> Bool { bytes[index...].starts(with: text.utf8) }

    private mutating func scan(_ leaf: InlineLeaf) {
        self.leaf = leaf
        bytes = []
        offsets = []
        index = 0
        brackets = []
        hasOpenComment = false
        for line in leaf.lines {
            if let last = offsets.last {
                bytes.append(UInt8(ascii: "\n"))
                offsets.append(last + 1)
            }
            bytes += text.bytes[line]
            offsets += line
        }
        let end = leaf.kind == .heading ? takeLabel() : bytes.count
        while index < end { scanNext() }
        for case .note(let start) in brackets {
            context.report(
                "the margin note is not closed", at: location(start),
                remedy: "End it with ']'. A bracket within it that stands alone needs a backslash before it.")
        }
    }

    /// Takes the label off the end of a heading; returns where the heading's text ends.
    private mutating func takeLabel() -> Int {
        // Number signs may close a heading that begins with them, but not one that is underlined.
        let isClosable = bytes.first == UInt8(ascii: "#")
        let closed = bytes[...].trimmingSuffix { Bytes.isSpace($0) || (isClosable && $0 == UInt8(ascii: "#")) }
        let place = location(closed.lastIndex(of: UInt8(ascii: "{")) ?? 0)
        let (rest, label) = context.trailingLabel(of: closed, prefix: "sec-", at: place)
        guard rest.endIndex < closed.endIndex else { return bytes.count }
        context.headingLabels[sourceOffset(0)] = label
        edits.append(Edit(range: offsets[rest.endIndex]..<(offsets[closed.endIndex - 1] + 1), replacement: ""))
        return rest.endIndex
    }

    private mutating func scanNext() {
        switch bytes[index] {
        case UInt8(ascii: "\\"): index += byte(index + 1).map(Bytes.isPunctuation) == true ? 2 : 1
        case UInt8(ascii: "`"): scanCode()
        case UInt8(ascii: "<"): scanAngle()
        case UInt8(ascii: "$"): scanMath()
        case UInt8(ascii: "@"): scanReference()
        case UInt8(ascii: "^") where byte(index + 1) == UInt8(ascii: "["):
            brackets.append(brackets.count < InlineConverter.deepestNesting ? .note(index) : .plain)
            index += 2
        case UInt8(ascii: "!") where byte(index + 1) == UInt8(ascii: "["):
            openBracket(.image)
            index += 2
        case UInt8(ascii: "["): scanBracket()
        case UInt8(ascii: "]"): closeBracket()
        case UInt8(ascii: "h"), UInt8(ascii: "w"): scanAddress()
        default: index += 1
        }
    }

    // MARK: Code and values

    private mutating func scanCode() {
        let start = index
        let fence = bytes[index...].prefix { $0 == UInt8(ascii: "`") }.count
        index += fence
        guard let close = CodeScanner.closingFence(of: fence, in: bytes[index...]) else { return }
        takeValue(in: index..<close.lowerBound, of: start..<close.upperBound)
        index = close.upperBound
    }

    /// A code span that begins with an equals sign and goes on is a value; `==`, `=>` and `=` alone are code.
    private mutating func takeValue(in content: Range<Int>, of span: Range<Int>) {
        let trimmed = bytes[content].trimmed(while: Bytes.isSpace)
        let expression = trimmed.dropFirst().drop(while: Bytes.isSpace)
        guard trimmed.first == UInt8(ascii: "="), let first = expression.first,
            !(expression.startIndex == trimmed.startIndex + 1 && "=>".utf8.contains(first))
        else { return }
        guard !wouldOpenFence(span) else { return }
        var code = written(expression.indices).replacing("\n", with: " ")
        // In a table, Markdown wants bars escaped.
        if leaf.kind == .tableRow { code.replace("\\|", with: "|") }
        let place = location(expression.startIndex)
        context.values.append((InlineValue(expression: code, location: place), sourceOffset(expression.startIndex)))
        replace(span, by: .value(context.values.count - 1))
    }

    /// Whether the line of what is to be taken out begins with a fence, which opens no block as long as there is a backtick
    /// in the rest of its line: without it the line would open one. That is an error, and nothing is taken out.
    private mutating func wouldOpenFence(_ range: Range<Int>) -> Bool {
        let lead = bytes[..<range.lowerBound]
        let line = lead[(lead.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)...].drop(while: Bytes.isBlank)
        guard line.starts(with: "```".utf8), bytes[range].contains(UInt8(ascii: "`")) else { return false }
        context.report(
            "a line that begins with a fence holds a backtick, so no block begins there",
            at: location(range.lowerBound),
            remedy: "Write the fence with '~~~', or put this on another line.")
        return true
    }

    // MARK: Math

    private mutating func scanMath() {
        // A display equation that was taken out before.
        if let scalar = String(decoding: bytes[(index + 1)...].prefix(4), as: UTF8.self).unicodeScalars.first,
            context.substitutions.entries[scalar] != nil
        {
            index += 2 + UTF8.width(scalar)
            return
        }
        guard byte(index + 1) != UInt8(ascii: "$") else { return scanDoubleDollar() }
        guard let close = MathScanner.closingDollar(ofFormulaAt: index, in: bytes[...]) else {
            index += 1
            return
        }
        let formula = index..<(close + 1)
        if !wouldOpenFence(formula) { replace(formula, by: .math(tex: written((index + 1)..<close))) }
        index = formula.upperBound
    }

    /// A display equation that fills its lines is gone by now: what is left is open, or stands within a text.
    private mutating func scanDoubleDollar() {
        guard let close = MathScanner.closingDollars(in: bytes[(index + 2)...]) else {
            context.report(
                "the display equation is not closed", at: location(index),
                remedy: "End it with '$$' before the next blank line, or write '\\$\\$' for two dollar signs.")
            index += 2
            return
        }
        context.report(
            "a display equation stands within a line of text", at: location(index),
            remedy: "Put it on lines of its own, or write it as '$…$'.")
        let tex = bytes[(index + 2)..<close].trimmed(while: Bytes.isSpace)
        replace(index..<(close + 2), by: .math(tex: written(tex.indices)))
        index = close + 2
    }

    // MARK: References, citations, footnotes and notes

    private mutating func scanReference() {
        guard mayBeginReference(),
            let label = Label.reference(in: bytes[(index + 1)...], own: context.directiveWords.keys)
        else {
            index += 1
            return
        }
        let end = index + 1 + label.utf8.count
        replace(index..<end, by: .reference(label: label))
        index = end
    }

    /// Whether the at sign stands at the start of a word, and not within an address.
    private func mayBeginReference() -> Bool {
        guard let last = String(decoding: bytes[max(0, index - 4)..<index], as: UTF8.self).unicodeScalars.last else {
            return true
        }
        return !last.properties.isAlphabetic && last.properties.numericType == nil
            && !"/.@+=&#%\\".unicodeScalars.contains(last)
    }

    private mutating func openBracket(_ kind: ReadingContext.LinkStart.Kind) {
        brackets.append(.link(index))
        context.linkStarts.append(.init(kind: kind, offset: sourceOffset(index)))
    }

    private mutating func scanBracket() {
        if takeFootnote() || takeCitation() { return }
        openBracket(.bracket)
        index += 1
    }

    private mutating func takeFootnote() -> Bool {
        guard let name = FootnoteDefinition.name(at: index, in: bytes[...]) else { return false }
        let text = written(name)
        guard footnotes.contains(text) else {
            // A caret before nothing but signs is a face, or a pattern.
            if text.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil }) {
                context.report(
                    "the footnote '\(text)' is not defined", at: location(index),
                    remedy: "Add a paragraph that begins with '[^\(text)]: ' and says what the footnote says.")
            }
            // Then it is text, in which links may stand.
            return false
        }
        replace(index..<(name.upperBound + 1), by: .footnote(name: text))
        index = name.upperBound + 1
        return true
    }

    /// `[@key; @key]`. Where a link's destination follows, or the keys are labels of the book, it is none.
    private mutating func takeCitation() -> Bool {
        var position = index + 1
        var keys: [String] = []
        func skipSpaces() { while let next = byte(position), Bytes.isSpace(next) { position += 1 } }
        while true {
            skipSpaces()
            guard byte(position) == UInt8(ascii: "@") else { return false }
            let key = bytes[(position + 1)...].prefix(while: Label.isKeyByte)
            guard !key.isEmpty, Label.reference(in: key, own: context.directiveWords.keys) == nil else { return false }
            keys.append(String(decoding: key, as: UTF8.self))
            position = key.endIndex
            skipSpaces()
            if byte(position) == UInt8(ascii: "]") { break }
            guard byte(position) == UInt8(ascii: ";") else { return false }
            position += 1
        }
        guard byte(position + 1) != UInt8(ascii: "(") else { return false }
        replace(index..<(position + 1), by: .citation(keys: keys))
        index = position + 1
        return true
    }

    private mutating func closeBracket() {
        switch brackets.popLast() {
        case .note(let start)?:
            replace(start..<(start + 2), by: .noteStart)
            replace(index..<(index + 1), by: .noteEnd)
            index += 1
        case .link(let start)?:
            index += 1
            if let end = LinkScanner.endOfDestination(at: index, in: bytes) {
                index = end
            } else {
                checkForSpaces(after: start)
            }
        case .plain?, nil: index += 1
        }
    }

    /// Says so where spaces in an address keep a link or an image from being one.
    private mutating func checkForSpaces(after start: Int) {
        let isImage = bytes[start] == UInt8(ascii: "!")
        // A longer address is none that somebody has written by hand.
        guard byte(index) == UInt8(ascii: "("),
            let close = bytes[index...].prefix(2000).firstIndex(of: UInt8(ascii: ")"))
        else { return }
        let address = written((index + 1)..<close)
        guard address.contains(" "), !address.contains("`"), isImage || address.contains(/^https?:|\.[A-Za-z0-9]{2,4}$/)
        else { return }
        context.report(
            "the spaces in its address keep this from being \(isImage ? "an image" : "a link")", as: .warning,
            at: location(start), remedy: "Put the address in angle brackets: (<\(address)>).")
    }

    // MARK: HTML and addresses

    private mutating func scanAngle() {
        let isComment = starts(with: "<!--", at: index)
        // Where the end of one comment was sought in vain, there is none of another.
        if isComment, hasOpenComment {
            index += 1
            return
        }
        guard let (end, isAddress) = LinkScanner.endOfAngle(at: index, in: bytes) else {
            hasOpenComment = hasOpenComment || isComment
            index += 1
            return
        }
        if isAddress { context.linkStarts.append(.init(kind: .address, offset: sourceOffset(index))) }
        index = end
    }

    private mutating func scanAddress() {
        let isAddress = ["http://", "https://", "www."].contains { starts(with: $0, at: index) }
        let isWithinWord = index > 0 && SwiftSource.isIdentifierByte(bytes[index - 1])
        guard isAddress, !isWithinWord else {
            index += 1
            return
        }
        context.linkStarts.append(.init(kind: .address, offset: sourceOffset(index)))
        index = bytes[index...].firstIndex { Bytes.isSpace($0) || "<[]`".utf8.contains($0) } ?? bytes.count
    }
}
