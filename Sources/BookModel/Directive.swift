/// What a fenced block is for: the name after the at sign in its first line, `@figure`.
public enum Directive: Hashable, Sendable {
    /// Swift that all blocks of the chapter can use.
    case define
    /// Swift that runs where it stands, and makes nothing that is shown.
    case run
    /// A drawing.
    case figure
    /// A drawing whose frames follow each other; it bears a figure's number.
    case film
    /// A computed table.
    case table
    /// A checked statement.
    case claim
    /// A task for the reader, in Markdown.
    case exercise
    /// What an exercise comes to, in Markdown.
    case solution
    /// A function that the book declares. With a word, which `book.yml` gives it, what it makes is numbered by that word,
    /// `Experiment 2.1`, and has an id and a caption.
    case own(String, word: String? = nil)

    /// All but those of books.
    public static let known: [Directive] = [.define, .run, .figure, .film, .table, .claim, .exercise, .solution]

    /// The directive of this name.
    ///
    /// - Parameter words: the words by which the book numbers what directives of its own make, by their names.
    public init(_ name: String, words: [String: String] = [:]) {
        self = Directive.known.first { $0.name == name } ?? .own(name, word: words[name])
    }

    /// The name without the at sign: `figure`.
    public var name: String {
        switch self {
        case .define: "define"
        case .run: "run"
        case .figure: "figure"
        case .film: "film"
        case .table: "table"
        case .claim: "claim"
        case .exercise: "exercise"
        case .solution: "solution"
        case .own(let name, _): name
        }
    }

    /// What a block holds, by the first word behind its fence.
    public enum Language: String, Sendable { case swift, markdown }

    /// What a block of this directive holds.
    public var language: Language {
        switch self {
        case .exercise, .solution: .markdown
        case .define, .run, .figure, .film, .table, .claim, .own: .swift
        }
    }

    /// As what the outcome is numbered; `nil` for what bears no number. A film is a figure.
    public var numberedAs: Numbering.Target.Kind? {
        switch self {
        case .figure, .film: .figure
        case .table: .table
        case .claim: .claim
        case .exercise: .exercise
        case .own(let name, let word?): .own(name: name, word: word)
        case .define, .run, .solution, .own: nil
        }
    }

    /// Whether the arguments begin with an id, to which the text can refer.
    public var needsID: Bool {
        switch self {
        case .figure, .film, .table, .claim, .exercise, .solution, .own(_, word: .some): true
        case .define, .run, .own: false
        }
    }

    /// Whether the arguments say what the outcome shows, for those who cannot see it.
    public var needsAlternative: Bool { self == .figure || self == .film }

    /// Whether a paragraph behind the block that begins with a colon is its caption.
    public var takesCaption: Bool {
        switch self {
        case .figure, .film, .table, .claim, .own(_, word: .some): true
        case .define, .run, .exercise, .solution, .own: false
        }
    }
}

extension Directive: CustomStringConvertible {
    /// As it stands in a chapter: `@figure`.
    public var description: String { "@\(name)" }
}
