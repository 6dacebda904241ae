public import Computation
public import Foundation

/// A corpus of which only the statistics are kept, as a ``StatisticsSnapshot``.
public struct StatisticsCorpus: Corpus {
    /// What the book calls it.
    public let name: String
    /// The snapshot.
    public let file: URL
    /// What to do where the file is missing.
    public let remedyIfMissing: String?

    /// Names the file; it is not opened yet.
    public init(name: String, file: URL, remedyIfMissing: String? = nil) {
        self.name = name
        self.file = file
        self.remedyIfMissing = remedyIfMissing
    }

    /// From the file's bytes.
    public var fingerprint: Fingerprint {
        get throws {
            try explainingMissing(corpus: name, remedy: remedyIfMissing) { try Fingerprint(ofFile: file) }
        }
    }

    /// The snapshot's counts among its `vocabulary` most frequent words.
    ///
    /// The window must be that of the snapshot, and a smaller vocabulary is cut out of its own, which differs a
    /// little from counting anew: see ``Cooccurrences/leading(_:)``. Reading the snapshot takes no longer than
    /// recalling a stored result, so nothing is remembered. Throws ``CorpusError``, ``SnapshotError``, ``FileError``.
    public func cooccurrences(vocabulary size: Int, window: Int) throws -> Cooccurrences {
        try checkPositive("vocabulary", size)
        let counts = try explainingMissing(corpus: name, remedy: remedyIfMissing) {
            try StatisticsSnapshot(contentsOf: file).counts
        }
        guard counts.window == window else {
            throw CorpusError.otherWindow(corpus: name, counted: counts.window, asked: window)
        }
        guard counts.vocabulary.count >= size else {
            throw CorpusError.tooFewWords(corpus: name, found: counts.vocabulary.count, asked: size)
        }
        return counts.leading(size)
    }
}
