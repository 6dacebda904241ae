import BookModel
import NotebookEngine
import Testing

@Suite("Math")
struct MathTests {
    @Test(
        "Dollars are math where they embrace a formula, and money elsewhere",
        arguments: [
            ("$x$", "<math 1:1 x>"),
            ("a $x_1*y*$ b", "a <math 1:3 x_1*y*> b"),
            ("costs $5 and $6", "costs $5 and $6"),
            ("costs $5 and $x$", "costs $5 and <math 1:14 x>"),
            ("$x$5", "$x$5"),
            ("$ x$ and $x $", "$ x$ and $x $"),
            (#"\$x\$ and $\$x$"#, #"$x$ and <math 1:11 \$x>"#),
            (#"$a\\$ b"#, #"<math 1:1 a\\> b"#),
            ("`$x$` $y$", "<code $x$> <math 1:7 y>"),
            ("``a ` $x$`` $y$", "<code a ` $x$> <math 1:13 y>"),
            ("$`x`$", "<math 1:1 `x`>"),
            ("<a href=\"$x$\"> $y$", "<html <a href=\"$x$\">> <math 1:16 y>"),
            ("*$x$* **$y$** _$z$_", "<em <math 1:2 x>> <strong <math 1:9 y>> <em <math 1:16 z>>"),
            ("“$é$” $y$", "“<math 1:4 é>” <math 1:12 y>"),
            ("[$x$](u$v$w) $y$", "<link 1:1 u$v$w <math 1:2 x>> <math 1:14 y>"),
            ("https://a.org/$b$c $d$", "<link 1:1 https://a.org/$b$c https://a.org/$b$c> <math 1:20 d>"),
            ("$a\nb$ $c$", "<math 1:1 a\nb> <math 2:4 c>"),
            ("$\\text{<b>}$", "<math 1:1 \\text{<b>}>"),
            ("a $b", "a $b"),
            ("$", "$"),
            ("$a_{\\text{$m$个}}$ and $x$", "<math 1:1 a_{\\text{$m$个}}> and <math 1:25 x>"),
            ("$\\text{cost \\$5 and $n$ more}$ a", "<math 1:1 \\text{cost \\$5 and $n$ more}> a"),
            (
                "$\\mbox{a $b$ c}$ $\\text {x$_{\\text{$y$}}$}z$",
                "<math 1:1 \\mbox{a $b$ c}> <math 1:18 \\text {x$_{\\text{$y$}}$}z>"
            ),
            (
                "$\\colorbox{red}{$x$}$ $\\textcolor{red}{a$",
                "<math 1:1 \\colorbox{red}{$x$}> <math 1:23 \\textcolor{red}{a>"
            ),
            ("$\\text{a$ b}", "<math 1:1 \\text{a> b}"),
            ("US$5 and 10$", "US$5 and 10$"),
            ("A$20, 10$, 20$ or é$5$.", "A$20, 10$, 20$ or é$5$."),
            ("10$^{-3}$, 2$x$, a$\\sim$b, (10$)$", "10<math 1:3 ^{-3}>, 2<math 1:13 x>, a<math 1:19 \\sim>b, (10$)$"),
            ("\u{100000}$x$\u{100001}", "\u{100000}<math 1:5 x>\u{100001}"),
        ])
    func inlineMath(text: String, expected: String) {
        #expect(outline(text) == "1:1 p " + expected)
    }

    @Test("A display equation may stand on one line or on several, with a label or without")
    func display() {
        #expect(outline("$$x_1$$") == #"1:1 math "x_1""#)
        #expect(outline("$$ x $$ {#eq-a}") == #"1:1 math #eq-a "x""#)
        #expect(outline("$$\na\n= b\n# c\n- d\n> e\n$$") == #"1:1 math "a\n= b\n# c\n- d\n> e""#)
        #expect(outline("$$\n\\text{if $x$}$$") == #"1:1 math "\\text{if $x$}""#)
        #expect(outline("$$\\text{$x$$y$}z$$") == #"1:1 math "\\text{$x$$y$}z""#)
        #expect(outline("$$ a\nb $$ {#eq-x_1}  \nafter") == "1:1 math #eq-x_1 \"a\\nb\"\n1:1 p after")
    }

    @Test("Text directly before and after a display equation stays a paragraph")
    func displayWithinText() {
        #expect(outline("before\n$$\nx\n$$\nafter $y$") == "1:1 p before\n2:1 math \"x\"\n1:1 p after <math 5:7 y>")
    }

    @Test("Display equations stand in lists, quotes and footnotes")
    func containers() {
        #expect(
            outline("- a\n\n  $$\n  x\n  $$\n\n  b $y$") == """
                1:1 list, loose
                  -
                    1:3 p a
                    3:3 math "x"
                    7:3 p b <math 7:5 y>
                """)
        #expect(outline("> $$\n> x\n> $$\n> a") == "1:1 quote\n  1:3 math \"x\"\n  1:3 p a")
        #expect(outline("a[^n]\n\n[^n]: $$x$$") == "1:1 p a<footnote 1:2 n>\nfootnote n\n  3:7 math \"x\"")
    }

    @Test("Dollars in code are code")
    func code() {
        #expect(outline("```\n$$\nx\n```\n\n$y$") == "1:1 code none \"$$\\nx\\n\"\n6:1 p <math 6:1 y>")
        #expect(outline("    $$\n    x") == "1:5 code none \"$$\\nx\\n\"")
    }

    @Test("A display equation that is not closed, empty or within a line is an error with its place")
    func errors() {
        #expect(faults("text\n\n$$\nx\n\nmore") == ["3:1 error: the display equation is not closed"])
        #expect(faults("a $$x$$ b") == ["1:3 error: a display equation stands within a line of text"])
        #expect(faults("$$ $$") == ["1:1 error: the display equation is empty"])
        #expect(faults("$$x$$ {#flow}") == ["1:7 error: the label 'flow' does not begin with 'eq-'"])
        #expect(outline("$$x$$ {#flow}") == #"1:1 math "x""#)
    }
}
