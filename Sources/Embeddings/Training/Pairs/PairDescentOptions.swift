import Foundation
public import LinearAlgebra

/// How an embedding is trained by stochastic gradient descent on sampled pairs.
public struct PairDescentOptions: Codable, Hashable, Sendable {
    /// The number of dimensions d, at most that of words.
    public var dimension: Int
    /// The number of steps; from three quarters on they are a tenth as long.
    public var steps: Int
    /// How many pairs that occur are drawn in a step, and as many at random.
    public var batch: Int
    /// By how much a step advances the time t at first, in units of 1/λ with λ = ``Objective/growthRate()``.
    public var stepSize: Double
    /// The start, as ``TrainingOptions/start``.
    public var start: Double
    /// Where the random numbers begin, of the start and of the pairs.
    public var seed: UInt64
    /// At how many times, at most, loss and singular values are recorded: spaced evenly in the logarithm from the first
    /// step to the last, and at the start. Each takes a full-batch evaluation.
    public var recordings: Int
    /// The times t at which the whole embedding is kept, each rounded to a step.
    public var snapshotTimes: [Double]

    /// Options; see the properties.
    public init(
        dimension: Int, steps: Int, batch: Int = 10_000, stepSize: Double = 0.05, start: Double = 0.1, seed: UInt64 = 1,
        recordings: Int = 100, snapshotTimes: [Double] = []
    ) {
        self.dimension = dimension
        self.steps = steps
        self.batch = batch
        self.stepSize = stepSize
        self.start = start
        self.seed = seed
        self.recordings = recordings
        self.snapshotTimes = snapshotTimes
    }

    /// The embeddings at time 0 for a vocabulary of `words` words: those of ``TrainingOptions`` with the same dimension,
    /// start and seed.
    public func initialVectors(words: Int) -> Matrix<Double> {
        TrainingOptions(dimension: dimension, start: start, seed: seed).initialVectors(words: words)
    }

    func check(vocabulary: Int) throws {
        guard dimension >= 1, dimension <= vocabulary else {
            throw EmbeddingsError.rankTooLarge(rank: dimension, vocabulary: vocabulary)
        }
        func require(_ condition: Bool, _ name: String, _ value: Any, _ must: String) throws {
            guard condition else { throw TrainingError.option(name: name, value: "\(value)", must: must) }
        }
        try require((1...100_000_000).contains(steps), "steps", steps, "from 1 to 100000000")
        try require((1...100_000_000).contains(batch), "batch", batch, "from 1 to 100000000")
        try require(stepSize > 0 && stepSize.isFinite, "stepSize", stepSize, "positive")
        try require(start > 0 && start.isFinite, "start", start, "positive")
        try require(recordings >= 2, "recordings", recordings, "at least 2")
        if let time = snapshotTimes.first(where: { !($0 >= 0 && $0.isFinite) }) {
            try require(false, "snapshotTimes", time, "0 or later")
        }
    }

    /// All of them, as parameters of a fingerprint.
    var parameters: KeyValuePairs<String, String> {
        [
            "dimension": "\(dimension)", "steps": "\(steps)", "batch": "\(batch)", "stepSize": "\(stepSize)",
            "start": "\(start)", "seed": "\(seed)", "recordings": "\(recordings)", "snapshots": "\(snapshotTimes)",
        ]
    }
}

/// The times of the steps of a pair descent, and what is recorded of them.
struct PairDescentSchedule {
    /// By how much the first steps advance the time.
    let firstStep: Double
    /// From this step on they are a tenth as long.
    let slowFrom: Int
    let recordedSteps: Set<Int>
    let snapshotSteps: Set<Int>

    init(_ options: PairDescentOptions, growthRate: Double) throws {
        let steps = options.steps
        let slowFrom = max(1, steps * 3 / 4)
        (firstStep, self.slowFrom) = (options.stepSize / growthRate, slowFrom)
        recordedSteps = Set(
            [0, steps]
                + (0..<options.recordings).map { index in
                    Int(pow(Double(steps), Double(index) / Double(options.recordings - 1)).rounded())
                })
        let slow = firstStep / 10
        let (firstStep, end) = (firstStep, Self.time(steps, firstStep, slowFrom))
        snapshotSteps = Set(
            try options.snapshotTimes.map { time in
                guard time <= end else {
                    throw TrainingError.option(
                        name: "snapshotTimes", value: "\(time)", must: "at most \(end), the end of the training")
                }
                let fast = time / firstStep
                let step =
                    fast <= Double(slowFrom) ? fast : Double(slowFrom) + (time - firstStep * Double(slowFrom)) / slow
                return min(steps, Int(step.rounded()))
            })
    }

    /// The time after so many steps.
    func time(_ step: Int) -> Double { Self.time(step, firstStep, slowFrom) }

    /// How far a step, counted from 0, advances the time.
    func length(_ step: Int) -> Double { step < slowFrom ? firstStep : firstStep / 10 }

    private static func time(_ step: Int, _ firstStep: Double, _ slowFrom: Int) -> Double {
        firstStep * (Double(min(step, slowFrom)) + Double(max(0, step - slowFrom)) / 10)
    }
}
