import BookModel
import Foundation

/// What the parts of one page share while it is written: numbers, ids, formulas, and what went wrong.
final class PageContext {
    let book: Book
    let numbering: Numbering
    let imageFolder: URL?
    /// Where images must be, links followed; `nil` is anywhere.
    let imageBounds: URL?
    var anchors: Anchors
    /// The ids of the chapters' headings, by their names.
    let chapterAnchors: [String: String]
    private(set) var diagnostics: [Diagnostic] = []
    /// The classes of all elements that KaTeX made.
    private(set) var formulaClasses: Set<String> = []
    /// What elements would say in style attributes.
    var styleClasses = StyleClasses()
    private(set) var citedKeys: Set<String> = []
    /// Whether some text is both bold and italic, so that its font is worth embedding.
    var hasBoldItalic = false
    private let mathematics: MathRenderer
    private let highlighter: Highlighter
    private let references: [String: Reference]

    init(
        book: Book, mathematics: MathRenderer, highlighter: Highlighter, imageFolder: URL?,
        imageBounds: URL?
    ) {
        self.book = book
        self.mathematics = mathematics
        self.highlighter = highlighter
        self.imageFolder = imageFolder
        self.imageBounds = imageBounds
        references = Dictionary(book.references.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let numbering = Numbering(chapters: book.chapters.map(\.chapter), citationKeys: Set(references.keys))
        self.numbering = numbering
        var reserved: Set<String> = [
            "front", "contents", "claims", "chapters", "references", "how-made", "build-stamp", "solutions", "citing",
        ]
        reserved.formUnion(numbering.targets.keys.map(Self.id(ofLabel:)))
        reserved.formUnion(references.keys.map(Self.id(ofReference:)))
        for case .figure(let figure) in book.chapters.flatMap(\.outputs.cells).compactMap(\.content) {
            reserved.formUnion(values(ofAttribute: "id", in: figure.svg))
            if let film = figure.film { reserved.formUnion(values(ofAttribute: "id", in: film.svg)) }
        }
        anchors = Anchors(reserved: reserved)
        var chapterAnchors: [String: String] = [:]
        for chapter in book.chapters.map(\.chapter) {
            let heading = chapter.blocks.firstIndex(where: \.isTitle).map { chapter.blocks[$0] }
            if case .heading(_, _, let label?) = heading?.content,
                numbering.targets[label]?.location == heading?.location
            {
                chapterAnchors[chapter.name] = Self.id(ofLabel: label)
            } else {
                let words = chapter.name.drop { $0.isNumber || $0 == "-" }
                chapterAnchors[chapter.name] = anchors.unique(words.isEmpty ? chapter.name : String(words))
            }
        }
        self.chapterAnchors = chapterAnchors
    }

    func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// The id of a numbered thing: its label, unless it has none or an earlier thing bears the same.
    func anchor(label: String?, at location: SourceLocation, proposal: String) -> String {
        if let label, numbering.targets[label]?.location == location { return Self.id(ofLabel: label) }
        return anchors.unique(proposal)
    }

    static func id(ofLabel label: String) -> String {
        label.split(whereSeparator: \.isWhitespace).joined(separator: "-")
    }
    static func id(ofReference key: String) -> String { "ref-" + Anchors.slug(key) }

    // MARK: Links

    /// The link to a label's target, in words: "Figure 2.1".
    func link(toLabel label: String) -> String {
        guard let target = numbering.targets[label] else {
            return "<span class=\"broken\">@\(escaped(label))</span>"
        }
        let name = target.kind == .section && !target.number.contains(".") ? "Chapter \(target.number)" : target.name
        let id = Self.id(ofLabel: label)
        return "<a class=\"reference\" href=\"#\(escaped(id))\">\(name.replacing(" ", with: "&nbsp;"))</a>"
    }

    /// The works' authors and years in parentheses, each linked to the list of references.
    func citation(of keys: [String]) -> String {
        let links = keys.map { key in
            guard let reference = references[key] else { return "<span class=\"broken\">\(escaped(key))</span>" }
            citedKeys.insert(key)
            return "<a class=\"reference\" href=\"#\(Self.id(ofReference: key))\">\(escaped(reference.shortName))</a>"
        }
        return "(" + links.joined(separator: "; ") + ")"
    }

    /// The works that the text cites, by author and year.
    var citedReferences: [Reference] {
        references.values.filter { citedKeys.contains($0.key) }.sorted { $0.sortKey < $1.sortKey }
    }

    // MARK: Formulas and code

    /// A formula as HTML with MathML; one that does not parse is reported, and shown as its source.
    func math(_ tex: String, display: Bool, at location: SourceLocation) -> String {
        do {
            let html = try mathematics.render(tex, display: display)
            for value in values(ofAttribute: "class", in: html) {
                formulaClasses.formUnion(value.split(separator: " ").map(String.init))
            }
            return styleClasses.replacingAttributes(in: html)
        } catch {
            report(
                Diagnostic(
                    "the formula does not parse: \(error.message)", at: location,
                    explanation: "The formula is: \(tex.split(whereSeparator: \.isNewline).joined(separator: " "))",
                    remedy:
                        "Correct the TeX; KaTeX's list of what it knows is at https://katex.org/docs/supported.html."))
            let source = display ? "<pre>\(escaped(tex))</pre>" : "<code>\(escaped(tex))</code>"
            let tag = display ? "div" : "span"
            return "<\(tag) class=\"broken\">\(source) <span class=\"fault\">\(escaped(error.message))</span></\(tag)>"
        }
    }

    /// A code block with its tokens marked.
    func code(_ text: String, language: String?) -> String {
        let code = text.hasSuffix("\n") ? String(text.dropLast()) : text
        return "<pre class=\"scroll\"><code>\(highlighter.render(code, language: language))</code></pre>\n"
    }

    /// The classes in use, and the style sheet that formulas need; a missing font is reported.
    func formulaStyleSheet() -> String {
        let style = mathematics.style.reduced(to: formulaClasses)
        if !style.missing.isEmpty {
            report(
                Diagnostic(
                    .note, "fonts for formulas are missing: \(style.missing.joined(separator: ", "))",
                    remedy: "Install them: apt-get install fonts-katex."))
        }
        return style.sheet
    }
}

extension Block {
    /// Whether the block is a heading of level 1.
    var isTitle: Bool {
        if case .heading(1, _, _) = content { true } else { false }
    }
}
