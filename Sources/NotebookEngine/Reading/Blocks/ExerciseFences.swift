import BookModel

/// A block of Markdown within the chapter: an exercise or a solution, from its first fence to its last.
struct ExerciseFence {
    /// What the block is: an exercise or a solution.
    var directive: Directive
    var id: String
    /// The at sign of the directive.
    var location: SourceLocation
    /// The lines of the two fences.
    var firstLine: Int
    var lastLine: Int
}

/// The exercises and solutions of a chapter.
///
/// Their fences are replaced by thematic breaks of the same length before anything else is read. So cmark takes what
/// stands between them for text of the chapter like any other: math, values, references, footnotes and directive
/// blocks are found in it by the usual steps, in document order and at their own places. The breaks tell
/// `BlockConverter` afterwards where the blocks began and ended.
struct ExerciseFences {
    private(set) var fences: [ExerciseFence] = []
    /// Where fences begin that are left as they are, since they are at fault, which is reported.
    private(set) var faultyLines: Set<Int> = []
    /// The ids of exercises among those: their solutions are not to blame.
    private(set) var faultyIDs: Set<String> = []

    /// The fence that begins or ends at a line.
    func fence(atLine line: Int) -> ExerciseFence? { fences.first { $0.firstLine == line || $0.lastLine == line } }

    /// Finds the blocks that stand at the chapter's margin, and opens them in the context's source.
    static func open(in context: inout ReadingContext) -> ExerciseFences {
        var result = ExerciseFences()
        guard let document = MarkdownDocument(context.source.bytes) else { return result }
        for node in document.root.children where node.kind == .codeBlock {
            result.open(node, in: &context)
        }
        return result
    }

    private mutating func open(_ node: MarkdownNode, in context: inout ReadingContext) {
        let source = context.source
        let line = source.range(ofLine: node.line)
        let start = min(line.lowerBound + max(0, node.column - 1), line.upperBound)
        guard let length = node.fenceLength,
            case .directive(let directive, let arguments, let at) = DirectiveReader.read(
                source.bytes[min(start + length, line.upperBound)..<line.upperBound], in: context),
            directive.language == .markdown
        else { return }
        let location = context.location(of: at)
        var faults = DirectiveReader.faults(in: arguments, of: directive, at: location)
        if !DirectiveReader.isClosed(node, fence: source.bytes[start..<(start + length)], in: source) {
            faults.append(DirectiveReader.notClosed(directive, at: location))
        } else if !Self.endsWithItsLastFence(node, in: source) {
            faults.append(
                Diagnostic(
                    "something in the block of '\(directive)' is still open where the block ends", at: location,
                    remedy: "Close the code or HTML in it, with a blank line after HTML, or use a longer fence for the"
                        + " whole block."))
        }
        guard faults.isEmpty, let id = arguments?.leadingString else {
            context.diagnostics += faults
            faultyLines.insert(node.line)
            if directive == .exercise, let id = arguments?.leadingString { faultyIDs.insert(id) }
            return
        }
        fences.append(
            ExerciseFence(
                directive: directive, id: id, location: location, firstLine: node.line, lastLine: node.endLine))
        var bytes = source.bytes
        for number in [node.line, node.endLine] {
            let range = source.range(ofLine: number)
            let first = bytes[range].firstIndex { !Bytes.isBlank($0) } ?? range.lowerBound
            for index in first..<range.upperBound {
                bytes[index] = index < first + 3 ? UInt8(ascii: "*") : UInt8(ascii: " ")
            }
        }
        context.source = MappedText(source: bytes)
    }

    /// Whether a break in the place of the last fence is one to cmark, and not part of what stands before it.
    private static func endsWithItsLastFence(_ node: MarkdownNode, in source: MappedText) -> Bool {
        let start = source.range(ofLine: node.line + 1).lowerBound
        let end = max(start, source.range(ofLine: node.endLine).lowerBound)
        let document = MarkdownDocument(source.bytes[start..<end] + Array("***\n".utf8))
        return document?.root.children.contains { $0.kind == .rule && $0.line == node.endLine - node.line } ?? true
    }
}
