import ArgumentParser
import BookModel
import ChapterRuntime
import Computation
import Embeddings
import Foundation
import LinearAlgebra
import Synchronization
import TextStatistics

extension Bench {
    /// Measures eigenpairs.
    struct Eigen: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measure how long the leading eigenpairs of a corpus's matrix take.",
            discussion: """
                The counts are made first and are not part of the measurement; the making of the matrix from them is. \
                Residuals |Mu - λu| are measured in double precision with the exact elements, apart from the solver.
                """)

        @OptionGroup var options: BenchOptions

        @Option(help: "How many eigenpairs.")
        var rank = 200

        @Option(help: "The largest residual, in parts of the largest eigenvalue.")
        var tolerance = 1e-6

        @Option(help: "Which matrix: mstar, pmi or ppmi.")
        var matrix = MatrixName.mstar

        enum MatrixName: String, Codable, CaseIterable, ExpressibleByArgument { case mstar, pmi, ppmi }

        /// What is printed as JSON.
        struct Report: Codable {
            var corpus: String
            var matrix: MatrixName
            var vocabulary: Int
            var rank: Int
            var tolerance: Double
            var nonzero: Int
            /// Whether all elements were stored.
            var isDense: Bool
            /// Vectors that were multiplied by the matrix, and the operations of these products.
            var products: Int
            var operations: Double
            var operationsPerSecond: Double
            /// The largest, in parts of the largest eigenvalue, with exact elements.
            var residual: Double
            /// The largest deviation of the vectors' inner products from 0 or 1.
            var orthogonality: Double
            var largest: Double
            var smallest: Double
            var measurement: Measurement
        }

        func validate() throws {
            guard (1e-12...1e-2).contains(tolerance) else {
                throw ValidationError("--tolerance must be between 1e-12 and 1e-2.")
            }
        }

        func run() throws {
            Processor.adoptEnvironment()
            let corpus = try options.corpus.open()
            let counts = try options.corpus.sizes.counts(of: corpus)
            let matrix: any WordMatrix =
                switch matrix {
                case .mstar: TargetMatrix(counts)
                case .pmi: PMIMatrix(counts, positive: false)
                case .ppmi: PMIMatrix(counts, positive: true)
                }
            guard (1...counts.vocabulary.count).contains(rank) else {
                throw EmbeddingsError.rankTooLarge(rank: rank, vocabulary: counts.vocabulary.count)
            }
            let (work, measurement) = try options.measure {
                try Work(matrix: matrix.symmetricOperator(), rank: rank, tolerance: tolerance)
            }
            let report = report(work, of: matrix, corpus.name, measurement)
            if options.json { try printJSON(report) } else { show(report) }
        }

        private func report(
            _ work: Work, of matrix: any WordMatrix, _ corpus: String, _ measurement: Measurement
        ) -> Report {
            let pairs = work.pairs
            let size = matrix.vocabulary.count
            let elements = work.isDense ? Double(size) * Double(size) : Double(matrix.counts.nonzeroCount)
            let operations = 2 * elements * Double(work.products)
            let scale = max(pairs.eigenvalues.map(abs).max() ?? 0, .leastNormalMagnitude)
            let gram = pairs.vectors.transposedTimes(pairs.vectors)
            let deviation = (0..<pairs.count).reduce(0.0) { most, row in
                (0..<pairs.count).reduce(most) { max($0, abs(gram[row, $1] - (row == $1 ? 1 : 0))) }
            }
            return Report(
                corpus: corpus, matrix: self.matrix, vocabulary: size, rank: pairs.count, tolerance: tolerance,
                nonzero: matrix.counts.nonzeroCount, isDense: work.isDense, products: work.products,
                operations: operations,
                operationsPerSecond: operations / measurement.wallSeconds,
                residual: (matrix.residuals(of: pairs).max() ?? 0) / scale, orthogonality: deviation,
                largest: pairs.eigenvalues[0], smallest: pairs.eigenvalues[pairs.count - 1], measurement: measurement)
        }

        private func show(_ report: Report) {
            printTable(
                [
                    ("corpus", report.corpus),
                    ("matrix", "\(report.matrix.rawValue), \(report.vocabulary.grouped) words"),
                    ("pairs", "\(report.nonzero.grouped) occur; stored \(report.isDense ? "densely" : "sparsely")"),
                    (
                        "eigenvalues",
                        "\(report.rank) of \(report.vocabulary): \(report.largest.formatted(digits: 6)) to "
                            + report.smallest.formatted(digits: 6)
                    ),
                    (
                        "residual",
                        String(format: "%.1e of the largest, %.0e asked for", report.residual, report.tolerance)
                    ),
                    ("orthogonality", String(format: "%.1e", report.orthogonality)),
                    ("products", "\(report.products.grouped) vectors"),
                    (
                        "throughput",
                        "\((report.operationsPerSecond / 1e9).formatted(digits: 3)) billion operations a second in products"
                    ),
                ] + report.measurement.lines)
        }
    }

    /// What is measured, and what it took.
    private struct Work {
        let pairs: Eigenpairs
        let isDense: Bool
        /// How many vectors were multiplied, in either precision.
        let products: Int

        init(matrix: any SymmetricOperator, rank: Int, tolerance: Double) throws {
            isDense = matrix is DenseOperator
            (pairs, products) = try Self.solve(matrix, rank: rank, tolerance: tolerance)
        }

        private static func solve(
            _ matrix: some SymmetricOperator, rank: Int, tolerance: Double
        ) throws -> (Eigenpairs, Int) {
            let counted = CountedOperator(base: matrix)
            return (try leadingEigenpairs(of: counted, count: rank, tolerance: tolerance), counted.products)
        }
    }
}

/// An operator that counts the vectors it multiplies.
private final class CountedOperator<Base: SymmetricOperator>: SymmetricOperator {
    private let base: Base
    private let count = Atomic(0)

    init(base: Base) { self.base = base }

    var products: Int { count.load(ordering: .relaxed) }
    var order: Int { base.order }

    func multiply(_ x: Matrix<Float>, into y: inout Matrix<Float>) {
        count.add(x.columns, ordering: .relaxed)
        base.multiply(x, into: &y)
    }

    func multiply(_ x: Matrix<Double>, into y: inout Matrix<Double>) {
        count.add(x.columns, ordering: .relaxed)
        base.multiply(x, into: &y)
    }

    func checkFinite() throws { try base.checkFinite() }
}
