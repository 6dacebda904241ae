import ArgumentParser
import BookModel
import ChapterRuntime
import Computation
import Embeddings
import Foundation
import LinearAlgebra
import TextStatistics

extension Bench {
    /// Measures the training of the quartic model.
    struct QWEM: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "qwem",
            abstract: "Measure the full-batch training of word2vec's quartic approximation.",
            discussion: """
                One step is W + ½Δt(M*W - W(WᵀW)) over all pairs of words. The counts are made first, and the matrix from \
                them; the steps alone are measured. With --agreement a whole training is compared with the theory \
                afterwards, which takes minutes.
                """)

        @OptionGroup var options: BenchOptions

        @Option(help: "How many dimensions the embeddings have.")
        var rank = 64

        @Option(help: "How many steps are measured each time.")
        var steps = 50

        @Flag(help: "Train to the end and compare with the theory.")
        var agreement = false

        /// What is printed as JSON.
        struct Report: Codable {
            var corpus: String
            var vocabulary: Int
            var rank: Int
            var steps: Int
            var nonzero: Int
            /// Whether all elements are stored.
            var isDense: Bool
            /// For the matrix from the counts.
            var preparationSeconds: Double
            var millisecondsPerStep: Double
            /// Of a step, with the elements that are stored.
            var operations: Double
            var operationsPerSecond: Double
            /// `¼‖WWᵀ − M*‖²` at the start and after the steps.
            var firstLoss: Double
            var lastLoss: Double
            var agreement: TheoryAgreement?
            var measurement: Measurement
        }

        func validate() throws {
            guard steps >= 1 else { throw ValidationError("--steps must be at least 1.") }
        }

        func run() throws {
            Processor.adoptEnvironment()
            let corpus = try options.corpus.open()
            let counts = try options.corpus.sizes.counts(of: corpus)
            guard (1...counts.vocabulary.count).contains(rank) else {
                throw EmbeddingsError.rankTooLarge(rank: rank, vocabulary: counts.vocabulary.count)
            }
            let target = TargetMatrix(counts)
            let start = Measurement.Clock.now
            let matrix = target.symmetricOperator()
            let preparation = Measurement.Clock.now.wall - start.wall
            let work = Work(target, matrix: matrix, rank: rank, steps: steps)
            let (lastLoss, measurement) = try options.measure { try work.run() }
            let isDense = matrix is DenseOperator
            let size = Double(counts.vocabulary.count)
            let elements = isDense ? size * size : Double(counts.nonzeroCount)
            // The product with the matrix, WᵀW, and the product with it.
            let operations = 2 * Double(rank) * (elements + 2 * size * Double(rank))
            let seconds = measurement.wallSeconds / Double(steps)
            let report = Report(
                corpus: corpus.name, vocabulary: counts.vocabulary.count, rank: rank, steps: steps,
                nonzero: counts.nonzeroCount, isDense: isDense, preparationSeconds: preparation,
                millisecondsPerStep: 1e3 * seconds, operations: operations,
                operationsPerSecond: operations / seconds, firstLoss: work.firstLoss, lastLoss: lastLoss,
                agreement: agreement ? try TheoryAgreement(target, dimension: rank) : nil,
                measurement: measurement)
            if options.json { try printJSON(report) } else { show(report) }
        }

        private func show(_ report: Report) {
            var lines = [
                ("corpus", report.corpus), ("matrix", "M*, \(report.vocabulary.grouped) words"),
                ("pairs", "\(report.nonzero.grouped) occur; stored \(report.isDense ? "densely" : "sparsely")"),
                ("preparation", report.preparationSeconds.seconds),
                ("step", "\(report.millisecondsPerStep.formatted(digits: 3)) ms, \(report.rank) dimensions"),
                (
                    "loss",
                    "\(report.firstLoss.formatted(digits: 6)), after \(report.steps) steps "
                        + report.lastLoss.formatted(digits: 6)
                ),
                (
                    "throughput",
                    "\((report.operationsPerSecond / 1e9).formatted(digits: 3)) billion operations a second"
                ),
            ]
            lines += report.measurement.lines
            if let agreement = report.agreement { lines += agreement.lines }
            printTable(lines)
        }
    }

    /// The steps that are measured: from a start of 0.1, each of 1/(2V) in t, which is stable for every matrix.
    private struct Work {
        private let times: [Double]
        private let state: TrainingState
        private let descent: GradientDescent<FactorizationFlow>
        let firstLoss: Double

        init(_ target: TargetMatrix, matrix: any SymmetricOperator, rank: Int, steps: Int) {
            let size = target.vocabulary.count
            times = (0...steps).map { Double($0) / Double(2 * size) }
            state = TrainingState(TrainingOptions(dimension: rank, start: 0.1).initialVectors(words: size))
            let flow = FactorizationFlow(
                target: matrix, squaredNorm: target.squaredFrobeniusNorm, columns: state.w.columns)
            descent = GradientDescent(flow, times: times, stepSize: 1, shape: state.w)
            var beginning = descent
            firstLoss = beginning.observe(state, at: 0).loss
        }

        /// The loss after the steps.
        func run() throws -> Double {
            var (state, descent) = (state, descent)
            try descent.advance(&state, to: times[times.count - 1]) { _ in }
            return descent.observe(state, at: state.time).loss
        }
    }
}
