import BookModel

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
