import BookModel
import Foundation

extension ChapterRenderer {
    /// Runs of text as HTML. Without `linked`, as titles appear in the contents: no links, no notes.
    func inlines(_ inlines: [Inline], linked: Bool = true) -> String {
        inlines.indices.map { html(at: $0, in: inlines, linked: linked) }.joined()
    }

    private func html(at position: Int, in inlines: [Inline], linked: Bool) -> String {
        func inner(_ inlines: [Inline]) -> String { self.inlines(inlines, linked: linked) }
        switch inlines[position] {
        case .text(let text):
            let formulasOwn = (
                punctuation(atFormula: position - 1, in: inlines).after,
                punctuation(atFormula: position + 1, in: inlines).before
            )
            return escaped(String(text.dropFirst(formulasOwn.0.count).dropLast(formulasOwn.1.count)))
        case .emphasis(let inlines):
            if isBold { page.hasBoldItalic = true }
            return "<em>\(inner(inlines))</em>"
        case .strong(let inlines): return "<strong>\(bold { inner(inlines) })</strong>"
        case .strikethrough(let inlines): return "<del>\(inner(inlines))</del>"
        case .code(let text): return "<code>\(escaped(text))</code>"
        case .math(let tex, let location):
            let formula = page.math(tex, display: false, at: location)
            let (before, after) = punctuation(atFormula: position, in: inlines)
            if before.isEmpty && after.isEmpty { return formula }
            return "<span class=\"unbroken\">\(escaped(before))\(formula)\(escaped(after))</span>"
        case .html(let source):
            if page.book.allowsRawHTML { return source }
            return isComment(source) ? "" : escaped(source)
        case .softBreak: return "\n"
        case .lineBreak: return "<br>\n"
        case .value(let index): return value(index, linked: linked)
        case .link(let destination, let title, let inlines, let location):
            return linked ? link(destination, title, inner(inlines), at: location) : inner(inlines)
        case .image(let source, let title, let alternative, let location):
            return image(source, title, plainText(alternative), at: location)
        case .reference(let label, _):
            return linked ? page.link(toLabel: label) : escaped(page.numbering.targets[label]?.name ?? "@\(label)")
        case .citation(let keys, _): return linked ? page.citation(of: keys) : ""
        case .footnote(let name, _): return linked ? mark(ofFootnote: name) : ""
        case .marginNote(let inlines):
            return linked ? "<span class=\"margin-note\" role=\"note\">\(inner(inlines))</span>" : ""
        }
    }

    /// The brackets and marks that stay on the line of the formula at a position, if there is one: browsers may end a
    /// line on either side of a formula, so that the next would begin with a comma. Long formulas, which have to be
    /// broken on narrow screens themselves, keep none.
    private func punctuation(atFormula position: Int, in inlines: [Inline]) -> (before: String, after: String) {
        guard inlines.indices.contains(position), case .math(let tex, _) = inlines[position], tex.count <= 24 else {
            return ("", "")
        }
        var (before, after) = ("", "")
        if position > 0, case .text(let text) = inlines[position - 1] {
            before = String(text.reversed().prefix { "([“‘".contains($0) }.reversed())
        }
        if position + 1 < inlines.count, case .text(let text) = inlines[position + 1] {
            after = String(text.prefix { ")].,;:!?…”’".contains($0) })
        }
        return (before, after)
    }

    /// The text of runs without any markup; TeX stays as it was written.
    func plainText(_ inlines: [Inline]) -> String {
        inlines.map { inline in
            switch inline {
            case .text(let text), .code(let text): text
            case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(_, _, let inner, _),
                .image(_, _, let inner, _):
                plainText(inner)
            case .math(let tex, _): tex
            case .value(let index): built.outputs.values[index] ?? ""
            case .reference(let label, _): page.numbering.targets[label]?.name ?? ""
            case .softBreak, .lineBreak: " "
            case .html, .citation, .footnote, .marginNote: ""
            }
        }.joined()
    }

    private func value(_ index: Int, linked: Bool) -> String {
        let expression = chapter.values.indices.contains(index) ? chapter.values[index].expression : ""
        guard let text = built.outputs.values[index] else {
            return "<code class=\"broken\" title=\"This was not computed.\">\(escaped(expression))</code>"
        }
        guard linked else { return escaped(text) }
        return "<span class=\"value\" title=\"\(escaped(expression))\">\(escaped(text))</span>"
    }

    private func link(_ destination: String, _ title: String, _ text: String, at location: SourceLocation) -> String {
        guard let address = safeLink(addressInPage(destination)) else {
            page.report(
                Diagnostic(
                    .warning, "the link to '\(destination)' was left out", at: location,
                    explanation: "Pages link to http, https, mailto and doi addresses and to files only.",
                    remedy: "Use one of these, or remove the link."))
            return text
        }
        let title = title.isEmpty ? "" : " title=\"\(escaped(title))\""
        return "<a href=\"\(address)\"\(title)>\(text)</a>"
    }

    /// A link to another chapter's file leads to the chapter in the page.
    private func addressInPage(_ destination: String) -> String {
        guard !destination.contains(":"), let file = destination.split(separator: "#").first, file.hasSuffix(".md"),
            let name = file.dropLast(3).split(separator: "/").last, let anchor = page.chapterAnchors[String(name)]
        else { return destination }
        return "#\(anchor)"
    }

    /// An image from a file, embedded.
    private func image(_ source: String, _ title: String, _ alternative: String, at location: SourceLocation) -> String
    {
        let types = [
            "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
            "webp": "image/webp", "svg": "image/svg+xml",
        ]
        let file = page.imageFolder.map { $0.appending(path: source.removingPercentEncoding ?? source) }
        if !source.contains(":"), let file, let objection = page.objection(toImage: source, file, at: location) {
            page.report(objection)
            return "<span class=\"broken\">\(escaped(alternative.isEmpty ? source : alternative))</span>"
        }
        guard !source.contains(":"), let file, let type = types[file.pathExtension.lowercased()],
            let data = try? Data(contentsOf: file)
        else {
            page.report(
                Diagnostic(
                    "the image '\(source)' cannot be embedded", at: location,
                    remedy: "Give the path of a PNG, JPEG, GIF, WebP or SVG file, relative to the chapter."))
            return "<span class=\"broken\">\(escaped(alternative.isEmpty ? source : alternative))</span>"
        }
        let title = title.isEmpty ? "" : " title=\"\(escaped(title))\""
        return """
            <img src="data:\(type);base64,\(data.base64EncodedString())" alt="\(escaped(alternative))"\(title)>
            """
    }
}
