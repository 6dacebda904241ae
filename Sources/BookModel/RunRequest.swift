/// What the engine hands to the process that runs one chapter.
public struct RunRequest: Codable, Hashable, Sendable {
    /// The chapter's file as diagnostics name it.
    public var chapter: String
    /// The chapter's compiled program.
    public var library: String
    /// What the chapter can read.
    public var book: BookContents
    /// Where remembered results live; `nil` remembers nothing.
    public var store: String?
    /// How many threads the computations of this chapter may keep busy, at least 1.
    public var threads: Int
    /// How many bytes of memory the computations of this chapter may use where they keep to a budget, at least 1.
    public var memory: Int

    /// A request for one chapter; `library` and `store` are absolute paths.
    public init(chapter: String, library: String, book: BookContents, store: String?, threads: Int, memory: Int) {
        self.chapter = chapter
        self.library = library
        self.book = book
        self.store = store
        self.threads = threads
        self.memory = memory
    }
}
