import Computation
import Foundation
import Testing

@testable import TextStatistics

@Suite("Wiki markup")
struct WikiMarkupTests {
    static let cases: [(markup: String, text: String)] = [
        // Plain text.
        ("", ""),
        ("Just words.", "Just words."),
        ("a { b } c [ d ] e | f < g & h", "a { b } c [ d ] e | f < g & h"),
        ("One\n\n\n\ntwo  \nthree\n", "One\n\ntwo\nthree"),
        // Bold and italic.
        ("'''Bold''' and ''italic'' and '''''both'''''", "Bold and italic and both"),
        ("l'''amour'' d'Anne", "lamour d'Anne"),
        ("''''four'''' and ''''''six''''''", "'four' and 'six'"),
        // Links.
        ("a [[cat]] sat", "a cat sat"),
        ("two [[cat]]s", "two cats"),
        ("the [[Felis catus|house cat]]'s tail", "the house cat's tail"),
        ("[[cat|]]", "cat"),
        ("[[a|b|c]]", "b|c"),
        ("[[File:Cat.jpg|thumb|A [[cat|feline]] and {{x}} [[dog]].]]After", "After"),
        ("[[Image:A.png]][[ file : b.png|left]]x[[Category:Cats|C]]y", "x y"),
        ("see [[:Category:Cats]] and [[:File:A.png|the file]]", "see Category:Cats and the file"),
        ("x [[de:Katze]] [[zh-min-nan:Niau]] [[simple:Cat]] [[Star Wars: A New Hope]]", "x    Star Wars: A New Hope"),
        ("[[wikt:cat|cat]] [[The End: a play|play]]", "cat play"),
        ("[[Datei:Katze.jpg|mini|Eine Katze]]weiter[[Kategorie:Tier]]", "weiter"),
        // External links.
        ("[http://example.org/a_b?c=d the site] said", "the site said"),
        ("[//a.b one [[c|two]] three] and [//a.b one [//c two] three]", "one two three and one two three]"),
        ("[[a|one [//b.c two] three]] and [[a|one [//b.c two [[d|three]]", "one two three and aone two three"),
        ("[https://example.org]done and [//example.org there]", "done and there"),
        ("at http://example.org/x today (https://a.b/c)", "at  today ("),
        ("ratio 3://4 and word:// stay", "ratio 3://4 and word:// stay"),
        // Templates.
        ("a{{x}}b {{y|z={{deep|{{deeper}}}}}}c", "a b c"),
        ("{{Infobox\n| name = x\n| image = [[File:a.jpg]]\n}}\n'''Cat'''", "Cat"),
        ("{{{1|default}}} kept {{#if:x|y|z}}", "kept"),
        ("{{a|{{{1}}}}}done", "done"),
        // Tables.
        ("before\n{| class=\"wikitable\"\n|-\n! head\n|-\n| cell || [[x|y]]\n|}\nafter", "before\n\nafter"),
        ("{|\n| a\n{|\n| inner\n|}\n| b\n|}end", "end"),
        (":{| \n| {{t\n|}}\n|}x", "x"),
        // Rows and cells of tables that templates open, whose attributes are no text.
        (
            "{{Table begin}}\n!colspan=\"2\"|Title words\n|-\n! one !! scope=col | two\n| three || four\n{{Table end}}",
            "! Title words\n|\n! one !!  two\n| three || four"
        ),
        ("{{start}}\n| align=right | text\n|-\n| style=\"x | y\" | more\n|}", "|  text\n|\n|  more\n|}"),
        ("|- class='a' style=\"b\"\n| nowrap rowspan = 2 data-x=3 | c || width=5% | d", "|\n|  c ||  d"),
        ("|+ class=a | caption", "|  caption"),
        (
            "| a = b | c\n| style=x || y\n| title=x\n| style = \"x | y",
            "| a = b | c\n| style=x || y\n| title=x\n| style = \"x | y"
        ),
        ("text | align=right | and!! style=a | stay", "text | align=right | and!! style=a | stay"),
        // References, extensions, comments.
        ("a <ref name=\"a>b\" /> kept <ref>gone</ref> b", "a  kept  b"),
        ("a <ref name=\"a/>b\">gone</ref> kept <ref name='q>r'>gone</ref> b", "a  kept  b"),
        ("a <ref name=\"b>gone</ref> kept <ref name=\"c\">gone</ref> b", "a  kept  b"),
        ("a <br title='don't'>b <i class=\"x\" id = \"y>z\">c</i>", "a b c"),
        ("fact<ref>Book, p. 1</ref> and<ref name=\"a\" /> more<REF name=b>x</Ref >.", "fact and more."),
        ("a<!-- no\n--> b<!---->c", "a bc"),
        ("x <math>\\frac{a}{b}</math> y <gallery>\nA.jpg|cap\n</gallery>z", "x  y z"),
        ("<nowiki>[[not a link]] ''x'' &amp; {{t}}</nowiki> [[y]]", "[[not a link]] ''x'' & {{t}} y"),
        ("<syntaxhighlight lang=\"c\">int {{x</syntaxhighlight>end", "end"),
        // Tags and entities.
        ("H<sub>2</sub>O is <b>wet</b><br />and<br>cold", "H2O is wet and cold"),
        ("<div class=\"a\">one</div><p>two</p>", "one two"),
        ("a<unknown>b</unknown> 1<2 and 3>2", "a<unknown>b</unknown> 1<2 and 3>2"),
        (
            "a&nbsp;b &ndash; &eacute;t&#233; &#x263A; &amp;lt; co&shy;op &bogus; &#0; &",
            "a b – été ☺ &lt; coop &bogus; &#0; &"
        ),
        // Lines.
        ("== History ==\ntext\n=== ''Early'' ===\n", "History\ntext\nEarly"),
        ("==A= b==\n=\n1 = 2", "A= b\n\n1 = 2"),
        (
            "* one\n** two\n# three\n; term : def\n: indented\n----\nlast",
            "one\ntwo\nthree\nterm : def\nindented\n\nlast"
        ),
        ("__NOTOC__a __FORCETOC__ snake__case __x__", "a  snake__case __x__"),
        // What is not closed.
        ("a {{b c", "a b c"),
        ("a }} b ]] c [[d\ne [[f|g", "a  b  c d\ne fg"),
        ("{{a [[b]] {{c}} d", "a b  d"),
        ("{|\n| a\nrest", "| a\nrest"),
        ("a <ref>b [[c]]", "a b c"),
        ("a <!-- b", "a"),
        ("[http://x.org a\nb] c", "a\nb] c"),
        ("[[a [[b|c]] d]]", "a c d"),
        ("x <ref name=a y", "x <ref name=a y"),
    ]

    @Test("becomes the text a reader sees", arguments: cases)
    func small(markup: String, text: String) {
        let wiki = WikiMarkup(fileNames: ["Datei"], categoryNames: ["Kategorie"])
        #expect(String(decoding: wiki.text(of: Array(markup.utf8)), as: UTF8.self) == text)
    }

    @Test("of a long article leaves its prose")
    func article() {
        let markup = """
            {{Short description|River in an invented country}}
            {{Use British English|date=May 2020}}
            {{Infobox river
            | name   = Alder
            | image  = [[File:Alder at dusk.jpg|300px|alt=The river]]
            | length = {{convert|120|km|mi|abbr=on}}<!-- checked -->
            | map    = {{Location map|Nowhere|lat={{#expr: 1 + 1}}|label=[[Alder]]}}
            }}
            [[File:Alder valley.jpg|thumb|right|The valley of the '''Alder''' near [[Ford]]<ref>{{cite web|url=http://a.b/c|title=T}}</ref>]]
            The '''Alder''' ({{IPAc-en|ˈ|ɔː|l|d|ər}}; from {{lang|xx|alda}}, "dark") is a [[river]] of the [[Northern Province (Nowhere)|Northern Province]].<ref name="atlas">{{cite book |title=Atlas |page=12}}</ref> It is 120&nbsp;km long<ref name="atlas" /> &ndash; the second-longest of the ''province'', after the [[Birch (river)|Birch]].

            == Course ==
            The river rises at the foot of [[Mount Grey]]s southern wall, at {{convert|1,200|m}}, and flows past:
            * [[Ford, Nowhere|Ford]], a market town;
            * [[Mill]] &amp; [[Lower Mill]];
            ** the old bridge.

            {| class="wikitable sortable" style="float:right"
            |+ Tributaries
            ! Name !! Length
            |-
            | [[Elm (river)|Elm]] || {{sort|012|12 km}}
            |-
            |
            {|
            | nested
            |}
            |}
            === Floods ===
            In 1870 water rose by <math>h = \\sqrt{2}</math> metres.{{efn|According to ''The Gazette'' [http://example.org/1870 archive].}} See also [http://example.org the survey], or https://example.org/raw.

            == References ==
            {{reflist|30em}}
            <references />
            <gallery>
            File:A.jpg|One
            </gallery>

            {{Authority control}}
            [[Category:Rivers of Nowhere|Alder]]
            [[de:Alder (Fluss)]]
            __NOTOC__
            """
        let text = """
            The Alder (; from , "dark") is a river of the Northern Province. It is 120 km long – the second-longest of the province, after the Birch.

            Course
            The river rises at the foot of Mount Greys southern wall, at , and flows past:
            Ford, a market town;
            Mill & Lower Mill;
            the old bridge.

            Floods
            In 1870 water rose by  metres. See also the survey, or

            References
            """
        #expect(String(decoding: WikiMarkup().text(of: Array(markup.utf8)), as: UTF8.self) == text)
    }

    @Test("of whatever kind is never longer as text, and all of it is read")
    func random() {
        var random = SeededGenerator(seed: 5)
        let pieces = [
            "{{", "}}", "[[", "]]", "|", "\n", "{|", "|}", "<ref>", "</ref>", "<!--", "-->", "''", "=", "==", "a", "b ",
            "File:", "http://x", "[http://y ", "]", "&amp;", "&#65;", "<nowiki>", "</nowiki>", "__TOC__", ":", "*", "{",
            "}", "<br>", "é", "\n\n", " ",
        ]
        for _ in 0..<20_000 {
            let markup = (0..<Int.random(in: 0...30, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                .joined()
            let text = WikiMarkup().text(of: Array(markup.utf8))
            #expect(text.count <= markup.utf8.count, "\(markup)")
            #expect(String(validating: text, as: UTF8.self) != nil, "\(markup)")
        }
    }

    /// Each is 0.5 MB of what would take minutes in quadratic time.
    @Test(
        "that is malformed takes linear time",
        arguments: [
            "{{", "[[", "[[a|", "[[File:a|", "{{a|[[b|", "{|\n", "\n|}}", "<ref>", "<ref", "<a", "<!-", "<nowiki>", "&",
            "&amp", "[http://a ", "http:", "http://", "'", "__A", "=\n=", "]]", "}}", "[[a|{{", "{{a}} [[", "</ref ",
            "\n", "{{{", "[[[[", "<ref>[[a|", "]]]", "|}\n", "* ", "[[a\n", "[[a|b [//x ", "[[a|b [//x [//x ",
        ])
    func linear(piece: String) {
        let markup = Array(String(repeating: piece, count: 500_000 / piece.utf8.count).utf8)
        for end in ["", "]]]", "}}\n|}"].map({ String(repeating: $0, count: 50_000) }) {
            #expect(WikiMarkup().text(of: markup + Array(end.utf8)).count <= markup.count + end.utf8.count)
        }
    }
}
