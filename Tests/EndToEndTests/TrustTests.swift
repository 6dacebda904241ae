import Foundation
import ProgramRunner
import Testing

/// Builds that run approved code alone.
@Suite("Trust") struct TrustTests {
    private let book: BookFixture

    init() throws { book = try BookFixture("small") }

    /// Runs a command of the program with approvals of the test's own.
    private func run(_ command: String) async throws -> Program.Outcome {
        try await book.shell("XDG_DATA_HOME=\"$PWD/approvals\" $w2vbook \(command)")
    }

    private func refusal(_ chapter: String) -> String {
        """
        chapters/\(chapter).md:1:1: error: the code of \(chapter) has not been approved
          A chapter is a program with your rights; nothing was run.
          Read its code, then approve it: w2vbook trust \(chapter)

        """
    }

    @Test("code runs once it is approved, and a change of code has to be approved anew; prose and parameters need not")
    func approval() async throws {
        let build = "build --untrusted --format html --quiet"
        let first = try await run(build)
        #expect(first.status == 2)
        #expect(first.messages == refusal("01-numbers") + refusal("02-training"))
        #expect(!book.exists("output") && !book.exists("approvals"))

        #expect(try await run("trust 01").output == "approved 01-numbers\n")
        #expect(try await run(build).messages == refusal("02-training"))
        #expect(try await run(build + " 01").status == 0)
        #expect(try await run("trust").output == "approved 01-numbers\napproved 02-training\n")
        #expect(try await run(build).status == 0)

        try book.edit("chapters/01-numbers.md", replace: "uses every directive", with: "has every directive")
        #expect(try await run(build + " --set window=5").status == 0)
        try book.edit("chapters/01-numbers.md", replace: "`= twice(2)`", with: "`= twice(3)`")
        let edited = try await run(build)
        #expect(edited.status == 2)
        #expect(edited.messages == refusal("01-numbers"))
        // An ordinary build asks nobody.
        #expect(try await run("build --format html --quiet").status == 0)

        // What chapters share is code of each.
        #expect(try await run("trust").status == 0)
        try book.write("func shared() -> Int { 1 }\n", to: "chapters/shared.swift")
        #expect(try await run(build).messages == refusal("01-numbers") + refusal("02-training"))
    }

    @Test("a preview with --untrusted runs nothing either, and says so")
    func preview() async throws {
        let server = try book.start("serve", "--untrusted", "--port", "0")
        try await server.wait("the refusal") { server.messages.contains(refusal("02-training")) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: book.userCache.path).isEmpty)
        #expect(try await server.interrupt() == 0)
    }

    @Test("where approvals cannot be kept, that is said")
    func unwritable() async throws {
        try book.write("a file", to: "approvals")
        let outcome = try await run("trust")
        #expect(outcome.status == 2)
        #expect(
            outcome.messages.hasPrefix("error: cannot write \(book.folder.path)/approvals/w2vbook/approved\n"),
            "\(outcome.messages)")
        #expect(outcome.messages.hasSuffix("\n  Make the folder writable, or name another in XDG_DATA_HOME.\n"))
    }
}
