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

extension Chapter {
    /// The lines with code that runs: those of directives with their code, and of inline values.
    public var codeLines: [ClosedRange<Int>] {
        cells.map { cell in
            var lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
            if lines.last == "" { lines.removeLast() }
            return cell.location.line...max(cell.location.line, cell.codeLine + lines.count - 1)
        } + values.map { $0.location.line...$0.location.line }
    }
}

/// What of a chapter its outputs depend on.
public enum ChapterCode {
    /// The pieces of code that a chapter runs, in their order, each with what to call it: what the book shares, directives
    /// with their arguments and code, inline values. Not the prose, the captions or the line numbers.
    static func pieces(of chapter: Chapter, shared: [SharedCode] = []) -> [(name: String, text: String)] {
        shared.map { ($0.file, $0.text) }
            + chapter.steps.map { step in
                switch step {
                case .cell(let index):
                    let cell = chapter.cells[index]
                    let head = "\(cell.directive)" + (cell.arguments.map { "(\($0))" } ?? "")
                    let place =
                        cell.id.map { "\(cell.directive)(\"\($0)\")" }
                        ?? "\(cell.directive), line \(cell.location.line)"
                    return (place, "\(head.utf8.count):\(head)\n\(cell.code)")
                case .value(let index):
                    let value = chapter.values[index]
                    return ("the value in line \(value.location.line)", "= " + value.expression)
                }
            }
    }

    /// A text that is the same for two chapters if and only if they run the same code.
    public static func codeIdentity(of chapter: Chapter, shared: [SharedCode] = []) -> String {
        // Every piece carries its length, so that no two sequences of pieces run together to the same text.
        pieces(of: chapter, shared: shared).map { "\($0.text.utf8.count):\($0.text)\n" }.joined()
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

/// A Swift file beside the chapters: declarations that every chapter of the book sees.
public struct SharedCode: Hashable, Sendable {
    /// As messages name it: `chapters/laboratory.swift`.
    public let file: String
    /// Its content.
    public let text: String

    /// A file with its content.
    public init(file: String, text: String) {
        self.file = file
        self.text = text
    }
}
