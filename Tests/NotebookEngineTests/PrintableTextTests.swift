import BookModel
import Foundation
import Testing

@Suite("Text for terminals") struct PrintableTextTests {
    @Test("Nothing that a terminal obeys stays, and everything else does")
    func characters() {
        let obeyed =
            [0..<0x09, 0x0B..<0x20, 0x7F..<0xA0, 0x2028..<0x202F, 0x2066..<0x206A].joined().map { $0 as UInt32 }
        for value in obeyed {
            let text = "a\(Unicode.Scalar(value)!)b"
            #expect(text.printable == "a\\u\(String(format: "%04X", value))b")
        }
        let shown = "tab\tline\nnaïve 語 שלום\u{200F} \u{200D}👩‍🔬 λ⋆ \u{A0}\u{FEFF}\\u001B"
        #expect(shown.printable == shown)
        #expect("\u{1B}]0;x\u{7}\u{9B}31m\r\u{202E}txt".printable == "\\u001B]0;x\\u0007\\u009B31m\\u000D\\u202Etxt")
        #expect("".printable == "")
    }

    @Test("JSON stays the same value")
    func json() throws {
        let words = ["a\u{1B}[31m", "\u{9B}", "\u{202E}x", "\u{2028}", "\\u001B", "\"\\", "語"]
        let text = String(decoding: try JSONEncoder().encode(words), as: UTF8.self)
        let read = try JSONDecoder().decode([String].self, from: Data(text.printable.utf8))
        #expect(read == words)
        #expect(text.printable.printable == text.printable)
    }

    @Test("A diagnostic shows what it quotes, and its caret stands under the place")
    func diagnostics() {
        let diagnostic = Diagnostic(
            "unknown '\u{1B}[2J'", at: SourceLocation(file: "a\u{7}.md", line: 1, column: 4),
            explanation: "first\n\u{9B}second", remedy: "Write \u{202E}it.", sourceLine: "\u{1B}x\tyz")
        #expect(
            diagnostic.rendered == """
                a\\u0007.md:1:4: error: unknown '\\u001B[2J'
                    \\u001Bx\tyz
                           \t^
                  first
                  \\u009Bsecond
                  Write \\u202Eit.
                """)
    }
}
