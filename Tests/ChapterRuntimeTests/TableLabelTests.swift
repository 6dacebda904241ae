import BookModel
import LightMarkup
import Testing

@testable import ChapterRuntime

@Suite("Labels of a table")
struct TableLabelTests {
    @Test("Titles are markup where the author wrote them; cells and names from data are as they are")
    func literal() throws {
        let name = "*the*"
        let asked: [Label] = ["*k*", "n"]
        let output = try Table {
            Column("rank *k*", ["*the*", "x_{1}"])
            Column(name, ["a|b", "$x$"])
            Column("of \(name)", asked)
            Column(name, [1, 2])
            Column(name, [0.5, nil], decimals: 1)
            Column(name, percent: [0.5, nil])
        }.output(id: "t")
        #expect(
            output.columns.map(\.title) == [
                "rank *k*", "\\*the\\*", "of \\*the\\*", "\\*the\\*", "\\*the\\*", "\\*the\\*",
            ])
        #expect(output.rows[0] == ["\\*the\\*", "a|b", "*k*", "1", "0.5", "50.0%"])
        #expect(output.rows[1] == ["x\\_{1\\}", "\\$x\\$", "n", "2", "–", "–"])
    }
}
