import Embeddings
import TextStatistics

/// A model with all that its embedding depends on besides the corpus.
struct Model {
    var name: ModelName
    /// d.
    var dimension: Int
    /// Where the random numbers of models that are trained begin.
    var seed: UInt64 = 1
    /// The size of trained embeddings before the training; `nil` is the usual one.
    var start: Double?
    /// What word2vec is trained with.
    var skipGram: SkipGramSettings
    /// Whether word2vec is trained on all threads at once, without locks.
    var isLockFree: Bool

    /// An embedding, and what is known of how it was made.
    struct Trained {
        var embedding: WordEmbedding
        /// How many steps the training took; `nil` where nothing is trained.
        var steps: Int?
        /// The last loss as a share of the first; `nil` where nothing is trained.
        var loss: Double?
    }

    /// Makes the embedding of a corpus, of which as much is counted as `sizes` say; remembered by the store of the
    /// current ``ComputeContext``.
    func train(on corpus: any TextStatistics.Corpus, sizes: CountingSizes) throws -> Trained {
        switch name {
        case .mstar: try factorize(TargetMatrix(sizes.counts(of: corpus)))
        case .ppmi: try factorize(PMIMatrix(sizes.counts(of: corpus), positive: true))
        case .pmi: try factorize(PMIMatrix(sizes.counts(of: corpus), positive: false))
        case .qwem: try descend(TargetMatrix(sizes.counts(of: corpus)))
        case .sgns where !corpus.hasText: try descendOnCounts(sizes.counts(of: corpus))
        case .sgns: try sizes.fitting { try sample(corpus, vocabulary: $0, window: $1) }
        }
    }

    private func factorize(_ matrix: some WordMatrix) throws -> Trained {
        Trained(embedding: try matrix.embedding(dimension: dimension))
    }

    private func descend(_ target: TargetMatrix) throws -> Trained {
        var options = TrainingOptions(dimension: dimension, seed: seed)
        if let start { options.start = start }
        let run = try target.train(options)
        return Trained(embedding: run.embedding, steps: run.steps, loss: run.normalizedLosses.last)
    }

    /// word2vec as its program does it, on the text.
    private func sample(_ corpus: any TextStatistics.Corpus, vocabulary: Int, window: Int) throws -> Trained {
        let run = try corpus.word2vec(
            .size(vocabulary),
            skipGram.options(dimension: dimension, window: window, start: start, seed: seed, isLockFree: isLockFree))
        let losses = run.history.map(\.meanLoss)
        return Trained(
            embedding: run.embedding, steps: run.pairs, loss: (losses.last ?? .nan) / (losses.first ?? .nan))
    }

    /// word2vec's loss on all pairs of the counts at once, with the weights that its sampling comes to in the paper's main
    /// comparison.
    private func descendOnCounts(_ counts: Cooccurrences) throws -> Trained {
        var options = TrainingOptions.sgns(dimension: dimension, seed: seed)
        if let start { options.start = start }
        let run = try Objective(counts, loss: .logistic, weighting: .word2vec(NegativeSampling())).train(options)
        return Trained(embedding: run.embedding, steps: run.steps, loss: run.normalizedLosses.last)
    }
}
