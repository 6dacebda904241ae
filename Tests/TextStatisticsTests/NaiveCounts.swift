import Foundation
import TextStatistics
import TestSupport

/// Counts by the definition, pair by pair, on lines of words.
struct NaiveCounts {
    var words: [String]
    var matrix: [[Int]]
    var longestDocument: Int

    init(_ lines: [[String]], vocabulary size: Int, window: Int) {
        let occurrences = Dictionary(lines.joined().map { ($0, 1) }, uniquingKeysWith: +)
        words = Array(
            occurrences.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.prefix(size).map(\.key))
        matrix = Array(repeating: Array(repeating: 0, count: size), count: size)
        longestDocument = 0
        for line in lines {
            let numbers = line.compactMap { words.firstIndex(of: $0) }
            longestDocument = max(longestDocument, numbers.count)
            for left in numbers.indices {
                for right in numbers.indices where right > left && right - left <= window {
                    matrix[numbers[left]][numbers[right]] += window + 1 - (right - left)
                    matrix[numbers[right]][numbers[left]] += window + 1 - (right - left)
                }
            }
        }
    }
}

/// The counts of a text in a file of its own.
func count(
    _ bytes: [UInt8], vocabulary: Int, window: Int, documents: DocumentLayout = .whole,
    normalization: TextNormalization = TextNormalization()
) throws -> Cooccurrences {
    try withTemporaryFolder { folder in
        let file = folder.appending(path: "text")
        try Data(bytes).write(to: file)
        let corpus = TextCorpus(name: "tiny", file: file, documents: documents, normalization: normalization)
        return try corpus.cooccurrences(vocabulary: vocabulary, window: window)
    }
}

func count(
    _ text: String, vocabulary: Int, window: Int, documents: DocumentLayout = .whole,
    normalization: TextNormalization = TextNormalization()
) throws -> Cooccurrences {
    try count(
        Array(text.utf8), vocabulary: vocabulary, window: window, documents: documents, normalization: normalization)
}

/// The full matrix, by asking for each pair.
func dense(_ counts: Cooccurrences) -> [[Int]] {
    let indices = 0..<counts.vocabulary.count
    return indices.map { row in indices.map { counts[row, $0] } }
}
