public import LinearAlgebra
import TextStatistics

/// The task vectors of a family of word pairs in an embedding: `r⁽ⁿ⁾ = w_b − w_a` for each pair `a : b`, which would all
/// be alike if the family's analogies were exact.
///
/// Where the embedding comes from eigenpairs, the k-th coordinate is that along the k-th eigenvector; others are brought
/// to such coordinates by ``WordEmbedding/inPrincipalAxes()``. Source: Karkada, Simon, Bahri, DeWeese (2025), section 5.
public struct TaskVectors: Hashable, Sendable {
    /// What the family is called.
    public let name: String
    /// The different pairs whose words the vocabulary has, in the family's order.
    public let pairs: [AnalogyBenchmark.Pair]
    /// N×d: a row for each pair. The vectors are those of the embedding, not brought to unit length.
    public let vectors: Matrix<Double>

    /// The least number of pairs that has a spectrum worth the name.
    static let leastPairs = 3

    /// The task vectors of a family.
    ///
    /// - Throws: ``EmbeddingsError/familyTooSmall(name:known:needed:vocabulary:)`` for fewer than three known pairs, and
    ///   ``EmbeddingsError/vectorNotFinite(word:)``.
    public init(_ family: AnalogyBenchmark.Category, in embedding: WordEmbedding) throws {
        try embedding.checkFinite()
        let questions = AnalogyQuestions([family.pairs], in: embedding.vocabulary)
        self.init(name: family.name, pairs: questions.families[0], of: questions, in: embedding)
        guard pairs.count >= Self.leastPairs else {
            throw EmbeddingsError.familyTooSmall(
                name: name, known: pairs.count, needed: Self.leastPairs, vocabulary: embedding.vocabulary.count)
        }
    }

    init(name: String, pairs: [AnalogyQuestions.Pair], of questions: AnalogyQuestions, in embedding: WordEmbedding) {
        let words = embedding.vocabulary.words
        self.name = name
        self.pairs = pairs.map { .init(words[questions.words[$0.a]], words[questions.words[$0.b]]) }
        vectors = Matrix(
            rows: pairs.count, columns: embedding.dimension,
            elements: pairs.flatMap { pair in
                zip(embedding.vectors.row(questions.words[pair.b]), embedding.vectors.row(questions.words[pair.a]))
                    .map { Double($0) - Double($1) }
            })
    }

    /// The mean task vector, d coordinates.
    public var mean: [Double] {
        let ones = Matrix<Double>(rows: 1, columns: vectors.rows, repeating: 1 / Double(vectors.rows))
        return (ones * vectors).elements
    }

    /// `G = R Rᵀ`, N×N, exactly symmetric.
    public var gram: Matrix<Double> { vectors.timesTransposed(vectors).symmetrized }

    /// The spectrum of ``gram``, and the law of its bulk.
    ///
    /// - Throws: ``LinearAlgebra/LinearAlgebraError``.
    public func spectrum() throws -> TaskSpectrum {
        let mean = mean
        var centred = vectors
        centred.withUnsafeMutableElements { elements in
            for index in elements.indices { elements[index] -= mean[index % mean.count] }
        }
        // Of the centred rows' eigenvalues one is zero, whatever they are: they sum to zero.
        let noise = try symmetricEigenvalues(of: centred.timesTransposed(centred).symmetrized).dropLast()
        return TaskSpectrum(
            numbers: try TaskSpectrum.Numbers(gram), centredEigenvalues: Array(noise),
            bulk: MarchenkoPasturFit(eigenvalues: Array(noise), columns: vectors.columns))
    }

    /// Which coordinates carry the mean task vector; nil where it is zero.
    public var localization: TaskLocalization? { TaskLocalization(mean: mean) }
}

/// The eigenvalues of a family's Gram matrix `G = R Rᵀ`: one of them, the spike, stands for what the pairs share, and
/// the others for what they do not.
public struct TaskSpectrum: Hashable, Sendable {
    /// What the eigenvalues of G say.
    public struct Numbers: Hashable, Sendable {
        /// The eigenvalues of G, largest first.
        public let eigenvalues: [Double]
        /// How many of them exceed 1e-10 of the largest.
        public let rank: Int
        /// `λ_max · rank / Tr G`: the largest eigenvalue in units of the mean of those that are not zero. NaN where all
        /// task vectors are zero.
        public let signalToNoise: Double
        /// `1ᵀG1 / (N λ_max)`, the squared length of the mean task vector, N times, in parts of the spike: at most 1,
        /// which it is when the spike's eigenvector is constant, so that all pairs share in it alike. NaN where all are
        /// zero.
        public let spikeShare: Double

        init(_ gram: Matrix<Double>) throws {
            eigenvalues = try symmetricEigenvalues(of: gram)
            let largest = eigenvalues[0]
            rank = eigenvalues.count { $0 > 1e-10 * largest && $0 > 0 }
            guard rank > 0 else {
                (signalToNoise, spikeShare) = (.nan, .nan)
                return
            }
            let trace = (0..<gram.rows).reduce(0.0) { $0 + gram[$1, $1] }
            signalToNoise = largest * Double(rank) / trace
            spikeShare = gram.elements.reduce(0, +) / (Double(gram.rows) * largest)
        }
    }

    /// What the eigenvalues of G say.
    public let numbers: Numbers
    /// The N − 1 eigenvalues of the Gram matrix of the task vectors less their mean, largest first.
    public let centredEigenvalues: [Double]
    /// The Marchenko–Pastur law of ``centredEigenvalues``, in their units; nil for fewer than five, or where noise is all
    /// zero.
    public let bulk: MarchenkoPasturFit?
}

/// How few of the latent directions carry a mean task vector.
public struct TaskLocalization: Hashable, Sendable {
    /// The squared projection on each latent direction, as a share of the whole: sums to 1.
    public let shares: [Double]
    /// `(Σ m_k²)² / Σ m_k⁴`: the number of directions, if it were spread over them evenly.
    public let participation: Double

    init?(mean: [Double]) {
        guard let rank = EffectiveRank(mean) else { return nil }
        let largest = mean.reduce(0) { max($0, abs($1)) }
        let squares = mean.map { ($0 / largest) * ($0 / largest) }
        let total = squares.reduce(0, +)
        shares = squares.map { $0 / total }
        participation = rank.participation
    }

    /// The directions with the largest shares, counted from 0, as few as carry this part of the whole together.
    public func directions(carrying part: Double) -> [Int] {
        var sum = 0.0
        var result: [Int] = []
        for direction in shares.indices.sorted(by: { (-shares[$0], $0) < (-shares[$1], $1) }) where sum < part {
            result.append(direction)
            sum += shares[direction]
        }
        return result
    }
}

extension WordEmbedding {
    /// The same embedding turned so that its k-th coordinate is that along the k-th right singular vector: `WQ`, whose
    /// columns are orthogonal, largest first. No cosine changes; an embedding from eigenpairs is returned but for signs.
    /// So ``prefix(_:)`` leaves the leading latent directions, of trained embeddings too. About 4Vd² operations.
    ///
    /// - Throws: ``EmbeddingsError/vectorNotFinite(word:)`` and ``LinearAlgebra/LinearAlgebraError``.
    public func inPrincipalAxes() throws -> WordEmbedding {
        try checkFinite()
        let w = Matrix<Double>(vectors)
        let axes = try leadingEigenpairs(of: w.transposedTimes(w).symmetrized, count: dimension).vectors
        return WordEmbedding(vocabulary: vocabulary, vectors: Matrix<Float>(w * axes))
    }
}

extension AnalogyBenchmark {
    /// The families of which so many different pairs have both words in a vocabulary, with these pairs alone.
    public func families(knownTo embedding: WordEmbedding, pairs least: Int = 3) -> [Category] {
        let questions = AnalogyQuestions(categories.map(\.pairs), in: embedding.vocabulary)
        let words = embedding.vocabulary.words
        return zip(categories, questions.families).compactMap { category, pairs in
            guard pairs.count >= least else { return nil }
            return Category(
                name: category.name,
                pairs: pairs.map { Pair(words[questions.words[$0.a]], words[questions.words[$0.b]]) })
        }
    }
}
