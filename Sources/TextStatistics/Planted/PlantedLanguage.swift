import Computation
public import Files
import Foundation

/// A language with known latent concepts: what a method finds in its text can be compared with what was planted.
///
/// **The model.** Each word w has attributes `v_c(w) = ±1`: those of K *concepts* with strengths `α_1 > α_2 > … > α_K`,
/// and weaker *stem attributes*, which tell words apart that agree in all concepts. Frequencies p(w) follow the law of
/// Zipf and Mandelbrot, `p(w) ∝ (r + q)^−s` for the word of rank r = 1, 2, …, and do not depend on the attributes. Each
/// document draws a sign `a_c = ±1` for each attribute by fair coins, and then its words independently with
///
///     p(w | a) = p(w) Π_c (1 + α_c a_c v_c(w)) / Z(a).
///
/// **Its co-occurrences.** The attributes are arranged so that they and their products are nearly balanced under p (see
/// below), so Z(a) ≈ 1 and, as the a_c are independent and of mean 0, the probabilities of pairs in a document are
///
///     P_ij / (P_i P_j) ≈ Π_c (1 + α_c² v_c(i) v_c(j)),
///
/// whatever the window, as long as it lies inside the documents. Put `β_c = atanh α_c²`. Then
/// `ln(1 + α_c² s) = β_c s + ½ ln(1 − α_c⁴)` for s = ±1, so PMI is linear in the products `s_c = v_c(i) v_c(j)`, and
///
///     M*_ij = 2 tanh(½ PMI_ij) = 2 tanh(½ Σ_c β_c s_c + const).
///
/// A function of the s_c alone has, on balanced words, the attribute vectors and all their products as eigenvectors,
/// with its Fourier coefficients times V as eigenvalues: for concept c about `V α_c²`, somewhat less as tanh bends
/// (``expectedEigenvalues()`` computes it), and for the product of two concepts far less than for the weakest one,
/// because tanh of a sum is nearly the sum (with the default strengths at most 0.03 V against 0.16 V). The ratio itself
/// would have `V α_c² α_d²` there, nearly as much as for the weakest concept (0.18 V against 0.20 V). So the leading
/// eigenvectors of M* are the concepts in the order of their strengths, then the stem attributes; the constant vector
/// has a negative eigenvalue.
///
/// **How much text is needed.** A pair of words is seen about `n_ij = 25 N P_i P_j` effective times in N words with a
/// window of 16, and the ratio has variance `1/n_ij`; a matrix of such errors has a norm near `2 √(V · mean 1/n_ij)`
/// (smaller where unseen pairs cut it off at −2), which must stay well below `V α_K²`. The offset q keeps rare words
/// from being too rare. Of the default language half a million words give leading eigenvectors whose span overlaps
/// 0.96 with that of the concepts, and two million 0.988; four times the words halve the noise. The number of documents
/// matters too: signs of D documents correlate by `1/√D` by chance, which turns neighbouring concepts into each other
/// unless the relative gap of their α² is well above it. So documents should be much longer than the window but not
/// longer than needed. Concepts whose α² differ by less than a tenth may change places.
///
/// **The arrangement.** With B = ⌈log₂ V⌉ there are max(K, B + 6) attributes. Words of rank 2m − 1 and 2m differ in one
/// concept alone; the other attributes come from a linear code on the bits of the rank, by which all are orthogonal to
/// each other and to the constant vector, and so are their products, up to a few per cent (``PlantedArrangement``).
/// At most one pattern in 64 is a word, so words that are no partners mostly differ in several attributes, and
/// analogies survive some noise.
///
/// Everything follows from the parameters, on every machine: decisions rest on the basic operations of arithmetic, and
/// what comes from the C library's `pow` (Zipf's law, the default strengths) is rounded to 24 bits or three decimals, by
/// which a difference in its last bit is all but sure to vanish.
public struct PlantedLanguage: Sendable {
    /// A latent concept, or another attribute that words have.
    public struct Attribute: Sendable {
        /// What tables call it: "concept-1", "stem-1".
        public let name: String
        /// α, between 0 and 1: a document of sign a speaks words of value v at `1 + α a v` times their frequency.
        public let strength: Double
        fileprivate let bit: Int
        fileprivate let patterns: [UInt64]

        /// `v(w)` = +1 or −1 of a word, by its number.
        public subscript(word: Int) -> Double { patterns[word] >> UInt64(bit) & 1 == 0 ? 1 : -1 }
        /// The values of all words, in their order; made anew at each call.
        public var values: [Double] { patterns.indices.map { self[$0] } }
    }

    /// How many words a language has where nothing else is asked for.
    public static let usualVocabulary = 1000
    /// How many concepts a language has where nothing else is asked for.
    public static let usualConcepts = 8
    /// What random choices follow from where nothing else is asked for.
    public static let usualSeed: UInt64 = 1

    /// How many words there are, V.
    public let vocabulary: Int
    /// The strengths of the concepts, descending.
    public let strengths: [Double]
    /// Zipf's exponent s.
    public let exponent: Double
    /// Mandelbrot's offset q of ranks.
    public let offset: Double
    /// How many words a document has in the mean; lengths are uniform within half of it to both sides.
    public let documentLength: Int
    /// Everything random follows from it.
    public let seed: UInt64

    /// The words, most frequent first: letters a to z, all different. The last K letters show the values of the
    /// concepts, consonants and vowels in turn; what stands before is the stem.
    public let words: [String]
    /// p(w), descending, with sum 1: the frequencies in text, but for Z(a), which shifts them by a few per cent.
    public let frequencies: [Double]
    /// The concepts, strongest first.
    public let concepts: [Attribute]
    /// The weaker attributes that tell stems apart, of equal strength, 4/5 of the weakest concept's.
    public let stemAttributes: [Attribute]

    /// Bit c is set where a word's attribute c is −1.
    let patterns: [UInt64]
    /// Where the text's random numbers begin.
    let textGenerator: SeededGenerator

    /// A language. Cost: some milliseconds for 1,000 words.
    ///
    /// - Parameters:
    ///   - vocabulary: V, from 33 to 1,000,000.
    ///   - strengths: descending, between 0 and 1, at most 64 and at most 2^(B−2); by default those of eight concepts.
    ///   - exponent: s, from 0 to 4.
    ///   - offset: q, from 0 to 1,000,000.
    ///   - documentLength: from 2 to 1,000,000 words. A document costs V steps beside those for its words.
    /// - Throws: ``PlantedError``.
    public init(
        vocabulary: Int = usualVocabulary, strengths: [Double] = strengths(concepts: usualConcepts),
        exponent: Double = 1, offset: Double = 10, documentLength: Int = 200, seed: UInt64 = usualSeed
    ) throws {
        try Self.check("vocabulary", vocabulary, in: PlantedArrangement.leastVocabulary...1_000_000)
        try Self.check("exponent", exponent, in: 0...4)
        try Self.check("offset", offset, in: 0...1_000_000)
        try Self.check("document length", documentLength, in: 2...1_000_000)
        try Self.check(strengths, vocabulary: vocabulary)
        self.vocabulary = vocabulary
        self.strengths = strengths
        self.exponent = exponent
        self.offset = offset
        self.documentLength = documentLength
        self.seed = seed

        var generator = SeededGenerator(seed: seed)
        guard
            let arrangement = PlantedArrangement(
                vocabulary: vocabulary, concepts: strengths.count, using: &generator)
        else { throw PlantedError.noArrangement(vocabulary: vocabulary, concepts: strengths.count, seed: seed) }
        let patterns = arrangement.patterns
        self.patterns = patterns
        textGenerator = generator
        concepts = strengths.enumerated().map {
            Attribute(name: "concept-\($0 + 1)", strength: $1, bit: $0, patterns: patterns)
        }
        let stemStrength = 4 * strengths[strengths.count - 1] / 5
        stemAttributes = (strengths.count..<arrangement.attributes).map {
            Attribute(name: "stem-\($0 - strengths.count + 1)", strength: stemStrength, bit: $0, patterns: patterns)
        }
        let spelling = PlantedSpelling(concepts: strengths.count, attributes: arrangement.attributes)
        words = patterns.map(spelling.word)
        // Relative to the first word, and rounded so that libraries whose last bit differs agree.
        let weights = (1...vocabulary).map { rank in
            Double(Float(pow((1 + offset) / (Double(rank) + offset), exponent)))
        }
        let total = weights.reduce(0, +)
        frequencies = weights.map { $0 / total }
    }

    /// Strengths of so many concepts whose squares fall in equal ratios from 0.45 to 0.2, rounded to three decimals.
    public static func strengths(concepts: Int) -> [Double] {
        (0..<max(0, concepts)).map { concept in
            let square = 0.45 * pow(0.2 / 0.45, Double(concept) / Double(max(1, concepts - 1)))
            return (square.squareRoot() * 1000).rounded() / 1000
        }
    }

    /// The concepts and then the stem attributes.
    public var attributes: [Attribute] { concepts + stemAttributes }

    /// The letters at a concept's place in the words, for its values +1 and −1.
    public func letters(ofConcept concept: Int) -> (positive: Character, negative: Character) {
        PlantedSpelling.letters(ofConcept: concept)
    }

    /// Stands for all parameters, and so for the language and its text.
    public var fingerprint: Fingerprint {
        Fingerprint(
            operation: "planted language",
            parameters: [
                "vocabulary": String(vocabulary), "strengths": strengths.map { "\($0)" }.joined(separator: " "),
                "exponent": "\(exponent)", "offset": "\(offset)", "document length": String(documentLength),
                "seed": String(seed),
            ], inputs: [])
    }

    private static func check<Value: Comparable>(
        _ parameter: String, _ value: Value, in range: ClosedRange<Value>
    ) throws {
        guard range.contains(value) else {
            func plain(_ value: Value) -> String { (value as? Double).map { "\(Int($0))" } ?? "\(value)" }
            throw PlantedError.outOfRange(
                parameter: parameter, value: "\(value)",
                allowed: "from \(plain(range.lowerBound)) to \(plain(range.upperBound))")
        }
    }

    private static func check(_ strengths: [Double], vocabulary: Int) throws {
        guard !strengths.isEmpty else { throw PlantedError.noConcepts }
        let most = PlantedArrangement.mostConcepts(vocabulary: vocabulary)
        guard strengths.count <= most else {
            throw PlantedError.tooManyConcepts(concepts: strengths.count, vocabulary: vocabulary, most: most)
        }
        for (index, strength) in strengths.enumerated() {
            guard strength > 0, strength < 1 else {
                throw PlantedError.strengthOutOfRange(concept: index + 1, strength: strength)
            }
            guard index == 0 || strength < strengths[index - 1] else {
                throw PlantedError.strengthsNotDescending(concept: index + 1)
            }
        }
    }
}

extension PlantedLanguage {
    /// p(w | a), exactly, for each word of a document with the given signs: `signs[c]` = ±1 for each of
    /// ``attributes``. Cost: V steps.
    public func wordProbabilities(signs: [Double]) -> [Double] {
        precondition(signs.count == attributes.count, "a document has a sign for each attribute")
        let document = signs.enumerated().reduce(UInt64(0)) { $0 | ($1.element < 0 ? 1 << UInt64($1.offset) : 0) }
        let factors = documentFactors
        let weights = zip(frequencies, patterns).map { $0 * factors[$1 ^ document] }
        let total = weights.reduce(0, +)
        return weights.map { $0 / total }
    }

    /// `Π_c (1 + α_c² v_c(i) v_c(j))`, which `P_ij / (P_iP_j)` is in infinite text where all products of attributes
    /// are balanced under the frequencies (and so Z = 1); here they nearly are, and it is the leading order.
    public func balancedRatio(_ i: Int, _ j: Int) -> Double { pairFactors[patterns[i] ^ patterns[j]] }

    /// The eigenvalue of M* that belongs to each of ``attributes``: `vᵀM*v / V` with the M* of
    /// ``balancedRatio(_:_:)``.
    ///
    /// Those of real counts come within some per cent at two million words. Costs V²A steps for A attributes, about
    /// 10 ms at V = 1,000.
    public func expectedEigenvalues() -> [Double] {
        let factors = pairFactors
        // The sum over pairs of 2(r − 1)/(r + 1), with the sign of the pair's agreement in each attribute.
        var sums = [Double](repeating: 0, count: attributes.count)
        for i in patterns.indices {
            for j in patterns.indices {
                let difference = patterns[i] ^ patterns[j]
                let ratio = factors[difference]
                let element = 2 * (ratio - 1) / (ratio + 1)
                for bit in sums.indices { sums[bit] += difference >> UInt64(bit) & 1 == 0 ? element : -element }
            }
        }
        return sums.map { $0 / Double(vocabulary) }
    }

    /// By the bits in which a word differs from its document.
    var documentFactors: BitwiseProduct {
        let strengths = attributes.map(\.strength)
        return BitwiseProduct(clear: strengths.map { 1 + $0 }, set: strengths.map { 1 - $0 })
    }

    /// By the bits in which two words differ.
    private var pairFactors: BitwiseProduct {
        let squares = attributes.map { $0.strength * $0.strength }
        return BitwiseProduct(clear: squares.map { 1 + $0 }, set: squares.map { 1 - $0 })
    }
}
