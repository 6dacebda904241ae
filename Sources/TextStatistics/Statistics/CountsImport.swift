import Computation
public import Files
public import Foundation

extension StatisticsSnapshot {
    /// A snapshot of counts that were made elsewhere.
    ///
    /// - Parameters:
    ///   - countsFile: A symmetric V×V NumPy array of UInt32 (`.npy`, which may be gzipped).
    ///   - vocabularyFile: V lines of a word, a tab and its occurrences, most frequent first.
    ///   - window: The context length L that the counts were made with.
    ///   - totalTokens: All words of the corpus; without it, the sum of the vocabulary's occurrences.
    ///   - provenance: Where the text comes from.
    ///
    /// Throws ``FileError``, `NPYError`, ``CorpusError`` and ``CountsImportError``.
    public init(
        countsFile: URL, vocabularyFile: URL, window: Int, totalTokens: Int? = nil, provenance: Provenance
    ) throws {
        try checkPositive(.window, window)
        let vocabulary = try Vocabulary(tableFile: vocabularyFile, totalTokens: totalTokens)
        let array = try NPYFile<UInt32>(from: TextFile(countsFile).content)
        let size = vocabulary.count
        guard array.shape == [size, size] else {
            throw CountsImportError.shape(path: countsFile.path, found: array.shape, vocabulary: size)
        }
        for row in 0..<size {
            for column in 0..<row where array.elements[row * size + column] != array.elements[column * size + row] {
                throw CountsImportError.asymmetric(path: countsFile.path, row: row, column: column)
            }
        }
        guard CountValues(narrow: array.elements).hasSum else { throw CountsImportError.sum(path: countsFile.path) }
        let inputs = try [countsFile, vocabularyFile].map { try Fingerprint(ofFile: $0) }
        self.init(
            counts: Cooccurrences(
                vocabulary: vocabulary, window: window, dense: array.elements.map { Int($0) },
                fingerprint: Fingerprint(
                    operation: "imported counts", parameters: ["window": String(window)], inputs: inputs)),
            provenance: provenance)
    }
}

extension Vocabulary {
    fileprivate init(tableFile file: URL, totalTokens: Int?) throws {
        var words: [String] = []
        var counts: [Int] = []
        var sum = 0
        var known = WordIndex()
        let lines = try readAll(TextFile(file).content).split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if line.isEmpty { continue }
            let fields = line.split(separator: UInt8(ascii: "\t")).map { String(validating: $0, as: UTF8.self) }
            guard fields.count == 2, let word = fields[0], let count = fields[1].flatMap({ Int($0) }), count >= 0,
                known.insert(word, at: words.count) == nil
            else { throw CountsImportError.line(path: file.path, number: number + 1) }
            let (newSum, overflow) = sum.addingReportingOverflow(count)
            guard !overflow else { throw CountsImportError.line(path: file.path, number: number + 1) }
            sum = newSum
            words.append(word)
            counts.append(count)
        }
        self.init(words: words, counts: counts, totalTokens: totalTokens ?? sum)
    }
}

/// Counts made elsewhere that do not fit.
public enum CountsImportError: UserFacingError, Equatable {
    /// The array is not V×V.
    case shape(path: String, found: [Int], vocabulary: Int)
    /// Two counts of the same pair differ.
    case asymmetric(path: String, row: Int, column: Int)
    /// The counts add up to 2⁶³ or more.
    case sum(path: String)
    /// A line of the vocabulary is not a new word, a tab and a number, or the numbers up to it add up to 2⁶³ or more.
    case line(path: String, number: Int)

    /// One line that names what is wrong.
    public var description: String {
        switch self {
        case .shape(let path, let found, let vocabulary):
            "\(path) has the shape \(found.map(String.init).joined(separator: "×")), "
                + "but the vocabulary has \(vocabulary) words"
        case .asymmetric(let path, let row, let column):
            "\(path) is not symmetric: row \(row), column \(column) differs from row \(column), column \(row)"
        case .sum(let path):
            "\(path) has counts that add up to 2⁶³ or more"
        case .line(let path, let number):
            "\(path):\(number) is not a new word, a tab and its number of occurrences"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? {
        switch self {
        case .shape: "Give the counts and the vocabulary of the same corpus."
        case .asymmetric: "Count each pair in both directions."
        case .sum: "Give fewer words or smaller counts."
        case .line: "Write one word a line, each once; all occurrences together must be less than 2⁶³."
        }
    }
}
