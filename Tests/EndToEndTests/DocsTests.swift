import Foundation
import ProgramRunner
import Testing

@Suite("The documentation in the terminal")
struct DocsTests {
    private static let catalogue = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/w2vbook/w2vbook.docc")

    /// The articles' names and where they are.
    private static let articles: KeyValuePairs = [
        "architecture": "Architecture", "building": "Building", "chapter-language": "ChapterLanguage",
        "checking": "Checking", "comparison": "Comparison", "corpora": "Corpora", "figures": "Figures",
        "limits": "Limits", "performance": "Performance", "training": "Training", "trusting-books": "TrustingBooks",
        "w2vbook": "w2vbook",
    ]

    private let program = Program.built("w2vbook")

    private func docs(_ arguments: String...) async throws -> String {
        let outcome = try await program.run(["docs"] + arguments)
        #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
        return outcome.output
    }

    /// The lines of an article's file.
    private func source(_ file: String) throws -> [Substring] {
        try String(contentsOf: Self.catalogue.appending(path: file + ".md"), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test("Every article of the catalogue is listed with its abstract, and no other")
    func list() async throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.catalogue.path)
        #expect(files.sorted() == Self.articles.map { $0.value + ".md" }.sorted())
        let lines = try await docs().split(separator: "\n")
        #expect(lines.map { String($0.prefix { $0 != " " }) } == Self.articles.map(\.key))
        for (line, article) in zip(lines, Self.articles) {
            let abstract = try source(article.value)[2]
            #expect(!abstract.isEmpty && line.hasSuffix("  " + abstract), "\(line)")
        }
    }

    @Test(
        "An article is shown line by line as it stands, but for links", arguments: articles.map { [$0.key, $0.value] })
    func whole(article: [String]) async throws {
        let shown = try await docs(article[0]).split(separator: "\n", omittingEmptySubsequences: false)
        let source = try source(article[1])
        #expect(shown.count == source.count)
        for (shown, source) in zip(shown, source) where !source.contains(/<doc:|``\w/) || source.hasPrefix("```") {
            #expect(shown == source)
        }
        #expect(!shown.contains { $0.contains("<doc:") })
        for link in shown.flatMap({ $0.matches(of: /`w2vbook docs ([^` ]+)`/) }) {
            #expect(Self.articles.contains { $0.key == link.1 }, "\(link.1)")
        }
    }

    @Test("A link to an article is the command that shows it, and a link to a symbol its name")
    func links() async throws {
        #expect(try await docs("limits").contains("nothing confines it (see `w2vbook docs trusting-books`)."))
        let overview = try await docs("w2vbook")
        #expect(overview.hasPrefix("# `w2vbook`\n\nBooks about"))
        #expect(overview.contains("\n- `w2vbook docs chapter-language`\n"))
    }

    @Test(
        "Capital letters and hyphens do not count in a name, and its beginning is enough",
        arguments: ["chapter-language", "ChapterLanguage", "chapter_language", "CHAPTERLANG", "ch-a"])
    func names(name: String) async throws {
        #expect(try await docs(name).hasPrefix("# The chapter language\n"))
    }

    @Test(
        "A name that is none, or the beginning of several, is an error that says which there are",
        arguments: [
            ("figurs", "there is no article 'figurs'\n  Did you mean 'figures'?\n"),
            (
                "zebra",
                """
                there is no article 'zebra'
                  The articles are: architecture, building, chapter-language, checking, comparison, corpora, figures, \
                limits, performance, training, trusting-books, w2vbook.

                """
            ),
            ("-", "there is no article '-'\n"),
            ("Ch", "more than one article begins with 'Ch'\n  Name one: chapter-language, checking.\n"),
        ])
    func unknown(name: String, message: String) async throws {
        let outcome = try await program.run(["docs", name])
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(outcome.messages.hasPrefix("error: " + message), "\(outcome.messages)")
    }

    @Test("A search shows the sections in which a word begins so, whole, each with its article")
    func search() async throws {
        let found = try await docs("--search", "MANUAL page")
        #expect(found.hasPrefix("building:\n\n## On a terminal\n\nOn a terminal a build"))
        #expect(found.hasSuffix("then: man w2vbook\n```\n"))
        // Two others speak of corpora, too.
        #expect(try await docs("--search", "shuffled").contains("\n\ncorpora:\n\n## "))
        #expect(try await !docs("building", "--search", "shuffled").contains("corpora:\n"))
        // A line of code that begins with # is no heading.
        #expect(
            try await docs("chapter", "--search", "sec-eigenvalues").hasPrefix("chapter-language:\n\n## Overview\n"))
    }

    @Test("A search that finds nothing is an error, and so is one for nothing")
    func futileSearch() async throws {
        // "anual" is in "manual", but no word begins so.
        let outcome = try await program.run(["docs", "--search", "anual"])
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(
            outcome.messages == "error: no section of the articles has 'anual'\n  Search for less of the word.\n")
        let narrow = try await program.run(["docs", "limits", "--search", "gallery"])
        #expect(
            narrow.messages
                == "error: no section of the article 'limits' has 'gallery'\n  Search in all articles.\n")
        #expect(try await program.run(["docs", "--search", " "]).status == 64)
    }

    @Test("Who reads only the beginning hears of no error")
    func closedPipe() async throws {
        let outcome = try await Program(named: "sh").run([
            "-c", "'\(program.file.path)' docs chapter-language | head -n 1",
        ])
        #expect(outcome.output == "# The chapter language\n" && outcome.messages.isEmpty && outcome.status == 0)
    }

    @Test("An article goes through the user's pager on a terminal, and nowhere else; a list never does")
    func pager() async throws {
        let pager = ["PAGER": "sed 's/^/| /'"]
        #expect(
            try await Program(program.file, variables: pager).run(["docs", "limits"]).output.hasPrefix("# Limits\n"))
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else { return }
        func onTerminal(_ arguments: String, _ variables: [String: String]) async throws -> String {
            try await Program(named: "script", variables: variables)
                .run(["-qec", "'\(program.file.path)' docs \(arguments)", "/dev/null"]).output
                .replacing("\r\n", with: "\n")
        }
        let shown = try await onTerminal("limits", pager)
        #expect(shown.hasPrefix("| # Limits\n| \n| What does not work, or not yet.\n"))
        #expect(shown.split(separator: "\n").allSatisfy { $0.hasPrefix("| ") })
        #expect(try await onTerminal("limits", ["PAGER": ""]).hasPrefix("# Limits\n"))
        #expect(try await onTerminal("", pager).hasPrefix("architecture  "))
    }
}
