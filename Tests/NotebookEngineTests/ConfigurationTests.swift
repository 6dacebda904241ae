import BookModel
import Foundation
import NotebookEngine
import Testing

private let bookText = """
    title: What word2vec learns
    subtitle: A book
    authors: [Ada Lovelace, Emmy Noether]
    language: en-GB
    chapters:
      - 01-start
      - 02-more.md
    corpus: gcide
    parameters:
      window: 16
      rate: 0.5
      fast: false
      words: all
    profiles:
      quick: {window: 4, rate: 1}
      paper:
        window: 5
        corpora:
          text8: {window: 6}
    corpora:
      text8: {window: 3, words: "8"}
    limits: {seconds: 30}
    """

@Suite("The configuration of a book")
struct ConfigurationTests {
    private func book(
        _ text: String, chapters: [String] = ["01-start", "02-more", "notes", "10-end"]
    ) -> (configuration: BookConfiguration, diagnostics: [Diagnostic]) {
        BookConfiguration.read(text: text, file: "chapters/book.yml", chapterNames: chapters)
    }

    private func window(_ profile: String, _ corpus: String, _ overrides: [(name: String, text: String)] = []) throws
        -> String?
    {
        let parameters = try book(bookText).configuration.resolve(
            profile: profile, corpus: corpus, overrides: overrides)
        return parameters.first { $0.name == "window" }?.value.description
    }

    @Test("HTML in chapters is text unless the book allows it")
    func rawHTML() {
        #expect(book("title: A\nraw-html: true").configuration.allowsRawHTML)
        #expect(!book("title: A\nraw-html: false").configuration.allowsRawHTML)
        #expect(!book("title: A").configuration.allowsRawHTML)
    }

    @Test("Titles over several lines are set on one")
    func folded() {
        let (book, diagnostics) = book(
            "title: >\n  Folded\n  title\nsubtitle: |\n  two\n\n    lines\nauthors:\n  - |-\n    Ada\n    Lovelace\n")
        #expect(book.title == "Folded title" && book.subtitle == "two lines" && book.authors == ["Ada Lovelace"])
        #expect(diagnostics == [])
    }

    @Test("A language is a tag of BCP 47", arguments: ["1", "\"<b>\"", "english language", "e", "en_GB", "[en, de]"])
    func languages(language: String) {
        let found = book("title: A\nlanguage: \(language)").diagnostics
        #expect(found.map(\.severity) == [.error] && found.map(\.location?.line) == [2])
        for good in ["ar", "de-CH-1996", "zh-Hant-TW", "no", "ckb"] {
            let (book, diagnostics) = book("title: A\nlanguage: \(good)")
            #expect(book.language == good && diagnostics == [])
        }
    }

    @Test(
        "A value that YAML reads as something else than it says is a warning",
        arguments: [
            ("010", "8"), ("-0_17", "-15"), ("12:30:00", "45000"), ("1:30.5", "90.5"), ("yes", "true"),
            ("Off", "false"),
        ])
    func surprisingValues(text: String, value: String) {
        let (book, diagnostics) = book("title: A\nparameters:\n  a: \(text)\n")
        #expect(book.parameters["a"]?.description == value)
        #expect(diagnostics.map(\.severity) == [.warning])
        #expect(diagnostics.map(\.summary) == ["'\(text)' is read as \(value)"])
        #expect(diagnostics.first?.remedy == "Write a: \(value), or for the text itself a: \"\(text)\".")
        #expect(diagnostics.first?.location?.line == 3)
    }

    @Test("Values that say what they are need no warning")
    func plainValues() {
        let values = [
            "0", "10", "-1", "1_000", "0x1F", "1e-3", "0.5", "true", "False", "\"010\"", "'yes'", "2026-01-02",
        ]
        let lines = values.enumerated().map { "  a\($0): \($1)\n" }.joined()
        #expect(book("title: A\nparameters:\n\(lines)limits: {seconds: 30}").diagnostics == [])
        #expect(book("title: A\nlimits: {seconds: 1:30}").diagnostics.map(\.summary) == ["'1:30' is read as 90"])
    }

    @Test("Every key of book.yml is read")
    func everything() {
        let (book, diagnostics) = book(bookText)
        #expect(diagnostics == [])
        #expect(
            book
                == BookConfiguration(
                    title: "What word2vec learns", subtitle: "A book", authors: ["Ada Lovelace", "Emmy Noether"],
                    language: "en-GB", chapters: ["01-start", "02-more"], corpus: "gcide",
                    parameters: [
                        "window": .integer(16), "rate": .real(0.5), "fast": .boolean(false), "words": .text("all"),
                    ],
                    profiles: [
                        "quick": .init(parameters: ["window": .integer(4), "rate": .real(1)]),
                        "paper": .init(
                            parameters: ["window": .integer(5)], corpora: ["text8": ["window": .integer(6)]]),
                    ],
                    corpora: ["text8": ["window": .integer(3), "words": .text("8")]], secondsPerChapter: 30))
    }

    @Test("A book that lists no chapters has the numbered ones, sorted")
    func defaults() {
        let (book, diagnostics) = book("title: A", chapters: ["10-end", "notes", "02-more", "1-x"])
        #expect(diagnostics == [])
        #expect(book == BookConfiguration(title: "A", chapters: ["02-more", "10-end"]))
        #expect(book.corpus == "wikipedia")
        #expect(book.secondsPerChapter == 600)
        #expect(book.memoryPerChapter == nil && book.cacheLimit == 4_000_000_000)
    }

    @Test("A book can limit the memory of its chapters and what is remembered")
    func limits() {
        let (book, diagnostics) = book("title: A\nlimits: {memory: 1.5GB, cache: 200 mb}", chapters: [])
        #expect(diagnostics == [])
        #expect(book.memoryPerChapter == 1_500_000_000 && book.cacheLimit == 200_000_000)
        #expect(book.secondsPerChapter == 600)
    }

    @Test("A book may have no corpus, and then the defaults of its parameters")
    func noCorpus() throws {
        let text = """
            title: A
            corpus: none
            parameters: {window: 16}
            corpora: {none: {window: 1}}
            """
        let (book, diagnostics) = book(text)
        #expect(diagnostics == [])
        #expect(book.corpus == nil)
        #expect(try book.resolve(corpus: book.corpus).map { "\($0.value)" } == ["16"])
    }

    @Test("Defaults yield to the corpus, it to the profile, it to the profile's corpus, and all to the command line")
    func precedence() throws {
        #expect(try window("standard", "wikipedia") == "16")
        #expect(try window("standard", "text8") == "3")
        #expect(try window("quick", "text8") == "4")
        #expect(try window("paper", "wikipedia") == "5")
        #expect(try window("paper", "text8") == "6")
        #expect(try window("paper", "text8", [("window", "7"), ("window", "8")]) == "8")
    }

    @Test("Parameters come sorted by name with the types of their defaults")
    func types() throws {
        let parameters = try book(bookText).configuration.resolve(
            corpus: "x", overrides: [("rate", "2"), ("fast", "true"), ("words", "12")])
        #expect(
            parameters == [
                Parameter(name: "fast", value: .boolean(true)), Parameter(name: "rate", value: .real(2)),
                Parameter(name: "window", value: .integer(16)), Parameter(name: "words", value: .text("12")),
            ])
    }

    @Test(
        "A choice that the book does not know says what it does know",
        arguments: [
            ("standard", "windw", "8", "error: unknown parameter 'windw'\n  Did you mean 'window'?"),
            (
                "standard", "zzz", "8",
                "error: unknown parameter 'zzz'\n  The parameters of this book are: fast, rate, window, words."
            ),
            (
                "standard", "window", "abc",
                "error: 'window' takes a whole number, not 'abc'\n  Its default is 16: give a value of this kind."
            ),
            (
                "standard", "rate", "inf",
                "error: 'rate' takes a number, not 'inf'\n  Its default is 0.5: give a value of this kind."
            ),
            (
                "standard", "fast", "yes",
                "error: 'fast' takes true or false, not 'yes'\n  Its default is false: give a value of this kind."
            ),
            ("qick", "window", "8", "error: unknown profile 'qick'\n  Did you mean 'quick'?"),
            (
                "none", "window", "8",
                "error: unknown profile 'none'\n  The profiles of this book are: paper, quick, standard."
            ),
        ])
    func unknownChoices(profile: String, name: String, text: String, message: String) {
        let error = #expect(throws: Diagnostic.self) {
            try book(bookText).configuration.resolve(profile: profile, corpus: "x", overrides: [(name, text)])
        }
        #expect(error?.rendered == message)
    }

    @Test(
        "What is wrong in book.yml is told with its place",
        arguments: [
            ("subtitle: é", "1:1 error: the book has no title"),
            ("title: A\nchaptrs: [a]", "2:1 error: unknown key 'chaptrs' in the book"),
            (
                "title: A\nchapters: [01-start, é, 01-stat]",
                "2:22 error: there is no chapter 'é'|2:26 error: there is no chapter '01-stat'"
            ),
            ("title: A\nchapters: [notes, notes]", "2:19 error: the chapter 'notes' is listed twice"),
            ("title: A\nparameters:\n  a b: 1", "3:3 error: 'a b' cannot be a parameter's name"),
            ("title: A\nparameters:\n  in: 1", "3:3 error: 'in' cannot be a parameter's name"),
            ("title: A\nparameters:\n  a: [1]", "3:6 error: the value of 'a' is none that a parameter can have"),
            ("title: A\nparameters: {a: 1}\nprofiles:\n  p: {b: 2}", "4:7 error: unknown parameter 'b'"),
            (
                "title: A\nparameters: {a: 1}\nprofiles:\n  p: {a: 2.5}",
                "4:10 error: 'a' takes a whole number, not '2.5'"
            ),
            ("title: A\nraw-html: perhaps", "2:11 error: 'raw-html' is neither true nor false"),
            ("title: A\nlimits: {memory: much}", "2:18 error: 'memory' is not a size"),
            ("title: A\nlimits: {cache: 0GB}", "2:17 error: 'cache' is not a size"),
            ("title: A\nlimits: {seconds: -1}", "2:19 error: 'seconds' is not a number above zero"),
            (
                "title: [A]\nprofiles: 3",
                "1:1 error: the book has no title|1:8 error: 'title' is not a text|"
                    + "2:11 error: 'profiles' is not a list of 'key: value' lines"
            ),
            ("- a", "1:1 error: the file is not a list of 'key: value' lines"),
            ("title: \"A\nb: 1", "2:5 error: malformed YAML: found unexpected end of stream"),
            ("title: A\n\tb: 1", "2:1 error: malformed YAML: found a tab character that violates indentation"),
            ("title: A\ntitle: B", "1:1 error: a key is given twice: 'title'"),
            ("", "1:1 error: the book has no title"),
        ])
    func wrongBooks(text: String, expected: String) {
        let (_, diagnostics) = book(text)
        #expect(faults(diagnostics).joined(separator: "|") == expected)
    }

    @Test("A message about book.yml shows the line and says what to do")
    func messages() {
        #expect(
            book("title: A\nchaptrs: [a]").diagnostics.first?.rendered == """
                chapters/book.yml:2:1: error: unknown key 'chaptrs' in the book
                    chaptrs: [a]
                    ^
                  Did you mean 'chapters'?
                """)
    }

    @Test("References are read with their keys, sorted")
    func references() {
        let (references, diagnostics) = ReferenceList.read(
            text: """
                mikolov2013: {authors: [A. B., C. D.], year: 2013, title: "T", venue: V, url: "https://a.b"}
                a1: {authors: E. F., year: 1999, title: 12}
                b: {authors: G, title: H}
                c d: {authors: G, year: 1, title: H}
                e: {authors: G, year: old, title: H, journal: I}
                """, file: "chapters/references.yml")
        #expect(
            references == [
                Reference(key: "a1", authors: ["E. F."], year: 1999, title: "12"),
                Reference(
                    key: "mikolov2013", authors: ["A. B.", "C. D."], year: 2013, title: "T", venue: "V",
                    url: "https://a.b"),
            ])
        #expect(
            faults(diagnostics) == [
                "3:1 error: the work 'b' lacks year", "4:1 error: 'c d' cannot be cited",
                "5:23 error: 'year' is not a whole number", "5:38 error: unknown key 'journal' in the work 'e'",
            ])
    }

    @Test("Corpora are read with absolute paths")
    func corpora() throws {
        let (registry, diagnostics) = CorpusRegistry.read(
            text: """
                wikipedia: {kind: statistics, file: w.stats, description: D, licence: L, source: S, missing: "M"}
                b: {kind: text, file: /b.txt, documents: lines}
                c: {kind: pictures, file: c}
                d: {kind: text}
                e: {file: e}
                """, file: "assets/corpora.yml", folder: URL(filePath: "/book/assets", directoryHint: .isDirectory))
        #expect(
            registry.entries == [
                CorpusEntry(
                    name: "wikipedia", kind: .statistics, file: "/book/assets/w.stats", summary: "D", licence: "L",
                    source: "S", remedy: "M"),
                CorpusEntry(name: "b", kind: .text, file: "/b.txt", documents: .lines, summary: ""),
            ])
        #expect(
            faults(diagnostics) == [
                "3:11 error: unknown kind 'pictures'", "4:1 error: the corpus 'd' has no file",
                "5:1 error: the corpus 'e' has no kind",
            ])
        #expect(try registry.entry(named: "b").file == "/b.txt")
        let error = #expect(throws: Diagnostic.self) { try registry.entry(named: "wikipdia") }
        #expect(error?.rendered == "error: unknown corpus 'wikipdia'\n  Did you mean 'wikipedia'?")
    }

    @Test("Directives of the book's own are functions with a word, and take no name that means something else")
    func directives() {
        let (configuration, diagnostics) = book(
            """
            title: A
            directives:
              experiment: Experiment
              versuch: "Versuch mit Würfeln"
              figure: Picture
              fig: Picture
              if: Condition
              a b: C
              empty: ""
            """)
        #expect(configuration.directiveWords == ["experiment": "Experiment", "versuch": "Versuch mit Würfeln"])
        #expect(
            faults(diagnostics) == [
                "5:3 error: 'figure' cannot be the name of a directive of the book's own",
                "6:3 error: 'fig' cannot be the name of a directive of the book's own",
                "7:3 error: 'if' cannot be the name of a directive of the book's own",
                "8:3 error: 'a b' cannot be the name of a directive of the book's own",
                "9:10 error: the directive 'empty' has no word",
            ])
    }
}
