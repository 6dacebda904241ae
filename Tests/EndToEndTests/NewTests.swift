import Foundation
import ProgramRunner
import Testing

/// A book of one's own.
@Suite("A new book") struct NewTests {
    @Test("it builds without a change, and all its claims hold")
    func builds() async throws {
        let place = try BookFixture("small")
        let made = try await place.run("new", "mine")
        #expect(made.status == 0)
        #expect(made.output == "made mine; build it with: cd mine && w2vbook build\n")
        let build = try await place.run("build", "--book", "mine", "--format", "html")
        #expect(build.status == 0, "\(build.messages)")
        let results = try JSONDecoder().decode(
            BuildResults.self, from: Data(place.read("mine/output/results.json").utf8))
        #expect(results.claims.map(\.verdict) == ["holds"])
        #expect(results.chapters.map(\.status) == ["complete", "complete"])
        #expect(!build.messages.contains("warning") && !build.messages.contains("error"), "\(build.messages)")
        // What a build leaves is not for version control.
        #expect(try place.read("mine/.gitignore") == "/output/\n")
    }

    @Test("nothing that is there is overwritten; an empty folder may be there")
    func refusals() async throws {
        let place = try BookFixture("small")
        try FileManager.default.createDirectory(
            at: place.folder.appending(path: "empty"), withIntermediateDirectories: false)
        #expect(try await place.run("new", "empty").status == 0)
        for name in ["empty", "chapters", "text.txt"] {
            let outcome = try await place.run("new", name)
            #expect(outcome.status == 2)
            #expect(
                outcome.messages == """
                    error: \(name) is there already
                      Nothing was written.
                      Name a folder that does not exist yet, or an empty one.

                    """)
        }
        let within = try await place.run("new", "text.txt/mine")
        #expect(within.status == 2)
        #expect(within.messages.hasPrefix("error: cannot write text.txt/mine\n"), "\(within.messages)")
        #expect(within.messages.hasSuffix("\n  Make the folder writable, or free some space.\n"))
    }
}
