import Embeddings
import Files
import LinearAlgebra
import Testing
import TextStatistics

@Suite("Steps of the loss") struct LossStepsTests {
    @Test("Modes far apart have a step each, of a quarter of the squared eigenvalue; near ones share one")
    func steps() throws {
        // Words in blocks of different sizes, so that the leading eigenvalues of M* lie well apart.
        let sizes = [12, 7, 4, 3]
        let block = sizes.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
        let size = block.count
        let dense = (0..<size * size).map { block[$0 / size] == block[$0 % size] ? 90 : 10 }
        let words = (0..<size).map { "w\($0)" }
        let counts = Cooccurrences(
            vocabulary: Vocabulary(
                words: words, counts: (0..<size).map { 100 - $0 }, totalTokens: 100_000), window: 2,
            dense: dense, fingerprint: Fingerprint(of: "blocks"))
        let target = TargetMatrix(counts)
        let eigenvalues = try target.eigenpairs(rank: 2).eigenvalues
        let theory = ClosedForm(eigenvalues: eigenvalues, start: 1e-6)
        let run = try target.train(TrainingOptions(dimension: 2, start: 1e-6, stepSize: 0.01, recordings: 400))
        let steps = theory.lossSteps(of: run)
        #expect(steps.map(\.modes) == [0..<1, 1..<2])
        for (step, eigenvalue) in zip(steps, eigenvalues) {
            #expect(abs(step.predicted - eigenvalue * eigenvalue / 4) < 1e-9)
            #expect(step.relativeError < 0.03, "\(step)")
        }
        let near = ClosedForm(eigenvalues: [eigenvalues[0], eigenvalues[0] * 0.99], start: 1e-6)
        #expect(near.lossSteps(of: run).map(\.modes) == [0..<2])
    }
}
