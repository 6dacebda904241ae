import Foundation
import ProgramRunner
import Testing

/// Commands that are killed between two system calls.
@Suite("Commands that are killed") struct KilledCommandTests {
    /// All files of a folder.
    private func contents(_ book: BookFixture, _ folder: String) throws -> [String: Data] {
        let place = book.folder.appending(path: folder)
        let names = try FileManager.default.subpathsOfDirectory(atPath: place.path)
        return Dictionary(
            uniqueKeysWithValues: names.compactMap { name in
                FileManager.default.contents(atPath: place.appending(path: name).path).map { (name, $0) }
            })
    }

    @Test("trust keeps what was approved before, wherever it is killed")
    func trust() async throws {
        let book = try BookFixture("small")
        let trust = "XDG_DATA_HOME=\"$PWD/approvals\" "
        #expect(try await book.shell(trust + "\"$w2vbook\" trust 01").status == 0)
        let before = try contents(book, "approvals")
        var killed = 0
        while true {
            let run = try await book.shell(
                trust + "\"$killAtCall\" \(killed + 1) /approvals/ \"$w2vbook\" trust 02; echo $?")
            let now = try contents(book, "approvals").filter { !$0.key.contains(".w2vbook-") }
            if run.output.hasSuffix("\n0\n") {
                #expect(try #require(now["w2vbook/approved"]).split(separator: 10).count == 2)
                break
            }
            try #require(run.output == "137\n", "\(run)")
            let approved = try #require(now["w2vbook/approved"]).split(separator: 10).count
            #expect(now == before || approved == 2, "at call \(killed + 1)")
            killed += 1
        }
        // The lock, the new file and what is written to it, the renaming, the lock again.
        #expect(killed >= 4)
        let names = try FileManager.default.contentsOfDirectory(atPath: book.folder.path + "/approvals/w2vbook")
        #expect(names == ["approved"])
    }

    @Test("accept leaves the earlier baseline or the new one, wherever it is killed")
    func accept() async throws {
        let book = try BookFixture("small")
        #expect(try await book.run("accept", "--all", "--quiet").status == 0)
        let folder = "chapters/baselines/text-standard"
        let earlier = try contents(book, folder)
        let accept = "accept --all --quiet --set dimension=3"
        #expect(try await book.shell("cp -r chapters/baselines kept; \"$w2vbook\" \(accept)").status == 0)
        let new = try contents(book, folder)
        #expect(new != earlier)
        #expect(try await book.shell("rm -r \(folder); cp -r kept/text-standard chapters/baselines").status == 0)
        var (killed, wasNew) = (0, false)
        while true {
            let run = try await book.shell(
                "\"$killAtCall\" --names \(killed + 1) /baselines/ \"$w2vbook\" \(accept); echo $?")
            let now = try contents(book, folder)
            #expect(now == new || !wasNew && now == earlier, "at call \(killed + 1)")
            wasNew = now == new
            guard run.output != "0\n" else { break }
            try #require(run.output == "137\n", "\(run)")
            killed += 1
        }
        #expect(killed >= 4 && wasNew)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: book.folder.path + "/chapters/baselines")
                == ["text-standard"])
    }

    @Test("a build that is killed while it writes leaves nothing that the next one does not put right")
    func build() async throws {
        let book = try BookFixture("small")
        let chapter = try book.read("chapters/01-numbers.md")
        /// The reports differ by the name of a figure: nobody may take the earlier one's files for somebody else's.
        func show(_ figure: String) throws {
            try book.write(
                chapter.replacing("(\"spectrum\"", with: "(\"\(figure)\"")
                    .replacing("@fig-spectrum", with: "@fig-\(figure)"), to: "chapters/01-numbers.md")
        }
        let build = "\"$w2vbook\" build --format html --split --quiet"
        try show("values")
        #expect(try await book.shell(build).status == 0)
        let names = try contents(book, "output").keys.sorted()
        #expect(names.contains("figures/values.svg"))
        var number = 1
        while true {
            try show("spectrum")
            #expect(try await book.shell(build).status == 0)
            try show("values")
            let run = try await book.shell(
                "\"$killAtCall\" --names \(number) /output/ \(build); echo $?; \(build)")
            #expect(try contents(book, "output").keys.sorted() == names, "at call \(number)")
            if run.output == "0\n" { break }
            try #require(run.output == "137\n", "\(run)")
            number += 4
        }
        #expect(number > 12)
        #expect(book.leftovers == [])
    }
}
