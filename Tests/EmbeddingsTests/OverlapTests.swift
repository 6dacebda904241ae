import Files
import Computation
import Embeddings
import Foundation
import LinearAlgebra
import Testing
import TextStatistics

@Suite("Overlaps of embeddings, and coherence of their directions") struct OverlapTests {
    @Test("the leading directions of an embedding from eigenpairs are the eigenvectors")
    func directions() throws {
        let matrix = TargetMatrix(plantedCounts(words: 60))
        let pairs = try matrix.eigenpairs(rank: 4)
        let embedding = WordEmbedding(pairs, vocabulary: matrix.vocabulary)
        let overlaps = SubspaceOverlaps(try embedding.leadingDirections(4), pairs.vectors)
        #expect(abs(overlaps.mean - 1) < 1e-6 && abs(overlaps.diagonalMean - 1) < 1e-6)
        // A rotation of the coordinates changes nothing.
        let rotation = Matrix<Float>([[0.6, 0.8, 0, 0], [-0.8, 0.6, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
        let rotated = WordEmbedding(vocabulary: matrix.vocabulary, vectors: embedding.vectors * rotation)
        let same = try embedding.subspaceOverlaps(with: rotated, count: 4)
        for i in 0..<4 { for j in 0..<4 { #expect(abs(same.squared[i, j] - (i == j ? 1 : 0)) < 1e-5) } }
    }

    @Test("overlaps by hand: two of three axes, one of them turned by 60 degrees")
    func byHand() throws {
        let (c, s) = (Float(0.5), Float(0.75).squareRoot())
        let words = EvaluationTests.random(words: 4, dimension: 1, seed: 1).vocabulary
        let first = WordEmbedding(vocabulary: words, vectors: Matrix([[3, 0], [0, 2], [0, 0], [0, 0]]))
        let second = WordEmbedding(vocabulary: words, vectors: Matrix([[3, 0], [0, 2 * c], [0, 2 * s], [0, 0]]))
        let overlaps = try first.subspaceOverlaps(with: second, count: 2)
        for (found, wanted) in zip(overlaps.squared.elements, [1, 0, 0, 0.25]) { #expect(abs(found - wanted) < 1e-6) }
        #expect(abs(overlaps.mean - 0.625) < 1e-6 && abs(overlaps.diagonalMean - 0.625) < 1e-6)
        // The same spans in another order of importance.
        let swapped = WordEmbedding(vocabulary: words, vectors: Matrix([[1, 0], [0, 2], [0, 0], [0, 0]]))
        let other = try first.subspaceOverlaps(with: swapped, count: 2)
        #expect(abs(other.mean - 1) < 1e-12 && other.diagonalMean < 1e-12)
    }

    @Test("more directions than the vectors span, other words, and vectors that are no numbers are refused")
    func refused() throws {
        let embedding = EvaluationTests.embedding(["a": [1, 2], "b": [2, 4], "c": [-1, -2]])
        #expect {
            try embedding.leadingDirections(2)
        } throws: {
            "\($0)" == "2 singular directions were asked for, but the vectors span only 1"
                && ($0 as? EmbeddingsError)?.remedy == "Ask for at most 1, or take an embedding of more dimensions."
        }
        #expect {
            try embedding.subspaceOverlaps(with: EvaluationTests.royal, count: 1)
        } throws: {
            "\($0)" == "the two embeddings have different words: 3 and 6 of them"
        }
        let renamed = EvaluationTests.embedding(["a": [1, 2], "b": [2, 4], "d": [-1, -2]])
        #expect {
            try embedding.subspaceOverlaps(with: renamed, count: 1)
        } throws: {
            "\($0)" == "the two embeddings have different words"
                && ($0 as? EmbeddingsError)?.remedy
                    == "Make both from the same counts, or bring them to their common words."
        }
        #expect(throws: EmbeddingsError.vectorNotFinite(word: "b")) {
            try EvaluationTests.embedding(["a": [1], "b": [.infinity]]).leadingDirections(1)
        }
    }

    @Test("coherence of both ends of a direction, beside random lists")
    func coherence() throws {
        // Two groups of words that meet only among themselves.
        let rows: [[Int]] = (0..<8).map { i in
            (0..<8).map { j in i == j ? 0 : i / 4 == j / 4 ? 20 : 1 }
        }
        let counts = counts(rows)
        let first: [Double] = [0.9, 0.8, 0.7, 0.6, -0.4, -0.5, -0.6, -0.7]
        let split = Matrix(first.enumerated().map { [$1, Double($0 % 4)] })
        let topics = counts.topicCoherence(of: split, listLength: 4, randomLists: 300, seed: 1)
        let statistics = PairStatistics(counts)
        #expect(topics.positive[0] == statistics.coherence(of: [0, 1, 2, 3]))
        #expect(abs(topics.negative[0] - statistics.coherence(of: [7, 6, 5, 4])) < 1e-15)
        // The second direction has equal components: 3, 7, 2, 6 at one end, 4, 0, 5, 1 at the other.
        #expect(topics.positive[1] == statistics.coherence(of: [3, 7, 2, 6]))
        #expect(topics.positive[0] > topics.randomMean + 2 * topics.randomDeviation)
        #expect(topics.means[0] > topics.means[1] && topics.random.count == 300 && topics.listLength == 4)
        #expect(counts.topicCoherence(of: split, listLength: 4, randomLists: 300, seed: 1) == topics)
    }
}
