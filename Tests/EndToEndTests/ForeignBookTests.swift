import Foundation
import ProgramRunner
import Testing

/// Books as somebody might send them to do harm: nothing outside of the book and of the user's cache is read, written or
/// run.
@Suite("Books of other people") struct ForeignBookTests {
    private let book: BookFixture
    /// What is outside of the book, and nobody else's business.
    private let outside: URL

    init() throws {
        book = try BookFixture("small")
        outside = book.folder.appendingPathExtension("outside")
        try FileManager.default.createDirectory(
            at: outside.appending(path: "folder"), withIntermediateDirectories: true)
        try Data("tell-tale".utf8).write(to: outside.appending(path: "secret"))
        try Data("tell-tale".utf8).write(to: outside.appending(path: "folder/inner"))
    }

    private func removeOutside() { try? FileManager.default.removeItem(at: outside) }

    /// The files outside of the book, with what is in them.
    private var outsideFiles: [String: String] {
        get throws {
            let paths = FileManager.default.enumerator(atPath: outside.path)?.compactMap { $0 as? String } ?? []
            return Dictionary(
                uniqueKeysWithValues: paths.map { path in
                    (path, (try? String(contentsOf: outside.appending(path: path), encoding: .utf8)) ?? "")
                })
        }
    }

    private func link(_ path: String, to place: URL) throws {
        let file = book.folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? FileManager.default.removeItem(at: file)
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: place.path)
    }

    /// The places from which a build reads.
    static let files = [
        "chapters/03-more.md", "chapters/book.yml", "chapters/references.yml", "chapters/shared.swift",
        "chapters/picture.png", "chapters/baselines/text-standard/claims.json", "data/measured.csv", "theme/base.css",
        "theme/page.mustache", "assets/corpora.yml", "assets/benchmarks/men.tsv",
    ]
    static let folders = ["chapters/baselines", "data", "theme", "assets", "assets/benchmarks"]

    @Test("A link that leads out of the book is refused wherever a build reads, and nothing is published")
    func links() async throws {
        defer { removeOutside() }
        let before = try outsideFiles
        for path in Self.files + Self.folders {
            let book = try BookFixture("small")
            let place = outside.appending(path: Self.folders.contains(path) ? "folder" : "secret")
            let file = book.folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try? FileManager.default.removeItem(at: file)
            try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: place.path)
            let build = try await book.run("build", "--format", "html", "--quiet")
            #expect(build.status == 2)
            #expect(
                build.messages == """
                    error: \(path) leads out of the book
                      It is \(place.resolvingSymlinksInPath().path), and what is read there could be published with the \
                    book.
                      Put a copy of it in the book.

                    """, "\(path)")
            #expect(!book.exists("output/book.html"))
        }
        #expect(try outsideFiles == before)
    }

    @Test("A pipe is refused wherever a build reads, and not waited for")
    func pipes() async throws {
        defer { removeOutside() }
        for path in Self.files where path != "chapters/book.yml" {
            let file = book.folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            let content = FileManager.default.contents(atPath: file.path)
            try? FileManager.default.removeItem(at: file)
            try #require(mkfifo(file.path, 0o600) == 0)
            let build = try await book.run("build", "--format", "html", "--quiet")
            #expect(build.status == 2)
            #expect(
                build.messages == """
                    error: \(path) is neither a file nor a folder
                      It is a pipe, a socket or a device, for which a build might wait for ever.
                      Take it out of the book.

                    """)
            try FileManager.default.removeItem(at: file)
            if let content { try content.write(to: file) }
        }
    }

    @Test("Links within the book are followed, also round in a circle, and those of editors do no harm")
    func linksWithin() async throws {
        defer { removeOutside() }
        try book.write("words here", to: "note.txt")
        try link("data/here.csv", to: book.folder.appending(path: "note.txt"))
        try link("data/round", to: book.folder.appending(path: "data"))
        try link("chapters/.#01-numbers.md", to: URL(filePath: "/nowhere/somebody@host.1"))
        let why = try await book.run("why")
        #expect(why.status == 0, "\(why.messages)")
        #expect(why.output == "01-numbers has not run yet\n02-training has not run yet\n")
    }

    @Test("A picture or a text that is not in the book is not read, however its path leads there")
    func paths() async throws {
        defer { removeOutside() }
        try link("pictures/a.png", to: outside.appending(path: "secret"))
        let text = try book.read("chapters/01-numbers.md")
        for source in ["../pictures/a.png", "../../\(outside.lastPathComponent)/secret.png"] {
            try Data("tell-tale".utf8).write(to: outside.appending(path: "secret.png"))
            try book.write(text + "\n![A picture](\(source))\n", to: "chapters/01-numbers.md")
            let build = try await book.run("build", "01", "--format", "html", "--quiet")
            #expect(build.status == 2)
            #expect(
                build.messages.contains("error: the image '\(source)' leads out of the book\n"), "\(build.messages)")
            let page = try book.read("output/book.html")
            #expect(!page.contains(Data("tell-tale".utf8).base64EncodedString()))
        }
        try book.write(text, to: "chapters/01-numbers.md")
        try link("inside.txt", to: outside.appending(path: "secret"))
        try link("texts/inner", to: outside.appending(path: "secret"))
        for (path, name) in [
            (outside.path + "/secret", outside.path + "/secret"), ("../\(outside.lastPathComponent)/secret", nil),
            ("./inside.txt", "inside.txt"), ("./texts", "texts/inner"),
        ] as [(String, String?)] {
            let configuration = try book.read("chapters/book.yml")
            try book.write(
                configuration.replacing(/(?m)^corpus:.*$/, with: "corpus: \(path)"), to: "chapters/book.yml")
            let build = try await book.run("build", "01", "--format", "html", "--quiet")
            #expect(build.status == 2)
            #expect(
                build.messages.hasPrefix("error: \(name ?? outside.path + "/secret") leads out of the book\n"),
                "\(path): \(build.messages)")
            try book.write(configuration, to: "chapters/book.yml")
        }
    }

    @Test(
        "A book registers corpora that are in it and on the web alone",
        arguments: [
            ("file: OUTSIDE/secret", "leads out of the book"),
            ("file: ../../NAME/secret", "leads out of the book"),
            ("file: linked", "leads out of the book"),
            ("file: corpora/x.txt, url: \"file://OUTSIDE/secret\", sha256: SUM", "'url' is not an address"),
            ("file: OUTSIDE/new, url: \"http://127.0.0.1:9/x\", sha256: SUM", "leads out of the book"),
        ])
    func registry(entry: String, message: String) async throws {
        defer { removeOutside() }
        if entry.contains("linked") { try link("assets/linked", to: outside.appending(path: "secret")) }
        try FileManager.default.createDirectory(
            at: book.folder.appending(path: "assets"), withIntermediateDirectories: true)
        try book.write(
            "text8: {kind: text, "
                + entry.replacing("OUTSIDE", with: outside.path).replacing("NAME", with: outside.lastPathComponent)
                .replacing("SUM", with: String(repeating: "0", count: 64)) + "}\n", to: "assets/corpora.yml")
        let before = try outsideFiles
        for command in [["corpus", "list"], ["corpus", "fetch", "text8", "--force"], ["corpus", "info", "text8"]] {
            let outcome = try await book.run(command)
            #expect(outcome.status == 2)
            #expect(outcome.messages.contains(message), "\(outcome.messages)")
        }
        #expect(try outsideFiles == before)
    }

    @Test("What a book ships in the place where caches once were is not used, and its links are not followed")
    func shippedCache() async throws {
        defer { removeOutside() }
        let interface = """
            // swift-interface-format-version: 1.0
            // swift-module-flags: -module-name Foundation
            import Swift
            """
        for folder in [".w2vbook/programs/hidden-modules", ".w2vbook/chapters/01-numbers"] {
            try FileManager.default.createDirectory(
                at: book.folder.appending(path: folder), withIntermediateDirectories: true)
        }
        try book.write(interface, to: ".w2vbook/programs/hidden-modules/Foundation.swiftinterface")
        for name in ["locks", "results", "fonts", "print"] {
            try link(".w2vbook/\(name)", to: outside.appending(path: "folder"))
        }
        let before = try outsideFiles
        func shipped() -> [String] {
            FileManager.default.enumerator(atPath: book.folder.appending(path: ".w2vbook").path)?
                .compactMap { $0 as? String }.sorted() ?? []
        }
        let kept = shipped()
        #expect(try await book.run("trust").status == 0)
        let build = try await book.run("build", "01", "--untrusted", "--format", "html", "--quiet")
        #expect(build.status == 0, "\(build.messages)")
        #expect(try await book.run("clean").status == 0)
        #expect(shipped() == kept)
        #expect(try outsideFiles == before)
    }

    @Test("Every command that may run a book's code refuses what was not approved, and runs nothing")
    func everyCommand() async throws {
        defer { removeOutside() }
        let mark = outside.appending(path: "ran")
        try book.edit(
            "chapters/01-numbers.md", replace: "`= twice(2)`",
            with: "`= \"\\(FileManager.default.createFile(atPath: \"\(mark.path)\", contents: nil))\"`")
        for command in [["build"], ["check"], ["accept", "--all"], ["why"]] {
            let outcome = try await book.run(command + ["--untrusted"])
            #expect(outcome.status == 2)
            #expect(
                outcome.messages.hasPrefix(
                    "chapters/01-numbers.md:1:1: error: the code of 01-numbers has not been approved\n"),
                "\(command): \(outcome.messages)")
        }
        #expect(!FileManager.default.fileExists(atPath: mark.path))
        #expect(!book.exists("output") && !book.exists("chapters/baselines"))
    }

    @Test("Scripts and templates of the theme are approved beside the chapters, and anew when they change")
    func theme() async throws {
        defer { removeOutside() }
        let build = ["build", "01", "--untrusted", "--format", "html", "--quiet"]
        #expect(try await book.run("trust").output == "approved 01-numbers\napproved 02-training\n")
        try FileManager.default.createDirectory(
            at: book.folder.appending(path: "theme"), withIntermediateDirectories: true)
        try book.write("body { color: red }", to: "theme/front.css")
        #expect(try await book.run("why", "--untrusted").status == 0)
        let refusal = """
            theme/copy.js:1:1: error: the code of the theme has not been approved
              Scripts and templates run where the book is printed and read: theme/copy.js.
              Read them, then approve them: w2vbook trust --theme

            """
        for script in ["console.log(1);", "console.log(2);"] {
            try book.write(script, to: "theme/copy.js")
            let refused = try await book.run(build)
            #expect(refused.status == 2 && refused.messages == refusal, "\(refused.messages)")
            #expect(!book.exists("output/book.html"))
            #expect(try await book.run("trust", "--theme").output == "approved theme/copy.js\n")
        }
        #expect(try await book.run(build).status == 0)
        #expect(
            try await book.run("trust").output == "approved 01-numbers\napproved 02-training\napproved theme/copy.js\n")
    }
}
