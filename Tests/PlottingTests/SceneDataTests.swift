import Foundation
import Testing

@testable import Plotting

@Suite("Data of scenes")
struct SceneDataTests {
    private var scene: Scene {
        get throws {
            try Chart {
                PointMark(x: [1, 2.5, 3], y: [.nan, 1e-7, .infinity], label: "a, \"b\"")
                TextMark(x: 2, y: 3, text: "1\u{1}")
            }.xScale(label: "time *t*").scene()
        }
    }

    @Test("as CSV, the series come first, and fields are quoted where they must be")
    func csv() throws {
        #expect(
            try scene.csv == """
                series,time t,y,text
                "a, ""b""\",1,,
                "a, ""b""\",2.5,1e-07,
                "a, ""b""\",3,inf,
                TextMark,2,3,1

                """)
    }

    @Test("as JSON, numbers are numbers, NaN is null, infinities and texts are texts")
    func json() throws {
        let json = try scene.json
        #expect(
            json == #"""
                {"series": [
                  {"name": "a, \"b\"", "columns": [
                    {"name": "time t", "values": [1, 2.5, 3]},
                    {"name": "y", "values": [null, 1e-07, "inf"]}
                  ]},
                  {"name": "TextMark", "columns": [
                    {"name": "text", "values": ["1"]},
                    {"name": "time t", "values": [2]},
                    {"name": "y", "values": [3]}
                  ]}
                ]}

                """#)
        _ = try JSONSerialization.jsonObject(with: Data(json.utf8))
    }

    @Test(
        "every demonstration's JSON is JSON, with as many values as the CSV has",
        arguments: (DemonstrationFigures.all + DemonstrationFigures.marks).map(\.name))
    func demonstrations(name: String) throws {
        let scene = try #require((DemonstrationFigures.all + DemonstrationFigures.marks).first { $0.name == name })
            .figure.scene()
        let object = try JSONSerialization.jsonObject(with: Data(scene.json.utf8)) as? [String: [[String: Any]]]
        let series = try #require(object?["series"])
        #expect(series.compactMap { $0["name"] as? String } == scene.series.map(\.name))
        let rows = scene.series.map { $0.columns.map(\.cells.count).max() ?? 0 }.reduce(0, +)
        #expect(scene.csv.split(separator: "\n").count == rows + 1)
    }
}
