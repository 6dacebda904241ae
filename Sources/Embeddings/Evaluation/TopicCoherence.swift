public import LinearAlgebra
public import TextStatistics

/// How well the extreme words of each eigenvector belong together, beside what chance gives.
public struct TopicCoherence: Hashable, Sendable {
    /// How many words each list has.
    public let listLength: Int
    /// For each eigenvector, by rank, the coherence of the words with the largest components: of the end with the
    /// component of largest magnitude, by the convention on signs.
    public let positive: [Double]
    /// The same of the words with the smallest components: the other end.
    public let negative: [Double]
    /// The coherence of lists of different words drawn at random.
    public let random: [Double]

    /// The mean of the two ends, by rank.
    public var means: [Double] { zip(positive, negative).map { ($0 + $1) / 2 } }

    /// The mean coherence of random lists.
    public var randomMean: Double { random.reduce(0, +) / Double(random.count) }

    /// The standard deviation of the coherence of random lists.
    public var randomDeviation: Double {
        let mean = randomMean
        return (random.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(random.count - 1)).squareRoot()
    }
}

extension Cooccurrences {
    /// The coherence of both ends of every eigenvector of a matrix made from these counts, or of another V×k matrix
    /// whose columns are directions of words.
    ///
    /// The coherence of a list is the mean normalised mutual information of its pairs (Bouma 2009; Lau, Newman and
    /// Baldwin 2014), from −1 to 1; see ``PairStatistics/coherence(of:)``. The baseline is made of so many random lists.
    ///
    /// - Parameter listLength: At least 2, at most V.
    public func topicCoherence(
        of directions: Matrix<Double>, listLength: Int = 10, randomLists: Int = 200, seed: UInt64 = 1
    ) -> TopicCoherence {
        precondition(directions.rows == vocabulary.count, "a direction has a component for each word")
        precondition((2...vocabulary.count).contains(listLength), "a list has 2 to \(vocabulary.count) words")
        precondition(randomLists >= 2, "a baseline takes at least two lists")
        let statistics = PairStatistics(self)
        var (positive, negative): ([Double], [Double]) = ([], [])
        for index in 0..<directions.columns {
            let components = directions.column(index)
            let order = components.indices.sorted { (-components[$0], $0) < (-components[$1], $1) }
            positive.append(statistics.coherence(of: Array(order.prefix(listLength))))
            negative.append(statistics.coherence(of: order.suffix(listLength).reversed()))
        }
        return TopicCoherence(
            listLength: listLength, positive: positive, negative: negative,
            random: statistics.randomCoherence(listLength: listLength, lists: randomLists, seed: seed))
    }
}
