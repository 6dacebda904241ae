public import Computation

/// What a user can ask of embeddings and not get.
public enum EmbeddingsError: UserFacingError, Equatable {
    /// More dimensions than words, or fewer than one.
    case rankTooLarge(rank: Int, vocabulary: Int)
    /// A word that the vocabulary does not have.
    case unknownWord(String, vocabulary: Int)
    /// A benchmark file that cannot be read.
    case unreadableBenchmark(file: String)
    /// A line of a benchmark file that is not what it should be.
    case malformedBenchmark(file: String, line: Int, expected: String)
    /// The vocabulary has no question, or too few, of a benchmark.
    case benchmarkWithoutKnownWords(name: String, items: String, vocabulary: Int)

    /// One line about what is wrong.
    public var description: String {
        switch self {
        case .rankTooLarge(let rank, let vocabulary):
            rank < 1
                ? "\(rank) dimensions were asked for; there is at least one"
                : "\(rank) dimensions were asked for, more than the \(vocabulary) words of the vocabulary"
        case .unknownWord(let word, let vocabulary):
            "the word '\(word)' is not among the \(vocabulary) words of the vocabulary"
        case .unreadableBenchmark(let file):
            "the benchmark \(file) cannot be read"
        case .malformedBenchmark(let file, let line, let expected):
            "\(file), line \(line): expected \(expected)"
        case .benchmarkWithoutKnownWords(let name, let items, let vocabulary):
            "\(name) has no two \(items) whose words are all among the \(vocabulary) words of the vocabulary"
        }
    }

    /// What to do about it.
    public var remedy: String? {
        switch self {
        case .rankTooLarge(_, let vocabulary): "Ask for 1 to \(vocabulary) dimensions: --set dimension=…"
        case .unknownWord: "Take a more frequent word, or a larger vocabulary: --set vocabulary=…"
        case .unreadableBenchmark: "Check that the file is there and is UTF-8 text."
        case .malformedBenchmark: "Correct the line; columns are separated by one tab, comments start with '#'."
        case .benchmarkWithoutKnownWords: "Take a larger vocabulary: --set vocabulary=…"
        }
    }
}
