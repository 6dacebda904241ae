import BookModel
import Testing

@Suite("Numbering") struct NumberingTests {
    private static func reference(_ label: String, line: Int) -> Block {
        SampleBook.paragraph(line, .reference(label: label, SampleBook.place(line, 4)))
    }

    @Test("Numbers run within a chapter, by kind, in document order, into lists, quotes and notes")
    func numbers() {
        let first = SampleBook.chapter(
            [
                Block(.cell(0), at: SampleBook.place(1)),
                Block(.quote([Block(.cell(1), at: SampleBook.place(2))]), at: SampleBook.place(2)),
                Block(.cell(2), at: SampleBook.place(3)),
                Block(.math(tex: "x", label: nil), at: SampleBook.place(4)),
                Block(.math(tex: "y", label: "eq-y"), at: SampleBook.place(5)),
            ],
            cells: [
                SampleBook.cell(.figure, "a", line: 1), SampleBook.cell(.figure, nil, line: 2),
                SampleBook.cell(.table, "t", line: 3),
            ], footnotes: ["n": [Block(.math(tex: "z", label: "eq-z"), at: SampleBook.place(9))]]
        ).chapter
        let file = "chapters/02-more.md"
        let second = SampleBook.chapter(
            [
                Block(.heading(level: 1, title: [], label: "sec-more"), at: SampleBook.place(1, file: file)),
                Block(.heading(level: 2, title: [], label: nil), at: SampleBook.place(2, file: file)),
                Block(.heading(level: 2, title: [], label: "sec-two"), at: SampleBook.place(3, file: file)),
                Block(.cell(0), at: SampleBook.place(4, file: file)),
            ], name: "02-more", cells: [SampleBook.cell(.claim, "c", line: 4, file: file)]
        ).chapter
        let numbering = Numbering(chapters: [first, second], citationKeys: [])
        let names = numbering.targets.mapValues(\.name)
        #expect(
            names == [
                "fig-a": "Figure 1.1", "tbl-t": "Table 1.1", "eq-y": "Equation 1.1", "eq-z": "Equation 1.2",
                "sec-more": "Chapter 2", "sec-two": "Section 2.2", "claim-c": "Claim 2.1",
            ])
        #expect(numbering.target(at: first.cells[1].location)?.name == "Figure 1.2")
        #expect(numbering.target(at: SampleBook.place(4)) == nil)
        #expect(numbering.diagnostics.isEmpty)
    }

    @Test("A reference that leads nowhere names the labels of its kind")
    func danglingReference() {
        let chapter = SampleBook.chapter(
            [
                Block(.cell(0), at: SampleBook.place(1)), Self.reference("fig-spectrom", line: 5),
                Self.reference("tbl-x", line: 7),
            ],
            cells: [SampleBook.cell(.figure, "spectrum", line: 1)]
        ).chapter
        let messages = Numbering(chapters: [chapter], citationKeys: []).diagnostics.map(\.rendered)
        #expect(
            messages == [
                """
                chapters/01-steps.md:5:4: error: the reference '@fig-spectrom' leads nowhere
                  Labels of this kind are: fig-spectrum.
                """,
                """
                chapters/01-steps.md:7:4: error: the reference '@tbl-x' leads nowhere
                  Nothing in the book has a label that begins with 'tbl-'.
                """,
            ])
    }

    @Test("A label that is given twice and a work that is not listed are errors at their places")
    func duplicatesAndCitations() {
        let chapter = SampleBook.chapter(
            [
                Block(.math(tex: "x", label: "eq-x"), at: SampleBook.place(2)),
                Block(.math(tex: "y", label: "eq-x"), at: SampleBook.place(6)),
                SampleBook.paragraph(8, .citation(keys: ["known", "unknown"], SampleBook.place(8, 3))),
            ]
        ).chapter
        let messages = Numbering(chapters: [chapter], citationKeys: ["known"]).diagnostics.map(\.rendered)
        #expect(
            messages == [
                """
                chapters/01-steps.md:6:1: error: the label 'eq-x' is given twice
                  Rename one of them: the first is at chapters/01-steps.md:2:1.
                """,
                """
                chapters/01-steps.md:8:3: error: the work 'unknown' is not in the list of references
                  Add it to chapters/references.yml, or correct the key.
                """,
            ])
    }
}
