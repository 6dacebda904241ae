import Foundation
import ProgramRunner
import Testing

/// Books and chapters whose names are not of ASCII alone.
@Suite("Paths") struct PathTests {
    private static let names = ["01-größe", "02-日本語", "03-e\u{301}t é 😀", "04-a b"]

    /// A book of chapters with these names, in a folder of this name.
    private func makeBook(_ folder: String, in place: BookFixture) throws {
        let chapters = place.folder.appending(path: "\(folder)/chapters")
        try FileManager.default.createDirectory(at: chapters, withIntermediateDirectories: true)
        try Data("title: Names\ncorpus: none\n".utf8).write(to: chapters.appending(path: "book.yml"))
        for name in Self.names {
            try Data("# Of \(name)\n\nTwo and two is `= 2 + 2`.\n".utf8)
                .write(to: chapters.appending(path: "\(name).md"))
        }
    }

    @Test("a book and its chapters may have letters of any language in their names, and so may TMPDIR")
    func letters() async throws {
        let place = try BookFixture("small")
        try makeBook("plain", in: place)
        try makeBook("neues büch", in: place)
        try FileManager.default.createDirectory(
            at: place.folder.appending(path: "tmp-ü"), withIntermediateDirectories: false)
        for line in [
            "$w2vbook build --book plain --format html",
            "TMPDIR=$PWD/tmp-ü $w2vbook build --book 'neues büch' --format html",
        ] {
            let build = try await place.shell(line)
            #expect(build.status == 0, "\(build.messages)")
            #expect(!build.messages.contains("error"), "\(build.messages)")
        }
        for book in ["plain", "neues büch"] {
            let results = try JSONDecoder().decode(
                BuildResults.self, from: Data(place.read("\(book)/output/results.json").utf8))
            #expect(results.chapters.map(\.status) == Self.names.map { _ in "complete" })
            #expect(
                try place.read("\(book)/output/book.html").components(separatedBy: "title=\"2 + 2\">4</span>").count
                    == 5)
        }
    }

    @Test("what the compiler says stands at the line of a chapter with such a name")
    func faults() async throws {
        let place = try BookFixture("small")
        try makeBook("büch", in: place)
        try place.write("# Fault\n\nTwo is `= two`.\n", to: "büch/chapters/01-größe.md")
        let build = try await place.run("build", "--book", "büch", "--format", "html", "--quiet", "01")
        #expect(build.status == 2)
        #expect(
            build.messages.contains("chapters/01-größe.md:3:11: error: cannot find 'two' in scope\n"),
            "\(build.messages)")
    }
}
