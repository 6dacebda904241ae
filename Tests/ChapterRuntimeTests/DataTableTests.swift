import Files
import Computation
import Foundation
import Fuzzing
import Testing

@testable import BookModel
@testable import ChapterRuntime

@Suite("Stored measurements")
struct DataTableTests {
    @Test("columns are read by name, quoted cells included, and an empty number is NaN")
    func columns() throws {
        let table = try DataTable(csv: "series,x,\"a, b\"\none,1,2.5\n\"two \"\"x\"\"\",-3e-2,\n", name: "t.csv")
        #expect(table.columns == ["series", "x", "a, b"])
        #expect(table.count == 2)
        #expect(try table.texts("series") == ["one", "two \"x\""])
        #expect(try table.numbers("x") == [1, -0.03])
        let last = try table.numbers("a, b")
        #expect(last[0] == 2.5 && last[1].isNaN)
    }

    @Test("rows are grouped in the order in which their names appear")
    func groups() throws {
        let table = try DataTable(csv: "name,y\nb,1\na,2\nb,3\n", name: "t.csv")
        let groups = try table.groups(by: "name")
        #expect(groups.map(\.name) == ["b", "a"])
        #expect(try groups.map { try $0.rows.numbers("y") } == [[1, 3], [2]])
        #expect(try table.rows(where: "name", is: "b").numbers("y") == [1, 3])
        #expect(try table.rows(where: "name", is: "c").count == 0)
    }

    @Test(
        "a damaged table is an error that says where",
        arguments: [
            ("", "t.csv is empty"), ("a,b\n1\n", "row 1 of t.csv has 1 cells, but there are 2 columns"),
            ("a,a\n1,2\n", "t.csv has two columns 'a'"),
            ("a,b\n\"1,2\n", "t.csv is not in the form of comma-separated values"),
        ])
    func damage(text: String, message: String) {
        let error = #expect(throws: BookError.self) { try DataTable(csv: text, name: "t.csv") }
        #expect(error?.description == message)
    }

    @Test(
        "whatever is done to a table, it is read with a cell for each column in each row, or it is an error with a remedy"
    )
    func randomDamage() throws {
        let original = Array("series,x,\"a, b\"\r\none,1,2.5\r\n\"two \"\"x\"\"\n\",-3e-2,\r\né,inf,nan\r\n".utf8)
        let pieces = [",", "\"", "\"\"", "\n", "\r", "\r\n", ";", "\u{FEFF}", "\0", "e\u{301}", "1e999", "-0", "0x1p3"]
        var generator = SeededGenerator(seed: Fuzzing.seed(of: "tables"))
        Fuzzing.rounds(3000, of: "tables") { round in
            var bytes = original
            Fuzzing.damage(&bytes, with: pieces, using: &generator)
            do {
                let table = try DataTable(csv: String(decoding: bytes, as: UTF8.self), name: "t.csv")
                for column in table.columns {
                    #expect(try table.texts(column).count == table.count, "round \(round)")
                    let groups = try table.groups(by: column)
                    #expect(groups.reduce(0) { $0 + $1.rows.count } == table.count, "round \(round)")
                    do { _ = try table.numbers(column) } catch { #expect(error is BookError) }
                }
            } catch {
                #expect((error as? BookError)?.remedy != nil, "round \(round): \(error)")
            }
        }
    }

    @Test("a column that is not there, and a cell that is no number, are errors")
    func misuse() throws {
        let table = try DataTable(csv: "a,b\n1,x\n", name: "t.csv")
        let missing = #expect(throws: BookError.self) { try table.numbers("c") }
        #expect(missing?.description == "t.csv has no column 'c'")
        #expect(missing?.remedy == "Its columns are: a, b.")
        let word = #expect(throws: BookError.self) { try table.numbers("b") }
        #expect(word?.description == "row 1 of 'b' in t.csv is 'x', which is not a number")
    }

    @Test("a file that is not in the book is an error")
    func missingFile() {
        let book = Book(
            RunRequest(
                chapter: "", library: "",
                book: BookContents(
                    parameters: [:], corpora: [], corpus: "none", assets: "", root: "/nowhere"),
                store: nil, threads: 1, memory: 1))
        let error = #expect(throws: BookError.self) { try book.data("steps") }
        #expect(error?.description == "there is no data/steps.csv in the book")
    }
}
