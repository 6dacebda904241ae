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
