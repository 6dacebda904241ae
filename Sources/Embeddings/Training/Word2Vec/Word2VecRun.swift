public import Computation
public import LinearAlgebra
import TextStatistics

/// Vectors that were trained by skip-gram with negative sampling, and what was recorded meanwhile.
public struct Word2VecRun: Sendable {
    /// The mean loss over a stretch of the training.
    public struct Recording: Codable, Hashable, Sendable {
        /// How many words of the vocabulary had been read at the end of the stretch, in all epochs together; those that
        /// were left out by subsampling count.
        public let words: Int
        /// The learning rate then.
        public let learningRate: Double
        /// `−ln σ(x)` of a pair and `−ln σ(−x)` of each of its words of noise, summed and then averaged over the pairs
        /// of the stretch, with the vectors as they were at each. While the rate is
        /// high, the vectors follow the document that is being read: so this loss can rise as the rate falls.
        public let meanLoss: Double
    }

    /// The vectors at one moment.
    public struct Snapshot: Hashable, Sendable {
        /// After how many epochs.
        public let epoch: Double
        /// V×d; the vectors of words as context, or in both roles.
        public let vectors: Matrix<Float>
    }

    /// The singular values of the vectors at one moment.
    public struct Spectrum: Codable, Hashable, Sendable {
        /// After how many epochs.
        public let epoch: Double
        /// d of them, largest first: those of the vectors of words as context, or in both roles.
        public let singularValues: [Double]
    }

    /// How it was trained.
    public let options: Word2VecOptions
    /// The vectors of words as context ("input vectors", Mikolov's `syn0`): those that are used as embedding.
    public let embedding: WordEmbedding
    /// The vectors of words as centre and noise ("output vectors", `syn1neg`); in tied training the same.
    public let outputs: WordEmbedding
    /// Means of the loss in the order of time.
    public let history: [Recording]
    /// The snapshots asked for, in the order of time.
    public let snapshots: [Snapshot]
    /// The singular values asked for, in the order of time.
    public let spectra: [Spectrum]
    /// How many pairs were trained.
    public let pairs: Int
    /// How long the training took, without the reading of the text, by the clock on the wall.
    public let seconds: Double

    /// How many words of the vocabulary were read a second, those that were left out by subsampling included.
    public var wordsPerSecond: Double {
        Double(history.last?.words ?? 0) / seconds
    }
}

extension Word2VecRun: Storable {
    private struct Metadata: Codable {
        var options: Word2VecOptions
        var vocabulary: Vocabulary
        var history: [Recording]
        var spectra: [Spectrum]
        var snapshotEpochs: [Double]
        var pairs: Int
        var seconds: Double
    }

    /// Stores the vectors as arrays, the rest as metadata.
    public func store(in archive: inout Archive) throws {
        try archive.store(
            metadata: Metadata(
                options: options, vocabulary: embedding.vocabulary, history: history, spectra: spectra,
                snapshotEpochs: snapshots.map(\.epoch), pairs: pairs, seconds: seconds))
        archive.store(embedding.vectors, as: "vectors")
        if !options.isTied { archive.store(outputs.vectors, as: "outputs") }
        for (index, snapshot) in snapshots.enumerated() { archive.store(snapshot.vectors, as: "snapshot-\(index)") }
    }

    /// The run that was stored.
    public init(restoring archive: Archive) throws {
        let metadata: Metadata = try archive.metadata()
        func vectors(_ name: String) throws -> Matrix<Float> {
            try archive.matrix(name, rows: metadata.vocabulary.count, columns: metadata.options.dimension)
        }
        func embedding(_ name: String) throws -> WordEmbedding {
            WordEmbedding(vocabulary: metadata.vocabulary, vectors: try vectors(name))
        }
        let embeddings = (try embedding("vectors"), try embedding(metadata.options.isTied ? "vectors" : "outputs"))
        self.init(
            options: metadata.options, embedding: embeddings.0, outputs: embeddings.1, history: metadata.history,
            snapshots: try metadata.snapshotEpochs.enumerated().map { index, epoch in
                Snapshot(epoch: epoch, vectors: try vectors("snapshot-\(index)"))
            },
            spectra: metadata.spectra, pairs: metadata.pairs, seconds: metadata.seconds)
    }
}

/// How far a training has come.
struct Word2VecState: Storable {
    /// How many pieces of the text have been trained.
    var pieces = 0
    var input: Matrix<Float>
    /// nil: the same as the input.
    var output: Matrix<Float>?
    /// The sum of losses and the number of pairs of each piece.
    var losses: [Double] = []
    var pairs: [Int64] = []
    var snapshots: [Word2VecRun.Snapshot] = []
    var spectra: [Word2VecRun.Spectrum] = []
    var seconds = 0.0
}

extension Word2VecState {
    /// Whether this can be the state of such a training.
    func continues(_ options: Word2VecOptions, words: Int) -> Bool {
        input.rows == words && input.columns == options.dimension && (output == nil) == options.isTied
            && losses.count == pieces && pairs.count == pieces
    }

    private struct Metadata: Codable {
        var pieces: Int
        var hasOutput: Bool
        var snapshotEpochs: [Double]
        var spectra: [Word2VecRun.Spectrum]
        var seconds: Double
    }

    func store(in archive: inout Archive) throws {
        try archive.store(
            metadata: Metadata(
                pieces: pieces, hasOutput: output != nil, snapshotEpochs: snapshots.map(\.epoch), spectra: spectra,
                seconds: seconds))
        archive.store(input, as: "input")
        if let output { archive.store(output, as: "output") }
        archive.store(losses, as: "losses")
        archive.store(pairs, as: "pairs")
        for (index, snapshot) in snapshots.enumerated() { archive.store(snapshot.vectors, as: "snapshot-\(index)") }
    }

    init(restoring archive: Archive) throws {
        let metadata: Metadata = try archive.metadata()
        let input: Matrix<Float> = try archive.matrix("input")
        func alike(_ name: String) throws -> Matrix<Float> {
            try archive.matrix(name, rows: input.rows, columns: input.columns)
        }
        self.init(
            pieces: metadata.pieces, input: input, output: metadata.hasOutput ? try alike("output") : nil,
            losses: try archive.elements("losses"), pairs: try archive.elements("pairs"),
            snapshots: try metadata.snapshotEpochs.enumerated().map { index, epoch in
                Word2VecRun.Snapshot(epoch: epoch, vectors: try alike("snapshot-\(index)"))
            },
            spectra: metadata.spectra, seconds: metadata.seconds)
    }
}
