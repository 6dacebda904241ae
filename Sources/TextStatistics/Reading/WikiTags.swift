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
