import Foundation
import ProgramRunner
import Testing

/// `w2vbook bench` on a small text.
@Suite("Measurements") struct BenchTests {
    /// The small book with a registry, which is read even where the text is named by its path.
    private func book() throws -> BookFixture {
        let book = try BookFixture("small")
        for folder in ["assets/benchmarks", "assets/corpora"] {
            try FileManager.default.createDirectory(
                at: book.folder.appending(path: folder), withIntermediateDirectories: true)
        }
        try book.write("mine: {kind: text, file: ../text.txt, description: My text}\n", to: "assets/corpora.yml")
        return book
    }

    private func report(_ book: BookFixture, _ arguments: [String]) async throws -> [String: Any] {
        let outcome = try await book.run(
            ["bench"] + arguments + ["--corpus", "text.txt", "--vocabulary", "30", "--json"])
        #expect(outcome.status == 0, "\(outcome)")
        return try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    @Test("count reports what it counted and how long it took")
    func count() async throws {
        let report = try await report(book(), ["count", "--repetitions", "2", "--threads", "1", "--window", "2"])
        #expect(
            Set(report.keys) == [
                "corpus", "vocabulary", "window", "tokens", "nonzero", "total", "sha256", "readingSeconds",
                "countingSeconds", "tokensPerSecond", "measurement",
            ])
        let measurement = try #require(report["measurement"] as? [String: Any])
        #expect(
            Set(measurement.keys) == [
                "wallSeconds", "leastSeconds", "mostSeconds", "cpuSeconds", "peakMemory", "repetitions", "threads",
                "steps",
            ])
        #expect(measurement["repetitions"] as? Int == 2 && measurement["threads"] as? Int == 1)
        #expect((report["tokens"] as? Int ?? 0) > 0 && (report["nonzero"] as? Int ?? 0) > 0)
    }

    @Test("where no sizes are given, what the corpus has is counted")
    func usualSizes() async throws {
        let book = try book()
        let snapshot = try await book.run(
            "corpus", "snapshot", "text.txt", "-o", "text.w2vstats", "--vocabulary", "40", "--window", "3")
        #expect(snapshot.status == 0, "\(snapshot)")
        let count = try await book.run("bench", "count", "--corpus", "text.txt", "--repetitions", "1")
        #expect(count.output.contains("vocabulary   52 words\nwindow       16 words\n"), "\(count)")
        let eigen = try await book.run(
            "bench", "eigen", "--corpus", "text.w2vstats", "--rank", "2", "--repetitions", "1")
        #expect(eigen.output.contains("mstar, 40 words\n"), "\(eigen)")
    }

    @Test("eigen reports residuals, orthogonality and work", arguments: ["mstar", "pmi", "ppmi"])
    func eigen(matrix: String) async throws {
        let report = try await report(book(), ["eigen", "--rank", "3", "--matrix", matrix, "--repetitions", "1"])
        #expect(
            Set(report.keys) == [
                "corpus", "matrix", "vocabulary", "rank", "tolerance", "nonzero", "isDense", "products", "operations",
                "operationsPerSecond", "residual", "orthogonality", "largest", "smallest", "measurement",
            ])
        #expect(report["matrix"] as? String == matrix && report["rank"] as? Int == 3)
        #expect((report["residual"] as? Double ?? 1) < 1e-5 && (report["orthogonality"] as? Double ?? 1) < 1e-9)
    }

    /// Small tables in the fixture text's words, and one that it does not know.
    private func writeBenchmarks(to book: BookFixture) throws {
        let tables = [
            "google-analogies": "letters\tshipa\tbirda\nletters\tshipb\tbirdb\nletters\tshipc\tbirdc\n",
            "men": "shipa\tshipb\t9\nshipa\tbirda\t1\nbirdb\tbirdc\t8\nsonga\tbirda\t0\n",
            "wordsim353": "coina\tcoinb\t7\nSonga\tcoinb\t2\n", "simlex999": "old\tnew\t1\nsmart\tclever\t9\n",
        ]
        for (name, table) in tables { try book.write(table, to: "assets/benchmarks/\(name).tsv") }
    }

    @Test("evaluate reports scores, seconds and memory, and null for what the vocabulary does not know")
    func evaluate() async throws {
        let book = try book()
        try writeBenchmarks(to: book)
        let arguments = [
            "bench", "evaluate", "--corpus", "text.txt", "--rank", "4", "--vocabulary", "52", "--window", "3",
            "--repetitions", "1",
        ]
        for model in ["mstar", "ppmi", "pmi", "qwem", "sgns"] {
            let outcome = try await book.run(arguments + ["--model", model, "--json"])
            #expect(outcome.status == 0, "\(outcome)")
            let report = try #require(
                JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
            #expect(
                Set(report.keys) == [
                    "corpus", "model", "vocabulary", "window", "rank", "analogies", "men", "wordsim353", "simlex999",
                    "categories", "knownPairs", "trainingSeconds", "evaluationSeconds", "peakMemory", "training",
                    "scoring",
                ])
            #expect(report["model"] as? String == model && report["rank"] as? Int == 4)
            #expect(report["vocabulary"] as? Int == 52 && report["window"] as? Int == 3)
            let known = try #require(report["knownPairs"] as? [String: Int])
            #expect(known == ["analogies": 6, "men": 4, "wordsim353": 2, "simlex999": 0])
            let analogies = try #require(report["analogies"] as? Double)
            #expect((0...1).contains(analogies))
            #expect(report["simlex999"] is NSNull)
            #expect((report["peakMemory"] as? Int ?? 0) > 1_000_000)
        }
        // Words of one subject come together: their vectors say so.
        let outcome = try await book.run(arguments + ["--json"])
        let report = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect((report["men"] as? Double ?? 0) > 0.5 && report["wordsim353"] as? Double == 1)
        let table = try await book.run(arguments)
        #expect(table.output.contains("SimLex-999   no known pairs"), "\(table)")
    }

    @Test("plot reports every figure in every format")
    func plot() async throws {
        let outcome = try await book().run("bench", "plot", "--repetitions", "1", "--json")
        let lines = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
        #expect(lines.count == 12)
        for line in lines {
            #expect(
                Set(line.keys) == [
                    "figure", "format", "medianMilliseconds", "leastMilliseconds", "mostMilliseconds", "bytes",
                ])
            #expect((line["bytes"] as? Int ?? 0) > 1000 && (line["medianMilliseconds"] as? Double ?? 0) > 0)
        }
    }

    @Test("evaluate says what is wrong with benchmarks that are missing or know no word")
    func evaluateRefused() async throws {
        let book = try book()
        let arguments = ["bench", "evaluate", "--corpus", "text.txt", "--rank", "4", "--vocabulary", "30"]
        // A folder of its own takes the place of the program's.
        try FileManager.default.createDirectory(
            at: book.folder.appending(path: "assets/benchmarks"), withIntermediateDirectories: true)
        let missing = try await book.run(arguments)
        #expect(missing.status != 0)
        #expect(missing.messages.contains("the benchmark cannot be read: "), "\(missing)")
        #expect(missing.messages.contains("google-analogies.tsv does not exist"), "\(missing)")
        try writeBenchmarks(to: book)
        for name in ["google-analogies", "men", "wordsim353"] {
            try book.write("# nothing\n", to: "assets/benchmarks/\(name).tsv")
        }
        let unknown = try await book.run(arguments)
        #expect(unknown.status != 0)
        #expect(
            unknown.messages.contains(
                "none of the benchmarks (google-analogies, men, wordsim353, simlex999) has a question whose words are "
                    + "all among the 30 words of the vocabulary"), "\(unknown)")
        let rank = try await book.run(arguments + ["--rank", "31"])
        #expect(rank.messages.contains("31 dimensions were asked for"), "\(rank)")
    }

    @Test("sgns reports words a second, the loss and the score, and writes the vectors", arguments: ["1", "2"])
    func sgns(threads: String) async throws {
        let book = try book()
        try book.write("capitals\tparis\tfrance\n", to: "assets/benchmarks/google-analogies.tsv")
        let report = try await report(
            book,
            ["sgns", "--repetitions", "1", "--threads", threads, "--dimension", "8", "--epochs", "2"]
                + ["--subsampling", "0", "--vectors", "vectors.txt"])
        #expect(
            Set(report.keys) == [
                "corpus", "vocabulary", "dimension", "window", "negatives", "epochs", "tokens", "pairs",
                "wordsPerSecond", "loss", "measurement",
            ])
        #expect(report["vocabulary"] as? Int == 30 && report["window"] as? Int == 5)
        #expect((report["wordsPerSecond"] as? Double ?? 0) > 0 && (report["loss"] as? Double ?? 0) > 0)
        #expect((report["pairs"] as? Int ?? 0) > (report["tokens"] as? Int ?? .max))
        let vectors = try String(contentsOf: book.folder.appending(path: "vectors.txt"), encoding: .utf8)
        #expect(vectors.hasPrefix("30 8\n"))
    }

    @Test(
        "what makes no sense is refused",
        arguments: [
            (["count", "--repetitions", "0"], "--repetitions must be at least 1."),
            (["count", "--threads", "0"], "--threads must be at least 1."),
            (
                ["sgns", "--corpus", "text.txt", "--window", "0"],
                "the training option window is 0, but must be from 1 to 1000"
            ),
            (
                ["sgns", "--corpus", "text.txt", "--minimum-count", "999"],
                "occurs 999 times: the most frequent one has"
            ),
            (["eigen", "--tolerance", "0.1"], "--tolerance must be between 1e-12 and 1e-2."),
            (["eigen", "--tolerance", "nan"], "--tolerance must be between 1e-12 and 1e-2."),
            (
                ["eigen", "--corpus", "text.txt", "--vocabulary", "30", "--rank", "0"],
                "0 dimensions were asked for; there is at least one"
            ),
            (
                ["eigen", "--corpus", "text.txt", "--vocabulary", "30", "--rank", "31"],
                "31 dimensions were asked for, more than the 30 words of the vocabulary"
            ),
        ])
    func refused(arguments: [String], message: String) async throws {
        let outcome = try await book().run(["bench"] + arguments)
        #expect(outcome.status != 0)
        #expect((outcome.output + outcome.messages).contains(message), "\(outcome)")
    }
}
