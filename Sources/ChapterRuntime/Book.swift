public import BookModel
public import Embeddings
public import Files
import Foundation
public import TextStatistics

/// The book that a chapter belongs to, as its code sees it: parameters, corpora and benchmarks.
///
/// Each parameter of `book.yml` is a property of its own (`book.window`), which the chapter's program declares.
public struct Book: Sendable {
    let request: RunRequest

    init(_ request: RunRequest) { self.request = request }

    /// Tells the engine what the chapter is about to read, or asks for: before it reads it, so that a change meanwhile
    /// shows.
    func note(_ kind: RunInput.Kind, _ name: String) { ChapterSession.note(kind, name, of: request.book) }

    /// The value of a parameter, which has the type it has in `book.yml`.
    public func parameter<Value: ParameterType>(_ name: String) -> Value {
        note(.parameter, name)
        guard let value = request.book.parameters[name].flatMap(Value.init(parameter:)) else {
            // The accessors are generated from the same table that the values come from.
            preconditionFailure("the parameter '\(name)' is not a \(Value.self)")
        }
        return value
    }

    /// The name of the corpus that the book is built on; `none` of a book that needs none.
    public var corpusName: String { ownCorpus ?? "none" }

    private var ownCorpus: String? {
        note(.bookCorpus, "")
        return request.book.corpus
    }

    /// A corpus by its name; `nil` where none is registered under it.
    private func registered(_ name: String) -> CorpusEntry? {
        note(.registration, name)
        return request.book.corpora.first { $0.name == name }
    }

    /// The corpus that the book is built on, or another one that is registered. The chapter is run again when a corpus
    /// changes that it reads, or whose registration does.
    ///
    /// - Throws: ``BookError`` for a name that is not registered, for a book without a corpus, and what is wrong with the parameters of a planted
    ///   text; reading the corpus reports what is wrong with it.
    public func corpus(_ name: String? = nil) throws -> any Corpus {
        guard let name = name ?? ownCorpus else {
            throw BookError(
                "the book has no corpus: it says 'corpus: none'",
                remedy: "Name one in chapters/book.yml, on the command line by --corpus, or here: "
                    + "book.corpus(\"wikipedia\").")
        }
        guard let entry = registered(name) else {
            throw BookError(
                "there is no corpus '\(name)'",
                remedy: "Registered are: \(request.book.corpora.map(\.name).joined(separator: ", ")).")
        }
        // A fault of the book's own corpus is the whole book's.
        let isOwn = name == request.book.corpus
        let explain: @Sendable (any Error) -> any Error = { isOwn ? UnusableCorpus(reason: $0) : $0 }
        let corpus: any Corpus
        do { corpus = try entry.open() } catch { throw explain(error) }
        // Of one that is generated there is nothing to be read.
        guard isOwn || entry.sourceText.file != nil else { return corpus }
        return NotedCorpus(corpus: corpus, note: { note(.corpus, name) }, explain: explain)
    }

    /// The analogy questions of Mikolov et al. (2013); of a planted text, shuffled or not, the pairs of
    /// words of its language that differ in one concept alone.
    ///
    /// - Throws: What is wrong with the file, or with the parameters of the planted text.
    public func analogies() throws -> AnalogyBenchmark { try benchmarks().analogies }

    /// The benchmarks that embeddings of the book's corpus can be scored by: ``analogies()``, and word pairs with human
    /// scores of similarity. All but a planted text's own are of English words.
    ///
    /// - Throws: As ``analogies()``.
    public func benchmarks() throws -> BenchmarkSuite {
        for file in BenchmarkSuite.files { note(.benchmarks, file) }
        let suite = try BenchmarkSuite(folder: URL(filePath: request.book.assets).appending(path: "benchmarks"))
        let entry = ownCorpus.flatMap(registered)
        guard let text = entry?.sourceText, text.kind == .planted else { return suite }
        let families = try text.plantedCorpus().language.analogies()
        let planted = AnalogyBenchmark(
            name: "planted analogies",
            categories: families.map { family in
                .init(name: family.concept, pairs: family.pairs.map { .init($0.a, $0.b) })
            })
        return BenchmarkSuite(
            analogies: planted, men: suite.men, wordsim353: suite.wordsim353, simlex999: suite.simlex999)
    }

    /// What was planted in a registered text of that kind, to compare with what is found.
    ///
    /// - Throws: ``BookError`` for a name that is not registered or not of a planted text, and what is wrong with its
    ///   parameters.
    public func planted(_ name: String) throws -> PlantedCorpus {
        guard let entry = registered(name), entry.kind == .planted else {
            throw BookError(
                "there is no planted corpus '\(name)'",
                remedy: "Register one in assets/corpora.yml, with kind: planted.")
        }
        return try entry.plantedCorpus()
    }
}

/// The types that a parameter of `book.yml` can have.
public protocol ParameterType {
    /// The value as this type; `nil` for a parameter of another type.
    init?(parameter: ParameterValue)
}

extension Int: ParameterType {
    /// The value of a whole number; `nil` for anything else.
    public init?(parameter: ParameterValue) {
        guard case .integer(let value) = parameter else { return nil }
        self = value
    }
}

extension Double: ParameterType {
    /// A whole number is a number too: `start: 1`.
    public init?(parameter: ParameterValue) {
        switch parameter {
        case .real(let value): self = value
        case .integer(let value): self = Double(value)
        default: return nil
        }
    }
}

extension Bool: ParameterType {
    /// `true` or `false`; `nil` for anything else.
    public init?(parameter: ParameterValue) {
        guard case .boolean(let value) = parameter else { return nil }
        self = value
    }
}

extension String: ParameterType {
    /// The value of a text; `nil` for anything else.
    public init?(parameter: ParameterValue) {
        guard case .text(let value) = parameter else { return nil }
        self = value
    }
}

/// A corpus that tells when it is read. What is wrong with it is explained by whom it concerns.
private struct NotedCorpus: Corpus {
    let corpus: any Corpus
    let note: @Sendable () -> Void
    let explain: @Sendable (any Error) -> any Error

    var name: String { corpus.name }
    var hasText: Bool { corpus.hasText }

    var fingerprint: Fingerprint {
        get throws { try reading { try corpus.fingerprint } }
    }

    func cooccurrences(vocabulary: Int, window: Int) throws -> Cooccurrences {
        try reading { try corpus.cooccurrences(vocabulary: vocabulary, window: window) }
    }

    func words(_ choice: VocabularyChoice) throws -> WordSequence {
        try reading { try corpus.words(choice) }
    }

    private func reading<Value>(_ body: () throws -> Value) throws -> Value {
        note()
        do { return try body() } catch { throw explain(error) }
    }
}

/// The book's corpus cannot be read or counted as asked.
struct UnusableCorpus: UserFacingError {
    let reason: any Error

    var description: String { String(describing: reason) }
    var remedy: Remedy? { (reason as? any UserFacingError)?.remedy }
}

/// A request to the book that it cannot meet.
public struct BookError: UserFacingError {
    /// What is wrong: one line in lower case without a full stop.
    public let description: String
    /// What to do about it, in imperative sentences; `nil` where the description already says it.
    public let remedy: Remedy?

    /// An error with its description and, where it helps, a remedy.
    public init(_ description: String, remedy: String? = nil) {
        self.description = description
        self.remedy = remedy.map(Remedy.init(_:))
    }
}
