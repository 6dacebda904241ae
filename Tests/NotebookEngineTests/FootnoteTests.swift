import Testing

@Suite("Footnotes")
struct FootnoteTests {
    @Test(
        "A footnote's name may be of anything but spaces and brackets",
        arguments: [
            "a", "A-b_9", "1", "a:b", "naïve", "日本", "é", "e\u{301}", "א", "a.b", "a/b", "a+b", "a@b", "a,b", "a#b",
            "a&b", "a&amp;b", "a'b", "a\"b", "a$b", "a$b$c", "a`b", "a``b", "a*b*", "_a_", "a\\b", "a|b", "a<b>",
            "a(b)",
            "a~~b", "smith2020!", "@smith", "a=b", "^a", "a[b", "%20", "🎉", "\u{100000}", "`= a`", "a--b", "{#sec-a}",
        ].filter { !$0.contains(" ") })
    func names(name: String) {
        let text = "See[^\(name)] and[^\(name)].\n\n[^\(name)]: The *text*.\n\n    More of it.\n\nAfter."
        #expect(
            outline(text).split(separator: "\n").filter { !$0.hasPrefix("1:1") } == [
                "7:1 p After.", "footnote \(name)",
                "  3:\(name.utf8.count + 6) p The <em text>.", "  5:5 p More of it.",
            ])
        #expect(outline(text).contains("<footnote 1:4 \(name)>"))
        #expect(faults(text) == [])
    }

    @Test("A footnote's text may begin with any block, on the line of its name")
    func firstBlocks() {
        func footnote(_ text: String) -> String {
            outline("a[^c]\n\n[^c]: \(text)").split(separator: "\n").dropFirst(2).joined(separator: "\n")
        }
        #expect(footnote("```text\n    body\n    ```") == "  3:7 code text \"body\\n\"")
        #expect(footnote("~~~\n    $$\n    [^d]: x\n    ~~~") == "  3:7 code none \"$$\\n[^d]: x\\n\"")
        #expect(footnote("- x\n    - y") == "  3:7 list\n    -\n      3:9 p x\n    -\n      4:7 p y")
        #expect(footnote("> x") == "  3:7 quote\n    3:9 p x")
        #expect(footnote("# x") == "  3:7 h1 x")
        #expect(footnote("<div>\n    x") == "  3:7 html \"<div>\\nx\\n\"")
        #expect(footnote("$$x$$") == "  3:7 math \"x\"")
        #expect(
            footnote("| a | b |\n    |---|---|\n    | `c|d` | e |") == """
                  3:7 table left left
                    a | b
                    <code c|d> | e
                """)
    }

    @Test("Footnotes stand in lists and quotes, directly after a paragraph and after one another")
    func places() {
        #expect(
            outline("a[^b][^c.d]\n[^b]: x\n[^c.d]: y\n\n> - [^e!]: z[^b]") == """
                1:1 p a<footnote 1:2 b><footnote 1:6 c.d>
                5:1 quote
                  5:3 list
                    -
                footnote b
                  2:7 p x
                footnote c.d
                  3:9 p y
                footnote e!
                  5:12 p z<footnote 5:13 b>
                """)
        #expect(outline("a[^b][^c]\n\n[^b]: [^c]: x").hasSuffix("footnote b\nfootnote c\n  3:13 p x"))
    }

    @Test("What looks like a footnote in code and HTML is code and HTML")
    func literals() {
        let text = "a[^b]\n\n    [^b]: x\n\n```\n[^b]: y\n```\n\n<pre>\n[^b]: z\n</pre>\n\n[^b]: real"
        #expect(outline(text).hasSuffix("footnote b\n  13:7 p real"))
        #expect(outline(text).contains("5:1 code none \"[^b]: y\\n\""))
        #expect(faults(text) == [])
    }

    @Test("A name that is not defined is an error whatever it is made of; signs alone are text")
    func undefined() {
        #expect(
            faults("a[^b:c] [^é]") == [
                "1:2 error: the footnote 'b:c' is not defined", "1:9 error: the footnote 'é' is not defined",
            ])
        #expect(faults("a [^] [^,;] [^^] [^ a]") == [])
        #expect(outline("a [^,;]") == "1:1 p a [^,;]")
        #expect(
            faults("a\n\n[^é]: b\n\n[^é]: c") == [
                "3:1 warning: the footnote 'é' is never referred to", "5:1 error: the footnote 'é' is defined twice",
            ])
    }

    @Test("A footnote that is not defined is text, and a link in it has its place")
    func linkInUndefinedFootnote() {
        let text = "x [^f[a](b)c] y\n\n[d](e)\n"
        let (chapter, diagnostics) = read(text)
        #expect(faults(diagnostics) == ["1:3 error: the footnote 'f[a' is not defined"])
        #expect(misplaced(in: chapter, text: text) == [])
    }
}
