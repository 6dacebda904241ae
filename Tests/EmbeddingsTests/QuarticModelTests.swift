import Computation
import Embeddings
import LinearAlgebra
import Testing

@Suite("The quartic model")
struct QuarticModelTests {
    static let weightings: [QuarticModel.Weighting] = [.reciprocal, .unit]

    @Test("the loss of two words by hand")
    func byHand() {
        // P = [[0, ½], [½, 0]], P_iP_j = ¼; W = (1, 2)ᵀ, so x = [[1, 2], [2, 4]].
        let counts = counts([[0, 1], [1, 0]])
        let w = Matrix<Double>([[1], [2]])
        // ¼(¼ + 1) + ¼(4 + 4) + 2·(½(1 − 2) + ¼(1 + 2))
        #expect(QuarticModel(counts, weighting: .unit).loss(w) == 0.3125 + 2 + 0.5)
        // Each bracket is divided by P_ij + P_iP_j: ¼ on the diagonal, ¾ off it.
        #expect(abs(QuarticModel(counts).loss(w) - (1.25 + 8 + 0.5 / 0.75)) < 1e-14)
    }

    @Test("the gradient agrees with finite differences of the loss", arguments: weightings)
    func gradient(weighting: QuarticModel.Weighting) {
        let model = QuarticModel(randomCounts(words: 12, seed: 1), weighting: weighting)
        var generator = SeededGenerator(seed: 2)
        let w = Matrix<Double>.randomNormal(rows: 12, columns: 3, using: &generator)
        let gradient = model.gradient(w)
        let step = 1e-5
        for row in 0..<12 {
            for column in 0..<3 {
                var (above, below) = (w, w)
                above[row, column] += step
                below[row, column] -= step
                let slope = (model.loss(above) - model.loss(below)) / (2 * step)
                #expect(abs(slope - gradient[row, column]) < 1e-7 * max(1, abs(slope)))
            }
        }
    }

    @Test("Theorem 1: the loss is that of factorising M*, with the theory's constant", arguments: weightings)
    func theorem(weighting: QuarticModel.Weighting) {
        var generator = SeededGenerator(seed: 3)
        for (words, scale) in [(7, 0.1), (50, 1), (300, 0.5)] {
            let model = QuarticModel(randomCounts(words: words, seed: UInt64(words)), weighting: weighting)
            let w = Matrix<Double>.randomNormal(rows: words, columns: 5, standardDeviation: scale, using: &generator)
            let sides = model.theorem1(w)
            #expect(sides.relativeDifference < 1e-11)
            #expect(sides.loss != 0 && sides.loss == model.loss(w))
        }
    }

    @Test("in Setting 3.1 the gradient is (WWᵀ − M*)W and vanishes at the leading eigenvectors")
    func stationary() throws {
        let model = QuarticModel(plantedCounts(words: 20))
        let pairs = try model.target.eigenpairs(rank: 3)
        let solution = pairs.vectors * Matrix(diagonal: pairs.eigenvalues.map { $0.squareRoot() })
        #expect(model.gradient(solution).elements.allSatisfy { abs($0) < 1e-11 })
        // No other embedding of three dimensions has a smaller loss.
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<20 {
            var other = solution
            let change = Matrix<Double>.randomNormal(rows: 20, columns: 3, standardDeviation: 0.1, using: &generator)
            other = Matrix(rows: 20, columns: 3, elements: zip(other.elements, change.elements).map { $0 + $1 })
            #expect(model.loss(other) > model.loss(solution))
        }
    }

    @Test("a word without co-occurrences is repelled by every other word")
    func lonelyWord() {
        let model = QuarticModel(counts([[0, 2, 0], [2, 0, 0], [0, 0, 0]]))
        let w = Matrix<Double>([[1], [0.5], [-1]])
        #expect(model.theorem1(w).relativeDifference < 1e-14)
    }
}
