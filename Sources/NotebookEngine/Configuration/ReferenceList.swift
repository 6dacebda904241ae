public import BookModel

/// The works that a book cites, from `references.yml`: a mapping from keys to works.
public enum ReferenceList {
    /// Reads the list, sorted by key. What is wrong becomes diagnostics; a work without authors, year or title is
    /// left out.
    ///
    /// - Parameter file: the file as diagnostics name it: `chapters/references.yml`.
    public static func read(text: String, file: String) -> (references: [Reference], diagnostics: [Diagnostic]) {
        var reader = YAMLReader(text: text, file: file)
        var references: [Reference] = []
        for entry in reader.root() {
            let what = "the work '\(entry.key)'"
            guard entry.key.utf8.allSatisfy(Label.isKeyByte), !entry.key.isEmpty else {
                reader.report(
                    "'\(entry.key)' cannot be cited", at: entry.keyNode,
                    remedy: "Make the key of letters, digits, hyphens and underscores: karkada2025.")
                continue
            }
            let entries = reader.entries(of: entry.value, what: what)
            let fields = reader.fields(of: entries, known: ["authors", "year", "title", "venue", "url"], what: what)
            let missing = ["authors", "year", "title"].filter { fields[$0] == nil }
            if !missing.isEmpty {
                reader.report(
                    "\(what) lacks \(missing.joined(separator: " and "))", at: entry.keyNode,
                    remedy: "Add a line such as '\(missing[0]): …' to it.")
            }
            let authors = reader.strings(fields["authors"], "authors").map(\.text)
            let venue = reader.string(fields["venue"], "venue")
            let url = reader.string(fields["url"], "url")
            guard let year = reader.wholeNumber(fields["year"], "year"), missing.isEmpty,
                let title = reader.string(fields["title"], "title")
            else { continue }
            references.append(
                Reference(key: entry.key, authors: authors, year: year, title: title, venue: venue, url: url))
        }
        return (references.sorted { $0.key < $1.key }, reader.finished())
    }
}
