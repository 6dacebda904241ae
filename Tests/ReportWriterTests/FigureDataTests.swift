import BookModel
import FigureData
import Foundation
import Testing

@testable import ReportWriter

@Suite("The data of figures as files")
struct FigureDataTests {
    private static let time = {
        var time = DataSeries.Column("time", [1, 2.5, 3], on: .x)
        time.scale = .log
        return time
    }()
    private let figure = FigureOutput(
        id: "f", alternative: "", svg: "", png: Data(), width: 1, height: 1,
        series: [
            DataSeries(
                name: "a, \"b\"",
                columns: [
                    time,
                    .init("y", [.nan, 1e-7, -.infinity]),
                ], mark: .line),
            DataSeries(name: "words", columns: [.init("text", texts: ["1\n"])], mark: .text),
        ])

    @Test("In CSV the series come first, and fields are quoted where they must be")
    func csv() {
        #expect(
            figure.csv == """
                series,time,y,text
                "a, ""b""\",1,,
                "a, ""b""\",2.5,1e-07,
                "a, ""b""\",3,-inf,
                words,,,"1
                "

                """)
    }

    @Test("A series of very many rows is written row by row, as are those that it is shown by")
    func manyRows() throws {
        var figure = figure
        let values = (0..<50_000).map { Double($0) / 2 }
        figure.series = [DataSeries(name: "s", columns: [.init("x", values), .init("y", values)], mark: .line)]
        let lines = figure.csv.split(separator: "\n")
        #expect(lines.count == 50_001 && lines[3] == "s,1,1" && lines.last == "s,24999.5,24999.5")
        #expect(figure.dataDetails(name: "f").contains("50 of 50000 rows"))
    }

    @Test("In JSON numbers are numbers, NaN is null, infinities and texts are texts; mark, axis and scale are named")
    func json() throws {
        #expect(
            String(decoding: try figure.json, as: UTF8.self) == #"""
                {"series":[{"chart":1,"columns":[{"axis":"x","name":"time","scale":"log","values":[1,2.5,3]},\#
                {"name":"y","values":[null,1e-07,"-inf"]}],"mark":"LineMark","name":"a, \"b\""},\#
                {"chart":1,"columns":[{"name":"text","values":["1\n"]}],"mark":"TextMark","name":"words"}]}
                """#)
    }
}
