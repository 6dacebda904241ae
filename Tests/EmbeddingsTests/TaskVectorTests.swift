import Files
import Computation
import Embeddings
import Foundation
import LinearAlgebra
import Testing
import TextStatistics

@Suite("Task vectors") struct TaskVectorTests {
    private static let embedding = EvaluationTests.embedding([
        "a": [1, 0, 0], "b": [1, 1, 0], "c": [0, 0, 2], "d": [0, 1, 2], "e": [3, 0, 1], "f": [3, 4, 1],
    ])
    private static let family = AnalogyBenchmark.Category(
        name: "up", pairs: [.init("a", "b"), .init("C", "d"), .init("x", "y"), .init("a", "b"), .init("e", "f")])

    @Test("differences, mean and spectrum by hand")
    func byHand() throws {
        let tasks = try TaskVectors(Self.family, in: Self.embedding)
        #expect(tasks.pairs == [.init("a", "b"), .init("c", "d"), .init("e", "f")] && tasks.name == "up")
        #expect(tasks.vectors == Matrix([[0, 1, 0], [0, 1, 0], [0, 4, 0]]))
        for (found, wanted) in zip(tasks.mean, [0.0, 2, 0]) { #expect(abs(found - wanted) < 1e-14) }
        #expect(tasks.gram == Matrix([[1, 1, 4], [1, 1, 4], [4, 4, 16]]))
        // Rank one: λ = 18 = Tr G; 1ᵀG1 = 36, over 3·18.
        let spectrum = try tasks.spectrum()
        #expect(abs(spectrum.numbers.eigenvalues[0] - 18) < 1e-12 && spectrum.numbers.rank == 1)
        #expect(abs(spectrum.numbers.signalToNoise - 1) < 1e-12)
        #expect(abs(spectrum.numbers.spikeShare - 2.0 / 3) < 1e-12)
        // Less their mean: −1, −1, 2.
        #expect(spectrum.centredEigenvalues.count == 2 && abs(spectrum.centredEigenvalues[0] - 6) < 1e-12)
        #expect(spectrum.bulk == nil)
        let localization = try #require(tasks.localization)
        #expect(localization.shares == [0, 1, 0] && localization.participation == 1)
    }

    @Test("the share of a mean in the latent directions, by hand")
    func localization() throws {
        let embedding = EvaluationTests.embedding([
            "o": [0, 0, 0], "p": [3, 1, 1], "q": [3, 1, -1], "r": [3, 2, 0], "s": [-1, -1, 0],
        ])
        let family = AnalogyBenchmark.Category(
            name: "f", pairs: [.init("o", "p"), .init("o", "q"), .init("o", "r"), .init("o", "s")])
        let tasks = try TaskVectors(family, in: embedding)
        // The mean is (2, ¾, 0), its squares 4 and 9/16: 64 to 9.
        let localization = try #require(tasks.localization)
        for (found, wanted) in zip(localization.shares, [64.0 / 73, 9.0 / 73, 0]) {
            #expect(abs(found - wanted) < 1e-14)
        }
        #expect(abs(localization.participation - 5329.0 / 4177) < 1e-12)
        #expect(localization.directions(carrying: 0.8) == [0] && localization.directions(carrying: 0.9) == [0, 1])
        #expect(localization.directions(carrying: 0) == [] && localization.directions(carrying: 1) == [0, 1])
    }

    @Test("task vectors that are all zero have no direction")
    func zero() throws {
        let embedding = EvaluationTests.embedding(["a": [1, 2], "b": [1, 2], "c": [0, 1], "d": [0, 1]])
        let family = AnalogyBenchmark.Category(name: "z", pairs: [.init("a", "b"), .init("b", "a"), .init("c", "d")])
        let tasks = try TaskVectors(family, in: embedding)
        #expect(tasks.localization == nil)
        let numbers = try tasks.spectrum().numbers
        #expect(numbers.rank == 0 && numbers.signalToNoise.isNaN && numbers.spikeShare.isNaN)
    }

    /// Words "a0", "b0", "a1", …: b is a and one common vector and noise; among other words.
    private static func planted(pairs: Int, dimension: Int, others: Int = 0, signal: Double) -> WordEmbedding {
        var generator = SeededGenerator(seed: 7)
        let a = Matrix<Double>.randomNormal(rows: pairs, columns: dimension, using: &generator)
        let noise = Matrix<Double>.randomNormal(
            rows: pairs, columns: dimension, standardDeviation: 0.5, using: &generator)
        let others = Matrix<Double>.randomNormal(rows: others, columns: dimension, using: &generator)
        var rows: [[Float]] = []
        for pair in 0..<pairs {
            rows.append(a.row(pair).map { Float($0) })
            var b = zip(a.row(pair), noise.row(pair)).map { Float($0 + $1) }
            b[1] += Float(signal)
            rows.append(b)
        }
        let words = (0..<pairs).flatMap { ["a\($0)", "b\($0)"] } + (0..<others.rows).map { "o\($0)" }
        return WordEmbedding(
            vocabulary: Vocabulary(words: words, counts: words.map { _ in 1 }, totalTokens: words.count),
            vectors: Matrix(rows + (0..<others.rows).map { others.row($0).map(Float.init) }))
    }

    private static func family(_ pairs: Int, from first: Int = 0, name: String = "planted") -> AnalogyBenchmark.Category
    {
        .init(name: name, pairs: (first..<first + pairs).map { .init("a\($0)", "b\($0)") })
    }

    @Test("a common vector is a spike that the mean carries, over noise whose law is found")
    func spike() throws {
        let embedding = Self.planted(pairs: 60, dimension: 90, signal: 4)
        let tasks = try TaskVectors(Self.family(60), in: embedding)
        let spectrum = try tasks.spectrum()
        #expect(spectrum.numbers.rank == 60 && spectrum.numbers.spikeShare > 0.95)
        // The signal's 60·16 beside noise of 60·90/4 over 60 directions.
        #expect(spectrum.numbers.signalToNoise > 20 && spectrum.numbers.signalToNoise < 32)
        #expect(spectrum.centredEigenvalues.count == 59 && spectrum.centredEigenvalues[58] > 0)
        let bulk = try #require(spectrum.bulk)
        #expect(bulk.outliers == 0 && bulk.bulk == 59)
        #expect(abs(bulk.variance / 0.25 - 1) < 0.1 && abs(bulk.effectiveDimension / 90 - 1) < 0.15, "\(bulk)")
        #expect(spectrum.numbers.eigenvalues[0] > bulk.threshold && spectrum.numbers.eigenvalues[1] < bulk.threshold)
        let localization = try #require(tasks.localization)
        #expect(localization.directions(carrying: 0.9) == [1] && localization.participation < 1.2)
    }

    @Test("a turned embedding has the same principal axes")
    func principalAxes() throws {
        let counts = plantedCounts(words: 40)
        let embedding = try TargetMatrix(counts).embedding(dimension: 4)
        let rotation = Matrix<Float>([[0.6, 0.8, 0, 0], [-0.8, 0.6, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
        let turned = WordEmbedding(vocabulary: embedding.vocabulary, vectors: embedding.vectors * rotation)
        let found = try turned.inPrincipalAxes()
        for column in 0..<4 {
            let (first, second) = (embedding.vectors.column(column), found.vectors.column(column))
            let sign: Float = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 } < 0 ? -1 : 1
            #expect(zip(first, second).allSatisfy { abs($0 - sign * $1) < 1e-4 })
        }
    }

    @Test("a sweep over dimensions gives what each prefix of the embedding gives by itself")
    func sweep() throws {
        let embedding = Self.planted(pairs: 24, dimension: 40, others: 700, signal: 1.5)
        let families = [Self.family(10), Self.family(14, from: 10, name: "second")]
        let benchmark = AnalogyBenchmark(name: "planted", categories: families)
        let sweeps = try embedding.taskVectorSweeps(of: families, dimensions: [40, 2, 7, 15, 7])
        #expect(sweeps.map(\.name) == ["planted", "second"] && sweeps.map(\.pairs) == [10, 14])
        for (index, family) in families.enumerated() {
            #expect(sweeps[index].points.map(\.dimension) == [2, 7, 15, 40])
            for point in sweeps[index].points {
                let prefix = embedding.prefix(point.dimension)
                let completions = try benchmark.completions(prefix)[index]
                let count = Double(completions.count)
                #expect(point.analogies == completions.count)
                #expect(point.correct == completions.count { $0.isCorrect })
                let cosine = completions.reduce(0) { $0 + $1.cosine } / count
                let margin = completions.reduce(0) { $0 + $1.margin } / count
                #expect(abs(point.meanCosine - cosine) < 1e-5 && abs(point.meanMargin - margin) < 1e-5)
                let numbers = try TaskVectors(family, in: prefix).spectrum().numbers
                #expect(point.spectrum.rank == numbers.rank)
                #expect(abs(point.spectrum.signalToNoise / numbers.signalToNoise - 1) < 1e-9)
                #expect(abs(point.spectrum.spikeShare / numbers.spikeShare - 1) < 1e-9)
            }
            #expect(sweeps[index].points[3].correct > 0)
        }
        #expect(
            try onThreads(1) { try embedding.taskVectorSweeps(of: families, dimensions: [2, 7, 15, 40]) } == sweeps)
        #expect(try embedding.taskVectorSweeps(of: families, dimensions: [])[0].points.isEmpty)
    }

    @Test("dimensions evenly spaced on a logarithmic axis, each once")
    func dimensions() {
        #expect(TaskVectorSweep.dimensions(through: 4096).count == 21)
        #expect(
            TaskVectorSweep.dimensions(through: 4096, count: 11) == [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096])
        #expect(TaskVectorSweep.dimensions(through: 6, count: 9) == [4, 5, 6])
        #expect(TaskVectorSweep.dimensions(through: 3) == [3] && TaskVectorSweep.dimensions(through: 0) == [])
    }

    @Test("families that the vocabulary knows")
    func knownFamilies() {
        let benchmark = AnalogyBenchmark(
            name: "b", categories: [Self.family, .init(name: "none", pairs: [.init("a", "b"), .init("b", "a")])])
        let known = benchmark.families(knownTo: Self.embedding)
        #expect(known == [.init(name: "up", pairs: [.init("a", "b"), .init("c", "d"), .init("e", "f")])])
        #expect(benchmark.families(knownTo: Self.embedding, pairs: 2).map(\.name) == ["up", "none"])
    }

    @Test("too few known pairs, vectors that are no numbers and dimensions that are not there")
    func refused() throws {
        let small = AnalogyBenchmark.Category(
            name: "small", pairs: [.init("a", "b"), .init("x", "b"), .init("A", "b")])
        func error(_ body: () throws -> Void) -> EmbeddingsError? {
            do { try body() } catch { return error as? EmbeddingsError }
            return nil
        }
        let few = error { _ = try TaskVectors(small, in: Self.embedding) }
        #expect(
            few?.description
                == "of the family 'small' 1 pair has both words among the 6 words of the vocabulary; 3 are "
                + "needed")
        #expect(few?.remedy == "Take another family, or a larger vocabulary: \(.vocabulary(nil)).")
        #expect(error { _ = try Self.embedding.taskVectorSweeps(of: [Self.family, small], dimensions: [1]) } == few)
        let far = error { _ = try Self.embedding.taskVectorSweeps(of: [Self.family], dimensions: [1, 4]) }
        #expect(far?.description == "the first 4 coordinates were asked for, of vectors that have 3")
        #expect(far?.remedy == "Ask for 1 to 3.")
        #expect(error { _ = try Self.embedding.taskVectorSweeps(of: [Self.family], dimensions: [0]) } != nil)
        let broken = EvaluationTests.embedding(["a": [1], "b": [.nan], "c": [1], "d": [2], "e": [1], "f": [3]])
        #expect(error { _ = try TaskVectors(Self.family, in: broken) } == .vectorNotFinite(word: "b"))
    }
}
