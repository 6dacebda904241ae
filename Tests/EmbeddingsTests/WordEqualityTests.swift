import Embeddings
import Foundation
import LinearAlgebra
import TestSupport
import Testing
import TextStatistics

/// "é" as one letter, and as two.
private let (cafe, cafe2) = ("caf\u{E9}", "cafe\u{301}")

@Suite("Words that differ in their bytes alone")
struct WordEqualityTests {
    private let embedding = EvaluationTests.embedding([
        cafe: [1, 0, 1], cafe2: [1, 0, -1], "king": [0, 1, 1], "queen": [0, 1, -1], "pear": [-1, -1, 0.1],
    ])

    @Test("have vectors of their own")
    func vectors() throws {
        #expect(try embedding.vector(of: cafe) == [1, 0, 1] && embedding.vector(of: cafe2) == [1, 0, -1])
        #expect(try embedding.similarity(cafe, cafe2) == 0)
        let nearest = try embedding.nearest(to: cafe2, count: 4)
        #expect(nearest.contains { $0.word.utf8.elementsEqual(cafe.utf8) })
        #expect(try embedding.nearest(toEach: [cafe2], count: 4) == [nearest])
        let words = [embedding, EvaluationTests.embedding([cafe2: [1, 0, 1], cafe: [1, 0, -1]])]
            .map { $0.nearest(to: Array($0.vectors.row(0)), count: 1)[0] }
        #expect(words[0].score == words[1].score && words[0] != words[1])
    }

    @Test("are read from files of vectors, and written to them", arguments: VectorFormat.allCases)
    func files(format: VectorFormat) throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "vectors")
            try embedding.write(to: file, as: format)
            let read = try WordEmbedding(contentsOf: file)
            #expect(read.vectors == embedding.vectors)
            #expect(read.vocabulary.index(of: cafe) == 0 && read.vocabulary.index(of: cafe2) == 1)
        }
    }

    @Test("are two in benchmarks")
    func benchmarks() throws {
        #expect(AnalogyBenchmark.Pair(cafe, "x") != AnalogyBenchmark.Pair(cafe2, "x"))
        let analogies = AnalogyBenchmark(
            name: "two", categories: [.init(name: "c", pairs: [.init(cafe, cafe2), .init("king", "queen")])])
        let result = try analogies.evaluate(embedding)
        #expect(result.analogies == 2 && result.correct == 2)
        let similarity = SimilarityBenchmark(name: "two", pairs: [(cafe, "king", 2), (cafe2, "king", 1)])
        #expect(try similarity.evaluate(embedding).correlation == 1)
    }

    @Test("are two also where they are looked up in lower case")
    func capitals() throws {
        let capitals = EvaluationTests.embedding([
            "CAF\u{C9}": [1, 0, 1], "CAFE\u{301}": [1, 0, -1], "king": [0, 1, 1], "queen": [0, 1, -1],
        ])
        let similarity = SimilarityBenchmark(name: "two", pairs: [(cafe, "king", 2), (cafe2, "king", 1)])
        #expect(try similarity.evaluate(capitals).correlation == 1)
    }
}
