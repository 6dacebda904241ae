/// Something besides its code that a run of a chapter read or asked for, as it was then.
///
/// The chapter's process reports it when it reads it; the engine keeps it beside the run's outputs, and shows these again
/// only as long as it is the same.
public struct RunInput: Codable, Hashable, Sendable {
    /// What was read.
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// The value of a parameter.
        case parameter
        /// Which corpus the book is built on; it has no name.
        case bookCorpus = "corpus of the book"
        /// How a corpus is registered: of which kind it is and how it is read.
        case registration
        /// What a corpus's file or folder holds.
        case corpus
        /// A file of benchmarks.
        case benchmarks
        /// A file of the book, by its path from the book's folder.
        case file
    }

    /// What was read.
    public var kind: Kind
    /// Which of its kind: `window`, `wikipedia`, `data/steps.csv`.
    public var name: String
    /// The value or the SHA-256 of the content; `nil` where there was none, which is also something that was found out.
    public var content: String?
    /// The size and the dates of the files, which change whenever the content does; `nil` where there are none, or where
    /// they were too young to tell two contents apart.
    public var stamp: String?

    /// An input as it was found.
    public init(kind: Kind, name: String, content: String?, stamp: String? = nil) {
        self.kind = kind
        self.name = name
        self.content = content
        self.stamp = stamp
    }
}

/// What a book has for its chapters besides their code.
public struct BookContents: Codable, Hashable, Sendable {
    /// The parameters in force, by name.
    public var parameters: [String: ParameterValue]
    /// The corpora that a chapter can name, the book's own among them.
    public var corpora: [CorpusEntry]
    /// The name of the corpus that the book is built on; `nil` of a book that needs none.
    public var corpus: String?
    /// The folder with the benchmarks, an absolute path.
    public var assets: String
    /// The book's folder, an absolute path.
    public var root: String

    /// Contents of a book; `assets` and `root` are absolute paths.
    public init(
        parameters: [String: ParameterValue], corpora: [CorpusEntry], corpus: String?, assets: String, root: String
    ) {
        self.parameters = parameters
        self.corpora = corpora
        self.corpus = corpus
        self.assets = assets
        self.root = root
    }

    /// Where an input is to be found.
    public enum Place: Hashable, Sendable {
        /// It is known without a look at a file; `nil` where there is none.
        case value(String?)
        /// In this file or folder, which must be within another folder, links followed, where one is given.
        case path(String, within: String?)
    }

    /// Where the input of this kind and name is to be found: for the process that reads it, and for the engine that
    /// looks whether it is still the same.
    public func place(of kind: RunInput.Kind, _ name: String) -> Place {
        func entry(_ name: String) -> CorpusEntry? { corpora.first { $0.name == name } }
        switch kind {
        case .parameter: return .value(parameters[name]?.typedDescription)
        case .bookCorpus: return .value(corpus)
        case .registration: return .value(entry(name)?.particulars)
        case .corpus:
            guard let file = entry(name)?.sourceText.file else { return .value(nil) }
            return .path(file, within: nil)
        case .benchmarks: return .path("\(assets)/benchmarks/\(name)", within: nil)
        case .file: return .path("\(root)/\(name)", within: root)
        }
    }
}

extension ParameterValue {
    /// The value with its type, so that 3, 3.0 and the text "3" are told apart.
    public var typedDescription: String {
        switch self {
        case .integer: "whole number \(self)"
        case .real: "number \(self)"
        case .boolean: "truth value \(self)"
        case .text: "text \(self)"
        }
    }

    /// The value alone, of a ``typedDescription``.
    public static func value(ofTyped text: String) -> String { split(typed: text).value }

    /// Type and value of a ``typedDescription``.
    public static func split(typed text: String) -> (type: String, value: String) {
        for type in ["whole number", "number", "truth value", "text"] where text.hasPrefix(type + " ") {
            return (type, String(text.dropFirst(type.count + 1)))
        }
        return ("", text)
    }
}

extension CorpusEntry {
    /// All that is registered of a corpus on which its counts depend, apart from the content of its file: where the file
    /// is does not count, nor what is only told to readers.
    public var particulars: String {
        var parts = ["kind \(kind.rawValue)"]
        switch kind {
        case .statistics: break
        case .text:
            parts += ["documents \(documents.rawValue)", "letters \(letters.rawValue)", "digits \(digits.rawValue)"]
            if let shortestArticle { parts.append("shortest article \(shortestArticle)") }
        case .planted:
            parts.append("words \(planted?.words ?? 0)")
            if let vocabulary = planted?.vocabulary { parts.append("vocabulary \(vocabulary)") }
            if let concepts = planted?.concepts { parts.append("concepts \(concepts)") }
            if let seed = planted?.seed { parts.append("seed \(seed)") }
        case .shuffled:
            if let shuffled { parts += ["seed \(shuffled.seed)", "of: \(shuffled.original.particulars)"] }
        }
        if let sha256 { parts.append("sum \(sha256)") }
        return parts.joined(separator: ", ")
    }
}
