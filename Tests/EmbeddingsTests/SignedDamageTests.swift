import Computation
import Files
import Foundation
import Fuzzing
import LinearAlgebra
import TestSupport
import Testing
import TextStatistics

@testable import Embeddings

/// Stored results that were damaged and then signed anew: what a fault of the program or a foreign hand could leave. A
/// signature that is right proves no content, so reading checks it.
@Suite("Stored results that are damaged but signed") struct SignedDamageTests {
    private static let key = Fingerprint(of: "key")

    /// Writes the value, damages one of its files a few thousand times, signs it, and looks at what is read.
    private func damage<Value: Storable>(_ value: Value, _ name: String, check: (Value) -> Bool) throws {
        try withTemporaryFolder { folder in
            var archive = Archive()
            try value.store(in: &archive)
            try archive.write(to: folder, key: Self.key)
            let manifest = folder.appending(path: "manifest.json")
            let signatures = try String(contentsOf: manifest, encoding: .utf8)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
                $0 != "manifest.json"
            }
            .sorted()
            var generator = SeededGenerator(seed: Fuzzing.seed(of: name))
            var (read, refused) = (0, 0)
            try Fuzzing.rounds(600, of: name) { round in
                let file = folder.appending(path: files.randomElement(using: &generator)!)
                let original = try Data(contentsOf: file)
                var bytes = Array(original)
                Fuzzing.damage(&bytes, using: &generator)
                try Data(bytes).write(to: file)
                try Data(
                    signatures.replacing("\(Fingerprint(of: original))", with: "\(Fingerprint(of: Data(bytes)))").utf8
                ).write(to: manifest)
                do {
                    let value = try Value(restoring: Archive(folder: folder, key: Self.key))
                    #expect(check(value), "round \(round), \(file.lastPathComponent)")
                    read += 1
                } catch { refused += 1 }
                try original.write(to: file)
            }
            #expect(read > 0 && refused > 0)
        }
    }

    private static let counts = randomCounts(words: 12, seed: 5)
    private static let vectors = Matrix<Float>(rows: 12, columns: 3, elements: (0..<36).map { Float($0) / 7 })
    private static let embedding = WordEmbedding(vocabulary: counts.vocabulary, vectors: vectors)

    @Test("are read to what fits together, or not at all: counts, eigenpairs, vectors")
    func results() throws {
        try damage(Self.counts, "signed counts") { counts in
            counts.vocabulary.count * counts.vocabulary.count >= counts.columns.count
        }
        let pairs = Eigenpairs(
            eigenvalues: [3, 2], vectors: Matrix(rows: 4, columns: 2, elements: (0..<8).map(Double.init)),
            residuals: [0, 1])
        try damage(pairs, "signed eigenpairs") { $0.vectors.columns == $0.count && $0.residuals.count == $0.count }
        try damage(Self.embedding, "signed vectors") { $0.vectors.rows == $0.vocabulary.count }
    }

    @Test("are read to what fits together, or not at all: runs of trainings, and their checkpoints")
    func trainings() throws {
        let run = TrainingRun(
            steps: 4, times: [0, 1], losses: [2, 1], singularValues: Matrix(rows: 2, columns: 3),
            snapshots: [.init(time: 1, vectors: Self.vectors)], embedding: Self.embedding)
        try damage(run, "signed run") { run in
            run.losses.count == run.times.count && run.singularValues.rows == run.times.count
                && run.snapshots.allSatisfy { $0.vectors.rows == run.embedding.vectors.rows }
        }
        var state = TrainingState(Matrix<Double>(Self.vectors))
        let start = state
        state.times = [0, 1]
        state.losses = [2, 1]
        state.singularRows = [3, 2, 1, 6, 5, 4]
        state.snapshots = [.init(time: 1, vectors: Self.vectors)]
        state.observed = 1
        try damage(state, "signed state") { state in
            guard state.continues(from: start, dimension: 3, moments: 2) else { return true }
            return Matrix(rows: state.losses.count, columns: 3, elements: state.singularRows).rows == state.times.count
                && state.snapshots.allSatisfy { $0.vectors.elements.count == 36 } && state.observed <= 2
        }
        #expect(state.continues(from: start, dimension: 3, moments: 2))
        let changes: [(inout TrainingState) -> Void] = [
            { $0.losses.removeLast() }, { $0.singularRows.removeLast() }, { $0.observed = 3 }, { $0.observed = -1 },
            { $0.snapshots[0] = .init(time: 1, vectors: Matrix(rows: 12, columns: 2)) },
            { $0.w = Matrix(rows: 11, columns: 16) },
        ]
        for (index, change) in changes.enumerated() {
            var other = state
            change(&other)
            #expect(!other.continues(from: start, dimension: 3, moments: 2), "change \(index)")
        }
        let word2vec = Word2VecState(
            pieces: 2, input: Self.vectors, output: Self.vectors, losses: [1, 2], pairs: [3, 4],
            snapshots: [.init(epoch: 1, vectors: Self.vectors)])
        try damage(word2vec, "signed word2vec state") { state in
            state.output.map { $0.rows == state.input.rows && $0.columns == state.input.columns } ?? true
                && state.snapshots.allSatisfy { $0.vectors.rows == state.input.rows }
        }
    }
}
