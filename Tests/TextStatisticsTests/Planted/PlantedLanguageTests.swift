import Foundation
import TextStatistics
import Testing

@Suite("A planted language")
struct PlantedLanguageTests {
    private static let sizes = [
        (vocabulary: 33, concepts: 1), (64, 3), (64, 16), (100, 8), (1000, 1), (1000, 8), (1000, 16), (1000, 64),
        (4096, 20), (10_001, 5),
    ]

    private func language(_ vocabulary: Int, _ concepts: Int, seed: UInt64 = 1) throws -> PlantedLanguage {
        try PlantedLanguage(
            vocabulary: vocabulary, strengths: PlantedLanguage.strengths(concepts: concepts), seed: seed)
    }

    @Test("has different words of letters a to z", arguments: sizes)
    func words(vocabulary: Int, concepts: Int) throws {
        let language = try language(vocabulary, concepts)
        #expect(language.words.count == vocabulary)
        #expect(Set(language.words).count == vocabulary)
        #expect(language.words.allSatisfy { $0.utf8.allSatisfy { (97...122).contains($0) } })
    }

    @Test("shows in the last letters of a word which concepts it has", arguments: sizes)
    func spelling(vocabulary: Int, concepts: Int) throws {
        let language = try language(vocabulary, concepts)
        for (number, word) in language.words.enumerated() {
            for (letter, (index, concept)) in zip(word.suffix(concepts), language.concepts.enumerated()) {
                let letters = language.letters(ofConcept: index)
                #expect(letter == (concept[number] > 0 ? letters.positive : letters.negative), "\(word)")
            }
        }
    }

    @Test("has frequencies after Zipf and Mandelbrot, with sum 1")
    func frequencies() throws {
        let language = try PlantedLanguage(vocabulary: 500, exponent: 1.25, offset: 3)
        #expect(abs(language.frequencies.reduce(0, +) - 1) < 1e-12)
        for rank in [2, 17, 500] {
            let expected = pow(4 / Double(rank + 3), 1.25)
            #expect(abs(language.frequencies[rank - 1] / language.frequencies[0] / expected - 1) < 1e-7)
        }
    }

    @Test("has attributes nearly orthogonal to each other and to a constant, and balanced by frequency too")
    func balance() throws {
        for (concepts, seed) in [(4, 1), (8, 1), (8, 2), (16, 1)] as [(Int, UInt64)] {
            let language = try language(1000, concepts, seed: seed)
            let attributes = language.attributes
            #expect(attributes.count == 16)
            for (index, first) in attributes.enumerated() {
                #expect(first.values.allSatisfy { abs($0) == 1 })
                #expect(abs(first.values.reduce(0, +)) / 1000 < 0.02, "\(first.name)")
                let weighted = zip(language.frequencies, first.values).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(abs(weighted) < 0.06, "\(first.name)")
                for second in attributes[..<index] {
                    let product = zip(first.values, second.values).reduce(0) { $0 + $1.0 * $1.1 }
                    #expect(abs(product) / 1000 < 0.12, "\(first.name), \(second.name)")
                }
            }
        }
    }

    @Test("has pairs of words that differ in one attribute, the concept of their family", arguments: sizes)
    func analogies(vocabulary: Int, concepts: Int) throws {
        let language = try language(vocabulary, concepts)
        let numbers = Dictionary(uniqueKeysWithValues: zip(language.words, 0...))
        let families = language.analogies(pairsPerConcept: 30)
        #expect(families.map(\.concept) == (1...concepts).map { "concept-\($0)" })
        for family in families {
            #expect(family.pairs.count >= min(30, max(1, vocabulary / (4 * concepts))), "\(family.concept)")
            #expect(family.pairs.count <= 30)
            #expect(Set(family.pairs).count == family.pairs.count)
            for pair in family.pairs {
                let (a, b) = (numbers[pair.a]!, numbers[pair.b]!)
                let different = language.attributes.filter { $0[a] != $0[b] }
                #expect(different.map(\.name) == [family.concept])
                #expect(different.first?[a] == 1)
            }
        }
    }

    @Test("follows from its parameters")
    func determinism() throws {
        let first = try language(200, 5, seed: 3)
        let second = try language(200, 5, seed: 3)
        let other = try language(200, 5, seed: 4)
        #expect(first.words == second.words)
        #expect(first.analogies() == second.analogies())
        #expect(first.fingerprint == second.fingerprint)
        #expect(first.words != other.words)
        #expect(first.fingerprint != other.fingerprint)
        #expect(
            try PlantedLanguage().words.prefix(4) == ["hidapatekyva", "hidabatekyva", "refabodugifo", "refapodugifo"])
    }

    @Test("gives eight concepts strengths from 0.671 to 0.447 unless told otherwise")
    func defaultStrengths() {
        #expect(
            PlantedLanguage.strengths(concepts: 8) == [0.671, 0.633, 0.597, 0.564, 0.532, 0.502, 0.474, 0.447])
        #expect(PlantedLanguage.strengths(concepts: 1) == [0.671])
        #expect(PlantedLanguage.strengths(concepts: 0) == [])
    }

    @Test("speaks words by the product formula, given a document's signs")
    func conditionalProbabilities() throws {
        let language = try language(33, 2)
        for trial in 0..<20 {
            let signs = language.attributes.indices.map { trial >> ($0 % 5) & 1 == 0 ? 1.0 : -1.0 }
            var expected = language.frequencies
            for (sign, attribute) in zip(signs, language.attributes) {
                for word in expected.indices {
                    expected[word] *= 1 + attribute.strength * sign * attribute[word]
                }
            }
            let total = expected.reduce(0, +)
            for (found, weight) in zip(language.wordProbabilities(signs: signs), expected) {
                #expect(abs(found - weight / total) < 1e-15)
            }
        }
    }

    @Test("has in infinite text an M* whose leading eigenvectors are its concepts, in order")
    func infiniteText() throws {
        let language = try PlantedLanguage(vocabulary: 64, strengths: [0.7, 0.6, 0.5], offset: 30)
        let target = targetMatrix(exactPairs(language))
        let (values, vectors) = jacobi(target)
        let expected = language.expectedEigenvalues()
        for (index, concept) in language.concepts.enumerated() {
            let cosine = zip(vectors[index], concept.values).reduce(0) { $0 + $1.0 * $1.1 } / 8
            // So few words are balanced only roughly.
            #expect(cosine * cosine > 0.9, "\(concept.name)")
            #expect(abs(values[index] / expected[index] - 1) < 0.1, "\(concept.name)")
        }
        #expect(expected.prefix(3).elementsEqual(expected.prefix(3).sorted(by: >)))
        #expect(values[63] < 0)
    }

    @Test("has in infinite text the ratios of balanced attributes, to leading order")
    func ratios() throws {
        let language = try PlantedLanguage(vocabulary: 64, strengths: [0.3, 0.2, 0.1], offset: 30)
        let pairs = exactPairs(language)
        let marginals = pairs.map { $0.reduce(0, +) }
        for i in 0..<64 {
            #expect(abs(marginals[i] / language.frequencies[i] - 1) < 0.05)
            for j in 0..<64 {
                #expect(abs(pairs[i][j] / (marginals[i] * marginals[j]) - language.balancedRatio(i, j)) < 0.05)
            }
        }
        // By hand: agreement in all attributes, and disagreement of partners in one concept.
        let stem = 1 + 0.08 * 0.08
        let same = 1.09 * 1.04 * 1.01 * pow(stem, 9)
        #expect(abs(language.balancedRatio(5, 5) / same - 1) < 1e-12)
        let partners = language.balancedRatio(0, 1) / same
        #expect([0.91 / 1.09, 0.96 / 1.04, 0.99 / 1.01].contains { abs($0 - partners) < 1e-12 })
    }

    /// P_ij by enumeration of all documents' signs.
    private func exactPairs(_ language: PlantedLanguage) -> [[Double]] {
        let (size, attributes) = (language.vocabulary, language.attributes.count)
        var pairs = Array(repeating: Array(repeating: 0.0, count: size), count: size)
        let documents = 1 << attributes
        for document in 0..<documents {
            let signs = (0..<attributes).map { document >> $0 & 1 == 0 ? 1.0 : -1.0 }
            let words = language.wordProbabilities(signs: signs)
            for i in 0..<size {
                let scaled = words[i] / Double(documents)
                for j in 0..<size { pairs[i][j] += scaled * words[j] }
            }
        }
        return pairs
    }

    private func targetMatrix(_ pairs: [[Double]]) -> [[Double]] {
        let marginals = pairs.map { $0.reduce(0, +) }
        return marginals.indices.map { i in
            marginals.indices.map { j in
                let independent = marginals[i] * marginals[j]
                // Averaged, as rounding makes the two triangles differ in the last bit.
                let pair = (pairs[i][j] + pairs[j][i]) / 2
                return 2 * (pair - independent) / (pair + independent)
            }
        }
    }
}
