import Foundation

/// The rates by which times and steps are chosen, in units of 1/t.
struct TrainingRates {
    /// The eigenvalues λ_k of the flow where W is small, `dW/dt = ½AW`: by half of it the k-th mode grows.
    let eigenvalues: [Double]
    /// The largest magnitude of an eigenvalue of A: half of it is the fastest decay while W is small.
    let norm: Double
    /// The fastest rate at which what is learned settles; λ₁ where the objective is that of factorising M*.
    let settling: Double

    /// What the options' step sizes are relative to.
    var unit: Double { max(eigenvalues[0], settling) }
}

/// When a training makes its steps, and when it is looked at.
struct TrainingPlan {
    /// A time at which loss and singular values are recorded, or the embedding is kept, or both.
    struct Moment {
        var time: Double
        var isRecorded = false
        var isSnapshot = false
    }

    /// The end.
    let end: Double
    /// The length of the first step.
    let firstStep: Double
    /// Of a descent: the time before each step and after the last one.
    let times: [Double]
    /// In the order of their times, from the start to the end; these two are recorded.
    let moments: [Moment]

    /// A training of more steps is refused.
    static let mostSteps = 1_000_000

    /// - Throws: ``TrainingError/option(name:value:must:)`` for a snapshot after the end, and
    ///   ``TrainingError/endless(endTime:mostSteps:)``.
    init(_ options: TrainingOptions, rates: TrainingRates) throws {
        let theory = ClosedForm(
            eigenvalues: rates.eigenvalues,
            squaredStarts: ClosedForm.expectedSquaredStarts(dimension: options.dimension, start: options.start))
        let firstLearned = theory.learningTimes[0] ?? 1 / rates.eigenvalues[0]
        // Three times as long as the last mode takes: modes with nearly equal eigenvalues come apart only later.
        let end = options.endTime ?? 3 * (theory.learningTimes.compactMap { $0 }.max() ?? firstLearned)
        if let late = options.snapshotTimes.first(where: { $0 > end }) {
            throw TrainingError.option(
                name: "snapshotTimes", value: "\(late)", must: "at most \(end), the end of the training")
        }
        let firstStep = min(options.stepSize / rates.unit, end)
        self.end = end
        self.firstStep = firstStep
        switch options.method {
        case .descent:
            times = try Self.stepTimes(options, rates, firstLearned: firstLearned, end: end)
        case .flow:
            times = []
        }
        let (from, to) = (times.count > 1 ? times[1] : firstStep, end)
        let recorded = (0..<options.recordings).map { index in
            from * pow(to / from, Double(index) / Double(options.recordings - 1))
        }
        var moments = ([0, to] + recorded).map { Moment(time: $0, isRecorded: true) }
        moments += options.snapshotTimes.map { Moment(time: $0, isSnapshot: true) }
        // A descent is looked at between two steps only.
        if case .descent = options.method {
            for index in moments.indices { moments[index].time = Self.nearest(moments[index].time, in: times) }
        }
        self.moments = Self.merged(moments)
    }

    private static func stepTimes(
        _ options: TrainingOptions, _ rates: TrainingRates, firstLearned: Double, end: Double
    ) throws -> [Double] {
        // Directions with negative eigenvalues decay by a factor of 1 − ½Δt|λ| a step, whose sign must not change when
        // steps grow. The estimate of the norm may be a little small.
        let firstStep = options.stepSize / rates.unit
        let longestStep = max(firstStep, min(options.longestStepSize / rates.unit, 1.9 / rates.norm))
        let tooLong = TrainingError.endless(endTime: end, mostSteps: mostSteps)
        guard end / longestStep < Double(mostSteps) else { throw tooLong }
        var times = [0.0]
        while let time = times.last, time < end {
            // The first steps may be shorter than the longest, even too short to move the clock.
            guard times.count <= mostSteps else { throw tooLong }
            times.append(min(time + min(firstStep * max(1, time / firstLearned), longestStep), end))
        }
        return times
    }

    /// One moment for all at the same time, in their order.
    private static func merged(_ moments: [Moment]) -> [Moment] {
        moments.sorted { $0.time < $1.time }.reduce(into: []) { merged, moment in
            if let last = merged.last, last.time == moment.time {
                merged[merged.count - 1].isRecorded = last.isRecorded || moment.isRecorded
                merged[merged.count - 1].isSnapshot = last.isSnapshot || moment.isSnapshot
            } else {
                merged.append(moment)
            }
        }
    }

    /// The one of the ascending times that is nearest to the given one.
    private static func nearest(_ time: Double, in times: [Double]) -> Double {
        var (low, high) = (0, times.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low > 0 && time - times[low - 1] < times[low] - time ? times[low - 1] : times[low]
    }
}
