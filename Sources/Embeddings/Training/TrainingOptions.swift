import Computation
public import LinearAlgebra

/// How an embedding is trained, with all pairs of words at each step.
///
/// Times are those of the gradient flow `dW/dt = −flowScale·∇L`, see ``Objective/flowScale``. Steps are in units of 1/λ₁,
/// where λ₁ is the target's largest eigenvalue, the fastest rate at which learned modes settle; for an objective that
/// does not weigh all pairs alike it is that rate, which is estimated.
public struct TrainingOptions: Codable, Hashable, Sendable {
    /// How the gradient is followed.
    public enum Method: Codable, Hashable, Sendable {
        /// Gradient descent, in the steps that ``stepSize`` and ``longestStepSize`` say.
        case descent
        /// The gradient flow itself, in continuous time: the Runge–Kutta pair of Dormand and Prince, whose steps adapt
        /// themselves so that the error of each, relative to every singular value, is at most the tolerance, from 1e-8
        /// to 0.1. An explicit method: steps are never longer than about three times what descent could take, and each
        /// costs six of its evaluations. ``stepSize`` is that of the first step only.
        case flow(tolerance: Double = 1e-4)
    }

    /// The number of dimensions d, at most that of words.
    public var dimension: Int
    /// How the gradient is followed.
    public var method: Method
    /// The start: W has independent normal entries of standard deviation `start/√d`, so that a unit direction of the
    /// words begins with a squared length of about `start²`.
    public var start: Double
    /// Where the random numbers begin.
    public var seed: UInt64
    /// By how much a step advances the time t at first, in units of 1/λ₁. A mode is learned later than in continuous
    /// time by about a quarter of this, relatively.
    public var stepSize: Double
    /// How long steps become, in units of 1/λ₁: after τ₁, the learning time of the first mode, they grow in proportion
    /// to t until this. The modes learned at t ≫ τ₁ are slower by as much, so that the relative error stays the same.
    /// Learned modes are stable below 2. As ``stepSize``: constant steps. Steps do not grow beyond about `2/‖M*‖`, at
    /// which directions with large negative eigenvalues would begin to swing.
    public var longestStepSize: Double
    /// The time t at which the training ends; nil: three times what the closed form gives for the last of the d modes,
    /// because modes with nearly equal eigenvalues are learned as mixtures and come apart only later. Even so the last
    /// few modes still mix with the ones that did not fit into d dimensions: see
    /// ``TargetMatrix/separationTime(dimension:)``.
    public var endTime: Double?
    /// At how many times, at most, loss and singular values are recorded: spaced evenly in the logarithm from the
    /// first step to the last, and at the start.
    public var recordings: Int
    /// The times t at which the whole embedding is kept; a descent rounds each to a step.
    public var snapshotTimes: [Double]

    /// Options; see the properties.
    public init(
        dimension: Int, method: Method = .descent, start: Double = 1e-4, seed: UInt64 = 1, stepSize: Double = 0.05,
        longestStepSize: Double = 1, endTime: Double? = nil,
        recordings: Int = 200, snapshotTimes: [Double] = []
    ) {
        self.dimension = dimension
        self.method = method
        self.start = start
        self.seed = seed
        self.stepSize = stepSize
        self.longestStepSize = longestStepSize
        self.endTime = endTime
        self.recordings = recordings
        self.snapshotTimes = snapshotTimes
    }

    /// The embeddings at time 0 for a vocabulary of `words` words; the same on every machine.
    public func initialVectors(words: Int) -> Matrix<Double> {
        var generator = SeededGenerator(seed: seed)
        return .randomNormal(
            rows: words, columns: dimension, standardDeviation: start / Double(dimension).squareRoot(),
            using: &generator)
    }

    func check(vocabulary: Int) throws {
        guard dimension >= 1, dimension <= vocabulary else {
            throw EmbeddingsError.rankTooLarge(rank: dimension, vocabulary: vocabulary)
        }
        func require(_ condition: Bool, _ name: String, _ value: Any, _ must: String) throws {
            guard condition else { throw TrainingError.option(name: name, value: "\(value)", must: must) }
        }
        try require(start > 0 && start.isFinite, "start", start, "positive")
        try require(stepSize > 0 && stepSize.isFinite, "stepSize", stepSize, "positive")
        try require(
            longestStepSize >= stepSize && longestStepSize.isFinite, "longestStepSize", longestStepSize,
            "at least stepSize, \(stepSize)")
        if case .flow(let tolerance) = method {
            try require((1e-8...0.1).contains(tolerance), "tolerance", tolerance, "from 1e-8 to 0.1")
        }
        try require(recordings >= 2, "recordings", recordings, "at least 2")
        if let endTime { try require(endTime > 0 && endTime.isFinite, "endTime", endTime, "positive") }
        if let time = snapshotTimes.first(where: { !($0 >= 0 && $0.isFinite) }) {
            try require(false, "snapshotTimes", time, "0 or later")
        }
    }

    /// All that a result depends on, but for the objective.
    var parameters: KeyValuePairs<String, String> {
        [
            "dimension": "\(dimension)", "method": "\(method)", "start": "\(start)", "seed": "\(seed)",
            "stepSize": "\(stepSize)", "longestStepSize": "\(longestStepSize)",
            "endTime": endTime.map { "\($0)" } ?? "learned", "recordings": "\(recordings)",
            "snapshots": "\(snapshotTimes)",
        ]
    }
}

extension TrainingOptions {
    /// Options by which word2vec's own loss, with the weights of its sampling, is trained on counts.
    ///
    /// The start is of the size that word2vec's has, and steps are as long as is stable. Rare words weigh a thousand
    /// times less than frequent ones and are learned as much more slowly, so that there is no end at which all is
    /// learned.
    public static func sgns(dimension: Int, seed: UInt64 = 1) -> TrainingOptions {
        TrainingOptions(dimension: dimension, start: 0.1, seed: seed, stepSize: 1, longestStepSize: 1, recordings: 50)
    }
}
