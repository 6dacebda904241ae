import Computation
import Embeddings
import Files
import Foundation
import LinearAlgebra
import Synchronization
import TestSupport
import Testing
import TextStatistics

@Suite("word2vec")
struct Word2VecTests {
    static let language: PlantedLanguage = try! PlantedLanguage(vocabulary: 128, strengths: [0.7, 0.6, 0.5])
    static let words: WordSequence = try! PlantedCorpus(language: language, length: 150_000).words(minimumCount: 5)
    static let options = Word2VecOptions(dimension: 20, subsampling: nil, epochs: 2)

    /// The mean share of the concepts' values that a word has in common with its nearest word; by chance a half.
    private func agreement(_ embedding: WordEmbedding) throws -> Double {
        let language = Self.language
        let numbers = Dictionary(uniqueKeysWithValues: zip(language.words, 0...))
        let shares = try embedding.vocabulary.words.map { word in
            let own = numbers[word]!
            let other = numbers[try embedding.nearest(to: word, count: 1)[0].word]!
            let common = language.concepts.count { $0[own] == $0[other] }
            return Double(common) / Double(language.concepts.count)
        }
        return shares.reduce(0, +) / Double(shares.count)
    }

    private func withText<Value>(_ text: String, _ body: (TextCorpus) throws -> Value) throws -> Value {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try Data(text.utf8).write(to: file)
            return try body(TextCorpus(name: "mine", file: file, documents: .lines))
        }
    }

    @Test("the nearest word of a planted text is of the same concepts", arguments: [false, true], [false, true])
    func learns(isTied: Bool, isLockFree: Bool) throws {
        var options = Self.options
        options.isTied = isTied
        options.isLockFree = isLockFree
        options.negatives = 1
        options.learningRate = 0.0025
        options.epochs = 4
        let run = try onThreads(2) { try Self.words.train(options) }
        #expect(try agreement(run.embedding) > 0.9)
        #expect(run.history[0].meanLoss < 2 * log(2))
        #expect(run.history.last!.meanLoss < 0.95 * run.history[0].meanLoss)
        #expect((run.outputs == run.embedding) == isTied)
        #expect(run.pairs > 4 * 800_000 && run.wordsPerSecond > 0)
    }

    @Test("tied products order pairs as the target matrix does, where noise is as frequent as words")
    func tiedProducts() throws {
        let counts = try PlantedCorpus(language: Self.language, length: 150_000).cooccurrences(
            vocabulary: Self.words.vocabulary.count, window: 5)
        #expect(counts.vocabulary == Self.words.vocabulary)
        var options = Self.options
        options.isTied = true
        options.negatives = 1
        options.noiseExponent = 1
        options.learningRate = 0.1
        options.epochs = 10
        let vectors = Matrix<Double>(try Self.words.train(options).embedding.vectors)
        let products = vectors.timesTransposed(vectors)
        let target = TargetMatrix(counts).dense()
        // Among frequent words, where both are known well.
        var (x, y): ([Double], [Double]) = ([], [])
        for i in 0..<30 { for j in 0..<i { x.append(products[i, j]); y.append(target[i, j]) } }
        #expect(rankCorrelation(x, y)! > 0.8)
    }

    @Test("one thread gives the same bits whatever the context allows, another seed gives others")
    func deterministic() throws {
        var options = Self.options
        let runs = try [1, 2, 5].map { threads in try onThreads(threads) { try Self.words.train(options) } }
        for run in runs {
            #expect(run.embedding == runs[0].embedding && run.outputs == runs[0].outputs)
            #expect(run.history == runs[0].history && run.pairs == runs[0].pairs)
        }
        options.seed = 2
        #expect(try Self.words.train(options).embedding != runs[0].embedding)
    }

    @Test("threads without locks reach the loss of one")
    func lockFree() throws {
        var options = Self.options
        // Means over epochs: how well a single piece does depends on how far the other threads are.
        options.recordings = options.epochs
        let alone = try Self.words.train(options)
        options.isLockFree = true
        let together = try onThreads(4) { try Self.words.train(options) }
        #expect(alone.pairs == together.pairs)
        for (a, b) in zip(alone.history, together.history) {
            #expect(a.words == b.words && a.learningRate == b.learningRate)
            #expect(abs(a.meanLoss / b.meanLoss - 1) < 0.05)
        }
    }

    @Test("a training that was interrupted ends with the same bits", arguments: [1, 7, 16, 29])
    func resumes(stop: Int) throws {
        var options = Self.options
        options.snapshotEpochs = [0, 0.5, 2]
        options.spectrumEpochs = [0.25, 1.5]
        let whole = try Self.words.train(options)
        try withTemporaryFolder { folder in
            let store = ResultStore(folder: folder, codeFingerprint: Fingerprint(of: "code"))
            // Is asked after each piece, and once more when the state is to be kept.
            let asked = Atomic(0)
            let interrupted = ComputeContext(
                store: store, isCancelled: { asked.add(1, ordering: .relaxed).newValue >= stop })
            #expect(throws: CancellationError.self) {
                try ComputeContext.$current.withValue(interrupted) { try Self.words.train(options) }
            }
            #expect(asked.load(ordering: .relaxed) == stop + 1)
            let context = ComputeContext(store: store)
            let resumed = try ComputeContext.$current.withValue(context) { try Self.words.train(options) }
            #expect(resumed.embedding == whole.embedding && resumed.outputs == whole.outputs)
            #expect(resumed.history == whole.history && resumed.pairs == whole.pairs)
            #expect(resumed.snapshots == whole.snapshots && resumed.spectra == whole.spectra)
            let recalled = try ComputeContext.$current.withValue(context) { try Self.words.train(options) }
            #expect(recalled.embedding == whole.embedding && recalled.outputs == whole.outputs)
            #expect(recalled.history == whole.history && recalled.options == options)
            #expect(recalled.snapshots == whole.snapshots && recalled.spectra == whole.spectra)
            #expect(recalled.seconds == resumed.seconds)
        }
    }

    @Test("a corpus's training is remembered without reading the text again")
    func remembered() throws {
        try withTemporaryFolder { folder in
            let corpus = try PlantedCorpus(language: Self.language, length: 150_000)
            let reused = Mutex<[Bool]>([])
            let context = ComputeContext(
                store: ResultStore(folder: folder, codeFingerprint: Fingerprint(of: "code")),
                timing: { _, _, isReused in reused.withLock { $0.append(isReused) } })
            let runs = try ComputeContext.$current.withValue(context) {
                [
                    try Self.words.train(Self.options), try corpus.word2vec(.minimumCount(5), Self.options),
                    try corpus.word2vec(.size(20), Self.options),
                ]
            }
            #expect(reused.withLock { $0 } == [false, true, false])
            #expect(runs[0].embedding == runs[1].embedding && runs[2].embedding.vocabulary.count == 20)
        }
    }

    @Test("snapshots, spectra and the history stand at their times")
    func recordings() throws {
        var options = Self.options
        options.recordings = 6
        options.start = nil
        options.snapshotEpochs = [2, 0]
        options.spectrumEpochs = [0, 1, 2]
        let run = try Self.words.train(options)
        #expect(run.snapshots.map(\.epoch) == [0, 2])
        #expect(run.snapshots[1].vectors == run.embedding.vectors)
        #expect(run.snapshots[0].vectors.elements.allSatisfy { abs($0) <= 0.5 / 20 })
        #expect(run.spectra.map(\.epoch).first == 0 && run.spectra.count == 3)
        #expect(run.spectra[2].singularValues == (try singularValues(of: Matrix<Double>(run.embedding.vectors))))
        #expect(run.spectra[0].singularValues[0] < run.spectra[1].singularValues[0])
        #expect(run.history.count == 6)
        #expect(run.history.last?.words == 2 * Self.words.words)
        for recording in run.history {
            let done = Double(recording.words) / Double(2 * Self.words.words)
            #expect(abs(recording.learningRate - 0.025 * max(1e-4, 1 - done)) < 1e-6)
        }
        // All products are zero at first, where six words are told from each other at ln 2 each.
        #expect(run.history.allSatisfy { $0.meanLoss > 1 && $0.meanLoss < 6 * log(2) })
    }

    @Test("the start has the asked length, in tied and untied training")
    func start() throws {
        for isTied in [false, true] {
            var options = Self.options
            options.isTied = isTied
            options.start = 0.3
            options.snapshotEpochs = [0]
            let vectors = try Self.words.train(options).snapshots[0].vectors
            let square = vectors.elements.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(vectors.rows)
            #expect(abs(square.squareRoot() / 0.3 - 1) < 0.05)
        }
    }

    @Test("words on disk are trained as words in memory")
    func disk() throws {
        let corpus = try PlantedCorpus(language: Self.language, length: 150_000)
        // Enough for the vectors, too little for the text.
        let small = try ComputeContext.$current.withValue(ComputeContext(memory: 100_000)) {
            try corpus.words(minimumCount: 5).train(Self.options)
        }
        #expect(small.embedding == (try Self.words.train(Self.options).embedding))
    }

    @Test("options that make no sense are refused by name")
    func options() {
        func message(_ change: (inout Word2VecOptions) -> Void) -> String? {
            var options = Self.options
            change(&options)
            do {
                _ = try Self.words.train(options)
                return nil
            } catch { return "\(error)" }
        }
        #expect(message { $0.dimension = 0 } == "the training option dimension is 0, but must be at least 1")
        #expect(message { $0.window = 0 } == "the training option window is 0, but must be from 1 to 1000")
        #expect(message { $0.window = 1001 } == "the training option window is 1001, but must be from 1 to 1000")
        #expect(message { $0.negatives = 0 } == "the training option negatives is 0, but must be from 1 to 255")
        #expect(message { $0.negatives = 256 } == "the training option negatives is 256, but must be from 1 to 255")
        #expect(
            message { $0.subsampling = 0 } == "the training option subsampling is 0.0, but must be positive, or nil")
        #expect(
            message { $0.learningRate = .nan } == "the training option learningRate is nan, but must be positive")
        #expect(message { $0.epochs = 0 } == "the training option epochs is 0, but must be from 1 to 1000000")
        #expect(
            message { $0.noiseExponent = -1 } == "the training option noiseExponent is -1.0, but must be from 0 to 2")
        #expect(message { $0.start = -1 } == "the training option start is -1.0, but must be positive, or nil")
        #expect(message { $0.recordings = 0 } == "the training option recordings is 0, but must be at least 1")
        #expect(
            message { $0.snapshotEpochs = [1, 3] }
                == "the training option snapshotEpochs is 3.0, but must be from 0 to 2, the number of epochs")
        #expect(
            message { $0.dimension = 129 }
                == "129 dimensions were asked for, more than the 128 words of the vocabulary")
        #expect(
            Word2VecError.option(name: "window", value: "0", must: "").remedy
                == "Correct window, or leave it out to take its default.")
    }

    @Test("a rate that is too high ends in an error that says so", arguments: [false, true])
    func divergence(isLockFree: Bool) {
        var options = Self.options
        options.learningRate = 1000
        options.isLockFree = isLockFree
        #expect {
            try Self.words.train(options)
        } throws: {
            guard case Word2VecError.diverged(_, let words) = $0 else { return false }
            return "\($0)" == "word2vec diverged within \(words) words at a learning rate of 1000.0"
                && ($0 as? Word2VecError)?.remedy == "Lower the learning rate; 0.025 is usual."
        }
    }

    @Test("texts that have nothing to learn from, and vectors that do not fit, are refused")
    func unusable() throws {
        func message(_ corpus: TextCorpus, vocabulary: Int, memory: Int? = nil) -> [String] {
            do {
                let words = try corpus.words(vocabulary: vocabulary)
                _ = try ComputeContext.$current.withValue(ComputeContext(memory: memory)) {
                    try words.train(Word2VecOptions(dimension: 1, subsampling: nil))
                }
                return []
            } catch { return ["\(error)", (error as? any UserFacingError)?.remedy?.description ?? ""] }
        }
        try withText("a a b\n") { corpus in
            #expect(
                message(corpus, vocabulary: 1) == [
                    "the vocabulary of mine has one word, which word2vec can tell from no other",
                    "Ask for a larger vocabulary, or a smaller minimum count.",
                ])
            #expect(message(corpus, vocabulary: 2) == [])
            #expect(
                message(corpus, vocabulary: 2, memory: 511) == [
                    "the vectors of 2 words in 1 dimensions take 1 MB of memory, and 1 MB are allowed",
                    "Allow more with a larger budget of memory, or ask for fewer words or dimensions.",
                ])
            #expect(message(corpus, vocabulary: 2, memory: 512) == [])
        }
        try withText("a\nb\na x\n") { corpus in
            #expect(
                message(corpus, vocabulary: 2) == [
                    "no document of mine has two words of the vocabulary, so that there are no pairs to learn from",
                    "Ask for a larger vocabulary, or take a text with longer documents.",
                ])
        }
    }
}
