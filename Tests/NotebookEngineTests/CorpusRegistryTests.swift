import BookModel
import Foundation
import NotebookEngine
import Testing

@Suite("The registry of corpora")
struct CorpusRegistryTests {
    @Test("Every key of a corpus is read")
    func everything() {
        let (registry, diagnostics) = SampleRegistry.read(SampleRegistry.text)
        #expect(diagnostics == [])
        let big = CorpusEntry(
            name: "big", kind: .text, file: "/book/assets/corpora/big.zip", documents: .lines, letters: .unicode,
            digits: .words, shortestArticle: 20, summary: "", url: "https://example.org/big.zip", size: 31_344_016,
            sha256: SampleRegistry.sum)
        let mixed = CorpusEntry(name: "mixed", shuffled: .init(of: big, seed: 4), summary: "M")
        #expect(
            registry.entries == [
                CorpusEntry(name: "stats", kind: .statistics, file: "/book/assets/a.w2vstats", summary: ""),
                CorpusEntry(name: "plain", kind: .text, file: "/plain.txt", summary: "", remedy: "Write it."),
                big, SampleRegistry.language, mixed,
            ])
        #expect(mixed.sourceText == big)
        #expect(big.sourceText == big)
        #expect(
            SampleRegistry.read("a: {kind: planted, words: 5}").registry.entries == [
                .init(name: "a", planted: .init(words: 5), summary: "")
            ])
        #expect(
            registry.entries.map(\.wayToGet) == [nil, "Write it.", "Get it with: w2vbook corpus fetch big", nil, nil])
    }

    @Test(
        "What is wrong with a key is told with its place",
        arguments: [
            ("size: 31,344", "2:9 error: 'size' is not a whole number"),
            ("size: -1", "2:9 error: 'size' is not a whole number"),
            ("size: 1.5", "2:9 error: 'size' is not a whole number"),
            ("sha256: abc", "2:11 error: 'sha256' is not a SHA-256"),
            ("sha256: \(SampleRegistry.sum)0", "2:11 error: 'sha256' is not a SHA-256"),
            ("sha256: [1]", "2:11 error: 'sha256' is not a text"),
            ("sha256: \(SampleRegistry.sum)\n  url: ftp://a/b", "3:8 error: 'url' is not an address to download from"),
            ("sha256: \(SampleRegistry.sum)\n  url: big.zip", "3:8 error: 'url' is not an address to download from"),
            ("url: http://a/b", "1:1 error: the corpus 'a' has a url but no sha256"),
            ("digits: roman", "2:11 error: unknown digits 'roman'"),
            // A message stays one line.
            (#"digits: "ro\nman""#, "2:11 error: unknown digits 'ro man'"),
            ("documents: pages", "2:14 error: unknown documents 'pages'"),
            ("sha: \(SampleRegistry.sum)", "2:3 error: unknown key 'sha' in the corpus 'a'"),
            ("shortest_article: few", "2:21 error: 'shortest_article' is not a whole number"),
            ("shortest_article: -1", "2:21 error: 'shortest_article' is not a whole number"),
            ("seed: 3", "2:3 error: 'seed' says nothing of a corpus of the kind 'text'"),
            ("words: 3", "2:3 error: 'words' says nothing of a corpus of the kind 'text'"),
        ])
    func faults(line: String, expected: String) {
        let (registry, diagnostics) = SampleRegistry.read("a:\n  \(line)\n  kind: text\n  file: b")
        #expect(NotebookEngineTests.faults(diagnostics) == [expected])
        #expect(registry.entries.first?.url == nil)
    }

    @Test(
        "What is wrong with a planted text, or says nothing of its kind, is told with its place",
        arguments: [
            ("kind: planted", ["1:1 error: the corpus 'a' has no words"]),
            ("kind: planted\n  words: 2,000,000", ["3:10 error: 'words' is not a whole number"]),
            ("kind: planted\n  words: 9\n  seed: -1", ["4:9 error: 'seed' is not a whole number"]),
            ("kind: planted\n  words: 9\n  concepts: [1]", ["4:13 error: 'concepts' is not a whole number"]),
            (
                "kind: planted\n  words: 9\n  file: b\n  url: http://a/b",
                [
                    "4:3 error: 'file' says nothing of a corpus of the kind 'planted'",
                    "5:3 error: 'url' says nothing of a corpus of the kind 'planted'",
                ]
            ),
            (
                "kind: statistics\n  file: b\n  documents: lines",
                ["4:3 error: 'documents' says nothing of a corpus of the kind 'statistics'"]
            ),
            ("words: 9", ["1:1 error: the corpus 'a' has no kind"]),
            ("kind: text\n  file: b\n  letters: greek", ["4:12 error: unknown letters 'greek'"]),
            ("kind: shuffled", ["1:1 error: the corpus 'a' says not of what it is the words"]),
            ("kind: shuffled\n  of: [b]", ["3:7 error: 'of' is not a text"]),
            ("kind: shuffled\n  of: b", ["3:7 error: unknown corpus 'b'"]),
            ("kind: shuffled\n  of: a", ["3:7 error: 'of' names 'a', which is shuffled itself"]),
            (
                "kind: shuffled\n  of: b\nb: {kind: shuffled, of: a}",
                [
                    "3:7 error: 'of' names 'b', which is shuffled itself",
                    "4:25 error: 'of' names 'a', which is shuffled itself",
                ]
            ),
            (
                "kind: shuffled\n  of: b\nb: {kind: statistics, file: c}",
                ["3:7 error: 'of' names 'b', which is statistics without a text"]
            ),
            // What is wrong with the other is said once.
            ("kind: shuffled\n  of: b\nb: {kind: text}", ["4:1 error: the corpus 'b' has no file"]),
            (
                "kind: shuffled\n  of: b\n  seed: x\n  letters: unicode\nb: {kind: planted, words: 3}",
                [
                    "4:9 error: 'seed' is not a whole number",
                    "5:3 error: 'letters' says nothing of a corpus of the kind 'shuffled'",
                ]
            ),
        ])
    func faultsOfKinds(lines: String, expected: [String]) {
        #expect(NotebookEngineTests.faults(SampleRegistry.read("a:\n  \(lines)").diagnostics) == expected)
    }

    @Test(
        "A key of another kind says which kinds it is for",
        arguments: [
            (
                "a: {kind: planted, words: 9, size: 3}",
                """
                assets/corpora.yml:1:30: error: 'size' says nothing of a corpus of the kind 'planted'
                    a: {kind: planted, words: 9, size: 3}
                                                 ^
                  Take it out: it is for the kind 'statistics' or 'text'.
                """
            ),
            (
                "a: {kind: text, file: b, seed: 3}",
                """
                assets/corpora.yml:1:26: error: 'seed' says nothing of a corpus of the kind 'text'
                    a: {kind: text, file: b, seed: 3}
                                             ^
                  Take it out: it is for the kind 'planted' or 'shuffled'.
                """
            ),
            (
                "a: {kind: planted}",
                """
                assets/corpora.yml:1:1: error: the corpus 'a' has no words
                    a: {kind: planted}
                    ^
                  Add the length of the text that is generated, such as 'words: 2000000'.
                """
            ),
            (
                "a: {kind: planted, words: 2e6}",
                """
                assets/corpora.yml:1:27: error: 'words' is not a whole number
                    a: {kind: planted, words: 2e6}
                                              ^
                  Give it as digits alone: words: 2000000.
                """
            ),
            (
                "a: {file: b}",
                """
                assets/corpora.yml:1:1: error: the corpus 'a' has no kind
                    a: {file: b}
                    ^
                  Add 'kind: statistics', 'kind: text', 'kind: planted' or 'kind: shuffled'.
                """
            ),
            (
                "a: {kind: shuffled}",
                """
                assets/corpora.yml:1:1: error: the corpus 'a' says not of what it is the words
                    a: {kind: shuffled}
                    ^
                  Add the name of the text that is shuffled, such as 'of: gcide'.
                """
            ),
            (
                "a: {kind: shuffled, of: gcibe}\ngcide: {kind: planted, words: 9}",
                """
                assets/corpora.yml:1:25: error: unknown corpus 'gcibe'
                    a: {kind: shuffled, of: gcibe}
                                            ^
                  Did you mean 'gcide'?
                """
            ),
            (
                "a: {kind: shuffled, of: a}",
                """
                assets/corpora.yml:1:25: error: 'of' names 'a', which is shuffled itself
                    a: {kind: shuffled, of: a}
                                            ^
                  Name the text whose words are shuffled.
                """
            ),
            (
                "a: {kind: shuffled, of: b}\nb: {kind: statistics, file: c}",
                """
                assets/corpora.yml:1:25: error: 'of' names 'b', which is statistics without a text
                    a: {kind: shuffled, of: b}
                                            ^
                  Name a corpus of the kind 'text' or 'planted'.
                """
            ),
        ])
    func messagesOfKinds(text: String, expected: String) {
        #expect(SampleRegistry.read(text).diagnostics.map(\.rendered) == [expected])
    }

    @Test(
        "A fault says what to do",
        arguments: [
            (
                "  size: big",
                """
                assets/corpora.yml:4:9: error: 'size' is not a whole number
                      size: big
                            ^
                  Give the file's bytes as digits alone: size: 31344016.
                """
            ),
            (
                "  sha256: 12",
                """
                assets/corpora.yml:4:11: error: 'sha256' is not a SHA-256
                      sha256: 12
                              ^
                  Give 64 hexadecimal digits, as sha256sum prints them.
                """
            ),
            (
                "  url: http://a/b",
                """
                assets/corpora.yml:1:1: error: the corpus 'a' has a url but no sha256
                    a:
                    ^
                  Add 'sha256: …', by which a download is checked; sha256sum prints it.
                """
            ),
        ])
    func messages(line: String, expected: String) {
        let diagnostics = SampleRegistry.read("a:\n  kind: text\n  file: b\n\(line)").diagnostics
        #expect(diagnostics.first?.rendered == expected)
    }

    // MARK: - Choosing

    @Test("How a text is read can be said of a path, and not of a registered corpus or of statistics")
    func choosing() throws {
        let registry = SampleRegistry.read(SampleRegistry.text).registry
        #expect(try registry.corpus("plain") == registry.entries[1])
        let chosen = try registry.corpus(
            "/texts/plain.txt.gz",
            reading: .init(documents: .lines, letters: .unicode, digits: .words, shortestArticle: 7))
        #expect(
            chosen
                == CorpusEntry(
                    name: "plain.txt.gz", kind: .text, file: "/texts/plain.txt.gz", documents: .lines,
                    letters: .unicode,
                    digits: .words, shortestArticle: 7, summary: "the text plain.txt.gz"))
        #expect(
            try registry.corpus("texts/new.v2.txt", relativeTo: SampleRegistry.folder).file
                == "/book/assets/texts/new.v2.txt")
        #expect(try registry.corpus("texts/new.v2.txt").name == "new")
        #expect(try registry.corpus("/x/y.w2vstats").kind == .statistics)
        func message(_ name: String, _ reading: ReadingChoices = .init()) -> String? {
            #expect(throws: Diagnostic.self) { try registry.corpus(name, reading: reading) }?.rendered
        }
        #expect(
            message("plain", .init(documents: .whole))
                == """
                error: --documents whole is for a text that is named by its path, but 'plain' is registered
                  Change it in assets/corpora.yml, or name the file: /plain.txt.
                """)
        #expect(
            message("stats", .init(digits: .words))
                == """
                error: --digits words is for a text that is named by its path, but 'stats' is registered
                  Leave it out: statistics are counted already.
                """)
        #expect(
            message("/x/y.w2vstats", .init(documents: .lines))
                == """
                error: --documents lines is for a text, but /x/y.w2vstats holds statistics
                  Leave it out: statistics are counted already.
                """)
        #expect(
            message("language", .init(shortestArticle: 0))
                == """
                error: --shortest-article 0 is for a text that is named by its path, but 'language' is registered
                  Leave it out: a planted text is generated.
                """)
        #expect(
            message("mixed", .init(letters: .unicode))
                == """
                error: --letters unicode is for a text that is named by its path, but 'mixed' is registered
                  Leave it out: the text is read as it is registered.
                """)
        #expect(
            message("nothing")
                == """
                error: unknown corpus 'nothing'
                  Give the path of a text, a folder or statistics (.w2vstats), or one of: stats, plain, big, language, mixed.
                """)
    }

    @Test("A corpus that is not there says how to get it")
    func absence() throws {
        let registry = SampleRegistry.read(SampleRegistry.text).registry
        #expect(
            registry.entries[2].absence?.rendered
                == """
                error: the corpus 'big' is missing: there is no /book/assets/corpora/big.zip
                  Get it with: w2vbook corpus fetch big
                """)
        #expect(registry.entries[1].absence?.remedy == "Write it.")
        #expect(registry.entries[3].absence == nil)
        #expect(registry.entries[0].absence?.remedy == "Check the path.")
        // What is missing of a shuffled text is the text.
        #expect(registry.entries[4].absence == registry.entries[2].absence)
        #expect(CorpusEntry(name: "here", kind: .text, file: "/", summary: "").absence == nil)
    }
}
