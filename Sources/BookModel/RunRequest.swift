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
    /// The name of the corpus that the book is built on; `nil` of a book that needs none.
    public var corpus: String?
    /// The folder with the benchmarks.
    public var assets: String
    /// The folder with the book's own measurements; need not exist.
    public var data: String
    /// Where remembered results live; `nil` remembers nothing.
    public var store: String?
    /// How many threads the computations of this chapter may keep busy, at least 1.
    public var threads: Int
    /// How many bytes of memory the computations of this chapter may use where they keep to a budget, at least 1.
    public var memory: Int

    /// A request for one chapter; `library`, `assets`, `data` and `store` are absolute paths.
    public init(
        chapter: String, library: String, parameters: [String: ParameterValue], corpora: [CorpusEntry], corpus: String?,
        assets: String, data: String, store: String?, threads: Int, memory: Int
    ) {
        self.chapter = chapter
        self.library = library
        self.parameters = parameters
        self.corpora = corpora
        self.corpus = corpus
        self.assets = assets
        self.data = data
        self.store = store
        self.threads = threads
        self.memory = memory
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
