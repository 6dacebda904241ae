public import BookModel
import Computation
import Downloads
public import Foundation
import Yams

/// The corpora that a book can name, from `assets/corpora.yml`.
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

    private static let keys = [
        "kind", "file", "documents", "digits", "description", "licence", "source", "url", "size", "sha256", "missing",
    ]

    /// Reads the registry. What is wrong becomes diagnostics; an entry without a name, a kind or a file is left out.
    ///
    /// - Parameters:
    ///   - file: the file as diagnostics name it: `assets/corpora.yml`.
    ///   - folder: where relative paths of corpora start.
    public static func read(
        text: String, file: String, folder: URL
    ) -> (registry: CorpusRegistry, diagnostics: [Diagnostic]) {
        var reader = YAMLReader(text: text, file: file)
        var entries: [CorpusEntry] = []
        for entry in reader.root() {
            let what = "the corpus '\(entry.key)'"
            let fields = reader.fields(of: reader.entries(of: entry.value, what: what), known: keys, what: what)
            guard let path = reader.string(fields["file"], "file") else {
                reader.report("\(what) has no file", at: entry.keyNode, remedy: "Add a line such as 'file: …' to it.")
                continue
            }
            guard let kind = reader.choice(of: [CorpusEntry.Kind.statistics, .text], fields["kind"], "kind") else {
                if fields["kind"] == nil {
                    reader.report(
                        "\(what) has no kind", at: entry.keyNode, remedy: "Add 'kind: statistics' or 'kind: text'.")
                }
                continue
            }
            var corpus = CorpusEntry(
                name: entry.key, kind: kind, file: URL(filePath: path, relativeTo: folder).absoluteURL.path,
                summary: reader.string(fields["description"], "description") ?? "",
                licence: reader.string(fields["licence"], "licence"),
                source: reader.string(fields["source"], "source"), remedy: reader.string(fields["missing"], "missing"))
            corpus.documents =
                reader.choice(of: CorpusEntry.Documents.allCases, fields["documents"], "documents") ?? .whole
            corpus.digits = reader.choice(of: CorpusEntry.Digits.allCases, fields["digits"], "digits") ?? .separate
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
            entries.append(corpus)
        }
        return (CorpusRegistry(entries: entries), reader.finished())
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
        guard Download.isAddress(text) else {
            reader.report(
                "'url' is not an address to download from", at: node,
                remedy: "Give one that begins with http://, https:// or file://.")
            return nil
        }
        return text
    }
}
