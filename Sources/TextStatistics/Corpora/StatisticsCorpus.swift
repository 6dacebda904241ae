import Computation
public import Files
public import Foundation

/// A corpus of which only the statistics are kept, as a ``StatisticsSnapshot``.
public struct StatisticsCorpus: Corpus {
    /// What the book calls it.
    public let name: String
    /// The snapshot.
    public let file: URL
    /// The SHA-256 that the file must have; nil where any file will do.
    public let registered: Fingerprint?
    /// What to do where the file is missing.
    public let remedyIfMissing: String?

    /// Names the file; it is not opened yet.
    public init(name: String, file: URL, registered: Fingerprint? = nil, remedyIfMissing: String? = nil) {
        self.name = name
        self.file = file
        self.registered = registered
        self.remedyIfMissing = remedyIfMissing
    }

    /// False.
    public var hasText: Bool { false }

    /// From the file's bytes.
    public var fingerprint: Fingerprint {
        get throws {
            try explainingMissing(file, corpus: name, remedy: remedyIfMissing) {
                let found = try Fingerprint(ofFile: file)
                try check(found, of: file, corpus: name, registered: registered)
                return found
            }
        }
    }

    /// The snapshot's counts among its `vocabulary` most frequent words.
    ///
    /// The window must be that of the snapshot, and a smaller vocabulary is cut out of its own, which differs a
    /// little from counting anew: see ``Cooccurrences/leading(_:)``. Reading the snapshot takes no longer than
    /// recalling a stored result, so nothing is remembered. Throws ``CorpusError``, ``SnapshotError``, ``FileError``.
    public func cooccurrences(vocabulary size: Int, window: Int) throws -> Cooccurrences {
        try checkPositive(.vocabulary, size)
        let counts = try explainingMissing(file, corpus: name, remedy: remedyIfMissing) {
            let bytes = try readAll(FileReader(file))
            if registered != nil { try check(Fingerprint(of: bytes), of: file, corpus: name, registered: registered) }
            return try StatisticsSnapshot(bytes: bytes, path: file.path).counts
        }
        guard counts.window == window else {
            throw CorpusError.otherWindow(corpus: name, counted: counts.window, asked: window)
        }
        guard counts.vocabulary.count >= size else {
            throw CorpusError.tooFewWords(corpus: name, found: counts.vocabulary.count, asked: size)
        }
        return counts.leading(size)
    }

    /// There is no text: throws ``CorpusError/statisticsOnly(corpus:)``.
    public func words(_ choice: VocabularyChoice) throws -> WordSequence {
        throw CorpusError.statisticsOnly(corpus: name)
    }
}
