import BookModel
import Foundation

/// What becomes of links and notes in a run of text.
enum Linking {
    /// They are set where they stand.
    case whole
    /// They are left out, as titles appear in the contents.
    case none
    /// The text is a link's, which can hold no other: notes follow it, and references are words.
    case withinLink
}

extension ChapterRenderer {
    /// Runs of text as HTML.
    func inlines(_ inlines: [Inline], _ linking: Linking = .whole) -> String {
        inlines.indices.map { html(at: $0, in: inlines, linking) }.joined()
    }

    private func html(at position: Int, in inlines: [Inline], _ linking: Linking) -> String {
        func inner(_ inlines: [Inline]) -> String { self.inlines(inlines, linking) }
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
        case .value(let index): return value(index, linked: linking != .none)
        case .link(let destination, let title, let inlines, let location):
            return linking == .whole ? link(destination, title, inlines, at: location) : inner(inlines)
        case .image(let source, let title, let alternative, let location):
            return image(source, title, plainText(alternative), at: location)
        case .reference(let label, _):
            return linking == .whole
                ? page.link(toLabel: label) : escaped(page.numbering.targets[label]?.name ?? "@\(label)")
        case .citation(let keys, _):
            return linking == .none ? "" : page.citation(of: keys, isLinked: linking == .whole)
        case .footnote(let name, _):
            return note(linking) { mark(ofFootnote: name) }
        case .marginNote(let inlines):
            return note(linking) {
                "<span class=\"margin-note\" role=\"note\">\(self.inlines(inlines))</span>"
            }
        }
    }

    /// A note at its place, or kept for the end of the link around it.
    private func note(_ linking: Linking, _ note: () -> String) -> String {
        switch linking {
        case .whole: return note()
        case .withinLink: notesBehindLink += note()
        case .none: break
        }
        return ""
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
    func plainText(_ inlines: [Inline]) -> String { page.plainText(inlines, in: built) }

    private func value(_ index: Int, linked: Bool) -> String {
        let expression = chapter.values.indices.contains(index) ? chapter.values[index].expression : ""
        guard let text = built.outputs.values[index] else {
            return "<code class=\"broken\" title=\"This was not computed.\">\(escaped(expression))</code>"
        }
        guard linked else { return escaped(text) }
        return "<span class=\"value\" title=\"\(escaped(expression))\">\(escaped(text))</span>"
    }

    private func link(
        _ destination: String, _ title: String, _ inlines: [Inline], at location: SourceLocation
    ) -> String {
        let outer = notesBehindLink
        notesBehindLink = ""
        let text = self.inlines(inlines, .withinLink)
        let notes = notesBehindLink
        notesBehindLink = outer
        guard let address = page.address(of: destination, from: chapter.name, at: location) else {
            return text + notes
        }
        let title = title.isEmpty ? "" : " title=\"\(escaped(title))\""
        return "<a href=\"\(address)\"\(title)>\(text)</a>\(notes)"
    }

    /// An image, embedded.
    private func image(_ source: String, _ title: String, _ alternative: String, at location: SourceLocation) -> String
    {
        func broken(_ diagnostic: Diagnostic) -> String {
            page.report(diagnostic)
            let name = EmbeddedImage.name(of: source)
            return "<span class=\"broken\">\(escaped(alternative.isEmpty ? name : alternative))</span>"
        }
        let file = page.imageFolder.map { $0.appending(path: source.removingPercentEncoding ?? source) }
        if !source.contains(":"), let file, let objection = page.objection(toImage: source, file, at: location) {
            return broken(objection)
        }
        do {
            let image = try EmbeddedImage(source, in: page.imageFolder)
            let title = title.isEmpty ? "" : " title=\"\(escaped(title))\""
            return "<img src=\"\(image.address)\" alt=\"\(escaped(alternative))\"\(title)>"
        } catch {
            return broken(Diagnostic(error.summary, at: location, remedy: error.remedy))
        }
    }
}
