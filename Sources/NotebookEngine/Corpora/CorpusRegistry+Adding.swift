public import BookModel
public import Foundation

extension CorpusRegistry {
    /// The registry's text with one more entry at its end; what was there stays as it is, comments included.
    ///
    /// The result is read back: it holds the earlier entries unchanged, and the new one.
    ///
    /// - Parameters:
    ///   - entry: The corpus; its file is written relative to `folder` where it is inside it.
    ///   - text: The registry so far, free of errors.
    ///   - file: The registry as diagnostics name it: `assets/corpora.yml`.
    ///   - folder: Where relative paths of corpora start.
    ///   - book: The folder above `folder` that may be moved with the registry, so that paths in it are relative too.
    /// - Throws: A `Diagnostic` for a name that is taken or malformed, and for a file that cannot be appended to.
    public static func adding(
        _ entry: CorpusEntry, to text: String, file: String, folder: URL, book: URL? = nil
    ) throws(Diagnostic) -> String {
        guard entry.name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_\-]*/) != nil else {
            throw Diagnostic(
                "'\(entry.name)' cannot be the name of a corpus",
                remedy: "Give one of letters, digits, - and _ with --name, such as --name my-text.")
        }
        guard entry.name != BookConfiguration.noCorpus else {
            throw Diagnostic(
                "'\(entry.name)' cannot be the name of a corpus",
                explanation: "A book without a corpus says 'corpus: \(entry.name)'.",
                remedy: "Choose another name with --name.")
        }
        let before = read(text: text, file: file, folder: folder)
        if let fault = before.diagnostics.first(where: { $0.severity == .error }) { throw fault }
        if let known = before.registry.entries.first(where: { $0.name == entry.name }) {
            throw Diagnostic(
                "there is a corpus '\(entry.name)' already" + (known.file.map { ": \($0)" } ?? ""),
                remedy: "Choose another name with --name, or take the old entry out of \(file).")
        }
        let addition = lines(of: entry, folder: folder, book: book)
        var result = text
        if !result.isEmpty { result += result.hasSuffix("\n") ? "\n" : "\n\n" }
        result += addition
        let after = read(text: result, file: file, folder: folder)
        guard after.diagnostics.isEmpty, after.registry.entries == before.registry.entries + [entry] else {
            throw Diagnostic(
                "nothing can be appended to \(file)", explanation: "The entry would be:\n\n\(addition)",
                remedy: "Write it there by hand.")
        }
        return result
    }

    private static func lines(of entry: CorpusEntry, folder: URL, book: URL?) -> String {
        func path(_ file: String, in folder: URL) -> String? {
            let prefix = folder.path.hasSuffix("/") ? folder.path : folder.path + "/"
            return file.hasPrefix(prefix) ? String(file.dropFirst(prefix.count)) : nil
        }
        let path = entry.file.map { file in
            path(file, in: folder) ?? book.flatMap { path(file, in: $0) }.map { "../\($0)" } ?? file
        }
        var fields: [(key: String, value: String?)] = [("kind", entry.kind.rawValue), ("file", path)]
        if entry.kind == .text {
            fields += [
                ("documents", entry.documents.rawValue), ("letters", entry.letters.rawValue),
                ("digits", entry.digits.rawValue),
                ("shortest_article", entry.shortestArticle.map(String.init)),
            ]
        }
        if let planted = entry.planted {
            fields += [
                ("words", String(planted.words)), ("vocabulary", planted.vocabulary.map(String.init)),
                ("concepts", planted.concepts.map(String.init)), ("seed", planted.seed.map(String.init)),
            ]
        }
        fields += [
            ("description", entry.summary.isEmpty ? nil : entry.summary), ("licence", entry.licence),
            ("source", entry.source), ("url", entry.url), ("size", entry.size.map(String.init)),
            ("sha256", entry.sha256), ("missing", entry.remedy),
        ]
        return "\(entry.name):\n"
            + fields.compactMap { field in field.value.map { "  \(field.key): \(scalar($0))\n" } }.joined()
    }

    /// A text as YAML: plain where no reader can take it for anything else, otherwise in double quotes (YAML 1.2, 7.3.1).
    private static func scalar(_ text: String) -> String {
        let isPlain =
            text.wholeMatch(of: /[A-Za-z0-9\/](?:[A-Za-z0-9 .,\/()_\-]|:(?=\/))*/) != nil && !text.hasSuffix(" ")
        if isPlain, !["null", "Null", "NULL"].contains(text) { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _
            where scalar.properties.generalCategory == .control || [0x2028, 0x2029, 0xFEFF].contains(scalar.value):
                quoted += "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                quoted += String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
