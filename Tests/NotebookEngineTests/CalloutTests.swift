import BookModel
import NotebookEngine
import Testing

@Suite("Callouts")
struct CalloutTests {
    @Test("A quotation that begins with a kind is a callout, with what stands on that line as its title")
    func kinds() {
        #expect(
            outline("> [!NOTE]\n> Read *this*.\n>\n> - one") == """
                1:1 callout note
                  1:3 p Read <em this>.
                  4:3 list
                    -
                      4:5 p one
                """)
        #expect(outline("> [!tip] Save *time*\n> Text.") == "1:1 callout tip Save <em time>\n  1:3 p Text.")
        #expect(outline("> [!IMPORTANT]\n>\n> Text.") == "1:1 callout important\n  3:3 p Text.")
        for kind in Callout.Kind.allCases {
            #expect(outline("> [!\(kind.rawValue.uppercased())]\n> a") == "1:1 callout \(kind.rawValue)\n  1:3 p a")
        }
    }

    @Test("Figures, values and references within a callout are those of the chapter")
    func inner() {
        let (chapter, diagnostics) = read(
            "> [!WARNING] See @fig-a\n> It is `= x`.\n>\n> ```swift @run\n> let y = 1\n> ```")
        #expect(diagnostics == [])
        #expect(chapter.cells.map(\.code) == ["let y = 1\n"])
        #expect(chapter.values.map(\.expression) == ["x"])
        var references: [String] = []
        chapter.visitInlines { if case .reference(let label, _) = $0 { references.append(label) } }
        #expect(references == ["fig-a"])
    }

    @Test(
        "Other quotations stay quotations",
        arguments: ["> \\[!NOTE]\n> a", "> [NOTE]\n> a", "> [!]\n> a", "> [!a b]\n> a", "> a\n> [!NOTE]", "> ![a](b)"])
    func quotations(text: String) {
        #expect(outline(text).hasPrefix("1:1 quote"))
        #expect(read(text).diagnostics == [])
    }

    @Test("An unknown kind and a callout without text are errors with their place and a remedy")
    func faults() {
        let typo = read("Text.\n\n- > [!WARNNG]\n  > a").diagnostics
        #expect(
            typo == [
                Diagnostic(
                    "unknown kind of callout 'WARNNG'", at: SourceLocation(file: "chapters/x.md", line: 3, column: 5),
                    remedy: "Did you mean [!WARNING]? For a quotation, write \\[! at its beginning.",
                    sourceLine: "- > [!WARNNG]")
            ])
        let unknown = read("> [!QUESTION]\n> a")
        #expect(
            unknown.diagnostics.first?.remedy
                == "The kinds are: NOTE, TIP, IMPORTANT, WARNING, CAUTION. "
                + "For a quotation, write \\[! at its beginning."
        )
        #expect(outline(unknown.chapter) == "1:1 quote\n  1:3 p [!QUESTION]⏎a")
        let empty = read("> [!NOTE] Only a title").diagnostics
        #expect(
            empty == [
                Diagnostic(
                    "the callout [!NOTE] has no text", at: SourceLocation(file: "chapters/x.md", line: 1, column: 3),
                    remedy: "Write it on the lines beneath, each with '> ' before it.",
                    sourceLine: "> [!NOTE] Only a title")
            ])
    }
}
