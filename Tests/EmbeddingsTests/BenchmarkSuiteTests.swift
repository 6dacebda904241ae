import Files
import Embeddings
import Foundation
import TestSupport
import Testing

@Suite("The four benchmarks together") struct BenchmarkSuiteTests {
    private let scratch: TemporaryFolder

    init() throws { scratch = try TemporaryFolder() }

    private func folder(_ files: [String: String]) throws -> URL {
        let folder = scratch.url.appending(path: "\(files.count) files")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name + ".tsv")) }
        return folder
    }

    private static let known = [
        "google-analogies": "gender\tman\twoman\ngender\tking\tqueen\nplants\toak\tash\n",
        "men": "man\twoman\t3\nking\tqueen\t4\napple\tpear\t9\n", "wordsim353": "oak\tash\t3\nman\tking\t1\n",
        "simlex999": "man\twoman\t2\nking\tqueen\t2\n",
    ]

    @Test("scores of each, with nothing where the vocabulary knows nothing or there is no order")
    func scores() throws {
        let result = try BenchmarkSuite(folder: folder(Self.known)).evaluate(EvaluationTests.royal)
        #expect(result.analogies?.accuracy == 1 && result.analogies?.categories.map(\.analogies) == [2, 0])
        #expect(result.men?.knownPairs == 3)
        #expect(result.wordsim353 == nil && result.simlex999 == nil)
        let json = try #require(
            JSONSerialization.jsonObject(with: JSONEncoder().encode(result)) as? [String: Any])
        #expect(Set(json.keys) == ["analogies", "men", "wordsim353", "simlex999", "categories"])
        #expect(json["analogies"] as? Double == 1 && json["simlex999"] is NSNull)
        #expect((json["categories"] as? [[String: Any]])?[0]["correct"] as? Int == 2)
    }

    @Test("a vocabulary that no benchmark knows, and a folder without a benchmark")
    func unknown() throws {
        let suite = try BenchmarkSuite(folder: folder(Self.known))
        let strange = EvaluationTests.random(words: 5, dimension: 2, seed: 1)
        #expect {
            try suite.evaluate(strange)
        } throws: {
            "\($0)" == "none of the benchmarks (google-analogies, men, wordsim353, simlex999) has a question whose "
                + "words are all among the 5 words of the vocabulary"
                && ($0 as? EmbeddingsError)?.remedy == "Take a larger vocabulary: \(.vocabulary(nil))."
        }
        let incomplete = try folder(Self.known.filter { $0.key != "men" })
        #expect(
            throws: EmbeddingsError.unreadableBenchmark(reason: "\(incomplete.path)/men.tsv does not exist")
        ) { try BenchmarkSuite(folder: incomplete) }
    }

    @Test("the tables of the project: counts of pairs and of analogies when all words are known")
    func tables() throws {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let suite = try BenchmarkSuite(folder: root.appending(path: "assets/benchmarks"))
        #expect(suite.analogies.categories.count == 14)
        #expect(suite.analogies.categories.reduce(0) { $0 + $1.pairs.count } == 573)
        #expect(suite.men.pairs.count == 3000 && suite.wordsim353.pairs.count == 353)
        #expect(suite.simlex999.pairs.count == 999)
    }
}
