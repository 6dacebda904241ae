/// A word as what it is in a text: a string of bytes in UTF-8, by which it is compared, ordered and hashed.
///
/// Swift's strings are equal where they are canonically equivalent: "café" with é as one letter, and with e and an
/// accent, is one string, and so are a Hangul syllable and its jamo, Å and the sign for ångström, or two marks in either
/// order. A text is counted by its bytes, in which these are different words. So wherever words are told from each
/// other or looked up, they are of this type, or in a ``WordIndex``.
public struct Word: Hashable, Comparable, Sendable {
    /// The letters.
    public let text: String

    /// The word with these letters; its bytes are brought together where they are not.
    public init(_ text: String) {
        var text = text
        text.makeContiguousUTF8()
        self.text = text
    }

    /// Equal bytes.
    public static func == (left: Word, right: Word) -> Bool {
        left.withBytes { left in right.withBytes { left.count == $0.count && left.elementsEqual($0) } }
    }

    /// The order of the bytes, which is that of the letters' numbers in Unicode.
    public static func < (left: Word, right: Word) -> Bool {
        left.withBytes { left in right.withBytes { left.lexicographicallyPrecedes($0) } }
    }

    /// Feeds in the bytes.
    public func hash(into hasher: inout Hasher) {
        withBytes { bytes in
            hasher.combine(bytes.count)
            hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        }
    }

    private func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        text.utf8.withContiguousStorageIfAvailable(body)!
    }
}

/// Written as its letters.
extension Word: CustomStringConvertible {
    /// The letters.
    public var description: String { text }
}

/// Written as its letters.
extension Word: Codable {
    /// Reads a string.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes a string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// Where words stand in a list, by their bytes: see ``Word``. One hash table, of some 40 bytes a word besides the letters.
public struct WordIndex: Sendable {
    private var places: [Word: Int] = [:]

    /// An index without words, with room for so many.
    public init(minimumCapacity: Int = 0) { places.reserveCapacity(minimumCapacity) }

    /// The index of a list; of a word that is there several times, the first place.
    public init(_ words: some Collection<String>) {
        self.init(minimumCapacity: words.count)
        for (place, word) in words.enumerated() { insert(word, at: place) }
    }

    /// How many different words there are.
    public var count: Int { places.count }

    /// Where a word stands; nil where the list does not have it.
    public subscript(word: String) -> Int? { places[Word(word)] }

    /// Keeps where a word stands. Where it has a place already, that is returned and stays.
    @discardableResult
    public mutating func insert(_ word: String, at place: Int) -> Int? {
        let word = Word(word)
        if let earlier = places[word] { return earlier }
        places[word] = place
        return nil
    }
}
