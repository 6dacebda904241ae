import Foundation
import LoopbackServer
import ProgramRunner
import Testing

/// The subcommands of `w2vbook corpus`, on a book with a registry of its own.
@Suite("Corpora by name") struct CorpusTests {
    /// The small book with assets of its own: a registry with one text, which is there.
    private func book(_ registry: String = "mine: {kind: text, file: ../text.txt, description: My text}\n") throws
        -> BookFixture
    {
        try BookFixture(registry: registry)
    }

    /// The text that a server has.
    private static let text = BookFixture.text(words: 6000)

    private func sha256(_ book: BookFixture, _ path: String) async throws -> String {
        String(try await book.shell("sha256sum \(path)").output.prefix(64))
    }

    /// A book whose corpus `far` is on a server.
    private func bookWithServer(
        size: Int? = nil, sum: String? = nil,
        _ answer: @escaping @Sendable (LoopbackServer.Request, Connection) -> Void
    ) async throws -> (book: BookFixture, server: LoopbackServer) {
        let server = try LoopbackServer(answer)
        let book = try book()
        let sum = if let sum { sum } else { try await sha256(book, "text.txt") }
        try book.write(
            """
            far:
              kind: text
              file: corpora/far.txt
              description: From afar
              url: \(server.root)/far.txt
              size: \(size ?? Self.text.utf8.count)
              sha256: \(sum)
            """, to: "assets/corpora.yml")
        return (book, server)
    }

    @Test("list shows each corpus on a line, aligned, and how to get what is not there")
    func list() async throws {
        let sum = String(repeating: "a", count: 64)
        let book = try book(
            """
            mine: {kind: text, file: ../text.txt, description: My text}
            counts: {kind: statistics, file: no.w2vstats, description: Counts, missing: Make it.}
            far: {kind: text, file: corpora/far.zip, url: "http://a/b", size: 31344016, sha256: \(sum), description: Far}
            lost: {kind: text, file: corpora/lost, description: Lost}
            """)
        let list = try await book.run("corpus", "list")
        #expect(list.status == 0)
        // The book's own come first, then the user's, then the program's.
        #expect(
            list.output.hasPrefix(
                """
                mine       ready      text        My text
                counts     missing    statistics  Counts
                           Make it.
                far        fetchable  text        Far
                           Get it with: w2vbook corpus fetch far (31.3 MB)
                lost       missing    text        Lost
                wikipedia  ready      statistics  24,667
                """), "\(list.output)")
        let json = try await book.run("corpus", "list", "--json").output
        struct Entry: Decodable, Equatable {
            var name: String
            var state: String
            var size: Int?
        }
        #expect(
            try JSONDecoder().decode([Entry].self, from: Data(json.utf8)).prefix(4) == [
                Entry(name: "mine", state: "ready"), Entry(name: "counts", state: "missing"),
                Entry(name: "far", state: "fetchable", size: 31_344_016), Entry(name: "lost", state: "missing"),
            ])
    }

    @Test("A registry with a fault is shown at its line")
    func fault() async throws {
        let book = try book("mine: {kind: text, file: ../text.txt, size: big}\n")
        let list = try await book.run("corpus", "list")
        #expect(list.status == 2 && list.output == "")
        #expect(list.messages.hasPrefix("assets/corpora.yml:1:45: error: 'size' is not a whole number\n"))
    }

    @Test("info tells what is known, and counts when it is asked to")
    func info() async throws {
        let book = try book()
        let path = book.folder.path
        let info = try await book.run("corpus", "info", "mine", "--count")
        #expect(info.status == 0, "\(info.messages)")
        let lines = info.output.split(separator: "\n").map(String.init)
        #expect(
            lines.dropLast() == [
                "name          mine", "kind          text", "description   My text",
                "file          \(path)/text.txt", "state         ready",
                "size          \(grouped(Self.text.utf8.count)) bytes", "SHA-256       none is registered",
                "documents     whole", "letters       ascii", "digits        separate",
                "words         \(grouped(Self.text.split(separator: " ").count))", "different     52",
                "in documents  1",
            ])
        #expect(lines.last?.wholeMatch(of: /read in       \d+\.\d s/) != nil)
        let uncounted = try await book.run("corpus", "info", "mine")
        #expect(!uncounted.output.contains("words"))
    }

    private func grouped(_ number: Int) -> String { "\(number / 1000),\(String(format: "%03d", number % 1000))" }

    @Test("info reads statistics, and tells the state of a corpus that is not there")
    func infoOfStatistics() async throws {
        let book = try book("mine: {kind: text, file: no.txt, description: My text, missing: Write it.}\n")
        try await book.run(
            "corpus", "snapshot", "text.txt", "-o", "t.w2vstats", "--vocabulary", "40", "--window", "4", "--source",
            "here")
        let info = try await book.run("corpus", "info", "./t.w2vstats")
        #expect(info.status == 0, "\(info.messages)")
        for line in ["vocabulary     40 words", "window         4 words", "the file says  here"] {
            #expect(info.output.contains(line), "\(info.output)")
        }
        let missing = try await book.run("corpus", "info", "mine")
        #expect(missing.status == 0 && missing.output.contains("state        missing. Write it.\n"))
        let count = try await book.run("corpus", "info", "mine", "--count")
        #expect(count.status == 2)
        #expect(count.messages.contains("error: the corpus 'mine' is missing: there is no "))
        try book.write("nonsense", to: "t.w2vstats")
        let damaged = try await book.run("corpus", "info", "t.w2vstats", "--json")
        #expect(damaged.status == 2)
        #expect(damaged.messages.contains("t.w2vstats is not a file of corpus statistics"))
        #expect(damaged.output.contains("\"state\" : \"ready\""))
        #expect(try await book.run("corpus", "info", "nothing").messages.hasPrefix("error: unknown corpus 'nothing'\n"))
    }

    @Test("fetch downloads a corpus, which can then be built on; a second fetch finds it")
    func fetch() async throws {
        let (book, server) = try await bookWithServer { request, connection in
            connection.send(file: Array(Self.text.utf8), version: "\"1\"", for: request)
        }
        let missing = try await book.run("build", "--corpus", "far", "--quiet")
        #expect(missing.status == 2)
        #expect(
            missing.messages.hasSuffix("/assets/corpora/far.txt\n  Get it with: w2vbook corpus fetch far\n"),
            "\(missing.messages)")
        let fetch = try await book.run("corpus", "fetch", "far")
        #expect(fetch.status == 0, "\(fetch.messages)")
        #expect(
            fetch.messages.wholeMatch(
                of: /far: \d+ kB in \d+\.\d s, its SHA-256 as registered: assets\/corpora\/far\.txt\n/) != nil,
            "\(fetch.messages)")
        #expect(try book.read("assets/corpora/far.txt") == Self.text)
        #expect(try await book.run("corpus", "info", "far").output.contains(", verified\n"))
        let again = try await book.run("corpus", "fetch", "far")
        #expect(again.status == 0)
        #expect(again.messages == "far is there, its SHA-256 as registered: assets/corpora/far.txt\n")
        #expect(try await book.run("corpus", "fetch", "far", "--quiet").messages == "")
        #expect(server.requests.count == 1)
        let build = try await book.run("build", "01", "--corpus", "far", "--format", "html")
        #expect(build.status == 0, "\(build.messages)")
    }

    @Test("A registered corpus that is another file is one error of the build, of info and of fetch")
    func otherFile() async throws {
        let (book, server) = try await bookWithServer { request, connection in
            connection.send(file: Array(Self.text.utf8), version: "\"1\"", for: request)
        }
        try book.write(Self.text + "s", to: "assets/corpora/far.txt")
        let (found, registered) = try await (sha256(book, "assets/corpora/far.txt"), sha256(book, "text.txt"))
        let path = book.folder.path + "/assets/corpora/far.txt"
        let build = try await book.run("build", "--corpus", "far", "--quiet")
        #expect(build.status == 2)
        #expect(
            build.messages
                == """
                error: the corpus far is not the registered one: \(path) has the SHA-256 \(found), but \(registered) \
                is registered
                  Get the registered file again, or correct sha256 in assets/corpora.yml.

                """)
        let info = try await book.run("corpus", "info", "far")
        #expect(info.status == 2)
        #expect(info.output.contains("SHA-256      \(found), but \(registered) is registered\n"))
        let fetch = try await book.run("corpus", "fetch", "far")
        #expect(fetch.status == 2)
        #expect(
            fetch.messages
                == """
                error: \(path) has the SHA-256 \(found), but \(registered) is registered
                  Replace it with --force, or move it away.

                """)
        #expect(try await book.run("corpus", "fetch", "far", "--force").status == 0)
        #expect(try book.read("assets/corpora/far.txt") == Self.text)
        #expect(server.requests.map(\.rangeStart) == [nil])
    }

    @Test("A download that goes wrong is one error with status 2")
    func failures() async throws {
        let (book, server) = try await bookWithServer { _, connection in
            connection.send(header: "HTTP/1.1 404 Not Found", "Content-Length: 0")
        }
        let fetch = try await book.run("corpus", "fetch", "far")
        #expect(fetch.status == 2)
        #expect(
            fetch.messages
                == "error: the server answered 404 when asked for \(server.root)/far.txt\n  Check the address.\n")
        #expect(!book.exists("assets/corpora/.far.txt.w2vbook-download"))
    }

    @Test("A disk that is full is said to be, and nothing wrong is left in the file's place")
    func fullDisk() async throws {
        let (book, server) = try await bookWithServer { request, connection in
            connection.send(file: Array(Self.text.utf8), version: "\"1\"", for: request)
        }
        // A limit on the size of files stands in for the disk; its signal, ignored, becomes an error of write.
        let fetch = try await book.shell("trap '' XFSZ; ulimit -f 16; \"$w2vbook\" corpus fetch far")
        #expect(fetch.status == 2)
        #expect(
            fetch.messages
                == """
                error: \(book.folder.path)/assets/corpora/far.txt cannot be used: file too large
                  Check the file's permissions and the space on its disk.

                """)
        #expect(!book.exists("assets/corpora/far.txt") && !book.exists("assets/corpora/.far.txt.w2vbook-lock"))
        #expect(try await book.run("corpus", "fetch", "far").status == 0)
        #expect(try book.read("assets/corpora/far.txt") == Self.text)
        #expect(server.requests.map(\.rangeStart) == [nil, 8192])
    }

    @Test("Ctrl-C keeps what has come, and the next fetch goes on from there")
    func interrupted() async throws {
        let (book, server) = try await bookWithServer { request, connection in
            if request.rangeStart != nil {
                return connection.send(file: Array(Self.text.utf8), version: "\"1\"", for: request)
            }
            connection.send(header: "HTTP/1.1 200 OK", "Content-Length: \(Self.text.utf8.count)", "ETag: \"1\"")
            connection.send(Array(Self.text.utf8.prefix(10_000)))
            connection.hang()
        }
        let fetch = try await book.shell(
            """
            "$w2vbook" corpus fetch far & fetch=$!
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                if [ -s assets/corpora/.far.txt.w2vbook-download ]; then break; fi
                sleep 0.2
            done
            kill -TERM $fetch; wait $fetch
            """)
        #expect(fetch.status == 130)
        #expect(
            fetch.messages
                == """
                error: the download of \(server.root)/far.txt was stopped
                  Run the command again: it goes on after the 10000 bytes that are there.

                """)
        #expect(try await book.run("corpus", "fetch", "far").status == 0)
        #expect(try book.read("assets/corpora/far.txt") == Self.text)
        #expect(server.requests.map(\.rangeStart) == [nil, 10_000])
    }

    @Test("A corpus without a url is not fetched: what is there is said to be, what is not says how to get it")
    func noURL() async throws {
        let book = try book(
            """
            mine: {kind: text, file: ../text.txt}
            other: {kind: text, file: other, missing: "Install it with: apt"}
            """)
        #expect(try await book.run("corpus", "fetch", "mine").messages == "mine is there: text.txt\n")
        let other = try await book.run("corpus", "fetch", "other")
        #expect(other.status == 2)
        #expect(
            other.messages
                == "error: the corpus 'other' has no url to be downloaded from\n  Install it with: apt\n")
        let unknown = try await book.run("corpus", "fetch", "othr")
        #expect(unknown.status == 2)
        #expect(unknown.messages == "error: unknown corpus 'othr'\n  Did you mean 'other'?\n")
    }

    @Test("add registers a text, which a build then finds by its name")
    func add() async throws {
        let registry = "# My corpora.\nmine: {kind: text, file: ../text.txt}  # the first\n"
        let book = try book(registry)
        try book.write(Self.text, to: "assets/corpora/new.v2.txt")
        let add = try await book.run(
            "corpus", "add", "assets/corpora/new.v2.txt", "--documents", "lines", "--digits", "words", "--description",
            "A new one: text", "--licence", "CC0")
        #expect(add.status == 0, "\(add.messages)")
        #expect(add.output == "registered new in assets/corpora.yml; use it with --corpus new\n")
        let sum = try await sha256(book, "text.txt")
        #expect(
            try book.read("assets/corpora.yml") == registry + """

                new:
                  kind: text
                  file: corpora/new.v2.txt
                  documents: lines
                  letters: ascii
                  digits: words
                  description: "A new one: text"
                  licence: CC0
                  size: \(Self.text.utf8.count)
                  sha256: \(sum)

                """)
        #expect(!book.exists("assets/.corpora.yml.w2vbook-lock") && !book.exists("assets/corpora.yml.partial"))
        #expect(try await book.run("build", "01", "--corpus", "new", "--format", "html").status == 0)
        #expect(try await book.run("corpus", "add", "text.txt", "--name", "far-off").status == 0)
        #expect(try book.read("assets/corpora.yml").contains("\nfar-off:\n  kind: text\n  file: \"../text.txt\"\n"))
    }

    @Test(
        "What cannot be registered is one error, and the registry stays as it was",
        arguments: [
            (["text.txt", "--name", "mine"], "error: there is a corpus 'mine' already: "),
            (["text.txt", "--name", "a b"], "error: 'a b' cannot be the name of a corpus\n"),
            (["nowhere.txt"], "nowhere.txt does not exist\n  Check the path.\n"),
            (["latin1.txt"], "latin1.txt is not UTF-8 text: the byte at offset 3 cannot be read\n"),
            (["text.w2vstats"], "text.w2vstats is not a file of corpus statistics\n"),
            (["text.w2vstats", "--documents", "lines"], "error: --documents lines is for a text, but "),
            (["text.txt", "--url", "example.org"], "error: 'example.org' is not an address to download from\n"),
        ])
    func cannotAdd(arguments: [String], message: String) async throws {
        let book = try book()
        try book.write(Data([0x61, 0x62, 0x63, 0xE9, 0x20]), to: "latin1.txt")
        try book.write("text", to: "text.w2vstats")
        let before = try book.read("assets/corpora.yml")
        let add = try await book.run(["corpus", "add"] + arguments)
        #expect(add.status == 2)
        #expect(add.messages.contains(message), "\(add.messages)")
        #expect(add.messages.components(separatedBy: "error: ").count - 1 == 1)
        #expect(try book.read("assets/corpora.yml") == before)
    }

    @Test("Digits can be words: in a build, in a snapshot and in a count")
    func digits() async throws {
        let book = try book()
        try book.write(Self.text + " 7 7 7", to: "digits.txt")
        #expect(try await book.run("corpus", "info", "digits.txt", "--count").output.contains("different     52\n"))
        let words = try await book.run("corpus", "info", "digits.txt", "--count", "--digits", "words")
        #expect(words.output.contains("different     53\n"))
        for digits in ["words", "separate"] {
            let snapshot = try await book.run(
                "corpus", "snapshot", "digits.txt", "-o", "d.w2vstats", "--vocabulary", "53", "--window", "4",
                "--digits", digits)
            #expect(snapshot.status == (digits == "words" ? 0 : 2))
        }
        let build = try await book.run(
            "build", "01", "--format", "html", "--corpus", "digits.txt", "--digits", "words", "--set", "vocabulary=53")
        #expect(!build.messages.contains("has 52 different words"), "\(build.messages)")
        let separate = try await book.run(
            "build", "01", "--format", "html", "--corpus", "digits.txt", "--set", "vocabulary=53")
        #expect(separate.messages.contains("has 52 different words"), "\(separate.messages)")
    }

    @Test("--documents of a registered corpus is an error, not ignored")
    func documents() async throws {
        let book = try book()
        let build = try await book.run("build", "--quiet", "--corpus", "mine", "--documents", "lines")
        #expect(build.status == 2)
        #expect(
            build.messages.hasPrefix(
                "error: --documents lines is for a text that is named by its path, but 'mine' is registered\n"))
    }
}

/// Registries in layers: the book's, the user's, the program's.
@Suite("Registries of corpora") struct RegistryLayersTests {
    @Test("add registers a text of the book in the book, and any other for the user, and never with the program")
    func layers() async throws {
        let book = try BookFixture("small")
        let other = try BookFixture("small")
        let shipped = try await book.run("corpus", "list").output
        #expect(
            try await book.run("corpus", "add", "text.txt", "--name", "near").output
                == "registered near in assets/corpora.yml; use it with --corpus near\n")
        #expect(try book.read("assets/corpora.yml").contains("  file: \"../text.txt\"\n"))
        let registry = book.userData.appending(path: "w2vbook/corpora.yml")
        for name in ["far", "gcide"] {
            #expect(
                try await book.run("corpus", "add", other.folder.path + "/text.txt", "--name", name).output
                    == "registered \(name) in \(registry.path); use it with --corpus \(name)\n")
        }
        #expect(
            try String(contentsOf: registry, encoding: .utf8).contains("  file: \(other.folder.path)/text.txt\n"))
        // The nearest of a name counts.
        #expect(try await book.run("corpus", "info", "gcide").output.contains("\(other.folder.path)/text.txt\n"))
        try book.write(
            book.read("assets/corpora.yml") + "\nfar: {kind: shuffled, of: gcide}\n", to: "assets/corpora.yml")
        #expect(try await book.run("corpus", "info", "far").output.contains(/\nwords of +gcide\n/))
        // A book with a registry and nothing else beside it builds.
        let build = try await book.run("build", "01", "--corpus", "near", "--format", "html", "--quiet")
        #expect(build.status == 0, "\(build.messages)")
        #expect(try await other.run("corpus", "list").output == shipped)
    }

    @Test("a book may register outside of itself what the program registers just so, and nothing else")
    func copied() async throws {
        let book = try BookFixture("small")
        try FileManager.default.createDirectory(
            at: book.folder.appending(path: "assets"), withIntermediateDirectories: true)
        let registry = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../assets/corpora.yml")
        let shipped = try String(contentsOf: registry, encoding: .utf8)
        try book.write(shipped, to: "assets/corpora.yml")
        let info = try await book.run("corpus", "info", "gcide")
        #expect(info.status == 0, "\(info.messages)")
        try book.write(
            shipped.replacing("/usr/share/dictd/gcide.dict.dz", with: "/usr/share/dictd/other"),
            to: "assets/corpora.yml")
        #expect(
            try await book.run("corpus", "info", "gcide").messages.contains(
                "/usr/share/dictd/other leads out of the book"))
    }
}
