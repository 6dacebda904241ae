public import Files

/// What a user can ask of embeddings and not get.
public enum EmbeddingsError: UserFacingError, Equatable {
    /// More dimensions than words, or fewer than one.
    case rankTooLarge(rank: Int, vocabulary: Int)
    /// A word that the vocabulary does not have.
    case unknownWord(String, vocabulary: Int)
    /// A benchmark file that cannot be read, and why.
    case unreadableBenchmark(reason: String)
    /// A line of a benchmark file that is not what it should be.
    case malformedBenchmark(file: String, line: Int, expected: String)
    /// The vocabulary has no question, or too few, of a benchmark.
    case benchmarkWithoutKnownWords(name: String, items: String, vocabulary: Int)
    /// None of several benchmarks has a question that the vocabulary knows.
    case noKnownBenchmark(names: [String], vocabulary: Int)
    /// All known pairs of a benchmark have the same score, or the same cosine, so they have no order.
    case constantBenchmark(name: String, values: String, pairs: Int)
    /// A word whose vector has a component that is infinite or not a number.
    case vectorNotFinite(word: String)
    /// Two embeddings of different words.
    case differentVocabularies(Int, Int)
    /// More singular directions than the vectors span.
    case tooFewDirections(asked: Int, spanned: Int)
    /// A family with fewer known pairs than an analysis of its task vectors takes.
    case familyTooSmall(name: String, known: Int, needed: Int, vocabulary: Int)
    /// A number of leading coordinates that an embedding does not have.
    case dimensionNotThere(Int, of: Int)

    /// One line about what is wrong.
    public var description: String {
        switch self {
        case .rankTooLarge(let rank, let vocabulary):
            rank < 1
                ? "\(rank) dimensions were asked for; there is at least one"
                : "\(rank) dimensions were asked for, more than the \(vocabulary) words of the vocabulary"
        case .unknownWord(let word, let vocabulary):
            "the word '\(word)' is not among the \(vocabulary) words of the vocabulary"
        case .unreadableBenchmark(let reason):
            "the benchmark cannot be read: \(reason)"
        case .malformedBenchmark(let file, let line, let expected):
            "\(file), line \(line): expected \(expected)"
        case .benchmarkWithoutKnownWords(let name, let items, let vocabulary):
            "\(name) has no two \(items) whose words are all among the \(vocabulary) words of the vocabulary"
        case .noKnownBenchmark(let names, let vocabulary):
            "none of the benchmarks (\(names.joined(separator: ", "))) has a question whose words are all among the "
                + "\(vocabulary) words of the vocabulary"
        case .constantBenchmark(let name, let values, let pairs):
            "the \(values) of the \(pairs) known pairs of \(name) are all alike, so they cannot be ranked"
        case .vectorNotFinite(let word):
            "the vector of the word '\(word)' has a component that is infinite or not a number"
        case .differentVocabularies(let first, let second):
            first == second
                ? "the two embeddings have different words"
                : "the two embeddings have different words: \(first) and \(second) of them"
        case .tooFewDirections(let asked, let spanned):
            "\(asked) singular directions were asked for, but the vectors span only \(spanned)"
        case .familyTooSmall(let name, let known, let needed, let vocabulary):
            "of the family '\(name)' \(known) \(known == 1 ? "pair has" : "pairs have") both words among the "
                + "\(vocabulary) words of the vocabulary; \(needed) are needed"
        case .dimensionNotThere(let dimension, let available):
            "the first \(dimension) coordinates were asked for, of vectors that have \(available)"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? {
        switch self {
        case .rankTooLarge(_, let vocabulary): "Ask for 1 to \(vocabulary) dimensions: \(.dimension(nil))."
        case .unknownWord: "Take a more frequent word, or a larger vocabulary: \(.vocabulary(nil))."
        case .unreadableBenchmark: "Check that the file is there, may be read and is UTF-8 text."
        case .malformedBenchmark: "Correct the line; columns are separated by one tab, comments start with '#'."
        case .benchmarkWithoutKnownWords, .noKnownBenchmark: "Take a larger vocabulary: \(.vocabulary(nil))."
        case .constantBenchmark(_, let values, _):
            values == "scores"
                ? "Take a larger vocabulary: \(.vocabulary(nil))."
                : "Look at the vectors: they may be zero, all alike, or of one dimension."
        case .vectorNotFinite: "Look for a training that diverged; lower its step size or its learning rate."
        case .differentVocabularies: "Make both from the same counts, or bring them to their common words."
        case .familyTooSmall: "Take another family, or a larger vocabulary: \(.vocabulary(nil))."
        case .dimensionNotThere(_, let available): "Ask for 1 to \(available)."
        case .tooFewDirections(_, let spanned): "Ask for at most \(spanned), or take an embedding of more dimensions."
        }
    }
}
