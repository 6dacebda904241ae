import Foundation
import TestSupport
import Testing

@testable import ReportWriter

@Suite("JavaScript") struct JavaScriptContextTests {
    @Test("Arguments live until the call, though the collector runs while they are made")
    func argumentsSurviveCollection() throws {
        let context = try JavaScriptContext()
        try context.evaluate("function heads() { return Array.from(arguments, (a) => a.slice(0, 6)).join(); }")
        // Together some hundred megabytes: more than the collector lets pass without running.
        let padding = String(repeating: "x", count: 20_000)
        let heads = (0..<3000).map { "a\(10_000 + $0)" }
        #expect(try context.call("heads", heads.map { $0 + padding }) == heads.joined(separator: ","))
    }

    @Test("A call without an end is stopped, and what is called later works; after three of them nothing is called")
    func endlessCalls() throws {
        try withTemporaryFolder { folder in
            let library = folder.appending(path: "library.js")
            try Data("function run(text) { while (text === 'on') {} return text; }".utf8).write(to: library)
            let interpreter = LazyInterpreter(library: library, script: "", timeLimit: 0.05)
            for _ in 0..<3 {
                #expect(try interpreter.call("run", ["off"]) == "off")
                let error = #expect(throws: JavaScriptError.self) { try interpreter.call("run", ["on"]) }
                #expect(error?.isTimeout == true, "\(error?.message ?? "")")
            }
            let error = #expect(throws: JavaScriptError.self) { try interpreter.call("run", ["off"]) }
            #expect(error?.message == "others before have taken too long")
        }
    }

    @Test("What a script throws carries its message and its position")
    func errors() throws {
        let context = try JavaScriptContext()
        try context.evaluate("function fail(text) { const e = new Error('no ' + text); e.position = 7; throw e; }")
        let error = #expect(throws: JavaScriptError.self) { try context.call("fail", ["good"]) }
        #expect(error?.message == "no good")
        #expect(error?.position == 7)
        #expect(throws: JavaScriptError.self) { try context.call("missing", []) }
        #expect(throws: JavaScriptError.self) { try context.evaluate("(") }
    }
}
