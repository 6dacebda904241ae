import BookModel
import Foundation
import ReportWriter

/// The three typical pages of which pictures are kept. Everything on them is given here, so that they change only when
/// the theme, the writer or the drawing does.
enum ReferencePage: String, CaseIterable {
    /// Title, claims and contents.
    case front
    /// Prose, math, a figure, code, a margin note, a footnote and a citation.
    case chapter
    /// A film, a table, exercises and their solutions.
    case exercises

    /// The page in HTML.
    func html() async throws -> String { try await RealFigures.writer.get().html(book()).html }

    private func book() throws -> BuiltBook {
        switch self {
        case .front: SampleBook.complete
        case .chapter: SampleBook.book([try Self.steps()], references: [SampleBook.karkada, SampleBook.mikolov])
        case .exercises: SampleBook.book([try Self.moving()])
        }
    }

    /// The first part of the sample book's chapter, with figures as they are really drawn.
    private static func steps() throws -> BuiltChapter {
        var built = SampleBook.steps
        built.chapter.blocks = Array(built.chapter.blocks.prefix { $0.location.line < 70 })
        built.outputs.cells[1] = CellOutput(cell: 1, echo: .show, content: .figure(try RealFigures.steps()))
        return built
    }

    private static func moving() throws -> BuiltChapter {
        func words(_ line: Int, _ text: String) -> Block { SampleBook.paragraph(line, .text(text)) }
        func exercise(_ id: String, line: Int, _ question: String, _ answer: String?) -> Block {
            Block(
                .exercise(
                    Exercise(
                        id: id, location: SampleBook.place(line, 14), blocks: [words(line + 1, question)],
                        solution: answer.map { [words(line + 3, $0)] })), at: SampleBook.place(line))
        }
        func cell(_ line: Int) -> Block { Block(.cell((line - 5) / 10), at: SampleBook.place(line)) }
        let table = TableOutput(
            id: "times",
            columns: [
                .init(title: "mode *k*", alignment: .left), .init(title: "measured", alignment: .right),
                .init(title: "theory", alignment: .right),
            ],
            rows: [["1", "2.41", "2.40"], ["2", "4.83", "4.80"], ["3", "7.15", "7.20"], ["4", "9.66", "9.60"]])
        return SampleBook.chapter(
            [
                words(1, "Each value waits for its moment, then rises to its end within the time of a few steps."),
                cell(5), words(10, "The moments are those that the closed form gives, to a few parts in a hundred."),
                cell(15), cell(25),
                exercise("double", line: 40, "When does a mode rise whose eigenvalue is doubled?", "In half the time."),
                exercise("start", line: 50, "What does a smaller start change?", nil),
            ],
            cells: [
                SampleBook.cell(.film, "growth", line: 5, caption: [.text("Four values rise.")]),
                SampleBook.cell(.table, "times", line: 15, caption: [.text("Moments of the rise.")]),
                SampleBook.cell(.figure, "matrix", line: 25, caption: [.text("What each direction changes.")]),
            ],
            outputs: ChapterOutputs(cells: [
                CellOutput(cell: 0, echo: .hide, content: .figure(try RealFigures.film())),
                CellOutput(cell: 1, echo: .hide, content: .table(table)),
                CellOutput(cell: 2, echo: .hide, content: .figure(try RealFigures.matrix())),
            ]))
    }
}
