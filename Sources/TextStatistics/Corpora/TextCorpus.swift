public import Computation
public import Foundation

/// A corpus that is a text file in UTF-8, plain or compressed by gzip, or a database of dictd (`.dict.dz`).
///
/// It is counted when it is used.
public struct TextCorpus: Corpus {
    /// What the book calls it.
    public let name: String
    /// The text; compression is told from its first bytes.
    public let file: URL
    /// Where its documents end.
    public let documents: DocumentLayout
    /// How it becomes words.
    public let normalization: TextNormalization
    /// What to do where the file is missing.
    public let remedyIfMissing: String?

    /// Names the file; it is not opened yet.
    public init(
        name: String, file: URL, documents: DocumentLayout = .whole,
        normalization: TextNormalization = TextNormalization(), remedyIfMissing: String? = nil
    ) {
        self.name = name
        self.file = file
        self.documents = documents
        self.normalization = normalization
        self.remedyIfMissing = remedyIfMissing
    }

    /// From the file's bytes and how they are read; the file's name does not matter.
    public var fingerprint: Fingerprint {
        get throws {
            let content = try explainingMissing(corpus: name, remedy: remedyIfMissing) {
                try Fingerprint(ofFile: file)
            }
            return Fingerprint(
                operation: "text corpus",
                parameters: [
                    "documents": documents.rawValue,
                    "digits": normalization.spellsOutDigits ? "spelled out" : "separate words",
                ],
                inputs: [content])
        }
    }

    /// Reads the text and counts it; remembered.
    ///
    /// Words outside the vocabulary are dropped before pairs are formed. Throws ``CorpusError`` and ``FileError``.
    /// Needs 8 bytes a word of text, and 24 bytes a non-zero count while they are put together.
    public func cooccurrences(vocabulary size: Int, window: Int) throws -> Cooccurrences {
        try countText(
            of: self, vocabulary: size, window: window, documents: documents, normalization: normalization
        ) { try openText(file) }
    }
}

/// Says of a corpus whose file is missing how to get it.
func explainingMissing<Value>(corpus: String, remedy: String?, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch FileError.missing(let path) {
        throw CorpusError.missing(corpus: corpus, path: path, remedy: remedy)
    }
}

func checkPositive(_ parameter: String, _ value: Int) throws {
    guard value >= 1 else { throw CorpusError.notPositive(parameter: parameter, value: value) }
}
