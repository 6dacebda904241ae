import Foundation

/// A fall of the loss from one plateau to the next, on which some modes are learned and others have not begun.
public struct LossStep: Hashable, Sendable {
    /// The modes that are learned in this step, counted from 0; one only where its eigenvalue stands well apart.
    public let modes: Range<Int>
    /// `Σ λ_k²/4` over these modes.
    public let predicted: Double
    /// By how much the loss fell.
    public let measured: Double

    /// The difference as a share of the prediction.
    public var relativeError: Double { abs(measured - predicted) / predicted }
}

extension ClosedForm {
    /// The steps in which a training's loss falls, between the plateaus that this solution predicts.
    ///
    /// There is a plateau after mode k when at some time all modes up to k have at least nine tenths of their final
    /// `s²` and no later mode has a hundredth of its own: what is missing or has begun then changes the loss by less
    /// than about 2% of a step. The start is the first plateau and the end of the training the last one, if it comes
    /// late enough; a plateau after the end is none. The modes that grow are expected to come first. Neighbouring eigenvalues that are too close for a plateau between them share a step.
    public func lossSteps(of run: TrainingRun) -> [LossStep] {
        let modes = eigenvalues.indices.filter { learningTime($0) != nil }
        var plateaus: [(learned: Int, time: Double)] = [(0, run.times[0])]
        let end = run.times.last!
        for count in 1...max(1, modes.count) where count <= modes.count {
            let ready = modes.prefix(count).map { learningTime($0)! + log(9) / eigenvalues[$0] }.max()!
            let over = modes.dropFirst(count).map { learningTime($0)! - log(99) / eigenvalues[$0] }.min()
            if ready <= min(over ?? end, end) {
                plateaus.append((count, over.map { (ready + min($0, end)) / 2 } ?? end))
            }
        }
        return zip(plateaus, plateaus.dropFirst()).map { before, after in
            LossStep(
                modes: before.learned..<after.learned,
                predicted: eigenvalues[before.learned..<after.learned].reduce(0) { $0 + $1 * $1 / 4 },
                measured: run.loss(at: before.time) - run.loss(at: after.time))
        }
    }
}

extension TrainingRun {
    /// The loss at a time within the training, interpolated between recordings.
    func loss(at time: Double) -> Double {
        guard let after = times.firstIndex(where: { $0 >= time }) else { return losses.last! }
        guard after > 0 else { return losses[0] }
        let part = (time - times[after - 1]) / (times[after] - times[after - 1])
        return losses[after - 1] + part * (losses[after] - losses[after - 1])
    }
}
