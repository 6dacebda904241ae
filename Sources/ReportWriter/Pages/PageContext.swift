import BookModel
import Foundation

/// What the parts of one page share while it is written: numbers, ids, formulas, and what went wrong.
final class PageContext {
    let book: BuiltBook
    let numbering: Numbering
    let imageFolder: URL?
    /// Where images must be, links followed; `nil` is anywhere.
    let imageBounds: URL?
    var anchors: Anchors
    /// The ids of the chapters' headings, by their names.
    let chapterAnchors: [String: String]
    /// The ids of the headings within the chapters, by their places.
    private(set) var headingAnchors: [SourceLocation: String] = [:]
    /// The ids of the headings of each chapter, by what the headings alone would be called.
    private var headingsBySlug: [String: [String: String]] = [:]
    /// Links to ids that are not known to be in the page until all of it is written.
    private var pendingLinks: [(id: String, destination: String, location: SourceLocation)] = []
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
        book: BuiltBook, mathematics: MathRenderer, highlighter: Highlighter, imageFolder: URL?,
        imageBounds: URL?
    ) {
        self.book = book
        self.mathematics = mathematics
        self.highlighter = highlighter
        self.imageFolder = imageFolder
        self.imageBounds = imageBounds
        references = Dictionary(book.references.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let numbering = book.numbering
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
        for chapter in book.chapters { nameHeadings(of: chapter) }
    }

    private func nameHeadings(of built: BuiltChapter) {
        let chapter = built.chapter
        let title = chapter.blocks.first(where: \.isTitle)
        func visit(_ blocks: [Block]) {
            for block in blocks {
                if case .heading(_, let words, let label) = block.content {
                    let text = plainText(words, in: built)
                    let id =
                        block == title
                        ? chapterAnchors[chapter.name]! : anchor(label: label, at: block.location, proposal: text)
                    if block != title { headingAnchors[block.location] = id }
                    let slug = Anchors.slug(text)
                    if headingsBySlug[chapter.name]?[slug] == nil {
                        headingsBySlug[chapter.name, default: [:]][slug] = id
                    }
                }
                visit(block.children)
            }
        }
        visit(chapter.blocks)
        for name in chapter.footnotes.keys.sorted() { visit(chapter.footnotes[name]!) }
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
        let id = Self.id(ofLabel: label)
        return
            "<a class=\"reference\" href=\"#\(escaped(id))\">\(escaped(target.name).replacing(" ", with: "&nbsp;"))</a>"
    }

    /// Where a link leads, escaped for an attribute; `nil` for what a page should not follow. What leads nowhere is
    /// reported.
    ///
    /// A chapter's file is the chapter in the page, and `#setup` first of all the heading "Setup" of the same chapter.
    func address(of destination: String, from chapter: String, at location: SourceLocation) -> String? {
        guard let address = safeLink(destination) else {
            report(
                Diagnostic(
                    .warning, "the link to '\(destination)' was left out", at: location,
                    explanation: "Pages link to http, https, mailto and doi addresses and to files only.",
                    remedy: "Use one of these, or remove the link."))
            return nil
        }
        let path = destination.prefix { $0 != "#" }
        guard !path.contains(":") else { return address }
        let fragment = destination.dropFirst(path.count + 1)
        let id = String(fragment).removingPercentEncoding ?? String(fragment)
        if path.isEmpty {
            guard destination != "#" else { return address }
            return "#\(escaped(place(id, in: chapter, destination, location)))"
        }
        let file = (String(path).removingPercentEncoding ?? String(path)).split(separator: "/").last ?? ""
        if file.hasSuffix(".md"), let anchor = chapterAnchors[String(file.dropLast(3))] {
            let place = id.isEmpty ? anchor : place(id, in: String(file.dropLast(3)), destination, location)
            return "#\(escaped(place))"
        }
        if !isWritten(String(path)) {
            report(
                Diagnostic(
                    .warning, "the link to '\(destination)' leads to no file that goes with the page", at: location,
                    remedy: "Link to an address of the web: files beside the chapters are not copied."))
        }
        return address
    }

    /// The id that a link means within a chapter.
    private func place(
        _ id: String, in chapter: String, _ destination: String, _ location: SourceLocation
    ) -> String {
        if let id = headingsBySlug[chapter]?[id] { return id }
        pendingLinks.append((id, destination, location))
        return id
    }

    /// Whether a build writes the file beside the page.
    private func isWritten(_ path: String) -> Bool {
        if ["book.html", "book.pdf", "results.json"].contains(path) { return true }
        return book.chapters.flatMap(\.outputs.cells).contains { output in
            guard case .figure(let figure) = output.content else { return false }
            return ["svg", "png", "csv", "json"].contains { path == "figures/\(figure.id).\($0)" }
        }
    }

    /// Reports the links to ids that the whole page has not.
    func checkLinks(in page: String) {
        guard !pendingLinks.isEmpty else { return }
        let ids = values(ofAttribute: "id", in: page)
        for link in pendingLinks where !ids.contains(escaped(link.id)) {
            report(
                Diagnostic(
                    .warning, "the link to '\(link.destination)' leads nowhere", at: link.location,
                    remedy:
                        "Nothing there is called '\(link.id)': give the heading a label, {#sec-name}, and refer to it"
                        + " as @sec-name."))
        }
    }

    /// The text of runs without any markup; TeX stays as it was written.
    func plainText(_ inlines: [Inline], in built: BuiltChapter) -> String {
        inlines.map { inline in
            switch inline {
            case .text(let text), .code(let text): text
            case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(_, _, let inner, _),
                .image(_, _, let inner, _):
                plainText(inner, in: built)
            case .math(let tex, _): tex
            case .value(let index): built.outputs.values[index] ?? ""
            case .reference(let label, _): numbering.targets[label]?.name ?? ""
            case .softBreak, .lineBreak: " "
            case .html(let source): isComment(source) ? "" : source
            case .citation, .footnote, .marginNote: ""
            }
        }.joined()
    }

    /// The works' authors and years in parentheses, each linked to the list of references unless it stands in a link.
    func citation(of keys: [String], isLinked: Bool = true) -> String {
        let links = keys.map { key in
            guard let reference = references[key] else { return "<span class=\"broken\">\(escaped(key))</span>" }
            citedKeys.insert(key)
            guard isLinked else { return escaped(reference.shortName) }
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
