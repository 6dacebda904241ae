import BookModel
import NotebookEngine
import Testing

@Suite("Exercises")
struct ExerciseTests {
    @Test("What stands in an exercise is text of the chapter, in its order and at its own places")
    func text() {
        let text = """
            Before `= a`.
            ````markdown @exercise("trace")
            Show *that* $x$ is `= b`; see @fig-f, @exr-trace.[^n]
            - one
            - two
            ```swift @figure("f", alt: "g")
            Chart()
            ```

            : The `= c`.

            $$
            y
            $$ {#eq-y}
            ````
            After `= d`.

              ~~~ markdown   @solution( "trace" )
              ```swift @run
              let z = 1
              ```
              By @eq-y.
              ~~~

            [^n]: Note `= e`.
            """
        let (chapter, diagnostics) = read(text)
        #expect(faults(diagnostics) == [])
        #expect(misplaced(in: chapter, text: text) == [])
        #expect(
            outline(chapter) == #"""
                1:1 p Before <value 0>.
                2:1 exercise trace, at 2:14
                  3:1 p Show <em that> <math 3:13 x> is <value 1>; see <ref 3:31 fig-f>, <ref 3:39 exr-trace>.<footnote 3:50 n>
                  4:1 list
                    -
                      4:3 p one
                    -
                      5:3 p two
                  6:1 @figure("f", alt: "g") id f, at 6:10, code at 7, indent 0, values 2 "Chart()\n"
                    caption The <value 2>.
                  12:1 math #eq-y "y"
                solution
                  19:3 @run id none, at 19:12, code at 20, indent 2, values 4 "let z = 1\n"
                  22:3 p By <ref 22:6 eq-y>.
                16:1 p After <value 3>.
                footnote n
                  25:7 p Note <value 4>.
                value 0 1:11 "a"
                value 1 3:23 "b"
                value 2 10:10 "c"
                value 3 16:10 "d"
                value 4 25:15 "e"
                """#)
    }

    @Test("Code in an exercise keeps its line and column in the program")
    func program() {
        let chapter = read("````markdown @exercise(\"a\")\n  ```swift @run\n  let x = 1\n  ```\n````").chapter
        #expect(
            ProgramGenerator.source(of: chapter, parameters: []).contains(
                "beginCell(0)\n#sourceLocation(file: \"chapters/x.md\", line: 3)\n  let x = 1\n#sourceLocation()\n"))
    }

    @Test("Prose in an exercise does not change the identity of the chapter's code; code in it does")
    func identity() {
        func identity(_ prose: String, code: String, id: String = "a") -> String {
            ChapterCode.codeIdentity(
                of: read(
                    "````markdown @exercise(\"\(id)\")\n\(prose)\n\n```swift @run\n\(code)\n```\n````\n"
                        + "````markdown @solution(\"\(id)\")\n\(prose)\n````"
                ).chapter)
        }
        #expect(identity("Show it.", code: "x") == identity("Prove *it*, $x$.", code: "x", id: "b"))
        #expect(identity("Show it.", code: "x") != identity("Show it.", code: "y"))
        #expect(identity("Show it.", code: "x") != identity("Show `= it`.", code: "x"))
    }

    @Test("An exercise may have no solution, or have it before itself; the second of a kind is not lost")
    func order() {
        #expect(outline("```markdown @exercise(\"a\")\nb\n```") == "1:1 exercise a, at 1:13\n  2:1 p b")
        #expect(
            outline("```markdown @solution(\"a\")\nc\n```\n```markdown @exercise(\"a\")\nb\n```")
                == "4:1 exercise a, at 4:13\n  5:1 p b\nsolution\n  2:1 p c")
        #expect(
            outline("```markdown @exercise(\"a\")\nb\n```\n```markdown @exercise(\"c\")\nd\n```")
                == "1:1 exercise a, at 1:13\n  2:1 p b\n4:1 exercise c, at 4:13\n  5:1 p d")
    }

    @Test("Lists, quotes and paragraphs end with the block, and begin anew behind it")
    func boundaries() {
        #expect(
            outline("- a\n````markdown @exercise(\"b\")\n- c\n  > d\n````\ne") == """
                1:1 list
                  -
                    1:3 p a
                2:1 exercise b, at 2:14
                  3:1 list
                    -
                      3:3 p c
                      4:3 quote
                        4:5 p d
                6:1 p e
                """)
        #expect(outline("***\na\n\n* * *") == "1:1 rule\n2:1 p a\n4:1 rule")
    }

    @Test(
        "What is wrong with an exercise is told once, at its place",
        arguments: [
            ("````markdown @exercise\nb\n````", ["1:14 error: '@exercise' has no id"]),
            ("````markdown @exercise(\"a b\")\nc\n````", ["1:14 error: 'a b' cannot be the id of an exercise"]),
            ("````markdown @solution(\"é\")\nc\n````", ["1:14 error: 'é' cannot be the id of a solution"]),
            ("````markdown @exercise(\"a\", 2)\nb\n````", ["1:14 error: '@exercise' takes nothing but an id"]),
            ("````markdown @exercise(\"a\")\nb", ["1:14 error: the block of '@exercise' is not closed"]),
            ("````markdown @exercise(\"a\")\n \n````", ["1:14 error: the exercise 'a' is empty"]),
            ("````markdown @exercise(\"a\")\n````", ["1:14 error: the exercise 'a' is empty"]),
            (
                "````markdown @exercise(\"a\")\n```\nb\n````",
                ["1:14 error: something in the block of '@exercise' is still open where the block ends"]
            ),
            (
                "````markdown @exercise(\"a\")\n<div>\n````\n\n````markdown @solution(\"a\")\nb\n````",
                ["1:14 error: something in the block of '@exercise' is still open where the block ends"]
            ),
            (
                "````markdown @exercise(\"a\")\nb\n\n### c\n````",
                ["4:1 error: a heading stands in the exercise 'a'"]
            ),
            (
                "- ````markdown @exercise(\"a\")\n  b\n  ````",
                ["1:16 error: the block of '@exercise' stands within a list, a quote or another block"]
            ),
            (
                "`````markdown @exercise(\"a\")\nb\n````markdown @solution(\"a\")\nc\n````\n`````",
                ["3:14 error: the block of '@solution' stands within a list, a quote or another block"]
            ),
            (
                "````markdown @solution(\"a\")\nb\n````",
                ["1:14 error: the solution 'a' has no exercise in this chapter"]
            ),
            (
                "````markdown @exercise(\"a\")\nb\n````\n````markdown @solution(\"a\")\nc\n````\n"
                    + "````markdown @solution(\"a\")\nd\n````",
                ["7:14 error: exercise 'a' has two solutions"]
            ),
            ("````swift @exercise(\"a\")\nb\n````", ["1:11 error: '@exercise' holds Markdown and no Swift"]),
            ("````markdown @run\nb\n````", ["1:14 error: '@run' holds no Markdown"]),
            ("````markdown@exercise(\"a\")\nb\n````", ["1:13 error: a space is missing before the directive"]),
            ("@exr-a-", []),
        ])
    func wrong(text: String, expected: [String]) { #expect(faults(text) == expected) }

    @Test("Remedies say what to write")
    func remedies() {
        func remedies(_ text: String) -> [String?] { read(text).diagnostics.map(\.remedy) }
        #expect(
            remedies("````swift @solution(\"a\")\nb\n````") == ["Write: ````markdown @solution(\"a\")"])
        #expect(remedies("````@exercise(\"a\")\nb\n````") == ["Write: ````markdown @exercise(\"a\")"])
        #expect(
            remedies("````markdown @solution(\"a\")\nb\n````") == ["Write one: ````markdown @exercise(\"a\")."])
        #expect(
            remedies("```markdown @exercise(\"b\")\nb\n```\n```markdown @solution(\"a\")\nb\n```")
                == ["Give it the id of one: b."])
        #expect(
            remedies(
                "````markdown @solution(\"a\")\nb\n````\n```markdown @exercise(\"a\")\nb\n```\n"
                    + "````markdown @solution(\"a\")\nb\n````")
                == ["Put them into one: the first is at chapters/x.md:1:14."])
        #expect(
            read("```markdown @exercise(\"a\")\n# b\n```").diagnostics.first?.rendered == """
                chapters/x.md:2:1: error: a heading stands in the exercise 'a'
                    # b
                    ^
                  Write it as bold text: the contents of the book list no exercises.
                """)
    }
}
