import Files
import Computation
import Embeddings
import Foundation
import LinearAlgebra
import TestSupport
import Testing
import TextStatistics

@Suite("Benchmarks and neighbours")
struct EvaluationTests {
    static func embedding(_ vectors: KeyValuePairs<String, [Float]>) -> WordEmbedding {
        let words = vectors.map(\.key)
        return WordEmbedding(
            vocabulary: Vocabulary(words: words, counts: words.map { _ in 1 }, totalTokens: words.count),
            vectors: Matrix(vectors.map(\.value)))
    }

    /// Gender is the third coordinate, rank the first two; "pear" is off the pattern.
    static let royal = embedding([
        "man": [1, 0, 1], "woman": [1, 0, -1], "king": [0, 1, 1], "queen": [0, 1, -1], "apple": [-1, -1, 0],
        "pear": [-1, -1, 0.1],
    ])

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func file(_ text: String, named name: String = "table.tsv") throws -> URL {
        let file = folder.url.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file
    }

    @Test("analogies on a hand-made embedding, per category and overall")
    func analogies() throws {
        let file = try file(
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

    /// Words "w0", "w1", … with random vectors.
    static func random(words count: Int, dimension: Int, seed: UInt64) -> WordEmbedding {
        var generator = SeededGenerator(seed: seed)
        let words = (0..<count).map { "w\($0)" }
        return WordEmbedding(
            vocabulary: Vocabulary(words: words, counts: words.map { _ in 1 }, totalTokens: count),
            vectors: .randomNormal(rows: count, columns: dimension, using: &generator))
    }

    @Test("batched answers and competitors agree with the definition word by word", arguments: [90, 1100])
    func definition(count: Int) throws {
        let embedding = Self.random(words: count, dimension: 3, seed: 1)
        let words = embedding.vocabulary.words
        let pairs = (0..<30).map { AnalogyBenchmark.Pair(words[2 * $0], words[2 * $0 + 1]) }
        let units = Matrix<Double>(embedding.unitVectors)
        let benchmark = AnalogyBenchmark(name: "random", categories: [.init(name: "c", pairs: pairs)])
        var completions = try benchmark.completions(embedding)[0][...]
        var correct = 0
        for first in 0..<30 {
            for second in 0..<30 where first != second {
                let (a, b, c, answer) = (2 * first, 2 * first + 1, 2 * second, 2 * second + 1)
                let target = (0..<3).map { units[c, $0] + units[b, $0] - units[a, $0] }
                let length = target.reduce(0) { $0 + $1 * $1 }.squareRoot()
                let cosines = (0..<count).map { word in
                    (0..<3).reduce(0.0) { $0 + units[word, $1] * target[$1] } / length
                }
                let best = (0..<count).filter { ![a, b, c].contains($0) }.max { cosines[$0] < cosines[$1] }
                if best == answer { correct += 1 }
                let competitor = (0..<count).filter { ![a, b, c, answer].contains($0) }
                    .max { cosines[$0] < cosines[$1] }!
                let completion = completions.removeFirst()
                #expect(completion.first == pairs[first] && completion.second == pairs[second])
                #expect(abs(completion.cosine - cosines[answer]) < 1e-5)
                #expect(abs(completion.competitorCosine - cosines[competitor]) < 1e-5)
                #expect(completion.isCorrect == (best == answer))
            }
        }
        let result = try benchmark.evaluate(embedding)
        #expect(result.analogies == 870 && result.correct == correct && correct > 0)
        #expect(try onThreads(1) { try benchmark.evaluate(embedding) } == result)
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
        let file = try file("# scores\nMan\twoman\t3\napple\tPEAR\t9.5\nking\tapple\t0\nking\tunicorn\t1\n")
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
        let similarity = try SimilarityBenchmark(file: file(unknown, named: "men.tsv"))
        #expect(
            message { _ = try similarity.evaluate(Self.royal) }
                == "men has no two pairs whose words are all among the 6 words of the vocabulary")
        let analogies = try AnalogyBenchmark(file: file("c\tman\twoman\n", named: "google.tsv"))
        #expect(
            message { _ = try analogies.evaluate(Self.royal) }
                == "google has no two pairs of a category whose words are all among the 6 words of the vocabulary")
        #expect(
            message { _ = try SimilarityBenchmark(file: URL(filePath: "/nowhere/men.tsv")) }
                == "the benchmark cannot be read: /nowhere/men.tsv does not exist")
        #expect(
            message { _ = try AnalogyBenchmark(file: URL(filePath: "/tmp")) }
                == "the benchmark cannot be read: /tmp is a directory, not a file")
        let binary = try file("")
        try Data([0x61, 0xFF, 0x0A]).write(to: binary)
        #expect(
            message { _ = try AnalogyBenchmark(file: binary) }
                == "the benchmark cannot be read: \(binary.path) is not UTF-8 text")
        #expect(
            message { _ = try AnalogyBenchmark(file: URL(filePath: "/dev/zero")) }
                == "the benchmark cannot be read: /dev/zero is a device, not a file")
        #expect(
            message { _ = try AnalogyBenchmark(file: URL(filePath: "/proc/self/maps")) }
                == "the benchmark cannot be read: /proc/self/maps is not an ordinary file of at most 64 MB")
        #expect(
            message { _ = try SimilarityBenchmark(file: file("# c\na\tb\t1\na\tb\n")) }
                == "table.tsv, line 3: expected two words and a number")
        #expect(
            message { _ = try SimilarityBenchmark(file: file("a\tb\tmuch\n")) }
                == "table.tsv, line 1: expected two words and a number")
        #expect(
            message { _ = try AnalogyBenchmark(file: file("c\ta\t\n")) }
                == "table.tsv, line 1: expected a category and two words")
    }

    @Test("equal scores, equal cosines and vectors that are no numbers are told apart")
    func unrankable() throws {
        func error(_ pairs: [(String, String, Double)], in embedding: WordEmbedding) -> EmbeddingsError? {
            do { _ = try SimilarityBenchmark(name: "men", pairs: pairs).evaluate(embedding) } catch {
                return error as? EmbeddingsError
            }
            return nil
        }
        let scores = error([("man", "woman", 1), ("king", "queen", 1), ("x", "y", 3)], in: Self.royal)
        #expect("\(scores!)" == "the scores of the 2 known pairs of men are all alike, so they cannot be ranked")
        #expect(scores?.remedy == "Take a larger vocabulary: \(.vocabulary(nil)).")
        let zero = Self.embedding(["a": [0], "b": [0], "c": [0]])
        let cosines = error([("a", "b", 1), ("b", "c", 2), ("a", "c", 3)], in: zero)
        #expect("\(cosines!)" == "the cosines of the 3 known pairs of men are all alike, so they cannot be ranked")
        #expect(cosines?.remedy == "Look at the vectors: they may be zero, all alike, or of one dimension.")
        let broken = Self.embedding(["a": [0, 1], "b": [1, .nan], "c": [1, 1]])
        let nan = error([("a", "c", 1), ("a", "a", 2)], in: broken)
        #expect("\(nan!)" == "the vector of the word 'b' has a component that is infinite or not a number")
        #expect(nan?.remedy == "Look for a training that diverged; lower its step size or its learning rate.")
        let benchmark = AnalogyBenchmark(
            name: "n", categories: [.init(name: "c", pairs: [.init("a", "c"), .init("c", "a")])])
        #expect(throws: EmbeddingsError.vectorNotFinite(word: "b")) { try benchmark.evaluate(broken) }
        #expect(throws: EmbeddingsError.vectorNotFinite(word: "b")) { try broken.nearest(toEach: ["a"], count: 1) }
    }

    @Test("words count in any case, the first of several; pairs that differ in case alone are one pair")
    func cases() throws {
        let embedding = Self.embedding([
            "Man": [1, 0, 1], "MAN": [9, 9, 9], "woman": [1, 0, -1], "king": [0, 1, 1], "Queen": [0, 1, -1],
            "KING": [7, 0, 0], "Äpfel": [0, -1, 0],
        ])
        let benchmark = AnalogyBenchmark(
            name: "case",
            categories: [
                .init(
                    name: "gender",
                    pairs: [.init("man", "woman"), .init("MAN", "Woman"), .init("King", "queen"), .init("äpfel", "x")])
            ])
        let result = try benchmark.evaluate(embedding)
        #expect(result.categories[0].knownPairs == 2 && result.analogies == 2 && result.correct == 2)
        let similarity = SimilarityBenchmark(
            name: "s", pairs: [("MAN", "woman", 1), ("king", "QUEEN", 1), ("äpfel", "man", 0), ("man", "man", 9)])
        #expect(try similarity.evaluate(embedding).knownPairs == 4)
    }

    @Test("a pair that was judged twice counts twice")
    func judgedTwice() throws {
        let pairs = [("man", "woman", 2.0), ("king", "apple", 0.0), ("man", "king", 1.0)]
        let once = SimilarityBenchmark(name: "s", pairs: pairs)
        let twice = SimilarityBenchmark(name: "s", pairs: pairs + [("woman", "man", 1.5)])
        #expect(try once.evaluate(Self.royal).knownPairs == 3)
        // Cosines 0, −1/2, 1/2, 0 and scores 2, 0, 1, 1.5 have ranks 2.5, 1, 4, 2.5 and 4, 1, 2, 3.
        let result = try twice.evaluate(Self.royal)
        #expect(result.knownPairs == 4 && abs(result.correlation - 1.5 / 22.5.squareRoot()) < 1e-15)
    }

    @Test("the cosine of a completed analogy with its answer and with the nearest competitor, by hand")
    func completions() throws {
        let benchmark = AnalogyBenchmark(
            name: "family",
            categories: [
                .init(name: "none", pairs: [.init("man", "woman")]),
                .init(name: "gender", pairs: [.init("man", "woman"), .init("king", "queen")]),
            ])
        let completions = try benchmark.completions(Self.royal)
        #expect(completions.map(\.count) == [0, 2])
        // king + woman − man is (0, 1, −1)/√2, queen itself; of the others only apple and pear are left, behind it.
        let first = completions[1][0]
        #expect(first.first == .init("man", "woman") && first.second == .init("king", "queen") && first.isCorrect)
        #expect(abs(first.cosine - 1) < 1e-6)
        #expect(first.competitor == "apple" && abs(first.competitorCosine + 0.5) < 1e-6)
        #expect(abs(first.margin - 1.5) < 1e-6)

        let small = Self.embedding(["a": [1, 0], "b": [0, 1], "c": [1, 1], "d": [0, 1]])
        let alone = try AnalogyBenchmark(
            name: "n", categories: [.init(name: "c", pairs: [.init("a", "b"), .init("c", "d")])]
        ).completions(small)[0][0]
        #expect(alone.competitor == nil && alone.competitorCosine == -1 && alone.isCorrect)
    }

    @Test("of several words with the largest score the first is the answer")
    func ties() throws {
        func correct(_ words: KeyValuePairs<String, [Float]>) throws -> Int {
            try AnalogyBenchmark(
                name: "n", categories: [.init(name: "c", pairs: [.init("a", "b"), .init("c", "d")])]
            ).evaluate(Self.embedding(words)).correct
        }
        // c + b − a points along y, as d and e do; so does a + d − c, as b and e do.
        #expect(try correct(["a": [1, 0], "b": [0, 1], "c": [1, 0], "d": [0, 1], "e": [0, 2]]) == 2)
        #expect(try correct(["e": [0, 2], "a": [1, 0], "b": [0, 1], "c": [1, 0], "d": [0, 1]]) == 0)
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

    @Test("neighbours of many words at once are those of each")
    func manyNeighbours() throws {
        let embedding = Self.random(words: 150, dimension: 5, seed: 3)
        let words = (0..<40).map { "w\($0 * 3)" } + ["w0"]
        let lists = try embedding.nearest(toEach: words, count: 7)
        #expect(lists == (try words.map { try embedding.nearest(to: $0, count: 7) }))
        #expect(try embedding.nearest(toEach: [], count: 7).isEmpty)
        #expect(try embedding.nearest(toEach: ["w1"], count: 0) == [[]])
        #expect(try embedding.nearest(toEach: ["w1"], count: 1000)[0].count == 149)
        #expect(throws: EmbeddingsError.unknownWord("x", vocabulary: 150)) {
            try embedding.nearest(toEach: ["w1", "x"], count: 1)
        }
        // Ties come in the vocabulary's order.
        #expect(try Self.royal.nearest(toEach: ["apple"], count: 9)[0] == Self.royal.nearest(to: "apple", count: 9))
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
