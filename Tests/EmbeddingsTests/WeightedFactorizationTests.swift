import Computation
import Embeddings
import Foundation
import LinearAlgebra
import Testing
import TextStatistics

@Suite("The weighted factorisation")
struct WeightedFactorizationTests {
    @Test("minimises the unigram product's loss: no gradient, no lower value nearby, better than the unweighted one")
    func minimises() throws {
        let counts = plantedCounts(words: 25)
        let objective = Objective(counts, weighting: .unigramProduct)
        let factorization = try #require(objective.factorization)
        for dimension in [1, 3, 4] {
            let solution = try factorization.vectors(dimension: dimension)
            let least = objective.value(solution)
            let scale = objective.meanWeight * 25
            #expect(objective.gradient(solution).elements.map(abs).max()! < 1e-12 * scale)
            var generator = SeededGenerator(seed: 1)
            for size in [1e-3, 0.1, 1] {
                for _ in 0..<20 {
                    let change = Matrix<Double>.randomNormal(
                        rows: 25, columns: dimension, standardDeviation: size, using: &generator)
                    #expect(objective.value(solution + change) > least)
                }
            }
            let unweighted = try objective.target.eigenpairs(rank: dimension)
            let plain = unweighted.vectors * Matrix(diagonal: unweighted.eigenvalues.map { max(0, $0).squareRoot() })
            #expect(objective.value(plain) > least + 1e-6 * abs(least))
            // Under equal weights it is the other way round.
            let balanced = Objective(counts)
            #expect(balanced.value(plain) < balanced.value(solution))
            let found = try #require(balanced.factorization).vectors(dimension: dimension)
            for (a, b) in zip(found.elements, plain.elements) { #expect(abs(a - b) < 1e-12) }
        }
        #expect(Objective(counts, loss: .logistic).factorization == nil)
        #expect(Objective(counts, weighting: .unit).factorization == nil)
    }

    @Test("by hand: a heavy word is fitted, a weightless one is left at zero")
    func byHand() throws {
        // M* = [[−2, ⅔], [⅔, −2]] has no positive eigenvalue; PPMI = [[0, ln 2], [ln 2, 0]] has ln 2.
        let matrix = PMIMatrix(counts([[0, 3], [3, 0]]), positive: true)
        let vectors = try WeightedFactorization(matrix, weights: [4, 1]).vectors(dimension: 1)
        // Γ² = (1.6, 0.4), so ΓMΓ has the same elements times √0.64, and W = Γ⁻¹ (1, 1)ᵀ √(0.8 ln 2 / 2).
        let length = (0.8 * log(2.0) / 2).squareRoot()
        #expect(abs(vectors[0, 0] - length / 1.6.squareRoot()) < 1e-14)
        #expect(abs(vectors[1, 0] - length / 0.4.squareRoot()) < 1e-14)
        let weightless = try WeightedFactorization(matrix, weights: [1, 0]).embedding(dimension: 1)
        #expect(weightless.vectors.elements.allSatisfy { $0 == 0 })
    }

    @Test("of many words, sparse or dense, the gradient vanishes to the solver's tolerance")
    func manyWords() throws {
        let counts = try GeneratedMatrixTests.generated.get()
        let objective = Objective(counts, weighting: .unigramProduct)
        let factorization = try #require(objective.factorization)
        var small = ComputeContext.current
        small.memory = 1 << 20
        for context in [ComputeContext.current, small] {
            let solution = try ComputeContext.$current.withValue(context) {
                try factorization.vectors(dimension: 6, tolerance: 1e-9)
            }
            let gradient = objective.gradient(solution).squaredFrobeniusNorm.squareRoot()
            let start = Matrix<Double>(rows: 1100, columns: 6, repeating: 0.1)
            #expect(gradient < 1e-5 * objective.gradient(start).squaredFrobeniusNorm.squareRoot())
        }
    }

    @Test("more dimensions than words are refused")
    func rank() throws {
        let factorization = WeightedFactorization(
            TargetMatrix(randomCounts(words: 5, seed: 1)), weights: [1, 1, 1, 1, 1])
        #expect(throws: EmbeddingsError.rankTooLarge(rank: 6, vocabulary: 5)) {
            try factorization.vectors(dimension: 6)
        }
    }
}
