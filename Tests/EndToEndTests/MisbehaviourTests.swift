import Foundation
import ProgramRunner
import Testing

/// Chapters that do what no chapter should: one message, the other chapters, a sound cache and no process are left.
@Suite("Chapters that misbehave") struct MisbehaviourTests {
    private static let beginning = "chapters/01-numbers.md:7:10: error: "

    /// Starts a daemon as daemons are started: who starts it ends, and it has no group, no environment and no parent in
    /// common with the chapter.
    private static let daemon = """
        _ = try start("env -i setsid sh -c 'trap : TERM HUP INT; (trap : TERM; sleep 300) & sleep 300' >/dev/null & exit")
        sleep(1)
        """

    @Test(
        "are one error at their place, and leave nothing behind",
        arguments: [
            (
                "exit(0)",
                "the chapter's program ended by itself with status 0", "Throw an error instead of calling exit."
            ),
            (
                // A child that keeps every pipe open when its parent has gone.
                "_ = try start(\"sleep 300\")\nexit(7)",
                "the chapter's program ended by itself with status 7", "Throw an error instead of calling exit."
            ),
            (
                // One that has left the group of processes, and the session.
                "_ = try start(\"exec setsid sleep 300\")\nsleep(1)\nexit(0)",
                "the chapter's program ended by itself with status 0", "Throw an error instead of calling exit."
            ),
            (
                // A daemon that has cleared its environment and hears no request to end.
                "\(daemon)\nexit(0)",
                "the chapter's program ended by itself with status 0", "Throw an error instead of calling exit."
            ),
            (
                "var kept: [[UInt8]] = []\nwhile true { kept.append([UInt8](repeating: 1, count: 8 << 20)) }",
                "this used more than the chapter's memory limit of 400.0 MB",
                "Make it smaller, or raise limits: memory: in chapters/book.yml."
            ),
            (
                // Two processes, each below the limit.
                """
                for _ in 0..<2 { _ = try start("(head -c 300000000 /dev/zero; sleep 300) | tail") }
                sleep(300)
                """,
                "this used more than the chapter's memory limit of 400.0 MB",
                "Make it smaller, or raise limits: memory: in chapters/book.yml."
            ),
        ])
    func fatal(code: String, summary: String, remedy: String) async throws {
        let book = try await book(running: code)
        let build = try await book.run("build", "--format", "html", "--quiet")
        #expect(build.status == 2)
        #expect(build.messages.contains("\(Self.beginning)\(summary)\n"), "\(build.messages)")
        #expect(build.messages.contains("\n  \(remedy)\n"), "\(build.messages)")
        #expect(build.messages.components(separatedBy: "error: ").count == 2, "\(build.messages)")
        try await expectSound(book)
    }

    @Test(
        "but come to their end are complete, and leave nothing behind",
        arguments: [
            "_ = try start(\"sleep 300\")",
            "_ = try start(\"exec setsid sleep 300\")\nsleep(1)",
            "_ = try start(\"exec env -i setsid sleep 300\")\nsleep(1)",
            daemon,
            "for descriptor in Int32(0)...9 { close(descriptor) }",
            "print(\"{\\\"finished\\\":{}}\")",
            "for _ in 0..<20_000 { print(\"without an end \", terminator: \"\") }",
            "for _ in 0..<5000 { _ = open(\"/dev/null\", O_RDONLY) }\nfor descriptor in Int32(1000)...6000 { close(descriptor) }",
        ])
    func harmless(code: String) async throws {
        let book = try await book(running: code)
        let build = try await book.run("build", "--format", "html", "--quiet")
        #expect(build.status == 0, "\(build.messages)")
        #expect(try book.read("output/book.html").contains("One and one is <span class=\"value\" title=\"1 + 1\">2"))
        try await expectSound(book)
    }

    @Test("start programs with no signal blocked or ignored")
    func signals() async throws {
        let book = try await book(
            running: """
                let grep = try Process.run(
                    URL(filePath: "/usr/bin/env"), arguments: ["grep", "-h", "^Sig[BI]", "/proc/self/status"])
                grep.waitUntilExit()
                """)
        let build = try await book.run("build", "01", "--format", "html")
        let masks = build.messages.matches(of: /\[01-numbers\] Sig(Blk|Ign):\t([0-9a-f]{16})/)
        #expect(masks.count == 2, "\(build.messages)")
        // The 31 signals that have names; those of real time are the C library's own.
        for mask in masks { #expect(UInt64(mask.2, radix: 16)! & 0x7FFF_FFFF == 0, "Sig\(mask.1) is \(mask.2)") }
    }

    /// The small book, built, whose first chapter then runs this code.
    private func book(running code: String) async throws -> BookFixture {
        let book = try BookFixture("small")
        try #require(await book.run("build", "02", "--format", "html", "--quiet").status == 0)
        try book.edit("chapters/book.yml", replace: "{seconds: 60}", with: "{seconds: 60, memory: 400MB}")
        try book.write(
            """
            # Numbers {#sec-numbers}

            ```swift @define
            func start(_ line: String) throws -> Process { try Process.run(URL(filePath: "/bin/sh"), arguments: ["-c", line]) }
            ```

            ```swift @run
            \(code)
            ```

            One and one is `= 1 + 1`.

            """, to: "chapters/01-numbers.md")
        return book
    }

    /// Nothing runs in the book's folder, nothing half-written is in it, and the mended book is built from what is there.
    private func expectSound(_ book: BookFixture) async throws {
        #expect(try book.processes() == [])
        #expect(book.leftovers == [])
        #expect(try book.results().chapters.map(\.reused)[1])
        #expect(try book.read("output/book.html").contains("Figure 2.1"))
        try book.write(
            "# Numbers {#sec-numbers}\n\nOne and one is `= 1 + 1`.\n", to: "chapters/01-numbers.md")
        let build = try await book.run("build", "--format", "html", "--quiet")
        #expect(build.status == 0, "\(build.messages)")
        #expect(build.messages == "")
        #expect(try book.results().chapters.map(\.status) == ["complete", "complete"])
    }
}

extension BookFixture {
    /// The command lines of what runs in the book's folder.
    func processes() throws -> [String] {
        let place = folder.resolvingSymlinksInPath().path
        return try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }.compactMap {
            guard (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/cwd")) == place else {
                return nil
            }
            return (try? String(contentsOfFile: "/proc/\($0)/cmdline", encoding: .utf8)) ?? ""
        }
    }

    /// What nobody should find after a build.
    var leftovers: [String] {
        let paths = [folder, userCache].flatMap { place in
            FileManager.default.enumerator(atPath: place.path)?.compactMap { $0 as? String } ?? []
        }
        return paths.filter { path in
            path.contains(".w2vbook-") || path.hasSuffix(".partial") || path.hasSuffix(".lock")
                || path.contains("/locks/") || path.contains("uncached-") || path.contains("/.dat")
        }
    }
}
