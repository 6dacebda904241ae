import BookModel

extension ChapterRenderer {
    /// The box of an exercise, with a link to its solution at the end of the book. With scripts the page folds the
    /// solution beneath the exercise instead; it is in the page once.
    func exercise(_ exercise: Exercise) -> String {
        let target = page.numbering.target(at: exercise.location)
        let name = escaped(target?.name ?? "Exercise")
        let id = escaped(
            page.anchor(
                label: "exr-\(exercise.id)", at: exercise.location, proposal: "exr-\(exercise.id)"))
        // What went wrong is said here and not at the end of the book, even if it went wrong in the solution.
        let lead = hasGap(exercise) ? failure() : ""
        let text = blocks(exercise.blocks)
        var link = ""
        if let solution = exercise.solution {
            let solutionID = escaped(page.anchors.unique("solution-\(exercise.id)"))
            link = "<p class=\"to-solution\"><a href=\"#\(solutionID)\">Solution</a></p>\n"
            add(
                solution: """
                    <section class="solution" id="\(solutionID)" aria-label="Solution of \(name)">
                    <p class="exercise-name">Solution of <a class="reference" href="#\(id)">\(name)</a></p>
                    \(blocks(solution))</section>

                    """)
        }
        return lead + """
            <section class="exercise" id="\(id)" aria-label="\(name)">
            <p class="exercise-name">\(name)</p>
            \(text)\(link)</section>

            """
    }

    /// Whether a block of the exercise or its solution did not run.
    private func hasGap(_ exercise: Exercise) -> Bool {
        func hasGap(_ block: Block) -> Bool {
            if case .cell(let index) = block.content { return outputs[index] == nil }
            return block.children.contains(where: hasGap)
        }
        return (exercise.blocks + (exercise.solution ?? [])).contains(where: hasGap)
    }

    /// The box of a callout, with its kind in words.
    func callout(_ callout: Callout) -> String {
        let kind = callout.kind.rawValue
        let name = kind.prefix(1).uppercased() + kind.dropFirst()
        let title = callout.title.isEmpty ? "" : "<p class=\"callout-title\">\(bold { inlines(callout.title) })</p>\n"
        let label = ([name] + (callout.title.isEmpty ? [] : [plainText(callout.title)])).joined(separator: ": ")
        return """
            <div class="callout \(kind)" role="note" aria-label="\(escaped(label))">
            <p class="callout-name">\(name)</p>
            \(title)\(blocks(callout.blocks))</div>

            """
    }
}
