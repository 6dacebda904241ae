public import Computation
public import LinearAlgebra
import TextStatistics

/// What was recorded while an embedding was trained, by whatever method.
public struct TrainingRun: Sendable {
    /// The whole embedding at one time.
    public struct Snapshot: Hashable, Sendable {
        /// The time t, that of a step.
        public let time: Double
        /// V×d.
        public let vectors: Matrix<Float>

        /// The embedding at a time.
        public init(time: Double, vectors: Matrix<Float>) {
            self.time = time
            self.vectors = vectors
        }
    }

    /// The number of steps made.
    public let steps: Int
    /// The recorded times t, ascending; the first is 0. The trainer says what its unit is.
    public let times: [Double]
    /// The loss at each time, by the trainer's definition.
    public let losses: [Double]
    /// A row for each time with the d singular values of W, largest first.
    public let singularValues: Matrix<Double>
    /// The snapshots asked for, in the order of their times.
    public let snapshots: [Snapshot]
    /// The embedding at the end.
    public let embedding: WordEmbedding

    /// A run from its recordings: the losses and rows of `singularValues` are those at `times`.
    public init(
        steps: Int, times: [Double], losses: [Double], singularValues: Matrix<Double>, snapshots: [Snapshot],
        embedding: WordEmbedding
    ) {
        precondition(
            times.count == losses.count && times.count == singularValues.rows, "each time needs its recordings")
        self.steps = steps
        self.times = times
        self.losses = losses
        self.singularValues = singularValues
        self.snapshots = snapshots
        self.embedding = embedding
    }

    /// The losses divided by the first one.
    public var normalizedLosses: [Double] { losses.map { $0 / losses[0] } }

    /// Every snapshot in the first `count` principal coordinates of the final embedding, V×count: the axes are the
    /// final right singular vectors, so that the points of all snapshots move in one frame.
    ///
    /// - Throws: ``LinearAlgebra/LinearAlgebraError``.
    public func principalCoordinates(_ count: Int) throws -> [(time: Double, coordinates: Matrix<Double>)] {
        let final = Matrix<Double>(embedding.vectors)
        let axes = try leadingEigenpairs(of: final.transposedTimes(final).symmetrized, count: count).vectors
        return snapshots.map { ($0.time, Matrix<Double>($0.vectors) * axes) }
    }
}

extension TrainingRun: Storable {
    private struct Metadata: Codable {
        var steps: Int
        var snapshotTimes: [Double]
        var vocabulary: Vocabulary
    }

    /// Stores the recordings as arrays, the rest as metadata.
    public func store(in archive: inout Archive) throws {
        try archive.store(
            metadata: Metadata(
                steps: steps, snapshotTimes: snapshots.map(\.time), vocabulary: embedding.vocabulary))
        archive.store(times, as: "times")
        archive.store(losses, as: "losses")
        archive.store(singularValues, as: "singular-values")
        archive.store(embedding.vectors, as: "vectors")
        for (index, snapshot) in snapshots.enumerated() { archive.store(snapshot.vectors, as: "snapshot-\(index)") }
    }

    /// The run that was stored.
    public init(restoring archive: Archive) throws {
        let metadata: Metadata = try archive.metadata()
        let times: [Double] = try archive.elements("times")
        let losses: [Double] = try archive.elements("losses")
        guard losses.count == times.count else { throw ArchiveError.damaged("losses") }
        let words = metadata.vocabulary.count
        let vectors: Matrix<Float> = try archive.matrix("vectors", rows: words)
        self.init(
            steps: metadata.steps, times: times, losses: losses,
            singularValues: try archive.matrix("singular-values", rows: times.count, columns: vectors.columns),
            snapshots: try metadata.snapshotTimes.enumerated().map { index, time in
                let vectors: Matrix<Float> = try archive.matrix(
                    "snapshot-\(index)", rows: words, columns: vectors.columns)
                return Snapshot(time: time, vectors: vectors)
            },
            embedding: WordEmbedding(vocabulary: metadata.vocabulary, vectors: vectors))
    }
}
