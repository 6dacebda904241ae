import Computation
import LinearAlgebra

/// How far a gradient descent has come: what it goes on from, to the same result bit for bit.
struct DescentCheckpoint {
    /// The step that comes next.
    var step = 0
    /// W before that step.
    var vectors: Matrix<Double>
    /// What was recorded before it.
    var losses: [Double] = []
    /// The recorded singular values, d for each loss.
    var singularValues: [Double] = []
    var snapshots: [TrainingRun.Snapshot] = []
}

extension DescentCheckpoint: Storable {
    private struct Metadata: Codable {
        var step: Int
        var snapshotTimes: [Double]
    }

    func store(in archive: inout Archive) throws {
        try archive.store(metadata: Metadata(step: step, snapshotTimes: snapshots.map(\.time)))
        let shape = [vectors.rows, vectors.columns]
        archive.store(vectors.elements, shape: shape, as: "vectors")
        archive.store(losses, as: "losses")
        archive.store(singularValues, as: "singular-values")
        for (index, snapshot) in snapshots.enumerated() {
            archive.store(snapshot.vectors.elements, shape: shape, as: "snapshot-\(index)")
        }
    }

    init(restoring archive: Archive) throws {
        let metadata: Metadata = try archive.metadata()
        self.init(
            step: metadata.step, vectors: try Matrix(archive.array("vectors")),
            losses: try archive.elements("losses"), singularValues: try archive.elements("singular-values"),
            snapshots: try metadata.snapshotTimes.enumerated().map { index, time in
                .init(time: time, vectors: try Matrix(archive.array("snapshot-\(index)")))
            })
    }
}
