import Foundation
import ProgramRunner
import Testing

/// Whole books, built by the program itself.
@Suite("Building a book") struct BuildTests {
    @Test("A book with every directive becomes a page, figures and results")
    func wholeBook() async throws {
        let book = try BookFixture("small")
        let build = try await book.run("build", "--format", "html")
        #expect(build.status == 0, "\(build.messages)")
        let page = try book.read("output/book.html")
        for text in ["A small book", "Figure 1.1", "Table 1.1", "Claim 1.1", "Figure 2.1", "but not run"] {
            #expect(page.contains(text), "the page lacks \(text)")
        }
        #expect(
            page.contains("title=\"counts.vocabulary.count\">40</span>") && page.contains("title=\"twice(2)\">4</span>")
        )
        let results = try book.results()
        #expect(results.claims.map(\.id) == ["positive", "subspace"])
        #expect(results.claims.allSatisfy { $0.verdict == "holds" })
        #expect(results.figures.map(\.id) == ["spectrum", "loss"])
        #expect(results.figures[0].data[0].columns[1].values.count == 6)
        #expect(results.parameters["dimension"] == .number(4))
        for file in ["spectrum.svg", "spectrum.png", "spectrum.csv", "loss.svg"] {
            #expect(book.exists("output/figures/\(file)"))
        }
        #expect(try !book.read("output/figures/spectrum.svg").contains("var("))
    }

    @Test("A label that is given twice is one error at its line, and the page is written all the same")
    func labelGivenTwice() async throws {
        let book = try BookFixture("small")
        try book.edit("chapters/book.yml", replace: "corpus: text.txt", with: "corpus: none")
        let figure = "```swift @figure(\"same\", alt: \"A.\")\nChart { PointMark([1]) }\n```\n\n"
        try book.write("# One\n\n" + figure + figure, to: "chapters/01-numbers.md")
        try book.write("# Two {#sec-training}\n\n" + figure, to: "chapters/02-training.md")
        let build = try await book.run("build", "--format", "html")
        #expect(build.status == 2)
        let errors = build.messages.split(separator: "\n").filter { $0.contains("error:") }
        #expect(
            errors == [
                "chapters/01-numbers.md:7:10: error: the label 'fig-same' is given twice",
                "chapters/02-training.md:3:10: error: the label 'fig-same' is given twice",
            ], "\(build.messages)")
        #expect(try book.read("output/book.html").contains("Figure 2.1"))
        #expect(book.exists("output/figures/same.svg"))
    }

    @Test("The page says which parameters each chapter read, and by which key its outputs are known")
    func howMade() async throws {
        let book = try BookFixture("small")
        try await book.run("build", "--format", "html", "--set", "window=3")
        let page = try book.read("output/book.html")
        let account = try #require(page.firstMatch(of: /(?s)<section class="made".*?<\/section>/)).output
        let settings = account.matches(of: /<\/th><td>(.*?)<\/td>/).map { String($0.1) }
        #expect(
            settings == [
                "rank 6, vocabulary 40, window 3", "dimension 4, rank 6, seed 1, start 0.0001, vocabulary 40, window 3",
            ])
        let stamp = try #require(page.firstMatch(of: /<footer id="build-stamp">(.*?)<\/footer>/)).1
        let keys = stamp.matches(of: /hapter [12] took [0-9.]+ s \(key ([0-9a-f]{12})\)/).map { String($0.1) }
        #expect(Set(keys).count == 2, "\(stamp)")
    }

    @Test("A book without a corpus is built and speaks of none, until a chapter asks for it")
    func noCorpus() async throws {
        let book = try BookFixture("small")
        try book.edit("chapters/book.yml", replace: "corpus: text.txt", with: "corpus: none")
        try book.write("# Alone {#sec-training}\n\nOne and one is `= 1 + 1`.\n", to: "chapters/02-training.md")
        let build = try await book.run("build", "--format", "html")
        #expect(build.status == 2)
        #expect(
            build.messages.contains("chapters/01-numbers.md:10:")
                && build.messages.contains("the book has no corpus: it says 'corpus: none'"), "\(build.messages)")
        #expect(try book.results().chapters.map(\.status) == ["failed", "complete"])
        #expect(try !book.read("output/results.json").contains("\"corpus\""))
        #expect(try !book.read("output/book.html").contains("Computed on"))
        // The command line can give it one.
        #expect(try await book.run("build", "--format", "html", "--corpus", "text.txt").status == 0)
        #expect(try book.read("output/book.html").contains("Computed on <b>text</b>"))
    }

    @Test("A book can be split into a site, whose old pages go")
    func site() async throws {
        let book = try BookFixture("small")
        try book.write("# Gone\n\nSoon.\n", to: "chapters/99-gone.md")
        let earlier = try await book.run("build", "--format", "html", "--split")
        #expect(earlier.status == 0 && book.exists("output/site/99-gone.html"), "\(earlier.messages)")
        try FileManager.default.removeItem(at: book.folder.appending(path: "chapters/99-gone.md"))
        let build = try await book.run("build", "--format", "html", "--split")
        #expect(build.status == 0, "\(build.messages)")
        #expect(build.messages.contains("wrote output/site/, "))
        #expect(book.exists("output/site/index.html") && book.exists("output/site/book.css"))
        #expect(!book.exists("output/site/99-gone.html") && book.exists("output/book.html"))
    }

    @Test("An unchanged book runs nothing and leaves the page alone")
    func unchanged() async throws {
        let book = try BookFixture("small")
        try await book.run("build", "--format", "html")
        let page = try book.read("output/book.html")
        let build = try await book.run("build", "--format", "html")
        #expect(build.messages.contains("output/book.html is unchanged"))
        #expect(try book.results().chapters.allSatisfy(\.reused))
        #expect(try book.read("output/book.html") == page)
    }

    @Test("An edit of prose runs no chapter, and its new words and lines are on the page")
    func proseEdit() async throws {
        let book = try BookFixture("small")
        try await book.run("build", "--format", "html")
        try book.edit(
            "chapters/01-numbers.md", replace: "A chapter that uses every directive once.",
            with: "A quite different\nbeginning.")
        try await book.run("build", "--format", "html")
        #expect(try book.results().chapters.allSatisfy(\.reused))
        #expect(try book.read("output/book.html").contains("quite different"))
    }

    @Test("An edit of a figure runs its chapter alone, which recalls what it trained")
    func figureEdit() async throws {
        let book = try BookFixture("small")
        try await book.run("build", "--format", "html")
        try book.edit("chapters/02-training.md", replace: "label: \"loss\"", with: "label: \"the loss\"")
        let build = try await book.run("build", "--format", "html", "--timings")
        #expect(try book.results().chapters.map(\.reused) == [true, false])
        #expect(build.messages.contains("training, d = 4, remembered"))
        #expect(!build.messages.contains("training, d = 4\n"))
    }

    @Test("A warning of the compiler is said again when the program is reused")
    func warnings() async throws {
        let book = try BookFixture("small")
        try book.edit("chapters/01-numbers.md", replace: "let target =", with: "let unused = 1\nlet target =")
        let warning = "chapters/01-numbers.md:11:5: warning: "
        #expect(try await book.run("build", "01", "--format", "html").messages.contains(warning))
        #expect(try await book.run("build", "01", "--format", "html").messages.contains(warning))
        let other = try await book.run("build", "01", "--format", "html", "--set", "window=3", "--timings")
        #expect(other.messages.contains(warning) && other.messages.contains("01-numbers: run"))
        try book.edit(
            "chapters/01-numbers.md", replace: "A chapter that uses", with: "Two more\nlines: a chapter that uses")
        let moved = try await book.run("build", "01", "--format", "html", "--set", "window=3")
        #expect(moved.messages.contains("01-numbers: unchanged"))
        #expect(moved.messages.contains("chapters/01-numbers.md:12:5: warning: "), "\(moved.messages)")
    }

    @Test("Damaged files in the cache are made anew")
    func damagedCache() async throws {
        let book = try BookFixture("small")
        try await book.run("build", "--format", "html")
        let page = try book.read("output/book.html")
        let cache = try book.cache
        var damaged = 0
        for case let path as String in FileManager.default.enumerator(atPath: cache.path) ?? .init()
        where ["npy", "json", "so"].contains(path.split(separator: ".").last) {
            try Data("garbage".utf8).write(to: cache.appending(path: path))
            damaged += 1
        }
        try #require(damaged > 8)
        let build = try await book.run("build", "--format", "html")
        #expect(build.status == 0, "\(build.messages)")
        func content(_ page: String) -> String { page.replacing(/<footer id="build-stamp">.*?<\/footer>/, with: "") }
        #expect(try content(book.read("output/book.html")) == content(page))
    }

    @Test("A parameter reaches the chapters that mention it, and only those run")
    func parameter() async throws {
        let book = try BookFixture("small")
        try await book.run("build", "--format", "html")
        #expect(try await book.run("build", "--format", "html", "--set", "dimension=3").status == 0)
        #expect(try book.results().chapters.map(\.reused) == [true, false])
        #expect(try book.results().parameters["dimension"] == .number(3))
        #expect(try await book.run("build", "--format", "html", "--profile", "quick").status == 0)
        #expect(try book.results().parameters["dimension"] == .number(2))
    }

    @Test("Two builds from nothing differ in their stamp alone, and threads do not matter")
    func reproducible() async throws {
        func withoutStamp(_ page: String) -> String {
            page.replacing(/<footer id="build-stamp">.*?<\/footer>/, with: "")
        }
        var pages: [String] = []
        var results: [BuildResults] = []
        for threads in ["1", "2", "2"] {
            let book = try BookFixture("small")
            try await book.run("build", "--format", "html", "--threads", threads)
            pages.append(withoutStamp(try book.read("output/book.html")))
            results.append(try book.results())
        }
        #expect(pages[0] == pages[1] && pages[1] == pages[2])
        #expect(results[0].claims == results[1].claims && results[0].figures == results[1].figures)
    }

    @Test(
        "results.json is as its schema has it, of a good book and of one with faults",
        .enabled("needs Python's jsonschema") {
            try await Program(named: "python3").run(["-c", "import jsonschema"]).status == 0
        }, arguments: ["small", "faults"])
    func schema(name: String) async throws {
        let python = Program(named: "python3")
        let book = try BookFixture(name)
        try await book.run("build", "--format", "html", "--quiet")
        let schema = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../assets/results.schema.json")
        let check = """
            import json, jsonschema, sys
            schema, results = (json.load(open(path)) for path in sys.argv[1:])
            jsonschema.Draft202012Validator.check_schema(schema)
            jsonschema.validate(results, schema, jsonschema.Draft202012Validator)
            """
        let outcome = try await python.run(
            ["-c", check, schema.path, book.folder.appending(path: "output/results.json").path])
        #expect(outcome.status == 0, "\(outcome.messages)")
    }

    @Test("Compact statistics made of a text stand in for it")
    func snapshot() async throws {
        let book = try BookFixture("small")
        let made = try await book.run(
            "corpus", "snapshot", "text.txt", "-o", "text.w2vstats", "--vocabulary", "40", "--window", "4")
        #expect(made.status == 0, "\(made.messages)")
        try await book.run("build", "01", "--format", "html")
        let exact = try book.results().figures[0].data[0].columns[1].numbers
        #expect(try await book.run("build", "01", "--format", "html", "--corpus", "text.w2vstats").status == 0)
        let rounded = try book.results().figures[0].data[0].columns[1].numbers
        #expect(exact.count == 6 && exact != rounded)
        #expect(zip(exact, rounded).allSatisfy { abs($0 - $1) < 0.05 * exact[0] })
        let other = try await book.run("build", "--quiet", "--corpus", "text.w2vstats", "--set", "window=5")
        #expect(other.status == 2)
        #expect(
            other.messages.hasPrefix(
                "error: the corpus text was counted with a window of 4 words and cannot tell about 5"))
    }

    @Test("A chapter named by its number is built, and others are shown as far as they are known")
    func oneChapter() async throws {
        let book = try BookFixture("small")
        #expect(try await book.run("build", "01", "--format", "html").status == 0)
        #expect(try book.results().chapters.map(\.status) == ["complete", "skipped"])
        #expect(try await book.run("build", "02", "--format", "html").status == 0)
        #expect(try book.results().chapters.map(\.status) == ["complete", "complete"])
    }

    @Test("A build goes on when nobody reads its messages, and ends with what it starts when it is killed")
    func pipes() async throws {
        let book = try BookFixture("small")
        _ = try await book.shell("\"$w2vbook\" build --format html 2>&1 | head -c 1")
        #expect(try book.results().chapters.map(\.status) == ["complete", "complete"])
        let loop = try BookFixture("faults")
        let left = try await loop.shell(
            """
            "$w2vbook" build 06 --format html >/dev/null 2>&1 & build=$!
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                for process in /proc/[0-9]*; do
                    grep -qs run-chapter $process/cmdline || continue
                    supervisor=$(sed -n 's/^PPid:.//p' $process/status)
                    grep -qs "^PPid:.$build\\$" /proc/$supervisor/status && child=$process
                done
                if [ -n "$child" ]; then break; fi
                sleep 0.2
            done
            echo "$child"; kill -9 $build; sleep 0.5; grep -s '^State:' $child/status | grep -v zombie
            """)
        let lines = left.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("/proc/") == true, "the chapter was never run")
        #expect(lines.count == 1, "the chapter outlived its build: \(left.output)")
    }

    @Test("clean removes what builds remember, and --all the report too")
    func clean() async throws {
        let book = try BookFixture("small")
        try await book.run("build", "01", "--format", "html")
        let cache = try book.cache
        // So does what is remembered of books that are gone.
        try FileManager.default.createDirectory(
            at: book.folder.appending(path: "other"), withIntermediateDirectories: false)
        for name in ["chapters", "text.txt"] {
            try FileManager.default.copyItem(
                at: book.folder.appending(path: name), to: book.folder.appending(path: "other/\(name)"))
        }
        #expect(try await book.run("build", "01", "--format", "html", "--book", "other").status == 0)
        try FileManager.default.removeItem(at: book.folder.appending(path: "other"))
        let clean = try await book.run("clean").output
        #expect(clean.hasPrefix("removed \(cache.path)/\nremoved \(book.userCache.path)/books/"), "\(clean)")
        #expect(clean.hasSuffix("-other/, of a book that is gone\n"))
        let books = book.userCache.appending(path: "books").path
        #expect(try FileManager.default.contentsOfDirectory(atPath: books) == [cache.lastPathComponent])
        // What is kept is which files of output/ are a build's.
        #expect(try FileManager.default.contentsOfDirectory(atPath: cache.path).sorted() == ["book", "written"])
        #expect(book.exists("output/book.html"))
        try await book.run("clean", "--all")
        #expect(!book.exists("output/book.html"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: books).isEmpty)
    }
}
