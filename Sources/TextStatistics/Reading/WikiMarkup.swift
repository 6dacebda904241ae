/// Takes the markup out of MediaWiki's wikitext.
///
/// What stays is what a reader of the article sees as running text: the labels of links, headings, items of lists.
/// What goes: templates and tables, whatever they hold; pictures, categories and links to other languages; the
/// addresses of external links; footnotes, formulas, galleries, programs and the like (``WikiTag``); comments, magic
/// words, tags. Entities become characters; spaces that do not break become plain ones and soft hyphens go. A dropped
/// part separates the words on its sides.
///
/// The grammar is that of https://www.mediawiki.org/wiki/Markup_spec and of MediaWiki's preprocessor, so far as text
/// depends on it. Templates are not expanded, so that words which only they give, as `{{lang|fr|mot}}`, are lost.
/// Markup that is not closed is text but for its brackets. Time is linear in the text's length, whatever it is.
struct WikiMarkup {
    /// The lower-case names of the namespaces whose links leave no text.
    private let droppedNames: Set<String>

    /// `fileNames` and `categoryNames` are what the wiki's own language calls these namespaces; the English names
    /// are understood everywhere.
    init(fileNames: [String] = [], categoryNames: [String] = []) {
        droppedNames = Set((["File", "Image", "Category"] + fileNames + categoryNames).map { $0.lowercased() })
    }

    /// The text of some markup; both are UTF-8. The text is never longer than the markup.
    func text(of markup: [UInt8]) -> [UInt8] {
        markup.withUnsafeBufferPointer { markup in
            var stripper = WikiStripper(markup) { leavesNoText(target: $0) }
            return stripper.run()
        }
    }

    /// Whether a link to this target is a picture, a category or another language's article.
    private func leavesNoText(target: ArraySlice<UInt8>) -> Bool {
        guard let colon = target.prefix(80).firstIndex(of: UInt8(ascii: ":")) else { return false }
        let prefix = target[..<colon]
        let name = String(decoding: prefix.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }, as: UTF8.self)
        let trimmed = name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        if droppedNames.contains(String(trimmed).lowercased()) { return true }
        let hasTitle = colon + 1 < target.endIndex && target[colon + 1] != 0x20
        return hasTitle && isLanguage(prefix)
    }

    /// Whether this looks like a language's code: two or three small letters, or more parts after hyphens, as in
    /// `zh-min-nan`; and `simple`.
    private func isLanguage(_ prefix: ArraySlice<UInt8>) -> Bool {
        let parts = prefix.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard (2...3).contains(parts[0].count) else { return prefix.elementsEqual("simple".utf8) }
        return parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { (0x61...0x7A).contains($0) } }
    }
}

/// The tags of HTML and of MediaWiki's extensions that may stand in wiki markup; what is no such tag is text.
enum WikiTag {
    /// The tag goes, what it marks stays, and letters on both sides stay together.
    case inline
    /// The tag goes and separates words; what it marks stays.
    case block
    /// The tag goes with all that it marks.
    case dropped
    /// What it marks is no markup.
    case literal

    /// The tag of a name in lower case.
    static func named(_ name: String) -> WikiTag? { tags[name] }

    private static let tags: [String: WikiTag] = {
        let names: [(WikiTag, String)] = [
            (
                .inline,
                "abbr b bdi bdo big cite code data del dfn em font i ins kbd mark noinclude onlyinclude q rb rp rt rtc "
                    + "ruby s samp small span strike strong sub sup time translate tt u var wbr"
            ),
            (
                .block,
                "blockquote br caption center col colgroup dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p poem section "
                    + "table tbody td tfoot th thead tr ul"
            ),
            (
                .dropped,
                "categorytree ce charinsert chem gallery graph hiero imagemap includeonly indicator inputbox "
                    + "mapframe maplink math ref references score script source style syntaxhighlight templatedata "
                    + "templatestyles timeline"
            ),
            (.literal, "nowiki pre"),
        ]
        return Dictionary(
            uniqueKeysWithValues: names.flatMap { tag, names in names.split(separator: " ").map { (String($0), tag) } })
    }()
}
