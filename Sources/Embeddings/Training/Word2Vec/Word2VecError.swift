public import Files

/// Why word2vec cannot be trained as asked.
public enum Word2VecError: UserFacingError, Equatable {
    /// An option that makes no sense: its name, its value, what it must be.
    case option(name: String, value: String, must: String)
    /// Only one word is in the vocabulary, so that there is no noise to tell it from.
    case oneWord(corpus: String)
    /// No document has two words of the vocabulary, so that there are no pairs.
    case noPairs(corpus: String)
    /// Subsampling left no two words near each other in any reading, so that nothing was learned.
    case nothingKept(corpus: String, subsampling: Double)
    /// The vectors take more memory than is allowed; both in bytes.
    case tooLarge(words: Int, dimension: Int, needed: Int, allowed: Int)
    /// The vectors grew beyond all bounds.
    case diverged(learningRate: Double, words: Int)

    /// One line about what is wrong.
    public var description: String {
        switch self {
        case .option(let name, let value, let must):
            "the training option \(name) is \(value), but must be \(must)"
        case .oneWord(let corpus):
            "the vocabulary of \(corpus) has one word, which word2vec can tell from no other"
        case .noPairs(let corpus):
            "no document of \(corpus) has two words of the vocabulary, so that there are no pairs to learn from"
        case .nothingKept(let corpus, let subsampling):
            "subsampling at \(subsampling) left no two words of \(corpus) near each other, so that nothing was learned"
        case .tooLarge(let words, let dimension, let needed, let allowed):
            "the vectors of \(words) words in \(dimension) dimensions take \(megabytes(needed)) of memory, "
                + "and \(megabytes(allowed)) are allowed"
        case .diverged(let learningRate, let words):
            "word2vec diverged within \(words) words at a learning rate of \(learningRate)"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? {
        switch self {
        case .option(let name, _, _): "Correct \(name), or leave it out to take its default."
        case .oneWord: "Ask for a larger vocabulary, or a smaller minimum count."
        case .noPairs: "Ask for a larger vocabulary, or take a text with longer documents."
        case .nothingKept: "Leave out fewer words by a larger subsampling threshold, or none: \(.noSubsampling)."
        case .tooLarge: "Allow more with \(.memory), or ask for fewer words or dimensions."
        case .diverged: "Lower the learning rate; 0.025 is usual."
        }
    }

    /// Megabytes (10⁶ bytes), rounded up.
    private func megabytes(_ bytes: Int) -> String { "\(bytes / 1_000_000 + (bytes % 1_000_000 > 0 ? 1 : 0)) MB" }
}
