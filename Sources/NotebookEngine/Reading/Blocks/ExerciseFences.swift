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

extension ExerciseFences {
    /// The blocks of a chapter with what stands between the breaks gathered in exercises, and every solution in its
    /// exercise, and what is wrong with them.
    func gathered(_ blocks: [Block]) -> (blocks: [Block], faults: [Diagnostic]) {
        var outer: [Block] = []
        var inner: [Block] = []
        var solutions: [(fence: ExerciseFence, blocks: [Block])] = []
        var faults: [Diagnostic] = []
        var isOpen = false
        for block in blocks {
            guard case .rule = block.content, let fence = fence(atLine: block.location.line) else {
                if isOpen { inner.append(block) } else { outer.append(block) }
                continue
            }
            isOpen = fence.firstLine == block.location.line
            if isOpen {
                inner = []
                continue
            }
            faults += ExerciseFences.faults(in: inner, of: fence)
            if fence.directive == .solution {
                solutions.append((fence, inner))
            } else {
                let exercise = Exercise(id: fence.id, location: fence.location, blocks: inner)
                let column = block.location.column
                let place = SourceLocation(file: block.location.file, line: fence.firstLine, column: column)
                outer.append(Block(.exercise(exercise), at: place))
            }
        }
        faults += attach(solutions, to: &outer)
        return (outer, faults)
    }

    private static func faults(in blocks: [Block], of fence: ExerciseFence) -> [Diagnostic] {
        guard !blocks.isEmpty else {
            return [
                Diagnostic(
                    "the \(fence.directive.name) '\(fence.id)' is empty", at: fence.location,
                    remedy: "Write its text between the fences, or take the block out.")
            ]
        }
        var faults: [Diagnostic] = []
        func visit(_ blocks: [Block]) {
            for block in blocks {
                if case .heading = block.content {
                    faults.append(
                        Diagnostic(
                            "a heading stands in the \(fence.directive.name) '\(fence.id)'", at: block.location,
                            remedy: "Write it as bold text: the contents of the book list no exercises."))
                }
                visit(block.children)
            }
        }
        visit(blocks)
        return faults
    }

    private func attach(
        _ solutions: [(fence: ExerciseFence, blocks: [Block])], to blocks: inout [Block]
    ) -> [Diagnostic] {
        var faults: [Diagnostic] = []
        var firsts: [String: SourceLocation] = [:]
        var ids: [String] = []
        for case .exercise(let exercise) in blocks.map(\.content) { ids.append(exercise.id) }
        for (fence, text) in solutions {
            if let first = firsts[fence.id] {
                faults.append(
                    Diagnostic(
                        "exercise '\(fence.id)' has two solutions", at: fence.location,
                        remedy: "Put them into one: the first is at \(first)."))
                continue
            }
            firsts[fence.id] = fence.location
            let index = blocks.firstIndex {
                if case .exercise(let exercise) = $0.content { exercise.id == fence.id } else { false }
            }
            if let index, case .exercise(var exercise) = blocks[index].content {
                exercise.solution = text
                blocks[index].content = .exercise(exercise)
            } else if !faultyIDs.contains(fence.id) {
                faults.append(
                    Diagnostic(
                        "the solution '\(fence.id)' has no exercise in this chapter", at: fence.location,
                        remedy: ids.isEmpty
                            ? "Write one: ````markdown @exercise(\"\(fence.id)\")."
                            : "Give it the id of one: \(ids.joined(separator: ", "))."))
            }
        }
        return faults
    }
}
