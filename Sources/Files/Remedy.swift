/// What to do about an error: one or more imperative sentences, in which a choice of the user is a value.
///
/// How a choice is written depends on where it is made: in a book, in the command line of one command or another, or in
/// Swift. Who computes need not know that; who shows a remedy names the choices by ``text(naming:)``.
///
/// ```swift
/// let remedy: Remedy = "Ask for fewer: \(.vocabulary(300))."
/// ```
public struct Remedy: Equatable, Sendable {
    /// What the user chooses of a computation; a number that is `nil` is left to them.
    public enum Choice: Equatable, Sendable {
        /// How many words are counted.
        case vocabulary(Int?)
        /// How many words to each side make a pair.
        case window(Int?)
        /// How many coordinates each word gets.
        case dimension(Int?)
        /// How often a word of the vocabulary occurs at least.
        case minimumCount(Int?)
        /// That word2vec leaves no words out at random.
        case noSubsampling
        /// How much memory may be used.
        case memory
        /// A corpus that has a text.
        case textCorpus
        /// That words have the letters of all scripts.
        case allLetters
        /// How many words the articles of a dump have at least.
        case shortestArticle
        /// The SHA-256 that is registered of a file.
        case registeredSum
        /// That another file is replaced.
        case replacement
    }

    fileprivate enum Part: Equatable, Sendable {
        case text(String)
        case choice(Choice)
    }

    /// No two texts follow each other, so that what reads alike is equal.
    fileprivate private(set) var parts: [Part] = []

    /// A remedy without choices.
    public init(_ text: String) { append(text) }

    /// The sentences, with each choice in these words.
    public func text(naming name: (Choice) -> String) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .choice(let choice): name(choice)
            }
        }.joined()
    }

    fileprivate mutating func append(_ text: String) {
        if case .text(let start)? = parts.last {
            parts[parts.count - 1] = .text(start + text)
        } else if !text.isEmpty {
            parts.append(.text(text))
        }
    }

    fileprivate mutating func append(_ choice: Choice) { parts.append(.choice(choice)) }
}

extension Remedy: ExpressibleByStringInterpolation {
    /// The parts of a literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var remedy = Remedy("")

        /// Nothing yet.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// Adds a text.
        public mutating func appendLiteral(_ literal: String) { remedy.append(literal) }

        /// Adds a value's text.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            remedy.append(value.description)
        }

        /// Adds another remedy's sentences.
        public mutating func appendInterpolation(_ other: Remedy) {
            for part in other.parts {
                switch part {
                case .text(let text): remedy.append(text)
                case .choice(let choice): remedy.append(choice)
                }
            }
        }

        /// Adds a choice.
        public mutating func appendInterpolation(_ choice: Choice) { remedy.append(choice) }
    }

    /// A remedy without choices.
    public init(stringLiteral value: String) { self.init(value) }

    /// A remedy with the choices of the literal.
    public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.remedy }
}

extension Remedy: CustomStringConvertible {
    /// The sentences, with each choice in plain words.
    public var description: String { text(naming: \.description) }
}

extension Remedy.Choice: CustomStringConvertible {
    /// The choice in plain words.
    public var description: String {
        switch self {
        case .vocabulary(let size): "a vocabulary of \(number: size)"
        case .window(let size): "a window of \(number: size)"
        case .dimension(let size): "a dimension of \(number: size)"
        case .minimumCount(let count): "a minimum count of \(number: count)"
        case .noSubsampling: "no subsampling"
        case .memory: "a larger budget of memory"
        case .textCorpus: "a text or a folder of texts"
        case .allLetters: "the letters of all scripts"
        case .shortestArticle: "a smaller least number of words"
        case .registeredSum: "the registered SHA-256"
        case .replacement: "the choice to replace files"
        }
    }
}

extension String.StringInterpolation {
    /// Adds a number, or what stands for one that is left to the user.
    package mutating func appendInterpolation(number: Int?) {
        appendLiteral(number.map(String.init) ?? "N")
    }
}
