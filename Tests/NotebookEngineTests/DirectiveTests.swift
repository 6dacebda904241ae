import BookModel
import NotebookEngine
import Testing

@Suite("Directive blocks")
struct DirectiveTests {
    private func opening(_ info: String) -> (cell: Cell?, faults: [String]) {
        let (chapter, diagnostics) = read("```\(info)\ncode\n```")
        return (chapter.cells.first, faults(diagnostics))
    }

    @Test("Arguments are taken as they are written, and the id is a plain string in the first place")
    func arguments() {
        let cases: [(String, String?, String?)] = [
            ("swift @run", nil, nil),
            ("swift   @run  ", nil, nil),
            ("swift @run()", "", nil),
            ("swift @run(echo: .hide)", "echo: .hide", nil),
            (#"swift @table("a")"#, #""a""#, "a"),
            (#"swift @table( "a" , echo: .show)"#, #" "a" , echo: .show"#, "a"),
            (##"swift @table(#"a"#)"##, ##"#"a"#"##, "a"),
            (#"swift @aside("a" + b)"#, #""a" + b"#, nil),
            (#"swift @aside(name: "a")"#, #"name: "a""#, nil),
            (#"swift @aside("\(a)")"#, #""\(a)""#, nil),
            (#"swift @figure("a", alt: "b) \"c\" \(d(")"))")"#, #""a", alt: "b) \"c\" \(d(")"))""#, "a"),
            (#"swift @figure("a", alt: "&amp; \*", f: { $0 })"#, #""a", alt: "&amp; \*", f: { $0 }"#, "a"),
        ]
        for (info, arguments, id) in cases {
            let (cell, faults) = opening(info)
            #expect(cell?.arguments == arguments, "\(info)")
            #expect(cell?.id == id, "\(info)")
            #expect(faults == [], "\(info)")
        }
    }

    @Test(
        "A line that is meant as a directive but is none is an error at its place",
        arguments: [
            ("swift@run", "1:9 error: a space is missing before the directive"),
            ("swift @", "1:10 error: the directive has no name"),
            ("swift @if", "1:10 error: 'if' cannot be a directive's name"),
            ("@run", "1:4 error: the language is missing before '@run'"),
            (#"swift @figure("a", alt: "b""#, "1:17 error: the parentheses of '@figure' are not balanced"),
            (#"swift @figure("a"))"#, "1:22 error: unexpected ')' after '@figure'"),
            (#"swift @figure ("a")"#, #"1:18 error: unexpected '("a")' after '@figure'"#),
            ("swift @run fast", "1:15 error: unexpected 'fast' after '@run'"),
        ])
    func notDirectives(info: String, expected: String) {
        let (cell, faults) = opening(info)
        #expect(cell == nil)
        #expect(faults == [expected])
    }

    @Test(
        "What the text refers to needs an id, and a figure needs alt text",
        arguments: [
            ("@figure", "1:10 error: '@figure' has no id"),
            ("@table(name)", "1:10 error: '@table' has no id"),
            (#"@claim("a b")"#, "1:10 error: 'a b' cannot be the id of a claim"),
            (#"@figure("spectrum")"#, "1:10 error: figure 'spectrum' has no alt text"),
            (#"@film("steps")"#, "1:10 error: film 'steps' has no alt text"),
            ("@film(alt: \"a\")", "1:10 error: '@film' has no id"),
            (#"@figure("spectrum", f(alt: 1))"#, "1:10 error: figure 'spectrum' has no alt text"),
        ])
    func lacks(directive: String, expected: String) {
        let (cell, faults) = opening("swift " + directive)
        #expect(cell != nil)
        #expect(faults == [expected])
    }

    @Test("The remedy for a missing alt text says what to write")
    func remedy() {
        #expect(
            read("```swift @figure(\"spectrum\")\na\n```").diagnostics.first?.rendered == """
                chapters/x.md:1:10: error: figure 'spectrum' has no alt text
                    ```swift @figure("spectrum")
                             ^
                  Say in its arguments what it shows, for those who cannot see it: alt: "…".
                """)
    }

    @Test("A block of any other language, or of Swift alone, is shown")
    func code() {
        #expect(outline("```swift\na\n```") == #"1:1 code swift "a\n""#)
        #expect(outline("~~~python @run\na\n~~~") == #"1:1 code python "a\n""#)
        #expect(outline("```\na\n```") == #"1:1 code none "a\n""#)
    }

    @Test("Fences may be tildes, longer, indented, in quotes and in lists")
    func fences() {
        #expect(
            outline("~~~~ swift @run\n~~~\n~~~~")
                == #"1:1 @run id none, at 1:12, code at 2, indent 0, values 0 "~~~\n""#)
        #expect(
            outline("  ```swift @run\n  a\n    b\n  ```")
                == #"1:3 @run id none, at 1:12, code at 2, indent 2, values 0 "a\n  b\n""#)
        #expect(
            outline("> ```swift @run\n> a\n> ```") == "1:1 quote\n  "
                + #"1:3 @run id none, at 1:12, code at 2, indent 2, values 0 "a\n""#)
    }

    @Test("A block that is not closed is an error, and so is one whose first line holds a backtick")
    func openBlocks() {
        #expect(faults("```swift @run\na\n") == ["1:10 error: the block of '@run' is not closed"])
        #expect(faults("```swift @run\na\n```") == [])
        #expect(faults("> ```swift @run\n> a\n> ```\n\nb") == [])
        #expect(faults("> ```swift @run\n> a\n\nb") == ["1:12 error: the block of '@run' is not closed"])
        #expect(
            faults("```swift @figure(\"a\", alt: \"`b`\")\nc\n```").first
                == "1:1 error: a backtick in its first line keeps this from being a directive block")
    }

    @Test("A paragraph that begins with a colon is the caption of the figure or table before it")
    func captions() {
        #expect(
            outline("```swift @table(\"a\")\nb\n```\n: *C*\n  $d$\n\n: e") == """
                1:1 @table("a") id a, at 1:10, code at 2, indent 0, values 0 "b\\n"
                  caption <em C>⏎<math 5:3 d>
                7:1 p : e
                """)
        for directive in ["figure", "film", "claim"] {
            #expect(faults("```swift @\(directive)(\"a\", alt: \"b\")\nc\n```\n\n: d").isEmpty, "\(directive)")
        }
        #expect(faults("a\n\n: b") == ["3:1 warning: a caption follows no figure, table or claim"])
        #expect(faults("```swift @run\na\n```\n\n: b") == ["5:1 warning: a caption follows no figure, table or claim"])
    }

    @Test(
        "A declared directive needs an id, takes a caption, and is numbered by its word; one that is not stays a function"
    )
    func declared() {
        let text = """
            ```swift @trial("one")
            ```

            : A *caption*.

            ```swift @trial
            ```

            ```swift @aside("two")
            ```

            See @trial-one and @aside-two.
            """
        let (chapter, diagnostics) = ChapterReader.read(
            text: text, name: "x", file: "chapters/x.md", directiveWords: ["trial": "Trial"])
        #expect(
            chapter.cells.map(\.directive) == [
                .own("trial", word: "Trial"), .own("trial", word: "Trial"), .own("aside"),
            ])
        #expect(chapter.cells[0].caption == [.text("A "), .emphasis([.text("caption")]), .text(".")])
        #expect(faults(diagnostics) == ["6:10 error: '@trial' has no id"])
        let numbering = Numbering(chapters: [chapter], citationKeys: [])
        #expect(numbering.targets.mapValues(\.name) == ["trial-one": "Trial 1.1"])
        var labels: [String] = []
        chapter.visitInlines { if case .reference(let label, _) = $0 { labels.append(label) } }
        #expect(labels == ["trial-one"])
    }

    @Test("A line that begins with a fence and holds a backtick opens no block, whatever is taken out of it")
    func backtickBehindFence() {
        for held in ["`= a`", "$`$"] {
            let text = "```swift \(held)\nlet x = 1\n```\n- [a](https://example.org)\n```\n\n[b](https://example.org)\n"
            let (chapter, diagnostics) = read(text)
            #expect(
                faults(diagnostics).first
                    == "1:10 error: a line that begins with a fence holds a backtick, so no block begins there")
            #expect(chapter.values.isEmpty && misplaced(in: chapter, text: text) == [], "\(text)")
            #expect(chapter.blocks.count { if case .code = $0.content { true } else { false } } == 1, "\(text)")
        }
    }
}
