import Foundation
import ProgramRunner
import Testing

/// Books and inputs with faults: what is said, how the program ends, what is written.
@Suite("Faults") struct FaultTests {
    @Test("Each fault of a chapter is one diagnostic at its place, and the other chapters are complete")
    func chapterFaults() async throws {
        let book = try BookFixture("faults")
        let build = try await book.run("build", "--format", "html", "--quiet")
        #expect(build.status == 2)
        let expected = [
            """
            chapters/02-type-error.md:5:20: error: cannot convert value of type 'Int' to specified type 'String'
                let text: String = one
                                   ^
            """,
            """
            chapters/03-unknown-argument.md:3:36: error: extra argument 'colour' in call
                ```swift @table("numbers", colour: "red")
                                                   ^
            """,
            """
            chapters/04-thrown-error.md:11:39: error: 41 dimensions were asked for, more than the 40 words of the vocabulary
                let theory = try TargetMatrix(counts).eigenpairs(rank: size)
                                                      ^
              Ask for 1 to 40 dimensions: --set dimension=N.
            """,
            """
            chapters/05-trap.md:9:50: error: the program stopped: a trap \
            (an index out of range, an overflow, or a nil that was unwrapped)
                Claim("This is never said.", measured: "\\(numbers[index])", holds: true)
                                                                 ^
            """,
            """
            chapters/06-endless-loop.md:7:10: error: this took longer than the chapter's time limit of 10 seconds
                ```swift @run
                         ^
              Make it shorter, or raise limits: seconds: in chapters/book.yml.
            """,
            """
            chapters/07-missing-alt.md:3:10: error: figure 'silent' has no alt text
                ```swift @figure("silent")
                         ^
            """,
            """
            chapters/08-dangling-reference.md:3:4: error: the reference '@fig-nowhere' leads nowhere
                As @fig-nowhere shows, one and one is `= 1 + 1`.
                   ^
            """,
            """
            chapters/09-bad-tex.md:3:13: error: the formula does not parse: \
            Unexpected end of input in a macro argument, expected '}'
            """,
        ]
        for text in expected { #expect(build.messages.contains(text), "not said: \(text)\nbut: \(build.messages)") }
        // One diagnostic each.
        #expect(build.messages.components(separatedBy: ": error: ").count - 1 == expected.count)
        let statuses = try book.results().chapters.map(\.status)
        #expect(statuses == ["complete"] + Array(repeating: "failed", count: 6) + ["complete", "complete"])
        let page = try book.read("output/book.html")
        #expect(page.contains("one and one is <span class=\"value\" title=\"1 + 1\">2</span>"))
        #expect(page.contains("one and two is <span class=\"value\" title=\"1 + 2\">3</span>"))
        #expect(page.contains("cannot convert value of type"))
    }

    @Test("A trap that the optimiser foresees is reported at its own line")
    func foreseenTraps() async throws {
        let book = try BookFixture("small")
        try book.write("title: Traps\ncorpus: none\n", to: "chapters/book.yml")
        try book.write(
            "# One\n\n```swift @run\nlet xs = [1, 2, 3]\n\nprint(xs[xs.count + 4])\n```\n", to: "chapters/01-numbers.md"
        )
        try book.write("# Two\n\nIt is\n`= [1, 2, 3][book.corpusName.count]`.\n", to: "chapters/02-training.md")
        let build = try await book.run("build", "--format", "html", "--quiet")
        #expect(build.status == 2)
        for message in [
            """
            chapters/01-numbers.md:6:9: error: the program stopped: Index out of range
                print(xs[xs.count + 4])
                        ^
            """,
            """
            chapters/02-training.md:4:13: error: the program stopped: Index out of range
                `= [1, 2, 3][book.corpusName.count]`.
                            ^
            """,
        ] { #expect(build.messages.contains(message), "\(build.messages)") }
    }

    @Test(
        "Input that makes no sense is one clear error, and nothing is written",
        arguments: [
            (["--set", "windw=3"], "error: unknown parameter 'windw'\n  Did you mean 'window'?"),
            (["--set", "window=wide"], "error: 'window' takes a whole number, not 'wide'"),
            (["--profile", "quik"], "error: unknown profile 'quik'\n  Did you mean 'quick'?"),
            (["--corpus", "nowhere.txt"], "error: unknown corpus 'nowhere.txt'"),
            (["--corpus", "empty.txt"], "empty.txt has no words"),
            (["--corpus", "few.txt"], "error: the corpus few has 3 different words, fewer than the vocabulary of 40"),
            (["--corpus", "latin1.txt"], "latin1.txt is not UTF-8 text: the byte at offset 3 cannot be read"),
            (["--corpus", "nothing/"], "/nothing has no text in it"),
            (["--set", "window=7000"], "error: the window of 7000 words is longer than the corpus text allows"),
            (["07"], "error: there is no chapter '07'"),
        ])
    func badInput(arguments: [String], message: String) async throws {
        let book = try BookFixture("small")
        try book.write("", to: "empty.txt")
        try FileManager.default.createDirectory(
            at: book.folder.appending(path: "nothing"), withIntermediateDirectories: false)
        try book.write("one two three two one", to: "few.txt")
        try book.write(Data([0x61, 0x62, 0x63, 0xE9, 0x20]), to: "latin1.txt")
        let build = try await book.run(["build", "--quiet"] + arguments)
        #expect(build.status == 2)
        #expect(build.messages.contains(message), "\(build.messages)")
        #expect(build.messages.components(separatedBy: "error: ").count - 1 == 1, "\(build.messages)")
        #expect(!book.exists("output"))
    }

    @Test("A fault in book.yml is shown at its line")
    func malformedBook() async throws {
        let book = try BookFixture("small")
        try book.edit("chapters/book.yml", replace: "authors: [Nobody in particular]", with: "authors: [Nobody")
        let build = try await book.run("build", "--quiet")
        #expect(build.status == 2)
        #expect(build.messages.hasPrefix("chapters/book.yml:"), "\(build.messages)")
        #expect(!book.exists("output"))
    }

    @Test("A folder without a book is said to be none")
    func noBook() async throws {
        let book = try BookFixture("small")
        try FileManager.default.removeItem(at: book.folder.appending(path: "chapters/book.yml"))
        let build = try await book.run("build")
        #expect(build.status == 2)
        #expect(build.messages.contains("error: there is no book in "))
    }
}
