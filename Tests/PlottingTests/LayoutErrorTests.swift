import Testing

@testable import Plotting

@Suite("Errors of arrangements")
struct LayoutErrorTests {
    private static let panel = Chart { LineMark([1, 2]) }
    private static let twin = Chart {
        LineMark([1, 2])
        LineMark([3, 5]).axis(.trailing)
    }

    static let cases: [(figure: any Figure, description: String, remedy: String)] = [
        (Grid(columns: 0) { panel }, "The grid has 0 columns.", "Give it 1 to 400 columns."),
        (Grid(columns: .max) { panel }, "The grid has \(Int.max) columns.", "Give it 1 to 400 columns."),
        (
            Grid(columns: 2) { panel.span(columns: 3) },
            "A figure spans 3 columns and 1 rows of a grid with 2 columns.",
            "Let it span at least one cell, and no more columns than the grid has."
        ),
        (
            Grid(columns: 2) { panel.span(rows: 0) }, "A figure spans 1 columns and 0 rows of a grid with 2 columns.",
            "Let it span at least one cell, and no more columns than the grid has."
        ),
        (
            HStack { panel.span(columns: 2) }, "A figure in a stack spans several cells.",
            "Put it into a Grid, or remove .span(columns:rows:)."
        ),
        (
            Grid(columns: 2, columnWidths: [1]) { panel },
            "A grid of 2 columns cannot take the 1 columnWidths that it was given.",
            "Give one finite width above zero for each column, or leave columnWidths out."
        ),
        (
            Grid(columns: 2, columnWidths: [1, .nan]) { panel },
            "A grid of 2 columns cannot take the 2 columnWidths that it was given.",
            "Give one finite width above zero for each column, or leave columnWidths out."
        ),
        (
            Grid(columns: 30) { for _ in 0..<401 { panel } }, "The figure has 401 charts.",
            "Show at most 400 in one figure."
        ),
        (
            VStack { VStack { VStack { VStack { VStack { VStack { HStack { panel } } } } } } },
            "Stacks and grids are nested 7 deep.",
            "Nest at most 6; a Grid with .span(columns:rows:) often needs no nesting."
        ),
        (
            HStack(spacing: .nan) { panel }, "The spacing of a stack is nan pixels.",
            "Give a finite number that is not negative."
        ),
        (
            Grid(columns: 20) { for _ in 0..<20 { panel } }, "A panel of 15 × 180 leaves no room for its data.",
            "Enlarge the figure with .size(width:height:), or shorten its labels."
        ),
        (
            panel.trailingScale(label: "right"), "The chart has a trailing scale, but no mark uses it.",
            "Add .axis(.trailing) to a mark, or remove .trailingScale."
        ),
        (
            Chart { LineMark([1, 2]).axis(.trailing) }, "All marks of the chart use the trailing axis.",
            "Leave .axis(.trailing) out of at least one mark."
        ),
        (
            HStack {
                panel
                twin
            }.sharedAxes(.y),
            "The charts of a stack share their y axis, but one of them has a trailing axis too.",
            "Share only the x axes with .sharedAxes(.x), or remove .axis(.trailing)."
        ),
        (
            panel.inset(panel, x: 0.5...1.2, y: 0...0.5), "An inset does not lie within its plot.",
            "Give shares of the plot between 0 and 1, such as x: 0.5...0.95 or width: 0.36."
        ),
        (
            panel.inset(panel, width: .nan), "An inset does not lie within its plot.",
            "Give shares of the plot between 0 and 1, such as x: 0.5...0.95 or width: 0.36."
        ),
        (
            panel.inset(panel, x: 0.5...0.5, y: 0...0.5), "An inset of 0 × 164 leaves no room for its data.",
            "Give it a larger part of the plot, or enlarge the figure with .size(width:height:)."
        ),
        (
            Chart { AnnotationMark("*here*", x: .nan, y: 1) }, "AnnotationMark “here” has no finite position.",
            "Leave the annotation out, or give it finite numbers."
        ),
        (
            Chart {
                BarMark(categories: ["a"], values: [1])
                AnnotationMark("here", category: "b", value: 1)
            },
            "AnnotationMark “here” points at the category “b”, which the chart does not have.",
            "Name a category of a mark in the same chart."
        ),
    ]

    @Test("what cannot be arranged says what is wrong and what to do", arguments: cases.indices)
    func wording(index: Int) throws {
        let expected = Self.cases[index]
        let error = #expect(throws: FigureError.self) { try expected.figure.scene() }
        #expect(error?.description == expected.description)
        #expect(error?.remedy == expected.remedy)
    }
}
