// What several chapters train: the same call gives the same run, which is computed once for the whole book.

extension Book {
    /// The seeds that trainings are repeated with: one, or with `--seeds` more.
    var trials: [UInt64] { (0..<max(1, seeds)).map { UInt64(seed + $0) } }

    /// The counts that the book is about.
    func counts() throws -> Cooccurrences { try corpus().cooccurrences(vocabulary: vocabulary, window: window) }

    /// The counts of another registered corpus among so many words, or of all that a smaller language has; or why they
    /// cannot be had here.
    func counts(of name: String, vocabulary: Int) -> Result<Cooccurrences, any Error> {
        Result {
            do {
                return try corpus(name).cooccurrences(vocabulary: vocabulary, window: window)
            } catch CorpusError.tooFewWords(_, let found, _) where found > modes {
                return try corpus(name).cooccurrences(vocabulary: found, window: window)
            }
        }
    }

    /// A text for what statistics cannot show: the book's own corpus where it has a text, otherwise the dictionary; `nil`
    /// where that is not there.
    func text() throws -> (any Corpus)? {
        let own = try corpus()
        if own.hasText { return own }
        guard let other = try? corpus("gcide"), (try? other.fingerprint) != nil else { return nil }
        return other
    }

    /// The small laboratory, where experiments are cheap: the most frequent words alone.
    func smallLaboratory() throws -> Laboratory { Laboratory(try counts().leading(laboratory), dimension: modes) }
}

/// A number for prose, with so many decimals, where it may be that nothing was measured.
func measured(_ value: Double, _ decimals: Int) -> String {
    value.isFinite ? value.fixed(decimals) : "(not measured here)"
}

/// The losses that the book compares: word2vec's, each of the theory's two changes alone, and both together.
enum Model: String, CaseIterable {
    case word2vec = "word2vec"
    case quarticLoss = "quartic loss alone"
    case equalWeights = "equal weights alone"
    case quartic = "QWEM"

    /// The loss on counts.
    func objective(_ counts: Cooccurrences) -> Objective {
        let weighting: PairWeighting =
            self == .word2vec || self == .quarticLoss ? .word2vec(NegativeSampling()) : .balanced
        return Objective(
            counts, loss: self == .word2vec || self == .equalWeights ? .logistic : .quartic, weighting: weighting)
    }
}

/// A few hundred or thousand words and a few dimensions, and the theory of what is learned there.
struct Laboratory {
    let counts: Cooccurrences
    let dimension: Int
    let target: TargetMatrix

    init(_ counts: Cooccurrences, dimension: Int) {
        self.counts = counts
        self.dimension = dimension
        target = TargetMatrix(counts)
    }

    /// The eigenpairs of *M*⋆ that fit into the dimensions.
    func theory() throws -> Eigenpairs { try target.eigenpairs(rank: dimension) }

    /// The closed form with the same start for all modes.
    func closedForm(start: Double) throws -> ClosedForm {
        ClosedForm(eigenvalues: try theory().eigenvalues, start: start)
    }

    /// The closed form with the start that each mode really has in a training of ``train(_:start:seed:lasting:snapshots:)``.
    func refined(start: Double, seed: UInt64) throws -> ClosedForm {
        let options = TrainingOptions(dimension: dimension, start: start, seed: seed, endTime: 1)
        return ClosedForm(
            eigenvalues: try theory().eigenvalues,
            squaredStarts: try ClosedForm.alignedStart(
                of: options.initialVectors(words: counts.vocabulary.count), eigenpairs: try theory()))
    }

    /// A training of a model until some multiple of the last learning time of the closed form.
    func train(
        _ model: Model, start: Double, seed: UInt64, lasting duration: Double = 6, snapshots: [Double] = []
    ) throws -> TrainingRun {
        let last = try closedForm(start: start).learningTimes.compactMap(\.self).max() ?? 1
        let end = max(duration * last, snapshots.max() ?? 0)
        return try model.objective(counts).train(
            TrainingOptions(
                dimension: dimension, start: start, seed: seed, stepSize: 0.1, longestStepSize: 1.5, endTime: end,
                recordings: 160, snapshotTimes: snapshots))
    }
}

/// The book's main experiment: the quartic model trained at full size from a small random start.
struct MainExperiment {
    let target: TargetMatrix
    let theory: Eigenpairs
    /// The closed form with the same start for all modes.
    let closedForm: ClosedForm
    /// τ_k of ``closedForm``.
    let learningTimes: [Double]
    /// Before the first step, after it, and after the second.
    let moments: [Double]
    /// Forty times at which the embedding is looked at, evenly in the logarithm from τ₁ to beyond the last.
    let watched: [Double]
    private let book: Book

    init(_ book: Book) throws {
        self.book = book
        target = TargetMatrix(try book.counts())
        theory = try target.eigenpairs(rank: book.dimension)
        closedForm = ClosedForm(eigenvalues: theory.eigenvalues, start: book.start)
        let tau = closedForm.learningTimes.map { $0 ?? .nan }
        learningTimes = tau
        let (first, second, last) = (tau[0], tau.count > 1 ? tau[1] : 2 * tau[0], tau.last ?? tau[0])
        moments = [0.8 * first, (first + second) / 2, second + (second - first)]
        watched = (0..<40).map { first * pow(1.5 * last / first, Double($0) / 39) }
    }

    func options(seed: UInt64) -> TrainingOptions {
        TrainingOptions(
            dimension: book.dimension, start: book.start, seed: seed, stepSize: book.step,
            endTime: Double(book.duration) * (learningTimes.last ?? 1), recordings: 500,
            snapshotTimes: moments + watched)
    }

    func train(seed: UInt64) throws -> TrainingRun { try target.train(options(seed: seed)) }

    /// The closed form with the start that each mode really has in a training.
    func refined(seed: UInt64) throws -> ClosedForm {
        ClosedForm(
            eigenvalues: theory.eigenvalues,
            squaredStarts: try ClosedForm.alignedStart(
                of: options(seed: seed).initialVectors(words: target.vocabulary.count), eigenpairs: theory))
    }
}

extension Book {
    /// word2vec's own loss with its own weights, trained on the book's counts: the start is of the size that is usual in
    /// practice, and the steps are as long as is stable.
    func word2vec(seed: UInt64) throws -> TrainingRun {
        try Model.word2vec.objective(counts()).train(.sgns(dimension: dimension, seed: seed))
    }

    /// The scores of an embedding; nil where no benchmark has words of this corpus.
    func scores(of embedding: WordEmbedding) throws -> Evaluation? {
        do { return try benchmarks().evaluate(embedding) } catch EmbeddingsError.noKnownBenchmark { return nil }
    }
}
