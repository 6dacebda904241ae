import BookModel
import Foundation
import NotebookEngine
import Testing

@Suite("Adding to the registry of corpora")
struct CorpusRegistryAddingTests {
    private func adding(_ entry: CorpusEntry, to text: String = SampleRegistry.text) throws -> String {
        try CorpusRegistry.adding(entry, to: text, file: "assets/corpora.yml", folder: SampleRegistry.folder)
    }

    @Test("An entry is appended, and what was there stays as it was")
    func add() throws {
        let entry = CorpusEntry(
            name: "my-text_2", kind: .text, file: "/book/assets/corpora/my.txt", documents: .lines,
            summary: "My text, 12 words", licence: "CC0: no rights", source: "https://example.org/a#b", size: 12,
            sha256: SampleRegistry.sum)
        #expect(
            try adding(entry) == SampleRegistry.text + """


                my-text_2:
                  kind: text
                  file: corpora/my.txt
                  documents: lines
                  letters: ascii
                  digits: separate
                  description: My text, 12 words
                  licence: "CC0: no rights"
                  source: "https://example.org/a#b"
                  size: 12
                  sha256: \(SampleRegistry.sum)

                """)
        let twice = try adding(
            CorpusEntry(name: "other", kind: .statistics, file: "/o.w2vstats", summary: ""), to: adding(entry))
        #expect(twice.hasSuffix("  sha256: \(SampleRegistry.sum)\n\nother:\n  kind: statistics\n  file: /o.w2vstats\n"))
        #expect(try adding(entry, to: "").hasPrefix("my-text_2:\n"))
        #expect(try adding(entry, to: "# Nothing yet.").hasPrefix("# Nothing yet.\n\nmy-text_2:\n"))
    }

    @Test("A planted text and the shortest article can be written")
    func addOther() throws {
        var other = SampleRegistry.language
        other.name = "other"
        #expect(
            try adding(other).hasSuffix(
                """


                other:
                  kind: planted
                  words: 5000
                  vocabulary: 50
                  concepts: 3
                  seed: 7
                  description: D
                  licence: L
                  source: S

                """))
        let dump = CorpusEntry(name: "dump", kind: .text, file: "/dump.xml.bz2", shortestArticle: 20, summary: "")
        #expect(try adding(dump).hasSuffix("  digits: separate\n  shortest_article: 20\n"))
        #expect(
            #expect(throws: Diagnostic.self) { try adding(SampleRegistry.language) }?.summary
                == "there is a corpus 'language' already")
    }

    @Test(
        "Any text survives as a value",
        arguments: [
            "null", "~", "yes", "12", "1e3", " padded ", "a: b", "a #b", "#", "- a", "[a]", "{a}", "\"", "'", "\\",
            "a\nb",
            "\t", "%", "@", "`", "é — “x”", "a:", ":", "? a", "| a", "> a", "&a", "*a", "!a", "\u{7}", "\u{85}",
            "\u{2028}",
            "a\u{FEFF}b", "a  b", "...", "---", "2006-03-03", "🙂",
        ])
    func values(text: String) throws {
        let entry = CorpusEntry(
            name: "new", kind: .text, file: "/texts/\"a: b\" #1", summary: text, licence: text,
            source: text, remedy: text)
        #expect(try SampleRegistry.read(adding(entry)).registry.entries.last == entry)
    }

    @Test(
        "A name that is taken or malformed, and a file that cannot be appended to, are errors",
        arguments: [
            (
                "big", SampleRegistry.text,
                """
                error: there is a corpus 'big' already: /book/assets/corpora/big.zip
                  Choose another name with --name, or take the old entry out of assets/corpora.yml.
                """
            ),
            (
                "a b", SampleRegistry.text,
                """
                error: 'a b' cannot be the name of a corpus
                  Give one of letters, digits, - and _ with --name, such as --name my-text.
                """
            ),
            (
                "", SampleRegistry.text,
                """
                error: '' cannot be the name of a corpus
                  Give one of letters, digits, - and _ with --name, such as --name my-text.
                """
            ),
            (
                "none", SampleRegistry.text,
                """
                error: 'none' cannot be the name of a corpus
                  A book without a corpus says 'corpus: none'.
                  Choose another name with --name.
                """
            ),
            (
                "new", "{big: {kind: text, file: big}}",
                """
                error: nothing can be appended to assets/corpora.yml
                  The entry would be:
                  \n\
                  new:
                    kind: text
                    file: /new
                    documents: whole
                    letters: ascii
                    digits: separate
                  \n\
                  Write it there by hand.
                """
            ),
            (
                "new", "a:\n  kind: pictures\n  file: b",
                """
                assets/corpora.yml:2:9: error: unknown kind 'pictures'
                      kind: pictures
                            ^
                  Give one of: statistics, text, planted, shuffled.
                """
            ),
        ])
    func cannotAdd(name: String, text: String, message: String) {
        let entry = CorpusEntry(name: name, kind: .text, file: "/new", summary: "")
        let error = #expect(throws: Diagnostic.self) { try adding(entry, to: text) }
        #expect(error?.rendered == message)
    }
}
