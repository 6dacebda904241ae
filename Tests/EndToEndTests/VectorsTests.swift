import Foundation
import ProgramRunner
import Testing

/// `w2vbook train`, `export` and `evaluate`.
@Suite("Vectors from the command line")
struct VectorsTests {
    private func book() throws -> BookFixture {
        try BookFixture(registry: "mine: {kind: text, file: ../text.txt, description: My text}\n")
    }

    private func json(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("train writes the vectors of every model and says what it made", arguments: ["mstar", "ppmi", "pmi", "qwem"])
    func train(model: String) async throws {
        let book = try book()
        let train = try await book.run(
            "train", model, "--corpus", "mine", "-d", "4", "--vocabulary", "40", "-o", "v.txt")
        #expect(train.status == 0, "\(train)")
        let steps = model == "qwem" ? "steps       N\nloss        N of the first\n" : ""
        let said = train.output.replacing(/(steps +|loss +|time +)[0-9.,]+/) { "\($0.1)N" }
        #expect(
            said == """
                corpus      mine
                model       \(model)
                vocabulary  40 words
                dimension   4
                \(steps)time        N s
                wrote       v.txt, \(try book.read("v.txt").utf8.count / 1000) kB

                """)
        let lines = try book.read("v.txt").split(separator: "\n")
        #expect(lines.count == 41 && lines[0] == "40 4")
        #expect(lines.dropFirst().allSatisfy { $0.split(separator: " ").count == 5 })
        // Remembered, and written to the same bytes; computed anew, to the same as well.
        let before = try book.read("v.txt")
        let again = try await book.run(
            "train", model, "--corpus", "mine", "-d", "4", "--vocabulary", "40", "-o", "w.vec", "--json")
        let report = try json(again.output)
        #expect(
            Set(report.keys).subtracting(["steps", "loss"])
                == ["corpus", "model", "vocabulary", "dimension", "seconds", "file"])
        #expect(report["model"] as? String == model && report["file"] as? String == "w.vec")
        #expect((report["steps"] != nil) == (model == "qwem") && (report["loss"] != nil) == (model == "qwem"))
        #expect(try book.read("w.vec") == before)
        let anew = try await book.run(
            "train", model, "--corpus", "mine", "-d", "4", "--vocabulary", "40", "-o", "w.vec", "--no-cache", "--quiet")
        #expect(anew.output.isEmpty && anew.messages.isEmpty)
        #expect(try book.read("w.vec") == before)
    }

    @Test(
        "Ctrl-C keeps how far a training has come, and the same command goes on from there", arguments: ["INT", "TERM"])
    func interrupted(signal: String) async throws {
        let book = try book()
        let planted = try await book.run(
            "corpus", "planted", "--words", "50000", "--vocabulary", "300", "--concepts", "6", "--name", "p")
        #expect(planted.status == 0, "\(planted)")
        let train = ["train", "qwem", "--corpus", "p.txt", "-d", "100", "--start", "1e-6", "-o"]
        let stopped = try await book.shell(
            """
            "$w2vbook" \(train.joined(separator: " ")) v.bin & training=$!
            # Counts, M*'s norm and the training's length are there before the training begins.
            for i in $(seq 600); do
                results=$(ls "$W2VBOOK_CACHE"/books/*/results 2>/dev/null)
                known=$(echo "$results" | grep -cE '^[0-9a-f]{64}$')
                if [ "$known" -ge 3 ] && echo "$results" | grep -q '[.]lock$'; then break; fi
                sleep 0.05
            done
            kill -\(signal) $training; wait $training
            """)
        #expect(stopped.status == 130)
        #expect(
            stopped.messages == """
                stopping as soon as it can go on from there later; once more stops at once
                stopped; the same command goes on from here

                """)
        #expect(stopped.output.isEmpty && !book.exists("v.bin"))
        #expect(!book.leftovers.contains { $0.contains(".w2vbook-") })
        func checkpoints() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: book.cache.appending(path: "results").path)
                .count { $0.hasSuffix(".checkpoint") }
        }
        #expect(try checkpoints() == 1)
        #expect(try await book.run(train + ["v.bin"]).status == 0)
        #expect(try checkpoints() == 0)
        #expect(try await book.run(train + ["whole.bin", "--no-cache"]).status == 0)
        #expect(
            try Data(contentsOf: book.folder.appending(path: "v.bin"))
                == Data(contentsOf: book.folder.appending(path: "whole.bin")))
    }

    @Test(
        "What cannot be trained is one error before anything is computed",
        arguments: [
            (
                ["mstar", "-o", "v.csv"],
                """
                error: FOLDER/v.csv has the ending .csv, which stands for no format
                  Let it end in .txt or .vec (word2vec's text), .bin (word2vec's binary) or .npy.

                """
            ),
            (
                ["mstar", "-o", "nowhere/v.txt"],
                "error: there is no folder FOLDER/nowhere\n  Make it first: mkdir -p FOLDER/nowhere\n"
            ),
            (
                ["mstar", "-o", "folder.txt"],
                "error: FOLDER/folder.txt is a directory, not a file\n  Name a file inside it.\n"
            ),
            (
                ["mstar", "-o", "v.txt", "-d", "41", "--vocabulary", "40"],
                """
                error: 41 dimensions were asked for, more than the 40 words of the vocabulary
                  Ask for 1 to 40 dimensions: --dimension N.

                """
            ),
            (
                ["qwem", "-o", "v.txt", "-d", "60"],
                """
                error: 60 dimensions were asked for, more than the 52 words of the vocabulary
                  Ask for 1 to 52 dimensions: --dimension N.

                """
            ),
            (
                ["qwem", "-o", "v.txt", "-d", "4", "--start", "0"],
                """
                error: the training option start is 0.0, but must be positive
                  Correct start, or leave it out to take its default.

                """
            ),
            (
                ["mstar", "-o", "v.txt", "-d", "4", "--vocabulary", "60"],
                """
                error: the corpus mine has 52 different words, fewer than the vocabulary of 60
                  Ask for fewer: --vocabulary 52.

                """
            ),
        ])
    func refused(arguments: [String], message: String) async throws {
        let book = try book()
        try FileManager.default.createDirectory(
            at: book.folder.appending(path: "folder.txt"), withIntermediateDirectories: false)
        let train = try await book.run(["train", "--corpus", "mine"] + arguments)
        #expect(train.status == 2)
        #expect(train.messages.replacing(book.folder.path, with: "FOLDER") == message)
        #expect(!book.exists("v.txt"))
    }

    @Test("An unknown model is answered with those there are")
    func unknownModel() async throws {
        let train = try await book().run("train", "mstr", "-o", "v.txt")
        #expect(train.status == 64)
        #expect(
            train.messages.hasPrefix(
                "Error: The value 'mstr' is invalid for '<model>'. "
                    + "Please provide one of 'mstar', 'ppmi', 'pmi', 'qwem' or 'sgns'.\n"), "\(train)")
    }

    @Test("export converts between the formats without a loss")
    func export() async throws {
        let book = try book()
        let text = "3 2\nThe 0.1 -2.5\nof 3e-05 1.0\nKönig 0.33333334 0.0\n"
        try book.write(text, to: "a.txt")
        let binary = try await book.run("export", "a.txt", "-o", "b.bin")
        #expect(binary.status == 0 && binary.output == "wrote 3 words, d = 2: b.bin, 45 bytes\n", "\(binary)")
        let array = try await book.run("export", "b.bin", "-o", "c.npy")
        #expect(array.output == "wrote 3 words, d = 2: c.npy, 152 bytes, and c.words.tsv\n", "\(array)")
        #expect(try book.read("c.words.tsv") == "The\t0\nof\t0\nKönig\t0\n")
        #expect(try await book.run("export", "c.npy", "-o", "d.vec").status == 0)
        #expect(try book.read("d.vec") == text)
        let first = try await book.run("export", "c.npy", "-o", "d.vec", "--words", "2")
        #expect(first.output == "wrote 2 words, d = 2: d.vec, 30 bytes\n")
        #expect(try book.read("d.vec") == "2 2\nThe 0.1 -2.5\nof 3e-05 1.0\n")
        for (arguments, message) in [
            (["nowhere.txt", "-o", "e.txt"], "error: FOLDER/nowhere.txt does not exist\n  Check the path.\n"),
            (
                ["text.txt", "-o", "e.txt"],
                """
                error: FOLDER/text.txt is not a file of word vectors
                  Give vectors in word2vec's text or binary format, or a NumPy array with its words.

                """
            ),
            (
                ["a.txt", "-o", "e"],
                """
                error: FOLDER/e has no ending that stands for a format
                  Let it end in .txt or .vec (word2vec's text), .bin (word2vec's binary) or .npy.

                """
            ),
        ] {
            let export = try await book.run(["export"] + arguments)
            #expect(export.status == 2)
            #expect(export.messages.replacing(book.folder.path, with: "FOLDER") == message)
        }
        #expect(!book.exists("e.txt") && !book.exists("e"))
    }

    /// Benchmarks of which four words are known.
    private func writeBenchmarks(_ book: BookFixture) throws {
        try FileManager.default.createDirectory(
            at: book.folder.appending(path: "mine"), withIntermediateDirectories: false)
        try book.write(
            "royal\tman\twoman\nroyal\tking\tqueen\nother\tman\tnobody\n", to: "mine/google-analogies.tsv")
        try book.write("king\tqueen\t50\nking\tman\t60\nman\tapple\t1\nman\tnobody\t1\n", to: "mine/men.tsv")
        try book.write("king\tqueen\t5\nking\tman\t1\nman\tapple\t10\n", to: "mine/wordsim353.tsv")
        try book.write("king\tqueen\t5\n", to: "mine/simlex999.tsv")
        try book.write(
            "man 1 0 0 0\nwoman 0 1 0 0\nking 1 0 1 0\nqueen 0 1 1 0\nApple 0 0 0 1\n", to: "v.txt")
    }

    @Test("evaluate scores analogies and similarities, and names neighbours")
    func evaluate() async throws {
        let book = try book()
        try writeBenchmarks(book)
        let evaluate = try await book.run("evaluate", "v.txt", "--benchmarks", "mine", "--neighbours", "king", "Apple")
        #expect(evaluate.status == 0, "\(evaluate)")
        #expect(
            evaluate.output == """
                vectors     5 words, d = 4
                analogies   100.0%  2 of 2
                  royal     100.0%  2 of 2
                men          1.000  3 of 4 pairs known
                wordsim353  -1.000  3 of 3 pairs known
                simlex999   too few pairs are known
                king        man 0.71, queen 0.50, woman 0.00, Apple 0.00
                Apple       man 0.00, woman 0.00, king 0.00, queen 0.00

                """)
        let report = try json(
            await book.run("evaluate", "v.txt", "--benchmarks", "mine", "--neighbours", "king", "--json").output)
        #expect(
            Set(report.keys) == [
                "file", "vocabulary", "dimension", "neighbours", "analogies", "categories", "men", "wordsim353",
                "simlex999",
            ])
        #expect(report["analogies"] as? Double == 1 && report["wordsim353"] as? Double == -1)
        #expect(report["simlex999"] is NSNull && report["dimension"] as? Int == 4)
    }

    @Test("What cannot be evaluated is one error; words alone are shown all the same")
    func cannotEvaluate() async throws {
        let book = try book()
        try writeBenchmarks(book)
        try book.write("le 1 0\nla 0 1\n", to: "french.txt")
        let unknown = """
            none of the benchmarks (google-analogies, men, wordsim353, simlex999) has a question whose words are all \
            among the 2 words of the vocabulary
              Give vectors of more words, or benchmarks in their language: --benchmarks FOLDER.

            """
        for (arguments, output, message) in [
            (["french.txt", "--benchmarks", "mine"], "", "error: " + unknown),
            (
                ["french.txt", "--benchmarks", "mine", "--neighbours", "le"],
                "vectors  2 words, d = 2\nle       la 0.00\n", "warning: " + unknown
            ),
            (
                ["v.txt", "--benchmarks", "mine", "--neighbours", "apple"], "",
                """
                error: the word 'apple' is not among the 5 words of the vocabulary
                  Name a word as the file has it: capital letters matter.

                """
            ),
            (
                ["v.txt", "--benchmarks", "nowhere"], "",
                """
                error: the benchmark cannot be read: FOLDER/nowhere/google-analogies.tsv does not exist
                  Check that the file is there, may be read and is UTF-8 text.

                """
            ),
            (
                ["v.txt"], "",
                """
                error: the benchmark cannot be read: FOLDER/assets/benchmarks/google-analogies.tsv does not exist
                  Check that the file is there, may be read and is UTF-8 text.

                """
            ),
        ] {
            let evaluate = try await book.run(["evaluate"] + arguments)
            #expect(evaluate.status == (output.isEmpty ? 2 : 0))
            #expect(evaluate.output == output)
            #expect(evaluate.messages.replacing(book.folder.path, with: "FOLDER") == message)
        }
    }
}
