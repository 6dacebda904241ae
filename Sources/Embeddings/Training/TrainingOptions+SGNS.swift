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
