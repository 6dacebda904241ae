import BookModel
import NotebookEngine
import Testing

@Suite("Prose")
struct ProseTests {
    @Test(
        "Inline marks have their value and their place",
        arguments: [
            ("`= a.b` x", "<value 0> x"),
            ("`=a` `==` `=>` `=` `a = b`", "<value 0> <code ==> <code =>> <code => <code a = b>"),
            ("See @fig-a_b-c.", "See <ref 1:5 fig-a_b-c>."),
            (
                "(@tbl-x) @eq-y, @sec-z; @claim-w-",
                "(<ref 1:2 tbl-x>) <ref 1:10 eq-y>, <ref 1:17 sec-z>; <ref 1:25 claim-w>-"
            ),
            ("me@fig-a.org x@fig-a", "<link 1:1 mailto:me@fig-a.org me@fig-a.org> x@fig-a"),
            ("`@fig-a` \\@fig-a @foo-a @fig-", "<code @fig-a> @fig-a @foo-a @fig-"),
            ("*@fig-a* \"@fig-b\"", "<em <ref 1:2 fig-a>> “<ref 1:11 fig-b>”"),
            ("[@a; @b2] [@fig-a] [@a](u)", "<cite 1:1 a b2> [<ref 1:12 fig-a>] <link 1:20 u @a>"),
            ("[@a, b] [@]", "[@a, b] [@]"),
            ("a^[b *c* [d](e)]f", "a<note b <em c> <link 1:10 e d>>f"),
            ("^[a ^[b] c] \\^[d]", "<note a <note b> c> ^[d]"),
            ("~~a~~ ~b~", "<del a> ~b~"),
            ("'a' -- b... --- c", "‘a’ – b… — c"),
            ("`a -- 'b'`", "<code a -- 'b'>"),
            ("a  \nb\\\nc\nd", "a⏎⏎b⏎⏎c⏎d"),
            (
                "<http://a.org/$b$> www.c.org $d$",
                "<link 1:1 http://a.org/$b$ http://a.org/$b$> <link 1:20 http://www.c.org www.c.org> <math 1:30 d>"
            ),
            ("![a $x$](b \"c\") [d][e]\n\n[e]: f", "<image 1:1 b \"c\" a <math 1:5 x>> <link 1:17 f d>"),
        ])
    func inlines(text: String, expected: String) {
        #expect(outline(text).split(separator: "\n").first ?? "" == "1:1 p " + expected)
    }

    @Test("Links keep their places over lines of any indentation, in quotes and lists and tables")
    func linkPlaces() {
        let text = """
            a [b
            c](x) [d](
              y
            ) [e](z)
                 and [f](w)

            > - a [g](u)
            >   b ![h](t)
            > c [i](s)

            | a \\| b | [j](r) |
            |---|---|
            | `x` | k [l](q) ![m](p) |

            head [n](o)
              more [p](q)
            ===
            """
        #expect(
            outline(text) == """
                1:1 p a <link 1:3 x b⏎c> <link 2:7 y d> <link 4:3 z e>⏎and <link 5:10 w f>
                7:1 quote
                  7:3 list
                    -
                      7:5 p a <link 7:7 u g>⏎b <image 8:7 t h>⏎c <link 9:5 s i>
                11:1 table left left
                  a | b | <link 11:12 r j>
                  <code x> | k <link 13:11 q l> <image 13:18 p m>
                15:1 h1 head <link 15:6 o n>⏎more <link 16:8 q p>
                """)
    }

    @Test("Labels of headings are taken off, and must begin with sec-")
    func headings() {
        #expect(
            outline("## A *b* {#sec-a--b}\n\nC {#sec-c} ##\n---\n\n# D {#d-1}") == """
                1:1 h2 #sec-a--b A <em b>
                3:1 h2 C {#sec-c} ##
                6:1 h1 D
                """)
        #expect(faults("# D {#d-1}") == ["1:5 error: the label 'd-1' does not begin with 'sec-'"])
        #expect(outline("C $x$ {#sec-c}\n---") == "1:1 h2 #sec-c C <math 1:3 x>")
        #expect(read("text").chapter.title == [.text("x")])
    }

    @Test("Footnotes are known by name; one not defined is an error, one not used a warning")
    func footnotes() {
        let text = "a[^b] c[^d]\n\n[^b]: e `= f`\n\n    g\n\n[^h]: i\n\n[^b]: j"
        #expect(
            outline(text) == """
                1:1 p a<footnote 1:2 b> c[^d]
                footnote b
                  3:7 p e <value 0>
                  5:5 p g
                footnote h
                  7:7 p i
                value 0 3:12 "f"
                """)
        #expect(
            faults(text) == [
                "1:8 error: the footnote 'd' is not defined",
                "7:1 warning: the footnote 'h' is never referred to",
                "9:1 error: the footnote 'b' is defined twice",
            ])
    }

    @Test("A margin note that is not closed, or crosses emphasis, is an error")
    func notes() {
        #expect(faults("a ^[b") == ["1:3 error: the margin note is not closed"])
        #expect(outline("a ^[b") == "1:1 p a ^[b")
        #expect(faults("*a ^[b* c]") == ["1:4 error: the margin note crosses the emphasis or the link around it"])
    }

    @Test("A byte-order mark, CRLF and CR line endings and tabs change nothing")
    func lineEndings() {
        let text = "# a\n\nb $x$\n\n```swift @run\nlet a = 1\n```\n"
        let expected = outline(text)
        #expect(outline("\u{FEFF}" + text.replacing("\n", with: "\r\n")) == expected)
        #expect(outline(text.replacing("\n", with: "\r")) == expected)
        #expect(outline("-\ta $x$") == "1:1 list\n  -\n    1:3 p a <math 1:5 x>")
    }

    @Test("An empty file is an empty chapter")
    func empty() {
        for text in ["", "\n", "  \n\t\n"] {
            #expect(outline(text) == "")
            #expect(faults(text) == [])
        }
    }

    @Test("Bytes that are not UTF-8 are an error at the first of them")
    func notUTF8() {
        let (chapter, diagnostics) = ChapterReader.read(
            bytes: Array("a\r\nbé".utf8) + [0xFF, 0x41], name: "x", file: "chapters/x.md")
        #expect(faults(diagnostics) == ["2:4 error: the file is not UTF-8 text"])
        #expect(diagnostics.first?.sourceLine == "bé\u{FFFD}A")
        #expect(outline(chapter) == "1:1 p a⏎bé\u{FFFD}A")
    }

    @Test("Containers nested too deeply are an error, not a crash")
    func depth() {
        #expect(
            faults(String(repeating: "> ", count: 20_000) + "a") == [
                "1:131 error: lists and quotes are nested too deeply"
            ])
        _ = outline(String(repeating: "*a **b ", count: 3000) + String(repeating: "c** d*", count: 3000))
        _ = outline(String(repeating: "^[", count: 3000) + String(repeating: "]", count: 3000))
    }

    @Test("Diagnostics show the line that they are about")
    func sourceLines() {
        #expect(
            read("a\n\nb ^[c").diagnostics.first?.rendered == """
                chapters/x.md:3:3: error: the margin note is not closed
                    b ^[c
                      ^
                  End it with ']'. A bracket within it that stands alone needs a backslash before it.
                """)
    }

    @Test("An address of mail has its own place, bare or in angles, also in a table that a line of text precedes")
    func placesOfMail() {
        for address in ["a@b.cd", "<a@b.cd>"] {
            for text in [
                "x \(address)$|x|$ y\n", "x\n  y \(address)\n",
                "| W\nord | \(address)$|x|$ | b |\n|:--|:--:|--:|\n| a | b | c |\n",
            ] {
                for rest in ["", "\n[link](https://example.org) and <https://example.org/b>\n"] {
                    let (chapter, _) = read(text + rest)
                    #expect(misplaced(in: chapter, text: text + rest) == [], "\(text + rest)")
                }
            }
        }
    }

    @Test("Images and links above a table's header have their places, though cmark knows none")
    func placesAboveTables() {
        for text in [
            "x ![a](b) [c](d)\nh | i |\n|:-:|--|\n| a | [j](k) |\n",
            "x\n![a](b) | [c](d) |\n|:-:|--|\n| a | ![a](b) |\n",
        ] {
            let (chapter, _) = read(text)
            var links = 0
            chapter.visitInlines { inline in
                switch inline {
                case .link, .image: links += 1
                default: break
                }
            }
            #expect(links == 3 && misplaced(in: chapter, text: text) == [], "\(text)")
        }
    }
}
