/// One pass over wiki markup: see ``WikiMarkup``.
///
/// Text is appended to the output at once. What is open (templates, tables, links) is kept on a stack with the place
/// in the output where it began; when it closes, the output is cut back to there, or the link's target is cut out.
/// Every byte is read, appended and cut a bounded number of times: links with labels do not nest, and a tag that was
/// once not found further down is not looked for again.
struct WikiStripper {
    private enum Kind { case template, table, link, externalLink }

    private struct Opening {
        let kind: Kind
        /// The innermost template or table at this place, itself included.
        let container: Kind?
        /// Where in the output it began.
        let start: Int
        /// Of a link: where in the output its label begins, once it does.
        var label: Int?
        /// Of a link: whether it began with a colon, by which links to files, categories and languages are shown.
        var isShown = false
        /// Of a link with a label: whether the link leaves no text.
        var isDropped = false

        /// Whether it is a link that will leave text, as far as can be told by now.
        var keepsText: Bool { kind == .link && !isDropped }
    }

    private var input: MarkupCursor
    private let leavesNoText: (ArraySlice<UInt8>) -> Bool
    private var output: [UInt8] = []
    private var open: [Opening] = []
    private var openTemplates = 0
    private var openTables = 0
    /// Where in the output the heading began that the current line is.
    private var headingStart: Int?
    /// Whether the line is one of a table's cells whose table is nowhere to be seen: templates open and close some.
    private var isCells = false

    init(_ markup: UnsafeBufferPointer<UInt8>, leavesNoText: @escaping (ArraySlice<UInt8>) -> Bool) {
        input = MarkupCursor(markup)
        self.leavesNoText = leavesNoText
        output.reserveCapacity(markup.count)
    }

    mutating func run() -> [UInt8] {
        startLine()
        while true {
            output.append(contentsOf: input.take { !Self.isSpecial($0) })
            guard let byte = input.next else { break }
            switch byte {
            case UInt8(ascii: "\n"): newline()
            case UInt8(ascii: "{"): openBraces()
            case UInt8(ascii: "}"): closeBraces()
            case UInt8(ascii: "["): openBracket()
            case UInt8(ascii: "]"): closeBracket()
            case UInt8(ascii: "|"): bar()
            case UInt8(ascii: "<"): tag()
            case UInt8(ascii: "&"): entity()
            case UInt8(ascii: "'"): quotes()
            case UInt8(ascii: "!"): exclamation()
            case UInt8(ascii: ":"): colon()
            default: underscore()
            }
        }
        open = []
        endLine()
        while let last = output.last, last <= 0x20 { output.removeLast() }
        return output
    }

    /// Whether this byte may be markup within a line.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: ":"),
            UInt8(ascii: "_"), UInt8(ascii: "!"):
            true
        default: false
        }
    }

    // MARK: Writing

    /// Takes this byte as text.
    private mutating func keep() {
        output.append(input.byte(0))
        input.position += 1
    }

    /// How far the output may be cut back without touching what is open.
    private var floor: Int { max(open.last.map { $0.label ?? $0.start } ?? 0, headingStart ?? 0) }

    /// Separates words that would grow together where something was dropped; a line does not begin with a space.
    private mutating func separate() {
        func isInWord(_ byte: UInt8) -> Bool { byte >= 0x80 || isLetterOrDigit(byte) }
        guard let last = output.last, last != 0x0A else { return input.skip { $0 == 0x20 } }
        if output.count > floor, isInWord(last), isInWord(input.byte(0)) { output.append(0x20) }
    }

    private mutating func cut(to length: Int) {
        output.removeSubrange(length...)
        if let headingStart, headingStart > length { self.headingStart = length }
    }

    // MARK: Lines

    private mutating func newline() {
        while let last = open.last, last.kind == .externalLink || last.kind == .link && last.label == nil { pop() }
        endLine()
        if output.count > 0, !output.suffix(2).elementsEqual([0x0A, 0x0A]) { output.append(0x0A) }
        input.position += 1
        startLine()
    }

    /// What only stands at the start of a line: headings, lists, rules, tables, indentation.
    private mutating func startLine() {
        input.skip { $0 == 0x20 || $0 == 0x09 }
        isCells = false
        if input.byte(0) == UInt8(ascii: "=") {
            input.skip { $0 == UInt8(ascii: "=") }
            input.skip { $0 == 0x20 }
            headingStart = output.count
        } else if input.isAt("----") {
            input.skip { $0 == UInt8(ascii: "-") }
        } else if openTables == 0, openTemplates == 0, open.last?.kind != .link,
            [UInt8(ascii: "|"), UInt8(ascii: "!")].contains(input.byte(0)), input.byte(1) != UInt8(ascii: "}")
        {
            isCells = true
            let isRow = input.isAt("|-")
            keep()
            input.skip { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
            skipAttributes(ofRow: isRow)
        } else {
            input.skip { byte in
                switch byte {
                case UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: ":"), UInt8(ascii: ";"), 0x20: true
                default: false
                }
            }
            if input.isAt("{|") {
                input.position += 2
                push(.table)
            } else if input.isAt("|}"), openTables > 0 {
                // Inside a template, its last and empty argument looks alike.
                if input.byte(2) == UInt8(ascii: "}"), open.last?.container == .template { return }
                input.position += 2
                close(.table)
            }
        }
    }

    private mutating func endLine() {
        let floor = floor
        if headingStart != nil {
            while output.count > floor, let last = output.last, last == 0x20 || last == UInt8(ascii: "=") {
                output.removeLast()
            }
            headingStart = nil
        }
        while output.count > floor, output.last == 0x20 { output.removeLast() }
    }

    // MARK: Templates and tables

    private mutating func push(_ kind: Kind) {
        let isContainer = kind == .template || kind == .table
        open.append(
            Opening(kind: kind, container: isContainer ? kind : open.last?.container, start: output.count))
        if kind == .template { openTemplates += 1 }
        if kind == .table { openTables += 1 }
    }

    private mutating func pop() {
        let last = open.removeLast()
        if last.kind == .template { openTemplates -= 1 }
        if last.kind == .table { openTables -= 1 }
    }

    /// Drops the innermost open template or table, and what is open inside it. There must be one.
    private mutating func close(_ kind: Kind) {
        while let last = open.last {
            pop()
            if last.kind == kind {
                cut(to: last.start)
                break
            }
        }
        separate()
    }

    /// Skips the attributes of a row, which are all that its line has, or of a cell, which end with a bar.
    private mutating func skipAttributes(ofRow isRow: Bool = false) {
        guard let end = input.tableAttributes(ofRow: isRow) else { return }
        input.position = end
        output.append(0x20)
    }

    /// Two exclamation marks begin another cell in a line of headers.
    private mutating func exclamation() {
        guard isCells, input.byte(1) == UInt8(ascii: "!") else { return keep() }
        keep()
        keep()
        skipAttributes()
    }

    private mutating func openBraces() {
        let length = input.runLength()
        if length == 1 { return keep() }
        input.position += length
        // Of three braces, a template's parameter, one goes.
        for _ in 0..<length / 2 { push(.template) }
    }

    private mutating func closeBraces() {
        let length = input.runLength()
        if length == 1 { return keep() }
        input.position += length
        for _ in 0..<min(length / 2, openTemplates) { close(.template) }
    }

    // MARK: Links

    private mutating func openBracket() {
        if input.isAt("[[[") {
            input.position += 1
        } else if input.isAt("[[") {
            // Only the captions of pictures hold links, and external links that are in no link themselves.
            if open.last?.kind == .externalLink, open.count > 1, open[open.count - 2].keepsText { pop() }
            if let last = open.last, last.keepsText { pop() }
            input.position += 2
            push(.link)
            if input.byte(0) == UInt8(ascii: ":") {
                input.position += 1
                open[open.count - 1].isShown = true
            }
            input.skip { $0 == 0x20 }
        } else if ["http://", "https://", "ftp://", "//", "mailto:"].contains(where: { input.isAt($0, offset: 1) }) {
            input.position += 1
            skipAddress()
            input.skip { $0 == 0x20 }
            // These do not nest.
            if open.last?.kind == .externalLink { pop() }
            push(.externalLink)
        } else {
            keep()
        }
    }

    private mutating func bar() {
        guard let link = open.last, link.kind == .link, link.label == nil else {
            guard isCells, input.byte(1) == UInt8(ascii: "|"), open.last?.kind != .link else { return keep() }
            keep()
            keep()
            return skipAttributes()
        }
        input.position += 1
        open[open.count - 1].label = output.count
        open[open.count - 1].isDropped = !link.isShown && leavesNoText(output[link.start...])
    }

    private mutating func closeBracket() {
        if open.last?.kind == .externalLink {
            input.position += 1
            pop()
            separate()
        } else if input.byte(1) != UInt8(ascii: "]") {
            keep()
        } else {
            input.position += 2
            guard let link = open.last, link.kind == .link else { return }
            pop()
            if link.isDropped || link.label == nil && !link.isShown && leavesNoText(output[link.start...]) {
                cut(to: link.start)
                separate()
            } else if let label = link.label {
                if label < output.count { output.removeSubrange(link.start..<label) }
            }
        }
    }

    private mutating func skipAddress() {
        input.skip { byte in
            switch byte {
            case 0...0x20, UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
                UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "|"), UInt8(ascii: "\""):
                false
            default: true
            }
        }
    }

    /// An address in running text goes, with the name of its protocol, which has been taken as text.
    private mutating func colon() {
        guard input.isAt("://") else { return keep() }
        var start = output.count
        while start > floor, output.count - start < 6, (0x61...0x7A).contains(output[start - 1] | 0x20) { start -= 1 }
        guard ["http", "https", "ftp"].contains(where: { output[start...].elementsEqual($0.utf8) }) else {
            return keep()
        }
        output.removeSubrange(start...)
        skipAddress()
    }

    // MARK: Tags

    private mutating func tag() {
        if input.isAt("<!--") { return input.skipComment() }
        guard let tag = input.tag(), let kind = WikiTag.named(tag.name) else { return keep() }
        input.position = tag.end
        switch kind {
        case .inline:
            break
        case .block:
            if output.count > floor, output.last != 0x20, output.last != 0x0A { output.append(0x20) }
        case .dropped:
            if tag.isStart, let end = input.endTag(tag.name) { input.position = end.upperBound }
            separate()
        case .literal:
            guard tag.isStart, let end = input.endTag(tag.name) else { break }
            while input.position < end.lowerBound {
                if input.next == UInt8(ascii: "&") { entity() } else { keep() }
            }
            input.position = end.upperBound
        }
    }

    // MARK: The rest

    private mutating func entity() {
        guard let (scalar, end) = input.entity() else { return keep() }
        input.position = end
        switch scalar.value {
        // No-break, en, em and thin spaces.
        case 0xA0, 0x2002, 0x2003, 0x2009, 0x202F: output.append(0x20)
        // A soft hyphen.
        case 0xAD: break
        case ..<0x80: output.append(UInt8(scalar.value))
        default: output.append(contentsOf: UTF8.encode(scalar)!)
        }
    }

    /// Two apostrophes or more are italics, bold, or both; of four or more than five, some are apostrophes.
    private mutating func quotes() {
        let length = input.runLength()
        let kept =
            switch length {
            case 1: 1
            case 4: 1
            case 6...: length - 5
            default: 0
            }
        output.append(contentsOf: repeatElement(UInt8(ascii: "'"), count: kept))
        input.position += length
    }

    /// A magic word, as `__NOTOC__`.
    private mutating func underscore() {
        if input.byte(1) == UInt8(ascii: "_") {
            var length = 2
            while length < 40, (0x41...0x5A).contains(input.byte(length)) { length += 1 }
            if length > 2, input.byte(length) == UInt8(ascii: "_"), input.byte(length + 1) == UInt8(ascii: "_") {
                input.position += length + 2
                return
            }
        }
        keep()
    }
}
