import Computation
import Embeddings
import Files
import Foundation
import LinearAlgebra
import Synchronization
import TestSupport
import Testing
import TextStatistics

@Suite("Matrices of words")
struct WordMatrixTests {
    @Test("M* by hand")
    func byHand() {
        // P = [[0, ½], [½, 0]], P_i = ½, so P_iP_j = ¼: the ratios are 0 and 2.
        let pair = counts([[0, 3], [3, 0]])
        #expect(TargetMatrix(pair).dense() == Matrix([[-2, 2.0 / 3], [2.0 / 3, -2]]))
        let logTwo = log(2.0)
        #expect(PMIMatrix(pair, positive: true).dense() == Matrix([[0, logTwo], [logTwo, 0]]))
        let pmi = PMIMatrix(pair, positive: false).dense()
        #expect(abs(pmi[0, 0] + 57.56) < 0.01 && pmi[0, 1] == logTwo)
    }

    @Test("M* agrees with its definition, is symmetric, and lies in [−2, 2)")
    func definition() {
        let counts = randomCounts(words: 40, seed: 1)
        let target = TargetMatrix(counts)
        let dense = target.dense()
        let total = Double(counts.total)
        for i in 0..<40 {
            for j in 0..<40 {
                let together = Double(counts[i, j]) / total
                let apart = Double(counts.marginals[i]) / total * (Double(counts.marginals[j]) / total)
                #expect(abs(dense[i, j] - (together - apart) / (0.5 * (together + apart))) < 1e-14)
                #expect(dense[i, j] == dense[j, i])
                #expect(dense[i, j] >= -2 && dense[i, j] < 2)
                if counts[i, j] == 0 { #expect(dense[i, j] == -2) }
            }
        }
        #expect(abs(target.squaredFrobeniusNorm / dense.squaredFrobeniusNorm - 1) < 1e-14)
    }

    @Test("PMI is ln((1 + x/2)/(1 − x/2)) of the target's x where a pair occurs, and PPMI its positive part")
    func pmi() {
        let counts = randomCounts(words: 25, seed: 2)
        let target = TargetMatrix(counts).dense()
        let pmi = PMIMatrix(counts, positive: false).dense()
        let ppmi = PMIMatrix(counts, positive: true).dense()
        for index in target.elements.indices {
            let x = target.elements[index]
            #expect(ppmi.elements[index] == max(0, pmi.elements[index]))
            if x > -2 {
                #expect(abs(pmi.elements[index] - log((1 + x / 2) / (1 - x / 2))) < 1e-12)
            } else {
                #expect(pmi.elements[index] == log(1e-25))
            }
        }
    }

    @Test("a word without any co-occurrence has −2 in its row, and finite PMI")
    func lonelyWord() {
        let counts = counts([[1, 2, 0], [2, 0, 0], [0, 0, 0]])
        let target = TargetMatrix(counts)
        #expect(target.dense().column(2) == [-2, -2, -2])
        #expect(target.squaredFrobeniusNorm == target.dense().squaredFrobeniusNorm)
        #expect(PMIMatrix(counts, positive: false).dense().elements.allSatisfy { $0.isFinite })
    }

    @Test("the embedding from eigenpairs reproduces a positive part of the matrix and drops negative eigenvalues")
    func embedding() throws {
        let target = TargetMatrix(randomCounts(words: 30, seed: 3))
        let pairs = try target.eigenpairs(rank: 30)
        let vectors = Matrix<Double>(try target.embedding(dimension: 30).vectors)
        let positive = (pairs.vectors * Matrix(diagonal: pairs.eigenvalues.map { max(0, $0) }))
            .timesTransposed(pairs.vectors)
        for (a, b) in zip(vectors.timesTransposed(vectors).elements, positive.elements) { #expect(abs(a - b) < 1e-5) }
    }

    @Test("fingerprints tell matrices and counts apart")
    func fingerprints() {
        let (first, second) = (randomCounts(words: 5, seed: 4), randomCounts(words: 5, seed: 5))
        let prints = [first, second].flatMap {
            [
                TargetMatrix($0).fingerprint, PMIMatrix($0, positive: true).fingerprint,
                PMIMatrix($0, positive: false).fingerprint,
            ]
        }
        #expect(Set(prints).count == 6)
        #expect(TargetMatrix(first).fingerprint == TargetMatrix(first).fingerprint)
    }

    @Test("eigenpairs and trained embeddings come back from the store as they were")
    func remembered() throws {
        try withTemporaryFolder { folder in
            let target = TargetMatrix(plantedCounts(words: 20))
            let recalled = Mutex<[Bool]>([])
            let context = ComputeContext(
                store: ResultStore(folder: folder, codeFingerprint: Fingerprint(of: "code")),
                timing: { _, _, reused in recalled.withLock { $0.append(reused) } })
            let options = TrainingOptions(dimension: 2, recordings: 20, snapshotTimes: [0, 0.1])
            try ComputeContext.$current.withValue(context) {
                let (computed, stored) = (try target.eigenpairs(rank: 3), try target.eigenpairs(rank: 3))
                #expect(computed == stored)
                let (first, second) = (try target.train(options), try target.train(options))
                #expect(first.embedding == second.embedding)
                #expect(first.snapshots == second.snapshots && first.snapshots.count == 2)
                #expect(first.losses == second.losses && first.times == second.times)
                #expect(first.singularValues == second.singularValues)
                #expect(first.steps == second.steps)
            }
            // A training asks for eigenpairs and for the norm first.
            #expect(recalled.withLock { $0 } == [false, true, false, false, false, true, true, true])
        }
    }

    @Test(
        "more dimensions than words are refused",
        arguments: [
            (0, "0 dimensions were asked for; there is at least one"),
            (6, "6 dimensions were asked for, more than the 5 words of the vocabulary"),
        ])
    func rank(_ rank: Int, _ message: String) {
        let target = TargetMatrix(randomCounts(words: 5, seed: 6))
        #expect { try target.eigenpairs(rank: rank) } throws: { "\($0)" == message }
        #expect { try target.train(TrainingOptions(dimension: rank)) } throws: {
            "\($0)" == message
                && ($0 as? any UserFacingError)?.remedy == "Ask for 1 to 5 dimensions: \(.dimension(nil))."
        }
    }
}
