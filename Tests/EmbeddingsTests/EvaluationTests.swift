import Computation
import Embeddings
import Foundation
import LinearAlgebra
import Testing
import TextStatistics

@Suite("Benchmarks and neighbours")
struct EvaluationTests {
    static func embedding(_ vectors: KeyValuePairs<String, [Float]>) -> WordEmbedding {
        let words = vectors.map(\.key)
        return WordEmbedding(
            vocabulary: Vocabulary(words: words, counts: words.map { _ in 1 }, totalTokens: UInt64(words.count)),
            vectors: Matrix(vectors.map(\.value)))
    }

    /// Gender is the third coordinate, rank the first two; "pear" is off the pattern.
    static let royal = embedding([
        "man": [1, 0, 1], "woman": [1, 0, -1], "king": [0, 1, 1], "queen": [0, 1, -1], "apple": [-1, -1, 0],
        "pear": [-1, -1, 0.1],
    ])

    static func file(_ text: String, named name: String = "table.tsv") throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "benchmark-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file
    }

    @Test("analogies on a hand-made embedding, per category and overall")
    func analogies() throws {
        let file = try Self.file(
            "# pairs\ngender\tMan\twoman\ngender\tking\tqueen\ngender\tking\tqueen\ngender\tking\tprince\n"
                + "fruit\tapple\tpear\nfruit\tman\tking\nempty\tx\ty\n", named: "family.tsv")
        let benchmark = try AnalogyBenchmark(file: file)
        #expect(benchmark.name == "family" && benchmark.categories.map(\.name) == ["gender", "fruit", "empty"])
        let result = try benchmark.evaluate(Self.royal)
        let gender = result.categories[0]
        #expect(gender.knownPairs == 2 && gender.analogies == 2 && gender.correct == 2 && gender.accuracy == 1)
        let fruit = result.categories[1]
        // man + pear − apple is nearly man, and king the word beside it that is left; apple + king − man points along −x,
        // as pear does.
        #expect(fruit.knownPairs == 2 && fruit.analogies == 2 && fruit.correct == 2)
        #expect(result.categories[2].analogies == 0 && result.categories[2].accuracy.isNaN)
        #expect(result.analogies == 4 && result.correct == 4 && result.accuracy == 1)
    }

    @Test("an answer that is one of the question's words is never found")
    func excludedAnswer() throws {
        let benchmark = AnalogyBenchmark(
            name: "loop", categories: [.init(name: "c", pairs: [.init("man", "woman"), .init("king", "woman")])])
        let result = try benchmark.evaluate(Self.royal)
        #expect(result.analogies == 2 && result.correct == 0)
    }

    @Test("batched answers agree with the definition word by word")
    func definition() throws {
        var generator = SeededGenerator(seed: 1)
        let words = (0..<90).map { "w\($0)" }
        let embedding = WordEmbedding(
            vocabulary: Vocabulary(words: words, counts: words.map { _ in 1 }, totalTokens: 90),
            vectors: .randomNormal(rows: 90, columns: 3, using: &generator))
        let pairs = (0..<30).map { AnalogyBenchmark.Pair(words[2 * $0], words[2 * $0 + 1]) }
        let units = Matrix<Double>(embedding.unitVectors)
        var correct = 0
        for first in 0..<30 {
            for second in 0..<30 where first != second {
                let (a, b, c, answer) = (2 * first, 2 * first + 1, 2 * second, 2 * second + 1)
                let scores = (0..<90).map { word in
                    (0..<3).reduce(0.0) { $0 + units[word, $1] * (units[c, $1] + units[b, $1] - units[a, $1]) }
                }
                let best = (0..<90).filter { ![a, b, c].contains($0) }.max { scores[$0] < scores[$1] }
                if best == answer { correct += 1 }
            }
        }
        let result = try AnalogyBenchmark(name: "random", categories: [.init(name: "c", pairs: pairs)])
            .evaluate(embedding)
        #expect(result.analogies == 870 && result.correct == correct && correct > 0)
    }

    @Test("Spearman's correlation by hand, with and without ties")
    func spearman() throws {
        #expect(rankCorrelation([1, 2, 3, 4], [10, 100, 1000, 1e9]) == 1)
        #expect(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1]) == -1)
        // Ranks 1, 2, 3 and 2, 1, 3: 1 − 6·2/(3·8).
        #expect(try abs(#require(rankCorrelation([1, 2, 3], [5, 1, 9])) - 0.5) < 1e-15)
        // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: covariance 4.5, squares 4.5 and 5.
        #expect(try abs(#require(rankCorrelation([0, 7, 7, 9], [1, 2, 3, 4])) - 4.5 / 22.5.squareRoot()) < 1e-15)
        #expect(rankCorrelation([1], [2]) == nil && rankCorrelation([], []) == nil)
        #expect(rankCorrelation([1, 2], [3, 3]) == nil)
    }

    @Test("similarity counts the pairs it knows")
    func similarity() throws {
        let file = try Self.file("# scores\nMan\twoman\t3\napple\tPEAR\t9.5\nking\tapple\t0\nking\tunicorn\t1\n")
        let result = try SimilarityBenchmark(file: file).evaluate(Self.royal)
        #expect(abs(result.correlation - 1) < 1e-15 && result.knownPairs == 3 && result.pairs == 4)
    }

    @Test("benchmarks without a known question, unreadable and malformed files")
    func errors() throws {
        func message(_ body: () throws -> Void) -> String? {
            do { try body() } catch { return "\(error)" }
            return nil
        }
        let unknown = "x\ty\t1\n"
        let similarity = try SimilarityBenchmark(file: Self.file(unknown, named: "men.tsv"))
        #expect(
            message { _ = try similarity.evaluate(Self.royal) }
                == "men has no two pairs whose words are all among the 6 words of the vocabulary")
        let analogies = try AnalogyBenchmark(file: Self.file("c\tman\twoman\n", named: "google.tsv"))
        #expect(
            message { _ = try analogies.evaluate(Self.royal) }
                == "google has no two pairs of a category whose words are all among the 6 words of the vocabulary")
        #expect(
            message { _ = try SimilarityBenchmark(file: URL(filePath: "/nowhere/men.tsv")) }
                == "the benchmark /nowhere/men.tsv cannot be read")
        #expect(
            message { _ = try SimilarityBenchmark(file: Self.file("# c\na\tb\t1\na\tb\n")) }
                == "table.tsv, line 3: expected two words and a number")
        #expect(
            message { _ = try SimilarityBenchmark(file: Self.file("a\tb\tmuch\n")) }
                == "table.tsv, line 1: expected two words and a number")
        #expect(
            message { _ = try AnalogyBenchmark(file: Self.file("c\ta\t\n")) }
                == "table.tsv, line 1: expected a category and two words")
    }

    @Test("neighbours come by cosine, without the word itself, ties in the vocabulary's order")
    func neighbours() throws {
        let near = try Self.royal.nearest(to: "man", count: 3)
        #expect(near.map(\.word) == ["king", "woman", "pear"])
        #expect(abs(near[0].score - 0.5) < 1e-7)
        #expect(Self.royal.nearest(to: [0, 0, -1], count: 2).map(\.word) == ["woman", "queen"])
        #expect(try Self.royal.nearest(to: "man", count: 99).count == 5)
        #expect(try abs(Self.royal.similarity("king", "queen")) < 1e-15)
        #expect(try Self.royal.vector(of: "king") == [0, 1, 1])
        #expect(Self.royal.prefix(1).vectors == Matrix([[1], [1], [0], [0], [-1], [-1]]))
        #expect { try Self.royal.vector(of: "dragon") } throws: {
            "\($0)" == "the word 'dragon' is not among the 6 words of the vocabulary"
        }
    }

    @Test("a zero vector has no direction: cosine 0, unit vector 0")
    func zero() throws {
        let embedding = Self.embedding(["a": [0, 0], "b": [3, 4]])
        #expect(try embedding.similarity("a", "b") == 0)
        for (found, wanted) in zip(embedding.unitVectors.elements, [0, 0, 0.6, 0.8] as [Float]) {
            #expect(abs(found - wanted) < 1e-7)
        }
    }

    @Test("the words at both ends of an eigenvector")
    func extremeWords() {
        let pairs = Eigenpairs(
            eigenvalues: [1], vectors: Matrix([[0.1], [0.7], [-0.5], [0.1], [-0.2], [0]]), residuals: [0])
        let words = pairs.extremeWords(of: 0, count: 2, in: Self.royal.vocabulary)
        #expect(words.positive.map(\.word) == ["woman", "man"])
        #expect(words.negative.map(\.word) == ["king", "apple"])
        #expect(words.negative.map(\.score) == [-0.5, -0.2])
    }
}
