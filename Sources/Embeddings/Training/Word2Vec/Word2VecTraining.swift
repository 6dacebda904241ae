import CTrainingKernels
import Computation
import Files
import LinearAlgebra
public import TextStatistics

extension WordSequence {
    /// Trains word vectors by skip-gram with negative sampling, remembered; the state is kept every half minute, from
    /// where an interrupted training goes on.
    ///
    /// This is the method of T. Mikolov's program word2vec.c (2013): sentences, which end at the borders of documents and
    /// after 1,000 words, are thinned out by subsampling; each word in turn is the centre of a window of random width, and
    /// each word w in it forms a pair with the centre c. For the pair and k words n of noise, w's input vector and the
    /// output vectors of c and n descend on `−ln σ(w·c) − Σ_n ln σ(−w·n)`. What differs: random numbers; that σ is exact
    /// and not from a table; that all products of a pair are formed before its vectors change, which matters only where
    /// the noise has the same word twice; and that sentences also end after every 10,000 words of the text.
    ///
    /// With ``Word2VecOptions/isLockFree`` all threads of the context train; the result then varies a little from run to
    /// run. Otherwise one does, and the result depends neither on threads nor on interruptions; processors with other
    /// vector instructions round differently.
    ///
    /// Cost: about `(L + 1)(k + 1)` products and changes of rows for each word that stays. Memory: the vectors, 8Vd bytes
    /// and twice as much at the end; more than the context allows is refused.
    ///
    /// - Throws: ``Word2VecError``, ``EmbeddingsError/rankTooLarge(rank:vocabulary:)``,
    ///   ``TextStatistics/SpillError``, `CancellationError`.
    public func train(_ options: Word2VecOptions) throws -> Word2VecRun {
        try options.check()
        return try recalled(options, from: fingerprint) { self }
    }
}

extension Corpus {
    /// Trains word vectors on the words of the corpus as ``TextStatistics/WordSequence/train(_:)`` does. Where the result is
    /// remembered, the text is not read.
    public func word2vec(_ choice: VocabularyChoice, _ options: Word2VecOptions) throws -> Word2VecRun {
        try options.check()
        return try recalled(options, from: fingerprint(ofWords: choice)) { try words(choice) }
    }
}

private func recalled(
    _ options: Word2VecOptions, from fingerprint: Fingerprint, words: () throws -> WordSequence
) throws -> Word2VecRun {
    try remembered(
        "word2vec, d = \(options.dimension)", options.parameters, from: [fingerprint], checkpointsEvery: .seconds(30)
    ) { (checkpoints: Checkpoints<Word2VecState>) in
        let words = try words()
        guard words.fingerprint == fingerprint else { throw CorpusError.changed(corpus: words.corpus) }
        let restored = checkpoints.restored { $0.continues(options, words: words.vocabulary.count) }
        var training = try Word2VecTraining(words, options, restored: restored)
        return try training.run(checkpoints)
    }
}

/// A training in the making.
private struct Word2VecTraining {
    private let pieces: PieceTrainer
    private let options: Word2VecOptions
    private let vocabulary: Vocabulary
    private let corpus: String
    /// The vectors in it are those of the last checkpoint; the model has the present ones.
    private var state: Word2VecState

    private var model: SkipGramModel { pieces.model }

    init(_ words: WordSequence, _ options: Word2VecOptions, restored: Word2VecState?) throws {
        try options.check(words)
        self.options = options
        (vocabulary, corpus) = (words.vocabulary, words.corpus)
        state = restored ?? options.start(words: words.vocabulary.count)
        let tables = SamplingTables(
            words.vocabulary, subsampling: options.subsampling, noiseExponent: options.noiseExponent)
        pieces = PieceTrainer(
            words, options,
            SkipGramModel(
                input: state.input, output: state.output, tables: tables, window: options.window,
                negatives: options.negatives))
    }

    mutating func run(_ checkpoints: Checkpoints<Word2VecState>) throws -> Word2VecRun {
        let snapshots = options.snapshotEpochs.map(pieces.piece(atEpoch:)).sorted()
        let spectra = options.spectrumEpochs.map(pieces.piece(atEpoch:)).sorted()
        let stops = Set(snapshots + spectra + [pieces.count]).sorted()
        while true {
            let epoch = pieces.epoch(atPiece: state.pieces)
            while snapshots.dropFirst(state.snapshots.count).first == state.pieces {
                state.snapshots.append(.init(epoch: epoch, vectors: model.input.matrix))
            }
            while spectra.dropFirst(state.spectra.count).first == state.pieces {
                let values = try singularValues(of: Matrix<Double>(model.input.matrix))
                state.spectra.append(.init(epoch: epoch, singularValues: values))
            }
            guard let stop = stops.first(where: { $0 > state.pieces }) else { return try result() }
            try advance(until: stop)
            try checkpoints.pass {
                state.input = model.input.matrix
                state.output = options.isTied ? nil : model.output.matrix
                return state
            }
        }
    }

    /// Trains pieces up to `end`, or fewer where a checkpoint is due or the training is to stop.
    private mutating func advance(until end: Int) throws {
        let start = ContinuousClock.now
        let trained = try pieces.train(state.pieces..<end, until: start + .seconds(10))
        state.seconds += (ContinuousClock.now - start) / .seconds(1)
        state.pieces += trained.count
        state.losses += trained.map(\.loss)
        state.pairs += trained.map(\.pairs)
    }

    private func result() throws -> Word2VecRun {
        let pairs = Int(state.pairs.reduce(0, +))
        guard pairs > 0 else {
            throw options.subsampling.map { Word2VecError.nothingKept(corpus: corpus, subsampling: $0) }
                ?? .noPairs(corpus: corpus)
        }
        let (input, output) = (model.input.matrix, options.isTied ? nil : model.output.matrix)
        guard input.elements.allSatisfy(\.isFinite), output?.elements.allSatisfy(\.isFinite) ?? true else {
            throw pieces.diverged(within: pieces.count)
        }
        let embedding = WordEmbedding(vocabulary: vocabulary, vectors: input)
        return Word2VecRun(
            options: options, embedding: embedding,
            outputs: output.map { WordEmbedding(vocabulary: vocabulary, vectors: $0) } ?? embedding, history: history,
            snapshots: state.snapshots, spectra: state.spectra, pairs: pairs,
            seconds: state.seconds)
    }

    private var history: [Word2VecRun.Recording] {
        let stretches = min(options.recordings, pieces.count)
        // A stretch in which subsampling left no pair is joined to the next, and at the end to the one before.
        var ends = [0]
        for end in (1...stretches).map({ $0 * pieces.count / stretches })
        where state.pairs[ends.last!..<end].contains(where: { $0 > 0 }) { ends.append(end) }
        ends[ends.count - 1] = pieces.count
        return zip(ends, ends.dropFirst()).map { start, end in
            let range = start..<end
            return Word2VecRun.Recording(
                words: pieces.words(beforePiece: range.upperBound),
                learningRate: pieces.learningRate(atPiece: range.upperBound),
                meanLoss: state.losses[range].reduce(0, +) / Double(state.pairs[range].reduce(0, +)))
        }
    }
}

extension Word2VecOptions {
    /// Whether these words can be trained so.
    fileprivate func check(_ words: WordSequence) throws {
        let size = words.vocabulary.count
        guard size > 1 else { throw Word2VecError.oneWord(corpus: words.corpus) }
        guard words.longestDocument > 1 else { throw Word2VecError.noPairs(corpus: words.corpus) }
        guard dimension <= size else { throw EmbeddingsError.rankTooLarge(rank: dimension, vocabulary: size) }
        // The result is made beside the vectors.
        let (needed, overflow) = RowLayout(dimension: dimension).bytes(rows: size)
            .multipliedReportingOverflow(by: isTied ? 2 : 4)
        let allowed = ComputeContext.current.memory
        guard !overflow, needed <= allowed else {
            throw Word2VecError.tooLarge(
                words: size, dimension: dimension, needed: overflow ? .max : needed, allowed: allowed)
        }
    }

    /// The vectors before the first step.
    func start(words: Int) -> Word2VecState {
        var generator = SeededGenerator(seed: seed)
        var input = Matrix<Float>(rows: words, columns: dimension)
        input.withUnsafeMutableElements { elements in
            for index in elements.indices {
                let value =
                    start.map { $0 / Double(dimension).squareRoot() * generator.normal() }
                    ?? (generator.uniform() - 0.5) / Double(dimension)
                elements[index] = Float(value)
            }
        }
        return Word2VecState(input: input, output: isTied ? nil : Matrix(rows: words, columns: dimension))
    }
}
