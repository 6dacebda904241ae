import BookModel
import NotebookEngine
import Testing

/// A chapter with everything in it.
let wholeChapter = #"""
    # The target matrix {#sec-target}

    Word2vec factorises $M^\star_{ij}$ [@karkada2025; @levy2014]. Of its *eigenvalues*, the
    first is `= theory.eigenvalues[0]` and, as @fig-spectrum shows, "they" fall --- fast.[^fast]

    $$
    M^\star = \frac{P_{ij} - P_i P_j}{\tfrac12 (P_{ij} + P_i P_j)}
    - *x*
    $$ {#eq-target}

    ```swift @define
    func twice(_ x: Double) -> Double { 2 * x }
    ```

    ```swift @run
    let theory = try book.corpus()
    ```

    ## The *spectrum* of $M$ {#sec-spectrum}

    - A list ^[With a note, *even* `= twice(2)`.] and
      its [link](https://example.org/a_b "A title"),
      $a*b*c$.

      ```swift @figure("spectrum", alt: "Eigenvalues (of M) fall.", echo: .hide)
      Chart {
          PointMark(theory)
      }
      ```

      : Eigenvalues of $M$, `= theory.count` of them.

    > A quote with ![an *image*](pic.png)
    > over @sec-target lines.

    | Word | $|x|$ | `= a || b` |
    |:-----|:--:|--:|
    | *a* | costs \$5 | @tbl-words |

    ```swift @table("words")
    Table(theory)
    ```

    ```swift
    let shown = "$not math$"
    ```

    <aside>raw $html$</aside>

    [^fast]: As `= theory.exponent` says.

    ````markdown @exercise("trace")
    Show that $x$ is `= theory.trace`.
    ````

    ````markdown @solution("trace")
    ```swift @run
    let trace = theory.trace
    ```

    - As in @eq-target.
    ````
    """#

private let wholeOutline = #"""
    1:1 h1 #sec-target The target matrix
    3:1 p Word2vec factorises <math 3:21 M^\star_{ij}> <cite 3:36 karkada2025 levy2014>. Of its <em eigenvalues>, the⏎first is <value 0> and, as <ref 4:44 fig-spectrum> shows, “they” fall — fast.<footnote 4:86 fast>
    6:1 math #eq-target "M^\\star = \\frac{P_{ij} - P_i P_j}{\\tfrac12 (P_{ij} + P_i P_j)}\n- *x*"
    11:1 @define id none, at 11:10, code at 12, indent 0, values 1 "func twice(_ x: Double) -> Double { 2 * x }\n"
    15:1 @run id none, at 15:10, code at 16, indent 0, values 1 "let theory = try book.corpus()\n"
    19:1 h2 #sec-spectrum The <em spectrum> of <math 19:22 M>
    21:1 list, loose
      -
        21:3 p A list <note With a note, <em even> <value 1>.> and⏎its <link 22:7 https://example.org/a_b "A title" link>,⏎<math 23:3 a*b*c>.
        25:3 @figure("spectrum", alt: "Eigenvalues (of M) fall.", echo: .hide) id spectrum, at 25:12, code at 26, indent 2, values 2 "Chart {\n    PointMark(theory)\n}\n"
          caption Eigenvalues of <math 31:20 M>, <value 2> of them.
    33:1 quote
      33:3 p A quote with <image 33:16 pic.png an <em image>>⏎over <ref 34:8 sec-target> lines.
    36:1 table left center right
      Word | <math 36:10 |x|> | <value 3>
      <em a> | costs $5 | <ref 38:21 tbl-words>
    40:1 @table("words") id words, at 40:10, code at 41, indent 0, values 4 "Table(theory)\n"
    44:1 code swift "let shown = \"$not math$\"\n"
    48:1 html "<aside>raw $html$</aside>\n"
    52:1 exercise trace, at 52:14
      53:1 p Show that <math 53:11 x> is <value 5>.
    solution
      57:1 @run id none, at 57:10, code at 58, indent 0, values 6 "let trace = theory.trace\n"
      61:1 list
        -
          61:3 p As in <ref 61:9 eq-target>.
    footnote fast
      50:10 p As <value 4> says.
    value 0 4:13 "theory.eigenvalues[0]"
    value 1 21:35 "twice(2)"
    value 2 31:28 "theory.count"
    value 3 36:21 "a || b"
    value 4 50:16 "theory.exponent"
    value 5 53:21 "theory.trace"
    """#

@Suite("A whole chapter")
struct WholeChapterTests {
    @Test("Everything in it has its value and its place")
    func everything() {
        let (chapter, diagnostics) = read(wholeChapter)
        #expect(faults(diagnostics) == [])
        #expect(outline(chapter) == wholeOutline)
        #expect(chapter.title == [.text("The target matrix")])
        #expect(misplaced(in: chapter, text: wholeChapter) == [])
    }
}
