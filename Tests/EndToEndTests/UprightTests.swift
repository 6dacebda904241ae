import Foundation
import ProgramRunner
import Testing

/// What a build leaves when it is killed, cannot write, or is not alone.
@Suite("Staying upright") struct UprightTests {
    /// The earlier report: the book with another parameter.
    private func builtBook() async throws -> (book: BookFixture, page: String, results: String) {
        let book = try BookFixture("small")
        try #require(await book.run("build", "--format", "html", "--quiet", "--set", "dimension=3").status == 0)
        return (book, try book.read("output/book.html"), try book.read("output/results.json"))
    }

    /// Runs one of the scripts in Tests/Faults on the small book.
    private func faults(_ script: String, _ arguments: String) async throws -> Program.Outcome {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try await BookFixture("small")
            .shell("'\(tests.path)/Faults/\(script)' \"$w2vbook\" . \(arguments)")
    }

    @Test("Builds that are killed at random moments leave a report that is whole, and the next build is as a clean one")
    func kills() async throws {
        let run = try await faults("kill-builds", "4 7 --format html")
        #expect(run.status == 0)
        #expect(
            run.output.hasPrefix("seed 7\nrecovered 4 of 4; killed: everything "),
            "\(run.output)\(run.messages)")
    }

    @Test("A loop of builds leaves nothing behind")
    func loop() async throws {
        let run = try await faults("rebuild-loop", "12")
        #expect(run.output == "12 builds: no file, no process left behind\n", "\(run.messages)")
    }

    @Test("A loop of saves under serve leaves nothing behind")
    func savesLoop() async throws {
        let run = try await faults("serve-loop", "12")
        #expect(
            run.output.hasPrefix("12 saves: no descriptor, file or process left behind; memory from "),
            "\(run.messages)")
    }

    @Test("Two builds at once share the work, and both write the whole report")
    func together() async throws {
        let book = try BookFixture("small")
        let run = try await book.shell(
            """
            "$w2vbook" build --format html >one 2>&1 & first=$!
            "$w2vbook" build --format html >two 2>&1 & second=$!
            wait $first; echo $?; wait $second; echo $?
            """)
        #expect(run.output == "0\n0\n")
        let lines = try (book.read("one") + book.read("two")).split(separator: "\n")
        for chapter in ["01-numbers", "02-training"] {
            #expect(lines.count { $0.contains("\(chapter): built in ") } == 1, "\(lines)")
            #expect(lines.count { $0.contains("\(chapter): unchanged") } == 1, "\(lines)")
        }
        #expect(book.leftovers == [])
        let page = try book.read("output/book.html")
        #expect(try await book.run("build", "--format", "html").messages.contains("output/book.html is unchanged"))
        #expect(try book.read("output/book.html") == page)
    }

    @Test("Where no large file can be written, that is said, and the earlier report stays")
    func fileSizeLimit() async throws {
        let (book, page, results) = try await builtBook()
        // The shell counts in blocks of 512 bytes; the page has some 300 kB.
        let build = try await book.shell("ulimit -f 400; trap '' XFSZ; \"$w2vbook\" build --format html --quiet")
        #expect(build.status == 2)
        #expect(
            build.messages.contains(
                """
                error: cannot write output/book.html
                  file too large
                  Make the folder writable, or free some space.

                """), "\(build.messages)")
        #expect(try book.read("output/book.html") == page && book.read("output/results.json") == results)
        #expect(book.leftovers == [])
    }

    /// Whether this machine lets a user mount a disk of his own.
    @Sendable private static func canMount() async -> Bool {
        (try? await Program(named: "unshare").run(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).status) == 0
    }

    @Test("A full disk is said to be one, and the earlier report stays", .enabled("users cannot mount", canMount))
    func fullDisk() async throws {
        let (book, page, results) = try await builtBook()
        let build = try await book.shell(
            """
            cp -r output earlier
            unshare -rm sh -c '
                mount -t tmpfs -o size=900k none output && cp -r earlier/. output
                "$1" build --format html --quiet; echo $?
                find output -name ".*.w2vbook-*"
                rm -rf seen; cp -r output seen' sh "$w2vbook"
            """)
        #expect(build.output == "2\n")
        #expect(
            build.messages.contains(
                """
                  no space left on device
                  Make the folder writable, or free some space.

                """), "\(build.messages)")
        #expect(build.messages.hasPrefix("error: cannot write output/"))
        #expect(try book.read("seen/book.html") == page && book.read("seen/results.json") == results)
    }

    @Test(
        "A folder that cannot be written to is said to be one, and the earlier report stays",
        .enabled("users cannot mount", canMount))
    func readOnlyFolder() async throws {
        let (book, page, results) = try await builtBook()
        let build = try await book.shell(
            """
            unshare -rm sh -c 'mount --bind output output && mount -o remount,bind,ro output
                "$1" build --format html --quiet; echo $?' sh "$w2vbook"
            """)
        #expect(build.output == "2\n")
        #expect(
            build.messages == """
                error: cannot write output/book.html
                  read-only file system
                  Make the folder writable, or free some space.

                """)
        #expect(try book.read("output/book.html") == page && book.read("output/results.json") == results)
        #expect(try await book.run("build", "--format", "html", "--quiet").status == 0)
    }

    @Test("Remembered outputs that are damaged, cut off or another run's are found out, said and made anew")
    func damagedOutputs() async throws {
        let (book, page, _) = try await builtBook()
        let cache = try book.cache
        func run(of chapter: String) throws -> URL {
            let folder = cache.appending(path: "chapters/\(chapter)")
            return folder.appending(
                path: try #require(FileManager.default.contentsOfDirectory(atPath: folder.path).first))
        }
        let file = try run(of: "02-training")
        let content = try Data(contentsOf: file)
        var changed = content
        changed[content.count / 2] ^= 1
        let foreign = try Data(contentsOf: run(of: "01-numbers"))
        let damaged = "[02-training] the remembered outputs are damaged and are made anew\n"
        for (bytes, message) in [
            (changed, damaged), (content.dropLast(7), damaged), (Data(), damaged),
            (foreign, "[02-training] the remembered outputs are another run's and are made anew\n"),
        ] {
            try bytes.write(to: file)
            let build = try await book.run("build", "--format", "html", "--set", "dimension=3")
            #expect(build.status == 0 && build.messages.contains(message), "\(build.messages)")
            #expect(build.messages.contains("output/book.html is unchanged"))
            #expect(try book.read("output/book.html") == page)
        }
    }

    @Test("Results beyond the cache's limit are forgotten, but not those that the build used")
    func cacheLimit() async throws {
        let book = try BookFixture("small")
        try book.edit("chapters/book.yml", replace: "{seconds: 60}", with: "{seconds: 60, cache: 1kB}")
        func count() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: book.cache.appending(path: "results").path).count
        }
        let first = try await book.run("build", "--format", "html")
        #expect(first.status == 0 && !first.messages.contains("forgot"))
        let used = try count()
        #expect(used > 2)
        let second = try await book.run("build", "--format", "html", "--set", "window=3")
        #expect(second.messages.contains("  forgot "), "\(second.messages)")
        #expect(try count() <= used)
        #expect(try await book.run("build", "--format", "html", "--set", "window=3", "--timings").status == 0)
    }
}
