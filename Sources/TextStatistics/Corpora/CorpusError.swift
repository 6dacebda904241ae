public import Computation

/// A corpus that cannot be read or counted as asked.
public enum CorpusError: UserFacingError, Equatable {
    /// The file is not there; `remedy` says how to get it.
    case missing(corpus: String, path: String, remedy: String?)
    /// A compressed file stops in the middle.
    case truncatedCompression(path: String)
    /// A compressed file's content or checksum is wrong.
    case damagedCompression(path: String)
    /// A text that is not UTF-8; `offset` is the first byte (of the decompressed text) that cannot be read.
    case notUTF8(path: String, offset: Int)
    /// A text without a single word.
    case noWords(path: String)
    /// Fewer different words than the vocabulary asked for.
    case tooFewWords(corpus: String, found: Int, asked: Int)
    /// No pair of words is as far apart as the window reaches.
    case windowTooLong(corpus: String, window: Int, longestDocument: Int)
    /// Counted statistics know only the window that they were counted with.
    case otherWindow(corpus: String, counted: Int, asked: Int)
    /// A size below 1.
    case notPositive(parameter: String, value: Int)
    /// A run of letters that no memory is spent on; `offset` is its first byte (of the decompressed text).
    case wordTooLong(path: String, offset: Int, limit: Int)
    /// More different words than can be numbered.
    case tooManyDifferentWords(corpus: String, limit: Int)
    /// A window in which the weights could add up to 2³² or more.
    case windowTooWide(window: Int, limit: Int)
    /// The counts of all pairs could add up to 2⁶⁴ or more.
    case sumTooLarge(corpus: String, window: Int)
    /// The counts take more memory than is allowed; both in bytes.
    case countsTooLarge(vocabulary: Int, needed: Int, allowed: Int)

    /// One line that names what is wrong.
    public var description: String {
        switch self {
        case .missing(let corpus, let path, _):
            "the corpus \(corpus) is not there: \(path) does not exist"
        case .truncatedCompression(let path):
            "\(path) is cut off: its compressed data ends too early"
        case .damagedCompression(let path):
            "\(path) is damaged: its compressed data cannot be read"
        case .notUTF8(let path, let offset):
            "\(path) is not UTF-8 text: the byte at offset \(offset) cannot be read"
        case .noWords(let path):
            "\(path) has no words"
        case .tooFewWords(let corpus, let found, let asked):
            "the corpus \(corpus) has \(found) different words, fewer than the vocabulary of \(asked)"
        case .windowTooLong(let corpus, let window, let longest):
            "the window of \(window) words is longer than the corpus \(corpus) allows: "
                + "its longest document has \(longest) words of the vocabulary"
        case .otherWindow(let corpus, let counted, let asked):
            "the corpus \(corpus) was counted with a window of \(counted) words and cannot tell about \(asked)"
        case .notPositive(let parameter, let value):
            "the \(parameter) is \(value), but it must be at least 1"
        case .wordTooLong(let path, let offset, let limit):
            "\(path) has a run of more than \(limit) letters, which is no word: it begins at offset \(offset)"
        case .tooManyDifferentWords(let corpus, let limit):
            "\(corpus) has more than \(limit) different words"
        case .windowTooWide(let window, let limit):
            "the window of \(window) words is wider than \(limit), the most that can be counted"
        case .sumTooLarge(let corpus, let window):
            "the counts of the corpus \(corpus) could add up to 2⁶⁴ or more with a window of \(window) words"
        case .countsTooLarge(let vocabulary, let needed, let allowed):
            "the counts among \(vocabulary) words take \(megabytes(needed)) of memory, "
                + "and \(megabytes(allowed)) are allowed"
        }
    }

    /// What to do about it.
    public var remedy: String? {
        switch self {
        case .missing(_, _, let remedy):
            remedy ?? "Check the path."
        case .truncatedCompression, .damagedCompression:
            "Get the file again."
        case .notUTF8:
            "Convert it, for example: iconv -f WINDOWS-1252 -t UTF-8."
        case .noWords:
            "Give a text with words in the letters a to z."
        case .tooFewWords(_, let found, _):
            "Ask for fewer: --set vocabulary=\(found)."
        case .windowTooLong(_, _, let longest):
            longest > 1
                ? "Ask for less: --set window=\(longest - 1)." : "Give a text in which words stand next to each other."
        case .otherWindow(_, let counted, _):
            "Use --set window=\(counted), or a text corpus, which is counted with any window."
        case .notPositive(let parameter, _):
            "Give a larger one: --set \(parameter)=N."
        case .wordTooLong:
            "Check that the file is text, and break the run up with spaces."
        case .tooManyDifferentWords:
            "Check that the file is text, or give less of it."
        case .windowTooWide, .sumTooLarge:
            "Ask for less: --set window=N."
        case .countsTooLarge:
            "Allow more with --memory, or ask for fewer words: --set vocabulary=N."
        }
    }

    /// Megabytes (10⁶ bytes), rounded up; bytes below one.
    private func megabytes(_ bytes: Int) -> String {
        bytes < 1_000_000 ? "\(bytes) bytes" : "\((bytes + 999_999) / 1_000_000) MB"
    }
}
