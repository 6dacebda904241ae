import BookModel
import Testing

@testable import ChapterRuntime

@Suite("What chapters make") struct ValueTests {
    @Test("A table has a row for each cell of its columns, and dashes for what is not a number")
    func table() throws {
        let words = ["king", "queen"]
        let output = try Table {
            Column("word", words)
            Column("score", [0.5, nil], decimals: 2)
            for share in [0.1, .nan] { Column("share", percent: [share, share]) }
            if words.count == 2 { Column("rank", [1, 2000]) }
        }.output(id: "scores")
        #expect(output.columns.map(\.title) == ["word", "score", "share", "share", "rank"])
        #expect(output.columns.map(\.alignment) == [.left, .right, .right, .right, .right])
        #expect(output.rows == [["king", "0.50", "10.0%", "–", "1"], ["queen", "–", "10.0%", "–", "2,000"]])
    }

    @Test("Columns of different lengths are refused, with their names")
    func unevenTable() {
        let table = Table {
            Column("word", ["king"])
            Column("score", [0.5, 0.6], decimals: 1)
        }
        let error = #expect(throws: BookError.self) { try table.output(id: "scores") }
        #expect(
            error?.description
                == "the columns of the table 'scores' differ in length: 'word' has 1 cells, 'score' has 2")
        #expect(error?.remedy == "Give every column as many cells as there are rows.")
    }

    @Test("A claim holds, fails, or says why it cannot be tested")
    func claims() {
        #expect(Claim("It rains.", measured: "1 mm", holds: true).verdict == .holds)
        #expect(Claim("It rains.", measured: "0 mm", holds: false).verdict == .fails)
        let untestable = Claim("It rains.", untestable: "there is no window")
        #expect(untestable.verdict == .untestable && untestable.reason == "there is no window")
    }

    @Test("Parameters have the type of book.yml, and whole numbers are numbers too")
    func parameters() {
        let book = Book(
            RunRequest(
                chapter: "", library: "",
                parameters: ["window": .integer(8), "start": .integer(1), "name": .text("x")],
                corpora: [], corpus: "none", assets: "", store: nil, threads: 1))
        #expect((book.parameter("window") as Int) == 8)
        #expect((book.parameter("start") as Double) == 1)
        #expect((book.parameter("name") as String) == "x")
    }

    @Test("A corpus that is not registered is an error that lists those that are")
    func unknownCorpus() {
        let entry = CorpusEntry(name: "gcide", kind: .text, file: "/nowhere", summary: "")
        let book = Book(
            RunRequest(
                chapter: "", library: "", parameters: [:], corpora: [entry], corpus: "gcide", assets: "", store: nil,
                threads: 1))
        let error = #expect(throws: BookError.self) { try book.corpus("text8") }
        #expect(error?.description == "there is no corpus 'text8'")
        #expect(error?.remedy == "Registered are: gcide.")
    }

    @Test("Summaries of lists")
    func samples() {
        let values = [4.0, 1, 3, 2]
        #expect(values.mean == 2.5 && values.median == 2.5 && [3.0, 9, 1].median == 3)
        #expect(abs(values.standardDeviation - (5.0 / 3).squareRoot()) < 1e-15)
        #expect(values.movingAverage(width: 3) == [2.5, 8.0 / 3, 2, 2.5])
        #expect([Double]().median.isNaN && [1.0].standardDeviation.isNaN)
    }
}
