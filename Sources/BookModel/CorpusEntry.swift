/// A corpus of `assets/corpora.yml`, or a file that the user named.
public struct CorpusEntry: Codable, Hashable, Sendable {
    /// Where the counts come from.
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// Counts that were made earlier, in a file.
        case statistics
        /// Text that is counted, in a file or a folder.
        case text
        /// Text with known concepts, which is generated and counted; there is no file.
        case planted
        /// The words of another text in random order; there is no file but that text's.
        case shuffled
    }

    /// What `--corpus` and `corpus:` in `book.yml` call it.
    public var name: String
    /// Where the counts come from, which decides which of the other properties matter.
    public var kind: Kind
    /// An absolute path; `nil` of a planted and of a shuffled text.
    public var file: String?
    /// What separates documents in a text.
    public var documents: Documents
    /// Which characters of a text are letters.
    public var letters: Letters
    /// What a text's digits are.
    public var digits: Digits
    /// How many words an article of a Wikipedia dump has at least; `nil` for the usual number.
    public var shortestArticle: Int?
    /// What is generated, of a planted text; otherwise `nil`.
    public var planted: Planted?
    /// What is shuffled, of a shuffled text; otherwise `nil`.
    public var shuffled: Shuffled?
    /// One line for the page.
    public var summary: String
    /// The terms that the text is under; `nil` when nothing states them.
    public var licence: String?
    /// Where the text comes from, usually an address; `nil` when nothing states it.
    public var source: String?
    /// Where the file can be downloaded from: http or https.
    public var url: String?
    /// How many bytes the file has; `nil` when nothing states it.
    public var size: Int?
    /// The file's SHA-256 in small hexadecimal digits; `nil` when any file will do.
    public var sha256: String?
    /// What to do when the file is not there and cannot be downloaded.
    public var remedy: String?

    /// `whole`: the file is one document; `lines`: each line is one. Windows do not reach across documents.
    public enum Documents: String, Codable, Hashable, Sendable, CaseIterable { case whole, lines }

    /// `ascii`: those from a to z; `unicode`: all of Unicode's, with the combining marks that follow them.
    public enum Letters: String, Codable, Hashable, Sendable, CaseIterable { case ascii, unicode }

    /// `separate`: digits separate words; `words`: each is read as its name, `7` as `seven`.
    public enum Digits: String, Codable, Hashable, Sendable, CaseIterable { case separate, words }

    /// The parameters of a planted text; what is `nil` is as the planted language has it.
    public struct Planted: Codable, Hashable, Sendable {
        /// How many words the text has.
        public var words: Int
        /// How many different words the language has.
        public var vocabulary: Int?
        /// How many latent concepts the language has.
        public var concepts: Int?
        /// What all random choices follow from.
        public var seed: UInt64?

        /// A text of so many words; whether there is such a language is not checked.
        public init(words: Int, vocabulary: Int? = nil, concepts: Int? = nil, seed: UInt64? = nil) {
            self.words = words
            self.vocabulary = vocabulary
            self.concepts = concepts
            self.seed = seed
        }
    }

    /// Which text is shuffled, and how.
    public struct Shuffled: Codable, Hashable, Sendable {
        /// What the order follows from.
        public var seed: UInt64
        private var text: Box

        /// A value that contains one of its own kind has to be boxed.
        private indirect enum Box: Codable, Hashable { case entry(CorpusEntry) }

        /// The text whose words are shuffled.
        public var original: CorpusEntry {
            switch text {
            case .entry(let entry): entry
            }
        }

        /// The words of a text, which has the kind text or planted.
        public init(of original: CorpusEntry, seed: UInt64) {
            text = .entry(original)
            self.seed = seed
        }
    }

    /// Where the words come from: of a shuffled text the text that is shuffled, otherwise the corpus itself.
    public var sourceText: CorpusEntry { shuffled?.original ?? self }

    /// How to get the file when it is not there.
    public var wayToGet: String? { url == nil ? remedy : "Get it with: w2vbook corpus fetch \(name)" }

    /// A corpus of a file with these particulars. `file` is an absolute path and need not exist.
    public init(
        name: String, kind: Kind, file: String, documents: Documents = .whole, letters: Letters = .ascii,
        digits: Digits = .separate, shortestArticle: Int? = nil, summary: String, licence: String? = nil,
        source: String? = nil,
        url: String? = nil, size: Int? = nil, sha256: String? = nil, remedy: String? = nil
    ) {
        self.init(name: name, kind: kind, summary: summary)
        self.file = file
        self.documents = documents
        self.letters = letters
        self.digits = digits
        self.shortestArticle = shortestArticle
        self.licence = licence
        self.source = source
        self.url = url
        self.size = size
        self.sha256 = sha256
        self.remedy = remedy
    }

    /// A planted text.
    public init(name: String, planted: Planted, summary: String) {
        self.init(name: name, kind: .planted, summary: summary)
        self.planted = planted
    }

    /// The words of another text in random order.
    public init(name: String, shuffled: Shuffled, summary: String) {
        self.init(name: name, kind: .shuffled, summary: summary)
        self.shuffled = shuffled
    }

    private init(name: String, kind: Kind, summary: String) {
        self.name = name
        self.kind = kind
        documents = .whole
        letters = .ascii
        digits = .separate
        self.summary = summary
    }
}
