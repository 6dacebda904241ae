public import BookModel

/// Reads what `swiftc -diagnostic-style llvm` prints.
public struct CompilerDiagnosticParser {
    private let chapter: String
    private let source: SourceText
    private let program: String
    private let code: [ClosedRange<Int>]

    /// A parser for one chapter.
    ///
    /// - Parameters:
    ///   - chapter: the chapter's file as `#sourceLocation` names it.
    ///   - chapterText: the chapter's text, whose lines are shown beneath the messages.
    ///   - program: the generated file's path as it was given to the compiler.
    ///   - code: the lines of the chapter with code; by default all. What code leaves open the compiler misses further
    ///     down, where the program has other lines than the chapter.
    public init(
        chapter: String, chapterText: String, program: String, code: [ClosedRange<Int>] = [1...Int.max]
    ) {
        self.code = code
        self.chapter = chapter
        source = SourceText(chapterText)
        self.program = program
    }

    /// The diagnostics in the compiler's order, each once. Notes are folded into the explanation of what they
    /// belong to, and the source lines that the compiler shows are left out: the chapter's own are filled in.
    public func parse(_ output: String) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        let messages = output.split(separator: "\n").compactMap(Message.init)
        // A comment or a text that is not closed swallows what the program has after it.
        let isOpen = messages.contains { isChapter($0.file) && $0.text.hasPrefix("unterminated ") }
        for message in messages {
            if message.kind == "note" {
                guard var last = diagnostics.popLast() else { continue }
                if isChapter(message.file), isCode(message.line), isMisplaced(last) {
                    diagnostics.append(moved(last, line: message.line, column: message.column))
                    continue
                }
                let place = isChapter(message.file) ? " (line \(message.line))" : ""
                let note = message.text + place
                let notes = last.explanation?.split(separator: "\n").map(String.init) ?? []
                if !notes.contains(note) { last.explanation = (notes + [note]).joined(separator: "\n") }
                diagnostics.append(last)
            } else if !isAboutScaffolding(message), !(isOpen && message.file == program) {
                diagnostics.append(diagnostic(message))
            }
        }
        var seen: Set<Diagnostic> = []
        return diagnostics.map(placed).filter { seen.insert($0).inserted }
    }

    private func isCode(_ line: Int) -> Bool { code.contains { $0.contains(line) } }

    /// Whether it stands where the chapter has no code: what is unfinished is further up, or where a note says. The end of
    /// a comment that is not closed is missed at the end of the program, whatever the chapter has in that line.
    private func isMisplaced(_ diagnostic: Diagnostic) -> Bool {
        guard diagnostic.location?.file == chapter, let line = diagnostic.location?.line else { return false }
        return !isCode(line) || diagnostic.summary.hasPrefix("unterminated '/*'")
    }

    /// At the end of the code before it, where it stands at no code and no note has said where.
    private func placed(_ diagnostic: Diagnostic) -> Diagnostic {
        guard diagnostic.location?.file == chapter, let line = diagnostic.location?.line, !isCode(line),
            let last = code.map(\.upperBound).filter({ $0 < line }).max(), let text = source.line(last)
        else { return diagnostic }
        return moved(diagnostic, line: last, column: text.utf8.count + 1)
    }

    private func moved(_ diagnostic: Diagnostic, line: Int, column: Int) -> Diagnostic {
        var diagnostic = diagnostic
        diagnostic.location = SourceLocation(file: chapter, line: line, column: column)
        diagnostic.sourceLine = nil
        return source.quoting(diagnostic)
    }

    private func diagnostic(_ message: Message) -> Diagnostic {
        let severity: Diagnostic.Severity = message.kind == "warning" ? .warning : .error
        if isChapter(message.file) {
            let location = SourceLocation(file: chapter, line: message.line, column: message.column)
            return source.quoting(Diagnostic(severity, message.text, at: location))
        }
        guard message.file == program else {
            let location = message.file.map { SourceLocation(file: $0, line: message.line, column: message.column) }
            return Diagnostic(severity, message.text, at: location)
        }
        let summary = "the chapter's program does not compile: \(message.text)"
        if message.text.starts(with: /missing required module|no such module|module file/) {
            return Diagnostic(
                severity, summary, at: SourceLocation(file: chapter, line: 1),
                explanation: "The fault is not in the chapter: the modules of w2vbook that chapters are compiled "
                    + "against are not there, or are of another build.",
                remedy: "Build w2vbook again, and then the book.")
        }
        return Diagnostic(
            severity, summary, at: SourceLocation(file: chapter, line: 1),
            explanation: "The fault is not within one block, but in how the blocks stand together in the program, "
                + "at \(program):\(message.line):\(message.column).",
            remedy: "Look for a brace, a bracket or a quote that a block leaves open.")
    }

    /// Whether a message is about the chapter. The compiler prints the names in `#sourceLocation` as they are
    /// written there, escapes and all.
    private func isChapter(_ file: String?) -> Bool { file == chapter || file == SwiftSource.escaped(chapter) }

    /// Whether a warning is about the `try` that the program puts before a directive, which the author did not write:
    /// a directive of the book's own need not throw.
    private func isAboutScaffolding(_ message: Message) -> Bool {
        guard message.kind == "warning", message.text.hasPrefix("no calls to throwing functions occur within 'try'"),
            isChapter(message.file)
        else { return false }
        return source.line(message.line)?.utf8.dropFirst(message.column - 1).starts(with: "try".utf8) != true
    }

    /// The head line of a diagnostic: `file:line:column: error: text`, or `error: text` alone.
    private struct Message {
        var file: String?
        var line = 1
        var column = 1
        var kind: String
        var text: String

        init?(_ output: Substring) {
            for kind in ["error", "warning", "note"] {
                if output.hasPrefix("\(kind): ") || output.hasPrefix("<unknown>:0: \(kind): ") {
                    self.kind = kind
                    text = String(output[output.firstRange(of: "\(kind): ")!.upperBound...])
                    return
                }
            }
            guard let match = output.wholeMatch(of: /(.+?):(\d+):(\d+): (error|warning|note): (.*)/),
                let line = Int(match.2), let column = Int(match.3)
            else { return nil }
            file = String(match.1)
            self.line = line
            self.column = column
            kind = String(match.4)
            text = String(match.5)
        }
    }
}
