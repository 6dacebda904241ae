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
    /// What a text's digits are.
    public var digits: Digits
    /// One line for the page.
    public var summary: String
    /// The terms that the text is under; `nil` when nothing states them.
    public var licence: String?
    /// Where the text comes from, usually an address; `nil` when nothing states it.
    public var source: String?
    /// Where the file can be downloaded from: http, https or file.
    public var url: String?
    /// How many bytes the file has; `nil` when nothing states it.
    public var size: Int?
    /// The file's SHA-256 in small hexadecimal digits; `nil` when any file will do.
    public var sha256: String?
    /// What to do when the file is not there and cannot be downloaded.
    public var remedy: String?

    /// `whole`: the file is one document; `lines`: each line is one. Windows do not reach across documents.
    public enum Documents: String, Codable, Hashable, Sendable, CaseIterable { case whole, lines }

    /// `separate`: digits separate words; `words`: each is read as its name, `7` as `seven`.
    public enum Digits: String, Codable, Hashable, Sendable, CaseIterable { case separate, words }

    /// How to get the file when it is not there.
    public var wayToGet: String? { url == nil ? remedy : "Get it with: w2vbook corpus fetch \(name)" }

    /// A corpus with these particulars. `file` is an absolute path and need not exist.
    public init(
        name: String, kind: Kind, file: String, documents: Documents = .whole, digits: Digits = .separate,
        summary: String, licence: String? = nil, source: String? = nil, url: String? = nil, size: Int? = nil,
        sha256: String? = nil, remedy: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.file = file
        self.documents = documents
        self.digits = digits
        self.summary = summary
        self.licence = licence
        self.source = source
        self.url = url
        self.size = size
        self.sha256 = sha256
        self.remedy = remedy
    }
}
