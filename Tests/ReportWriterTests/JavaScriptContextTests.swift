import Testing

@testable import ReportWriter

@Suite("JavaScript") struct JavaScriptContextTests {
    @Test("Arguments live until the call, however often the collector runs while they are made")
    func argumentsSurviveCollection() throws {
        let context = try JavaScriptContext()
        try context.evaluate("function join(a, b) { return a.slice(0, 8) + b.slice(0, 8) + (a.length + b.length); }")
        let padding = String(repeating: "x", count: 60_000)
        for index in 0..<3000 {
            let first = "a\(1_000_000 + index)", second = "b\(2_000_000 + index)"
            let result = try context.call("join", first + padding, second + padding)
            try #require(result == first + second + "120016")
        }
    }

    @Test("What a script throws carries its message and its position")
    func errors() throws {
        let context = try JavaScriptContext()
        try context.evaluate("function fail(text) { const e = new Error('no ' + text); e.position = 7; throw e; }")
        let error = #expect(throws: JavaScriptError.self) { try context.call("fail", "good") }
        #expect(error?.message == "no good")
        #expect(error?.position == 7)
        #expect(throws: JavaScriptError.self) { try context.call("missing", "") }
        #expect(throws: JavaScriptError.self) { try context.evaluate("(") }
    }
}
