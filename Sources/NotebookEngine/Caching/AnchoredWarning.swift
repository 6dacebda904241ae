import BookModel

/// A warning by the place in the code that it is about: when prose above is edited, the code moves to other lines, and
/// its remembered warnings with it. A warning about no place, such as one of the corpus, stays as it is.
struct AnchoredWarning: Codable, Sendable {
    private var warning: Diagnostic
    private var anchor: Anchor?

    private enum Anchor: Codable {
        case cell(Int, lines: Int)
        case value(Int)
    }

    init(_ warning: Diagnostic, in chapter: Chapter) {
        self.warning = warning
        guard let line = warning.location?.line else { return }
        if let index = chapter.values.firstIndex(where: { $0.location.line == line }) {
            anchor = .value(index)
        } else if let index = chapter.cells.lastIndex(where: { $0.location.line <= line }) {
            anchor = .cell(index, lines: line - chapter.cells[index].location.line)
        }
        self.warning.sourceLine = nil
    }

    /// The warning at its place in the chapter as it is now, without the source line.
    func diagnostic(in chapter: Chapter) -> Diagnostic {
        var diagnostic = warning
        switch anchor {
        case .cell(let index, let lines): diagnostic.location?.line = chapter.cells[index].location.line + lines
        case .value(let index): diagnostic.location?.line = chapter.values[index].location.line
        case nil: break
        }
        return diagnostic
    }
}
