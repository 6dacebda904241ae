package import Computation
package import LinearAlgebra

/// How far a training has come: all that the rest of it depends on.
package struct TrainingState {
    /// The embeddings, with columns of zeros after the last dimension.
    package var w: Matrix<Double>
    /// How many steps were made.
    package var steps = 0
    /// The time of ``w``.
    package var time = 0.0
    /// The length of the next step and the error of the last one, where steps adapt themselves.
    package var control = StepControl()
    /// How many moments of the plan were observed, and what was recorded.
    var observed = 0
    var times: [Double] = []
    var losses: [Double] = []
    var singularRows: [Double] = []
    var snapshots: [TrainingRun.Snapshot] = []

    /// What a method that adapts its steps remembers from one to the next.
    package struct StepControl: Codable, Hashable {
        package var step = 0.0
        package var error = 1.0
    }

    /// The beginning of a training. Columns of zeros are added until there are a multiple of 16, for which products are
    /// made; they stay zero in all flows.
    package init(_ w: Matrix<Double>) {
        let width = (w.columns + 15) / 16 * 16
        let rest = Array(repeating: 0.0, count: width - w.columns)
        self.w = Matrix(rows: w.rows, columns: width, elements: (0..<w.rows).flatMap { w.row($0) + rest })
    }

    /// Whether this can be the state of a training that began so, has so many dimensions and is looked at so many times.
    func continues(from start: TrainingState, dimension: Int, moments: Int) -> Bool {
        w.rows == start.w.rows && w.columns == start.w.columns && 0...moments ~= observed && losses.count == times.count
            && singularRows.count == losses.count * dimension
            && snapshots.allSatisfy { $0.vectors.rows == w.rows && $0.vectors.columns == dimension }
    }
}

extension TrainingState: Storable {
    private struct Metadata: Codable {
        var steps: Int
        var time: Double
        var control: StepControl
        var observed: Int
        var snapshotTimes: [Double]
    }

    /// Stores the embeddings and the recordings as arrays, the rest as metadata.
    package func store(in archive: inout Archive) throws {
        try archive.store(
            metadata: Metadata(
                steps: steps, time: time, control: control, observed: observed, snapshotTimes: snapshots.map(\.time)))
        archive.store(w, as: "w")
        archive.store(times, as: "times")
        archive.store(losses, as: "losses")
        archive.store(singularRows, as: "singular-values")
        for (index, snapshot) in snapshots.enumerated() { archive.store(snapshot.vectors, as: "snapshot-\(index)") }
    }

    /// The state that was stored.
    package init(restoring archive: Archive) throws {
        let metadata: Metadata = try archive.metadata()
        w = try archive.matrix("w")
        (steps, time, control) = (metadata.steps, metadata.time, metadata.control)
        observed = metadata.observed
        times = try archive.elements("times")
        losses = try archive.elements("losses")
        singularRows = try archive.elements("singular-values")
        snapshots = try metadata.snapshotTimes.enumerated().map { index, time in
            TrainingRun.Snapshot(time: time, vectors: try archive.matrix("snapshot-\(index)"))
        }
    }
}
