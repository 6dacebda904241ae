import BookModel
import Testing

/// What Markdown would leave out or take for something else without a word.
@Suite("Text that would be lost")
struct LostTextTests {
    // MARK: Tables

    @Test("Bars in code and formulas end no cell, in the heading of a table and beneath it")
    func bars() {
        let text = """
            | `a|b` | $|x|$ | `= "c|d"` |
            |---|--:|---|
            | ``e`|f`` | $|\\mathbf{v}|$ and `g\\|h` | last `|` |
            | plain | \\| | $\\|w\\|$ |
            """
        #expect(
            outline(text) == #"""
                1:1 table left right left
                  <code a|b> | <math 1:11 |x|> | <value 0>
                  <code e`|f> | <math 3:14 |\mathbf{v}|> and <code g|h> | last <code |>
                  plain | | | <math 4:16 \|w\|>
                value 0 1:22 "\"c|d\""
                """#)
        #expect(faults(text) == [])
    }

    @Test("Tables in quotes, lists and footnotes have bars in their code, too")
    func barsWithin() {
        #expect(outline("> | a | b |\n> |---|---|\n> | `c|d` | e |").hasSuffix("<code c|d> | e"))
        #expect(outline("- | a | b |\n  |---|---|\n  | `c|d` | e |").hasSuffix("<code c|d> | e"))
        #expect(
            outline("x[^n]\n\n[^n]: | `a|b` | b |\n    |---|---|\n    | c | d |").hasSuffix("<code a|b> | b\n    c | d")
        )
    }

    @Test("Outside of tables bars are what they were")
    func barsElsewhere() {
        #expect(
            outline("a `b|c` $|d|$ e|f\n\n| `g|h` |") == """
                1:1 p a <code b|c> <math 1:9 |d|> e|f
                3:1 p | <code g|h> |
                """)
    }

    @Test("Cells beyond a table's columns are an error at the first of them")
    func cells() {
        let table = "| a | b |\n|---|---|\n"
        #expect(faults(table + "| c | d | e | f |") == ["3:11 error: the row has 4 cells, and its table 2 columns"])
        #expect(
            faults("> " + table.replacing("\n", with: "\n> ") + "c | `d|e` | f") == [
                "3:15 error: the row has 3 cells, and its table 2 columns"
            ])
        #expect(faults(table + "| c |\n| c | d |\nc | d\n| c | d\\| |\n||\n| | |") == [])
    }

    @Test("What is no table, since its first two lines have different numbers of cells, is a warning")
    func noTable() {
        #expect(
            faults("text\n| a | b | c |\n|---|---|\n| d | e |") == [
                "2:1 warning: this is no table: its first line has 3 cells and its second 2"
            ])
        #expect(faults("a | b\n---\n\na|b\n|b|") == [])
    }

    // MARK: Code

    @Test(
        "A fence that is left open is a warning at its line",
        arguments: [
            ("- a\n\n  ```text\nbody\n  ```\n\n- b", ["3:3", "5:3"]), ("a\n\n~~~\nb", ["3:1"]),
            ("> ```\n> a\n\nb", ["1:3"]), ("````\na\n```", ["1:1"]), ("```\na\n```", []), ("```", ["1:1"]),
            ("- ```\n  a\n  ```", []), ("> ~~~ x\n> a\n> ~~~", []), ("1. ```\n   a\n   ```\n2. ```\n\n3. b", ["4:4"]),
        ])
    func fences(text: String, places: [String]) {
        #expect(faults(text) == places.map { "\($0) warning: the code block is not closed" })
    }

    // MARK: Headings

    @Test("A heading without words and a second title are warnings")
    func headings() {
        #expect(
            faults("# A\n\n##\n\n## B\n\n### ###\n\n# C\n\nD\n=") == [
                "3:1 warning: the heading is empty", "7:1 warning: the heading is empty",
                "9:1 warning: the chapter has a second title", "11:1 warning: the chapter has a second title",
            ])
    }

    @Test("Front matter is a warning, and none of the text")
    func frontMatter() {
        let text = "---\ntitle: Front matter\nauthors:\n  - A\n- B\n# c\n---\n\n# One\n"
        #expect(outline(text) == "9:1 h1 One")
        #expect(
            read(text).diagnostics.map(\.rendered) == [
                """
                chapters/x.md:1:1: warning: a chapter has no front matter
                    ---
                    ^
                  These lines are left out: title, authors.
                  Write the chapter's title as its heading, '# Title', and what is the whole book's in book.yml.
                """
            ])
        for text in [
            "---\n\nA text.\n\n---\n", "---\nA text: it goes on\nover lines\n---\n", "---\n", "a\n---\ntitle: b\n---",
        ] {
            #expect(faults(text) == [])
        }
    }

    // MARK: Links, images and values

    @Test("Spaces in an address keep a link or an image from being one, which is a warning")
    func spaces() {
        #expect(
            faults("![](test test.png) [a](my file.md) ![b](<c d.png>) [e](f \"g h\") [i](see there)") == [
                "1:1 warning: the spaces in its address keep this from being an image",
                "1:20 warning: the spaces in its address keep this from being a link",
            ])
        #expect(read("![](a b.png)").diagnostics.first?.remedy == "Put the address in angle brackets: (<a b.png>).")
    }

    @Test("An address that no link refers to is a warning, wherever it is defined; one that is referred to is none")
    func unusedAddresses() {
        let text = """
            A [link][paper], [Other  Paper][], [short] and ![image][pic].

            [paper]: https://example.org
            [other paper]: https://example.org
            [short]: https://example.org
            [pic]: a.png
            [lost]: https://example.org "with words"
            text in the same paragraph
            [kept]: is text

            > [quoted]: /a
            - [listed]: /b

            ```text
            [code]: /c
            ```
                [indented]: /d

            [^note]: [noted]: /e

            A note.[^note]
            """
        #expect(
            faults(text) == [
                "7:1 warning: the address 'lost' is never referred to",
                "11:3 warning: the address 'quoted' is never referred to",
                "12:3 warning: the address 'listed' is never referred to",
                "19:10 warning: the address 'noted' is never referred to",
            ])
        #expect(
            read("[a b]: /c").diagnostics.map(\.remedy) == ["Write [text][a b] where it belongs, or take the line out."]
        )
    }

    @Test("A value in the address or the title of a link or an image is an error at its place")
    func values() {
        #expect(
            faults("[a](https://b.org/`= 6`) and ![c](d.png \"e `= 5`\")\n\n[f][g]\n\n[g]: h/`=6`") == [
                "1:19 error: a value stands in the address of a link",
                "1:30 error: a value stands in the title of an image",
                "3:1 error: a value stands in the address of a link",
            ])
        #expect(faults("[`= 1`](a) ![`= 2`](b) [`==`](c \"`a = b`\")") == [])
    }

    @Test("Notes and citations in the words for an image are an error")
    func alternatives() {
        #expect(
            faults("![a *b[^c]*](d)\n\n![^[e]](f)\n\n![[@g]](h)\n\n[^c]: i") == [
                "1:1 error: a note or a citation stands in the words for an image",
                "3:1 error: a note or a citation stands in the words for an image",
                "5:1 error: a note or a citation stands in the words for an image",
            ])
    }

    // MARK: Formulas

    @Test("An equation with a label has no \\tag besides")
    func tags() {
        #expect(
            faults("$$\nE \\tag{8}\n$$ {#eq-y}") == [
                "1:1 error: the equation 'eq-y' has two numbers: one of its label and one by '\\tag'"
            ])
        #expect(faults("$$E \\tag{8}$$\n\n$$\\tagged$$ {#eq-z}") == [])
    }
}
