/// A book after a build: what was written, what ran, what came out. All that the report needs.
public struct Book: Codable, Hashable, Sendable {
    public var title: String
    public var subtitle: String?
    public var authors: [String]
    public var language: String
    public var corpus: CorpusSummary
    public var profile: String
    /// The parameters in force, sorted by name.
    public var parameters: [Parameter]
    public var chapters: [BuiltChapter]
    public var references: [Reference]

    public struct Parameter: Codable, Hashable, Sendable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(
        title: String, subtitle: String? = nil, authors: [String], language: String = "en", corpus: CorpusSummary,
        profile: String, parameters: [Parameter], chapters: [BuiltChapter], references: [Reference]
    ) {
        self.title = title
        self.subtitle = subtitle
        self.authors = authors
        self.language = language
        self.corpus = corpus
        self.profile = profile
        self.parameters = parameters
        self.chapters = chapters
        self.references = references
    }
}

/// The corpus of a build, as the page names it.
public struct CorpusSummary: Codable, Hashable, Sendable {
    public var name: String
    /// One line: "24,667 English Wikipedia articles, 64.7 million words".
    public var description: String
    public var licence: String?

    public init(name: String, description: String, licence: String? = nil) {
        self.name = name
        self.description = description
        self.licence = licence
    }
}

/// A chapter with what its run produced.
public struct BuiltChapter: Codable, Hashable, Sendable {
    /// `skipped`: another chapter was asked for, and nothing valid was remembered of this one.
    public enum Status: String, Codable, Hashable, Sendable { case complete, failed, skipped }

    public var chapter: Chapter
    public var status: Status
    /// What came out; of a failed chapter, what came out before it failed.
    public var outputs: ChapterOutputs
    public var diagnostics: [Diagnostic]
    /// Seconds that compiling and running took, when the outputs were made.
    public var seconds: Double
    /// Whether the outputs are those of an earlier build.
    public var isReused: Bool

    public init(
        chapter: Chapter, status: Status, outputs: ChapterOutputs, diagnostics: [Diagnostic] = [],
        seconds: Double = 0, isReused: Bool = false
    ) {
        self.chapter = chapter
        self.status = status
        self.outputs = outputs
        self.diagnostics = diagnostics
        self.seconds = seconds
        self.isReused = isReused
    }
}

/// A work that the text cites, from `references.yml`.
public struct Reference: Codable, Hashable, Sendable {
    public var key: String
    public var authors: [String]
    public var year: Int
    public var title: String
    /// The journal, the conference or the site.
    public var venue: String?
    public var url: String?

    public init(
        key: String, authors: [String], year: Int, title: String, venue: String? = nil, url: String? = nil
    ) {
        self.key = key
        self.authors = authors
        self.year = year
        self.title = title
        self.venue = venue
        self.url = url
    }
}
