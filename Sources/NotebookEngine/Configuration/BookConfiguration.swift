public import BookModel

/// What `book.yml` says: the book's title and chapters, its default corpus, and its parameters with the values that
/// profiles and corpora give them.
public struct BookConfiguration: Codable, Hashable, Sendable {
    /// Other values for some of the parameters.
    public typealias Overrides = [String: ParameterValue]

    /// A named set of overrides: `quick` for tests, `standard`, `paper`.
    public struct Profile: Codable, Hashable, Sendable {
        /// Overrides on any corpus.
        public var parameters: Overrides
        /// Overrides for a corpus within this profile; they win over the profile's own.
        public var corpora: [String: Overrides]

        /// Makes a profile; one without overrides has the defaults.
        public init(parameters: Overrides = [:], corpora: [String: Overrides] = [:]) {
            self.parameters = parameters
            self.corpora = corpora
        }
    }

    /// The book's title, which is empty only where `book.yml` has none.
    public var title: String
    /// What stands beneath the title.
    public var subtitle: String?
    /// The authors' names, in their order.
    public var authors: [String]
    /// A language tag such as `en`.
    public var language: String
    /// The names of the chapters, in the book's order: `02-the-target-matrix`.
    public var chapters: [String]
    /// The corpus that the book is built on where the command line names none; `nil` of a book that needs none.
    public var corpus: String?
    /// The parameters with their defaults, whose types they fix.
    public var parameters: Overrides
    /// The words by which what directives of the book's own make is numbered, by the directives' names: `Experiment` of
    /// `experiment`.
    public var directiveWords: [String: String] = [:]
    /// The profiles by their names.
    public var profiles: [String: Profile]
    /// Overrides that hold whenever the book is built on the corpus of this name.
    public var corpora: [String: Overrides]
    /// How many seconds the run of a chapter may take.
    public var secondsPerChapter: Double
    /// How many bytes of memory the run of a chapter may use, with all that it starts; `nil`: nine tenths of the machine's.
    public var memoryPerChapter: Int?
    /// How many bytes of what builds remember stay after a build, except for what it used.
    public var cacheLimit = Self.defaultCacheLimit
    /// Whether HTML in chapters stands in the page as it is.
    public var allowsRawHTML = false
    /// When, where and under which terms the book is published.
    public var publication = Publication()

    /// Makes a configuration with defaults for all but the title.
    public init(
        title: String, subtitle: String? = nil, authors: [String] = [], language: String = "en",
        chapters: [String] = [], corpus: String? = Self.defaultCorpus, parameters: Overrides = [:],
        profiles: [String: Profile] = [:], corpora: [String: Overrides] = [:],
        secondsPerChapter: Double = Self.defaultSecondsPerChapter
    ) {
        self.title = title
        self.subtitle = subtitle
        self.authors = authors
        self.language = language
        self.chapters = chapters
        self.corpus = corpus
        self.parameters = parameters
        self.profiles = profiles
        self.corpora = corpora
        self.secondsPerChapter = secondsPerChapter
    }

    /// The corpus of a book that says nothing of it.
    public static let defaultCorpus = "wikipedia"
    /// What a book that needs no corpus says; no corpus can have this name.
    public static let noCorpus = "none"
    /// The limit of a book that gives none.
    public static let defaultSecondsPerChapter = 600.0
    /// The limit of a book that gives none: 4 GB.
    public static let defaultCacheLimit = 4_000_000_000
    /// The profile in force where none is asked for. It exists in every book, if only with the defaults.
    public static let standardProfile = "standard"

    /// The names of the profiles that can be asked for, sorted.
    public var profileNames: [String] { Set(profiles.keys).union([Self.standardProfile]).sorted() }

    /// The parameters in force, sorted by name.
    ///
    /// Of the values that a parameter is given, the last wins: its default, the corpus's, the profile's, the
    /// profile's for this corpus, and `overrides` in their order.
    /// - Throws: a `Diagnostic` for an unknown profile or parameter, and for a value of another type.
    public func resolve(
        profile: String = Self.standardProfile, corpus: String?, overrides: [(name: String, text: String)] = []
    ) throws(Diagnostic) -> [Parameter] {
        guard profileNames.contains(profile) else {
            throw Diagnostic(
                "unknown profile '\(profile)'",
                remedy: Self.suggestion(for: profile, among: profileNames, what: "profiles of this book"))
        }
        var values = parameters
        let chosen = profiles[profile]
        for layer in [corpus.flatMap { corpora[$0] }, chosen?.parameters, corpus.flatMap { chosen?.corpora[$0] }] {
            values.merge(layer ?? [:]) { $1 }
        }
        for (name, text) in overrides {
            guard let type = parameters[name] else {
                throw Diagnostic(
                    "unknown parameter '\(name)'",
                    remedy: Self.suggestion(
                        for: name, among: parameters.keys.sorted(), what: "parameters of this book"))
            }
            guard let value = type.reading(text) else {
                throw Diagnostic(
                    "'\(name)' takes \(type.kind), not '\(text)'",
                    remedy: "Its default is \(type): give a value of this kind.")
            }
            values[name] = value
        }
        return values.sorted { $0.key < $1.key }.map { Parameter(name: $0.key, value: $0.value) }
    }

    /// What to do about a name that is none of those there are.
    static func suggestion(for name: String, among names: [String], what: String) -> String {
        if let nearest = nearestName(to: name, in: names) { return "Did you mean '\(nearest)'?" }
        return names.isEmpty
            ? "There are no \(what)." : "The \(what) are: \(names.joined(separator: ", "))."
    }
}
