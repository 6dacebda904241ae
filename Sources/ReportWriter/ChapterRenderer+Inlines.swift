import BookModel
import Foundation

extension ChapterRenderer {
    /// Runs of text as HTML. Without `linked`, as titles appear in the contents: no links, no notes.
    func inlines(_ inlines: [Inline], linked: Bool = true) -> String {
        inlines.map { inline($0, linked: linked) }.joined()
    }

    private func inline(_ inline: Inline, linked: Bool) -> String {
        func inner(_ inlines: [Inline]) -> String { self.inlines(inlines, linked: linked) }
        switch inline {
        case .text(let text): return escaped(text)
        case .emphasis(let inlines):
            if isBold { page.hasBoldItalic = true }
            return "<em>\(inner(inlines))</em>"
        case .strong(let inlines): return "<strong>\(bold { inner(inlines) })</strong>"
        case .strikethrough(let inlines): return "<del>\(inner(inlines))</del>"
        case .code(let text): return "<code>\(escaped(text))</code>"
        case .math(let tex, let location): return page.math(tex, display: false, at: location)
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
