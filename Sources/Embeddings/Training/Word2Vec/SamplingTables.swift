import CTrainingKernels
import Foundation
import TextStatistics

/// By which probabilities words stay in the text, and by which they are drawn as noise, in a form that is fast to use.
struct SamplingTables {
    /// A word stays for 32 random bits up to its number here; nil: all stay.
    let keep: [UInt32]?
    /// An alias table, by A. Walker's method (1977): a draw takes one random number, whatever the vocabulary's size.
    let noise: [skip_gram_column]

    /// For the words of a vocabulary; its counts are at least 1.
    init(_ vocabulary: Vocabulary, subsampling: Double?, noiseExponent: Double) {
        let counts = vocabulary.counts.map(Double.init)
        let total = counts.reduce(0, +)
        keep = subsampling.map { threshold in
            counts.map { count in
                let ratio = threshold * total / count
                return Self.bits(ratio + ratio.squareRoot())
            }
        }
        noise = Self.aliasTable(weights: counts.map { pow($0, noiseExponent) })
    }

    /// The number up to which 32 random bits are, with this probability, if it is at least 2⁻³².
    private static func bits(_ probability: Double) -> UInt32 {
        UInt32(min(max((probability * 0x1p32).rounded() - 1, 0), Double(UInt32.max)))
    }

    /// Columns of equal probability, each for one or two words, so that words come by their weights.
    ///
    /// M. Vose's construction (1991): a word with less than a column's share is filled up by one with more.
    private static func aliasTable(weights: [Double]) -> [skip_gram_column] {
        let mean = weights.reduce(0, +) / Double(weights.count)
        var shares = weights.map { $0 / mean }
        var table = weights.indices.map { skip_gram_column(own: .max, alias: UInt32($0)) }
        var small = shares.indices.filter { shares[$0] < 1 }
        var large = shares.indices.filter { shares[$0] >= 1 }
        while let word = small.popLast(), let giver = large.last {
            table[word] = skip_gram_column(own: bits(shares[word]), alias: UInt32(giver))
            shares[giver] -= 1 - shares[word]
            if shares[giver] < 1 { small.append(large.removeLast()) }
        }
        return table
    }
}
