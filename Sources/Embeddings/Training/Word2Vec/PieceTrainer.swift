import CTrainingKernels
import Computation
import Foundation
import Synchronization
import TextStatistics

/// Trains a model on a text, in pieces of equal length, one after the other and epoch after epoch.
///
/// The random numbers and the learning rate of a piece follow from its number alone, so it does not matter where training
/// is interrupted.
struct PieceTrainer: Sendable {
    /// Numbers in a piece, borders included.
    static let length = 10_000

    let model: SkipGramModel
    private let words: WordSequence
    private let options: Word2VecOptions
    private let piecesOfEpoch: Int

    init(_ words: WordSequence, _ options: Word2VecOptions, _ model: SkipGramModel) {
        self.words = words
        self.options = options
        self.model = model
        piecesOfEpoch = (words.count - 1) / Self.length + 1
    }

    /// The number of pieces of all epochs.
    var count: Int { piecesOfEpoch * options.epochs }

    /// The piece before which the text has been read so often.
    func piece(atEpoch epoch: Double) -> Int { Int((epoch * Double(piecesOfEpoch)).rounded()) }

    /// How often the text has been read before a piece.
    func epoch(atPiece piece: Int) -> Double { Double(piece) / Double(piecesOfEpoch) }

    /// How many words there are before a piece, in all epochs together; between the ends of epochs as if borders were
    /// spread evenly.
    func words(beforePiece piece: Int) -> Int {
        Int((position(ofPiece: piece) * (Double(words.words) / Double(words.count))).rounded())
    }

    /// The rate with which a piece begins.
    func learningRate(atPiece piece: Int) -> Double {
        max(options.learningRate - slope * position(ofPiece: piece), leastRate)
    }

    func diverged(within pieces: Int) -> Word2VecError {
        .diverged(learningRate: options.learningRate, words: words(beforePiece: pieces))
    }

    private var leastRate: Double { options.learningRate * 1e-4 }

    /// By how much the rate falls with a number.
    private var slope: Double { options.learningRate / (Double(words.count) * Double(options.epochs)) }

    /// How many numbers stand before a piece, in all epochs together.
    private func position(ofPiece piece: Int) -> Double {
        let (epoch, index) = piece.quotientAndRemainder(dividingBy: piecesOfEpoch)
        return Double(epoch) * Double(words.count) + Double(index * Self.length)
    }

    /// Trains these pieces, or only the first of them where it takes longer than until `deadline` or the context says to
    /// stop. Returns the sums of those that were trained; throws ``Word2VecError`` and ``SpillError``.
    func train(
        _ pieces: Range<Int>, until deadline: ContinuousClock.Instant
    ) throws -> [skip_gram_sums] {
        let queue = PieceQueue(pieces)
        let threads = options.isLockFree ? ComputeContext.current.threads : 1
        let parts = try concurrentChunks(count: threads, chunk: 1, threads: threads) { _ in
            try work(queue, until: deadline)
        }
        let trained = parts.flatMap { $0 }.sorted { $0.piece < $1.piece }
        if let bad = trained.first(where: { !$0.sums.finite }) { throw diverged(within: bad.piece + 1) }
        return trained.map(\.sums)
    }

    /// The work of one thread: takes pieces until there are no more, or it is time to stop.
    private func work(
        _ queue: PieceQueue, until deadline: ContinuousClock.Instant
    ) throws -> [(piece: Int, sums: skip_gram_sums)] {
        let context = ComputeContext.current
        let worker = SkipGramWorker(model)
        let buffer = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: Self.length)
        defer { buffer.deallocate() }
        var trained: [(piece: Int, sums: skip_gram_sums)] = []
        while let piece = queue.dequeue() {
            let begin = piece % piecesOfEpoch * Self.length
            let places = begin..<min(begin + Self.length, words.count)
            try words.read(places, into: buffer)
            let sums = worker.train(
                UnsafeBufferPointer(rebasing: buffer[..<places.count]), random: randomState(ofPiece: piece),
                rate: learningRate(atPiece: piece), slope: slope, least: leastRate)
            trained.append((piece, sums))
            let now = ContinuousClock.now
            if let rate = queue.finish(at: now) { report(piece, piecesPerSecond: rate, to: context) }
            if !sums.finite || now > deadline || context.isCancelled() { queue.stop() }
        }
        return trained
    }

    private func report(_ piece: Int, piecesPerSecond: Double, to context: ComputeContext) {
        let words = piecesPerSecond * Double(words(beforePiece: count)) / Double(count)
        // Two decimals: in thousands, the number would be another at each look.
        let millions = String(format: "%.2f", words / 1e6)
        context.progress(
            "word2vec, d = \(options.dimension) · \(millions) million words a second", Double(piece + 1) / Double(count)
        )
    }

    /// Where the random numbers of a piece begin.
    private func randomState(ofPiece piece: Int) -> UInt64 {
        var generator = SeededGenerator(seed: options.seed &+ UInt64(piece + 1) &* 0xD134_2543_DE82_EF95)
        return generator.next()
    }
}

/// Hands out pieces to threads, in their order.
private final class PieceQueue: Sendable {
    private let next: Atomic<Int>
    private let end: Int
    private let isStopped = Atomic(false)
    private let finished = Mutex((pieces: 0, since: ContinuousClock.now))

    init(_ pieces: Range<Int>) {
        next = Atomic(pieces.lowerBound)
        end = pieces.upperBound
    }

    /// The next piece; nil where there is none, or no more shall be begun. So the pieces that are taken have no gaps.
    func dequeue() -> Int? {
        guard !isStopped.load(ordering: .relaxed) else { return nil }
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return piece < end ? piece : nil
    }

    /// No more pieces are handed out.
    func stop() { isStopped.store(true, ordering: .relaxed) }

    /// Counts a finished piece; five times a second, returns how many there were a second.
    func finish(at now: ContinuousClock.Instant) -> Double? {
        finished.withLock { finished in
            finished.pieces += 1
            let seconds = (now - finished.since) / .seconds(1)
            guard seconds > 0.2 else { return nil }
            defer { finished = (0, now) }
            return Double(finished.pieces) / seconds
        }
    }
}
