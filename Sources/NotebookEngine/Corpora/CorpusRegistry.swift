public import BookModel
import Files
public import Foundation
import Yams

/// The corpora that a book can name, from files such as `assets/corpora.yml`.
public struct CorpusRegistry: Sendable {
    /// The corpora in the file's order.
    public var entries: [CorpusEntry]

    /// Makes a registry of these corpora.
    public init(entries: [CorpusEntry] = []) { self.entries = entries }

    /// The corpus of this name.
    /// - Throws: a `Diagnostic` that says which there are.
    public func entry(named name: String) throws(Diagnostic) -> CorpusEntry {
        guard let entry = entries.first(where: { $0.name == name }) else {
            throw Diagnostic(
                "unknown corpus '\(name)'",
                remedy: BookConfiguration.suggestion(
                    for: name, among: entries.map(\.name), what: "registered corpora"))
        }
        return entry
    }

    /// The keys of an entry, each with the kinds of corpora that have it.
    private static let keys: [(name: String, kinds: [CorpusEntry.Kind])] = [
        ("kind", CorpusEntry.Kind.allCases), ("file", [.statistics, .text]), ("documents", [.text]),
        ("letters", [.text]), ("digits", [.text]), ("shortest_article", [.text]), ("words", [.planted]),
        ("vocabulary", [.planted]),
        ("concepts", [.planted]), ("of", [.shuffled]), ("seed", [.planted, .shuffled]),
        ("description", CorpusEntry.Kind.allCases),
        ("licence", CorpusEntry.Kind.allCases), ("source", CorpusEntry.Kind.allCases), ("url", [.statistics, .text]),
        ("size", [.statistics, .text]), ("sha256", [.statistics, .text]), ("missing", [.statistics, .text]),
    ]

    /// Reads the registry. What is wrong becomes diagnostics; an entry without a kind, or without the file, the words or
    /// the other text that its kind needs, is left out.
    ///
    /// - Parameters:
    ///   - file: the file as diagnostics name it: `assets/corpora.yml`.
    ///   - folder: where relative paths of corpora start.
    ///   - downloads: where those of corpora start that have a url; by default there too.
    ///   - others: further corpora whose words can be shuffled.
    public static func read(
        text: String, file: String, folder: URL, downloads: URL? = nil, above others: CorpusRegistry = CorpusRegistry()
    ) -> (registry: CorpusRegistry, diagnostics: [Diagnostic]) {
        var reader = YAMLReader(text: text, file: file)
        let root = reader.root()
        let descriptions = root.compactMap { entry in
            self.description(of: entry, &reader).map { (entry: entry, kind: $0.kind, fields: $0.fields) }
        }
        var corpora: [String: CorpusEntry] = [:]
        for (entry, kind, fields) in descriptions where kind != .shuffled {
            corpora[entry.key] =
                kind == .planted
                ? planted(entry, fields, &reader)
                : stored(entry, kind, fields, fields["url"] == nil ? folder : downloads ?? folder, &reader)
        }
        let others = others.entries.filter { $0.kind != .shuffled }
        let texts = corpora.merging(others.map { ($0.name, $0) }) { own, _ in own }
        let shuffles = descriptions.filter { $0.kind == .shuffled }
        for (entry, _, fields) in shuffles {
            corpora[entry.key] = shuffled(
                entry, fields, texts, isKnown: { name in root.contains { $0.key == name } },
                isShuffled: { name in shuffles.contains { $0.entry.key == name } }, &reader)
        }
        let entries = descriptions.compactMap { description -> CorpusEntry? in
            guard var corpus = corpora[description.entry.key] else { return nil }
            corpus.summary = reader.string(description.fields["description"], "description") ?? ""
            corpus.licence = reader.string(description.fields["licence"], "licence")
            corpus.source = reader.string(description.fields["source"], "source")
            return corpus
        }
        return (CorpusRegistry(entries: entries), reader.finished())
    }

    /// The kind of an entry and what it says.
    private static func description(
        of entry: YAMLReader.Entry, _ reader: inout YAMLReader
    ) -> (kind: CorpusEntry.Kind, fields: [String: Node])? {
        let what = "the corpus '\(entry.key)'"
        let lines = reader.entries(of: entry.value, what: what)
        let fields = reader.fields(of: lines, known: keys.map(\.name), what: what)
        guard let kind = reader.choice(of: CorpusEntry.Kind.allCases, fields["kind"], "kind") else {
            if fields["kind"] == nil {
                reader.report(
                    "\(what) has no kind", at: entry.keyNode,
                    remedy: "Add 'kind: statistics', 'kind: text', 'kind: planted' or 'kind: shuffled'.")
            }
            return nil
        }
        for line in lines {
            guard let kinds = keys.first(where: { $0.name == line.key })?.kinds, !kinds.contains(kind) else { continue }
            reader.report(
                "'\(line.key)' says nothing of a corpus of the kind '\(kind.rawValue)'", at: line.keyNode,
                remedy: "Take it out: it is for the kind \(kinds.map { "'\($0.rawValue)'" }.joined(separator: " or "))."
            )
        }
        return (kind, fields)
    }

    /// A corpus that is another one's words in random order.
    ///
    /// - Parameters:
    ///   - texts: The corpora that are not shuffled, by name.
    ///   - isKnown: Whether the registry has the name, whatever may be wrong with its entry.
    private static func shuffled(
        _ entry: YAMLReader.Entry, _ fields: [String: Node], _ texts: [String: CorpusEntry],
        isKnown: (String) -> Bool, isShuffled: (String) -> Bool, _ reader: inout YAMLReader
    ) -> CorpusEntry? {
        guard let name = reader.string(fields["of"], "of") else {
            if fields["of"] == nil {
                reader.report(
                    "the corpus '\(entry.key)' says not of what it is the words", at: entry.keyNode,
                    remedy: "Add the name of the text that is shuffled, such as 'of: gcide'.")
            }
            return nil
        }
        guard let original = texts[name] else {
            let others = texts.values.filter { $0.kind != .statistics }.map(\.name).sorted()
            if !isKnown(name) {
                reader.report(
                    "unknown corpus '\(name)'", at: fields["of"],
                    remedy: BookConfiguration.suggestion(for: name, among: others, what: "texts that can be shuffled"))
            } else if isShuffled(name) {
                reader.report(
                    "'of' names '\(name)', which is shuffled itself", at: fields["of"],
                    remedy: "Name the text whose words are shuffled.")
            }
            return nil
        }
        guard original.kind != .statistics else {
            reader.report(
                "'of' names '\(name)', which is statistics without a text", at: fields["of"],
                remedy: "Name a corpus of the kind 'text' or 'planted'.")
            return nil
        }
        let seed = reader.wholeNumber(fields["seed"], "seed", remedy: "Give it as digits alone: seed: 1.")
        return CorpusEntry(
            name: entry.key, shuffled: .init(of: original, seed: seed.map(UInt64.init) ?? 1), summary: "")
    }

    /// A corpus that is generated.
    private static func planted(
        _ entry: YAMLReader.Entry, _ fields: [String: Node], _ reader: inout YAMLReader
    ) -> CorpusEntry? {
        func number(_ key: String, _ example: Int) -> Int? {
            reader.wholeNumber(fields[key], key, remedy: "Give it as digits alone: \(key): \(example).")
        }
        guard let words = number("words", 2_000_000) else {
            if fields["words"] == nil {
                reader.report(
                    "the corpus '\(entry.key)' has no words", at: entry.keyNode,
                    remedy: "Add the length of the text that is generated, such as 'words: 2000000'.")
            }
            return nil
        }
        return CorpusEntry(
            name: entry.key,
            planted: .init(
                words: words, vocabulary: number("vocabulary", 1000), concepts: number("concepts", 8),
                seed: number("seed", 1).map(UInt64.init)), summary: "")
    }

    /// A corpus in a file or a folder.
    private static func stored(
        _ entry: YAMLReader.Entry, _ kind: CorpusEntry.Kind, _ fields: [String: Node], _ folder: URL,
        _ reader: inout YAMLReader
    ) -> CorpusEntry? {
        let what = "the corpus '\(entry.key)'"
        guard let path = reader.string(fields["file"], "file") else {
            if fields["file"] == nil {
                reader.report("\(what) has no file", at: entry.keyNode, remedy: "Add a line such as 'file: …' to it.")
            }
            return nil
        }
        var corpus = CorpusEntry(
            name: entry.key, kind: kind,
            file: URL(filePath: path, relativeTo: folder).absoluteURL.standardizedFileURL.path, summary: "",
            remedy: reader.string(fields["missing"], "missing"))
        corpus.documents =
            reader.choice(of: CorpusEntry.Documents.allCases, fields["documents"], "documents") ?? .whole
        corpus.letters = reader.choice(of: CorpusEntry.Letters.allCases, fields["letters"], "letters") ?? .ascii
        corpus.digits = reader.choice(of: CorpusEntry.Digits.allCases, fields["digits"], "digits") ?? .separate
        corpus.shortestArticle = reader.wholeNumber(
            fields["shortest_article"], "shortest_article", remedy: "Give a number of words: shortest_article: 100.")
        corpus.size = reader.wholeNumber(
            fields["size"], "size", remedy: "Give the file's bytes as digits alone: size: 31344016.")
        corpus.sha256 = sum(fields["sha256"], &reader)
        corpus.url = address(fields["url"], &reader)
        if corpus.url != nil, fields["sha256"] == nil {
            reader.report(
                "\(what) has a url but no sha256", at: entry.keyNode,
                remedy: "Add 'sha256: …', by which a download is checked; sha256sum prints it.")
            corpus.url = nil
        }
        return corpus
    }

    private static func sum(_ node: Node?, _ reader: inout YAMLReader) -> String? {
        guard let text = reader.string(node, "sha256") else { return nil }
        guard let sum = Fingerprint(hexadecimal: text) else {
            reader.report(
                "'sha256' is not a SHA-256", at: node, remedy: "Give 64 hexadecimal digits, as sha256sum prints them.")
            return nil
        }
        return sum.description
    }

    private static func address(_ node: Node?, _ reader: inout YAMLReader) -> String? {
        guard let text = reader.string(node, "url") else { return nil }
        guard URL.isWebAddress(text) else {
            reader.report(
                "'url' is not an address to download from", at: node,
                remedy: "Give one that begins with http:// or https://.")
            return nil
        }
        return text
    }
}
