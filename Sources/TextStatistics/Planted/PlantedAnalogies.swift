import Computation

/// Pairs of words that differ in one concept alone, as `man : woman` and `king : queen` do.
public struct PlantedFamily: Hashable, Sendable {
    /// A pair of words.
    public struct Pair: Hashable, Sendable {
        /// The word in which the concept is +1.
        public let a: String
        /// The word in which it is −1, and every other attribute the same.
        public let b: String
    }

    /// The concept's name.
    public let concept: String
    /// The pairs, in the order of the first words' frequencies.
    public let pairs: [Pair]
}

extension PlantedLanguage {
    /// For each concept, pairs of words that differ in it and in no other attribute.
    ///
    /// There are about V/(2K) for each concept; where there are more than `pairsPerConcept`, a random choice (by the
    /// language's seed) is taken.
    ///
    /// In the exact M* an analogy of two such pairs is completed by the offset `a' + b − a` in the space of the leading
    /// eigenvectors, one for each attribute. With fewer of them stems cannot be told apart; with more, noise enters.
    public func analogies(pairsPerConcept: Int = 40) -> [PlantedFamily] {
        let numbers = Dictionary(uniqueKeysWithValues: zip(patterns, 0...))
        var generator = SeededGenerator(seed: seed)
        return concepts.enumerated().map { index, concept in
            let bit: UInt64 = 1 << UInt64(index)
            var pairs = patterns.enumerated().compactMap { word, pattern in
                pattern & bit == 0 ? numbers[pattern ^ bit].map { (word, $0) } : nil
            }
            let count = min(max(0, pairsPerConcept), pairs.count)
            for place in 0..<count { pairs.swapAt(place, place + generator.below(pairs.count - place)) }
            return PlantedFamily(
                concept: concept.name,
                pairs: pairs.prefix(count).sorted(by: <).map { .init(a: words[$0], b: words[$1]) })
        }
    }
}
