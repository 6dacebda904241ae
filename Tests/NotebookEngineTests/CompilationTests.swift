import BookModel
import Foundation
import NotebookEngine
import ProgramRunner
import TestSupport
import Testing

/// Compiles chapters with the real compiler against a module of the runtime's shape.
@Suite("Compiling a chapter")
struct CompilationTests {
    private static let runtime = """
        public struct Book: Sendable {
            public func parameter<Value>(_ name: String) -> Value { preconditionFailure(name) }
        }
        public enum Echo: Sendable { case show, fold, hide }
        public struct Chart: Sendable { public init(_ values: [Int]) {} }
        public func beginCell(_ index: Int) {}
        public func inlineValue(_ index: Int, _ expression: () throws -> some Any) throws { _ = try expression() }
        public func run(echo: Echo = .fold) throws {}
        public func figure(_ id: String, alt: String, _ content: () throws -> Chart) throws { _ = try content() }
        public func runChapter(_ context: UnsafeRawPointer, _ body: (Book) throws -> Void) {}
        """

    /// Empty modules in the place of the others that programs import, made once for all tests, and for the next run.
    private static let standIns = Task {
        let folder = FileManager.default.temporaryDirectory.appending(path: "w2vbook-empty-modules")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let nothing = folder.appending(path: "nothing.swift")
        try Data().write(to: nothing)
        for module in ProgramGenerator.modules where !["ChapterRuntime", "Foundation"].contains(module) {
            let made = folder.appending(path: "\(module).swiftmodule")
            if FileManager.default.fileExists(atPath: made.path) { continue }
            let new = folder.appending(path: "\(UUID()).swiftmodule")
            _ = try await Program(named: "swiftc").run([
                "-emit-module", "-module-name", module, "-parse-as-library", nothing.path, "-o", new.path,
            ])
            rename(new.path, made.path)
        }
        return folder
    }

    /// What the compiler says about a chapter.
    private func compile(_ text: String) async throws -> [Diagnostic] {
        try await withTemporaryFolder { folder in
            let runtime = folder.appending(path: "ChapterRuntime.swift")
            try CompilationTests.runtime.write(to: runtime, atomically: true, encoding: .utf8)
            let module = try await swiftc(
                [
                    "-emit-module", "-module-name", "ChapterRuntime", "-parse-as-library", runtime.path, "-o",
                    folder.appending(path: "ChapterRuntime.swiftmodule").path,
                ])
            try #require(module == "")
            let file = #"chapters/a "b"\é.md"#
            let (chapter, diagnostics) = ChapterReader.read(text: text, name: "x", file: file)
            #expect(diagnostics == [])
            let program = folder.appending(path: "program.swift")
            try ProgramGenerator.source(
                of: chapter,
                parameters: [
                    Parameter(name: "window", value: .integer(3)), Parameter(name: "name", value: .text("")),
                ]
            ).write(to: program, atomically: true, encoding: .utf8)
            let output = try await swiftc([
                "-typecheck", "-parse-as-library", "-swift-version", "6", "-module-name", "Chapter", "-I", folder.path,
                "-I", try await Self.standIns.value.path,
                "-diagnostic-style", "llvm", program.path,
            ])
            return CompilerDiagnosticParser(
                chapter: file, chapterText: text, program: program.path, code: chapter.codeLines
            ).parse(output)
        }
    }

    /// What the compiler prints on standard error.
    private func swiftc(_ arguments: [String]) async throws -> String {
        try await Program(named: "swiftc").run(arguments).messages
    }

    private static let good = #"""
        # A chapter

        ```swift @define
        func twice(_ x: Int) -> Int { 2 * x }
        ```

        ```swift @run(echo: .hide)
        let counts = [book.window, twice(3)]
        ```

        Of them `= counts.count` and *`= book.name + "é"`*.

        - In a list:

          ```swift @figure("f", alt: "A \"figure\".")
          let shown = counts
              + [1]
          return Chart(shown)
          ```

          : With a caption, `= counts[0]`.

        ```swift @run
        try run()
        ```
        """#

    @Test("A good chapter compiles without a warning")
    func noWarnings() async throws {
        #expect(faults(try await compile(CompilationTests.good)) == [])
    }

    @Test(
        "An error in a chapter is reported at its own line and column",
        arguments: [
            ("2 * x }", "2.5 * y }", "4:37 error: cannot find 'y' in scope"),
            (
                "twice(3)]", "twice(\"é\")]",
                "8:34 error: cannot convert value of type 'String' to expected argument type 'Int'"
            ),
            ("counts.count` and", "counts.cont` and", "11:19 error: value of type '[Int]' has no member 'cont'"),
            ("*`= book.name", "*`= bok.name", "11:34 error: cannot find 'bok' in scope"),
            (
                "echo: .hide", "ecko: .hide",
                "7:14 error: incorrect argument label in call (have 'ecko:', expected 'echo:')"
            ),
            ("@run(echo", "@rum(echo", "7:11 error: cannot find 'rum' in scope"),
            (
                #"alt: "A \"figure\".""#, "alt: 3",
                "15:30 error: cannot convert value of type 'Int' to expected argument type 'String'"
            ),
            ("      + [1]", "      + [one]", "17:10 error: cannot find 'one' in scope"),
            ("`= counts[0]`", "`= count[0]`", "21:24 error: cannot find 'count' in scope"),
            ("echo: .hide", "echo: .hid", "7:22 error: type 'Echo' has no member 'hid'"),
            ("book.window,", "book.widow,", "8:20 error: value of type 'Book' has no member 'widow'"),
        ])
    func places(part: String, replacement: String, expected: String) async throws {
        let text = CompilationTests.good.replacing(part, with: replacement)
        try #require(text != CompilationTests.good)
        let chapterFaults = try await compile(text)
        #expect(faults(chapterFaults).first == expected)
        let line = SourceText(text).line(chapterFaults.first?.location?.line ?? 0)
        #expect(chapterFaults.first?.sourceLine == line)
    }

    @Test("A directive of the book's own that cannot throw compiles without a warning")
    func ownDirective() async throws {
        let text = """
            ```swift @define
            func aside(_ body: () -> Void) { body() }
            func plain() {}
            ```

            ```swift @aside
            print("x")
            ```
            """
        #expect(faults(try await compile(text)) == [])
        let careless = text + "\n\n```swift @run\ntry plain()\n```"
        #expect(
            faults(try await compile(careless)) == [
                "11:1 warning: no calls to throwing functions occur within 'try' expression"
            ])
    }

    @Test(
        "What a value or a block leaves unfinished is reported in its own line, and nowhere else",
        arguments: [
            ("`= 1 +`", 3), ("`= 1 /* `", 3), ("`= (1 + 2`", 3), ("`= [1`", 3), ("`= \"abc`", 3), ("`= 1 + // one`", 3),
            ("`= twice( /* two`", 3), ("`= 1 +` and `= 2`", 3), ("`= 1 +`\n`= 2`", 3), ("`= 1 /* `\n`= 2 +`", 3),
            ("```swift @run\nlet x = 1 +\n```", 4), ("```swift @run\nlet x = [\n  1,\n```", 5),
            ("```swift @run\nlet x = 1 /* one\n```", 4), ("```swift @run\nlet x = \"\"\"\n  one\n```", 4),
        ])
    func unfinished(code: String, line: Int) async throws {
        let text = """
            # Unfinished

            \(code)

            More words.

            ```swift @run(echo: .hide)
            let last = 1
            ```

            And `= last`.
            """
        let errors = try await compile(text).filter { $0.severity == .error }
        #expect(!errors.isEmpty)
        for error in errors { #expect(error.location?.line == line, "\(error.rendered)") }
        #expect(errors.first?.sourceLine == SourceText(text).line(line))
    }

    @Test("A brace that a block leaves open is reported in the chapter")
    func openBrace() async throws {
        let chapterFaults = try await compile("```swift @run\nif true {\n```\n")
        #expect(chapterFaults.contains { $0.severity == .error && $0.location?.file.hasSuffix("é.md") == true })
    }
}
