import Computation
public import Files

/// A body of text whose words and co-occurrences can be had.
public protocol Corpus: Sendable {
    /// What the book calls it.
    var name: String { get }
    /// Stands for its content and how it is read. Reads the file: some milliseconds for each 10 MB.
    var fingerprint: Fingerprint { get throws }
    /// Whether there is a text, and not statistics alone.
    var hasText: Bool { get }
    /// The counts among the `vocabulary` most frequent words, `window` words to each side; remembered where that
    /// saves time. Throws a ``UserFacingError``.
    func cooccurrences(vocabulary: Int, window: Int) throws -> Cooccurrences
    /// The words of the text in their order, as numbers of the chosen vocabulary. Reads the text each time; throws a
    /// ``UserFacingError``, also where there is no text but statistics alone.
    func words(_ choice: VocabularyChoice) throws -> WordSequence
}

extension Corpus {
    /// True.
    public var hasText: Bool { true }
}
