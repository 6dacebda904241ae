import BookModel

/// Something that is written about an item: what its role is, and the words.
public struct Passage: Codable, Hashable, Sendable {
    /// What it is: `caption`, `alt text`, `statement`, `paper`, `heading`, `title`, `subtitle` or `chapter`.
    public var role: String
    /// The words, with Markdown's marks; of a computed value its expression. A chapter's name stands for its place.
    public var text: String
    /// Whether the program may have written the words, with numbers in them that follow from the data.
    var mayHoldNumbers: Bool { role == "alt text" || role == "statement" }

    /// Whether the words are as they were; numbers in them count as in tables where the program may have written them.
    func reads(as before: Passage) -> Bool {
        text == before.text || (mayHoldNumbers && NumberedText.areEqual(before.text, text))
    }
}

extension Passage {
    /// A passage in a book, and where it is.
    typealias Placed = (passage: Passage, location: SourceLocation?)

    /// What is written about an item, in its order.
    static func all(of item: Item, in book: BuiltBook) -> [Placed] {
        switch item.kind {
        case .book:
            return [("title", book.title), ("subtitle", book.subtitle ?? "")].filter { !$0.1.isEmpty }.map {
                (Passage(role: $0.0, text: $0.1), nil)
            } + book.chapters.map { (Passage(role: "chapter", text: $0.chapter.name), nil) }
        case .words: return book.chapters.first { $0.chapter.name == item.id }.map { headings(of: $0.chapter) } ?? []
        case .values: return []
        case .claim, .figure, .table: return outputs(item, in: book)
        }
    }

    /// The headings of a chapter, the first of which is its title, with as many number signs as their level.
    static func headings(of chapter: Chapter) -> [Placed] {
        func headings(_ blocks: [Block]) -> [Placed] {
            blocks.flatMap { block -> [Placed] in
                guard case .heading(let level, let title, _) = block.content else { return headings(block.children) }
                let marks = String(repeating: "#", count: level)
                let text = "\(marks) \(title.markdown(in: chapter))"
                return [(Passage(role: "heading", text: text), block.location)]
            }
        }
        return headings(chapter.blocks)
    }

    private static func outputs(_ item: Item, in book: BuiltBook) -> [Placed] {
        for built in book.chapters {
            for output in built.outputs.cells where built.chapter.cells.indices.contains(output.cell) {
                let cell = built.chapter.cells[output.cell]
                var passages: [(role: String, text: String?)]
                switch (output.content, item.kind) {
                case (.figure(let figure)?, .figure) where figure.id == item.id:
                    passages = [("alt text", figure.alternative)]
                case (.table(let table)?, .table) where table.id == item.id: passages = []
                case (.claim(item.id, let claim)?, .claim):
                    passages = [("statement", claim.statement), ("paper", claim.paper)]
                default: continue
                }
                passages.append(("caption", cell.caption?.markdown(in: built.chapter)))
                return passages.compactMap { role, text in
                    text.map { (Passage(role: role, text: $0), cell.location) }
                }
            }
        }
        return []
    }
}

/// Compares what is written about an item with what was.
struct PassageComparison {
    let before: [Passage]
    let after: [Passage.Placed]

    /// What is different, role by role in the order of the passages.
    var findings: [(summary: String, location: SourceLocation?)] {
        var seen: Set<String> = []
        let roles = (before + after.map(\.passage)).map(\.role).filter { seen.insert($0).inserted }
        return roles.flatMap { role in
            compare(before.filter { $0.role == role }, after.filter { $0.passage.role == role }, role)
        }
    }

    private func compare(
        _ before: [Passage], _ after: [Passage.Placed], _ role: String
    ) -> [(summary: String, location: SourceLocation?)] {
        var (gone, added) = (before, after)
        // What stays is what reads the same, whichever order it is in.
        added.removeAll { placed in
            guard let index = gone.firstIndex(where: { placed.passage.reads(as: $0) }) else { return false }
            gone.remove(at: index)
            return true
        }
        if gone.isEmpty, added.isEmpty {
            guard !zip(before, after).allSatisfy({ $1.passage.reads(as: $0) }) else { return [] }
            let names = [after.map(\.passage), before].map { $0.map(\.text).joined(separator: ", ") }
            return [("the \(role)s are now in the order \(names[0]), before \(names[1])", nil)]
        }
        let changed = zip(gone, added).map { was, now in
            ("the \(role) now reads “\(now.passage.text)”, before “\(was.text)”", now.location)
        }
        return changed
            + added.dropFirst(gone.count).map { ("the \(role) “\($0.passage.text)” is new", $0.location) }
            + gone.dropFirst(added.count).map { ("the \(role) “\($0.text)” is gone", nil) }
    }
}

extension [Inline] {
    /// The text with Markdown's marks, on one line; of values and references what the author wrote.
    fileprivate func markdown(in chapter: Chapter) -> String {
        map { inline -> String in
            switch inline {
            case .text(let text), .html(let text): text
            case .emphasis(let inner): "*\(inner.markdown(in: chapter))*"
            case .strong(let inner): "**\(inner.markdown(in: chapter))**"
            case .strikethrough(let inner): "~~\(inner.markdown(in: chapter))~~"
            case .code(let code): "`\(code)`"
            case .math(let tex, _): "$\(tex)$"
            case .link(let destination, _, let inner, _): "[\(inner.markdown(in: chapter))](\(destination))"
            case .image(let source, _, let inner, _): "![\(inner.markdown(in: chapter))](\(source))"
            case .softBreak, .lineBreak: " "
            case .value(let index):
                chapter.values.indices.contains(index) ? "`= \(chapter.values[index].expression)`" : ""
            case .reference(let label, _): "@\(label)"
            case .citation(let keys, _): "[\(keys.map { "@\($0)" }.joined(separator: "; "))]"
            case .footnote(let name, _): "[^\(name)]"
            case .marginNote(let inner): "^[\(inner.markdown(in: chapter))]"
            }
        }.joined()
    }
}
