import Foundation
import ProgramRunner
import Testing

/// Files of other people beside those that the program writes, and links in their places.
@Suite("Files of other people") struct ForeignFilesTests {
    private func files(_ book: BookFixture, _ folder: String) throws -> [String] {
        let place = book.folder.appending(path: folder)
        return try FileManager.default.subpathsOfDirectory(atPath: place.path)
            .filter { name in
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: place.appending(path: name).path, isDirectory: &isFolder)
                return !isFolder.boolValue
            }
            .sorted()
    }

    private func put(_ paths: [String], in book: BookFixture) throws {
        for path in paths {
            let folder = book.folder.appending(path: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try book.write("mine: \(path)", to: path)
        }
    }

    private static let foreign = [
        ".nojekyll", "CNAME", "book.html.partial", "figures/mine.svg", "figures/more/mine.csv", "notes.txt",
        "review.html", "site/.nojekyll", "site/CNAME", "site/of-mine.html",
    ]

    @Test("builds, checks and cleaning remove what builds wrote, and nothing else")
    func beside() async throws {
        let book = try BookFixture("small")
        let build = ["build", "--format", "html", "--split", "--quiet"]
        let foreign = Self.foreign
        try put(foreign.map { "output/" + $0 }, in: book)
        #expect(try await book.run(build).status == 0)
        #expect(book.exists("output/figures/spectrum.svg") && book.exists("output/site/02-training.html"))
        #expect(try await book.run("accept", "--all", "--quiet").status == 0)
        #expect(try await book.run("check", "--quiet").status == 0)
        let ours = try files(book, "output")

        // A figure that has another name, and a chapter that is gone: what builds wrote of them goes.
        try book.edit("chapters/01-numbers.md", replace: "@figure(\"spectrum\"", with: "@figure(\"values\"")
        try book.edit("chapters/01-numbers.md", replace: "@fig-spectrum", with: "@fig-values")
        try book.edit("chapters/01-numbers.md", replace: "the next chapter is @sec-training", with: "it is alone")
        try FileManager.default.removeItem(at: book.folder.appending(path: "chapters/02-training.md"))
        // Somebody has taken a file over.
        try book.write("changed", to: "output/figures/loss.csv")
        #expect(try await book.run(build).status == 0)
        let gone = Set(ours).subtracting(try files(book, "output"))
        #expect(
            gone == [
                "figures/loss.json", "figures/loss.png", "figures/loss.svg", "figures/spectrum.csv",
                "figures/spectrum.json", "figures/spectrum.png", "figures/spectrum.svg", "site/02-training.html",
            ])
        #expect(try book.read("output/figures/loss.csv") == "changed")
        for path in foreign { #expect(try book.read("output/\(path)") == "mine: output/\(path)", "\(path)") }

        // Without what is remembered it is known all the same which files are ours.
        #expect(try await book.run("clean").status == 0)
        try book.write("changed", to: "output/figures/values.csv")
        let clean = try await book.run("clean", "--all")
        let left = (foreign + ["figures/loss.csv", "figures/values.csv"]).sorted()
        #expect(clean.status == 0)
        #expect(try files(book, "output") == left)
        #expect(clean.output.contains("removed output/book.html\n"))
        #expect(clean.output.contains("kept output/figures/values.csv, which was changed after a build wrote it\n"))
        #expect(
            clean.output.contains(
                """
                kept output/CNAME, which no build of yours wrote
                kept output/book.html.partial, which no build of yours wrote
                kept output/figures/, which has other files in it

                """), "\(clean.output)")
        for path in foreign { #expect(try book.read("output/\(path)") == "mine: output/\(path)", "\(path)") }
    }

    @Test("a book that brings its output along has nothing of it removed")
    func foreignOutput() async throws {
        let (mine, theirs) = (try BookFixture("small"), try BookFixture("small"))
        #expect(try await theirs.run("build", "--format", "html", "--quiet").status == 0)
        try FileManager.default.copyItem(
            at: theirs.folder.appending(path: "output"), to: mine.folder.appending(path: "output"))
        let before = try files(mine, "output")
        #expect(try await mine.run("clean", "--all").status == 0)
        #expect(try files(mine, "output") == before)
    }

    @Test(
        "nothing is written or removed through a link, and what stands for a folder is named",
        arguments: [
            ("output", "link"), ("output/figures", "link"), ("output/site", "link"), ("output/figures", "dangling"),
            ("output", "file"),
        ])
    func obstacles(path: String, obstacle: String) async throws {
        let book = try BookFixture("small")
        let elsewhere = ["spectrum.svg", "index.html", "book.html", "figures/spectrum.svg", "mine.txt"]
        try put(elsewhere.map { "elsewhere/" + $0 }, in: book)
        try put(["output/book.html"], in: book)
        let place = book.folder.appending(path: path)
        try? FileManager.default.removeItem(at: place)
        switch obstacle {
        case "file": try Data("a file".utf8).write(to: place)
        case "dangling":
            try FileManager.default.createSymbolicLink(atPath: place.path, withDestinationPath: "/nowhere/at/all")
        default:
            try FileManager.default.createSymbolicLink(
                at: place, withDestinationURL: book.folder.appending(path: "elsewhere"))
        }
        let reason =
            obstacle == "file" ? "a file, not a folder" : "a symbolic link, and nothing is written through links"
        for command in [["build", "01", "--format", "html", "--split", "--quiet"], ["clean", "--all"]] {
            let outcome = try await book.run(command)
            if command[0] == "build" {
                #expect(outcome.status == 2)
                #expect(outcome.messages.contains("error: cannot write output/"), "\(outcome.messages)")
                #expect(outcome.messages.contains("\n  \(place.path) is \(reason)\n"), "\(outcome.messages)")
            }
            #expect(try files(book, "elsewhere") == elsewhere.sorted())
            for path in elsewhere { #expect(try book.read("elsewhere/\(path)") == "mine: elsewhere/\(path)") }
        }
        if path != "output" { #expect(try book.read("output/book.html") == "mine: output/book.html") }
    }

    @Test("a link in the place of a file is replaced, and what it leads to stays as it is")
    func linkedFiles() async throws {
        let book = try BookFixture("small")
        let names = ["book.html", "results.json", "figures/spectrum.svg"]
        for name in names {
            try put(["elsewhere/\(name)"], in: book)
            let place = book.folder.appending(path: "output/\(name)")
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                at: place, withDestinationURL: book.folder.appending(path: "elsewhere/\(name)"))
        }
        #expect(try await book.run("build", "--format", "html", "--quiet").status == 0)
        for name in names {
            #expect(try book.read("elsewhere/\(name)") == "mine: elsewhere/\(name)")
            #expect(try book.read("output/\(name)") != "mine: elsewhere/\(name)")
        }
    }

    @Test("of twenty approvals at the same time none is lost")
    func approvals() async throws {
        let book = try BookFixture("small")
        let run = try await book.shell(
            """
            export XDG_DATA_HOME="$PWD/approvals"
            for i in $(seq 20); do
                mkdir -p "b$i"; cp -r chapters "b$i"; printf '\\nIt is `= %d`.\\n' $i >>"b$i/chapters/01-numbers.md"
                cp text.txt "b$i"
            done
            for i in $(seq 20); do "$w2vbook" trust --book "b$i" 01 & done; wait
            wc -l <approvals/w2vbook/approved
            ls -A approvals/w2vbook
            """)
        let approved = String(repeating: "approved 01-numbers\n", count: 20)
        #expect(run.output == approved + "20\napproved\n", "\(run.messages)")
    }

    @Test("what several accept at the same time is all kept")
    func acceptances() async throws {
        let book = try BookFixture("small")
        let labels = ["fig-spectrum", "fig-loss", "tbl-largest", "claim-positive", "claim-subspace"]
        let run = try await book.shell(
            """
            "$w2vbook" build --quiet --format html
            for label in \(labels.joined(separator: " ")); do "$w2vbook" accept --quiet "$label" & done; wait
            "$w2vbook" check --quiet \(labels.joined(separator: " ")); echo $?
            ls -A chapters/baselines
            """)
        #expect(run.output == "0\ntext-standard\n", "\(run.output)\(run.messages)")
    }

    @Test("two trainings that write one file leave the vectors of one of them, and nothing else")
    func trainings() async throws {
        let book = try BookFixture("small")
        let train = "\"$w2vbook\" train mstar --corpus text.txt --vocabulary 40 --quiet"
        let run = try await book.shell(
            """
            for ending in txt npy; do
                \(train) -d 4 -o "alone.$ending"
                for i in 1 2 3; do
                    \(train) -d 4 -o "x.$ending" & \(train) -d 7 -o "x.$ending" & \(train) -d 10 -o "x.$ending" & wait
                    "$w2vbook" export "x.$ending" -o "y.txt" | cut -d: -f1
                done
            done
            ls -A | grep w2vbook-
            """)
        let lines = run.output.split(separator: "\n").filter { $0.hasPrefix("wrote ") }
        #expect(lines.count == 6, "\(run.output)\(run.messages)")
        for line in lines {
            #expect([4, 7, 10].contains { line == "wrote 40 words, d = \($0)" }, "\(line)")
        }
        #expect(!run.output.contains("w2vbook-"))
    }

    @Test("a book without chapters is said to be one")
    func noChapters() async throws {
        let book = try BookFixture("small")
        for name in ["01-numbers", "02-training"] {
            try FileManager.default.moveItem(
                at: book.folder.appending(path: "chapters/\(name).md"),
                to: book.folder.appending(path: "chapters/.\(name).md"))
        }
        let build = try await book.run("build", "--quiet")
        #expect(build.status == 2)
        #expect(
            build.messages == """
                chapters/book.yml:1:1: error: the book has no chapters
                  Its chapters are the files beside book.yml that begin with two digits and a hyphen, or those that \
                'chapters:' lists.
                  Write one, such as chapters/01-beginning.md; 'w2vbook new DIR' makes a book that shows how.

                """)
        #expect(!book.exists("output"))
    }
}
