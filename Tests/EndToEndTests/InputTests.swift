import Foundation
import ProgramRunner
import Testing

/// What chapters read, by whatever name, is recorded when they run, and looked at before their outputs are shown again.
@Suite("What a chapter read") struct InputTests {
    /// A chapter for each kind of input; the names are computed, so that no look at the code finds them.
    private static let chapters = [
        "01-data": #"try book.data("run-\(2 - 1)").count"#,
        "02-file": #"try book.file(["notes", "a.txt"].joined(separator: "/")).text()"#,
        "03-absent": #"(try? book.file("later.txt").text()) ?? "nothing""#,
        "04-other": #"try book.corpus("ot" + "her").cooccurrences(vocabulary: 9, window: 2).vocabulary.totalTokens"#,
        "05-own": #"try book.corpus().cooccurrences(vocabulary: 9, window: 2).vocabulary.totalTokens"#,
        "06-name": "book.corpusName",
        "07-parameter": #"book.parameter("dep" + "th") as Int"#,
        "08-benchmarks": "try book.analogies().categories.count",
        "09-nothing": "1 + 1",
        "10-type": #""\(book.width)""#,
        "11-unread": #"try book.corpus("third").name"#,
    ]

    private static let registry = """
        other: {kind: text, file: ../other.txt, description: Other}
        third: {kind: text, file: ../third.txt, description: Third}

        """

    private func makeBook() throws -> BookFixture {
        let book = try BookFixture(registry: Self.registry)
        for name in ["01-numbers", "02-training"] {
            try FileManager.default.removeItem(at: book.folder.appending(path: "chapters/\(name).md"))
        }
        for folder in ["data", "notes"] {
            try FileManager.default.createDirectory(
                at: book.folder.appending(path: folder), withIntermediateDirectories: false)
        }
        try book.write(
            "title: Inputs\ncorpus: text.txt\nparameters: {depth: 4, width: 3}\nprofiles:\n  deep: {depth: 5}\n",
            to: "chapters/book.yml")
        for (name, value) in Self.chapters {
            try book.write("# \(name) {#sec-\(name.prefix(2))}\n\nIt is `= \(value)`.\n", to: "chapters/\(name).md")
        }
        try book.write("a\n1\n", to: "data/run-1.csv")
        try book.write("old", to: "notes/a.txt")
        for name in ["other", "third"] { try book.write(BookFixture.text(words: 900), to: "\(name).txt") }
        let benchmarks = "assets/benchmarks"
        try book.write("first\tone\ttwo\nfirst\tthree\tfour\n", to: "\(benchmarks)/google-analogies.tsv")
        for name in ["men", "wordsim353", "simlex999"] {
            try book.write("one\ttwo\t1\nthree\tfour\t2\n", to: "\(benchmarks)/\(name).tsv")
        }
        return book
    }

    /// What `why` says of the chapters that would run, each as `chapter: change, change`.
    private func reasons(_ book: BookFixture, _ arguments: [String]) async throws -> [String] {
        let lines = try await book.run(["why"] + arguments).output.split(separator: "\n")
        var reasons: [String] = []
        for line in lines where !line.hasSuffix(" is up to date") {
            if let match = line.firstMatch(of: /^(\S+) would run, because since it ran last:$/) {
                reasons.append("\(match.1):")
            } else if line.hasPrefix("  "), let last = reasons.popLast() {
                reasons.append(last + (last.hasSuffix(":") ? " " : "; ") + line.dropFirst(2))
            } else {
                reasons.append(String(line))
            }
        }
        return reasons
    }

    /// The chapters that a build runs.
    private func built(_ book: BookFixture, _ arguments: [String] = []) async throws -> [String] {
        let build = try await book.run(["build", "--format", "html", "--quiet"] + arguments)
        #expect(build.status == 0, "\(build.messages)")
        return try book.results().chapters.filter { !$0.reused }.map(\.name)
    }

    @Test("a chapter runs again when an input that it read has changed, and only then; why says which")
    func changes() async throws {
        let book = try makeBook()
        #expect(try await built(book) == Self.chapters.keys.sorted())
        func expect(
            _ expected: [String], _ arguments: String..., after change: () throws -> Void = {},
            at place: SourceLocation = #_sourceLocation
        ) async throws {
            try change()
            let reasons = try await reasons(book, arguments)
            #expect(reasons == expected, sourceLocation: place)
            let names = expected.map { String($0.prefix { $0 != ":" }) }
            #expect(try await built(book, arguments) == names, sourceLocation: place)
        }
        try await expect([])
        try await expect(["01-data: data/run-1.csv changed"]) { try book.write("a\n1\n2\n", to: "data/run-1.csv") }
        try await expect([]) { try book.write("a\n1\n", to: "data/run-2.csv") }
        try await expect(["02-file: notes/a.txt changed"]) { try book.write("new", to: "notes/a.txt") }
        // The run before is still known.
        try await expect([]) { try book.write("old", to: "notes/a.txt") }
        try await expect(["03-absent: later.txt is new"]) { try book.write("now", to: "later.txt") }
        try await expect(["04-other: the corpus other changed"]) {
            try book.write(BookFixture.text(words: 1000), to: "other.txt")
        }
        try await expect([]) { try book.write(BookFixture.text(words: 1000), to: "third.txt") }
        try await expect(["05-own: the corpus text changed"]) {
            try book.write(BookFixture.text(words: 1000), to: "text.txt")
        }
        // The same content, written anew.
        try await expect([]) { try book.write(BookFixture.text(words: 1000), to: "text.txt") }
        try await expect(
            [
                "05-own: the book's corpus was text, is other", "06-name: the book's corpus was text, is other",
                "08-benchmarks: the book's corpus was text, is other",
            ], "--corpus", "other")
        try await expect([], "--corpus", "text.txt")
        try await expect(["07-parameter: depth was 4, is 5"], "--profile", "deep")
        try await expect(["08-benchmarks: the benchmark men.tsv changed; the book's corpus was other, is text"]) {
            try book.write("one\ttwo\t1\nthree\tfour\t3\n", to: "assets/benchmarks/men.tsv")
        }
        try await expect(["04-other: the corpus other is registered otherwise"]) {
            try book.edit("assets/corpora.yml", replace: "../other.txt,", with: "../other.txt, digits: words,")
        }
        try await expect(["10-type: width was the whole number 3, is the text 3"]) {
            try book.edit("chapters/book.yml", replace: "width: 3", with: "width: \"3\"")
        }
        try await expect(["10-type: width was 3, is 3.0"]) {
            try book.edit("chapters/book.yml", replace: "width: \"3\"", with: "width: 3.0")
        }
    }

    @Test("a chapter during whose run an input changes is shown with a warning and not kept")
    func torn() async throws {
        let book = try makeBook()
        try book.write("one", to: "state.txt")
        let code = """
            # Torn {#sec-09}

            ```swift @run
            let state = try book.file("state.txt")
            let before = try state.text()
            try Data((before + "+").utf8).write(to: state.url)
            ```

            It was `= before`.

            """
        try book.write(code, to: "chapters/09-nothing.md")
        for state in ["one", "one+"] {
            let build = try await book.run("build", "09", "--format", "html", "--quiet")
            #expect(build.status == 0)
            #expect(
                build.messages == """
                    chapters/09-nothing.md:1:1: warning: state.txt changed while 09-nothing ran
                        # Torn {#sec-09}
                        ^
                      What it shows may be of either content, and is not kept.
                      Build again when nobody writes to it.

                    """)
            #expect(
                try book.read("output/book.html").contains("It was <span class=\"value\" title=\"before\">\(state)<"))
        }
    }
}
