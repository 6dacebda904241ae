/// A book after a build: what was written, what ran, what came out. All that the report needs.
public struct BuiltBook: Hashable, Sendable {
    /// The title as `book.yml` gives it.
    public var title: String
    /// The line beneath the title; `nil` leaves it out.
    public var subtitle: String?
    /// The authors in the order of the title page; empty when `book.yml` names none.
    public var authors: [String]
    /// The language of the prose as a BCP 47 tag: `en`.
    public var language: String
    /// The corpus that the numbers of this build come from; `nil` of a book that needs none.
    public var corpus: CorpusSummary?
    /// The name of the profile in force: `standard`.
    public var profile: String
    /// The parameters in force, sorted by name.
    public var parameters: [Parameter]
    /// The chapters in the order of `book.yml`, failed and skipped ones included.
    public var chapters: [BuiltChapter]
    /// All works of `references.yml`, cited or not.
    public var references: [Reference]
    /// The numbers of what the chapters hold, and what every label leads to.
    public let numbering: Numbering
    /// Whether HTML in chapters stands in the page as it is (`raw-html: true` in `book.yml`) instead of being shown as
    /// text. It is not checked: its elements and ids are the author's care. The page's policy still forbids scripts,
    /// style attributes and everything from elsewhere.
    public var allowsRawHTML = false
    /// When, where and under which terms the book is published.
    public var publication = Publication()

    /// A book with these parts; `parameters` are to be sorted by name. Without a numbering the chapters are numbered here.
    public init(
        title: String, subtitle: String? = nil, authors: [String], language: String = "en", corpus: CorpusSummary?,
        profile: String, parameters: [Parameter], chapters: [BuiltChapter], references: [Reference],
        numbering: Numbering? = nil
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
        self.numbering =
            numbering ?? Numbering(chapters: chapters.map(\.chapter), citationKeys: Set(references.map(\.key)))
    }
}

/// The corpus of a build, as the page names it.
public struct CorpusSummary: Codable, Hashable, Sendable {
    /// The name in `assets/corpora.yml`; for a text chosen by its path, the file's name up to its first full stop.
    public var name: String
    /// One line: "24,667 English Wikipedia articles, 64.7 million words".
    public var description: String
    /// The terms that the text is under; `nil` when nothing states them.
    public var licence: String?

    /// A corpus as the page names it.
    public init(name: String, description: String, licence: String? = nil) {
        self.name = name
        self.description = description
        self.licence = licence
    }
}

/// A chapter with what its run produced.
public struct BuiltChapter: Hashable, Sendable {
    /// `skipped`: another chapter was asked for, and nothing valid was remembered of this one.
    public enum Status: String, Codable, Hashable, Sendable { case complete, failed, skipped }

    /// The chapter as it was written.
    public var chapter: Chapter
    /// How the build of this chapter ended.
    public var status: Status
    /// What came out; of a failed chapter, what came out before it failed.
    public var outputs: ChapterOutputs
    /// What is wrong with the chapter: first what its text shows, then what the compiler and the run report.
    public var diagnostics: [Diagnostic]
    /// Seconds that compiling and running took, when the outputs were made.
    public var seconds: Double
    /// Whether the outputs are those of an earlier build.
    public var isReused: Bool
    /// The names of the book's parameters that the chapter's code mentions, sorted.
    public var parameters: [String]
    /// Stands for all that the outputs depend on, as hexadecimal digits: builds with equal keys have equal outputs.
    /// `nil` for a chapter that has no program.
    public var key: String?
    /// What the outputs depend on, apart from the program; empty for a chapter that has no program of its own.
    public var dependencies: [Dependency] = []

    /// One thing that a chapter's outputs depend on.
    public struct Dependency: Codable, Hashable, Sendable {
        /// Of which kind it is.
        public enum Kind: String, Codable, Hashable, Sendable { case code, parameter, corpus, benchmarks, data }

        /// Of which kind it is.
        public var kind: Kind
        /// What to call it: `@figure("spectrum")`, `window`, `wikipedia`. Names of code need not be unique.
        public var name: String
        /// Its value, or what stands for its content.
        public var value: String

        /// A thing with its value, or with what stands for its content.
        public init(kind: Kind, name: String, value: String) {
            self.kind = kind
            self.name = name
            self.value = value
        }
    }

    /// A chapter with what its run produced, by default in this build and without complaint.
    public init(
        chapter: Chapter, status: Status, outputs: ChapterOutputs, diagnostics: [Diagnostic] = [],
        seconds: Double = 0, isReused: Bool = false, parameters: [String] = [], key: String? = nil
    ) {
        self.chapter = chapter
        self.status = status
        self.outputs = outputs
        self.diagnostics = diagnostics
        self.seconds = seconds
        self.isReused = isReused
        self.parameters = parameters
        self.key = key
    }
}

/// A work that the text cites, from `references.yml`.
public struct Reference: Codable, Hashable, Sendable {
    /// What citations name it by: `karkada2025` in `[@karkada2025]`.
    public var key: String
    /// The authors in the order of the work, each "Dhruva Karkada" or "Karkada, Dhruva".
    public var authors: [String]
    /// The year of publication.
    public var year: Int
    /// The title of the work.
    public var title: String
    /// The journal, the conference or the site.
    public var venue: String?
    /// Where the work can be read; `nil` leaves the title without a link.
    public var url: String?

    /// A work with these particulars.
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
