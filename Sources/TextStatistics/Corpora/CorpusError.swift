public import Files

/// A corpus that cannot be read or counted as asked.
public enum CorpusError: UserFacingError, Equatable {
    /// What is asked of counts in whole numbers, as messages name it.
    public enum Size: String, Sendable {
        /// How many words are counted.
        case vocabulary
        /// How many words to each side make a pair.
        case window
        /// How often a word of the vocabulary occurs at least.
        case minimumCount = "minimum count"

        fileprivate var choice: Remedy.Choice {
            switch self {
            case .vocabulary: .vocabulary(nil)
            case .window: .window(nil)
            case .minimumCount: .minimumCount(nil)
            }
        }
    }

    /// The file is not there; `remedy` says how to get it.
    case missing(corpus: String, path: String, remedy: String?)
    /// The file is there, but it is not the one that was registered.
    case otherContent(corpus: String, path: String, found: Fingerprint, registered: Fingerprint)
    /// A compressed file stops in the middle.
    case truncatedCompression(path: String)
    /// A compressed file's content or checksum is wrong.
    case damagedCompression(path: String)
    /// A compressed file that expands beyond all measure, as if made to fill memory: see ``ExpansionGuard``.
    case expandsTooMuch(path: String)
    /// A compressed file inside a compressed file or an archive.
    case nestedCompression(path: String)
    /// An archive or a compressed file of a kind that is not read, as "a tar archive".
    case foreignArchive(path: String, kind: String)
    /// A zip archive whose list of entries is missing or cannot be read.
    case damagedTableOfContents(path: String)
    /// A zip archive whose entries together are longer than the archive.
    case overlappingEntries(path: String)
    /// An encrypted entry of an archive.
    case encrypted(path: String)
    /// An entry of an archive compressed by an unknown method.
    case unreadMethod(path: String)
    /// A Wikipedia dump without its end.
    case truncatedDump(path: String)
    /// A Wikipedia dump of which no article is left.
    case noArticles(path: String, minimumWords: Int)
    /// A folder or an archive without any text.
    case noTexts(path: String)
    /// A file that is something else than text, as "a PNG image".
    case notText(path: String, kind: String)
    /// A text in another encoding, by its byte-order mark.
    case otherEncoding(path: String, encoding: String)
    /// A text that is not UTF-8; `offset` is the first byte (of the decompressed text) that cannot be read.
    case notUTF8(path: String, offset: Int)
    /// A text without a single word.
    case noWords(path: String)
    /// Fewer different words than the vocabulary asked for.
    case tooFewWords(corpus: String, found: Int, asked: Int)
    /// No word is as frequent as asked; `most` is the count of the most frequent one.
    case noFrequentWords(corpus: String, minimumCount: Int, most: Int)
    /// A corpus of statistics was asked for its text.
    case statisticsOnly(corpus: String)
    /// No pair of words is as far apart as the window reaches.
    case windowTooLong(corpus: String, window: Int, longestDocument: Int)
    /// Counted statistics know only the window that they were counted with.
    case otherWindow(corpus: String, counted: Int, asked: Int)
    /// A size below 1.
    case notPositive(Size, value: Int)
    /// A run of letters that no memory is spent on; `offset` is its first byte (of the decompressed text).
    case wordTooLong(path: String, offset: Int, limit: Int)
    /// More different words than can be numbered.
    case tooManyDifferentWords(corpus: String, limit: Int)
    /// The different words take more memory than is allowed for them; both in bytes.
    case wordsTooLarge(corpus: String, words: Int, needed: Int, allowed: Int)
    /// The corpus is not the one, or no longer the one, under whose fingerprint a result is going to be kept.
    case changed(corpus: String)
    /// A window in which the weights could add up to 2³² or more.
    case windowTooWide(window: Int, limit: Int)
    /// The counts of all pairs could add up to 2⁶³ or more.
    case sumTooLarge(corpus: String, window: Int)
    /// The counts take more memory than is allowed; both in bytes.
    case countsTooLarge(vocabulary: Int, needed: Int, allowed: Int)

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
        case .expandsTooMuch(let path):
            "\(path) expands to more than \(ExpansionGuard.factor) times its size"
        case .nestedCompression(let path):
            "\(path) is compressed more than once"
        case .foreignArchive(let path, let kind):
            "\(path) is \(kind), which cannot be read"
        case .damagedTableOfContents(let path):
            "\(path) is damaged or cut off: its table of contents cannot be read"
        case .overlappingEntries(let path):
            "\(path) is damaged: its entries overlap"
        case .encrypted(let path):
            "\(path) is encrypted"
        case .unreadMethod(let path):
            "\(path) is compressed by a method that cannot be read"
        case .truncatedDump(let path):
            "\(path) is cut off: the Wikipedia dump has no </mediawiki> at its end"
        case .noArticles(let path, let minimumWords):
            "\(path) has no article of \(minimumWords) words or more"
        case .noTexts(let path):
            "\(path) has no text in it"
        case .notText(let path, let kind):
            "\(path) is \(kind), not a text"
        case .otherEncoding(let path, let encoding):
            "\(path) is \(encoding) text, not UTF-8"
        case .notUTF8(let path, let offset):
            "\(path) is not UTF-8 text: the byte at offset \(offset) cannot be read"
        case .noWords(let path):
            "\(path) has no words"
        case .tooFewWords(let corpus, let found, let asked):
            "the corpus \(corpus) has \(found) different words, fewer than the vocabulary of \(asked)"
        case .noFrequentWords(let corpus, let minimumCount, let most):
            "no word of the corpus \(corpus) occurs \(minimumCount) times: the most frequent one has \(most)"
        case .statisticsOnly(let corpus):
            "the corpus \(corpus) holds statistics alone, not the text that they come from"
        case .windowTooLong(let corpus, let window, let longest):
            "the window of \(window) words is longer than the corpus \(corpus) allows: "
                + "its longest document has \(longest) words of the vocabulary"
        case .otherWindow(let corpus, let counted, let asked):
            "the corpus \(corpus) was counted with a window of \(counted) words and cannot tell about \(asked)"
        case .notPositive(let size, let value):
            "the \(size.rawValue) is \(value), but it must be at least 1"
        case .wordTooLong(let path, let offset, let limit):
            "\(path) has a run of more than \(limit) letters, which is no word: it begins at offset \(offset)"
        case .tooManyDifferentWords(let corpus, let limit):
            "\(corpus) has more than \(limit) different words"
        case .wordsTooLarge(let corpus, let words, let needed, let allowed):
            "\(corpus) has more than \(words) different words, which take \(megabytes(needed)) of memory, "
                + "and \(megabytes(allowed)) are allowed for them"
        case .changed(let corpus):
            "the corpus \(corpus) was changed while it was read"
        case .windowTooWide(let window, let limit):
            "the window of \(window) words is wider than \(limit), the most that can be counted"
        case .sumTooLarge(let corpus, let window):
            "the counts of the corpus \(corpus) could add up to 2⁶³ or more with a window of \(window) words"
        case .countsTooLarge(let vocabulary, let needed, let allowed):
            "the counts among \(vocabulary) words take \(megabytes(needed)) of memory, "
                + "and \(megabytes(allowed)) are allowed"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? {
        switch self {
        case .missing(_, _, let remedy):
            remedy.map(Remedy.init(_:)) ?? "Check the path."
        case .otherContent:
            "Get the registered file again, or correct \(.registeredSum)."
        case .truncatedCompression, .damagedCompression, .damagedTableOfContents, .truncatedDump:
            "Get the file again."
        case .expandsTooMuch:
            "If it can be trusted, unpack it and give what is inside."
        case .overlappingEntries:
            "Get the archive again, from a source that can be trusted."
        case .nestedCompression, .foreignArchive, .unreadMethod:
            "Unpack it and give what is inside."
        case .encrypted:
            "Unpack the archive with its password and give the folder."
        case .noArticles:
            "Give a dump with articles, or take shorter ones: \(.shortestArticle)."
        case .noTexts:
            "Put plain texts into it; hidden files, images and programs do not count."
        case .notText:
            "Give a plain text, or make one of it first."
        case .otherEncoding(_, let encoding):
            "Convert it: iconv -f \(encoding) -t UTF-8."
        case .notUTF8:
            "Convert it, for example: iconv -f WINDOWS-1252 -t UTF-8."
        case .noWords:
            "Give a text with words in the letters a to z, or have all letters read: \(.allLetters)."
        case .tooFewWords(_, let found, _):
            "Ask for fewer: \(.vocabulary(found))."
        case .noFrequentWords(_, _, let most):
            "Ask for a minimum count of at most \(most)."
        case .statisticsOnly:
            "Use a corpus of text: \(.textCorpus)."
        case .windowTooLong(_, _, let longest):
            longest > 1
                ? "Ask for less: \(.window(longest - 1))." : "Give a text in which words stand next to each other."
        case .otherWindow(_, let counted, _):
            "Use \(.window(counted)), or a text corpus, which is counted with any window."
        case .notPositive(let size, _):
            "Give a larger one: \(size.choice)."
        case .wordTooLong:
            "Check that the file is text, and break the run up with spaces."
        case .tooManyDifferentWords:
            "Check that the file is text, or give less of it."
        case .wordsTooLarge:
            "Allow more with \(.memory), half of which is for the different words; or check that the file is text."
        case .changed:
            "Run it again when nothing writes to its files any more."
        case .windowTooWide, .sumTooLarge:
            "Ask for less: \(.window(nil))."
        case .countsTooLarge:
            "Allow more with \(.memory), or ask for fewer words: \(.vocabulary(nil))."
        }
    }

    /// Megabytes (10⁶ bytes), rounded up; bytes below one.
    private func megabytes(_ bytes: Int) -> String {
        bytes < 1_000_000 ? "\(bytes) bytes" : "\((bytes + 999_999) / 1_000_000) MB"
    }
}
