public import Computation

/// A corpus that cannot be read or counted as asked.
public enum CorpusError: UserFacingError, Equatable {
    /// The file is not there; `remedy` says how to get it.
    case missing(corpus: String, path: String, remedy: String?)
    /// The file is there, but it is not the one that was registered.
    case otherContent(corpus: String, path: String, found: Fingerprint, registered: Fingerprint)
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

    /// One line that names what is wrong.
    public var description: String {
        switch self {
        case .missing(let corpus, let path, _):
            "the corpus \(corpus) is not there: \(path) does not exist"
        case .otherContent(let corpus, let path, let found, let registered):
            "the corpus \(corpus) is not the registered one: \(path) has the SHA-256 \(found), "
                + "but \(registered) is registered"
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
        }
    }

    /// What to do about it.
    public var remedy: String? {
        switch self {
        case .missing(_, _, let remedy):
            remedy ?? "Check the path."
        case .otherContent:
            "Get the registered file again, or correct sha256 in assets/corpora.yml."
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
        }
    }
}
