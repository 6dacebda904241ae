import BookModel
import Computation
import Foundation
import Fuzzing
import NotebookEngine
import Testing

@Suite("Damaged chapters")
struct MutationTests {
    @Test("Whatever is done to a chapter, it can be read, and what has a place stands there")
    func mutations() {
        var generator = SeededGenerator(seed: Fuzzing.seed(of: "chapters"))
        var hasFailed = false
        Fuzzing.rounds(3000, of: "chapters") { round in
            if hasFailed { return }
            let text = Fuzzing.damaged(wholeChapter, with: Fuzzing.chapterPieces, using: &generator)
            let (chapter, diagnostics) = read(text)
            let program = ProgramGenerator.source(of: chapter, parameters: [])
            #expect(program.hasPrefix("import ChapterRuntime"))
            let lines = SourceText(text)
            for diagnostic in diagnostics {
                #expect(diagnostic.location.flatMap { lines.line($0.line) } != nil, "round \(round)")
            }
            // A null byte becomes a character of three bytes, and moves what follows it on its line.
            if !text.unicodeScalars.contains("\u{0}") {
                let wrong = misplaced(in: chapter, text: text)
                #expect(wrong == [], "round \(round): \(text.debugDescription)")
                hasFailed = !wrong.isEmpty
            }
        }
    }

    private static let yamlPieces = [
        ":", ": ", "- ", "\n", "\n  ", "{", "}", "[", "]", ",", "&a ", "*a", "<<: *a", "!!int ", "!!binary ", "|\n",
        ">\n",
        "'", "\"", "#", "---\n", "...\n", "? ", "%YAML 9.9\n", "~", "null", "true", ".inf", ".nan", "-1",
        "0x7fffffffffffffff",
        "1e999", "99999999999999999999", "2026-01-01", "4GB", "0GB", "\t", "\u{0}", "\u{FEFF}", "é", "limits",
        "corpora", "kind",
        "shuffled", "\\", "@", "`",
    ]

    /// Reads the damaged versions of a file; what is said of them stands in them.
    private func readMutations(of text: String, named name: String, _ read: (String) -> [Diagnostic]) {
        var generator = SeededGenerator(seed: Fuzzing.seed(of: name))
        Fuzzing.rounds(2000, of: name) { round in
            let text = Fuzzing.damaged(text, with: MutationTests.yamlPieces, using: &generator)
            for diagnostic in read(text) {
                #expect(!diagnostic.summary.isEmpty && !diagnostic.summary.contains("\n"), "round \(round)")
                _ = SourceText(text).quoting(diagnostic).rendered
            }
        }
    }

    @Test("Whatever is done to book.yml, it can be read, and its parameters resolved")
    func books() {
        let book = """
            title: A book
            authors: [A, "B"]
            language: en-GB
            chapters: [01-a, 02-b]
            corpus: text.txt
            parameters: {window: 4, start: 1.0e-4, name: words, fast: true}
            profiles:
              quick: {window: 2, corpora: {text: {window: 3}}}
            corpora:
              gcide: {window: 5}
            limits: {seconds: 60, memory: 2GB, cache: 500MB}
            raw-html: false
            date: 2026-11-23
            url: https://example.org/book
            """
        readMutations(of: book, named: "book.yml") { text in
            let (book, diagnostics) = BookConfiguration.read(
                text: text, file: "book.yml", chapterNames: ["01-a", "02-b"])
            for profile in book.profileNames { _ = try? book.resolve(profile: profile, corpus: "gcide") }
            #expect(book.cacheLimit > 0 && book.secondsPerChapter > 0)
            return diagnostics
        }
    }

    @Test("Whatever is done to references.yml, it can be read")
    func references() {
        let list = """
            karkada2025:
              authors: [Dhruva Karkada, "Simon, James B."]
              title: "Closed-form *training*"
              year: 2025
              journal: Some journal
              url: https://example.org
            other:
              author: A
              title: B
              doi: 10.1/2
            """
        readMutations(of: list, named: "references.yml") {
            ReferenceList.read(text: $0, file: "references.yml").diagnostics
        }
    }

    @Test("Whatever is done to corpora.yml, it can be read")
    func registries() {
        let registry = """
            text: {kind: text, file: text.txt, description: A text, licence: CC0, letters: unicode}
            stats: {kind: statistics, file: a.w2vstats}
            made: {kind: planted, words: 1000, vocabulary: 50, concepts: 3, seed: 1}
            mixed: {kind: shuffled, corpus: text, seed: 2}
            dump: {kind: wikipedia, file: dump.bz2, shortest-article: 5, sha256: 00, url: "https://example.org/a"}
            """
        readMutations(of: registry, named: "corpora.yml") {
            CorpusRegistry.read(text: $0, file: "corpora.yml", folder: URL(filePath: "/nowhere")).diagnostics
        }
    }
}
