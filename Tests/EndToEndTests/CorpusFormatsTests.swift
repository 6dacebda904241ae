import Foundation
import ProgramRunner
import Testing

/// Folders, Wikipedia dumps and generated text by name and by path, and how much memory they may take.
@Suite("Corpora of all kinds") struct CorpusFormatsTests {
    private let mine = "mine: {kind: text, file: ../text.txt, description: My text}\n"

    /// A dump of thirty articles, which are the words of the fixture's text, a short one, a redirect and broken pages.
    private func dump(brokenPages: Int = 2) -> String {
        func page(_ title: Int, _ text: String, _ mark: String = "") -> String {
            "<page><title>A\(title)</title><ns>0</ns>\(mark)<revision><text>\(text)</text></revision></page>\n"
        }
        let words = BookFixture.text(words: 6000).split(separator: " ").prefix(6000)
        let articles = (0..<30).map {
            page($0, "'''" + words[200 * $0..<200 * $0 + 200].joined(separator: " ") + "'''")
        }
        let broken = (0..<brokenPages).map { page(100 + $0, "&undefined;") }
        let others = [page(200, "[[ship|short]] article"), page(201, "#REDIRECT [[A1]]", "<redirect title=\"A1\"/>")]
        return "<mediawiki>\n" + (articles + broken + others).joined() + "</mediawiki>\n"
    }

    private func makeFolder(_ path: String, in book: BookFixture) throws {
        try FileManager.default.createDirectory(
            at: book.folder.appending(path: path), withIntermediateDirectories: true)
    }

    /// Two texts and a picture in `texts`.
    private func addTexts(to book: BookFixture) throws {
        try makeFolder("texts/more", in: book)
        let words = BookFixture.text(words: 6000).split(separator: " ")
        try book.write(words.prefix(3000).joined(separator: " "), to: "texts/a.txt")
        try book.write(words.dropFirst(3000).joined(separator: " "), to: "texts/more/b.txt")
        try book.write("GIF89a", to: "texts/c.gif")
    }

    private func skippedPicture(_ book: BookFixture) -> String {
        "warning: skipped a file of \(book.folder.path)/texts that is no text: \(book.folder.path)/texts/c.gif is a GIF "
            + "image\n"
    }

    // MARK: - Wikipedia dumps

    @Test("A dump is counted by its articles; broken pages are a warning, and the shortest article can be chosen")
    func dumps() async throws {
        let book = try BookFixture(registry: mine)
        try book.write(dump(), to: "dump.xml")
        let warning = "warning: skipped 2 broken pages of \(book.folder.path)/dump.xml\n"
        let info = try await book.run("corpus", "info", "dump.xml", "--count")
        #expect(info.status == 0)
        #expect(info.messages == warning)
        #expect(info.output.contains("\nwords         6,000\n") && info.output.contains("\nin documents  30\n"))
        let short = try await book.run("corpus", "info", "dump.xml", "--count", "--shortest-article", "2")
        #expect(short.messages == warning)
        #expect(short.output.contains("\narticles of   2 words or more\n"))
        #expect(short.output.contains("\nwords         6,002\n") && short.output.contains("\nin documents  31\n"))
        let snapshot = try await book.run(
            "corpus", "snapshot", "dump.xml", "-o", "d.w2vstats", "--vocabulary", "40", "--window", "4")
        #expect(snapshot.status == 0 && snapshot.messages == warning)
        #expect(try await book.run("corpus", "info", "./d.w2vstats").output.contains("\ncounted from  6,000 words\n"))
        let none = try await book.run("corpus", "info", "dump.xml", "--count", "--shortest-article", "201")
        #expect(none.status == 2)
        #expect(
            none.messages
                == warning + """
                    error: \(book.folder.path)/dump.xml has no article of 201 words or more
                      Give a dump with articles, or take shorter ones: --shortest-article N, or shortest_article in \
                    assets/corpora.yml.

                    """)
        let negative = try await book.run("corpus", "info", "dump.xml", "--shortest-article=-1")
        #expect(negative.status == 64 && negative.messages.hasPrefix("Error: --shortest-article starts at 0.\n"))
    }

    @Test("A dump is registered and built on; its warning comes again with the remembered chapter")
    func dumpBuild() async throws {
        let book = try BookFixture(registry: mine)
        try book.write(dump(brokenPages: 1), to: "dump.xml")
        let warning = "warning: skipped a broken page of \(book.folder.path)/dump.xml\n"
        let add = try await book.run("corpus", "add", "dump.xml", "--shortest-article", "150")
        #expect(add.status == 0 && add.messages == "", "\(add.messages)")
        #expect(try book.read("assets/corpora.yml").contains("  digits: separate\n  shortest_article: 150\n  size: "))
        for expected in [warning, warning] {
            let build = try await book.run("build", "01", "--corpus", "dump", "--format", "html", "--quiet")
            #expect(build.status == 0)
            #expect(build.messages == expected)
        }
        #expect(try book.read("output/results.json").contains("skipped a broken page of "))
        #expect(try book.results().chapters.first?.reused == true)
        // Counts that are recalled are not read again, and nothing is skipped.
        try book.edit("chapters/01-numbers.md", replace: "label: \"eigenvalues\"", with: "label: \"values\"")
        #expect(try await book.run("build", "01", "--corpus", "dump", "--format", "html", "--quiet").messages == "")
        // How articles are read is part of what a chapter depends on.
        try book.edit("assets/corpora.yml", replace: "shortest_article: 150", with: "shortest_article: 2")
        #expect(
            try await book.run("build", "01", "--corpus", "dump", "--format", "html", "--quiet").messages == warning)
        try book.edit("assets/corpora.yml", replace: "shortest_article: 2", with: "shortest_article: 500")
        let none = try await book.run("build", "01", "--corpus", "dump", "--format", "html", "--quiet")
        #expect(none.status == 2)
        #expect(none.messages.hasPrefix(warning + "error: \(book.folder.path)/dump.xml has no article of 500 words or"))
    }

    // MARK: - Folders

    @Test("A folder is counted, registered and built on; a change of a file in it is seen")
    func folders() async throws {
        let book = try BookFixture(registry: mine)
        try addTexts(to: book)
        let info = try await book.run("corpus", "info", "texts", "--count")
        #expect(info.status == 0 && info.messages == skippedPicture(book))
        #expect(
            info.output.contains("\ndescription   the folder texts\n") && info.output.contains("\nin documents  2\n"))
        let build = try await book.run("build", "01", "--corpus", "texts", "--format", "html", "--quiet")
        #expect(build.status == 0 && build.messages == skippedPicture(book))
        try await book.run("build", "01", "--corpus", "texts", "--format", "html", "--quiet")
        #expect(try book.results().chapters.first?.reused == true)
        try book.write(book.read("texts/more/b.txt") + " ship", to: "texts/more/b.txt")
        try await book.run("build", "01", "--corpus", "texts", "--format", "html", "--quiet")
        #expect(try book.results().chapters.first?.reused == false)

        let add = try await book.run("corpus", "add", "texts", "--name", "library", "--description", "Some texts")
        #expect(add.status == 0 && add.messages == "", "\(add.messages)")
        #expect(
            try book.read("assets/corpora.yml") == mine + """

                library:
                  kind: text
                  file: "../texts"
                  documents: whole
                  letters: ascii
                  digits: separate
                  description: Some texts

                """)
        #expect(try await book.run("build", "01", "--corpus", "library", "--format", "html").status == 0)
        let url = try await book.run("corpus", "add", "texts", "--url", "http://a/b")
        #expect(url.status == 2 && url.messages == "error: texts is a folder, which has no url\n  Leave out --url.\n")
        try makeFolder("nothing", in: book)
        let nothing = try await book.run("corpus", "add", "nothing/")
        #expect(nothing.status == 2)
        #expect(
            nothing.messages
                == """
                error: \(book.folder.path)/nothing has no text in it
                  Put plain texts into it; hidden files, images and programs do not count.

                """)
    }

    // MARK: - Planted texts

    @Test("A planted text is listed, described and built on; another seed is another text")
    func planted() async throws {
        let book = try BookFixture(
            registry: "made: {kind: planted, words: 20000, vocabulary: 64, concepts: 3, seed: 5, description: Made}\n")
        #expect(try await book.run("corpus", "list").output.contains(/made +generated +planted +Made\n/))
        let info = try await book.run("corpus", "info", "made", "--count")
        #expect(info.status == 0 && info.messages == "")
        let lines = info.output.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(10) == [
                "name          made", "kind          planted", "description   Made", "state         generated",
                "length        20,000 words", "vocabulary    64 words", "concepts      3", "seed          5",
                "words         20,000", "different     64",
            ])
        #expect(try await book.run("corpus", "info", "made", "--json").output.contains("\"vocabulary\" : 64"))
        let fetch = try await book.run("corpus", "fetch", "made")
        #expect(fetch.status == 0 && fetch.messages == "made needs no file: it is generated\n")

        let first = try await book.run("build", "--corpus", "made", "--format", "html", "--quiet")
        #expect(first.status == 0 && first.messages == "", "\(first.messages)")
        let figures = try book.results().figures
        try await book.run("build", "--corpus", "made", "--format", "html")
        #expect(try book.results().chapters.allSatisfy(\.reused))
        try book.edit("assets/corpora.yml", replace: "seed: 5", with: "seed: 6")
        #expect(try await book.run("build", "--corpus", "made", "--format", "html").status == 0)
        #expect(try !book.results().chapters.contains(where: \.reused))
        #expect(try book.results().figures != figures)
    }

    @Test(
        "A planted text that cannot be made is one error of info and of the build",
        arguments: [
            (
                "words: 0",
                "error: the text length of a planted language is 0, but it must be at least 1\n"
                    + "  Choose a value in that range.\n"
            ),
            (
                "words: 9, vocabulary: 32",
                "error: the vocabulary of a planted language is 32, but it must be from 33 to 1000000\n"
                    + "  Choose a value in that range.\n"
            ),
            (
                "words: 9, concepts: 0",
                "error: a planted language needs at least one concept\n  Give a strength for each concept.\n"
            ),
            (
                "words: 9, file: b",
                "assets/corpora.yml:1:33: error: 'file' says nothing of a corpus of the kind 'planted'"
            ),
        ])
    func cannotPlant(keys: String, message: String) async throws {
        let book = try BookFixture(registry: "made: {kind: planted, \(keys)}\n")
        for arguments in [["corpus", "info", "made"], ["build", "--corpus", "made", "--quiet"]] {
            let outcome = try await book.run(arguments)
            #expect(outcome.status == 2)
            #expect(outcome.messages.hasPrefix(message), "\(outcome.messages)")
            #expect(outcome.messages.components(separatedBy: "error: ").count - 1 == 1)
        }
        #expect(!book.exists("output"))
    }

    @Test("A planted text can be written; the file counts as the generated text does")
    func writePlanted() async throws {
        let book = try BookFixture(registry: "made: {kind: planted, words: 5000, vocabulary: 64, concepts: 3}\n")
        try makeFolder("out", in: book)
        let options = ["--words", "5000", "--vocabulary", "64", "--concepts", "3"]
        let here = try await book.run(["corpus", "planted"] + options)
        #expect(here.status == 0 && here.messages == "")
        #expect(here.output == "wrote planted.txt\nwrote planted-analogies.tsv\nwrote planted-concepts.tsv\n")
        let there = try await book.run(["corpus", "planted", "-o", "out", "--name", "x", "--seed", "1"] + options)
        #expect(
            there.output
                == ["x.txt", "x-analogies.tsv", "x-concepts.tsv"].map { "wrote \(book.folder.path)/out/\($0)\n" }
                .joined())
        #expect(try book.read("out/x.txt") == book.read("planted.txt"))
        #expect(try book.read("planted-analogies.tsv").hasPrefix("# category\ta\tb\nconcept-1\t"))
        // After the two lines of the head, a line a word.
        #expect(try book.read("planted-concepts.tsv").split(separator: "\n").count == 66)
        func counted(_ corpus: String...) async throws -> [Substring] {
            try await book.run(["corpus", "info", "--count"] + corpus).output.split(separator: "\n")
                .filter { $0.firstMatch(of: /^(?:words|different|in documents)\s/) != nil }
        }
        #expect(try await counted("made") == counted("planted.txt", "--documents", "lines"))
    }

    @Test(
        "What cannot be planted is one error, and nothing is written",
        arguments: [
            (["--words", "0"], "error: the text length of a planted language is 0, but it must be at least 1\n"),
            (["--vocabulary", "40", "--concepts", "17"], "error: 40 words cannot carry 17 concepts: at most 16\n"),
            (["--name", "a/b"], "error: 'a/b' cannot be the name of a file\n  Give one without slashes with --name, "),
            (["-o", "nowhere"], "error: there is no folder nowhere\n  Make it first: mkdir -p nowhere\n"),
            (["-o", "text.txt"], "error: there is no folder text.txt\n"),
        ])
    func cannotWritePlanted(arguments: [String], message: String) async throws {
        let book = try BookFixture("small")
        let outcome = try await book.run(["corpus", "planted"] + arguments)
        #expect(outcome.status == 2 && outcome.output == "")
        #expect(outcome.messages.hasPrefix(message), "\(outcome.messages)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: book.folder.path).sorted() == ["chapters", "text.txt"])
    }

    // MARK: - Memory

    @Test("A small budget of memory changes no result, and a chapter's outputs do not depend on it")
    func memory() async throws {
        let book = try BookFixture("small")
        #expect(try await book.run("build", "01", "--format", "html").status == 0)
        let figures = try book.results().figures
        #expect(try await book.run("build", "01", "--format", "html", "--memory", "100kB").status == 0)
        #expect(try book.results().chapters.first?.reused == true)
        #expect(try await book.run("build", "01", "--format", "html", "--memory", "0.1 MB", "--no-cache").status == 0)
        #expect(try book.results().figures == figures)
        for (name, memory) in [("a", "20kB"), ("b", "2GB")] {
            let made = try await book.run(
                "corpus", "snapshot", "text.txt", "-o", "\(name).w2vstats", "--vocabulary", "40", "--window", "4",
                "--memory", memory)
            #expect(made.status == 0, "\(made.messages)")
        }
        #expect(
            try Data(contentsOf: book.folder.appending(path: "a.w2vstats"))
                == Data(contentsOf: book.folder.appending(path: "b.w2vstats")))
        let info = try await book.run("corpus", "info", "text.txt", "--count", "--memory", "1000")
        #expect(info.status == 0 && info.output.contains("\ndifferent     52\n"))
    }

    @Test("Counts that need more memory than is allowed say what to do; chapters that run at a time share it")
    func tooLittleMemory() async throws {
        let book = try BookFixture("small")
        func message(_ arguments: String...) async throws -> String {
            let outcome = try await book.run(arguments)
            #expect(outcome.status == 2)
            return outcome.messages.replacing(/take \d+ bytes/, with: "take N bytes")
        }
        func expected(_ bytes: Int, option: String = "--set vocabulary=N") -> String {
            """
            error: the counts among 40 words take N bytes of memory, and \(bytes) bytes are allowed
              Allow more with --memory, or ask for fewer words: \(option).

            """
        }
        #expect(try await message("build", "01", "--quiet", "--memory", "2kB") == expected(2000))
        // One chapter has all of it, two that run at once share it.
        #expect(try await message("build", "01", "--quiet", "--memory", "2000", "--jobs", "2") == expected(2000))
        #expect(try await message("build", "--quiet", "--memory", "2000", "--jobs", "2") == expected(1000))
        #expect(
            try await message(
                "corpus", "snapshot", "text.txt", "-o", "a", "--vocabulary", "40", "--window", "4", "--memory", "1.5kb")
                == expected(1500, option: "--vocabulary N"))
        #expect(!book.exists("a"))
    }

    @Test("A size that is none is an error", arguments: ["2XB", "2GiB", "GB", "-1", "1e9", "1,5GB", "0", "0.5"])
    func wrongSize(size: String) async throws {
        let book = try BookFixture("small")
        let outcome = try await book.run("build", "--memory=\(size)")
        #expect(outcome.status == 64)
        let reason =
            size.hasPrefix("0")
            ? "give at least one byte, and less than 9 million TB."
            : "give a number of bytes, or a size such as 500MB, 2GB or 1.5GB."
        #expect(
            outcome.messages.hasPrefix("Error: The value '\(size)' is invalid for '--memory <size>': \(reason)\n"),
            "\(outcome.messages)")
        let large = try await book.run("build", "--memory", "9223373TB")
        #expect(large.messages.contains("give at least one byte, and less than 9 million TB."))
    }
}
