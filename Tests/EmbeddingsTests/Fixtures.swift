import Computation
import Embeddings
import Files
import Foundation
import LinearAlgebra
import TextStatistics

/// Words "w0", "w1", … with the given counts in row-major order.
func counts(_ rows: [[Int]]) -> Cooccurrences {
    let words = rows.indices.map { "w\($0)" }
    let vocabulary = Vocabulary(
        words: words, counts: rows.map { $0.reduce(1, +) }, totalTokens: rows.joined().reduce(1, +))
    let dense = rows.flatMap { $0 }
    return Cooccurrences(vocabulary: vocabulary, window: 2, dense: dense, fingerprint: Fingerprint(of: "\(dense)"))
}

/// Symmetric random counts, a part of them zero.
func randomCounts(words: Int, seed: UInt64) -> Cooccurrences {
    var generator = SeededGenerator(seed: seed)
    var rows = Array(repeating: Array(repeating: 0, count: words), count: words)
    for i in 0..<words {
        for j in 0...i {
            rows[i][j] = Bool.random(using: &generator) ? Int.random(in: 1...50, using: &generator) : 0
            rows[j][i] = rows[i][j]
        }
    }
    return counts(rows)
}

/// Counts of words that lie in a space of few dimensions of decreasing spread: their target matrix has as many
/// eigenvalues that stand out, well apart.
func plantedCounts(words: Int, spreads: [Double] = [1.1, 0.8, 0.55, 0.4], seed: UInt64 = 1) -> Cooccurrences {
    var generator = SeededGenerator(seed: seed)
    let positions = (0..<words).map { _ in spreads.map { $0 * generator.normal() } }
    return counts(
        positions.map { first in
            positions.map { second in
                Int((1e4 * exp(zip(first, second).reduce(0) { $0 + $1.0 * $1.1 })).rounded())
            }
        })
}

/// Runs `body` while the context allows that many threads.
func onThreads<Result>(_ threads: Int, _ body: () throws -> Result) rethrows -> Result {
    var context = ComputeContext.current
    context.threads = threads
    return try ComputeContext.$current.withValue(context) { try body() }
}
