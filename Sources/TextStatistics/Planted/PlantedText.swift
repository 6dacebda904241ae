import Computation

/// A text in a planted language, document by document; of any length, in constant memory.
///
/// The text of n words begins the text of m > n words: only its last document may be cut short.
public struct PlantedText: Sequence, IteratorProtocol, Sendable {
    /// How many words are still to come.
    public private(set) var remainingWords: Int

    private let frequencies: [Double]
    private let patterns: [UInt64]
    private let factors: BitwiseProduct
    private let attributes: Int
    private let documentLength: Int
    private var generator: SeededGenerator
    /// Sums of the words' weights in the current document, filled up with infinity to a power of two.
    private var sums: [Double]

    /// A text of `words` words from its beginning.
    init(_ language: PlantedLanguage, words: Int) {
        remainingWords = words
        frequencies = language.frequencies
        patterns = language.patterns
        factors = language.documentFactors
        attributes = language.attributes.count
        documentLength = language.documentLength
        generator = language.textGenerator
        var size = 1
        while size < patterns.count { size *= 2 }
        sums = Array(repeating: .infinity, count: size)
    }

    /// The next document: the numbers of its words, at least one.
    ///
    /// V steps for the document, and log₂ V for each of its words.
    public mutating func next() -> [Int]? {
        guard remainingWords > 0 else { return nil }
        // Lengths are drawn before words, so that a cut changes nothing of what stands before it.
        let length = documentLength - documentLength / 2 + generator.below(documentLength / 2 * 2 + 1)
        let total = sumWeights(signs: generator.next() >> UInt64(64 - attributes))
        let count = Swift.min(length, remainingWords)
        remainingWords -= count
        return (0..<count).map { _ in word(at: generator.uniform() * total) }
    }

    private mutating func sumWeights(signs: UInt64) -> Double {
        var total = 0.0
        sums.withUnsafeMutableBufferPointer { sums in
            factors.tables.withUnsafeBufferPointer { tables in
                for (word, pattern) in patterns.enumerated() {
                    var weight = frequencies[word]
                    var differences = pattern ^ signs
                    var table = 0
                    while table < tables.count {
                        weight *= tables[table + Int(differences & 255)]
                        differences >>= 8
                        table += 256
                    }
                    total += weight
                    sums[word] = total
                }
            }
        }
        return total
    }

    /// The first word whose sum is above the point; a rounded product may reach the total itself.
    private func word(at point: Double) -> Int {
        sums.withUnsafeBufferPointer { sums in
            var first = 0
            var step = sums.count / 2
            while step > 0 {
                // A conditional move: a branch here would be mispredicted half the time.
                first += sums[first + step - 1] <= point ? step : 0
                step /= 2
            }
            return Swift.min(first, patterns.count - 1)
        }
    }
}

extension PlantedLanguage {
    /// A text of so many words, the same at every call; the last document may be cut short.
    ///
    /// - Throws: ``PlantedError`` for a length below 1.
    public func text(words: Int) throws -> PlantedText {
        guard words >= 1 else {
            throw PlantedError.outOfRange(parameter: "text length", value: String(words), allowed: "at least 1")
        }
        return PlantedText(self, words: words)
    }
}

/// The bytes of a planted text: the words of a document separated by spaces, each document a line.
final class PlantedTextStream: TextStream {
    let name: String
    let isLenient = false
    private let length: Int
    private let spellings: [[UInt8]]
    private var text: PlantedText
    private var line: [UInt8] = []
    private var position = 0

    init(_ text: PlantedText, in language: PlantedLanguage, name: String) {
        self.name = name
        self.text = text
        length = text.remainingWords
        spellings = language.words.map { Array("\($0) ".utf8) }
    }

    var progress: Double { 1 - Double(text.remainingWords) / Double(length) }

    /// Fills the buffer but at the text's end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> TextPiece {
        var filled = 0
        while filled < buffer.count {
            if position == line.count, !spellNextDocument() { break }
            let count = min(buffer.count - filled, line.count - position)
            buffer[filled..<filled + count].copyBytes(from: line[position..<position + count])
            filled += count
            position += count
        }
        return filled > 0 ? .text(filled) : .end
    }

    private func spellNextDocument() -> Bool {
        guard let document = text.next() else { return false }
        position = 0
        line.removeAll(keepingCapacity: true)
        for word in document { line += spellings[word] }
        line[line.count - 1] = UInt8(ascii: "\n")
        return true
    }
}
