public import BookModel

/// A piece of a chapter that runs.
enum ChapterStep: Hashable {
    case cell(Int)
    case value(Int)
}

extension Chapter {
    /// The cells and inline values in document order.
    var steps: [ChapterStep] {
        var steps: [ChapterStep] = []
        var next = 0
        for (index, cell) in cells.enumerated() {
            let end = min(max(next, cell.valuesBefore), values.count)
            steps += (next..<end).map { .value($0) }
            steps.append(.cell(index))
            next = end
        }
        return steps + (next..<values.count).map { .value($0) }
    }
}

/// What of a chapter its outputs depend on.
public enum ChapterCode {
    /// A text that is the same for two chapters if and only if they run the same code: directives with their
    /// arguments, code and inline values in their order, and what the book shares; not the prose, the captions or the
    /// line numbers.
    public static func codeIdentity(of chapter: Chapter, shared: [SharedCode] = []) -> String {
        // Every part carries its length, so that no two sequences of parts run together to the same text.
        var identity = ""
        func add(_ part: String) { identity += "\(part.utf8.count):\(part)\n" }
        for code in shared { add(code.text) }
        for step in chapter.steps {
            switch step {
            case .cell(let index):
                let cell = chapter.cells[index]
                add("@" + cell.directive + (cell.arguments.map { "(\($0))" } ?? ""))
                add(cell.code)
            case .value(let index):
                add("= " + chapter.values[index].expression)
            }
        }
        return identity
    }

    /// Which of the parameters the chapter's code may read: those whose name occurs in it, or in what the book shares,
    /// as a word. A word in a string or a comment counts, so the set may be too large but never too small.
    public static func mentionedParameters(
        in chapter: Chapter, shared: [SharedCode] = [], of names: [String]
    ) -> Set<String> {
        var words: Set<String> = []
        for code in shared { words.formUnion(SwiftSource.words(in: code.text)) }
        for cell in chapter.cells {
            words.formUnion(SwiftSource.words(in: cell.arguments ?? ""))
            words.formUnion(SwiftSource.words(in: cell.code))
        }
        for value in chapter.values { words.formUnion(SwiftSource.words(in: value.expression)) }
        return words.intersection(names)
    }
}
