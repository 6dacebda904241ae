import BookModel

/// What does not stand where the chapter says it does: every node that has a place is looked up in the text.
func misplaced(in chapter: Chapter, text: String) -> [String] {
    let lines = text.replacing("\r\n", with: "\n").split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" }
    var faults: [String] = []
    func expect(_ location: SourceLocation, _ starts: [String], _ what: String) {
        guard lines.indices.contains(location.line - 1) else { return faults.append("\(what): no line \(location)") }
        let rest = lines[location.line - 1].utf8.dropFirst(location.column - 1)
        if !starts.contains(where: { rest.starts(with: $0.utf8) }) {
            faults.append("\(what) at \(location.line):\(location.column): '\(String(rest) ?? "?")'")
        }
    }
    chapter.visitInlines { inline in
        switch inline {
        case .math(_, let location): expect(location, ["$"], "math")
        case .reference(let label, let location): expect(location, ["@" + label], "reference")
        case .citation(_, let location): expect(location, ["["], "citation")
        case .footnote(let name, let location): expect(location, ["[^\(name)]"], "footnote")
        case .image(_, _, _, let location): expect(location, ["!["], "image")
        case .link(let destination, _, _, let location):
            // A value in it, which is an error, may stand on two lines.
            let address = destination.trimmingPrefix("mailto:").prefix { $0 != "`" }
            expect(location, ["[", "<", String(address), "www."], "link")
        case .text, .emphasis, .strong, .strikethrough, .code, .html, .softBreak, .lineBreak, .value, .marginNote: break
        }
    }
    for value in chapter.values where !value.expression.contains("|") {
        expect(value.location, [String(value.expression.prefix { $0 != " " })], "value")
    }
    for case .exercise(let exercise) in chapter.blocks.map(\.content) {
        expect(exercise.location, ["@exercise"], "exercise")
    }
    for cell in chapter.cells { expect(cell.location, ["\(cell.directive)"], "cell") }
    return faults
}
