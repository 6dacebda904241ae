public import BookModel
import Plotting

/// What a build came to, as far as builds are compared: what a baseline keeps.
public struct Snapshot: Equatable, Sendable {
    /// A claim without its statement, which is among the words.
    public struct Claim: Codable, Equatable, Sendable {
        /// The chapter's name.
        public var chapter: String
        /// What the test found.
        public var verdict: BookModel.Claim.Verdict
        /// The effect size in words.
        public var measured: String
        /// Why the claim cannot be tested, where it cannot.
        public var reason: String?
        /// The numbers behind the verdict, to seven significant digits.
        public var criteria: [Criterion]
    }

    /// A computed table.
    public struct Table: Codable, Equatable, Sendable {
        /// The chapter's name.
        public var chapter: String
        /// The headings, from left to right.
        public var columns: [String]
        /// The texts of the cells, row by row.
        public var rows: [[String]]
    }

    /// A computed value in the text.
    public struct Value: Codable, Equatable, Sendable {
        /// The Swift source.
        public var expression: String
        /// What stands in the text.
        public var text: String
    }

    /// How many significant digits are kept of numbers: far more than comparisons look at.
    static let significantDigits = 7

    /// Claims by id.
    public var claims: [String: Claim] = [:]
    /// Tables by id.
    public var tables: [String: Table] = [:]
    /// The values in the text of each chapter, in their order.
    public var values: [String: [Value]] = [:]
    /// The text form of each figure's scene by id, its data to seven significant digits.
    public var figures: [String: String] = [:]
    /// The text form of a scene for each film by its figure's id: its last frame, with the data of all frames.
    public var films: [String: String] = [:]
    /// What is written, by the labels of items: captions, alt texts, statements, headings, titles.
    public var words: [String: [Passage]] = [:]
    /// What all this depends on.
    public var provenance = Provenance()

    /// A snapshot without anything.
    public init() {}

    /// What a build came to.
    public init(_ book: BuiltBook, program: [String: String]) {
        provenance.program = program
        for item in Item.all(in: book, and: Snapshot()) {
            let passages = Passage.all(of: item, in: book).map(\.passage)
            if !passages.isEmpty { words[item.label] = passages }
        }
        for built in book.chapters {
            let name = built.chapter.name
            provenance.chapters[name] = built.dependencies
            let texts = built.outputs.values.sorted { $0.key < $1.key }
            let values = texts.compactMap { index, text in
                built.chapter.values.indices.contains(index)
                    ? Value(expression: built.chapter.values[index].expression, text: text) : nil
            }
            if !values.isEmpty { self.values[name] = values }
            for output in built.outputs.cells {
                switch output.content {
                case .claim(let id, let claim): claims[id] = Claim(claim, chapter: name)
                case .table(let table):
                    tables[table.id] = Table(
                        chapter: name, columns: table.columns.map(\.title), rows: table.rows)
                case .figure(let figure):
                    figures[figure.id] = Snapshot.kept(figure.scene)
                    if let film = figure.film { films[figure.id] = Snapshot.kept(film.scene) }
                case nil: break
                }
            }
        }
    }

    /// The chapters whose headings are kept.
    var headings: [String] {
        let prefix = "words-"
        return words.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }

    /// A scene's text with its data rounded; a text that is no scene stays, and comparing says what is wrong with it.
    private static func kept(_ text: String) -> String {
        (try? Scene(text: text).roundingData(toDigits: significantDigits).text) ?? text
    }

    /// Takes over from `other` what `item` is, or that it is gone; and what its chapter depends on.
    public mutating func take(_ item: Item, from other: Snapshot) {
        switch item.kind {
        case .claim: claims[item.id] = other.claims[item.id]
        case .table: tables[item.id] = other.tables[item.id]
        case .figure:
            figures[item.id] = other.figures[item.id]
            films[item.id] = other.films[item.id]
        case .values: values[item.id] = other.values[item.id]
        case .words, .book: break
        }
        words[item.label] = other.words[item.label]
        provenance.program = other.provenance.program
        if let chapter = item.chapter { provenance.chapters[chapter] = other.provenance.chapters[chapter] }
    }
}

extension Snapshot.Claim {
    fileprivate init(_ claim: BookModel.Claim, chapter: String) {
        self.chapter = chapter
        verdict = claim.verdict
        measured = claim.measured
        reason = claim.reason
        criteria = claim.criteria.map { criterion in
            criterion.mapValue { $0.rounded(toDigits: Snapshot.significantDigits) }
        }
    }
}
