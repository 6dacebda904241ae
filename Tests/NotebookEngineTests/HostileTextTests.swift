import BookModel
import Testing

@testable import NotebookEngine

/// Texts that are made to be dear to read.
@Suite("Hostile chapters") struct HostileTextTests {
    @Test("with a table that leaves most of its cells out show it as text, with an error at its line")
    func sparseTables() throws {
        func table(columns: Int, rows: Int) -> String {
            let bars = String(repeating: "|", count: columns + 1)
            let dashes = String(repeating: "|-", count: columns) + "|"
            return "\(bars)\n\(dashes)\n" + String(repeating: "|a\n", count: rows)
        }
        let (chapter, diagnostics) = read("# T\n\n" + table(columns: 5000, rows: 5000) + "\nAfter.\n")
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostics.count == 1)
        #expect(
            diagnostic.rendered.hasPrefix(
                "chapters/x.md:3:1: error: the rows of this table leave out 24995000 of its cells\n"))
        #expect(diagnostic.explanation == "A chapter's tables may leave out 200000 in all. This one is shown as text.")
        #expect(!chapter.blocks.contains { if case .table = $0.content { true } else { false } })
        // Several that are too much together; what is below the limit stays a table.
        let many = read((0..<5).map { _ in table(columns: 300, rows: 200) }.joined(separator: "\n"))
        #expect(many.diagnostics.map(\.location?.line) == [610, 813])
        #expect(many.chapter.blocks.count { if case .table = $0.content { true } else { false } } == 3)
        #expect(read(table(columns: 400, rows: 500)).diagnostics.isEmpty)
    }

    @Test("with one fault ten thousand times have fifty errors and the number of the others")
    func repeatedFaults() {
        let (_, diagnostics) = read(String(repeating: "$$\n", count: 50_000))
        #expect(diagnostics.count == 51)
        #expect(diagnostics.first?.summary == "the display equation is empty")
        #expect(diagnostics.last?.summary == "24950 more of this kind: the display equation is empty")
        #expect(diagnostics.last?.severity == .error)
        #expect(diagnostics.last?.location?.line == 101)
    }

    @Test("are condensed by kind: file, severity and words; of fifty-one equal faults none is left out")
    func condensing() {
        func faults(_ count: Int, _ severity: Diagnostic.Severity = .error, file: String = "a.md") -> [Diagnostic] {
            (0..<count).map {
                Diagnostic(severity, "no '\($0)' after \($0)", at: SourceLocation(file: file, line: $0 + 1))
            }
        }
        #expect(faults(51).condensed() == faults(51))
        #expect(
            faults(52).condensed().map(\.summary).suffix(2) == [
                "no '49' after 49", "2 more of this kind: no '50' after 50",
            ])
        let mixed = faults(40) + faults(40, .warning) + faults(40, file: "b.md")
        #expect(mixed.condensed() == mixed)
    }
}
