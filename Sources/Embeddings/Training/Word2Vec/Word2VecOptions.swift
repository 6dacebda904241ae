import CTrainingKernels

/// How vectors are trained by skip-gram with negative sampling. The defaults are those of Mikolov's program, but for a
/// stronger subsampling and a larger start.
public struct Word2VecOptions: Codable, Hashable, Sendable {
    /// The number of dimensions d, at most that of words.
    public var dimension: Int
    /// The window L: each centre word is paired with the words up to a distance that is drawn from 1…L, so that a pair at
    /// distance j counts `(L + 1 − j)/L` times in the mean.
    public var window: Int
    /// With how many words of noise a pair is compared, from 1 to 255.
    public var negatives: Int
    /// The threshold t: a word of relative frequency p stays in a sentence with probability `min(1, t/p + √(t/p))`; nil:
    /// all words stay.
    public var subsampling: Double?
    /// The learning rate at the start. It falls in proportion to the words still to come, to no less than 1e-4 of this.
    public var learningRate: Double
    /// How many times the text is read.
    public var epochs: Int
    /// Words of noise are drawn by their frequencies raised to this power, from 0 to 2.
    public var noiseExponent: Double
    /// Whether a word has one vector for both roles, as the theory has it, instead of one as context and one as centre.
    public var isTied: Bool
    /// The start: the entries are independent and normal with standard deviation `start/√d`, so that a unit direction of
    /// the words begins with a squared length of about `start²`; nil: uniform in ±1/(2d), as in Mikolov's program, which is
    /// like a start of `0.29/√d`. From there, the first epoch of a small text goes by before much is learned: the default
    /// completed 5.3% of Google's analogies after a million words of text8 and 16.0% on gcide, where nil completed 3.3%
    /// and 15.3%. The second vectors of untied training begin with zeros.
    public var start: Double?
    /// Where the random numbers begin.
    public var seed: UInt64
    /// Whether all threads that the context allows train at the same time on the same vectors without locks ("Hogwild",
    /// F. Niu and others, 2011): the fastest way, and as good, but no two runs agree to the bit. Otherwise one thread
    /// trains, and the result follows from the options, the text and the kind of processor.
    public var isLockFree: Bool
    /// How many means of the loss are recorded, at most.
    public var recordings: Int
    /// After how many epochs the vectors are kept, 0 for the start; rounded to pieces of the text of 10,000 words.
    public var snapshotEpochs: [Double]
    /// After how many epochs the singular values of the vectors are recorded, as for snapshots.
    public var spectrumEpochs: [Double]

    /// Options; see the properties.
    public init(
        dimension: Int = 100, window: Int = 5, negatives: Int = 5, subsampling: Double? = 1e-4,
        learningRate: Double = 0.025, epochs: Int = 5, noiseExponent: Double = 0.75, isTied: Bool = false,
        start: Double? = 0.25, seed: UInt64 = 1, isLockFree: Bool = false, recordings: Int = 100,
        snapshotEpochs: [Double] = [], spectrumEpochs: [Double] = []
    ) {
        self.dimension = dimension
        self.window = window
        self.negatives = negatives
        self.subsampling = subsampling
        self.learningRate = learningRate
        self.epochs = epochs
        self.noiseExponent = noiseExponent
        self.isTied = isTied
        self.start = start
        self.seed = seed
        self.isLockFree = isLockFree
        self.recordings = recordings
        self.snapshotEpochs = snapshotEpochs
        self.spectrumEpochs = spectrumEpochs
    }

    func check() throws {
        func require(_ condition: Bool, _ name: String, _ value: Any, _ must: String) throws {
            guard condition else { throw Word2VecError.option(name: name, value: "\(value)", must: must) }
        }
        func isPositive(_ number: Double) -> Bool { number > 0 && number.isFinite }
        try require(dimension >= 1, "dimension", dimension, "at least 1")
        let widest = SKIP_GRAM_SENTENCE
        try require((1...widest).contains(window), "window", window, "from 1 to \(widest)")
        let most = SKIP_GRAM_NEGATIVES
        try require((1...most).contains(negatives), "negatives", negatives, "from 1 to \(most)")
        if let subsampling { try require(isPositive(subsampling), "subsampling", subsampling, "positive, or nil") }
        try require(isPositive(learningRate), "learningRate", learningRate, "positive")
        try require((1...1_000_000).contains(epochs), "epochs", epochs, "from 1 to 1000000")
        try require((0...2).contains(noiseExponent), "noiseExponent", noiseExponent, "from 0 to 2")
        if let start { try require(isPositive(start), "start", start, "positive, or nil") }
        try require(recordings >= 1, "recordings", recordings, "at least 1")
        for (name, times) in [("snapshotEpochs", snapshotEpochs), ("spectrumEpochs", spectrumEpochs)] {
            for time in times {
                try require(
                    (0...Double(epochs)).contains(time), name, time, "from 0 to \(epochs), the number of epochs")
            }
        }
    }

    /// What a result depends on besides the text, for its key.
    var parameters: KeyValuePairs<String, String> {
        [
            "dimension": "\(dimension)", "window": "\(window)", "negatives": "\(negatives)",
            "subsampling": subsampling.map { "\($0)" } ?? "none", "learningRate": "\(learningRate)",
            "epochs": "\(epochs)", "noiseExponent": "\(noiseExponent)", "isTied": "\(isTied)",
            "start": start.map { "\($0)" } ?? "uniform", "seed": "\(seed)", "isLockFree": "\(isLockFree)",
            "recordings": "\(recordings)", "snapshotEpochs": "\(snapshotEpochs)",
            "spectrumEpochs": "\(spectrumEpochs)",
        ]
    }
}
