import BookModel

/// What all steps of reading a chapter share: the source with its places, what was taken out of it, and the faults.
struct ReadingContext {
    let file: String
    /// The words by which the book numbers what directives of its own make, by their names.
    let directiveWords: [String: String]
    /// The chapter's text. Where a byte stands never changes; the fences of exercises are masked.
    var source: MappedText
    var substitutions: Substitutions
    var diagnostics: [Diagnostic] = []
    /// The inline values, in document order, with the offsets of their expressions.
    var values: [(value: InlineValue, offset: Int)] = []
    /// The labels of headings, by the offsets where the headings begin.
    var headingLabels: [Int: String] = [:]
    /// Where links and images may begin, in document order.
    var linkStarts: [LinkStart] = []

    /// A place where a link or an image may begin.
    struct LinkStart {
        enum Kind { case bracket, image, address }

        var kind: Kind
        var offset: Int
    }

    init(text: String, file: String, directiveWords: [String: String] = [:]) {
        self.file = file
        self.directiveWords = directiveWords
        source = MappedText(source: Array(text.utf8))
        substitutions = Substitutions(for: text)
    }

    /// The place of an offset of the source.
    func location(of offset: Int) -> SourceLocation {
        let position = source.position(of: offset)
        return SourceLocation(file: file, line: position.line, column: position.column)
    }

    mutating func report(
        _ summary: String, as severity: Diagnostic.Severity = .error, at location: SourceLocation,
        explanation: String? = nil, remedy: String
    ) {
        diagnostics.append(Diagnostic(severity, summary, at: location, explanation: explanation, remedy: remedy))
    }

    /// The label of an equation or a heading that stands in braces at the end of a text, with the rest: `{#eq-flow}`.
    /// A label that does not begin with `prefix` is an error.
    mutating func trailingLabel(
        of bytes: ArraySlice<UInt8>, prefix: String, at location: SourceLocation
    ) -> (rest: ArraySlice<UInt8>, label: String?) {
        let text = bytes.trimmingSuffix(while: Bytes.isBlank)
        guard text.last == UInt8(ascii: "}"), let open = text.lastIndex(of: UInt8(ascii: "{")),
            text[(open + 1)...].first == UInt8(ascii: "#")
        else { return (bytes, nil) }
        let label = String(decoding: text[(open + 2)..<(text.endIndex - 1)], as: UTF8.self)
        guard !label.isEmpty, label.utf8.allSatisfy(Label.isKeyByte) else { return (bytes, nil) }
        guard label.hasPrefix(prefix), label != prefix else {
            report(
                "the label '\(label)' does not begin with '\(prefix)'", at: location,
                remedy: "Write {#\(prefix)\(label)} and refer to it as @\(prefix)\(label).")
            return (text[..<open], nil)
        }
        return (text[..<open], label)
    }
}

/// Bytes by what they are in Markdown.
enum Bytes {
    static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    static func isSpace(_ byte: UInt8) -> Bool { isBlank(byte) || byte == UInt8(ascii: "\n") }

    static func isPunctuation(_ byte: UInt8) -> Bool {
        (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte)
            || (0x7B...0x7E).contains(byte)
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        SwiftSource.isIdentifierByte(byte) && !SwiftSource.isDigit(byte) && byte != UInt8(ascii: "_")
    }
}

extension ArraySlice<UInt8> {
    func trimmingSuffix(while predicate: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var slice = self
        while let last = slice.last, predicate(last) { slice.removeLast() }
        return slice
    }

    func trimmed(while predicate: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        drop(while: predicate).trimmingSuffix(while: predicate)
    }
}
