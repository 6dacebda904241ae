/// What the engine hands to the process that runs one chapter.
public struct RunRequest: Codable, Hashable, Sendable {
    /// The chapter's file as diagnostics name it.
    public var chapter: String
    /// The chapter's compiled program.
    public var library: String
    /// The parameters in force, by name.
    public var parameters: [String: ParameterValue]
    /// The corpora that the chapter can name, the book's own among them.
    public var corpora: [CorpusEntry]
    /// The name of the corpus that the book is built on.
    public var corpus: String
    /// The folder with the benchmarks.
    public var assets: String
    /// Where remembered results live; `nil` remembers nothing.
    public var store: String?
    /// How many threads the computations of this chapter may keep busy, at least 1.
    public var threads: Int

    /// A request for one chapter; `library`, `assets` and `store` are absolute paths.
    public init(
        chapter: String, library: String, parameters: [String: ParameterValue], corpora: [CorpusEntry], corpus: String,
        assets: String,
        store: String?, threads: Int
    ) {
        self.chapter = chapter
        self.library = library
        self.parameters = parameters
        self.corpora = corpora
        self.corpus = corpus
        self.assets = assets
        self.store = store
        self.threads = threads
    }
}

/// A parameter's value, of the type that it has in `book.yml`.
public enum ParameterValue: Codable, Hashable, Sendable, CustomStringConvertible {
    /// A whole number: `3000`.
    case integer(Int)
    /// A number with a decimal point or an exponent: `0.05`.
    case real(Double)
    /// `true` or `false`.
    case boolean(Bool)
    /// Any other value.
    case text(String)

    /// The value as it would be written in `book.yml`.
    public var description: String {
        switch self {
        case .integer(let value): "\(value)"
        case .real(let value): "\(value)"
        case .boolean(let value): "\(value)"
        case .text(let value): value
        }
    }
}

/// A corpus of `assets/corpora.yml`, or a file that the user named.
public struct CorpusEntry: Codable, Hashable, Sendable {
    /// What the file holds.
    public enum Kind: String, Codable, Hashable, Sendable {
        /// Counts that were made earlier.
        case statistics
        /// Text that is counted.
        case text
    }

    /// What `--corpus` and `corpus:` in `book.yml` call it.
    public var name: String
    /// What the file holds, which decides how it is read.
    public var kind: Kind
    /// An absolute path.
    public var file: String
    /// What separates documents in a text.
    public var documents: Documents
    /// One line for the page.
    public var summary: String
    /// The terms that the text is under; `nil` when nothing states them.
    public var licence: String?
    /// Where the text comes from, usually an address; `nil` when nothing states it.
    public var source: String?
    /// What to do when the file is not there.
    public var remedy: String?

    /// `whole`: the file is one document; `lines`: each line is one. Windows do not reach across documents.
    public enum Documents: String, Codable, Hashable, Sendable { case whole, lines }

    /// A corpus with these particulars. `file` is an absolute path and need not exist.
    public init(
        name: String, kind: Kind, file: String, documents: Documents = .whole, summary: String,
        licence: String? = nil, source: String? = nil, remedy: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.file = file
        self.documents = documents
        self.summary = summary
        self.licence = licence
        self.source = source
        self.remedy = remedy
    }
}
