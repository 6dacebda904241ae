import BookModel
import Files
import NotebookEngine
import Testing

@Suite("The program of a chapter")
struct ProgramTests {
    @Test("Every piece stands in document order, at its line and column")
    func layout() {
        let text = """
            a `= first`

            ```swift @run
            let x = 1
            ```

              ```swift @figure("f", alt: "g")
              Chart()

                x
              ```

            : b `= x`

            ```swift @define
            let y = 2
            ```

            ```swift @run(echo: .hide)
            let z = 3
            ```

            ```swift @aside
            z
            ```
            """
        let program = ProgramGenerator.source(
            of: read(text).chapter,
            parameters: [
                Parameter(name: "window", value: .integer(3)), Parameter(name: "rate", value: .real(1)),
                Parameter(name: "fast", value: .boolean(true)), Parameter(name: "name", value: .text("")),
            ])
        #expect(
            program == """
                import ChapterRuntime
                import Computation
                import Embeddings
                import Foundation
                import LinearAlgebra
                import Plotting
                import TextStatistics

                extension Book {
                    var fast: Bool { parameter("fast") }
                    var name: String { parameter("name") }
                    var rate: Double { parameter("rate") }
                    var window: Int { parameter("window") }
                }

                #sourceLocation(file: "chapters/x.md", line: 16)
                let y = 2
                #sourceLocation()
                func __chapter(_ book: Book) throws {
                try inlineValue(0) {
                #sourceLocation(file: "chapters/x.md", line: 1)
                     first }
                #sourceLocation()
                beginCell(0)
                #sourceLocation(file: "chapters/x.md", line: 4)
                let x = 1
                #sourceLocation()
                beginCell(1)
                #sourceLocation(file: "chapters/x.md", line: 7)
                        try figure("f", alt: "g") {
                #sourceLocation()
                #sourceLocation(file: "chapters/x.md", line: 8)
                  Chart()

                    x
                #sourceLocation()
                }
                try inlineValue(1) {
                #sourceLocation(file: "chapters/x.md", line: 13)
                       x }
                #sourceLocation()
                beginCell(3)
                #sourceLocation(file: "chapters/x.md", line: 19)
                      try run(echo: .hide)
                #sourceLocation()
                #sourceLocation(file: "chapters/x.md", line: 20)
                let z = 3
                #sourceLocation()
                beginCell(4)
                #sourceLocation(file: "chapters/x.md", line: 23)
                      try aside {
                #sourceLocation()
                #sourceLocation(file: "chapters/x.md", line: 24)
                z
                #sourceLocation()
                }
                }

                @_cdecl("w2vbook_chapter")
                public func __entry(_ context: UnsafeRawPointer) { runChapter(context, __chapter) }

                """)
    }

    @Test("What a book shares stands at file scope, at its own lines; it counts as the code of every chapter")
    func sharedCode() {
        let chapter = read("`= twice(2)`").chapter
        let shared = SharedCode(file: "chapters/tools.swift", text: "func twice(_ x: Int) -> Int { 2 * x * book.rate }")
        let program = ProgramGenerator.source(of: chapter, parameters: [], shared: [shared])
        #expect(
            program.contains(
                """
                #sourceLocation(file: "chapters/tools.swift", line: 1)
                func twice(_ x: Int) -> Int { 2 * x * book.rate }
                #sourceLocation()
                func __chapter
                """))
        #expect(
            ChapterCode.codeIdentity(of: chapter, shared: [shared]) != ChapterCode.codeIdentity(of: chapter))
        #expect(
            ChapterCode.mentionedParameters(in: chapter, shared: [shared], of: ["rate", "window"]) == ["rate"])
    }

    @Test("The identity of a chapter's code changes with the code and its order, and with nothing else")
    func identity() {
        func identity(_ text: String) -> String { ChapterCode.codeIdentity(of: read(text).chapter) }
        let base = "a `= b`\n\n```swift @table(\"c\")\nd\n```\n\n: e"
        let same = ["\n\nprose $x$ `= b`\n\n~~~ swift @table(\"c\")\nd\n~~~\n\n: other *caption*\n\nmore"]
        let other = [
            "a `= bb`\n\n```swift @table(\"c\")\nd\n```", "a `= b`\n\n```swift @table(\"cc\")\nd\n```",
            "a `= b`\n\n```swift @table(\"c\")\ndd\n```", "a `= b`\n\n```swift @claim(\"c\")\nd\n```",
            "```swift @table(\"c\")\nd\n```\n\na `= b`", "```swift @table(\"c\")\nd\n```",
            base + "\n\n`= f`",
        ]
        for text in same { #expect(identity(text) == identity(base), "\(text)") }
        for text in other { #expect(identity(text) != identity(base), "\(text)") }
        #expect(Set(other.map(identity)).count == other.count)
    }

    @Test("A parameter is mentioned where its name occurs as a word of the code, in strings too")
    func mentions() {
        let chapter = read(
            """
            rank `= book.window`

            ```swift @figure("f", alt: "\\(book.count)")
            let windows = book.parameter("rate") + dimension2 // seed
            ```
            """
        ).chapter
        let names = ["window", "rank", "count", "rate", "dimension", "seed", "f"]
        #expect(ChapterCode.mentionedParameters(in: chapter, of: names) == ["window", "count", "rate", "seed", "f"])
    }

    @Test("The compiler's messages come out with the chapter's lines, and notes with what they belong to")
    func messages() {
        let parser = CompilerDiagnosticParser(
            chapter: "chapters/x.md", chapterText: "one\nlet é = x\n", program: "/tmp/p.swift")
        let output = """
            chapters/x.md:2:10: error: cannot find 'x' in scope: really
            let é = x
                    ^
            chapters/x.md:1:1: note: did you mean 'y'?
            one
            ^
            /tmp/m.swift:3:4: note: 'y' declared here
            chapters/x.md:2:5: warning: unused
            chapters/x.md:2:5: warning: unused
            /tmp/p.swift:30:2: error: expected '}'
            /usr/lib/M.swiftinterface:7:8: error: broken module
            <unknown>:0: error: no such module 'M'
            error: link command failed
            """
        let diagnostics = parser.parse(output)
        #expect(
            faults(diagnostics) == [
                "2:10 error: cannot find 'x' in scope: really", "2:5 warning: unused",
                "1:1 error: the chapter's program does not compile: expected '}'", "7:8 error: broken module",
                "error: no such module 'M'", "error: link command failed",
            ])
        #expect(
            diagnostics.first?.rendered == """
                chapters/x.md:2:10: error: cannot find 'x' in scope: really
                    let é = x
                            ^
                  did you mean 'y'? (line 1)
                  'y' declared here
                """)
        #expect(parser.parse("") == [])
    }

    @Test("Where the modules of w2vbook are missing, the chapter is not blamed")
    func missingModules() {
        let parser = CompilerDiagnosticParser(chapter: "x.md", chapterText: "one\n", program: "/tmp/p.swift")
        #expect(
            parser.parse("/tmp/p.swift:1:8: error: missing required module 'Embeddings'").map(\.rendered) == [
                """
                x.md:1:1: error: the chapter's program does not compile: missing required module 'Embeddings'
                  The fault is not in the chapter: the modules of w2vbook that chapters are compiled against are not there, or are of another build.
                  Build w2vbook again, and then the book.
                """
            ])
    }

    @Test("what a program imports counts for its outputs: each module is one of the program's")
    func modules() {
        let own = Set(ProgramTarget.names([.science, .figures, .chapters]))
        #expect(Set(ProgramGenerator.modules).subtracting(own) == ["Foundation"])
    }
}
