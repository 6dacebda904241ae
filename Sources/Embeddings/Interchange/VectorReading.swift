import Computation
import Foundation
import TextStatistics

/// How a file of vectors is read.
public struct VectorReading: Hashable, Sendable {
    /// Whether what is odd is an error. Otherwise it is read as far as it can be, and warned of with its number: of a word
    /// that is there more than once the first one counts; in a word that is not UTF-8, U+FFFD stands for what is not; of
    /// what stands before the last d numbers of a line all is the word, also `1 000`; a byte-order mark is left out.
    public var isStrict: Bool
    /// How many words are read at most, the first ones; `nil`: all. What follows them is not looked at, but for arrays.
    public var limit: Int?

    /// Reads all words, by default with what is odd.
    public init(isStrict: Bool = false, limit: Int? = nil) {
        self.isStrict = isStrict
        self.limit = limit
    }
}

/// Words and their vectors while they are read, and what was odd about them.
struct CollectedVectors {
    /// What the stream is called in messages.
    let file: String
    let reading: VectorReading
    private(set) var words: [String] = []
    /// The vectors of the words, one after the other.
    private(set) var elements: [Float] = []
    var dimension = 0
    /// How many words were there, those that were left out among them.
    private(set) var entries = 0
    private var places: [Word: VectorFileError.Place] = [:]
    private var oddities = VectorOddities()

    init(_ file: String, _ reading: VectorReading) {
        self.file = file
        self.reading = reading
    }

    /// Whether there are as many words as were asked for.
    var isFull: Bool { reading.limit.map { words.count >= $0 } ?? false }

    /// Takes memory for so many words, but only where the stream can have as many: a number takes `bytesEach` or more.
    mutating func reserve(_ count: Int, in input: BufferedInput, bytesEach: Int) {
        let numbers = min(count, reading.limit ?? count) * dimension
        if input.expectedRemainder / bytesEach >= numbers { elements.reserveCapacity(numbers) }
    }

    /// Takes the next word; it may turn out that it is left out.
    ///
    /// - Parameter vector: Appends the d numbers of the word.
    mutating func take(
        _ bytes: UnsafeRawBufferPointer, at place: VectorFileError.Place, hasNumbers: Bool = false,
        vector: (_ word: String, inout [Float]) throws -> Void
    ) throws {
        let word = try decode(bytes, at: place)
        if hasNumbers { oddities.note(.numbers, word, at: place) }
        try vector(word, &elements)
        entries += 1
        if try isNew(word, at: place) { words.append(word) } else { elements.removeLast(dimension) }
    }

    /// A word's text; what is not UTF-8 is repaired, or refused.
    mutating func decode(_ bytes: UnsafeRawBufferPointer, at place: VectorFileError.Place) throws -> String {
        if let word = String(validating: bytes, as: UTF8.self) { return word }
        guard !reading.isStrict else { throw VectorFileError(file, at: place, .notUTF8) }
        let word = String(decoding: bytes, as: UTF8.self)
        oddities.note(.encoding, word, at: place)
        return word
    }

    /// Whether a word is there for the first time; it is remembered.
    mutating func isNew(_ word: String, at place: VectorFileError.Place) throws -> Bool {
        guard let earlier = places.updateValue(place, forKey: Word(word)) else { return true }
        guard !reading.isStrict else {
            throw VectorFileError(file, at: place, .repeated(word: word, earlier: earlier))
        }
        oddities.note(.repetition, word, at: place)
        return false
    }

    /// Reads over a byte-order mark at the beginning of the stream.
    mutating func skipByteOrderMark(_ input: BufferedInput) throws {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        guard try input.peek(mark.count).elementsEqual(mark) else { return }
        guard !reading.isStrict else { throw VectorFileError(file, .byteOrderMark) }
        input.skip(mark.count)
        oddities.note(.byteOrderMark, "", at: .byte(0))
    }

    /// Warns of what was odd.
    func warn() { oddities.lines(file).forEach(ComputeContext.current.warn) }
}

/// What is odd about a file's words and yet was read: how often, and where first.
struct VectorOddities {
    enum Kind: CaseIterable { case byteOrderMark, repetition, encoding, numbers }

    private var found: [Kind: (count: Int, word: String, place: VectorFileError.Place)] = [:]

    mutating func note(_ kind: Kind, _ word: String, at place: VectorFileError.Place) {
        found[kind, default: (0, word, place)].count += 1
    }

    /// A line for each kind, as warnings are worded.
    func lines(_ file: String) -> [String] {
        Kind.allCases.compactMap { kind in
            guard let (count, word, place) = found[kind] else { return nil }
            let first = count == 1 ? place.description : "the first at \(place.description)"
            let quoted = "'\(word)', \(first)"
            return switch kind {
            case .byteOrderMark: "\(file) begins with a byte-order mark, which is left out"
            case .repetition:
                count == 1
                    ? "\(file): a word is there a second time and is left out: \(quoted)"
                    : "\(file): \(count) words are there again and are left out: \(quoted)"
            case .encoding:
                "\(file): \(count == 1 ? "a word is" : "\(count) words are") not UTF-8 text; "
                    + "U+FFFD stands for what is not: \(quoted)"
            case .numbers:
                "\(file): \(count == 1 ? "a word has a number" : "\(count) words have numbers") after a space: \(quoted)"
            }
        }
    }
}
